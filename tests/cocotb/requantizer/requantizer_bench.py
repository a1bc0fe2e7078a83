"""Requantizer lane against the golden model: every rounding, one result a cycle."""

import cocotb
import numpy as np

from tinynpu.arch.fixed_point import wrap
from tinynpu.core.requantizer import RequantizerLane
from tinynpu.cosim.agents import Bench, quantity
from tinynpu.golden import requantize
from tinynpu.verify.blocks import find_block

_EXTREMES = (-(2**31), -(2**31) + 1, -1, 0, 1, 2**31 - 2, 2**31 - 1)
_IDENTITY = {"bias": 0, "multiplier": 1 << 30, "shift": 1}


async def compare(bench: Bench, values, parameters, output=(0, -128, 127), once: int = 0):
    """Values one a cycle with the same parameters; every result `LATENCY` cycles later."""
    zero_point, low, high = output
    bench.set("parameters", parameters)
    bench.set("round_once", once)
    bench.set("zero_point", zero_point)
    bench.set("clamp_min", low)
    bench.set("clamp_max", high)
    bench.set("load", 1)
    await bench.edge()
    bench.set("load", 0)
    # Only 31 bits of the multiplier count.
    wanted = requantize(
        wrap(np.array(values, np.int64) + parameters["bias"], 32),
        parameters["multiplier"] & 0x7FFF_FFFF,
        parameters["shift"],
        zero_point,
        low,
        high,
        round_once=bool(once),
    )
    for cycle in range(len(values) + RequantizerLane.LATENCY):
        if cycle < len(values):
            bench.set("value", int(values[cycle]))
        else:
            bench.scramble("value")
        await bench.edge()
        if cycle >= RequantizerLane.LATENCY:
            n = cycle - RequantizerLane.LATENCY
            got = bench.get("result")
            assert got == wanted[n], (values[n], parameters, output, once, got, wanted[n])


def scaling(bench: Bench) -> dict[str, int]:
    """Random parameters, with extremes."""
    draw = bench.random
    return {
        "bias": draw.choice((0, draw.choice(_EXTREMES), draw.randint(-999, 999))),
        "multiplier": draw.choice((draw.randrange(1 << 30, 1 << 31), 1 << 30, (1 << 31) - 1)),
        "shift": draw.choice((draw.randint(-31, 31), draw.randint(-12, 0))),
    }


def output_of(bench: Bench) -> tuple[int, int, int]:
    """Random zero point and clamps."""
    draw = bench.random
    low, high = sorted((draw.randint(-128, 127), draw.randint(-128, 127)))
    return draw.choice((0, -128, 127, draw.randint(-128, 127))), low, high


def values_around(bench: Bench, parameters: dict[str, int], count: int) -> list[int]:
    """Values whose results are not all clamped: some steps of the output from 0."""
    exponent = 31 - parameters["shift"] - parameters["multiplier"].bit_length()
    reach = min(1 << max(exponent + 8, 1), 2**31 - 1)
    return [
        int(wrap(np.array(bench.random.randint(-reach, reach) - parameters["bias"]), 32))
        for _ in range(count)
    ]


@cocotb.test()
async def extremes(dut):
    """The ends of 32 bits with every shift at its ends, both roundings."""
    bench = Bench(dut, find_block("requantizer").make())
    await bench.start()
    for shift in (-31, -30, -1, 0, 1, 31):
        for multiplier in (0, 1, 1 << 30, (1 << 31) - 1):
            for once in range(2):
                parameters = {"bias": 0, "multiplier": multiplier, "shift": shift}
                await compare(bench, _EXTREMES, parameters, once=once)
    for bias in _EXTREMES:
        parameters = {"bias": bias, "multiplier": (1 << 31) - 1, "shift": -24}
        await compare(bench, _EXTREMES, parameters)


@cocotb.test()
async def ties(dut):
    """Halves, on both sides of 0 and after both roundings, and the steps next to them."""
    bench = Bench(dut, find_block("requantizer").make())
    await bench.start()
    values = range(-20, 21)
    for once in range(2):
        for multiplier, shift in ((1 << 30, 0), (1 << 30, -1), (3 << 29, -1), ((1 << 31) - 1, -2)):
            parameters = {"bias": 0, "multiplier": multiplier, "shift": shift}
            await compare(bench, values, parameters, once=once)
        # Ties of a division by a large power of two.
        for right in (8, 20, 29, 30):
            parameters = {"bias": 0, "multiplier": (1 << 31) - 1, "shift": -right}
            near = [(k << right - 1) + d for k in (-3, -1, 1, 3) for d in (-1, 0, 1)]
            await compare(bench, [v for v in near if abs(v) < 2**31], parameters, once=once)


@cocotb.test()
async def every_byte_passes(dut):
    """The identity, with which max pooling passes bytes on; clamps; offsets; the multiplier's bit 31."""
    bench = Bench(dut, find_block("requantizer").make())
    await bench.start()
    await compare(bench, range(-128, 128), _IDENTITY)
    await compare(bench, range(-128, 128), _IDENTITY, (0, -5, 6))
    await compare(bench, range(-128, 128), _IDENTITY, (-128, -128, 127), 1)
    await compare(bench, range(-128, 128), {**_IDENTITY, "multiplier": 3 << 30}, (127, -128, 127))


@cocotb.test()
async def random_scalings(dut):
    """Random parameters for some values each."""
    bench = Bench(dut, find_block("requantizer").make())
    await bench.start()
    for _ in range(quantity(300, 10_000)):
        parameters = scaling(bench)
        values = [*values_around(bench, parameters, 10), bench.random.choice(_EXTREMES)]
        await compare(bench, values, parameters, output_of(bench), bench.random.getrandbits(1))


@cocotb.test()
async def reset_at_any_time(dut):
    """A reset in the middle of values: those behind it give their results."""
    bench = Bench(dut, find_block("requantizer").make())
    await bench.start()
    for _ in range(quantity(30, 900)):
        bench.set("parameters", _IDENTITY)
        for name, value in (("round_once", 0), ("zero_point", 0), ("clamp_min", -128)):
            bench.set(name, value)
        bench.set("clamp_max", 127)
        bench.set("value", bench.random.randint(1, 127))
        await bench.cycles(bench.random.randrange(1, 12))
        bench.dut.rst.value = 1
        await bench.edge()
        bench.dut.rst.value = 0
        await compare(bench, range(-9, 10), _IDENTITY)
