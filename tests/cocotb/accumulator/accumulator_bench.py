"""Accumulator lane: entries of two buffers, one changed while the other is read."""

import cocotb
from cocotb.triggers import Timer

from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import find_block

_NOTHING = {"valid": 0, "fir": 0, "first": 0, "maximum": 0, "last": 0, "buffer": 0, "address": 0}


class Driver:
    """Values in every cycle, reads in every cycle, and the entries as they have to be.

    A read is compared unless the caller breaks the rules: the other buffer, or the same one in a
    cycle in which no value comes for it, and no entry that values of the last cycles change.
    """

    def __init__(self, dut):
        component = find_block("accumulator").make()
        self.bench = Bench(dut, component)
        self.width, self.depth = component.width, component.depth
        self.latency = component.latency
        psum_bits = component.psum.shape().width
        self.low, self.high = -(1 << psum_bits - 1), (1 << psum_bits - 1) - 1
        self.entries: list[list[int | None]] = [[None] * self.depth for _ in range(2)]
        self.checked = 0
        self.forget()

    def forget(self):
        """Nothing is on its way, and no entry is about to change."""
        self.pending = [None] * 2  # what the reads of the last cycles have to give
        self.changing = [None] * (self.latency - 1)  # entries of the values of the last cycles

    def psum(self) -> int:
        draw = self.bench.random
        if draw.random() < 0.3:
            return draw.choice((self.low, self.low + 1, -1, 0, 1, self.high))
        return draw.randint(self.low, self.high)

    async def step(self, tag: dict[str, int] | None, psum: int = 0, read=None):
        """One cycle: a value or none, and the (buffer, entry) to read, or a random one."""
        bench = self.bench
        if tag is None:
            tag = {name: bench.random.getrandbits(1) for name in _NOTHING}
            tag |= {"valid": 0, "address": bench.random.randrange(self.depth)}
        bench.set("tag", tag)
        bench.set("psum", psum)
        if read is None:
            read = bench.random.getrandbits(1), bench.random.randrange(self.depth)
        bench.set("drain_buffer", read[0])
        bench.set("drain_address", read[1])
        await bench.edge()
        pending = self.pending.pop(0)
        if pending is not None:
            value, place = pending
            assert bench.get("drain_data") == value, (place, bench.get("drain_data"), value)
            self.checked += 1
        taken = tag["valid"] and tag["buffer"] == read[0]
        value = self.entries[read[0]][read[1]]
        legal = not taken and read not in self.changing and value is not None
        self.pending.append((value, read) if legal else None)
        entry = None
        if tag["valid"]:
            self.accumulate(tag, psum)
            entry = tag["buffer"], tag["address"]
        self.changing = [*self.changing[1:], entry]

    def accumulate(self, tag: dict[str, int], psum: int):
        buffer, address = self.entries[tag["buffer"]], tag["address"]
        if tag["first"]:
            buffer[address] = psum
        elif (old := buffer[address]) is not None:
            buffer[address] = max(old, psum) if tag["maximum"] else self.wrapped(old + psum)

    def wrapped(self, value: int) -> int:
        half = 1 << self.width - 1
        return (value + half) % (2 * half) - half

    async def fill(self):
        """Overwrite every entry."""
        for buffer in range(2):
            for address in range(self.depth):
                tag = {**_NOTHING, "valid": 1, "first": 1, "buffer": buffer, "address": address}
                await self.step(tag, self.psum())

    async def read_all(self):
        """Compare every entry."""
        for buffer in range(2):
            for address in range(self.depth):
                await self.step(None, read=(buffer, address))
        await self.step(None)
        await self.step(None)


def tag_of(driver: Driver, **fixed: int) -> dict[str, int]:
    """Random tag of a value."""
    draw = driver.bench.random
    return {
        "valid": 1,
        "fir": draw.getrandbits(1),
        "first": int(draw.random() < 0.1),
        "maximum": int(draw.random() < 0.3),
        "last": draw.getrandbits(1),
        "buffer": draw.getrandbits(1),
        "address": draw.randrange(driver.depth),
        **fixed,
    }


@cocotb.test()
async def as_the_core_uses_it(dut):
    """Passes over one buffer, entry after entry without a gap, while the other one is drained."""
    driver = Driver(dut)
    await driver.bench.start()
    for block in range(quantity(80, 2000)):
        buffer = block % 2
        for number in range(driver.bench.random.randint(1, 4)):
            maximum = driver.bench.random.getrandbits(1)
            for address in range(driver.depth):
                tag = tag_of(driver, buffer=buffer, address=address, first=int(number == 0))
                tag["maximum"] = maximum
                read = 1 - buffer, driver.bench.random.randrange(driver.depth)
                await driver.step(tag, driver.psum(), read)
    await driver.read_all()
    assert driver.checked > 200


@cocotb.test()
async def random_values(dut):
    """Any order of entries and pauses; most often the entry of the value before, again."""
    driver = Driver(dut)
    draw = driver.bench.random
    await driver.bench.start()
    await driver.fill()
    last = tag_of(driver)
    for _ in range(quantity(4000, 150_000)):
        if draw.random() < 0.3:
            await driver.step(None)
            continue
        tag = tag_of(driver)
        if draw.random() < 0.5:
            tag |= {"buffer": last["buffer"], "address": last["address"]}
        await driver.step(tag, driver.psum())
        last = tag
    await driver.read_all()


@cocotb.test()
async def overflow_wraps(dut):
    """The most negative sums over and over, in one entry, until its 32 bits have wrapped."""
    driver = Driver(dut)
    bench = driver.bench
    await bench.start()
    await driver.fill()
    count = (1 << driver.width - 1) // -driver.low + 3
    tag = {**_NOTHING, "valid": 1, "address": 3, "buffer": 1}
    await driver.step({**tag, "first": 1}, driver.low)
    bench.set("tag", tag)
    bench.set("psum", driver.low)
    # The inputs hold still: one long wait until just before the last of the edges.
    await Timer((count - 2) * 10 + 5, "ns")
    await bench.edge()
    driver.entries[1][3] = driver.wrapped(count * driver.low)
    assert driver.entries[1][3] > 0
    driver.forget()
    driver.changing = [(1, 3)] * (driver.latency - 1)
    await driver.read_all()


@cocotb.test()
async def reset_stops_what_comes(dut):
    """Values that arrive in a reset change nothing; what the buffers hold outlives it."""
    driver = Driver(dut)
    bench = driver.bench
    await bench.start()
    await driver.fill()
    for _ in range(quantity(30, 800)):
        for _ in range(bench.random.randrange(1, 20)):
            await driver.step(tag_of(driver), driver.psum())
        for _ in range(driver.latency - 2):
            await driver.step(
                None
            )  # the last value is written in the cycle in which the reset comes
        bench.dut.rst.value = 1
        for _ in range(bench.random.randint(1, 3)):
            bench.set("tag", tag_of(driver))
            bench.set("psum", driver.psum())
            await bench.edge()
        bench.dut.rst.value = 0
        driver.forget()
        await driver.read_all()
