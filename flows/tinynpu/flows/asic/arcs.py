"""Arcs of all cells of a netlist as arrays."""

from collections.abc import Iterator, Mapping

import numpy as np

from tinynpu.flows.asic.cell_timing import EDGES, Arc, CellTiming
from tinynpu.flows.asic.lookup import Table, Tables
from tinynpu.flows.asic.nets import NONE, Nets

__all__ = ["Arcs", "key_of"]


def key_of(nets: np.ndarray, edge: str) -> np.ndarray:
    """Numbers of an edge of some nets, by the numbers of these."""
    return len(EDGES) * nets + EDGES.index(edge)


class Arcs:
    """From an edge of a net to one of another, through a gate; sorted by the level of their targets.

    Registers have arcs from ``clock``, the edge that all of them see.

    Parameters
    ----------
    nets
        Of a netlist.
    cells
        Timing by kind.

    Members
    -------
    source, target
        Keys of `key_of`.
    instance
        Number of the gate.
    clock
        Its key, the last; the netlist has none of it.

    Raises
    ------
    FlowError
        There is a loop of gates.
    """

    def __init__(self, nets: Nets, cells: Mapping[str, CellTiming]):
        self._tables: list[Table] = []
        self._nets = nets
        self.clock = len(EDGES) * len(nets.bits)
        parts = [np.zeros((5, 0), dtype=int)]
        for kind, cell in cells.items():
            for pin, arcs in cell.launches.items():
                parts += [part for arc in arcs for part in self._parts(kind, pin, arc, True)]
            for pin, arcs in cell.arcs.items():
                parts += [part for arc in arcs for part in self._parts(kind, pin, arc, False)]
        columns = np.concatenate(parts, axis=1)
        self._levels = nets.levels(
            frozenset(
                (kind, arc.source, pin)
                for kind, cell in cells.items()
                for pin, arcs in cell.arcs.items()
                for arc in arcs
            )
        )
        level = self._levels[columns[1] // len(EDGES)]
        order = np.argsort(level, kind="stable")
        self.source, self.target, self.instance, self._delay, self._slew = columns[:, order]
        self._first = np.searchsorted(level[order], np.arange(level.max(initial=0) + 2))
        self._look_up = Tables(self._tables)

    def _parts(self, kind: str, pin: str, arc: Arc, is_launch: bool) -> Iterator[np.ndarray]:
        """The same arc of all cells of a kind, by edges: source, target, instance, tables of delay and slew."""
        found = self._nets.kinds[kind]
        targets = found.nets(pin)
        sources = (
            np.full(len(targets), self.clock // len(EDGES)) if is_launch else found.nets(arc.source)
        )
        used = (sources != NONE) & (targets != NONE)
        for edge, delay in arc.delay.items():
            tables = np.full((2, used.sum()), [[len(self._tables)], [len(self._tables) + 1]])
            self._tables += delay, arc.slew[edge]
            ends = np.stack([key_of(targets[used], edge), found.numbers[used]])
            for cause in EDGES[:1] if is_launch else arc.causes(edge):
                yield np.concatenate([key_of(sources[used], cause)[None], ends, tables])

    def by_level(self) -> Iterator[slice]:
        """The arcs of each level; what they begin with, those of the levels before end with."""
        for low, high in zip(self._first[:-1], self._first[1:], strict=True):
            yield slice(low, high)

    def into(self, key: int) -> np.ndarray:
        """Numbers of the arcs to a key."""
        level = self._levels[key // len(EDGES)]
        if level + 1 >= len(self._first):
            return np.zeros(0, dtype=int)
        low, high = self._first[level : level + 2]
        return low + np.flatnonzero(self.target[low:high] == key)

    def delays(self, chosen, slews: np.ndarray, loads: np.ndarray) -> np.ndarray:
        """Delays of some arcs, from the slews at their sources and the loads of their targets."""
        return self._look_up(self._delay[chosen], slews, loads)

    def slews(self, chosen, slews: np.ndarray, loads: np.ndarray) -> np.ndarray:
        """Slews at the targets of the same."""
        return self._look_up(self._slew[chosen], slews, loads)
