"""An estimate of the power of a netlist before layout, from its activity and a Liberty library.

What OpenSTA reports is reckoned with its rules, but: clocks are ideal and have no buffers, wires are as long as the
library's wire load says, and memories without a library are not counted.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from tinynpu.flows.asic.activity import Activity
from tinynpu.flows.asic.energy import CellPower, Units
from tinynpu.flows.asic.timing import Constraints, Graph

__all__ = ["Power", "PowerEstimate", "estimate_power"]


@dataclasses.dataclass(frozen=True)
class Power:
    """In mW.

    Members
    -------
    leakage
        Without any change.
    internal
        Inside cells, when a pin changes.
    switching
        For the capacitance of the nets: ½·C·V² for each change.
    """

    leakage: float = 0.0
    internal: float = 0.0
    switching: float = 0.0

    @property
    def total(self) -> float:
        """Of all three."""
        return self.leakage + self.internal + self.switching

    def __add__(self, other: "Power") -> "Power":
        return Power(
            self.leakage + other.leakage,
            self.internal + other.internal,
            self.switching + other.switching,
        )


@dataclasses.dataclass(frozen=True)
class PowerEstimate:
    """Power of a netlist while it does what the activity was measured in.

    Members
    -------
    clock_mhz, voltage
        Of the estimate; volts.
    blocks
        By block. A net counts for the cell that drives it; the clock, which comes from outside, for its sinks.
    clock
        In mW, what of it is for clocks: their nets, and what their changes cost inside registers and clock gates.
    clock_port
        In mW, what of that is for the net at the port of the clock, which OpenSTA does not count.
    uncounted
        Cells without power in the library, by kind.
    """

    clock_mhz: float
    voltage: float
    blocks: Mapping[str, Power]
    clock: float
    clock_port: float
    uncounted: Mapping[str, int]

    @property
    def total(self) -> Power:
        """Of all blocks."""
        return sum(self.blocks.values(), Power())

    def energy_uj(self, cycles: int) -> float:
        """Energy of a number of cycles in µJ."""
        return 1e-3 * self.total.total * cycles / self.clock_mhz

    def gops_per_watt(self, macs: int, cycles: int) -> float:
        """Operations by energy: 2 · ``macs`` in so many cycles; 10⁹ operations per second and watt."""
        return 2e-3 * macs / self.energy_uj(cycles)


def estimate_power(
    graph: Graph, activity: Activity, blocks: Mapping[str, str], limits: Constraints
) -> PowerEstimate:
    """Leakage, internal and switching power of every block.

    Parameters
    ----------
    graph
        Netlist and library.
    activity
        Of its nets.
    blocks
        Block of every cell.
    limits
        Clock.

    Raises
    ------
    FlowError
        The library has no units, or functions that cannot be read.
    """
    units = Units.of(graph.library)
    state = _State(graph, activity, limits)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for name, kind in graph.types.items():
        by_kind[kind].append(name)
    found: dict[str, Power] = defaultdict(Power)
    uncounted = {}
    clock_watts = port_watts = 0.0
    root = graph.module["ports"].get(limits.clock, {"bits": ()})["bits"]
    for kind, names in by_kind.items():
        group = graph.groups.get(kind)
        if group is None:
            uncounted[kind] = len(names)
            continue
        cells = CellPower(group, graph.library)
        nets = {pin: [graph.pins[name].get(pin) for name in names] for pin in cells.pins}
        leakage = units.leakage_w * cells.leakage(state.high(nets, cells.pins))
        internal = np.zeros(len(names))
        for pin in cells.pins:
            watts = units.energy_j * state.internal(cells, nets, pin)
            internal += watts
            clock_watts += float(watts[state.is_clock(nets[pin])].sum())
        for i, name in enumerate(names):
            found[blocks[name]] += Power(1e3 * float(leakage[i]), 1e3 * float(internal[i]))
    factor = 0.5 * units.capacitance_f * units.voltage**2
    for net, load in graph.load.items():
        watts = factor * load * state.rate(net)
        clock_watts += watts if net in state.clocks else 0.0
        port_watts += watts if net in root else 0.0
        for block, share in _payers(state, blocks, net, net in root):
            found[block] += Power(switching=1e3 * share * watts)
    return PowerEstimate(
        clock_mhz=1000 / limits.period,
        voltage=units.voltage,
        blocks=dict(sorted(found.items(), key=lambda item: -item[1].total)),
        clock=1e3 * clock_watts,
        clock_port=1e3 * port_watts,
        uncounted=uncounted,
    )


def _payers(
    state: "_State", blocks: Mapping[str, str], net: Any, is_clock_port: bool
) -> list[tuple[str, float]]:
    """Blocks that a net counts for, and their shares: its driver's, of the clock those of its sinks."""
    if is_clock_port:
        sinks = state.sinks[net]
        return [(blocks[name], 1 / len(sinks)) for name in sinks]
    if net in state.drivers:
        return [(blocks[state.drivers[net]], 1.0)]
    return []  # driven from outside


class _State:
    """Rates, states, transitions and loads of nets, in arrays over the cells of a kind."""

    def __init__(self, graph: Graph, activity: Activity, limits: Constraints):
        self._activity = activity
        self._per_cycle = 1e9 / (limits.period * activity.cycles)
        self._slews = graph.slews(limits)
        self._load = graph.load
        self.clocks: set[Any] = set()
        self.drivers: dict[Any, str] = {}
        self.sinks: dict[Any, list[str]] = defaultdict(list)
        outside = {
            bit
            for port in graph.module["ports"].values()
            if port["direction"] == "input"
            for bit in port["bits"]
        }
        others: dict[Any, str] = {}
        for name, cell in graph.module["cells"].items():
            timed = graph.cells.get(cell["type"])
            for pin, bits in cell["connections"].items():
                for bit in bits:
                    if timed is None:
                        others.setdefault(bit, name)
                    elif pin in timed.capacitance:
                        self.sinks[bit].append(name)
                        if pin in timed.clocks:
                            self.clocks.add(bit)
                    else:
                        self.drivers[bit] = name
        # Who drives a net that no cell of the library drives is a memory.
        for bit, name in others.items():
            if bit not in outside:
                self.drivers.setdefault(bit, name)

    def rate(self, net: Any) -> float:
        """Changes of a net in a second."""
        return self._activity.toggles.get(net, 0.0) * self._per_cycle

    def high(self, nets: Mapping[str, list[Any]], pins: tuple[str, ...]) -> np.ndarray:
        """Chance of the nets at some pins to be 1, [cells, pins]."""
        high = self._activity.high
        rows = [[high.get(net, float(net == "1")) for net in nets[pin]] for pin in pins]
        return np.array(rows, dtype=float).T

    def is_clock(self, nets: list[Any]) -> np.ndarray:
        """Whether each net is a clock."""
        return np.array([net in self.clocks for net in nets])

    def _rates(self, nets: list[Any]) -> np.ndarray:
        return np.array([self.rate(net) for net in nets])

    def _transitions(self, nets: list[Any], edge: str) -> np.ndarray:
        return np.array(
            [0.0 if n in self.clocks else self._slews.get((n, edge), 0.0) for n in nets]
        )

    def internal(self, cells: CellPower, nets: Mapping[str, list[Any]], pin: str) -> np.ndarray:
        """Internal energy of a pin in a second, in units of the library, for every cell of a kind."""
        transitions = {
            source: {edge: self._transitions(nets[source], edge) for edge in ("rise", "fall")}
            for source in cells.sources(pin)
        }
        rates = {source: self._rates(nets[source]) for source in cells.sources(pin)}
        loads = np.array([self._load.get(net, 0.0) for net in nets[pin]])
        energy = cells.energy(pin, transitions, rates, loads, self.high(nets, cells.pins))
        return energy * self._rates(nets[pin])
