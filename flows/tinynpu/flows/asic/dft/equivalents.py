"""Cells that take the place of others in a netlist with scan chains."""

import math
from collections.abc import Iterable

import numpy as np

from tinynpu.flows.asic.dft.library import Cell

__all__ = ["clock_gate_with_test", "holding_gate", "scan_register"]


def scan_register(cell: Cell, candidates: Iterable[Cell]) -> Cell | None:
    """The scan flip-flop that behaves as a flip-flop while it does not shift; None if there is none.

    With the enable off, its next state is the same function of pins with the same names; with it on, it
    is the data that is shifted in. Clock, clear, preset and outputs have to be the same. Of several the one that
    drives as much is taken, then the smallest.

    Parameters
    ----------
    cell
        With a register.
    candidates
        Cells of the library.
    """
    return _closest(cell, [other for other in candidates if _shifts_as_well(cell, other)])


def _shifts_as_well(cell: Cell, other: Cell) -> bool:
    plain, scanned, scan = cell.register, other.register, other.scan
    if plain is None or scanned is None or scan is None or cell.scan is not None:
        return False
    if {*cell.inputs, scan.data, scan.enable} != set(other.inputs):
        return False
    ours, theirs = [*cell.inputs, *plain.states], [*cell.inputs, *scanned.states]

    def same(first: str, second: str) -> bool:
        if not first or not second:
            return first == second
        return np.array_equal(cell.table(first, pins=ours), other.table(second, pins=theirs))

    outputs = all(
        same(function, other.outputs.get(pin, "")) for pin, function in cell.outputs.items()
    )
    timing = all(
        same(getattr(plain, name), getattr(scanned, name)) for name in ("clock", "clear", "preset")
    )
    if not (outputs and timing and (scan.out or scan.out_n)):
        return False
    # Two top bits of the state of all pins: the enable, and above it the data.
    values = other.table(scanned.next_state, pins=[*theirs, scan.enable, scan.data])
    by_data = values.reshape(2, 2, -1)
    off, on = by_data[:, int(scan.active_low)], by_data[:, int(not scan.active_low)]
    expected = cell.table(plain.next_state, pins=ours)
    shifted = np.array([[scan.inverting], [not scan.inverting]])
    return bool((off == expected).all() and (on == shifted).all())


def clock_gate_with_test(cell: Cell, candidates: Iterable[Cell]) -> Cell | None:
    """The clock gate of the same kind with a pin that opens it for a test; None if there is none."""
    gate = cell.clock_gate
    assert gate is not None
    return _closest(
        cell,
        [
            other
            for other in candidates
            if (found := other.clock_gate) is not None and found.test and found.kind == gate.kind
        ],
    )


def holding_gate(level: int, candidates: Iterable[Cell]) -> tuple[Cell, str, str] | None:
    """The smallest gate that passes a signal on, or holds it at a level while the test is on.

    Parameters
    ----------
    level
        0: signal AND NOT test; 1: signal OR test.
    candidates
        Cells of the library.

    Returns
    -------
    tuple or None
        The cell, its pin for the signal and its pin for the test; None if there is none.
    """
    # The signal is the lower bit of the state.
    wanted = [False, True, bool(level), bool(level)]
    found = []
    for cell in candidates:
        if len(cell.inputs) != 2 or len(cell.outputs) != 1:
            continue
        if cell.register or cell.latch or cell.clock_gate or cell.special:
            continue
        (function,) = cell.outputs.values()
        for signal, test in (cell.inputs, cell.inputs[::-1]):
            if function and cell.table(function, pins=(signal, test)).tolist() == wanted:
                found.append((cell.area, cell.name, cell, signal, test))
                break
    return min(found)[2:] if found else None


def _closest(cell: Cell, others: list[Cell]) -> Cell | None:
    """The one whose outputs drive most nearly as much; the smallest of those that do."""

    def distance(other: Cell) -> tuple[float, float, str]:
        loads = [
            (load, other.drive.get(_output(cell, other, pin), 0))
            for pin, load in cell.drive.items()
        ]
        ratios = [abs(math.log(theirs / ours)) if ours and theirs else 0 for ours, theirs in loads]
        return round(max(ratios, default=0), 1), other.area, other.name

    return min(others, key=distance, default=None)


def _output(cell: Cell, other: Cell, pin: str) -> str:
    """Pin of the other cell that does what a pin of the first does."""
    if cell.clock_gate and other.clock_gate and pin == cell.clock_gate.output:
        return other.clock_gate.output
    return pin
