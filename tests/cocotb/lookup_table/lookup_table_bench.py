"""Look-up table: any entry in the second cycle after its index, while others are written."""

import cocotb

from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import find_block

_EDGES = (-(2**31), -(2**31) + 1, -1, 0, 1, 2**31 - 1)


class Driver:
    """Writes and looks up in the same cycle, and keeps a copy of the entries."""

    def __init__(self, dut):
        component = find_block("lookup_table").make()
        self.bench = Bench(dut, component)
        self.at_once = component.entries_per_word
        self.entries = [0] * 256
        self.wanted: list[int | None] = [None] * 2
        self.checked = 0

    async def step(self, index: int, word: int | None = None, values: list[int] | None = None):
        """One cycle: look ``index`` up, and perhaps write the entries of a word."""
        bench = self.bench
        bench.set("index", index)
        bench.set("write_enable", int(word is not None))
        if word is None or values is None:
            bench.scramble("write_address")
            bench.scramble("write_data")
        else:
            bench.set("write_address", word)
            raw = b"".join(value.to_bytes(4, "little", signed=True) for value in values)
            bench.set("write_data", int.from_bytes(raw, "little"))
        await bench.edge()
        wanted = self.wanted.pop(0)
        if wanted is not None:
            assert bench.get("value") == wanted, (bench.get("value"), wanted)
            self.checked += 1
        self.wanted.append(self.entries[index])
        if word is not None and values is not None:
            first = word * self.at_once
            if first <= index < first + self.at_once:
                self.wanted[-1] = None  # looked up while it changes
            self.entries[first : first + self.at_once] = values

    def values(self) -> list[int]:
        draw = self.bench.random
        return [
            draw.choice(_EDGES) if draw.random() < 0.3 else draw.randrange(-(2**31), 2**31)
            for _ in range(self.at_once)
        ]


@cocotb.test()
async def all_entries(dut):
    """Fill the table, then look everything up: one entry a cycle, up, down and again."""
    driver = Driver(dut)
    await driver.bench.start()
    for word in range(256 // driver.at_once):
        await driver.step(driver.bench.random.randrange(256), word, driver.values())
    for index in (*range(256), *reversed(range(256)), 0, 0, 255, 255, 0):
        await driver.step(index)
    assert driver.checked > 2 * 256


@cocotb.test()
async def random_accesses(dut):
    """Writes between look-ups; the neighbours of an entry that changes do not."""
    driver = Driver(dut)
    draw = driver.bench.random
    await driver.bench.start()
    words = 256 // driver.at_once
    for word in range(words):
        await driver.step(0, word, driver.values())
    for _ in range(quantity(4000, 150_000)):
        word = draw.randrange(words) if draw.random() < 0.4 else None
        index = draw.randrange(256)
        if word is not None and draw.random() < 0.3:
            index = (word * driver.at_once + draw.choice((-1, driver.at_once))) % 256
        await driver.step(index, word, driver.values())


@cocotb.test()
async def reset_keeps_the_entries(dut):
    """Entries are memory: a reset leaves them, and the look-up behind it works."""
    driver = Driver(dut)
    await driver.bench.start()
    for word in range(256 // driver.at_once):
        await driver.step(0, word, driver.values())
    await driver.step(0)
    await driver.bench.reset(driver.bench.random.randint(1, 4))
    driver.wanted = [None] * 2
    for index in range(256):
        await driver.step(index)
    await driver.step(0)
    await driver.step(0)
