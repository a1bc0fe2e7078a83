"""Byte buffer against a list of bytes."""

import cocotb

from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import find_block


class Driver:
    """Puts and takes in any mixture that the caller may ask for; compares level and front."""

    def __init__(self, dut):
        component = find_block("byte_buffer").make()
        self.bench = Bench(dut, component)
        self.size = component.size
        self.put_bytes, self.take_bytes = component.put_bytes, component.take_bytes
        self.content: list[int] = []

    async def step(self, put: int | None = None, take: int | None = None, clear: int | None = None):
        """One cycle: bytes to put and to take, level to clear to; None: do not."""
        bench = self.bench
        raw = bench.random.randbytes(self.put_bytes)
        bench.set("put", int(put is not None))
        bench.set("take", int(take is not None))
        bench.set("clear", int(clear is not None))
        bench.set("put_count", bench.random.randint(0, self.put_bytes) if put is None else put)
        bench.set("take_count", bench.random.randint(0, self.take_bytes) if take is None else take)
        if clear is None:
            bench.scramble("clear_level")
        else:
            bench.set("clear_level", clear)
        # The bytes behind those that count may be anything.
        bench.set("put_data", int.from_bytes(raw, "little"))
        await bench.edge()
        front = bytes(self.content[: self.take_bytes]).ljust(self.take_bytes, b"\0")
        assert bench.get("level") == len(self.content)
        assert bench.bits("front").to_bytes(self.take_bytes, "little") == front
        if take is not None:
            del self.content[:take]
        if put is not None:
            self.content += raw[:put]
        if clear is not None:
            self.content = [0] * clear

    def random_put(self) -> int | None:
        """As many bytes as fit at most, often the most."""
        most = min(self.put_bytes, self.size - len(self.content))
        return self.bench.random.choice((None, most, self.bench.random.randint(0, most)))

    def random_take(self) -> int | None:
        """Any number, also more than there are."""
        draw = self.bench.random
        return draw.choice((None, self.take_bytes, draw.randint(0, self.take_bytes)))


@cocotb.test()
async def every_level_put_and_take(dut):
    """Every level with every count put and taken at once, from empty to full."""
    driver = Driver(dut)
    await driver.bench.start()
    for level in range(driver.size + 1):
        for put in (None, *range(min(driver.put_bytes, driver.size - level) + 1)):
            for take in (None, *range(driver.take_bytes + 1)):
                await driver.step(clear=0)
                while len(driver.content) < level:
                    await driver.step(put=min(driver.put_bytes, level - len(driver.content)))
                await driver.step(put, take)
    await driver.step()


@cocotb.test()
async def random_cycles(dut):
    """Long random traffic that fills up, runs empty and is cleared now and then."""
    driver = Driver(dut)
    draw = driver.bench.random
    await driver.bench.start()
    levels = set()
    for _ in range(quantity(3000, 120_000)):
        if draw.random() < 0.03:
            # A clear is stronger than what is put, even if that would not fit.
            level = draw.randrange(driver.put_bytes + driver.take_bytes)
            await driver.step(draw.randint(0, driver.put_bytes), driver.random_take(), level)
        elif draw.random() < 0.5:
            await driver.step(driver.random_put(), driver.random_take())
        else:
            await driver.step(
                *draw.choice(((driver.random_put(), None), (None, driver.random_take())))
            )
        levels.add(len(driver.content))
    assert levels == set(range(driver.size + 1))


@cocotb.test()
async def full_width_every_cycle(dut):
    """As many bytes in as out in every cycle, at every alignment."""
    driver = Driver(dut)
    await driver.bench.start()
    count = min(driver.put_bytes, driver.take_bytes)
    for start in range(driver.size - count + 1):
        await driver.step(clear=min(start, driver.put_bytes + driver.take_bytes - 1))
        for _ in range(quantity(8, 400)):
            await driver.step(count, count)
    await driver.step()


@cocotb.test()
async def reset_empties(dut):
    """Behind a reset at any time the buffer is empty, whatever is put or cleared in it."""
    driver = Driver(dut)
    bench = driver.bench
    await bench.start()
    for _ in range(quantity(60, 2000)):
        for _ in range(bench.random.randrange(1, 9)):
            await driver.step(driver.random_put(), driver.random_take())
        bench.dut.rst.value = 1
        for name in ("put", "clear", "clear_level", "put_count"):
            bench.set(name, 1)
        await bench.edge()
        bench.dut.rst.value = 0
        driver.content = []
        await driver.step()
