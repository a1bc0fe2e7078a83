"""What the cells of a Liberty library are to a test: functions, registers, clock gates, scan pins."""

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from tinynpu.flows.asic.functions import truth_table
from tinynpu.flows.asic.liberty import Group, read_cells

__all__ = ["Cell", "ClockGate", "Register", "ScanPins", "is_for_test", "read_models"]

_CLOCK_GATING = "clock_gating_integrated_cell"
_SPECIAL = ("dont_use", "is_isolation_cell", "is_level_shifter", "always_on")
_SIGNALS = {
    "test_scan_in": ("data", False),
    "test_scan_in_inverted": ("data", True),
    "test_scan_enable": ("enable", False),
    "test_scan_enable_inverted": ("enable", True),
    "test_scan_out": ("out", False),
    "test_scan_out_inverted": ("out_n", False),
}


@dataclasses.dataclass(frozen=True)
class Register:
    """Group ``ff``: names of the state and its inverse, and the functions of pins and states.

    ``clear`` and ``preset`` are empty where there is none.
    """

    states: tuple[str, str]
    clock: str
    next_state: str
    clear: str = ""
    preset: str = ""


@dataclasses.dataclass(frozen=True)
class ClockGate:
    """Pins of an integrated clock gate by their role; ``test`` is empty if it has none.

    Members
    -------
    kind
        As Liberty says, without what the test pin does: ``latch_posedge``, …
    """

    kind: str
    clock: str
    enable: str
    output: str
    test: str = ""


@dataclasses.dataclass(frozen=True)
class ScanPins:
    """Pins that only the test needs: data in, enable, and outputs with the state and its inverse.

    An output that the library does not name is empty.

    Members
    -------
    active_low, inverting
        The register shifts while ``enable`` is 0; it takes the inverse of ``data``.
    """

    data: str
    enable: str
    out: str = ""
    out_n: str = ""
    active_low: bool = False
    inverting: bool = False


@dataclasses.dataclass(frozen=True)
class Cell:
    """A cell of a library.

    Members
    -------
    name, area
        In µm² as a rule; Liberty leaves the unit open.
    inputs, outputs
        Pins, each output with its function or nothing, if the library has none for it.
    drive
        Largest load of each output, in the unit of the library; 0: not known.
    register, clock_gate, scan
        What it is, or None.
    latch
        It has a group ``latch``, or a table of states and is no clock gate.
    special
        It isolates or shifts levels between supplies, or must not be used.
    """

    name: str
    area: float
    inputs: tuple[str, ...]
    outputs: Mapping[str, str]
    drive: Mapping[str, float]
    register: Register | None = None
    clock_gate: ClockGate | None = None
    scan: ScanPins | None = None
    latch: bool = False
    special: bool = False

    def table(self, expression: str, *, pins: Sequence[str] = ()) -> np.ndarray:
        """Truth table of an expression of the inputs, or of other ``pins``."""
        return _table(expression, tuple(pins or self.inputs))

    @property
    def follows(self) -> bool | None:
        """Of a cell with one input and one output: is it a buffer, or an inverter? None: neither."""
        if len(self.inputs) != 1 or len(self.outputs) != 1 or self.register or self.latch:
            return None
        (function,) = self.outputs.values()
        values = self.table(function).tolist() if function else []
        return {(False, True): True, (True, False): False}.get(tuple(values))


@functools.cache
def _table(expression: str, pins: tuple[str, ...]) -> np.ndarray:
    """As `truth_table`; thousands of instances ask for a few hundred functions."""
    table = truth_table(expression, pins)
    table.flags.writeable = False
    return table


def is_for_test(name: str, text: str) -> bool:
    """Whether a cell's text is one of a scan flip-flop or a clock gate; for `read_models`."""
    return "test_scan_" in text or _CLOCK_GATING in text


def read_models(liberty: str, wanted: Callable[[str, str], bool]) -> dict[str, Cell]:
    """Cells of a library by name.

    Parameters
    ----------
    liberty
        Text.
    wanted
        Says from the name and the text of a cell whether it is.
    """
    _, groups = read_cells(liberty, wanted)
    return {name: _cell(name, group) for name, group in groups.items()}


def _cell(name: str, group: Group) -> Cell:
    pins = {pin.arguments[0]: pin for pin in group.all("pin")}
    ways = {pin: entry.values.get("direction") for pin, entry in pins.items()}
    outputs = {pin: entry for pin, entry in pins.items() if ways[pin] == "output"}
    gate = _clock_gate(group)
    return Cell(
        name,
        float(group.values.get("area", 0)),
        tuple(pin for pin, way in ways.items() if way == "input"),
        {pin: _function(entry) for pin, entry in outputs.items()},
        {pin: float(entry.values.get("max_capacitance", 0)) for pin, entry in outputs.items()},
        _register(group),
        gate,
        _scan_pins(group),
        group.first("latch") is not None or (group.first("statetable") is not None and not gate),
        any(group.values.get(word) == "true" for word in _SPECIAL),
    )


def _function(pin: Group) -> str:
    """Function of an output; none of one that can be switched off."""
    return "" if "three_state" in pin.values else pin.values.get("function", "")


def _register(group: Group) -> Register | None:
    found = group.first("ff")
    if found is None:
        return None
    values = found.values
    state, inverse = found.arguments
    return Register(
        (state, inverse),
        values["clocked_on"],
        values["next_state"],
        values.get("clear", ""),
        values.get("preset", ""),
    )


def _clock_gate(group: Group) -> ClockGate | None:
    kind = group.values.get(_CLOCK_GATING)
    if kind is None:
        return None
    pins = {
        role: pin.arguments[0]
        for pin in group.all("pin")
        for role in ("clock", "enable", "out", "test")
        if pin.values.get(f"clock_gate_{role}_pin") == "true"
    }
    kind = kind.removesuffix("_precontrol").removesuffix("_postcontrol")
    return ClockGate(kind, pins["clock"], pins["enable"], pins["out"], pins.get("test", ""))


def _scan_pins(group: Group) -> ScanPins | None:
    test = group.first("test_cell") or group
    found: dict[str, str] = {}
    inverted: dict[str, bool] = {}
    for pin in test.all("pin"):
        role = _SIGNALS.get(pin.values.get("signal_type", ""))
        if role is not None:
            found[role[0]], inverted[role[0]] = pin.arguments[0], role[1]
    if not {"data", "enable"} <= set(found):
        return None
    return ScanPins(
        found["data"],
        found["enable"],
        found.get("out", ""),
        found.get("out_n", ""),
        inverted["enable"],
        inverted["data"],
    )
