"""What is known of mutants that neither a check kills nor a proof settles.

An entry is found by the block, the text of a line of the RTL that the cell comes from, and the name
of the signal; so it stays right when cells get other names and lines move.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import amaranth

import tinynpu.core.shapes
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMANDS, QUEUES, Field, Opcode, Queue
from tinynpu.arch.registers import COUNTERS
from tinynpu.verify.mutation.report import Mutant

__all__ = ["EXPLANATIONS", "Explanation", "explanation_of", "source_line"]

_FOLDERS = {
    "tinynpu": Path(tinynpu.core.shapes.__file__).parent.parent,
    "amaranth": Path(amaranth.__file__).parent,
}


@dataclasses.dataclass(frozen=True)
class Explanation:
    """Why some mutants survive.

    Members
    -------
    why
        What the mutant changes, and when that could be seen.
    modules
        Regular expression for the path of the module below the top.
    line
        Part of a line of the RTL that the cell comes from; empty: any.
    wire
        Regular expression for the name of the signal, without its bit; empty: any, or none.
    kinds
        Types of cells; empty: any.
    bits
        First and last bit of the port, both included; of the two of ``cnot0`` and ``cnot1`` the
        higher one counts.
    modes
        Modes of the mutation; empty: any.
    test
        What else must hold.
    """

    why: str
    modules: str
    line: str = ""
    wire: str = ""
    kinds: tuple[str, ...] = ()
    bits: tuple[int, int] = (0, 1 << 16)
    modes: tuple[str, ...] = ()
    test: Callable[[Mutant, Config], bool] = lambda mutant, config: True

    def fits(self, mutant: Mutant, config: Config) -> bool:
        """Whether it is about this mutant."""
        path = mutant.module.partition(".")[2]
        name = mutant.wire.partition("[")[0]
        return (
            re.fullmatch(self.modules, path) is not None
            and (not self.line or any(self.line in source_line(s) for s in mutant.sources))
            and (not self.wire or re.fullmatch(self.wire, name) is not None)
            and (not self.kinds or mutant.kind in self.kinds)
            and self.bits[0] <= max(mutant.bit, mutant.ctrlbit) <= self.bits[1]
            and (not self.modes or mutant.mode in self.modes)
            and self.test(mutant, config)
        )


def _kept_zero(mutant: Mutant, config: Config) -> bool:
    """Whether the mutant shows only in a bit of a queue's entry that is 0 in every legal command."""
    path = mutant.module.partition(".")[2]
    queue = next(queue for pattern, queue in _ENTRIES.items() if re.fullmatch(pattern, path))
    possible = 0xFFFF  # the index of the command
    for opcode in QUEUES[queue]:
        for field in COMMANDS[opcode].fields:
            low, high = field.bounds(config)
            bits = (1 << field.width) - 1 if low < 0 else (1 << high.bit_length()) - 1
            possible |= bits << (16 + 32 * field.word + field.lsb)

    def zero(bit: int) -> bool:
        return not possible >> bit & 1

    if mutant.mode == "const0":
        return zero(mutant.bit)
    return mutant.mode == "cnot1" and zero(mutant.ctrlbit)


def _shows_counter(mutant: Mutant, config: Config) -> bool:
    """Whether it is at a read port of a performance counter."""
    return mutant.port.removeprefix("read_") in COUNTERS


def _out_of_range_already(mutant: Mutant, config: Config) -> bool:
    """Whether the mutant shows only while an address has a bit that no word of the scratchpad has."""
    return mutant.mode == "cnot1" and 1 << mutant.ctrlbit >= config.scratchpad_words


def _fields_at(bit: int, opcodes: Iterable[Opcode]) -> list[tuple[Field, int]]:
    """Fields of these commands that a bit belongs to, and which bit of the field it is."""
    return [
        (field, place)
        for opcode in opcodes
        for field in COMMANDS[opcode].fields
        if 0 <= (place := bit - 32 * field.word - field.lsb) < field.width
    ]


def _never_together(mutant: Mutant, config: Config) -> bool:
    """Whether the controlling bit is 0 in every command that runs to its end."""
    bit = mutant.ctrlbit - 16  # behind the index of the command
    if bit < 0:
        return False
    queue = next(
        (queue for queue in Queue if f"{queue.name.lower()}__payload" in mutant.port), None
    )
    opcodes = QUEUES[queue] if queue is not None else QUEUES[Queue.COMPUTE]
    for field, place in _fields_at(bit, opcodes):
        low, high = field.bounds(config)
        if field.name.endswith("base"):
            high = min(high, config.scratchpad_words - 1)
        if low < 0 or high >> place:
            return False
    return True


def _large_loop(mutant: Mutant, config: Config) -> bool:
    """Whether the controlling bit is 1 only in a command with a loop of 2^7 rounds or more."""
    fetched = any("pending = " in source_line(source) for source in mutant.sources)
    bit = mutant.ctrlbit - (17 if fetched else 16)  # behind the index, and whether it is an error
    found = _fields_at(bit, (Opcode.TILE, Opcode.VECTOR))
    loops = ("out_height", "out_width", "height", "width", "blocks", "groups")
    return bool(found) and all(field.name in loops and place >= 7 for field, place in found)


def _beyond_burst(mutant: Mutant, config: Config) -> bool:
    """Whether the mutant shows only in a length that no burst has."""
    if mutant.wire.startswith("axi__"):
        return mutant.mode == "cnot1" and 1 << mutant.ctrlbit >= config.burst_beats
    length = mutant.bit - 32  # behind the address
    return mutant.mode == "const0" and length > 0 and 1 << length > config.burst_beats


def _low_of_multiplier(mutant: Mutant, config: Config) -> bool:
    """Whether the bit is one of the low 18 of a multiplier: of a channel, of a TILE, of a VECTOR."""
    if mutant.wire.startswith("parameters"):
        first = [32]  # behind the bias
    else:
        words = {
            COMMANDS[opcode].field("multiplier").word for opcode in (Opcode.TILE, Opcode.VECTOR)
        }
        first = [16 + 32 * word for word in words]  # behind the index of the command
    return any(low <= mutant.bit < low + 18 for low in first)


_ENTRIES = {
    r"sequencer\.queue_load|load\.ahead": Queue.LOAD,
    r"sequencer\.queue_compute|compute\.queue": Queue.COMPUTE,
    r"sequencer\.queue_store": Queue.STORE,
}
"""Queues whose entries are the index of a command and its first words."""

EXPLANATIONS: tuple[Explanation, ...] = (
    Explanation(
        "A high bit of a counter: the longest program of the suite takes less than 2^20 cycles.",
        "",
        kinds=("$mux", "$add", "$dff"),
        bits=(13, 31),
    ),
    Explanation(
        "A high bit of the index of a command: that needs an error behind 2^8 commands.",
        "sequencer|fetch|load|store|compute.*",
        wire=".*command|.*index|accepted|entry|pending|fetched__payload|.*payload",
        bits=(8, 15),
    ),
    Explanation(
        "A high bit of the cycle counter of the watchdog: that needs a program of 2^13 cycles or more "
        "under a watchdog that is longer.",
        "sequencer",
        line="cycles",
        bits=(13, 31),
    ),
    Explanation(
        "The scratchpad reads without being asked; what it gives counts only in the cycle after a "
        "grant, and then it was asked.",
        "scratchpad",
        kinds=("$memrd_v2",),
        modes=("const1",),
    ),
    Explanation(
        "A high bit of the index of the newest LOAD, which shows only with an error before any of its "
        "data came; the programs of the suite have fewer commands.",
        "load",
        wire="newest",
        bits=(8, 15),
    ),
    Explanation(
        "A high bit of what a register shows of a performance counter: no program of the suite takes "
        "so many cycles.",
        "",
        bits=(20, 31),
        test=_shows_counter,
    ),
    Explanation(
        "A low bit of a Q31 multiplier: it changes the product by less than 2^-12 of its size, so a "
        "rounded result of 8 bits shows it rarely; the requantizer's formula is proved.",
        "compute.*",
        wire=r"parameters.*|command__payload.*",
        test=_low_of_multiplier,
    ),
    Explanation(
        "A bit of a fetch address that is always 0: programs begin at multiples of 64 and are read "
        "in whole beats.",
        "fetch|",
        wire=r"(fetch_)?request__payload.*",
        bits=(0, 2),
        modes=("const0",),
    ),
    Explanation(
        "A high bit of the offset of a command in the program: that needs a program of 2^18 bytes.",
        "fetch",
        line="offset",
        bits=(18, 31),
    ),
    Explanation(
        "No error code has this bit, and the code 0 is assigned where nothing was assigned.",
        "compute",
        line="with m.If(code != 0):",
        kinds=("$reduce_bool",),
        bits=(4, 7),
    ),
    Explanation(
        "The write does not wait for the answer of the one before: the suite of the core has one "
        "access under way at a time; with more, as in tests/cocotb/axi_lite, an answer never comes.",
        "axi_lite",
        line="registers.write.eq(has_address & has_data & ~axi.bvalid)",
        modes=("const1",),
    ),
    Explanation(
        "Another bit of an address at which there is no register.",
        "axi_lite",
        wire="registers__(write|read)_address",
        modes=("cnot1",),
        test=lambda mutant, config: mutant.ctrlbit >= 6,
    ),
    Explanation(
        "Another bit of a field, while an address in the same command lies beyond the scratchpad: "
        "the error comes all the same; or while a reserved bit is 1, which the checker refuses.",
        ".*",
        wire=r".*payload.*",
        modes=("cnot1",),
        test=_never_together,
    ),
    Explanation(
        "Another bit of a command while one of its loops has 2^7 rounds or more: a TILE then has more "
        "outputs than an accumulator has entries, or more groups than the scratchpad has parameters "
        "for, and no VECTOR of the suite is so large.",
        "sequencer|compute.*",
        modes=("cnot1",),
        test=_large_loop,
    ),
    Explanation(
        "A burst that is longer than `burst_beats`.",
        "fetch|store|load|arbiter|",
        wire=r"axi__a[rw]len|.*request__payload",
        test=_beyond_burst,
    ),
    Explanation(
        "An address beyond the scratchpad that counts on: the error has come before.",
        "compute.weights|load|store",
        line="address + ",
        modes=("const0",),
        test=lambda mutant, config: 1 << mutant.bit >= config.scratchpad_words,
    ),
    Explanation(
        "A high bit of the position in a row of samples: that needs a pitch of 2^10 words.",
        "compute.samples",
        line="position + 1",
        bits=(10, 12),
    ),
    Explanation(
        "A high bit of the index of a command in the buffer of fetch: that needs 2^8 commands.",
        "fetch.buffer",
        wire="r_data|w_data.*",
        bits=(8, 15),
    ),
    Explanation(
        "As many bursts of fetch under way as the arbiter never lets through.",
        "fetch",
        line="awaited + sent - answered",
        modes=("const0",),
        test=lambda mutant, config: 1 << mutant.bit > config.outstanding,
    ),
    Explanation(
        "The engine takes from the queue only when there is an entry.",
        "store.bursts",
        wire="r_rdy",
        modes=("const1",),
    ),
    Explanation(
        "A high bit of a loop counter: that needs 2^7 passes of one loop.",
        "compute.weights",
        kinds=("$mux",),
        bits=(7, 11),
        test=lambda mutant, config: not mutant.sources and not mutant.wire,
    ),
    Explanation(
        "A high bit of a loop counter less one: that needs 2^7 passes of one loop.",
        r"compute\.(weights\.reader|samples\.generator\.passes)",
        line="total.eq(a + b)",
        bits=(7, 12),
    ),
    Explanation(
        "An address beyond the scratchpad that counts on: the error has come before.",
        "store|load",
        kinds=("$mux",),
        modes=("const0",),
        test=lambda mutant, config: (
            not mutant.sources and mutant.bit < 16 and 1 << mutant.bit >= config.scratchpad_words
        ),
    ),
    Explanation(
        "Another bit of an address that lies beyond the scratchpad: the error comes all the same.",
        "store|load",
        kinds=("$mux",),
        test=lambda mutant, config: (
            not (mutant.sources or mutant.wire)
            and mutant.bit < 16
            and mutant.ctrlbit < 16
            and _out_of_range_already(mutant, config)
        ),
    ),
    Explanation(
        "The index of the newest LOAD shows only until the data side has the command, before which "
        "nothing ends or fails; tests/cocotb/load looks at it.",
        "load",
        line="newest = Signal(16)",
    ),
    Explanation(
        "Weights that are read after a halt go nowhere: the core is cleared before the next program. "
        "That nothing is read is proved, and looked at in tests/cocotb/weights.",
        "compute.weights",
        wire="stop",
        modes=("const0",),
    ),
    Explanation(
        "Signal for the traces of simulators; the core does not look at it.",
        "",
        wire="trace_.*",
    ),
    Explanation(
        "A bit of a field that the checker keeps at 0 in this configuration.",
        "|".join(_ENTRIES),
        kinds=("$memwr_v2", "$memrd_v2"),
        test=_kept_zero,
    ),
    Explanation(
        "Another bit of an address that lies beyond the scratchpad: the error comes all the same.",
        "load|store|compute.*",
        line="Signal(16)",
        kinds=("$dff", "$mux", "$add"),
        test=_out_of_range_already,
    ),
)
"""Every class of survivors that has been looked at."""


def source_line(source: str) -> str:
    """Text of a line such as ``tinynpu/core/load.py:139``; empty if there is none."""
    name, _, number = source.partition(":")
    package, _, rest = name.partition("/")
    path = _FOLDERS.get(package, Path()) / rest
    if not path.is_file() or not number:
        return ""
    lines = path.read_text().splitlines()
    index = int(re.split(r"[.-]", number)[0]) - 1
    return lines[index].strip() if index < len(lines) else ""


def explanation_of(mutant: Mutant, config: Config) -> str:
    """Why a mutant of a core survives, or nothing."""
    return next((entry.why for entry in EXPLANATIONS if entry.fits(mutant, config)), "")
