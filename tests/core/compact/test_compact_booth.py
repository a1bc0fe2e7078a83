"""Booth multiplier against Python's product."""

import random

import pytest
from amaranth.sim import Simulator

from tinynpu.core.compact.booth import BoothMultiplier
from tinynpu.core.technology import Technology

SEED = 11


# That of an iCE40 is proved equal (tests/formal/test_technology.py).
@pytest.mark.parametrize("technology", [t for t in Technology if t != Technology.ICE40])
@pytest.mark.parametrize(("digit_width", "width"), [(4, 3), (6, 31)])
def test_product(digit_width, width, technology):
    booth = BoothMultiplier(digit_width, width, technology=technology)
    low, high = 0, (1 << digit_width) - 1
    draw = random.Random(SEED)
    if digit_width < 5:
        vectors = [
            (a, b, carry)
            for a in range(low, high + 1)
            for b in range(1 << width)
            for carry in (0, 1)
        ]
    else:
        edges = (low, 1, high // 2, high // 2 + 1, high - 1, high)
        vectors = [
            (a, b, carry)
            for a in (*edges, *(draw.randint(low, high) for _ in range(200)))
            for b in (0, 1, (1 << width) - 1, draw.getrandbits(width))
            for carry in (0, 1)
        ]

    async def testbench(ctx):
        for a, b, carry in vectors:
            ctx.set(booth.a, a)
            ctx.set(booth.b, b)
            ctx.set(booth.carry, carry)
            carry_out = ctx.get(booth.carry_out)
            # What is left is at least -1/3 and at most 2/3 of the weight of the next part.
            assert carry_out == (a + carry > high * 2 // 3)
            await ctx.tick()
            product = ctx.get(booth.product)
            assert product == (a + carry - (carry_out << digit_width)) * b, (a, b, carry)

    simulator = Simulator(booth)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
