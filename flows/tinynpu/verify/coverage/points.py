"""Coverage points: what the commands of a program exercise, as labels that a run collects.

A point is a name and its bins. A command (or a program) gives each point the bins that it hits. What
no program can hit is in `UNREACHABLE` with the reason; a hit there is an error of this list.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.config import Config
from tinynpu.arch.isa import TOKEN_MAX, ErrorCode, Opcode, Queue
from tinynpu.verify.coverage.facts import CommandFacts, ProgramFacts

__all__ = ["CAUSES", "Point", "points", "unreachable"]

CAUSES = ("command", "token", "fence", "handover", "weight", "accumulator", "bank", "gap")
"""Why the array stands still; see `tinynpu.arch.registers.COUNTERS`."""

_FLAGS = ("fence", "fence_weights", "fir", "maximum", "per_channel", "round_once", "keep")
_MODES = ("dense", "fir")
_TOKENS = [(giver, taker) for giver in Queue for taker in Queue if giver != taker]


@dataclasses.dataclass(frozen=True)
class Point:
    """A coverage point.

    Parameters
    ----------
    name
        ``command: what``.
    bins
        Labels that it can have.
    hits
        From the facts of a command, or of a program, the labels that it hits.
    of_program
        ``hits`` takes `ProgramFacts`, not `CommandFacts`.
    """

    name: str
    bins: Sequence[str]
    hits: Callable[[Any], Iterable[str]]
    of_program: bool = False


def _sizes(*values: int) -> tuple[list[str], Callable[[int], str]]:
    """Bins for each of these values, and for more than the last."""
    labels = [str(value) for value in values]
    return [*labels, "more"], lambda value: str(value) if value in values else "more"


def _sign(value: int, width: int) -> str:
    """Sign of a step that is stored modulo 2**width."""
    if value == 0:
        return "0"
    return "-" if value >> (width - 1) else "+"


def _value(value: int, low: int, high: int) -> str:
    """Where a number lies in its range."""
    if value in (low, high):
        return "least" if value == low else "most"
    return "0" if value == 0 else ("-" if value < 0 else "+")


def _mode(tile: Instruction) -> str:
    return "fir" if tile["fir"] else "dense"


def _only(opcode: Opcode, hits: Callable[[Instruction], Iterable[str]]):
    """The hits of one kind of command."""

    def of(facts: CommandFacts) -> Iterable[str]:
        return hits(facts.instruction) if facts.instruction.opcode == opcode else ()

    return of


def points(config: Config) -> list[Point]:
    """All coverage points of a configuration."""
    return [
        Point(
            "program: commands",
            [opcode.name for opcode in Opcode],
            lambda facts: [facts.instruction.opcode.name],
        ),
        *_tile(config),
        *_vector(),
        *_table_and_sync(),
        *_transfer(Opcode.LOAD, config),
        *_transfer(Opcode.STORE, config),
        *_load(),
        *_program(config),
    ]


def _field(opcode: Opcode, name: str, bins: Sequence[str], label: Callable[[int], str]) -> Point:
    return Point(
        f"{opcode.name}: {name}", bins, _only(opcode, lambda command: [label(command[name])])
    )


def _tile(config: Config) -> Iterable[Point]:
    for flag in _FLAGS:
        yield _field(Opcode.TILE, flag, ("0", "1"), str)
    crossed = ("fir", "maximum", "per_channel", "round_once", "keep")
    yield Point(
        f"TILE: {' × '.join(crossed)}",
        ["".join(bits) for bits in itertools.product("01", repeat=len(crossed))],
        _only(Opcode.TILE, lambda tile: ["".join(str(tile[flag]) for flag in crossed)]),
    )
    yield Point(
        "TILE: option × stall",
        [f"{option} × {cause}" for option in ("dense", *_FLAGS, "padding") for cause in CAUSES],
        _stalls,
    )
    positions = config.rows // config.lanes
    yield _field(Opcode.TILE, "first_group", [str(i) for i in range(positions)], str)
    yield _field(Opcode.TILE, "fence_distance", ("0", "1", "2", "3"), str)
    for name, values in (
        ("kernel_height", (1, 2)),
        ("kernel_width", (1, 2)),
        ("stride_y", (1, 2)),
        ("stride_x", (1, 2)),
        ("dilation_y", (1, 2)),
        ("dilation_x", (1, 2)),
        ("in_blocks", (1, 2)),
        ("outer_blocks", (1, 2)),
        ("out_height", (1, 2)),
        ("out_width", (1, 2)),
    ):
        bins, label = _sizes(*values)
        yield Point(
            f"TILE: mode × {name}",
            [f"{mode} × {entry}" for mode in _MODES for entry in bins],
            _only(
                Opcode.TILE,
                lambda tile, name=name, label=label: [f"{_mode(tile)} × {label(tile[name])}"],
            ),
        )
    for name, most in (("weight_cols", config.cols), ("block_groups", config.col_groups)):
        yield Point(
            f"TILE: mode × {name}",
            [f"{mode} × {i}" for mode in _MODES for i in range(1, most + 1)],
            _only(Opcode.TILE, lambda tile, name=name: [f"{_mode(tile)} × {tile[name]}"]),
        )
    yield Point(
        "TILE: mode × outputs",
        [f"{mode} × {n}" for mode in _MODES for n in ("1", "more", "accumulator full")],
        _only(Opcode.TILE, lambda tile: [f"{_mode(tile)} × {_outputs(tile, config)}"]),
    )
    yield Point(
        "TILE: mode × padding",
        [
            f"{m} × {side}"
            for m in _MODES
            for side in ("none", "top", "left", "bottom", "right", "all")
        ],
        _only(Opcode.TILE, lambda tile: [f"{_mode(tile)} × {side}" for side in _padding(tile)]),
    )
    yield Point(
        "TILE: groups drained",
        ("fewer", "all", "more than there are"),
        _only(Opcode.TILE, lambda tile: [_drained(tile)]),
    )
    yield Point(
        "TILE: pitch",
        ("least", "more"),
        _only(
            Opcode.TILE,
            lambda tile: (
                [
                    "more"
                    if tile["pitch"] > (tile["out_width"] - 1) * tile["stride_x"] + 1
                    else "least"
                ]
                * tile["fir"]
            ),
        ),
    )
    for name in ("in_column", "in_row", "in_kx", "in_ky", "in_block", "in_outer"):
        yield _field(Opcode.TILE, f"{name}_step", "-0+", lambda value: _sign(value, 16))
    for name in ("out_row", "out_column", "out_block"):
        yield _field(Opcode.TILE, f"{name}_step", "-0+", lambda value: _sign(value, 16))
    yield from _requantized(Opcode.TILE)
    yield _field(Opcode.TILE, "pad", _VALUES, lambda value: _value(value, -128, 127))


def _options(facts: CommandFacts) -> list[str]:
    tile = facts.instruction
    found = [flag for flag in _FLAGS if tile[flag]] + (["dense"] if not tile["fir"] else [])
    return found + (["padding"] if "none" not in _padding(tile) else [])


def _stalls(facts: CommandFacts) -> Iterable[str]:
    if facts.instruction.opcode != Opcode.TILE:
        return ()
    return [f"{option} × {cause}" for option in _options(facts) for cause in facts.stalls]


def _outputs(tile: Instruction, config: Config) -> str:
    count = tile["out_height"] * tile["out_width"]
    return (
        "accumulator full" if count == config.accumulator_depth else "1" if count == 1 else "more"
    )


def _padding(tile: Instruction) -> list[str]:
    """Sides on which the windows leave the input."""
    top = tile["origin_y"]
    bottom = (
        top
        + (tile["out_height"] - 1) * tile["stride_y"]
        + (tile["kernel_height"] - 1) * tile["dilation_y"]
    )
    left = tile["origin_x"]
    span = (tile["out_width"] - 1) * tile["stride_x"]
    taps = tile["weight_cols"] - 1 if tile["fir"] else 0
    right = left + span + (tile["kernel_width"] - 1) * tile["dilation_x"] + taps
    if bottom < 0 or right < 0 or top >= tile["in_height"] or left >= tile["in_width"]:
        return ["all"]
    sides = {
        "top": top < 0,
        "left": left < 0,
        "bottom": bottom >= tile["in_height"],
        "right": right >= tile["in_width"],
    }
    return [side for side, out in sides.items() if out] or ["none"]


def _drained(tile: Instruction) -> str:
    there = tile["outer_blocks"] * tile["block_groups"]
    return (
        "fewer"
        if tile["groups"] < there
        else "all"
        if tile["groups"] == there
        else "more than there are"
    )


_VALUES = ("least", "-", "0", "+", "most")


def _requantized(opcode: Opcode) -> Iterable[Point]:
    yield _field(
        opcode,
        "shift",
        ("most to the right", "right", "0", "left", "most to the left"),
        lambda v: {-31: "most to the right", 0: "0", 31: "most to the left"}.get(
            v, "right" if v < 0 else "left"
        ),
    )
    yield _field(
        opcode,
        "multiplier",
        ("0", "small", "normal", "most"),
        lambda v: {0: "0", 2**31 - 1: "most"}.get(v, "normal" if v >= 1 << 30 else "small"),
    )
    yield _field(opcode, "zero_point", _VALUES, lambda value: _value(value, -128, 127))
    yield Point(
        f"{opcode.name}: clamp",
        ("none", "narrow", "one value"),
        _only(
            opcode,
            lambda command: [
                "none"
                if (command["clamp_min"], command["clamp_max"]) == (-128, 127)
                else "one value"
                if command["clamp_min"] == command["clamp_max"]
                else "narrow"
            ],
        ),
    )


def _vector() -> Iterable[Point]:
    crossed = ("combine", "table_a", "table_b", "round_once")
    yield Point(
        f"VECTOR: {' × '.join(crossed)}",
        ["".join(digits) for digits in itertools.product("012", "01", "01", "01")],
        _only(Opcode.VECTOR, lambda vector: ["".join(str(vector[name]) for name in crossed)]),
    )
    for name in ("height", "width", "blocks"):
        bins, label = _sizes(1, 2)
        yield _field(Opcode.VECTOR, name, bins, label)
    for operand, name in itertools.product(("a", "b", "out"), ("column", "row", "block")):
        yield _field(Opcode.VECTOR, f"{operand}_{name}_step", "-0+", lambda value: _sign(value, 16))
    yield from _requantized(Opcode.VECTOR)
    yield _field(
        Opcode.VECTOR, "bias", ("-", "0", "+"), lambda v: "0" if v == 0 else "-" if v < 0 else "+"
    )


def _table_and_sync() -> Iterable[Point]:
    yield _field(Opcode.TABLE, "table", ("0", "1"), str)
    yield Point(
        "SYNC: tokens",
        ("none", "waits", "signals", "both"),
        _only(Opcode.SYNC, lambda sync: [_token_use(sync)]),
    )


def _token_use(command: Instruction) -> str:
    waits = command["wait_load"] or command["wait_store"]
    signals = command["signal_load"] or command["signal_store"]
    return ("both" if signals else "waits") if waits else ("signals" if signals else "none")


def _transfer(opcode: Opcode, config: Config) -> Iterable[Point]:
    bus, burst = config.bus_bytes, config.bus_bytes * config.burst_beats
    yield _field(opcode, "region", ("0", "1", "2", "3"), str)
    bins, label = _sizes(1, 2)
    yield _field(opcode, "lines", bins, label)
    for name, width in (("word_step", 16), ("line_step", 16), ("memory_line_step", 32)):
        yield _field(opcode, name, "-0+", lambda value, width=width: _sign(value, width))

    def of_lines(hits: Callable[[int, int], Iterable[str]]):
        """What each line, an address and a number of bytes, hits."""

        def of(facts: CommandFacts) -> Iterable[str]:
            if facts.instruction.opcode != opcode:
                return ()
            return {label for address, count in facts.lines for label in hits(address, count)}

        return of

    yield Point(
        f"{opcode.name}: alignment × bytes of a word",
        [f"{i} × {step}" for i in range(bus) for step in range(1, config.rows + 1)],
        lambda facts: (
            {f"{address % bus} × {facts.instruction['step']}" for address, _ in facts.lines}
            if facts.instruction.opcode == opcode
            else ()
        ),
    )
    yield Point(
        f"{opcode.name}: bytes of a line",
        ("1", "less than a beat", "a beat", "more", "more than a burst"),
        of_lines(
            lambda address, count: [
                "1" if count == 1
                else "less than a beat" if count < bus
                else "a beat" if count == bus
                else "more" if count <= burst
                else "more than a burst"
            ]
        ),
    )  # fmt: skip
    yield Point(
        f"{opcode.name}: 4 KiB",
        ("inside", "ends there", "begins there", "crosses", "address wraps"),
        of_lines(_page),
    )


def _page(address: int, count: int) -> list[str]:
    end = address + count
    found = []
    if end > 1 << 32:
        found.append("address wraps")
    if address // 4096 != (end - 1) // 4096:
        found.append("crosses")
    if end % 4096 == 0:
        found.append("ends there")
    if address % 4096 == 0:
        found.append("begins there")
    return found or ["inside"]


def _load() -> Iterable[Point]:
    yield Point(
        "LOAD: words of a line",
        ("fewer than its bytes", "as many", "more"),
        _only(Opcode.LOAD, lambda load: [_words(load)]),
    )
    yield Point(
        "LOAD: pad_left",
        ("0", "less than a word", "a word or more", "most"),
        _only(
            Opcode.LOAD,
            lambda load: [
                {0: "0", 255: "most"}.get(
                    load["pad_left"],
                    "less than a word" if load["pad_left"] < load["step"] else "a word or more",
                )
            ],
        ),
    )
    yield _field(Opcode.LOAD, "fill", _VALUES, lambda value: _value(value, -128, 127))


def _words(load: Instruction) -> str:
    needed = -(-(load["pad_left"] + load["line_bytes"]) // load["step"])
    return (
        "as many"
        if load["words"] == needed
        else "more"
        if load["words"] > needed
        else "fewer than its bytes"
    )


def _program(config: Config) -> Iterable[Point]:
    yield Point(
        "program: error",
        [code.name for code in ErrorCode],
        lambda facts: [facts.error.name],
        of_program=True,
    )
    yield Point(
        "program: memory",
        [
            f"{latency} × {pauses}"
            for latency in ("at once", "late")
            for pauses in ("steady", "pauses")
        ],
        lambda facts: [
            f"{'late' if facts.latency > 100 else 'at once'} × {'pauses' if facts.pause else 'steady'}"
        ],
        of_program=True,
    )
    for giver, taker in _TOKENS:
        yield Point(
            f"program: tokens from {giver.name} to {taker.name}",
            ("1", "some", "as many as there may be", "one too many"),
            lambda facts, pair=(giver, taker): _tokens(facts, pair),
            of_program=True,
        )
    yield Point(
        "program: commands in a row for a queue",
        [
            f"{queue.name} × {amount}"
            for queue in Queue
            for amount in ("1", "fit", "the queue is full")
        ],
        lambda facts: [f"{queue.name} × {_run(length, config)}" for queue, length in facts.rows],
        of_program=True,
    )


def _tokens(facts: ProgramFacts, pair: tuple[Queue, Queue]) -> list[str]:
    most = facts.tokens.get(pair, 0)
    if most == 0:
        return []
    if most > TOKEN_MAX:
        return ["one too many"]
    return ["1" if most == 1 else "as many as there may be" if most == TOKEN_MAX else "some"]


def _run(length: int, config: Config) -> str:
    return "1" if length == 1 else "fit" if length <= config.queue_depth else "the queue is full"


def unreachable(config: Config) -> dict[tuple[str, str], str]:
    """Bins that no program can hit, with the reason, by point and bin."""
    point = "TILE: option × stall"
    if config.cols <= config.rows:
        reason = "There are gaps only where cols > rows."
        return {(point, f"{option} × gap"): reason for option in ("dense", *_FLAGS, "padding")}
    return {
        (point, "fir × gap"): "A gap lies before a dense pass, behind a FIR pass.",
        (point, "fence_weights × gap"): (
            "Its weights are read when all earlier commands have finished, so the array is empty."
        ),
    }
