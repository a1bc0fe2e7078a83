"""Which flip-flops of a netlist can be in a scan chain, which not and why, and in which order."""

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tinynpu.flows.asic.dft.equivalents import clock_gate_with_test, scan_register
from tinynpu.flows.asic.dft.library import Cell
from tinynpu.flows.asic.dft.origins import Origin, Origins
from tinynpu.flows.asic.functions import names_in
from tinynpu.flows.asic.netlist import net_names

__all__ = ["Left", "Registers", "find_registers"]


@dataclasses.dataclass(frozen=True)
class Left:
    """An instance that stays as it is: its cell, and why."""

    instance: str
    cell: str
    reason: str


@dataclasses.dataclass(frozen=True)
class Registers:
    """The registers of a netlist as a scan chain sees them.

    Members
    -------
    scannable
        Flip-flops with the cells that replace them, neighbours in the hierarchy one behind the other.
    gates
        Clock gates with the cells that replace them.
    left
        Flip-flops, latches and clock gates that stay.
    """

    scannable: Mapping[str, Cell]
    gates: Mapping[str, Cell]
    left: tuple[Left, ...]


def find_registers(module: Any, models: Mapping[str, Cell]) -> Registers:
    """Sort the registers of a netlist.

    A flip-flop can be in a chain if the library has a scan equivalent of it, if it has the clock and the
    edge that most have, if all clock gates before it can be opened, and if nothing but a port or a
    constant clears or presets it.

    Parameters
    ----------
    module
        Of Yosys' JSON, flat.
    models
        Cells of the library: those of the netlist, and those for tests.
    """
    entries = {name: entry for name, entry in module["cells"].items() if entry["type"] in models}
    cells = {name: models[entry["type"]] for name, entry in entries.items()}
    gates, left = _clock_gates(cells, models)
    left += [Left(name, cell.name, "it is a latch") for name, cell in cells.items() if cell.latch]
    origins = Origins(module, models)
    flops = {name: cell for name, cell in cells.items() if cell.register is not None}
    clocks = {name: _clock(entries[name], cell, origins) for name, cell in flops.items()}
    edges = Counter(_edge(clock) for clock in clocks.values() if clock.is_port)
    usual = edges.most_common(1)[0][0] if edges else ""
    kinds = {cell.name: cell for cell in flops.values()}
    scan = {kind: scan_register(cell, models.values()) for kind, cell in kinds.items()}
    scannable: dict[str, Cell] = {}
    for name, cell in flops.items():
        replacement, clock = scan[cell.name], clocks[name]
        shut = next((gate for gate in clock.gates if gate not in gates), None)
        if cell.scan is not None:
            reason = "it is a scan flip-flop already"
        elif replacement is None:
            reason = "no scan flip-flop of the library behaves the same"
        elif not clock.is_port:
            reason = f"its clock comes from {clock.name}"
        elif _edge(clock) != usual:
            reason = f"it has the {_edge(clock)}, and most have the {usual}"
        elif shut is not None:
            reason = f"its clock gate {shut} stays"
        else:
            reason = _asynchronous(entries[name], cell, origins)
        if reason or replacement is None:
            left.append(Left(name, cell.name, reason))
        else:
            scannable[name] = replacement
    keys = _places(module, scannable)
    order = sorted(scannable, key=lambda name: keys[name])
    return Registers({name: scannable[name] for name in order}, gates, tuple(left))


def _clock_gates(
    cells: Mapping[str, Cell], models: Mapping[str, Cell]
) -> tuple[dict[str, Cell], list[Left]]:
    gates: dict[str, Cell] = {}
    left = []
    for name, cell in cells.items():
        if cell.clock_gate is None:
            continue
        if cell.clock_gate.test:
            left.append(Left(name, cell.name, "it has a test pin already"))
        elif (found := clock_gate_with_test(cell, models.values())) is not None:
            gates[name] = found
        else:
            left.append(Left(name, cell.name, "no clock gate of the library has a test pin"))
    return gates, left


def _clock(entry: Any, cell: Cell, origins: Origins) -> Origin:
    """Origin of a flip-flop's clock; inverted if it takes the falling edge of the port."""
    assert cell.register is not None
    pins = names_in(cell.register.clock)
    if len(pins) != 1:
        return Origin(f"the function {cell.register.clock}")
    found = origins.of(entry["connections"][pins[0]][0])
    rising = bool(cell.table(cell.register.clock, pins=pins)[1])
    return dataclasses.replace(found, inverted=found.inverted ^ (not rising))


def _edge(clock: Origin) -> str:
    return f"{'falling' if clock.inverted else 'rising'} edge of {clock.name}"


def _asynchronous(entry: Any, cell: Cell, origins: Origins) -> str:
    """Why what clears or presets a flip-flop could do so while it shifts; nothing if it cannot."""
    register = cell.register
    assert register is not None
    for pin in (*names_in(register.clear), *names_in(register.preset)):
        found = origins.of(entry["connections"][pin][0])
        if not (found.is_port or found.is_constant):
            return f"its {pin} comes from {found.name}"
    return ""


def _places(module: Any, instances: Mapping[str, Cell]) -> dict[str, Any]:
    """Keys by which flip-flops of one module, and of one word, are neighbours, bit 10 behind bit 9.

    That is the instance that they are in, then the name of the net that they drive, then their own.
    """
    names = net_names(module)
    keys = {}
    for name, cell in instances.items():
        pins = module["cells"][name]["connections"]
        nets = [names.get(pins[pin][0], "") for pin in cell.outputs if pins.get(pin)]
        keys[name] = [
            _natural(word) for word in (name.rpartition("/")[0], min(nets, default=""), name)
        ]
    return keys


def _natural(name: str) -> list[Any]:
    """A name as a key that sorts its numbers as numbers."""
    return [
        (0, int(word), "") if word.isdigit() else (1, 0, word) for word in re.split(r"(\d+)", name)
    ]
