"""Cycles and stalls of each layer, from the events of a run or of the model."""

import bisect
from collections.abc import Iterable

from tinynpu.arch.program import Program
from tinynpu.arch.run import Event

__all__ = ["layer_cycles"]


def layer_ends(program: Program, events: Iterable[Event], cycles: int) -> list[int]:
    """End of each layer: that of its last event in the requantizer, and of the program for the last.

    Layers end in their order: one that has no command of its own ends with the one before it.
    """
    ends = [0] * len(program.layers)
    firsts = [layer.first_command for layer in program.layers]
    for event in events:
        if event.unit != "requantizer":
            continue
        index = bisect.bisect_right(firsts, event.command) - 1
        while index >= 0 and event.command > program.layers[index].last_command:
            index -= 1
        if index >= 0:
            ends[index] = max(ends[index], event.end)
    for index in range(1, len(ends)):
        ends[index] = max(ends[index], ends[index - 1])
    if ends:
        ends[-1] = cycles
    return ends


def layer_cycles(program: Program, events: Iterable[Event], cycles: int) -> list[int]:
    """Cycles of each layer: from the end of the layer before it to its own end.

    A layer ends with its last event in the requantizer, the last one with the program, so that the
    layers' cycles sum to those of the program.

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
