"""Requantizer lane against the documented formula on Python integers."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.core.requantizer import RequantizerLane

SEED = 7


def wrap32(value):
    return (value + (1 << 31)) % (1 << 32) - (1 << 31)


def expected(value, bias, multiplier, shift, zero_point, low, high, round_once=False):
    value = wrap32(wrap32(value + bias) << max(shift, 0))
    right = max(-shift, 0)
    if round_once:
        value = (value * multiplier + (1 << (30 + right))) >> (31 + right)
        return min(max(value + zero_point, low), high)
    value = (value * multiplier + (1 << 30)) >> 31
    mask = (1 << right) - 1
    value = (value >> right) + ((value & mask) > (mask >> 1) + (value < 0))
    return min(max(value + zero_point, low), high)


def cases():
    rng = np.random.default_rng(SEED)
    extremes = [-(2**31), -(2**31) + 1, -1, 0, 1, 2**31 - 1]
    for value in extremes:
        for multiplier in (0, 1, 1 << 30, 2**31 - 1):
            for shift in (-31, -1, 0, 1, 31):
                yield value, 0, multiplier, shift, 0, -128, 127
    for value in range(-20, 21):  # ties, on both sides of 0
        yield value, 0, 1 << 30, 0, 0, -128, 127
        yield value, 0, 1 << 30, -1, 3, -128, 127
        yield value, 0, 2**31 - 1, -2, -3, -5, 4
        yield value, 0, 2**31 - 1, 0, 0, 4, -5  # limits the wrong way round: the largest counts
    for _ in range(500):
        bits = int(rng.integers(4, 32))
        yield (
            int(rng.integers(-(1 << (bits - 1)), 1 << (bits - 1))),
            int(rng.integers(-(2**31), 2**31)) >> int(rng.integers(32)),
            int(rng.integers(1 << 30, 1 << 31)),
            int(rng.integers(-31, 8)),
            int(rng.integers(-128, 128)),
            int(rng.integers(-128, 0)),
            int(rng.integers(0, 128)),
        )


@pytest.mark.parametrize("round_once", [False, True])
def test_against_formula(round_once):
    lane = RequantizerLane()
    vectors = list(cases())

    async def testbench(ctx):
        ctx.set(lane.round_once, round_once)
        ctx.set(lane.load, 1)
        for vector in vectors:
            value, bias, multiplier, shift, zero_point, low, high = vector
            ctx.set(lane.value, value)
            ctx.set(lane.parameters, {"bias": bias, "multiplier": multiplier, "shift": shift})
            ctx.set(lane.zero_point, zero_point)
            ctx.set(lane.clamp_min, low)
            ctx.set(lane.clamp_max, high)
            await ctx.tick().repeat(1 + RequantizerLane.LATENCY)
            assert ctx.get(lane.result) == expected(*vector, round_once), vector

    simulator = Simulator(lane)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()


def test_one_result_a_cycle():
    lane = RequantizerLane()
    values = [int(v) for v in np.random.default_rng(SEED).integers(-300, 300, 64)]
    results = []

    async def testbench(ctx):
        ctx.set(lane.parameters, {"bias": 0, "multiplier": 1 << 30, "shift": 0})
        ctx.set(lane.clamp_min, -128)
        ctx.set(lane.clamp_max, 127)
        ctx.set(lane.load, 1)
        await ctx.tick()
        ctx.set(lane.load, 0)
        for value in values + [0] * RequantizerLane.LATENCY:
            ctx.set(lane.value, value)
            await ctx.tick()
            results.append(ctx.get(lane.result))

    simulator = Simulator(lane)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
    delay = RequantizerLane.LATENCY - 1
    want = [expected(value, 0, 1 << 30, 0, 0, -128, 127) for value in values]
    assert results[delay : delay + len(values)] == want


@pytest.mark.parametrize("round_once", [False, True])
def test_other_parameters_as_soon_as_may_be(round_once):
    """Values of one to three cycles with parameters of their own, two cycles before the next ones."""
    lane = RequantizerLane()
    rng = np.random.default_rng(SEED)
    groups = []
    for _ in range(60):
        parameters = {
            "bias": int(rng.integers(-999, 999)),
            "multiplier": int(rng.integers(1 << 30, 1 << 31)),
            "shift": int(rng.integers(-12, 4)),
        }
        groups.append((parameters, [int(v) for v in rng.integers(-4000, 4000, rng.integers(1, 4))]))
    results, wanted = [], []

    async def testbench(ctx):
        async def cycle(value):
            ctx.set(lane.value, value)
            await ctx.tick()
            results.append(ctx.get(lane.result))

        ctx.set(lane.round_once, round_once)
        ctx.set(lane.clamp_min, -128)
        ctx.set(lane.clamp_max, 127)
        for parameters, values in groups:
            ctx.set(lane.load, 1)
            ctx.set(lane.parameters, parameters)
            await cycle(12345)
            ctx.set(lane.load, 0)
            for value in values:
                wanted.append(
                    (len(results), expected(value, *parameters.values(), 0, -128, 127, round_once))
                )
                await cycle(value)
                ctx.set(lane.parameters, {"bias": 7, "multiplier": 1, "shift": 1})  # any
            await cycle(54321)
        for _ in range(RequantizerLane.LATENCY):
            await cycle(0)

    simulator = Simulator(lane)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
    delay = RequantizerLane.LATENCY - 1
    assert [(n, results[n + delay]) for n, _ in wanted] == wanted


@pytest.mark.parametrize("value", [-128, -1, 0, 127])
def test_identity(value):
    """Multiplier 2**30 with shift 1 passes a value on: max pooling relies on it."""
    assert expected(value, 0, 1 << 30, 1, 0, -128, 127) == value
