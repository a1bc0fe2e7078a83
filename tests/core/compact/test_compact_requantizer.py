"""Serial requantizer against the formula of the golden model, values close behind each other."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.core.compact.requantizer import SerialRequantizer
from tinynpu.golden.requantize import requantize

SEED = 5


def cases():
    """Parameters, and the values that follow each other with them."""
    rng = np.random.default_rng(SEED)
    edges = [-(2**31), -(2**31) + 1, -(2**29), -(2**16) - 1, -(2**16), -512, -1]
    edges += [0, 1, 511, 2**16 - 1, 2**16, 2**29, 2**31 - 1]
    ties = list(range(-20, 21))
    for multiplier in (0, 1, 1 << 30, 2**31 - 1):
        for shift in (-31, -17, -8, -1, 0, 1, 31):
            yield 0, multiplier, shift, 3, -128, 127, [*edges, *ties]
    yield 0, 1 << 30, 0, 0, 4, -5, ties  # limits the wrong way round
    for _ in range(40):
        bits = int(rng.integers(4, 33))
        low, high = sorted(int(v) for v in rng.integers(-128, 128, 2))
        yield (
            int(rng.integers(-(2**31), 2**31)) >> int(rng.integers(32)),
            int(rng.integers(1 << 30, 1 << 31)),
            int(rng.integers(-31, 4)),
            int(rng.integers(-128, 128)),
            low,
            high,
            rng.integers(-(1 << (bits - 1)), 1 << (bits - 1), 12).tolist(),
        )


@pytest.mark.parametrize("round_once", [False, True])
def test_against_formula(round_once):
    unit = SerialRequantizer()
    cadence = {}

    async def testbench(ctx):
        ctx.set(unit.round_once, round_once)
        for bias, multiplier, shift, zero_point, low, high, values in cases():
            ctx.set(unit.parameters.bias, bias)
            ctx.set(unit.parameters.multiplier, multiplier)
            ctx.set(unit.parameters.shift, shift)
            ctx.set(unit.zero_point, zero_point)
            ctx.set(unit.clamp_min, low)
            ctx.set(unit.clamp_max, high)
            wrapped = ((np.array(values, np.int64) + bias + 2**31) % 2**32) - 2**31
            expected = requantize(
                wrapped, multiplier, shift, zero_point, low, high, round_once=round_once
            )
            results, waiting, begin = [], list(values), None
            for cycle in range(60 * len(values)):
                if waiting:
                    ctx.set(unit.value, waiting[0])
                ctx.set(unit.valid, bool(waiting))
                taken = waiting and ctx.get(unit.ready)
                if ctx.get(unit.done):
                    results.append(ctx.get(unit.result))
                await ctx.tick()
                if taken:
                    waiting.pop(0)
                    if begin is not None and shift <= 0:
                        cadence.setdefault(cycle - begin, 0)
                        cadence[cycle - begin] += 1
                    begin = cycle
                if not waiting and not ctx.get(unit.busy):
                    break
            assert results == expected.tolist(), (bias, multiplier, shift, values)

    simulator = Simulator(unit)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
    assert set(cadence) == {3, 6}
