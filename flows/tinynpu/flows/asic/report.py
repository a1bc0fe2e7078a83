"""Writes the page of a run to silicon views: what its netlist and its placement tell."""

from pathlib import Path
from typing import Any

from tinynpu.flows.asic.area import areas_of
from tinynpu.flows.asic.blocks import blocks_of
from tinynpu.flows.asic.inference import InferencePower
from tinynpu.flows.asic.layout import draw_layout
from tinynpu.flows.asic.liberty import read_cells, read_text
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.asic.page import block_colors, page
from tinynpu.flows.asic.pdk import KITS, Pdk
from tinynpu.flows.asic.results import AsicResult

__all__ = ["lef_files", "write_report"]


def write_report(
    result: AsicResult,
    folder: Path,
    *,
    module: Any = None,
    data: Path | None = None,
    power: InferencePower | None = None,
    placement: Path | None = None,
) -> Path:
    """Write ``report.html``, which needs no other file, and of a placement also ``layout.svg``.

    Parameters
    ----------
    result
        Figures.
    folder
        For the page; it exists.
    module
        Of `tinynpu.flows.asic.netlist.flat_netlist`; without it there is nothing of blocks.
    data
        Data of the PDK, without which there is nothing of blocks either.
    power
        Of an inference, if it was measured.
    placement
        DEF of the placed or routed design.

    Raises
    ------
    FlowError
        The library or the placement cannot be read.
    """
    areas = layout = None
    if module is not None and data is not None:
        liberty = data / KITS[Pdk(result.pdk)].timing()[result.corner]
        kinds = {cell["type"] for cell in module["cells"].values()}
        _, groups = read_cells(read_text(liberty), lambda name, text: name in kinds)
        blocks = blocks_of(module)
        areas = areas_of(module, groups, blocks)
        if placement is not None:
            colors = block_colors(areas)
            layout = draw_layout(placement, lef_files(Pdk(result.pdk), data), blocks, colors)
            (folder / "layout.svg").write_text(layout.to_svg(colors))
    path = folder / "report.html"
    path.write_text(page(result.to_json(), areas, power, layout))
    return path


def lef_files(pdk: Pdk, data: Path) -> list[Path]:
    """LEF of the technology, of the standard cells, and of the SRAM if it is there, in this order."""
    project = KITS[pdk].project("lef")
    files = []
    for name in (project.get("asic", "pdk"), project.get("asic", "mainlib")):
        library = project.get_library(name)
        for fileset in library.getkeys("fileset"):
            if "lef" in library.getkeys("fileset", fileset, "file"):
                files += library.get("fileset", fileset, "file", "lef")
    macro = MACROS.get(pdk.value)
    extra = sorted(data.glob(f"**/{macro.name}.lef")) if macro else []
    return [*(data / file for file in files), *extra[:1]]
