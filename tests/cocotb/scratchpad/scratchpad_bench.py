"""Scratchpad: four readers and two writers on all banks, against an array and the precedence."""

import cocotb
import numpy as np

from tinynpu.core.shapes import READ_LATENCY
from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import find_block

_WRITERS = ("result_write", "load_write")
_READERS = ("vector_read", "store_read", "sample_read", "weight_read")


class Driver:
    """All ports in every cycle; each wants what it is told, or something random.

    Members
    -------
    served
        Grants of each port.
    """

    def __init__(self, dut):
        component = find_block("scratchpad").make()
        self.bench = Bench(dut, component)
        self.config = component.config
        rng = np.random.default_rng(self.bench.random.getrandbits(32))
        self.numbers = rng
        self.words = np.zeros((self.config.scratchpad_words, self.config.rows), np.uint8)
        self.wanted: list[dict[str, np.ndarray]] = [{} for _ in range(READ_LATENCY)]
        self.served = dict.fromkeys(_WRITERS + _READERS, 0)

    def bank(self, address: int) -> int:
        return address // self.config.bank_words

    async def step(self, wants: dict[str, int], full: bool = False):
        """One cycle with these addresses; ``full``: write all bytes of a word."""
        bench, config = self.bench, self.config
        draw = bench.random
        data = {}
        for name in _WRITERS + _READERS:
            bench.set(f"{name}__valid", int(name in wants))
            if name in wants:
                bench.set(f"{name}__address", wants[name])
            else:
                bench.scramble(f"{name}__address")
            if name in _WRITERS:
                word = self.numbers.integers(256, size=config.rows, dtype=np.uint8)
                mask = (1 << config.rows) - 1 if full else draw.getrandbits(config.rows)
                bench.set(f"{name}__data", int.from_bytes(word.tobytes(), "little"))
                bench.set(f"{name}__mask", mask)
                data[name] = word, mask
        granted = self.granted(wants)
        await bench.edge()
        for name, word in self.wanted.pop(0).items():
            got = bench.bits(f"{name}__data").to_bytes(config.rows, "little")
            assert got == word.tobytes(), (name, got, word)
        for name in wants:
            ready = bench.bits(f"{name}__ready")
            assert ready == (name in granted), (name, ready, wants)
        read = {name: self.words[wants[name]].copy() for name in _READERS if name in granted}
        for name in granted:
            self.served[name] += 1
            if name in _WRITERS:
                self.write(wants[name], *data[name])
                for reader in _READERS:
                    if wants.get(reader) == wants[name]:
                        read.pop(reader, None)  # read while it is written: undefined
        self.wanted.append({})
        for name, word in read.items():
            self.wanted[-1][name] = word

    def granted(self, wants: dict[str, int]) -> set[str]:
        """The ports that have their turn: in each bank the first writer and the first reader."""
        granted = set()
        for bank in range(self.config.banks):
            here = [name for name in wants if self.bank(wants[name]) == bank]
            writer = next((name for name in _WRITERS if name in here), None)
            reader = next((name for name in _READERS if name in here), None)
            if writer and self.config.single_port:
                reader = None
            granted |= {writer, reader} - {None}
        return granted

    def write(self, address: int, word: np.ndarray, mask: int):
        for byte in range(self.config.rows):
            if mask >> byte & 1:
                self.words[address, byte] = word[byte]

    async def fill(self):
        """Write every word."""
        for address in range(self.config.scratchpad_words):
            await self.step({"load_write": address}, full=True)


@cocotb.test()
async def every_word_by_every_port(dut):
    """Both writers reach all words, all readers see them: a word each cycle without contention."""
    driver = Driver(dut)
    await driver.bench.start()
    words = driver.config.scratchpad_words
    for address in range(words):
        await driver.step({_WRITERS[address % 2]: address}, full=True)
    for address in range(words):
        await driver.step({_WRITERS[1 - address % 2]: address})
    for name in _READERS:
        for address in range(words):
            await driver.step({name: address})
    await driver.step({})
    await driver.step({})
    assert all(driver.served[name] == words for name in _WRITERS + _READERS)


@cocotb.test()
async def precedence(dut):
    """Every set of ports that want the same bank, and every set split over the banks."""
    driver = Driver(dut)
    await driver.bench.start()
    await driver.fill()
    ports = _WRITERS + _READERS
    size = driver.config.bank_words
    for bank in range(driver.config.banks):
        for chosen in range(1 << len(ports)):
            other = (bank + 1) % driver.config.banks
            for rest in (None, other):
                wants = {}
                for i, name in enumerate(ports):
                    place = bank if chosen >> i & 1 else rest
                    if place is not None:
                        wants[name] = place * size + driver.bench.random.randrange(size)
                await driver.step(wants)
    await driver.step({})
    await driver.step({})


@cocotb.test()
async def contention(dut):
    """Random wishes on few and on many words, with all sets of bytes written."""
    driver = Driver(dut)
    draw = driver.bench.random
    await driver.bench.start()
    await driver.fill()
    words = driver.config.scratchpad_words
    for chance, reach in ((0.2, words), (0.5, words), (0.9, words), (0.6, 3)):
        for _ in range(quantity(300, 10_000)):
            places = [*range(reach), *range(words - reach, words)]
            wants = {
                name: draw.choice(places) for name in _WRITERS + _READERS if draw.random() < chance
            }
            await driver.step(wants)
    assert all(count > 50 for count in driver.served.values()), driver.served


@cocotb.test()
async def reset_keeps_the_words(dut):
    """Words are memory: what is there outlives a reset, and all ports work behind it."""
    driver = Driver(dut)
    await driver.bench.start()
    await driver.fill()
    for name in _WRITERS + _READERS:
        driver.bench.set(f"{name}__valid", 0)
    for name in _READERS:
        driver.bench.set(f"{name}__valid", 1)
    await driver.bench.reset(2)
    driver.wanted = [{} for _ in range(READ_LATENCY)]
    for address in range(driver.config.scratchpad_words):
        await driver.step({_READERS[address % 4]: address})
    await driver.step({})
    await driver.step({})
