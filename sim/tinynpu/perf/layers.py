"""Cycles of each layer, from the events of a run or of the model."""

import bisect
from collections.abc import Iterable, Sequence

from tinynpu.arch.program import Program
from tinynpu.arch.run import Event, Span

__all__ = ["layer_cycles", "layer_ends", "layer_stalls", "layer_units"]


def layer_ends(program: Program, events: Iterable[Event], cycles: int) -> list[int]:
    """End of each layer: that of its last event in the requantizer; for the last one, of the program.

    A layer ends with the one before it if its own last event is earlier, or if it has none.
    """
    ends = [0] * len(program.layers)
    numbers = {c: number for number, layer in enumerate(program.layers) for c in layer.commands}
    for event in events:
        number = numbers.get(event.command)
        if event.unit == "requantizer" and number is not None:
            ends[number] = max(ends[number], event.end)
    for index in range(1, len(ends)):
        ends[index] = max(ends[index], ends[index - 1])
    if ends:
        ends[-1] = cycles
    return ends


def layer_cycles(program: Program, events: Iterable[Event], cycles: int) -> list[int]:
    """Cycles of each layer: from the end of the layer before it to its own.

    They sum to those of the program; see `layer_ends`.

    Parameters
    ----------
    program
        Program with its layers.
    events
        Of a run with events, or of the model.
    cycles
        Of the whole program.
    """
    ends = layer_ends(program, events, cycles)
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]


def layer_units(program: Program, events: Sequence[Event], cycles: int) -> list[dict[str, int]]:
    """Cycles that each unit works on a command, within the cycles of each layer.

    Parameters
    ----------
    program, events, cycles
        As in `layer_cycles`.
    """
    ends = layer_ends(program, events, cycles)
    result: list[dict[str, int]] = [{} for _ in ends]
    for event in events:
        for index, overlap in _overlaps(ends, event.begin, event.end):
            result[index][event.unit] = result[index].get(event.unit, 0) + overlap
    return result


def layer_stalls(
    program: Program, events: Sequence[Event], spans: Sequence[Span], cycles: int
) -> list[dict[str, int]]:
    """What the array did in the cycles of each layer, by the counters' names.

    What is in none of the spans is ``stall_command``, so that they add up to `layer_cycles`.

    Parameters
    ----------
    program, events, cycles
        As in `layer_cycles`.
    spans
        Of a run with events, or of the model.
    """
    ends = layer_ends(program, events, cycles)
    exact: list[dict[str, float]] = [{} for _ in ends]
    for span in spans:
        for index, overlap in _overlaps(ends, span.begin, span.end):
            for name, amount in span.cycles.items():
                share = amount * overlap / (span.end - span.begin)
                exact[index][name] = exact[index].get(name, 0.0) + share
    result = []
    for index, layer in enumerate(layer_cycles(program, events, cycles)):
        rounded = {name: round(amount) for name, amount in exact[index].items()}
        rest = layer - sum(rounded.values())
        rounded["stall_command"] = rounded.get("stall_command", 0) + rest
        result.append({name: amount for name, amount in rounded.items() if amount})
    return result


def _overlaps(ends: list[int], begin: int, end: int) -> Iterable[tuple[int, int]]:
    """Layers that share cycles with these, and how many."""
    index = bisect.bisect_right(ends, begin)
    while begin < end and index < len(ends):
        until = min(end, ends[index])
        yield index, until - begin
        begin, index = until, index + 1
