"""The control and status registers as data: RTL, driver, C header, SVD and documentation."""

import dataclasses
from collections.abc import Callable

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ISA_VERSION, MAGIC

__all__ = ["COUNTERS", "CSR_ADDRESS_WIDTH", "REGISTERS", "Register", "RegisterField", "register"]

CSR_ADDRESS_WIDTH = 12
"""Bits of a CSR byte address: a window of 4 KiB."""


@dataclasses.dataclass(frozen=True)
class RegisterField:
    """Bits of a register.

    ``access`` is one of ``ro`` (read only), ``rw``, ``w1s`` (writing 1 starts something, reads 0)
    and ``w1c`` (writing 1 clears). ``value`` gives a constant ``ro`` field its value.
    """

    name: str
    lsb: int
    width: int
    access: str
    doc: str
    value: Callable[[Config], int] | None = None


@dataclasses.dataclass(frozen=True)
class Register:
    """A 32-bit register at a byte offset; bits outside its fields read 0 and ignore writes."""

    name: str
    offset: int
    doc: str
    fields: tuple[RegisterField, ...]


def _constant(
    name: str, offset: int, doc: str, *fields: tuple[str, int, int, Callable[[Config], int], str]
):
    return Register(
        name,
        offset,
        doc,
        tuple(
            RegisterField(key, lsb, width, "ro", text, value)
            for key, lsb, width, value, text in fields
        ),
    )


COUNTERS: dict[str, str] = {
    "cycles": "Cycles from start to done or error.",
    "array_active": "Cycles in which a sample entered the array.",
    "stall_command": "Cycles without a compute command for the array.",
    "stall_token": "Cycles in which the next compute command waited for a token.",
    "stall_fence": "Cycles in which a TILE waited for earlier compute commands.",
    "stall_handover": "Cycles in which the array waited for the requantizer to take a command.",
    "stall_weight": "Cycles in which the array waited for weights.",
    "stall_accumulator": "Cycles in which the array waited for an accumulator buffer.",
    "stall_bank": "Cycles in which the scratchpad refused the array's read.",
    "stall_gap": "Cycles between FIR and other passes (only where `cols` > `rows`).",
    "requantizer_active": "Cycles in which the requantizer lanes took values.",
    "load_active": "Cycles in which the load queue ran a command.",
    "store_active": "Cycles in which the store queue ran a command.",
    "read_beats": "Beats read from memory.",
    "write_beats": "Beats written to memory.",
    "commands": "Commands fetched.",
}
"""Performance counters, cleared at start. ``array_active`` and the ``stall_`` counters add up to
``cycles``."""


def _registers():
    yield _constant(
        "id", 0x000, "Identification.", ("magic", 0, 32, lambda config: MAGIC, "`TNPU` in ASCII.")
    )
    yield _constant(
        "version",
        0x004,
        "Version of the instruction set and of these registers.",
        ("isa", 0, 32, lambda config: ISA_VERSION, "Version."),
    )
    yield _constant(
        "config_hash",
        0x008,
        "Hash of the configuration; programs carry the same.",
        ("hash", 0, 32, lambda config: config.hash, "CRC-32 of the configuration."),
    )
    yield _constant(
        "shape",
        0x00C,
        "Sizes of the array and of the memory port.",
        ("rows", 0, 8, lambda config: config.rows, "Rows."),
        ("cols", 8, 8, lambda config: config.cols, "Columns."),
        ("lanes", 16, 8, lambda config: config.lanes, "Requantizer lanes."),
        ("bus_bytes", 24, 8, lambda config: config.bus_bytes, "Bytes of a beat."),
    )
    yield _constant(
        "scratchpad",
        0x010,
        "Size of the scratchpad.",
        ("words", 0, 17, lambda config: config.scratchpad_words, "Words of `rows` bytes."),
        ("banks", 24, 8, lambda config: config.banks, "Banks."),
    )
    yield _constant(
        "accumulator",
        0x014,
        "Size of one accumulator buffer.",
        ("depth", 0, 16, lambda config: config.accumulator_depth, "Entries."),
        ("width", 16, 8, lambda config: config.accumulator_width, "Bits."),
    )
    yield Register(
        "control",
        0x020,
        "Start and stop.",
        (
            RegisterField("start", 0, 1, "w1s", "Run the program; ignored while busy or in error."),
            RegisterField(
                "reset",
                1,
                1,
                "w1s",
                "Stop, let the bus finish, and clear everything but memories, `rw` registers, pending "
                "interrupts and counters (a start clears these).",
            ),
        ),
    )
    yield Register(
        "status",
        0x024,
        "State of the core.",
        (
            RegisterField("busy", 0, 1, "ro", "A program runs, or a reset is under way."),
            RegisterField(
                "done", 1, 1, "ro", "The last program ended; cleared by start and reset."
            ),
            RegisterField("error", 2, 1, "ro", "The core stopped; only a reset leaves this state."),
        ),
    )
    yield Register(
        "error",
        0x028,
        "Cause of the stop.",
        (
            RegisterField("code", 0, 8, "ro", "Error code, 0 if none."),
            RegisterField(
                "command", 16, 16, "ro", "Index of the command in the program (modulo 2^16)."
            ),
        ),
    )
    yield Register(
        "interrupt_enable",
        0x02C,
        "Which events raise the interrupt line.",
        (
            RegisterField("done", 0, 1, "rw", "A program ended."),
            RegisterField("error", 1, 1, "rw", "The core stopped with an error."),
        ),
    )
    yield Register(
        "interrupt_pending",
        0x030,
        "Events since they were cleared.",
        (
            RegisterField("done", 0, 1, "w1c", "A program ended."),
            RegisterField("error", 1, 1, "w1c", "The core stopped with an error."),
        ),
    )
    yield Register(
        "program",
        0x034,
        "Byte address of the program.",
        (RegisterField("address", 6, 26, "rw", "Address divided by 64."),),
    )
    yield Register(
        "watchdog",
        0x038,
        "Most cycles of a program; error TIMEOUT beyond. 0: no limit.",
        (RegisterField("cycles", 0, 32, "rw", "Cycles."),),
    )
    for region in range(4):
        yield Register(
            f"base{region}",
            0x040 + 4 * region,
            f"Memory address of region {region}.",
            (RegisterField("address", 0, 32, "rw", "Byte address."),),
        )
    for index, (name, doc) in enumerate(COUNTERS.items()):
        yield Register(
            name, 0x080 + 4 * index, doc, (RegisterField("count", 0, 32, "ro", "Count."),)
        )


REGISTERS: tuple[Register, ...] = tuple(_registers())
"""Every register, by rising offset."""


def register(name: str) -> Register:
    """Register by name."""
    return next(entry for entry in REGISTERS if entry.name == name)
