"""Assembler: round trips, and what it refuses."""

import numpy as np
import pytest

from tinynpu.arch.assembler import Instruction, assemble, check, decode, disassemble
from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import COMMANDS, ErrorCode, Opcode
from tinynpu.arch.presets import preset

BASE = preset("base")


def random_instruction(rng, opcode):
    """Every field at a random legal value."""
    values = {}
    for field in COMMANDS[opcode].fields:
        low, high = field.bounds(BASE)
        values[field.name] = int(rng.integers(low, high + 1))
    values["opcode"] = int(opcode)
    if opcode == Opcode.START:
        return Instruction.start(BASE)
    return Instruction.make(opcode, **{k: v for k, v in values.items() if k != "opcode"})


@pytest.mark.parametrize("opcode", Opcode)
def test_round_trip(opcode):
    rng = np.random.default_rng(opcode)
    for _ in range(20):
        instruction = random_instruction(rng, opcode)
        data = instruction.to_bytes()
        assert len(data) == 64
        assert decode(data) == instruction
        assert check(data, BASE, first=opcode == Opcode.START) == ErrorCode.NONE


@pytest.mark.parametrize("opcode", [o for o in Opcode if o != Opcode.START])
def test_every_limit_is_checked(opcode):
    rng = np.random.default_rng(1)
    good = random_instruction(rng, opcode)
    values = {k: v for k, v in good.values if k != "opcode"}
    for field in COMMANDS[opcode].fields:
        if field.name == "opcode":
            continue
        low, high = field.bounds(BASE)
        least, most = field.representable
        for value in (low - 1, high + 1):
            if least <= value <= most:
                data = Instruction.make(opcode, **{**values, field.name: value}).to_bytes()
                assert check(data, BASE, first=False) == ErrorCode.ILLEGAL_FIELD, field.name


def test_reserved_bits_and_opcodes():
    data = bytearray(Instruction.make(Opcode.SYNC).to_bytes())
    data[-1] = 128
    assert check(bytes(data), BASE, first=False) == ErrorCode.ILLEGAL_FIELD
    for number in set(range(16)) - set(Opcode):
        assert check(bytes([number] + [0] * 63), BASE, first=False) == ErrorCode.ILLEGAL_OPCODE
    start = Instruction.start(BASE).to_bytes()
    assert check(start, BASE, first=False) == ErrorCode.ILLEGAL_OPCODE
    assert check(start, preset("tt"), first=True) == ErrorCode.CONFIG_MISMATCH
    assert check(bytes(64), BASE, first=True) == ErrorCode.CONFIG_MISMATCH


def test_bad_values_are_named():
    with pytest.raises(CompileError, match=r"lines of LOAD must be in 0\.\.65535, not 70000"):
        Instruction.make(Opcode.LOAD, lines=70000)
    with pytest.raises(CompileError, match="must be in the ISA table, not speed"):
        Instruction.make(Opcode.TILE, speed=1)


def test_disassembly_reads_well():
    code = assemble(
        [
            Instruction.start(BASE),
            Instruction.make(Opcode.TABLE, table=1, base=3),
            Instruction.make(Opcode.END),
        ]
    )
    lines = disassemble(code + bytes(64)).splitlines()
    assert [line.split()[:2] for line in lines] == [["0", "START"], ["1", "TABLE"], ["2", "END"]]
    assert "table=1 base=3" in lines[1]
