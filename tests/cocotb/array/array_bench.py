"""Systolic array: which sums leave it in which cycle, whatever enters beside them."""

import cocotb
import numpy as np

from tinynpu.cosim.agents import Bench, quantity
from tinynpu.verify.blocks import find_block

_EDGES = (-128, -127, -1, 0, 1, 127)


def pack(values) -> int:
    """Signed bytes to bits, the first in the low byte."""
    return int.from_bytes(np.asarray(values, np.int8).tobytes(), "little")


class Driver:
    """Puts weights and samples in, each in its own rhythm, and checks the sums.

    In every cycle the weights of the next pass may go on loading while samples of this one stream.
    What a cycle does not use is random.

    Parameters
    ----------
    dut
        cocotb's handle.
    load_chance, sample_chance
        How often a column is loaded, or a sample sent, when it may be.
    """

    def __init__(self, dut, load_chance: float = 1, sample_chance: float = 1):
        self.component = find_block("array").make()
        self.bench = Bench(dut, self.component)
        self.load_chance = load_chance
        self.sample_chance = sample_chance
        self.rows, self.cols = self.component.rows, self.component.cols
        self.numbers = np.random.default_rng(self.bench.random.getrandbits(32))
        self.checked = 0
        self.gaps = 0
        self.forget()

    def forget(self):
        """State after a reset."""
        self.cycle = 0
        self.expected: dict[int, list[tuple[str, int, int]]] = {}
        self.active = np.zeros((self.rows, self.cols), np.int64)
        self.following = self.active.copy()
        self.column = 0  # the next one to load
        self.loaded = False  # all columns of the next pass, in an earlier cycle
        self.history: list[np.ndarray] = []  # samples of FIR passes without another between

    def bytes(self, shape) -> np.ndarray:
        """Random, or only extremes."""
        if self.numbers.integers(4) == 0:
            return self.numbers.choice(_EDGES, shape)
        return self.numbers.integers(-128, 128, shape)

    async def run(self, passes: list[tuple[np.ndarray, np.ndarray, bool]]):
        """Weights (rows, cols), samples (any number, rows), FIR or not, for each pass."""
        draw = self.bench.random
        loads = [weights[:, c] for weights, _, _ in passes for c in range(self.cols)]
        ahead = 0
        for _, samples, fir in passes:
            sent = 0
            while sent < len(samples):
                starts = sent == 0
                send = (self.loaded or not starts) and draw.random() < self.sample_chance
                swap = send and starts
                if swap:
                    self.active, self.loaded = self.following.copy(), False
                load = ahead < len(loads) and not self.loaded and draw.random() < self.load_chance
                self.gaps += not send and (not starts or self.loaded)
                if send:
                    self.wave(samples[sent], fir)
                    sent += 1
                await self.cycle_of(
                    samples[sent - 1] if send else None,
                    swap,
                    fir,
                    loads[ahead] if load else None,
                )
                ahead += load
        await self.finish()

    def wave(self, sample: np.ndarray, fir: bool):
        """Note the sums of a sample that enters in this cycle."""
        rows, cols = self.rows, self.cols
        if not fir:
            self.history.clear()
            for c in range(cols):
                self.note(
                    "columns", c, self.component.LATENCY + rows + c, int(sample @ self.active[:, c])
                )
            return
        self.history.append(sample)
        if len(self.history) >= cols:
            for r in range(rows):
                total = sum(self.active[r, c] * self.history[-1 - c][r] for c in range(cols))
                self.note("filters", r, self.component.LATENCY + cols + r, int(total))

    def note(self, port: str, place: int, latency: int, value: int):
        self.expected.setdefault(self.cycle + latency, []).append((port, place, value))

    async def cycle_of(self, sample=None, swap=False, fir=False, weight=None):
        """Set the inputs of a cycle, and compare its outputs."""
        bench = self.bench
        bench.set("valid", int(sample is not None))
        if sample is None:
            for name in ("sample", "swap", "delay"):
                bench.scramble(name)
        else:
            bench.set("sample", pack(sample))
            bench.set("swap", int(swap))
            bench.set("delay", int(fir))
        if weight is None:
            bench.scramble("weight")
            bench.set("load", 0)
        else:
            bench.set("weight", pack(weight))
            bench.set("load", 1 << self.column)
            self.following[:, self.column] = weight
            self.column = (self.column + 1) % self.cols
            self.loaded = self.column == 0
        await bench.edge()
        for port, place, value in self.expected.pop(self.cycle, ()):
            got = bench.get(port)[place]
            assert got == value, (port, place, self.cycle, got, value)
            self.checked += 1
        self.cycle += 1

    async def finish(self):
        """Let all sums come out."""
        for _ in range(self.rows + self.cols + self.component.LATENCY):
            await self.cycle_of()
        assert not self.expected

    def passes(self, count: int, longest: int = 9) -> list[tuple[np.ndarray, np.ndarray, bool]]:
        """Random passes of both modes."""
        return [
            (
                self.bytes((self.rows, self.cols)),
                self.bytes((int(self.numbers.integers(1, longest)), self.rows)),
                bool(self.numbers.integers(2)),
            )
            for _ in range(count)
        ]


@cocotb.test()
async def extremes(dut):
    """The largest magnitudes in every PE, in both modes: the sums neither overflow nor lose a sign."""
    driver = Driver(dut)
    await driver.bench.start()
    shape = (driver.rows, driver.cols)
    passes = [
        (np.full(shape, weight), np.full((driver.cols + 1, driver.rows), sample), fir)
        for weight in (-128, 127, -1, 0)
        for sample in (-128, 127)
        for fir in (False, True)
    ]
    await driver.run(passes)
    assert driver.checked == 8 * (driver.cols + 1) * driver.cols + 8 * 2 * driver.rows


@cocotb.test()
async def random_passes(dut):
    """Passes of both modes that follow each other, with bubbles in samples and in loads."""
    driver = Driver(dut)
    await driver.bench.start()
    for load_chance, sample_chance in ((1, 1), (0.5, 1), (1, 0.5), (0.6, 0.6), (0.9, 0.1)):
        driver.load_chance, driver.sample_chance = load_chance, sample_chance
        await driver.run(driver.passes(quantity(20, 800)))
    assert driver.checked > 500


@cocotb.test()
async def passes_without_a_gap(dut):
    """A pass of as many samples as there are columns hides the loads of the next one."""
    driver = Driver(dut)
    await driver.bench.start()
    passes = [
        (weights, driver.bytes((driver.cols, driver.rows)), fir)
        for weights, _, fir in driver.passes(quantity(40, 1000))
    ]
    await driver.run(passes)
    # The first weights, the samples, and the way out.
    assert driver.cycle == driver.cols * (1 + len(passes) + 1) + driver.rows + (
        driver.component.LATENCY
    )
    assert driver.gaps == 0


@cocotb.test()
async def reset_at_any_time(dut):
    """A reset in the middle of passes: what is left on its way does no harm to those that follow."""
    driver = Driver(dut, 0.8, 0.8)
    bench = driver.bench
    await bench.start()
    for _ in range(quantity(8, 400)):
        running = cocotb.start_soon(driver.run(driver.passes(40)))
        await bench.cycles(bench.random.randrange(1, 60))
        running.cancel()
        bench.set("valid", 1)  # a reset is stronger than all inputs
        bench.set("load", 1)
        bench.dut.rst.value = 1
        await bench.edge()
        bench.dut.rst.value = 0
        driver.forget()
        await driver.run(driver.passes(3))
