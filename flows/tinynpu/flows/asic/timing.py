"""An estimate of the timing before layout: a netlist, a Liberty library, wires by number of sinks.

No OpenSTA is needed for it, and none is replaced: clocks are ideal, transitions at the inputs too, there
are no derates, no hold checks, and nothing is known of memories without a library.
"""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.flows.asic.arrivals import Arrivals, Constraints, Estimate
from tinynpu.flows.asic.cell_timing import EDGES, CellTiming
from tinynpu.flows.asic.liberty import Group, read_cells, read_text
from tinynpu.flows.asic.nets import NONE, Nets
from tinynpu.flows.asic.wire_load import WireLoad

__all__ = ["Constraints", "Estimate", "Graph", "estimate_timing", "make_graph"]


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


def make_graph(module: Any, liberty: Path, nets: Nets | None = None) -> "Graph":
    """A netlist with the loads of its nets.

    Parameters
    ----------
    module
        Of the JSON of Yosys, flat.
    liberty
        Library of the cells.
    nets
        Of the module; None: they are made. One serves for several libraries.
    """
    nets = nets or Nets(module)
    library, groups = read_cells(read_text(liberty), lambda name, text: name in nets.kinds)
    return Graph(nets, library, groups)


class Graph:
    """A netlist as nets with loads, drivers and sinks.

    Parameters
    ----------
    nets
        Of a flat netlist.
    library, groups
        The library without its cells, and the cells of the netlist; see `tinynpu.flows.asic.liberty.read_cells`.

    Members
    -------
    module
        Of the JSON of Yosys.
    cells
        Timing of the kinds that the library has.
    types, pins
        Kind of every instance; nets by pin of those that the library has.
    load
        Capacitance of every net with a sink: its pins and its wire, in the unit of the library.
    """

    def __init__(self, nets: Nets, library: Group, groups: Mapping[str, Group]):
        templates = {group.arguments[0]: group for group in library.all("lu_table_template")}
        self.nets, self.library, self.groups = nets, library, groups
        self.module = nets.module
        self.cells = {name: CellTiming.of(group, templates) for name, group in groups.items()}
        capacitance, self._sinks = np.zeros((2, len(nets.bits)))
        for kind, cell in self.cells.items():
            for pin, each in cell.capacitance.items():
                found = nets.kinds[kind].nets(pin)
                np.add.at(capacitance, found[found != NONE], each)
                np.add.at(self._sinks, found[found != NONE], 1)
        self._loads = np.where(
            self._sinks > 0, capacitance + WireLoad.of(library).capacitance(self._sinks), 0.0
        )

    @functools.cached_property
    def types(self) -> dict[str, str]:
        """Kind of every instance."""
        return dict(zip(self.nets.cells, self.nets.types, strict=True))

    @functools.cached_property
    def pins(self) -> dict[str, dict[str, Any]]:
        """Nets by pin of every instance whose kind the library has."""
        return {
            name: {pin: bits[0] for pin, bits in cell["connections"].items() if len(bits) == 1}
            for name, cell in self.module["cells"].items()
            if cell["type"] in self.cells
        }

    @functools.cached_property
    def load(self) -> dict[Any, float]:
        """Capacitance of every net with a sink."""
        return {self.nets.bits[net]: float(self._loads[net]) for net in np.flatnonzero(self._sinks)}

    def time(self, limits: Constraints) -> Estimate:
        """Slowest paths; see `estimate_timing`."""
        return self._arrivals(limits).estimate()

    def slews(self, limits: Constraints) -> dict[tuple[Any, str], float]:
        """Slowest transition of every net but clocks, by net and edge."""
        found = self._arrivals(limits)
        return {
            (self.nets.bits[key // len(EDGES)], EDGES[key % len(EDGES)]): float(found.slew[key])
            for key in np.flatnonzero(found.time[:-1] > -np.inf)
        }

    def _arrivals(self, limits: Constraints) -> Arrivals:
        return Arrivals(self.nets, self.cells, self._loads, limits)
