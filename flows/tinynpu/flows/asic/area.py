"""Where the cell area goes: by block, by group of cells, by kind."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from tinynpu.flows.asic.liberty import Group

__all__ = ["GROUPS", "Areas", "Kind", "areas_of", "cell_group"]

GROUPS = ("registers", "clock gates", "adders", "logic", "buffers and inverters")
"""Of cells, in the order of pictures."""


@dataclasses.dataclass(frozen=True)
class Kind:
    """Cells of a kind: group, number, area of all in µm²."""

    group: str
    count: int
    area: float


@dataclasses.dataclass(frozen=True)
class Areas:
    """Area of standard cells in µm².

    Members
    -------
    blocks
        By block, largest first, and group of cells.
    kinds
        By kind of cell, largest first.
    macros
        Number of cells that the library does not have, by block and kind.
    """

    blocks: Mapping[str, Mapping[str, float]]
    kinds: Mapping[str, Kind]
    macros: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> float:
        """Of all cells."""
        return sum(kind.area for kind in self.kinds.values())

    @property
    def groups(self) -> dict[str, tuple[int, float]]:
        """Number of cells and area by group, in the order of `GROUPS`."""
        return {
            group: (sum(kind.count for kind in kinds), sum(kind.area for kind in kinds))
            for group in GROUPS
            if (kinds := [kind for kind in self.kinds.values() if kind.group == group])
        }


def areas_of(module: Any, groups: Mapping[str, Group], blocks: Mapping[str, str]) -> Areas:
    """Areas of a flat netlist.

    Parameters
    ----------
    module
        Of `tinynpu.flows.asic.netlist.flat_netlist`.
    groups
        Cells of the library by name.
    blocks
        Block of every instance.
    """
    kinds = {name: cell_group(group) for name, group in groups.items()}
    area = {name: float(group.values.get("area", 0)) for name, group in groups.items()}
    counts: Counter[str] = Counter()
    found: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(GROUPS, 0.0))
    macros: dict[str, Counter[str]] = defaultdict(Counter)
    for name, cell in module["cells"].items():
        kind = cell["type"]
        if kind in kinds:
            counts[kind] += 1
            found[blocks[name]][kinds[kind]] += area[kind]
        else:
            macros[blocks[name]][kind] += 1
    by_kind = {name: Kind(kinds[name], count, count * area[name]) for name, count in counts.items()}
    return Areas(
        dict(sorted(found.items(), key=lambda item: -sum(item[1].values()))),
        dict(sorted(by_kind.items(), key=lambda item: -item[1].area)),
        {block: dict(kinds) for block, kinds in macros.items()},
    )


def cell_group(cell: Group) -> str:
    """Which of `GROUPS` a cell of the library belongs to, by what it does."""
    if "clock_gating_integrated_cell" in cell.values:
        return "clock gates"
    if any(cell.first(kind) for kind in ("ff", "latch", "ff_bank", "latch_bank")):
        return "registers"
    pins = list(cell.all("pin"))
    outputs = [pin for pin in pins if pin.values.get("direction") == "output"]
    if len(outputs) > 1 and len(pins) > len(outputs):
        return "adders"
    return "buffers and inverters" if len(pins) - len(outputs) == 1 else "logic"
