"""Static check in hardware against `tinynpu.arch.assembler.check`."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.arch.assembler import check
from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode
from tinynpu.arch.presets import preset
from tinynpu.core.checker import CommandChecker
from tinynpu.testing.commands import random_raw_commands

SEED = 12


@pytest.mark.parametrize(
    "config", [preset("base"), Config(rows=6, cols=4, lanes=3)], ids=["base", "tall"]
)
def test_equals_the_assembler(config):
    checker = CommandChecker(config)
    found = set()

    async def testbench(ctx):
        for data in random_raw_commands(np.random.default_rng(SEED), config):
            ctx.set(checker.raw, int.from_bytes(data, "little"))
            for first in (False, True):
                ctx.set(checker.first, first)
                await ctx.tick().repeat(checker.LATENCY)
                expected = check(data, config, first=first)
                assert ctx.get(checker.error) == expected, (data.hex(), first)
                found.add(expected)

    simulator = Simulator(checker)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
    assert found == {
        ErrorCode.NONE,
        ErrorCode.ILLEGAL_OPCODE,
        ErrorCode.ILLEGAL_FIELD,
        ErrorCode.CONFIG_MISMATCH,
    }
