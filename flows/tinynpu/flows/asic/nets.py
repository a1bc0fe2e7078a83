"""A flat netlist as arrays: its nets as numbers, and in which order its gates can be reckoned."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from tinynpu.arch.errors import FlowError

__all__ = ["Instances", "Nets"]

NONE = -1
"""In place of a net: the pin is open, or has several bits."""


class Instances:
    """All cells of a kind.

    Parameters
    ----------
    numbers
        Their places in the netlist.
    pins
        Number of the net at each of them by pin; `NONE` if there is none.
    """

    def __init__(self, numbers: np.ndarray, pins: dict[str, np.ndarray]):
        self.numbers = numbers
        self._pins = pins

    def nets(self, pin: str) -> np.ndarray:
        """Nets at a pin, int [cells]."""
        found = self._pins.get(pin)
        return np.full(len(self.numbers), NONE) if found is None else found


class Nets:
    """A flat netlist, of which nothing depends on a library, so that one serves for all corners.

    Parameters
    ----------
    module
        Of the JSON of Yosys, flat.

    Members
    -------
    module
        The same.
    bits
        The nets, as Yosys names them, by their numbers.
    cells, types
        Instances by their numbers, and their kinds.
    kinds
        Instances by kind.
    """

    def __init__(self, module: Any):
        self.module = module
        self.cells = list(module["cells"])
        self.types = [cell["type"] for cell in module["cells"].values()]
        self._numbers: dict[Any, int] = {}
        members: dict[str, list[int]] = {}
        for number, kind in enumerate(self.types):
            members.setdefault(kind, []).append(number)
        connections = [cell["connections"] for cell in module["cells"].values()]
        self.kinds = {
            kind: self._instances(numbers, [connections[number] for number in numbers])
            for kind, numbers in members.items()
        }
        self._ports = {
            name: self._number([bit] for bit in port["bits"])
            for name, port in module["ports"].items()
        }
        self.bits = list(self._numbers)
        self._levels: dict[frozenset[tuple[str, str, str]], np.ndarray] = {}

    def _instances(self, numbers: list[int], connections: list[dict[str, list[Any]]]) -> Instances:
        pins = dict.fromkeys(pin for each in connections for pin in each)
        return Instances(
            np.array(numbers),
            {pin: self._number(each.get(pin, ()) for each in connections) for pin in pins},
        )

    def _number(self, pins: Iterable[Any]) -> np.ndarray:
        numbers = self._numbers
        return np.array(
            [
                numbers.setdefault(bits[0], len(numbers)) if len(bits) == 1 else NONE
                for bits in pins
            ],
            dtype=int,
        )

    def ports(self, direction: str) -> Iterator[tuple[str, np.ndarray]]:
        """Name and nets of each port of a direction, ``input`` or ``output``."""
        for name, port in self.module["ports"].items():
            if port["direction"] == direction:
                yield name, self._ports[name]

    def levels(self, paths: frozenset[tuple[str, str, str]]) -> np.ndarray:
        """Level of every net: how many gates are before it at most.

        Parameters
        ----------
        paths
            Kind of cell, input, output, for each input that an output depends on at once.

        Raises
        ------
        FlowError
            There is a loop of gates.
        """
        if paths not in self._levels:
            self._levels[paths] = self._levelize(paths)
        return self._levels[paths]

    def _levelize(self, paths: frozenset[tuple[str, str, str]]) -> np.ndarray:
        edges = [np.zeros((2, 0), dtype=int)]
        for kind, source, target in sorted(paths):
            edge = np.stack([self.kinds[kind].nets(source), self.kinds[kind].nets(target)])
            edges.append(edge[:, (edge != NONE).all(axis=0)])
        sources, targets = np.concatenate(edges, axis=1)
        targets = targets[np.argsort(sources, kind="stable")]
        first = np.concatenate([[0], np.cumsum(np.bincount(sources, minlength=len(self.bits)))])
        waits = np.bincount(targets, minlength=len(self.bits))
        levels = np.zeros(len(self.bits), dtype=int)
        ready = np.flatnonzero(waits == 0)
        level = 0
        while len(ready):
            levels[ready] = level
            counts = first[ready + 1] - first[ready]
            steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            reached = targets[np.repeat(first[ready], counts) + steps]
            np.subtract.at(waits, reached, 1)
            ready = np.unique(reached[waits[reached] == 0])
            level += 1
        if waits.any():
            outputs = {(kind, target) for kind, _, target in paths}
            stuck = sum(
                np.count_nonzero(waits[nets[nets != NONE]])
                for nets in (self.kinds[kind].nets(target) for kind, target in outputs)
            )
            raise FlowError(f"A netlist must have no loop of gates, and {stuck} gates are in one.")
        return levels
