"""Blocks of a flat netlist: which part of the core a cell belongs to."""

import functools
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
    return _block_of_path(instance.rpartition("/")[0])


@functools.lru_cache(maxsize=1024)
def _block_of_path(path: str) -> str:
    """Block of what is in an instance."""
    modules = path.replace("\\", "").split("/")
    while modules and modules[0] in _CONTAINERS:
        del modules[0]
    return modules[0] if modules and modules[0] else OTHER


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
    blocks = {name: None if _is_made_up(name) else block_of_name(name) for name in module["cells"]}
    labels = sorted({block for block in blocks.values() if block}) or [OTHER]
    free = np.array([block is None for block in blocks.values()], dtype=bool)
    cells, cell, net = _pins_near(module, free)
    share = _shares(list(blocks.values()), labels, cells)
    if len(cell):
        weight = 1 / (np.bincount(net)[net] - 1)
        free = free[cells]
        for _ in range(_SWEEPS):
            before = share[free]
            share[free] = _spread(share, cell, net, weight)[free]
            if np.abs(share[free] - before).max() < _STILL:
                break
    names = list(blocks)
    found = {
        names[i]: labels[row.argmax()] for i, row in zip(cells, share, strict=True) if row.any()
    }
    return {name: block or found.get(name, OTHER) for name, block in blocks.items()}


def _shares(blocks: list[str | None], labels: list[str], cells: np.ndarray) -> np.ndarray:
    """Share that each label has in some cells, [cells, labels]: all in those whose block is known."""
    places = {label: i for i, label in enumerate(labels)}
    share = np.zeros((len(cells), len(labels)))
    for row, i in zip(share, cells, strict=True):
        if blocks[i] is not None:
            row[places[blocks[i]]] = 1.0
    return share


def _pins_near(module: Any, free: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cells on nets with a cell that has no block yet; of each pin there, the place of its cell in these, and its net."""
    entries = list(module["cells"].values())
    touched = {
        bit
        for i in np.flatnonzero(free)
        for bits in entries[i]["connections"].values()
        for bit in bits
        if isinstance(bit, int)
    }
    pins: dict[int, list[int]] = {}
    for i, entry in enumerate(entries):
        for bits in entry["connections"].values():
            for bit in bits:
                if bit in touched:
                    pins.setdefault(bit, []).append(i)
    near = [cells for cells in pins.values() if 2 <= len(cells) <= _MANY_PINS]
    found, cell = np.unique([i for cells in near for i in cells], return_inverse=True)
    return found.astype(int), cell, np.repeat(np.arange(len(near)), [len(cells) for cells in near])


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
