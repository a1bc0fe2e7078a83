"""What the library says that a cell does, as tables."""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.functions import names_in, truth_table
from tinynpu.flows.asic.gates import clock_gate_pins
from tinynpu.flows.asic.liberty import Group

__all__ = ["BUFFER", "PINS", "CellModel", "Function", "cell_model"]

PINS = 6
"""Most inputs of a function."""
BUFFER = 0b10
"""Table of a function that is its only input."""

Function = tuple[int, tuple[str, ...]]
"""Table, and the pins that it is of."""


@dataclasses.dataclass(frozen=True)
class CellModel:
    """What a kind of cell does.

    Members
    -------
    outputs
        Functions by pin; of a register, of its state, too.
    state, next, clock
        Of a register: name of its state, what it takes at an edge, and its clock's pin.
    off
        Pins that must be constant, and the value at which they do nothing.
    gate
        Of a clock gate: pins by role.
    """

    outputs: Mapping[str, Function]
    state: str = ""
    next: Function = (0, ())
    clock: str = ""
    off: Mapping[str, str] = dataclasses.field(default_factory=dict)
    gate: Mapping[str, str] | None = None


def cell_model(kind: str, group: Group) -> CellModel:
    """What the library says of a kind of cell.

    Raises
    ------
    FlowError
        It is a latch, has an edge or an asynchronous input that is not supported, or too many inputs.
    """
    gates = clock_gate_pins({kind: group})
    if gates:
        return CellModel({}, gate=gates[kind])
    register = group.first("ff")
    names = ("", "")
    extra: dict[str, Any] = {}
    if register is not None:
        names = (*register.arguments, "")[:2]
        clock = register.values["clocked_on"].strip("() ")
        off = {}
        for role in ("clear", "preset"):
            expression = register.values.get(role, "").strip("() ")
            if expression:
                off[expression.strip("!'")] = "1" if set("!'") & set(expression) else "0"
        if not clock.isidentifier() or not all(pin.isidentifier() for pin in off):
            raise FlowError(f"Registers must take data at the rising edge of a pin, not as {kind}.")
        extra = {"state": names[0], "clock": clock, "off": off}
        extra["next"] = _function(kind, register.values["next_state"])
    elif any(key.startswith(("latch", "ff_bank", "statetable")) for key in _kinds(group)):
        raise FlowError(f"A netlist must have no latches but in clock gates, and has {kind}.")
    outputs = {}
    for pin in group.all("pin"):
        if pin.values.get("direction") != "output":
            continue
        function = pin.values.get("function")
        if function is None:
            raise FlowError(
                f"A cell must have a model, and output {pin.arguments[0]} of {kind} has none."
            )
        if names[1]:
            function = re.sub(rf"\b{re.escape(names[1])}\b", f"(!{names[0]})", function)
        outputs[pin.arguments[0]] = _function(kind, function)
    return CellModel(outputs, **extra)


def _kinds(group: Group) -> set[str]:
    return {entry.kind for entry in group.groups}


def _function(kind: str, expression: str) -> Function:
    pins = tuple(names_in(expression))
    if len(pins) > PINS:
        raise FlowError(f"A function must have at most {PINS} inputs, and {kind} has {len(pins)}.")
    bits = truth_table(expression, pins)
    return int(sum(1 << int(state) for state in np.flatnonzero(bits))), pins
