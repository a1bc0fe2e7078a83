"""An estimate of the timing before layout: a netlist, a Liberty library, wires by number of sinks.

No OpenSTA is needed for it, and none is replaced: clocks are ideal, transitions at the inputs too, there
are no derates, no hold checks, and nothing is known of memories without a library.
"""

import bisect
import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.liberty import Group, read_cells, read_text

__all__ = ["Constraints", "Estimate", "Graph", "Table", "estimate_timing", "make_graph"]

_EDGES = ("rise", "fall")
_SECOND = ("total_output_net_capacitance", "constrained_pin_transition")
"""What the second axis of a table is; Liberty allows either order."""
_OTHER = {"rise": "fall", "fall": "rise"}


@dataclasses.dataclass(frozen=True)
class Constraints:
    """In ns: period of the clock, its uncertainty, what is before inputs and behind outputs."""

    period: float
    uncertainty: float
    margin: float
    clock: str = "clk"


@dataclasses.dataclass(frozen=True)
class Estimate:
    """In ns: slack of the worst path, sum of all negative slacks; and that path.

    Members
    -------
    wns, tns
        Slack of the slowest endpoint, which may be positive; sum of what is missing over all.
    fmax_mhz
        Clock with which the slowest path from register to register, input or output would have no slack.
    endpoints
        Number of those that were timed.
    path
        Cells of the slowest path, first to last, as (instance, cell, arrival).
    """

    wns: float
    tns: float
    fmax_mhz: float
    endpoints: int
    path: tuple[tuple[str, str, float], ...]


class Table:
    """Table over a transition (of the clock, for a constraint) and a load (or the data's transition).

    Linear between its points, and beyond its ends.

    Parameters
    ----------
    group
        Of the table.
    templates
        By name; points of the axes that the table does not have are there.
    """

    def __init__(self, group: Group, templates: Mapping[str, Group]):
        template = templates.get(group.arguments[0] if group.arguments else "")
        self.x, self.y = (
            group.numbers(axis) or (template.numbers(axis) if template else []) or [0.0]
            for axis in ("index_1", "index_2")
        )
        values = group.numbers("values")
        width = len(self.y)
        self.rows = [values[i : i + width] for i in range(0, len(values), width)]
        if template is not None and template.values.get("variable_1") in _SECOND:
            self.x, self.y = self.y, self.x
            self.rows = [list(column) for column in zip(*self.rows, strict=True)]

    def __call__(self, x: float, y: float) -> float:
        """Value at a transition and a load."""
        i, u = _place(self.x, x)
        j, v = _place(self.y, y)
        rows = self.rows
        low = rows[i][j] + (rows[i][j + 1] - rows[i][j]) * v if v else rows[i][j]
        if not u:
            return low
        high = rows[i + 1][j] + (rows[i + 1][j + 1] - rows[i + 1][j]) * v if v else rows[i + 1][j]
        return low + (high - low) * u


def _place(axis: list[float], value: float) -> tuple[int, float]:
    if len(axis) == 1:
        return 0, 0.0
    i = min(max(bisect.bisect_right(axis, value) - 1, 0), len(axis) - 2)
    return i, (value - axis[i]) / (axis[i + 1] - axis[i])


@dataclasses.dataclass
class _Arc:
    """From an input to an output: sense, and tables by the edge of the output."""

    source: str
    sense: str
    delay: dict[str, Table]
    slew: dict[str, Table]


@dataclasses.dataclass
class _Cell:
    """Capacitances of the inputs, which of them are clocks, arcs by output; of a register launches and setups."""

    capacitance: dict[str, float]
    arcs: dict[str, list[_Arc]]
    launches: dict[str, list[_Arc]]
    setups: dict[str, dict[str, Table]]
    gates: set[str]
    clocks: set[str]


def _cell(group: Group, templates: Mapping[str, Group]) -> _Cell:
    cell = _Cell({}, {}, {}, {}, set(), set())
    gating = "clock_gating_integrated_cell" in group.values
    for pin in group.all("pin"):
        name = pin.arguments[0]
        if pin.values.get("direction") == "input":
            cell.capacitance[name] = float(pin.values.get("capacitance", 0))
        if pin.values.get("clock") == "true":
            cell.clocks.add(name)
        for timing in pin.all("timing"):
            kind = timing.values.get("timing_type", "combinational")
            source = timing.values.get("related_pin", "")
            if kind.startswith("setup_"):
                cell.setups[name] = {
                    edge: Table(table, templates)
                    for edge in _EDGES
                    if (table := timing.first(f"{edge}_constraint")) is not None
                }
            if pin.values.get("direction") != "output":
                continue
            delay = {
                e: Table(t, templates)
                for e in _EDGES
                if (t := timing.first(f"cell_{e}")) is not None
            }
            slew = {
                e: Table(t, templates)
                for e in _EDGES
                if (t := timing.first(f"{e}_transition")) is not None
            }
            if not delay:
                continue
            arc = _Arc(source, timing.values.get("timing_sense", "non_unate"), delay, slew)
            if gating:
                cell.gates.add(name)
            elif kind in ("rising_edge", "falling_edge"):
                cell.launches.setdefault(name, []).append(arc)
            elif kind in ("combinational", "combinational_rise", "combinational_fall"):
                cell.arcs.setdefault(name, []).append(arc)
    return cell


def _wire(library: Group) -> tuple[float, list[tuple[float, float]], float | None]:
    """Capacitance of a unit of length, lengths by number of sinks, and how they go on, of the default wire load."""
    name = library.values.get("default_wire_load")
    for load in library.all("wire_load"):
        if name is None or load.arguments[0] == name:
            lengths = [
                tuple(float(value) for value in values[:2])
                for found, values in load.lists
                if found == "fanout_length"
            ]
            slope = load.values.get("slope")
            return (
                float(load.values.get("capacitance", 0)),
                sorted(lengths),  # type: ignore[arg-type]
                None if slope is None else float(slope),
            )
    return 0.0, [(1.0, 0.0)], None


def estimate_timing(netlist: Path, top: str, liberty: Path, limits: Constraints) -> Estimate:
    """Slowest paths of a netlist.

    Parameters
    ----------
    netlist
        JSON of Yosys, flat.
    top
        Module.
    liberty
        Library of the cells.
    limits
        Of the clock.

    Raises
    ------
    FlowError
        There is a loop of gates, or nothing to time.
    """
    return make_graph(json.loads(netlist.read_text())["modules"][top], liberty).time(limits)


def make_graph(module: Any, liberty: Path) -> "Graph":
    """A flat module of Yosys' JSON with the loads of its nets."""
    instances: dict[str, Any] = module["cells"]
    kinds = {cell["type"] for cell in instances.values()}
    library, groups = read_cells(read_text(liberty), lambda name, text: name in kinds)
    return Graph(module, library, groups)


class Graph:
    """A netlist as nets with loads, drivers and sinks.

    Parameters
    ----------
    module
        Of the JSON of Yosys, flat.
    library, groups
        The library without its cells, and the cells of the netlist; see `tinynpu.flows.asic.liberty.read_cells`.

    Members
    -------
    types, pins
        Cell, and nets by pin, of every instance.
    load
        Capacitance of every net with a sink: its pins and its wire, in the unit of the library.
    """

    def __init__(self, module: Any, library: Group, groups: Mapping[str, Group]):
        templates = {group.arguments[0]: group for group in library.all("lu_table_template")}
        cells = {name: _cell(group, templates) for name, group in groups.items()}
        self.module, self.library, self.groups = module, library, groups
        self.cells = cells
        self.ports = module["ports"]
        self.types = {name: cell["type"] for name, cell in module["cells"].items()}
        self.pins = {
            name: {pin: bits[0] for pin, bits in cell["connections"].items() if len(bits) == 1}
            for name, cell in module["cells"].items()
            if cell["type"] in cells
        }
        loads: dict[Any, float] = defaultdict(float)
        sinks: dict[Any, int] = defaultdict(int)
        for name, pins in self.pins.items():
            for pin, capacitance in cells[self.types[name]].capacitance.items():
                if pin in pins:
                    loads[pins[pin]] += capacitance
                    sinks[pins[pin]] += 1
        unit, lengths, slope = _wire(library)
        self.load = {
            net: load + unit * _length(lengths, slope, sinks[net]) for net, load in loads.items()
        }

    def time(self, limits: Constraints) -> Estimate:
        """Slowest paths; see `estimate_timing`."""
        return self._slacks(limits, *self._arrivals(limits))

    def slews(self, limits: Constraints) -> dict[tuple[Any, str], float]:
        """Slowest transition of every net but clocks, by net and edge."""
        return self._arrivals(limits)[1]

    def _arrivals(self, limits: Constraints):
        # Arrival and transition by net and edge; who drives it, and from which net and edge.
        arrival: dict[tuple[Any, str], float] = {}
        slew: dict[tuple[Any, str], float] = {}
        before: dict[tuple[Any, str], tuple[str, tuple[Any, str] | None]] = {}
        for name, port in self.ports.items():
            if port["direction"] == "input" and name != limits.clock:
                for net in port["bits"]:
                    for edge in _EDGES:
                        arrival[net, edge], slew[net, edge] = limits.margin, 0.0

        def reach(net: Any, edge: str, time: float, transition: float, how: tuple[str, Any]):
            key = (net, edge)
            if time > arrival.get(key, -1.0):
                arrival[key] = time
                before[key] = how
            slew[key] = max(transition, slew.get(key, 0.0))

        for name, pins in self.pins.items():
            cell = self.cells[self.types[name]]
            for pin, arcs in cell.launches.items():
                net = pins.get(pin)
                load = self.load.get(net, 0.0)
                for arc in arcs:
                    for edge, table in arc.delay.items():
                        reach(net, edge, table(0.0, load), arc.slew[edge](0.0, load), (name, None))
        for name, pin in self._order():
            cell = self.cells[self.types[name]]
            pins = self.pins[name]
            net = pins[pin]
            load = self.load.get(net, 0.0)
            for arc in cell.arcs[pin]:
                source = pins.get(arc.source)
                for edge, table in arc.delay.items():
                    for cause in _causes(arc.sense, edge):
                        key = (source, cause)
                        if key not in arrival:
                            continue
                        transition = slew[key]
                        reach(
                            net,
                            edge,
                            arrival[key] + table(transition, load),
                            arc.slew[edge](transition, load),
                            (name, key),
                        )
        return arrival, slew, before

    def _order(self) -> Iterable[tuple[str, str]]:
        """Outputs of gates, each behind those that it depends on."""
        needs: dict[tuple[str, str], int] = {}
        users: dict[Any, list[tuple[str, str]]] = defaultdict(list)
        driven = set()
        for name, pins in self.pins.items():
            for pin, arcs in self.cells[self.types[name]].arcs.items():
                if pin in pins:
                    driven.add(pins[pin])
                    sources = {pins[arc.source] for arc in arcs if arc.source in pins}
                    needs[name, pin] = len(sources)
                    for source in sources:
                        users[source].append((name, pin))
        ready = []
        for net in list(users):
            if net not in driven:
                for user in users[net]:
                    needs[user] -= 1
                    if needs[user] == 0:
                        ready.append(user)
        done = 0
        while ready:
            name, pin = ready.pop()
            done += 1
            yield name, pin
            for user in users[self.pins[name][pin]]:
                needs[user] -= 1
                if needs[user] == 0:
                    ready.append(user)
        if done != len(needs):
            raise FlowError(
                f"A netlist must have no loop of gates, and {len(needs) - done} gates are in one."
            )

    def _slacks(self, limits, arrival, slew, before) -> Estimate:
        found: list[tuple[float, tuple[Any, str], str]] = []
        latest = limits.period - limits.uncertainty
        for name, pins in self.pins.items():
            for pin, tables in self.cells[self.types[name]].setups.items():
                for edge, table in tables.items():
                    key = (pins.get(pin), edge)
                    if key in arrival:
                        setup = table(0.0, slew[key])
                        found.append((latest - setup - arrival[key], key, name))
        for name, port in self.ports.items():
            if port["direction"] == "output":
                found += [
                    (latest - limits.margin - arrival[net, edge], (net, edge), name)
                    for net in port["bits"]
                    for edge in _EDGES
                    if (net, edge) in arrival
                ]
        if not found:
            raise FlowError("A netlist must have a path to a register or an output, and has none.")
        worst, key, end = min(found, key=lambda entry: entry[0])
        path = [(end, self.types.get(end, "port"), arrival[key])]
        while key is not None and key in before:
            name, cause = before[key]
            path.append((name, self.types[name], arrival[key]))
            key = cause
        by_end: dict[str, float] = {}
        for slack, _, name in found:
            by_end[name] = min(slack, by_end.get(name, slack))
        return Estimate(
            wns=round(worst, 3),
            tns=round(sum(min(slack, 0.0) for slack in by_end.values()), 3),
            fmax_mhz=round(1000 / (limits.period - worst), 2),
            endpoints=len(by_end),
            path=tuple((name, kind, round(time, 3)) for name, kind, time in reversed(path)),
        )


def _causes(sense: str, edge: str) -> tuple[str, ...]:
    if sense == "positive_unate":
        return (edge,)
    if sense == "negative_unate":
        return (_OTHER[edge],)
    return _EDGES


def _length(lengths: list[tuple[float, float]], slope: float | None, sinks: int) -> float:
    """Length of a wire; beyond the table with the slope of the wire load, or that of the table's ends."""
    last, longest = lengths[-1]
    if slope is not None and sinks > last:
        return longest + slope * (sinks - last)
    if len(lengths) == 1:
        return longest * max(sinks, 1) / last
    axis = [count for count, _ in lengths]
    i, u = _place(axis, max(sinks, 1))
    if sinks > last:
        return longest + (longest - lengths[0][1]) / (last - axis[0]) * (sinks - last)
    return lengths[i][1] + (lengths[i + 1][1] - lengths[i][1]) * u
