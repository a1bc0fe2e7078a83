"""Command checker against the assembler's check, with a command in every cycle."""

from collections import deque

import cocotb
import numpy as np

from tinynpu.arch.assembler import Instruction, check
from tinynpu.arch.isa import COMMAND_BYTES, ErrorCode
from tinynpu.core.checker import CommandChecker
from tinynpu.cosim.agents import Bench, quantity
from tinynpu.testing.commands import limit_commands, random_raw_commands
from tinynpu.verify.blocks import find_block

CONFIG = find_block("command_checker").make().config  # pyright: ignore[reportAttributeAccessIssue]


def random_numbers() -> np.random.Generator:
    return np.random.default_rng(cocotb.RANDOM_SEED)  # pyright: ignore[reportAttributeAccessIssue]


async def compare(dut, commands, firsts=(False, True)) -> set[ErrorCode]:
    """Each command as the first one and as a later one; returns the codes that were found."""
    bench = Bench(dut, find_block("command_checker").make())
    await bench.start()
    found = set()
    behind = deque()
    for raw, first in [(raw, first) for raw in commands for first in firsts] + [(None, False)] * 2:
        bench.set("raw", int.from_bytes(raw, "little") if raw else 0)
        bench.set("first", int(first))
        await bench.edge()
        behind.append((raw, first))
        if len(behind) > CommandChecker.LATENCY:
            raw, first = behind.popleft()
            wanted = check(raw, CONFIG, first=first)
            assert bench.bits("error") == wanted, (raw.hex(), first, wanted)
            found.add(wanted)
    return found


@cocotb.test()
async def limits_of_every_field(dut):
    """Every field of every command at and beyond its limits, and every reserved bit."""
    found = await compare(dut, limit_commands(random_numbers(), CONFIG), (False,))
    assert found == {ErrorCode.NONE, ErrorCode.ILLEGAL_FIELD, ErrorCode.ILLEGAL_OPCODE}


@cocotb.test()
async def every_bit_of_start(dut):
    """START of this configuration passes as the first command; one bit changed, and it does not."""
    start = Instruction.start(CONFIG).to_bytes()
    changed = []
    for bit in range(8 * COMMAND_BYTES):
        raw = bytearray(start)
        raw[bit // 8] ^= 1 << bit % 8
        changed.append(bytes(raw))
    assert await compare(dut, [start], (True,)) == {ErrorCode.NONE}
    assert ErrorCode.NONE not in await compare(dut, changed, (True,))


@cocotb.test()
async def every_opcode(dut):
    """All sixteen opcodes with nothing else, and with everything else, set."""
    for rest in (0, (1 << 8 * COMMAND_BYTES) - 16):
        opcodes = [(rest | opcode).to_bytes(COMMAND_BYTES, "little") for opcode in range(16)]
        await compare(dut, opcodes)


@cocotb.test()
async def random_commands(dut):
    """Random legal commands, with one change, and random bits: every code is found."""
    commands = random_raw_commands(random_numbers(), CONFIG, quantity(60, 3000))
    assert await compare(dut, commands) == {
        ErrorCode.NONE,
        ErrorCode.ILLEGAL_OPCODE,
        ErrorCode.ILLEGAL_FIELD,
        ErrorCode.CONFIG_MISMATCH,
    }
