"""Whole programs for tests: random commands between LOAD and STORE, and programs with one fault."""

import dataclasses

import numpy as np

from tinynpu.arch.assembler import Instruction, assemble
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMANDS, TOKEN_MAX, ErrorCode, Opcode
from tinynpu.testing.reference import random_commands, random_words

__all__ = ["Case", "fault_cases", "random_case", "run_case"]

_LATE = 255
_DATA = 1 << 16
"""Address of the scratchpad's first content; its last goes behind it."""


@dataclasses.dataclass(frozen=True, eq=False)
class Case:
    """A program in a memory image, and how it ends."""

    name: str
    memory: np.ndarray
    error: ErrorCode = ErrorCode.NONE
    command: int = 0
    bases: tuple[int, int, int, int] = (0, _DATA, 0, 0)


def _memory(config: Config, code: bytes, content: np.ndarray) -> np.ndarray:
    memory = np.zeros(_DATA + 2 * config.scratchpad_bytes + 4096, np.uint8)
    memory[: len(code)] = np.frombuffer(code, np.uint8)
    raw = content.astype(np.int8).view(np.uint8).reshape(-1)
    memory[_DATA : _DATA + len(raw)] = raw
    return memory


def _copy(config: Config, opcode: Opcode, offset: int, **fields: int) -> Instruction:
    """LOAD or STORE of the whole scratchpad."""
    words = min(config.scratchpad_words, 65535)
    if opcode == Opcode.LOAD:
        fields["words"] = words
    return Instruction.make(
        opcode, region=1, memory_offset=offset, word_step=1, lines=1, step=config.rows,
        line_bytes=words * config.rows, **fields,
    )  # fmt: skip


def random_case(rng: np.random.Generator, config: Config, count: int = 5) -> Case:
    """Fill the scratchpad, run random compute commands, store the scratchpad."""
    content = random_words(rng, config)
    commands = random_commands(rng, config, count)
    values = dict(commands[0].values) | {"wait_load": 1}
    commands[0] = Instruction.make(commands[0].opcode, **_without_opcode(values))
    values = dict(commands[-1].values) | {"signal_store": 1}
    commands[-1] = Instruction.make(commands[-1].opcode, **_without_opcode(values))
    code = assemble(
        [
            Instruction.start(config),
            _copy(config, Opcode.LOAD, 0, signal_compute=1),
            *commands,
            _copy(config, Opcode.STORE, config.scratchpad_bytes, wait_compute=1),
            Instruction.make(Opcode.END),
        ]
    )
    return Case("random commands", _memory(config, code, content))


def _without_opcode(values: dict[str, int]) -> dict[str, int]:
    return {key: value for key, value in values.items() if key != "opcode"}


def run_case(machine, case: Case):
    """Run on a machine; returns the result and the memory afterwards."""
    memory = case.memory.copy()
    return machine.execute(memory, program=0, bases=case.bases), memory


def fault_cases(rng: np.random.Generator, config: Config) -> list[Case]:
    """Programs with one fault each: every error code that a program can cause."""
    content = random_words(rng, config)
    start, end = Instruction.start(config), Instruction.make(Opcode.END)
    load = Instruction.make(
        Opcode.LOAD, region=1, word_step=1, lines=1, words=8, line_bytes=8 * config.rows,
        step=config.rows,
    )  # fmt: skip
    store = Instruction.make(
        Opcode.STORE, region=1, word_step=1, lines=1, line_bytes=8 * config.rows, step=config.rows,
        memory_offset=config.scratchpad_bytes,
    )  # fmt: skip
    tile = Instruction.make(
        Opcode.TILE, weight_cols=1, in_height=2, in_width=2, in_column_step=1, in_row_step=2,
        kernel_height=1, kernel_width=1, stride_y=1, stride_x=1, dilation_y=1, dilation_x=1,
        in_blocks=1, out_height=2, out_width=2, block_groups=1, outer_blocks=1, groups=1,
        out_column_step=1, out_row_step=2, clamp_max=127,
    )  # fmt: skip
    vector = Instruction.make(
        Opcode.VECTOR, height=1, width=2, blocks=1, a_column_step=1, out_column_step=1, clamp_max=9
    )
    table = Instruction.make(Opcode.TABLE)
    beyond = config.scratchpad_words
    cases: list[Case] = []

    def changed(instruction: Instruction, **changes: int) -> Instruction:
        return Instruction.make(
            instruction.opcode, **_without_opcode({**dict(instruction.values), **changes})
        )

    def add(name: str, error: ErrorCode, command: int, *program: Instruction | bytes):
        code = b"".join(c if isinstance(c, bytes) else c.to_bytes() for c in program)
        cases.append(Case(name, _memory(config, code, content), error, command))

    def one(name: str, error: ErrorCode, bad: Instruction | bytes):
        add(name, error, 3, start, load, store, bad, end)

    def late(name: str, error: ErrorCode, bad: Instruction):
        """At an index with many ones."""
        before = [Instruction.make(Opcode.SYNC)] * (_LATE - 1)
        add(name, error, _LATE, start, *before, bad, end)

    add("no START", ErrorCode.CONFIG_MISMATCH, 0, load, end)
    wrong = Instruction.make(Opcode.START, magic=start["magic"], version=1, config_hash=0)
    add("other configuration", ErrorCode.CONFIG_MISMATCH, 0, wrong, end)
    one("second START", ErrorCode.ILLEGAL_OPCODE, start)
    one("zeros", ErrorCode.ILLEGAL_OPCODE, bytes(64))
    for good in (load, store, tile, vector, table):
        command = COMMANDS[good.opcode]
        reserved = bytearray(good.to_bytes())
        reserved[63] |= 0x40
        one(f"reserved bit of {good.opcode.name}", ErrorCode.ILLEGAL_FIELD, bytes(reserved))
        for field in command.fields:
            low, high = field.bounds(config)
            least, most = field.representable
            for value in (low - 1, high + 1):
                if field.name != "opcode" and least <= value <= most:
                    one(
                        f"{field.name}={value} of {good.opcode.name}",
                        ErrorCode.ILLEGAL_FIELD,
                        changed(good, **{field.name: value}),
                    )
    out_of_range = ErrorCode.SCRATCHPAD_RANGE
    if beyond < 65536:
        one("LOAD beyond the scratchpad", out_of_range, changed(load, base=beyond - 3))
        one("STORE beyond the scratchpad", out_of_range, changed(store, base=beyond - 3))
        one("samples beyond", out_of_range, changed(tile, in_base=beyond - 1))
        one("weights beyond", out_of_range, changed(tile, weight_base=beyond))
        one("parameters beyond", out_of_range, changed(tile, param_base=beyond))
        one("results beyond", out_of_range, changed(tile, out_base=beyond - 2))
        one("first operand beyond", out_of_range, changed(vector, a_base=beyond - 1))
        one("second operand beyond", out_of_range, changed(vector, combine=1, b_base=beyond))
        one("vector results beyond", out_of_range, changed(vector, out_base=beyond - 1))
        one("table beyond", out_of_range, changed(table, base=beyond - 1))
    for bit in range(16):
        # No bit of an address is left out of the comparison.
        if 1 << bit < beyond:
            continue
        for good, fields in (
            (load, ("base",)),
            (store, ("base",)),
            (tile, ("in_base", "weight_base", "param_base", "out_base")),
            (changed(vector, combine=1), ("a_base", "b_base", "out_base")),
            (table, ("base",)),
        ):
            for field in fields:
                what = f"{field} of {good.opcode.name} with bit {bit}"
                one(what, out_of_range, changed(good, **{field: good[field] | 1 << bit}))
    deep = changed(tile, out_height=config.accumulator_depth // 2 + 1)
    one("too many outputs", ErrorCode.ACCUMULATOR_RANGE, deep)
    if config.has_fir:
        one("pitch 0", ErrorCode.ILLEGAL_FIELD, changed(tile, fir=1))
        one("pitch too short", ErrorCode.ILLEGAL_FIELD, changed(tile, fir=1, pitch=1))
    if beyond < 65536:
        late("late LOAD beyond the scratchpad", out_of_range, changed(load, base=beyond - 3))
        late("late STORE beyond the scratchpad", out_of_range, changed(store, base=beyond - 3))
        late("late samples beyond", out_of_range, changed(tile, in_base=beyond - 1))
        late("late weights beyond", out_of_range, changed(tile, weight_base=beyond))
        late("late results beyond", out_of_range, changed(tile, out_base=beyond - 2))
        late("late vector results beyond", out_of_range, changed(vector, out_base=beyond - 1))
    late("late reserved value", ErrorCode.ILLEGAL_FIELD, changed(tile, weight_cols=0))
    far = len(cases[0].memory) - _DATA
    one("LOAD from nowhere", ErrorCode.LOAD_BUS, changed(load, memory_offset=far))
    one("STORE to nowhere", ErrorCode.STORE_BUS, changed(store, memory_offset=far))
    one("waits for ever", ErrorCode.DEADLOCK, changed(load, wait_compute=1))
    sync = Instruction.make(Opcode.SYNC, signal_store=1)
    add("too many tokens", ErrorCode.TOKEN_OVERFLOW, TOKEN_MAX + 1, start, *[sync] * 20, end)
    # Runs off the end of memory: the whole image is SYNCs.
    endless = Case(
        "no END",
        np.frombuffer(
            start.to_bytes() + Instruction.make(Opcode.SYNC).to_bytes() * 40, np.uint8
        ).copy(),
        ErrorCode.FETCH_BUS,
        41,
    )
    return [*cases, endless]
