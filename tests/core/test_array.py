"""Systolic array: passes with their weights, both modes, with and without bubbles."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.core.array import SystolicArray


def pack(values):
    return int.from_bytes(np.asarray(values, np.int8).tobytes(), "little")


@pytest.mark.parametrize("bubbles", [False, True])
@pytest.mark.parametrize(
    ("rows", "cols", "fir"), [(4, 4, True), (2, 5, True), (5, 2, False), (1, 1, True)]
)
def test_passes(rows, cols, fir, bubbles):
    rng = np.random.default_rng((rows, cols, bubbles))
    dut = SystolicArray(rows, cols, 16 + 3, fir=fir)
    passes = []
    for _ in range(12):
        weights = rng.integers(-128, 128, (rows, cols))
        samples = rng.integers(-128, 128, (int(rng.integers(1, 9)), rows))
        passes.append((weights, samples, bool(fir and rng.integers(2))))
    passes.append((np.full((rows, cols), -128), np.full((3, rows), -128), False))

    columns, filters = {}, {}  # value expected at (cycle, column or row)

    async def testbench(ctx):
        cycle = 0
        last_fir = -cols
        # A schedule of what enters in which cycle: loads go ahead of their pass.
        for weights, samples, is_fir in passes:
            for c in range(cols):
                ctx.set(dut.weight, pack(weights[:, c]))
                ctx.set(dut.load, 1 << c)
                ctx.set(dut.valid, 0)
                await tick(ctx, cycle)
                cycle += 1
            ctx.set(dut.load, 0)
            while not is_fir and cycle <= last_fir + cols - rows:
                await tick(ctx, cycle)
                cycle += 1
            for n, sample in enumerate(samples):
                while bubbles and rng.integers(2):
                    ctx.set(dut.valid, 0)
                    ctx.set(dut.sample, pack(rng.integers(-128, 128, rows)))
                    await tick(ctx, cycle)
                    cycle += 1
                ctx.set(dut.sample, pack(sample))
                ctx.set(dut.valid, 1)
                ctx.set(dut.swap, n == 0)
                ctx.set(dut.delay, is_fir)
                if is_fir:
                    last_fir = cycle
                    if n >= cols - 1:
                        for r in range(rows):
                            total = sum(weights[r, c] * samples[n - c, r] for c in range(cols))
                            filters[cycle + dut.LATENCY + cols + r, r] = int(total)
                else:
                    for c in range(cols):
                        columns[cycle + dut.LATENCY + rows + c, c] = int(sample @ weights[:, c])
                await tick(ctx, cycle)
                cycle += 1
            ctx.set(dut.valid, 0)
        for _ in range(rows + cols + dut.LATENCY + 1):
            await tick(ctx, cycle)
            cycle += 1

    checked = 0

    async def tick(ctx, cycle):
        nonlocal checked
        for c in range(cols):
            if (cycle, c) in columns:
                assert ctx.get(dut.columns[c]) == columns[cycle, c]
                checked += 1
        for r in range(rows):
            if (cycle, r) in filters:
                assert ctx.get(dut.filters[r]) == filters[cycle, r]
                checked += 1
        await ctx.tick()

    simulator = Simulator(dut)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
    assert checked == len(columns) + len(filters)
    assert checked > 20
