import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.core.multiplier_pair import MultiplierPair

CORNERS = (-128, -127, -1, 0, 1, 127)


def simulate(dut, testbench):
    simulator = Simulator(dut)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()


@pytest.mark.parametrize("latency", [2, 3])
@pytest.mark.parametrize("one_enable", [True, False])
def test_pair(latency, one_enable):
    rng = np.random.default_rng(latency)
    count = 400
    a, b = (rng.integers(-128, 128, (count, 2)) for _ in range(2))
    for i, pair in enumerate((x, y) for x in CORNERS for y in CORNERS):
        a[i], b[i] = pair[0], pair[1]
    enable = rng.integers(0, 2, (count, 2))
    enable[: len(CORNERS) ** 2] = 1
    if one_enable:
        enable[:, 1] = enable[:, 0]
    held = np.zeros(2, int)
    expected = []
    for operands, enables, now in zip(b, enable, a, strict=True):
        held = np.where(enables, operands, held)
        expected.append(now * held)
    dut = MultiplierPair(latency=latency, one_enable=one_enable)

    async def testbench(ctx):
        got = []
        for t in range(count):
            for i in range(2):
                ctx.set(dut.a[i], int(a[t, i]))
                ctx.set(dut.b[i], int(b[t, i]))
            ctx.set(dut.b_enable, int(enable[t, 0] | enable[t, 1] << 1))
            await ctx.tick()
            got.append([ctx.get(dut.product[i]) for i in range(2)])
        assert got[latency - 1 :] == [list(pair) for pair in expected[: count - latency + 1]]

    simulate(dut, testbench)
