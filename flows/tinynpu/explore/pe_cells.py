"""Area and clock of processing elements in standard cells, each alternative measured the same way."""

import dataclasses
import importlib.metadata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.eda import find_tool
from tinynpu.explore.pe.check import check_gates
from tinynpu.explore.pe.synthesis import Netlist, synthesize
from tinynpu.explore.pe.variants import VARIANTS, Variant
from tinynpu.flows.asic.design import constraints_of
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.pdk import KITS, Pdk, find_data
from tinynpu.flows.asic.timing import estimate_timing
from tinynpu.flows.fpga.build import git_revision
from tinynpu.flows.generated import tools_line

__all__ = ["PeRow", "measure_all", "measure_pe", "pe_table", "typical_cells"]

Progress = Callable[[str, float], None]

GOAL_UM2 = 3000.0
"""Area that an element may have."""
ARRAY = 8
"""Rows and columns of the array over which its edges are spread."""
_BESIDE_NS = 0.5
"""In front of inputs and behind outputs: a flip-flop of the element beside it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class PeRow:
    """A line of the table.

    Members
    -------
    name, idea
        See `tinynpu.explore.pe.variants`.
    elements
        That were synthesized together, because they share something; all counts are for one.
    area_um2
        Of an element.
    array_um2
        The same with its part of what an 8×8 array has at its edges for them: codes of samples and weights, late
        weights, the last sum of a column. The constants of a column's first addend cost nothing.
    cells, flip_flops, latches, clock_gates, full_adders, half_adders
        Of an element; a clock gate is one with a latch, the gate that opens latches in the low half is none.
    slack_ns, fmax_mhz
        Estimate with typical cells, at the clock that synthesis was told. Latches count as open all the time:
        what runs through two of them is longer here than it is.
    latency
        Cycles from a sample to the partial sum that its product is added to.
    compared, wrong
        Outputs of the gates that were compared with the model, and those that differ.
    """

    name: str
    idea: str
    elements: int
    area_um2: float
    array_um2: float
    cells: float
    flip_flops: float
    latches: float
    clock_gates: float
    full_adders: float
    half_adders: float
    slack_ns: float
    fmax_mhz: float
    latency: int
    compared: int
    wrong: int
    versions: dict[str, str] = dataclasses.field(default_factory=dict)
    git: str = ""

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self)


def typical_cells(data: Path | None, work: Path) -> str:
    """Text of the Liberty library sky130_fd_sc_hd, typical corner.

    Parameters
    ----------
    data, work
        See `tinynpu.flows.asic.pdk.find_data`.

    Raises
    ------
    FlowError
        The library is nowhere.
    """
    folder = find_data(Pdk.SKY130, data, work).folder
    if folder is None:
        raise FlowError(
            "This needs the cells of sky130, which are not here: give their folder with --pdk-data "
            "or TINYNPU_PDK_DATA, or install the PDK with ciel and set PDK_ROOT."
        )
    return read_text(folder / KITS[Pdk.SKY130].timing()["typical"])


def measure_pe(
    name: str, variant: Variant, liberty: str, folder: Path, *, clock_mhz: float = 50.0
) -> PeRow:
    """Synthesize an alternative, time it, and compare its gates with the model.

    Parameters
    ----------
    name, variant
        The alternative.
    liberty
        Of `typical_cells`.
    folder
        For netlists and logs; it exists.
    clock_mhz
        Clock.

    Raises
    ------
    FlowError
        A tool is missing or fails.
    """
    components = {"element": variant.make(), "edge": variant.edge()}
    if variant.column is not None:
        components["column"] = variant.column()
    netlists = synthesize(components, liberty, folder, style=variant.style, clock_mhz=clock_mhz)
    limits = dataclasses.replace(constraints_of(clock_mhz), margin=_BESIDE_NS)
    timing = estimate_timing(folder / "element.json", "element", folder / "cells.lib", limits)
    check = check_gates(folder, liberty, variant.contract)
    element, count = netlists.pop("element"), variant.elements
    area = element.area_um2 / count
    edges = sum(netlist.area_um2 for netlist in netlists.values()) / ARRAY
    return PeRow(
        name=name,
        idea=variant.idea,
        elements=count,
        area_um2=round(area, 1),
        array_um2=round(area + edges, 1),
        cells=_count(element, count, ""),
        flip_flops=_count(element, count, "df", "edf"),
        latches=_count(element, count, "dlx"),
        clock_gates=_count(element, count, "dlclk"),
        full_adders=_count(element, count, "fa"),
        half_adders=_count(element, count, "ha"),
        slack_ns=timing.wns,
        fmax_mhz=timing.fmax_mhz,
        latency=variant.contract.latency,
        compared=check.compared,
        wrong=check.wrong,
        versions={
            "Yosys": find_tool("yosys").version,
            "lambdapdk": importlib.metadata.version("lambdapdk"),
        },
        git=git_revision(Path(__file__).parent),
    )


def measure_all(
    folder: Path,
    *,
    names: Iterable[str] = (),
    data: Path | None = None,
    clock_mhz: float = 50.0,
    progress: Progress = lambda text, fraction: None,
) -> list[PeRow]:
    """Measure alternatives, one after the other.

    Parameters
    ----------
    folder
        For netlists and logs, a folder for each; it is created.
    names
        Of `tinynpu.explore.pe.variants.VARIANTS`; none: all.
    data
        Folder with the PDK's data; see `tinynpu.flows.asic.pdk.find_data`.
    clock_mhz
        Clock.
    progress
        Told what is being done, and the fraction that is done.

    Raises
    ------
    FlowError
        There is no such alternative, the PDK's data is not there, or a tool is missing or fails.
    """
    chosen = list(names) or list(VARIANTS)
    for name in chosen:
        if name not in VARIANTS:
            raise FlowError(f"An alternative must be one of {', '.join(VARIANTS)}, not {name}.")
    folder.mkdir(parents=True, exist_ok=True)
    liberty = typical_cells(data, folder)
    rows = []
    for index, name in enumerate(chosen):
        progress(name, index / len(chosen))
        place = folder / name
        place.mkdir(exist_ok=True)
        rows.append(measure_pe(name, VARIANTS[name], liberty, place, clock_mhz=clock_mhz))
    progress("measured", 1.0)
    return rows


def pe_table(rows: Sequence[PeRow], command: str) -> str:
    """Rows as Markdown.

    Parameters
    ----------
    rows
        Of `measure_all`.
    command
        That made them.
    """
    lines = [
        f"Printed by `{command}`. The goal is {GOAL_UM2:,.0f} µm².",
        "",
        "| name | idea | area, µm² | in an 8×8 array | cells | flip-flops | latches | clock gates | full adders | half adders | fmax, MHz | wrong outputs |",
        "|" + "---|" * 2 + "---:|" * 10,
    ]
    for row in rows:
        values = (
            f"`{row.name}`",
            row.idea,
            f"{row.area_um2:,.0f}",
            f"{row.array_um2:,.0f}",
            *(
                f"{count:g}"
                for count in (
                    row.cells,
                    row.flip_flops,
                    row.latches,
                    row.clock_gates,
                    row.full_adders,
                    row.half_adders,
                )
            ),
            f"{row.fmax_mhz:.0f}",
            f"{row.wrong:,} of {row.compared:,}",
        )
        lines.append("| " + " | ".join(values) + " |")
    lines += ["", tools_line([row.to_json() for row in rows])]
    return "\n".join(lines)


def _count(netlist: Netlist, elements: int, *kinds: str) -> float:
    """Cells of some kinds for one element; "" is every cell."""
    found = sum(
        count
        for name, count in netlist.cells.items()
        if any(name.startswith(kind) for kind in kinds)
    )
    return round(found / elements, 2)
