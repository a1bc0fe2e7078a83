"""Beat buffer against an array of bytes."""

import cocotb

from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import find_block


class Driver:
    """Puts pieces and compares every beat that is read."""

    def __init__(self, dut):
        component = find_block("beat_buffer").make()
        self.bench = Bench(dut, component)
        self.size, self.word_bytes = component.size, component.word_bytes
        self.beat_bytes = component.beat_bytes
        self.content = bytearray(self.size)
        self.filled = False
        self.late: list[bytes | None] = [None] * 2  # as it is seen in this cycle and the next one

    async def start(self):
        """Fill the ring: a reset does not."""
        await self.bench.start()
        for position in range(0, self.size, self.word_bytes):
            await self.cycle(position, self.word_bytes)
        self.filled = True

    async def cycle(self, position=None, count=0, index=0):
        """One cycle: where to put how many bytes (None: nothing), and the beat to read."""
        bench = self.bench
        word = bench.random.randbytes(self.word_bytes)
        bench.set("put", int(position is not None))
        if position is None:
            bench.scramble("position")
            count = bench.random.randint(0, self.word_bytes)
        else:
            bench.set("position", position)
        bench.set("count", count)
        bench.set("word", int.from_bytes(word, "little"))
        bench.set("index", index)
        await bench.edge()
        seen = self.late.pop(0)
        beat = bench.bits("beat").to_bytes(self.beat_bytes, "little")
        if seen is not None:
            assert beat == seen[index * self.beat_bytes :][: self.beat_bytes]
        if position is not None:
            for i in range(count):
                self.content[(position + i) % self.size] = word[i]
        self.late.append(bytes(self.content) if self.filled else None)

    async def read_all(self):
        await self.cycle()
        await self.cycle()
        for index in range(self.size // self.beat_bytes):
            await self.cycle(index=index)


@cocotb.test()
async def every_position_and_count(dut):
    """Each count at each position; nothing else changes."""
    driver = Driver(dut)
    await driver.start()
    for position in range(driver.size):
        for count in range(driver.word_bytes + 1):
            await driver.cycle(position, count)
            await driver.read_all()


@cocotb.test()
async def random_cycles(dut):
    """A piece in most cycles, and a beat read in each, often the one that was just written."""
    driver = Driver(dut)
    draw = driver.bench.random
    await driver.start()
    position = 0
    for _ in range(quantity(3000, 120_000)):
        count = draw.randint(0, driver.word_bytes)
        put = draw.random() < 0.8
        index = (position // driver.beat_bytes - draw.randint(0, 2)) % (
            driver.size // driver.beat_bytes
        )
        await driver.cycle(position if put else None, count, index)
        if put:
            position = draw.choice((position + count, draw.randrange(driver.size))) % driver.size
    await driver.read_all()
