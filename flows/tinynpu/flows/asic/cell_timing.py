"""What Liberty says of the timing of a cell: capacitances, arcs from input to output, setup times."""

import dataclasses
from collections.abc import Mapping

from tinynpu.flows.asic.liberty import Group
from tinynpu.flows.asic.lookup import Table

__all__ = ["EDGES", "Arc", "CellTiming"]

EDGES = ("rise", "fall")
_OTHER = {"rise": "fall", "fall": "rise"}
_GATES = ("combinational", "combinational_rise", "combinational_fall")
_CLOCKED = ("rising_edge", "falling_edge")


@dataclasses.dataclass
class Arc:
    """From an input to an output.

    Members
    -------
    source
        The input.
    sense
        Liberty's ``timing_sense``.
    delay, slew
        Tables by the edge of the output.
    """

    source: str
    sense: str
    delay: dict[str, Table]
    slew: dict[str, Table]

    def causes(self, edge: str) -> tuple[str, ...]:
        """Edges of the input that may cause one of the output."""
        if self.sense == "positive_unate":
            return (edge,)
        if self.sense == "negative_unate":
            return (_OTHER[edge],)
        return EDGES


@dataclasses.dataclass
class CellTiming:
    """Timing of a kind of cell; times and capacitances are in the units of the library.

    Members
    -------
    capacitance
        By input.
    arcs, launches
        By output: from its inputs, and of a register from the edge of its clock.
    setups
        Tables by input of a register and edge.
    clocks
        Inputs that are clocks.
    """

    capacitance: dict[str, float] = dataclasses.field(default_factory=dict)
    arcs: dict[str, list[Arc]] = dataclasses.field(default_factory=dict)
    launches: dict[str, list[Arc]] = dataclasses.field(default_factory=dict)
    setups: dict[str, dict[str, Table]] = dataclasses.field(default_factory=dict)
    clocks: set[str] = dataclasses.field(default_factory=set)

    @classmethod
    def of(cls, group: Group, templates: Mapping[str, Group]) -> "CellTiming":
        """That of a group ``cell``, with the templates of the library's tables by name.

        What comes out of a clock gate has no arc: clocks are ideal.
        """
        cell = cls()
        gating = "clock_gating_integrated_cell" in group.values
        for pin in group.all("pin"):
            name = pin.arguments[0]
            direction = pin.values.get("direction")
            if direction == "input":
                cell.capacitance[name] = float(pin.values.get("capacitance", 0))
            if pin.values.get("clock") == "true":
                cell.clocks.add(name)
            for timing in pin.all("timing"):
                kind = timing.values.get("timing_type", "combinational")
                if kind.startswith("setup_"):
                    cell.setups[name] = _tables(timing, "{}_constraint", templates)
                if direction != "output" or gating:
                    continue
                arc = Arc(
                    timing.values.get("related_pin", ""),
                    timing.values.get("timing_sense", "non_unate"),
                    _tables(timing, "cell_{}", templates),
                    _tables(timing, "{}_transition", templates),
                )
                if kind in _CLOCKED:
                    cell.launches.setdefault(name, []).append(arc)
                elif kind in _GATES:
                    cell.arcs.setdefault(name, []).append(arc)
        return cell


def _tables(timing: Group, name: str, templates: Mapping[str, Group]) -> dict[str, Table]:
    """Tables of a group ``timing`` by edge, which stands in their names."""
    groups = {edge: timing.first(name.format(edge)) for edge in EDGES}
    return {edge: Table(found, templates) for edge, found in groups.items() if found is not None}
