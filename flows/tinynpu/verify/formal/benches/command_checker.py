"""Command checker: equal to the rules of the tables, opcode by opcode."""

from typing import Any

from amaranth.hdl import Cat, Mux, Signal, Value

from tinynpu.arch.isa import COMMAND_WORDS, COMMANDS, ISA_VERSION, MAGIC, Command, ErrorCode, Opcode
from tinynpu.core.checker import CommandChecker
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES", "legal"]


def legal(command: Command, raw: Value, words: int = COMMAND_WORDS) -> Any:
    """Whether each field of a command is within its bounds, and every other bit is 0."""
    conditions = []
    covered = [False] * (32 * words)
    for field in command.fields:
        begin = 32 * field.word + field.lsb
        covered[begin : begin + field.width] = [True] * field.width
        low, high = field.bounds(SMALL)
        # Signed values are compared with their sign inverted, as unsigned ones.
        offset = 1 << (field.width - 1) if field.signed else 0
        value = raw[begin : begin + field.width] ^ offset
        conditions += [value >= low + offset, value <= high + offset]
    conditions += [~raw[bit] for bit in range(32 * words) if not covered[bit]]
    return Cat(conditions).all()


def _build(h: Harness) -> None:
    dut = h.block(CommandChecker(SMALL))
    # The command of the cycle before last, that the verdict is about.
    raw, first, there = dut.raw, dut.first, 1
    for _ in range(CommandChecker.LATENCY):
        later = Signal(32 * COMMAND_WORDS), Signal(), Signal()
        h.m.d.sync += [new.eq(old) for new, old in zip(later, (raw, first, there), strict=True)]
        raw, first, there = later
    opcode = raw[:4]
    start = (
        (opcode == Opcode.START)
        & (raw[32:64] == MAGIC)
        & (raw[64:96] == ISA_VERSION)
        & (raw[96:128] == SMALL.hash)
    )
    h.prove(
        "mismatch",
        "The first command is refused with CONFIG_MISMATCH unless it is START with this magic, "
        "version and configuration; no other is refused so.",
        implies(there, (dut.error == ErrorCode.CONFIG_MISMATCH) == (first & ~start)),
    )
    for command in COMMANDS.values():
        name = command.opcode.name.lower()
        rules = legal(command, raw)
        expected = Mux(rules, ErrorCode.NONE, ErrorCode.ILLEGAL_FIELD)
        looked_at = there & (first & start if command.opcode == Opcode.START else ~first)
        h.prove(
            f"{name}_fields",
            f"{command.opcode.name} is accepted if all fields are within bounds and all other bits "
            "are 0, and refused with ILLEGAL_FIELD if not.",
            implies(looked_at & (opcode == command.opcode), dut.error == expected),
        )
        if command.opcode in (Opcode.LOAD, Opcode.TILE):
            h.cover(
                f"{name}_accepted",
                f"A {command.opcode.name} is accepted.",
                there & ~first & (opcode == command.opcode) & (dut.error == 0),
            )
    unknown = opcode == Opcode.START
    for value in range(16):
        if value not in COMMANDS:
            unknown = unknown | (opcode == value)
    h.prove(
        "unknown_opcode",
        "An opcode that there is not, or START in the middle, is refused with ILLEGAL_OPCODE.",
        implies(there & ~first, (dut.error == ErrorCode.ILLEGAL_OPCODE) == unknown),
    )


BENCHES = (
    Bench(
        block="command_checker", name="command_checker", build=_build, method="induction", depth=3
    ),
)
