"""A processing element through OpenROAD and KLayout, to a layout that is timed, drawn and read back."""

import dataclasses
import gzip
import shutil
from pathlib import Path

import pytest
from amaranth.back import verilog
from amaranth.hdl import Module, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.presets import preset
from tinynpu.core.silicon_pe import SiliconPE
from tinynpu.flows.asic import run
from tinynpu.flows.asic.design import TOP, write_sources
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.stages import Goal

pytest.importorskip("siliconcompiler")
DATA = Path(__file__).resolve().parents[4] / "shared" / "pdk"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="needs the sky130 cells in shared/pdk"),
    pytest.mark.skipif(not shutil.which("openroad"), reason="needs OpenROAD on PATH"),
]


class Element(wiring.Component):
    """A processing element that swaps its weights whenever it loads one."""

    samples: In(signed(8))
    weights: In(signed(8))
    load: In(1)
    sums: Out(signed(20))

    def elaborate(self, platform):
        m = Module()
        m.submodules.pe = pe = SiliconPE(20, fir=False)
        m.d.comb += [
            pe.activation_in.eq(self.samples),
            pe.weight.eq(self.weights),
            pe.load.eq(self.load),
            pe.swap.eq(self.load),
            self.sums.eq(pe.psum_out),
        ]
        return m


@pytest.fixture
def element(monkeypatch):
    def sources(config, pdk, clock_mhz, folder):
        made = write_sources(config, pdk, clock_mhz, folder)
        cells = made.verilog.read_text().partition("// The cells")[2]
        text = verilog.convert(Element(), name=TOP, strip_internal_attrs=True, emit_src=False)
        made.verilog.write_text(f"{text}//{cells}")
        return dataclasses.replace(made, memory_library=None, memory_map=None, memory_cells=None)

    monkeypatch.setattr(run, "write_sources", sources)
    monkeypatch.setattr(run, "pin_sides", lambda config: {})


def test_layout_of_an_element(element, tmp_path):
    import klayout.db

    result = build_asic(preset("tt"), tmp_path, goal=Goal.GDS, data=DATA)
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
    assert "<svg" in Path(result.report or "").read_text()
    assert "module tinynpu" in Path(result.routed_netlist or "").read_text()
    # The transistors are in it, not only what LEF tells of a cell: its polysilicon crosses diffusion.
    cell = layout.cell("sky130_fd_sc_hd__fa_1")
    poly, diffusion = (
        klayout.db.Region(cell.begin_shapes_rec(layout.layer(layer, 20))) for layer in (66, 65)
    )
    assert (poly & diffusion).count() >= 28
