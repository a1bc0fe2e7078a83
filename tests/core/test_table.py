"""Tables of the lanes: of their own, and shared."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.core.shared_table import SharedTable
from tinynpu.core.table import Table

LATENCY = 2


@pytest.mark.parametrize(("entries_per_word", "readers"), [(1, 0), (2, 0), (4, 0), (1, 1), (2, 3)])
def test_look_ups(entries_per_word, readers):
    """All entries in any order, one in each cycle; 0 readers: the table of one lane."""
    dut = SharedTable(entries_per_word, readers) if readers else Table(entries_per_word)
    rng = np.random.default_rng((entries_per_word, readers))
    entries = rng.integers(-(2**31), 2**31, 256)
    entries[:4] = -(2**31), 2**31 - 1, -1, 0

    def lookups():
        if not readers:
            return [(dut.index, dut.value)]
        return [(dut.index[i], dut.value[i]) for i in range(readers)]

    async def testbench(ctx):
        for address in rng.permutation(256 // entries_per_word):
            first = int(address) * entries_per_word
            word = entries[first : first + entries_per_word].astype("<i4").tobytes()
            ctx.set(dut.write_address, int(address))
            ctx.set(dut.write_data, int.from_bytes(word, "little"))
            ctx.set(dut.write_enable, 1)
            await ctx.tick()
        ctx.set(dut.write_enable, 0)
        ctx.set(dut.write_data, 0)
        wanted = [[None] * LATENCY for _ in lookups()]
        for _ in range(200):
            for pending, (index, value) in zip(wanted, lookups(), strict=True):
                chosen = int(rng.integers(256))
                pending.append(int(entries[chosen]))
                ctx.set(index, chosen)
                expected = pending.pop(0)
                if expected is not None:
                    assert ctx.get(value) == expected
            await ctx.tick()

    simulator = Simulator(dut)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
