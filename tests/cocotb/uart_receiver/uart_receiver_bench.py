"""UART receiver: a line whose edges fall anywhere, at the edges of the baud error; broken bytes."""

import itertools

import cocotb
from cocotb.triggers import Timer

from tinynpu.cosim.agents import Bench, Scoreboard, StreamSink, quantity, restart
from tinynpu.verify.blocks import find_block

_BIT = 8 * 10_000
"""ps of a bit: 8 cycles of 10 ns."""


class Line:
    """The other end of the line.

    Parameters
    ----------
    bench
        Block.
    error
        By which part the baud rate is too high.
    """

    def __init__(self, bench: Bench, error: float = 0.0):
        self.bench = bench
        self.bit = round(_BIT / (1 + error))

    async def level(self, value: int, bits: float = 1.0):
        self.bench.dut.rx.value = value
        await Timer(round(self.bit * bits), "ps")

    async def send(self, byte: int, stop: int = 1):
        await self.level(0)
        for i in range(8):
            await self.level(byte >> i & 1)
        await self.level(stop)

    async def pause(self, longest: float):
        """Up to so many bits of rest, not a multiple of a cycle."""
        await self.level(1, 0.001 + self.bench.random.random() * longest)


class Errors:
    """Counts the cycles in which a byte was dropped."""

    def __init__(self, bench: Bench):
        self.bench = bench
        self.count = 0
        self.task = cocotb.start_soon(self._run())

    async def _run(self):
        while True:
            await self.bench.edge()
            self.count += self.bench.bits("error")


def pauses(bench: Bench):
    """Up to 3 cycles, then a transfer: as soon as the next byte needs it."""
    while True:
        yield from itertools.repeat(True, bench.random.randint(0, 3))
        yield False


async def prepare(dut):
    bench = Bench(dut, find_block("uart_receiver").make())
    await bench.start(rx=1)
    board = Scoreboard("byte")
    sink = StreamSink(bench, "byte", board.take, pauses(bench))
    return bench, board, Errors(bench), sink


@cocotb.test()
@cocotb.parametrize(error=[-0.035, -0.03, -0.01, 0.0, 0.01, 0.03, 0.035])
async def bytes_come(dut, error):
    """Every byte comes, back to back and with pauses, whatever the phase of the clock."""
    bench, board, errors, _ = await prepare(dut)
    line = Line(bench, error)
    for i in range(quantity(300, 5000)):
        byte = i if i < 256 else bench.random.getrandbits(8)
        board.expect(byte)
        await line.send(byte)
        if bench.random.random() < 0.3:
            await line.pause(12)
    await line.level(1, 2)
    await board.drained(bench, 100)
    assert errors.count == 0


@cocotb.test()
async def too_fast_is_noticed(dut):
    """With 8 % of error the bytes are wrong, or dropped: the test above can fail."""
    bench, _, _, sink = await prepare(dut)
    came = []
    sink.take = came.append
    line = Line(bench, 0.08)
    sent = [bench.random.getrandbits(8) for _ in range(100)]
    for byte in sent:
        await line.send(byte)
    await line.level(1, 20)
    assert came != sent


@cocotb.test()
async def broken_stop_bits(dut):
    """A byte without its stop bit is dropped and reported; the next one comes."""
    bench, board, errors, _ = await prepare(dut)
    line = Line(bench)
    broken = 0
    for _ in range(quantity(200, 3000)):
        byte, good = bench.random.getrandbits(8), bench.random.getrandbits(1)
        if good:
            board.expect(byte)
        broken += 1 - good
        await line.send(byte, stop=good)
        await line.level(1, 1 + bench.random.random() * 3)
    await board.drained(bench, 100)
    assert errors.count == broken


@cocotb.test()
async def breaks_and_spikes(dut):
    """A line that is low for long is one error; one that is low for a moment is nothing."""
    bench, board, errors, _ = await prepare(dut)
    line = Line(bench)
    for round_ in range(quantity(50, 500)):
        await line.level(0, 12 + bench.random.random() * 50)
        await line.level(1, 2)
        assert errors.count == round_ + 1
        await line.level(0, bench.random.uniform(0.01, 0.3))
        await line.level(1, 2)
        byte = bench.random.getrandbits(8)
        board.expect(byte)
        await line.send(byte)
        await line.level(1, 2)
        assert board.seen == round_ + 1


@cocotb.test()
async def overrun(dut):
    """While a byte is not taken it stays; those that begin meanwhile are dropped, whole."""
    bench, board, errors, sink = await prepare(dut)
    line = Line(bench)
    for _ in range(quantity(30, 300)):
        before = errors.count
        held = bench.random.getrandbits(8)
        board.expect(held)
        sink.driver.cancel()
        bench.set("byte__ready", 0)
        await line.send(held)
        lost = bench.random.randint(1, 3)
        for _ in range(lost):
            await line.send(bench.random.getrandbits(8))
        await line.level(1, 1)
        bench.set("byte__ready", 1)
        await line.level(1, 1)
        assert errors.count - before == lost
        byte = bench.random.getrandbits(8)
        board.expect(byte)
        await line.send(byte)
    await line.level(1, 2)
    await board.drained(bench, 100)


@cocotb.test()
async def reset_at_any_time(dut):
    """After a reset in the middle of a byte and a rest the next byte comes."""
    bench, board, errors, sink = await prepare(dut)
    line = Line(bench)
    for _ in range(quantity(40, 400)):
        sending = cocotb.start_soon(line.send(bench.random.getrandbits(8)))
        await bench.cycles(bench.random.randint(1, 70))
        sending.cancel()
        await restart(bench, errors, sink, rx=1)
        await bench.cycles(120)
        board = Scoreboard("byte")
        sink = StreamSink(bench, "byte", board.take)
        errors = Errors(bench)
        board.expect(0xA5)
        await line.send(0xA5)
        await line.level(1, 2)
        await board.drained(bench, 100)
