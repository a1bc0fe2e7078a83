"""When the nets of a netlist change, and what that leaves of a clock's period."""

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.arcs import Arcs, key_of
from tinynpu.flows.asic.cell_timing import EDGES, CellTiming
from tinynpu.flows.asic.lookup import Tables
from tinynpu.flows.asic.nets import NONE, Nets

__all__ = ["Arrivals", "Constraints", "Estimate"]


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


class Arrivals:
    """Latest change of every net, and its slowest transition.

    Parameters
    ----------
    nets
        Of a netlist.
    cells
        Timing by kind.
    loads
        Capacitances of the nets.
    limits
        Of the clock.

    Members
    -------
    time, slew
        By key of `tinynpu.flows.asic.arcs.key_of`; the time of what never changes is −∞.

    Raises
    ------
    FlowError
        There is a loop of gates.
    """

    def __init__(
        self,
        nets: Nets,
        cells: Mapping[str, CellTiming],
        loads: np.ndarray,
        limits: Constraints,
    ):
        self._nets, self._cells, self._limits = nets, cells, limits
        self._arcs = Arcs(nets, cells)
        self._loads = loads
        self.time = np.full(self._arcs.clock + 1, -np.inf)
        self.slew = np.zeros(len(self.time))
        self.time[self._arcs.clock] = 0.0
        for name, found in nets.ports("input"):
            if name != limits.clock:
                for edge in EDGES:
                    self.time[key_of(found, edge)] = limits.margin
        for level in self._arcs.by_level():
            target = self._arcs.target[level]
            np.maximum.at(self.time, target, self._times(level))
            slews = self._arcs.slews(level, *self._at(level))
            changes = self.time[self._arcs.source[level]] > -np.inf
            np.maximum.at(self.slew, target[changes], slews[changes])

    def _at(self, chosen) -> tuple[np.ndarray, np.ndarray]:
        """Slew before, and load behind, some arcs."""
        arcs = self._arcs
        return self.slew[arcs.source[chosen]], self._loads[arcs.target[chosen] // len(EDGES)]

    def _times(self, chosen) -> np.ndarray:
        """When changes come out of some arcs."""
        before = self.time[self._arcs.source[chosen]]
        return before + self._arcs.delays(chosen, *self._at(chosen))

    def estimate(self) -> Estimate:
        """Slowest paths.

        Raises
        ------
        FlowError
            There is none to a register or an output.
        """
        ends, keys, slacks = np.concatenate([np.zeros((3, 0)), *self._slacks()], axis=1)
        if not len(ends):
            raise FlowError("A netlist must have a path to a register or an output, and has none.")
        ends, keys = ends.astype(int), keys.astype(int)
        first = np.lexsort((ends, slacks))[0]
        worst = float(slacks[first])
        different, place = np.unique(ends, return_inverse=True)
        missing = np.zeros(len(different))
        np.minimum.at(missing, place, slacks)
        return Estimate(
            wns=round(worst, 3),
            tns=round(float(missing.sum()), 3),
            fmax_mhz=round(1000 / (self._limits.period - worst), 2),
            endpoints=len(different),
            path=tuple(self._path(int(ends[first]), int(keys[first]))),
        )

    def _slacks(self) -> Iterator[np.ndarray]:
        """Numbers of endpoints (of cells, then those of ports), keys, slacks; float [3, endpoints]."""
        latest = self._limits.period - self._limits.uncertainty
        for kind, cell in self._cells.items():
            found = self._nets.kinds[kind]
            for pin, tables in cell.setups.items():
                for edge, table in tables.items():
                    keys, used = self._arriving(found.nets(pin), edge)
                    setups = Tables([table])(0, 0.0, self.slew[keys])
                    yield np.stack([found.numbers[used], keys, latest - setups - self.time[keys]])
        for number, (_, nets) in enumerate(self._nets.ports("output"), len(self._nets.cells)):
            for edge in EDGES:
                keys, _ = self._arriving(nets, edge)
                slacks = latest - self._limits.margin - self.time[keys]
                yield np.stack([np.full(len(keys), number), keys, slacks])

    def _arriving(self, nets: np.ndarray, edge: str) -> tuple[np.ndarray, np.ndarray]:
        """Keys of the nets that change, and which these are."""
        keys = key_of(nets, edge)
        used = (nets != NONE) & (self.time[keys] > -np.inf)
        return keys[used], used

    def _path(self, end: int, key: int) -> list[tuple[str, str, float]]:
        """The slowest path to a key, and its endpoint; first to last."""
        ports = [name for name, _ in self._nets.ports("output")]
        names = [*self._nets.cells, *ports]
        kinds = [*self._nets.types, *("port" for _ in ports)]
        path = [(names[end], kinds[end], round(float(self.time[key]), 3))]
        while key != self._arcs.clock:
            arcs = self._arcs.into(key)
            slowest = arcs[self._times(arcs) == self.time[key]]
            if not len(slowest):  # an input
                break
            instance = self._arcs.instance[slowest[0]]
            path.append((names[instance], kinds[instance], round(float(self.time[key]), 3)))
            key = int(self._arcs.source[slowest[0]])
        return path[::-1]
