"""Blocks of a flat netlist: which part of the core a cell belongs to."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

__all__ = ["OTHER", "block_of_name", "blocks_of"]

OTHER = "control"
"""Registers that lie in no block but in the core itself or at its ports."""

_CONTAINERS = ("core", "compute")
"""Instances that only hold blocks."""
_SWEEPS = 60
_STILL = 1e-3
_MANY_PINS = 64
"""Nets with more tell nothing of their cells: clocks, resets, broadcasts."""


def block_of_name(instance: str) -> str:
    """Block of an instance whose name tells its place: ``core/compute/array/pe_0_0/x`` is in ``array``."""
    modules = instance.replace("\\", "").split("/")[:-1]
    while modules and modules[0] in _CONTAINERS:
        del modules[0]
    return modules[0] if modules else OTHER


def blocks_of(module: Any) -> dict[str, str]:
    """Block of every cell.

    Registers, adders, memories and whatever lies in a module that synthesis kept have it in their names. Gates
    that synthesis made of a dissolved hierarchy have none; they get the block that most of what they are
    connected to belongs to. Each net spreads the shares of its cells evenly among them, and this is repeated.

    Parameters
    ----------
    module
        Of `tinynpu.flows.asic.netlist.flat_netlist`.

    Source
    ------
    X. Zhu, Z. Ghahramani, J. Lafferty, "Semi-supervised learning using Gaussian fields and harmonic
    functions", ICML 2003.
    """
    names = list(module["cells"])
    known = {name: block_of_name(name) for name in names if not _is_made_up(name)}
    labels = sorted(set(known.values())) or [OTHER]
    share = np.zeros((len(names), len(labels)))
    free = np.array([name not in known for name in names], dtype=bool)
    places = {label: i for i, label in enumerate(labels)}
    for i, name in enumerate(names):
        if name in known:
            share[i, places[known[name]]] = 1.0
    cell, net = _pins_near(module, free)
    if len(cell):
        weight = 1 / (np.bincount(net)[net] - 1)
        for _ in range(_SWEEPS):
            before = share[free]
            share[free] = _spread(share, cell, net, weight)[free]
            if np.abs(share[free] - before).max() < _STILL:
                break
    return {
        name: labels[int(row.argmax())] if row.any() else OTHER
        for name, row in zip(names, share, strict=True)
    }


def _pins_near(module: Any, free: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cell and net of every pin on a net with a cell that has no block yet; nets are counted from 0."""
    pins: Mapping[Any, list[int]] = defaultdict(list)
    for i, entry in enumerate(module["cells"].values()):
        for bits in entry["connections"].values():
            for bit in bits:
                if isinstance(bit, int):
                    pins[bit].append(i)
    near = [
        cells
        for cells in pins.values()
        if 2 <= len(cells) <= _MANY_PINS and any(free[i] for i in cells)
    ]
    return (
        np.array([i for cells in near for i in cells], dtype=int),
        np.repeat(np.arange(len(near)), [len(cells) for cells in near]),
    )


def _spread(share: np.ndarray, cell: np.ndarray, net: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Shares that the other cells on its nets give a cell; they sum up to 1, or are 0."""
    columns = []
    for column in share.T:
        others = np.bincount(net, column[cell])[net] - column[cell]
        columns.append(np.bincount(cell, weight * others, minlength=len(share)))
    found = np.stack(columns, axis=1)
    total = found.sum(axis=1, keepdims=True)
    return np.divide(found, total, out=np.zeros_like(found), where=total > 0)


def _is_made_up(name: str) -> bool:
    """Whether synthesis named a cell that it made, ``_123_`` or ``$abc$…``, and not in a block."""
    last = name.replace("\\", "").rpartition("/")[2]
    made = last.startswith("$") or (len(last) > 2 and last[0] == last[-1] == "_")
    return made and block_of_name(name) == OTHER
