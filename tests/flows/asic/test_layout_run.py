"""A processing element through OpenROAD and KLayout, to a layout that is timed, drawn and read back."""

import gzip
import re
import shutil
from pathlib import Path

import pytest

from tinynpu.arch.presets import preset
from tinynpu.flows.asic.design import TOP, write_element
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.stages import Goal

pytest.importorskip("siliconcompiler")
DATA = Path(__file__).resolve().parents[4] / "shared" / "pdk"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="needs the sky130 cells in shared/pdk"),
    pytest.mark.skipif(not shutil.which("openroad"), reason="needs OpenROAD on PATH"),
]


def test_layout_of_an_element(tmp_path):
    import klayout.db

    result = build_asic(preset("tt"), tmp_path, goal=Goal.GDS, data=DATA, write=write_element)
    assert result.last_step == "write.gds"
    assert result.missing is None
    assert {"openroad", "klayout"} <= set(result.versions)
    assert result.antenna == 0
    assert (result.wire_length_um or 0) > 1000
    assert result.timing == "OpenROAD after write.views"
    corners = [result.fmax_corners[corner] for corner in ("slow", "typical", "fast")]
    assert corners == sorted(corners)
    assert corners[1] == result.fmax_mhz > 50
    assert set(result.hold_corners) == {"slow", "typical", "fast"}
    assert min(result.hold_corners.values()) >= 0

    layout = klayout.db.Layout()
    path = tmp_path / "element.gds"
    path.write_bytes(gzip.decompress(Path(result.gds or "").read_bytes()))
    layout.read(str(path))
    (top,) = layout.top_cells()
    assert top.name == TOP
    assert top.dbbox().area() == pytest.approx(result.die_area_um2, rel=0.1)
    placed = {cell.name for cell in layout.each_cell()}
    assert "sky130_fd_sc_hd__fa_1" in placed
    assert "sky130_fd_sc_hd__tapvpwrvgnd_1" in placed
    picture = Path(result.gds or "").with_name(f"{TOP}.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    page = Path(result.report or "").read_text()
    assert "<svg" in page
    added = re.search(r"clock tree and buffers \((\d+)\)", page)
    assert added is not None
    assert int(added[1]) < sum(result.cells.values()) / 4
    assert "module tinynpu" in Path(result.routed_netlist or "").read_text()
    # The transistors are in it, not only what LEF tells of a cell: its polysilicon crosses diffusion.
    cell = layout.cell("sky130_fd_sc_hd__fa_1")
    poly, diffusion = (
        klayout.db.Region(cell.begin_shapes_rec(layout.layer(layer, 20))) for layer in (66, 65)
    )
    assert (poly & diffusion).count() >= 28
