"""Static check in hardware against `tinynpu.arch.assembler.check`."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.arch.assembler import Instruction, check
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMANDS, ErrorCode, Opcode
from tinynpu.arch.presets import preset
from tinynpu.core.checker import CommandChecker

SEED = 12


def samples(rng, config):
    """Random bits, legal commands, and legal commands with one field or bit changed."""
    yield Instruction.start(config).to_bytes()
    for opcode in Opcode:
        for _ in range(25):
            values = {}
            for field in COMMANDS[opcode].fields:
                low, high = field.bounds(config)
                values[field.name] = int(rng.integers(low, high + 1))
            del values["opcode"]
            good = Instruction.make(opcode, **values).to_bytes()
            yield good
            changed = bytearray(good)
            changed[int(rng.integers(64))] ^= 1 << int(rng.integers(8))
            yield bytes(changed)
            field = COMMANDS[opcode].fields[int(rng.integers(len(COMMANDS[opcode].fields)))]
            if field.name != "opcode":
                least, most = field.representable
                values[field.name] = int(rng.integers(least, most + 1))
                yield Instruction.make(opcode, **values).to_bytes()
    for _ in range(50):
        yield rng.bytes(64)


@pytest.mark.parametrize(
    "config", [preset("base"), Config(rows=6, cols=4, lanes=3)], ids=["base", "tall"]
)
def test_equals_the_assembler(config):
    checker = CommandChecker(config)
    found = set()

    async def testbench(ctx):
        for data in samples(np.random.default_rng(SEED), config):
            ctx.set(checker.raw, int.from_bytes(data, "little"))
            for first in (False, True):
                ctx.set(checker.first, first)
                expected = check(data, config, first=first)
                assert ctx.get(checker.error) == expected, (data.hex(), first)
                found.add(expected)

    simulator = Simulator(checker)
    simulator.add_testbench(testbench)
    simulator.run()
    assert found == {
        ErrorCode.NONE,
        ErrorCode.ILLEGAL_OPCODE,
        ErrorCode.ILLEGAL_FIELD,
        ErrorCode.CONFIG_MISMATCH,
    }
