"""UART transmitter: every cycle of the line."""

import cocotb

from tinynpu.cosim.agents import Bench, Scoreboard, StreamSource, quantity, restart, stretches
from tinynpu.verify.blocks import find_block

_DIVISOR = 8


class Watcher:
    """Gives each byte on the line to ``take``; every level must last as long as its bit."""

    def __init__(self, bench: Bench, take):
        self.bench = bench
        self.take = take
        self.begins: list[int] = []
        self.cycle = 0
        self.task = cocotb.start_soon(self._run())

    async def _level(self) -> int:
        await self.bench.edge()
        self.cycle += 1
        return self.bench.bits("tx")

    async def _run(self):
        while True:
            if await self._level():
                continue
            self.begins.append(self.cycle)
            levels = [0] + [await self._level() for _ in range(10 * _DIVISOR - 1)]
            bits = []
            for i in range(10):
                bit = set(levels[i * _DIVISOR : (i + 1) * _DIVISOR])
                assert len(bit) == 1, f"bit {i} must not change within its {_DIVISOR} cycles"
                bits.append(bit.pop())
            assert bits[0] == 0, "a byte begins with 0"
            assert bits[9] == 1, "a byte ends with 1"
            self.take(sum(bit << i for i, bit in enumerate(bits[1:9])))


async def prepare(dut, chance=0.0, longest=1):
    bench = Bench(dut, find_block("uart_transmitter").make())
    await bench.start()
    board = Scoreboard("byte")
    watcher = Watcher(bench, board.take)
    source = StreamSource(bench, "byte", stretches(bench, chance, longest))
    return bench, board, watcher, source


@cocotb.test()
@cocotb.parametrize(chance=[0.0, 0.02, 0.5])
async def bytes_go(dut, chance):
    """Every byte, in order; without pauses of the source 80 cycles each."""
    bench, board, watcher, source = await prepare(dut, chance, 200)
    count = quantity(300, 3000)
    for i in range(count):
        byte = i if i < 256 else bench.random.getrandbits(8)
        board.expect(byte)
        source.queue.append(byte)
    await board.drained(bench, 1000 * count)
    distances = [b - a for a, b in zip(watcher.begins, watcher.begins[1:], strict=False)]
    assert min(distances) == 10 * _DIVISOR
    if not chance:
        assert max(distances) == 10 * _DIVISOR


@cocotb.test()
async def reset_at_any_time(dut):
    """A reset in the middle of a byte lets the line rest; then a byte goes."""
    bench, board, watcher, source = await prepare(dut)
    for _ in range(quantity(40, 400)):
        source.queue.append(bench.random.getrandbits(8))
        await bench.cycles(bench.random.randint(1, 78))
        await restart(bench, watcher, source)
        assert bench.bits("tx") == 1
        board = Scoreboard("byte")
        watcher = Watcher(bench, board.take)
        source = StreamSource(bench, "byte")
        board.expect(0x5A)
        source.queue.append(0x5A)
        await board.drained(bench, 200)
