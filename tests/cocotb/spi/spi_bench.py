"""SPI subordinate: a manager of mode 0 whose edges fall anywhere, both directions at once."""

import cocotb

from tinynpu.arch.link import SPI_ESCAPE, SPI_FILL
from tinynpu.cosim.agents import (
    Bench,
    Scoreboard,
    StreamSink,
    StreamSource,
    quantity,
    restart,
    stretches,
)
from tinynpu.cosim.spi import SpiManager
from tinynpu.verify.blocks import find_block

_CYCLE = 10_000  # ps


class System:
    """Block, manager, and both ends of the streams."""

    def __init__(self, bench: Bench, chance: float = 0.0, longest: int = 1, cycles: float = 8.0):
        self.bench = bench
        self.came, self.went = Scoreboard("received"), Scoreboard("sent")
        self.sink = StreamSink(bench, "received", self.came.take, stretches(bench, chance, longest))
        self.source = StreamSource(bench, "send", stretches(bench, chance, longest))
        self.manager = SpiManager(bench.dut, bench.random, self.went.take, _CYCLE, cycles)

    def say(self, byte: int):
        self.went.expect(byte)
        self.source.queue.append(byte)

    async def exchange(self, count: int):
        """So many random bytes from the manager, in one go or in several."""
        random = self.bench.random
        await self.manager.select()
        for _ in range(count):
            byte = random.getrandbits(8)
            self.came.expect(byte)
            await self.manager.transfer(byte)
            if random.random() < 0.1:
                await self.manager.deselect()
                await self.manager.select()
        await self.manager.deselect()


def some_byte(bench: Bench) -> int:
    return bench.random.choice((SPI_FILL, SPI_ESCAPE, 0, 255, bench.random.getrandbits(8)))


async def prepare(dut, **options) -> System:
    bench = Bench(dut, find_block("spi").make())
    await bench.start(cs_n=1)
    system = System(bench, **options)
    await bench.cycles(4)
    return system


@cocotb.test()
@cocotb.parametrize(
    (("cycles", "chance", "longest"), [(8.0, 0.0, 1), (8.37, 0.05, 10), (21.3, 0.01, 400)])
)
async def both_directions(dut, cycles, chance, longest):
    """All bytes of both directions, also those that look like filling; nothing is made up."""
    system = await prepare(dut, cycles=cycles, chance=chance, longest=min(longest, 20))
    system.source.pauses = stretches(system.bench, chance, longest)
    count = quantity(300, 5000)
    for _ in range(count):
        system.say(some_byte(system.bench))
    await system.exchange(count)
    while system.went.expected:
        await system.exchange(10)
    assert system.went.seen == count
    await system.came.drained(system.bench, 100)


@cocotb.test()
async def broken_off(dut):
    """A byte that breaks off is dropped, and what was not begun to be read is not lost."""
    system = await prepare(dut)
    bench, manager = system.bench, system.manager
    for _ in range(quantity(50, 500)):
        await manager.select()
        # Nothing is offered: what a byte that is cut off loses is not known.
        for _ in range(bench.random.randint(1, 7)):
            await manager.bit(bench.random.getrandbits(1))
        await manager.deselect()
        system.say(some_byte(bench))
        await bench.cycles(3)
        await system.exchange(4)
        assert not system.went.expected
        await system.came.drained(bench, 100)


@cocotb.test()
async def overrun(dut):
    """While a byte is not taken it stays, and the next ones are dropped and reported."""
    system = await prepare(dut)
    bench, manager = system.bench, system.manager
    errors = []

    async def watch():
        while True:
            await bench.edge()
            if bench.bits("overrun"):
                errors.append(1)

    cocotb.start_soon(watch())
    system.sink.driver.cancel()
    for _ in range(quantity(20, 200)):
        before, lost = len(errors), bench.random.randint(1, 3)
        bench.set("received__ready", 0)
        await manager.select()
        byte = bench.random.getrandbits(8)
        system.came.expect(byte)
        for value in (byte, *(bench.random.getrandbits(8) for _ in range(lost))):
            await manager.transfer(value)
        await manager.deselect()
        assert len(errors) - before == lost
        bench.set("received__ready", 1)
        await bench.cycles(3)
        assert not system.came.expected


@cocotb.test()
async def reset_at_any_time(dut):
    """After a reset and a deselection both directions work."""
    system = await prepare(dut)
    bench = system.bench
    for _ in range(quantity(30, 300)):
        system.say(some_byte(bench))
        exchange = cocotb.start_soon(system.exchange(2))
        await bench.cycles(bench.random.randint(1, 130))
        exchange.cancel()
        await restart(bench, system.sink, system.source, cs_n=1)
        system = System(bench)
        await bench.cycles(4)
        system.say(0x7E)
        await system.exchange(3)
        assert not system.went.expected
        await system.came.drained(bench, 100)
