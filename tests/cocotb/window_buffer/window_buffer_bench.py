"""Window buffer against a list of bytes."""

import cocotb

from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import find_block


class Driver:
    """Puts beats and takes windows as the block lets; compares every window, and when it comes."""

    def __init__(self, dut):
        component = find_block("window_buffer").make()
        self.bench = Bench(dut, component)
        self.beat_bytes, self.window_bytes = component.beat_bytes, component.window_bytes
        self.content: list[int] = []  # from the next window's begin on
        self.skip = 0  # bytes of the next beat that lie before that
        self.window: bytes | None = None
        self.step_bytes = 1
        self.full = self.windows = 0

    async def cycle(self, *, put=True, take=True, more=True, clear=None):
        """One cycle, in which may be put and taken; clear: offset and step of what comes then."""
        bench = self.bench
        beat = bench.random.randbytes(self.beat_bytes)
        bench.set("beat", int.from_bytes(beat, "little"))
        bench.set("step", self.step_bytes)
        bench.set("more", int(more))
        bench.set("clear", int(clear is not None))
        bench.set("offset", bench.random.randrange(self.beat_bytes) if clear is None else clear[0])
        # Both depend on registers alone.
        put = put and bool(bench.bits("room"))
        take = take and self.window is not None
        bench.set("put", int(put))
        bench.set("take", int(take))
        await bench.edge()
        assert bench.bits("valid") == (self.window is not None)
        if self.window is not None:
            shown = bench.bits("window").to_bytes(self.window_bytes, "little")
            assert shown == self.window, (shown, self.window)
        complete = len(self.content) >= self.window_bytes
        gathered = complete and more and (take or self.window is None)
        assert bench.bits("gathered") == gathered
        assert bench.bits("room") or complete, "no room though no window is complete"
        self.full += not bench.bits("room")
        if take:
            self.window = None
            self.windows += 1
        if gathered:
            self.window = bytes(self.content[: self.window_bytes])
            del self.content[: self.step_bytes]
        if put:
            self.content += beat[self.skip :]
            self.skip = 0
        if clear is not None:
            self.content = []
            self.skip, self.step_bytes = clear


@cocotb.test()
async def every_offset_and_step(dut):
    """Each place of the first window and each step, with beats and windows in every cycle."""
    driver = Driver(dut)
    await driver.bench.start()
    for offset in range(driver.beat_bytes):
        for step in range(1, driver.window_bytes + 1):
            await driver.cycle(put=False, take=False, more=False, clear=(offset, step))
            for _ in range(40):
                await driver.cycle()


@cocotb.test()
async def a_window_in_every_cycle(dut):
    """At full rate a window of a beat's size leaves in each cycle, at each offset."""
    driver = Driver(dut)
    await driver.bench.start()
    for offset in range(driver.beat_bytes):
        await driver.cycle(clear=(offset, min(driver.beat_bytes, driver.window_bytes)))
        for _ in range(4):
            await driver.cycle()
        before = driver.windows
        for _ in range(quantity(50, 5000)):
            await driver.cycle()
        assert driver.windows - before == quantity(50, 5000)


@cocotb.test()
async def random_cycles(dut):
    """Random traffic with pauses on either side, which fills the ring, and is cleared now and then."""
    driver = Driver(dut)
    draw = driver.bench.random
    await driver.bench.start()
    for _ in range(quantity(60, 2000)):
        chances = draw.choice(((1.0, 0.3), (0.3, 1.0), (0.7, 0.7)))
        for _ in range(draw.randint(1, 60)):
            await driver.cycle(
                put=draw.random() < chances[0],
                take=draw.random() < chances[1],
                more=draw.random() < 0.9,
            )
        # What is put, taken or gathered in the cycle of a clear.
        clear = draw.randrange(driver.beat_bytes), draw.randint(1, driver.window_bytes)
        await driver.cycle(take=draw.random() < 0.5, clear=clear)
    assert driver.full > 100


@cocotb.test()
async def reset_empties(dut):
    """Behind a reset at any time there is no window and no byte."""
    driver = Driver(dut)
    bench = driver.bench
    await bench.start()
    for _ in range(quantity(60, 2000)):
        await driver.cycle(clear=(0, bench.random.randint(1, driver.window_bytes)))
        for _ in range(bench.random.randrange(1, 9)):
            await driver.cycle(take=bench.random.random() < 0.5)
        bench.dut.rst.value = 1
        await bench.edge()
        bench.dut.rst.value = 0
        driver.content, driver.window, driver.skip = [], None, 0
        await driver.cycle(put=False)
