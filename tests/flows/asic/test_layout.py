"""Pictures of placements that are made up of the cells of sky130."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.layout import ADDED, draw_layout

pytest.importorskip("klayout")
SKY130 = Path(__file__).resolve().parents[4] / "shared" / "pdk" / "lambdapdk" / "sky130"
LEFS = [
    SKY130 / "base/apr/sky130_fd_sc.tlef",
    SKY130 / "libs/sky130hd/lef/sky130_fd_sc_hd_merged.lef",
]
pytestmark = pytest.mark.skipif(
    not LEFS[1].is_file(), reason="needs the sky130 cells in shared/pdk"
)
COLORS = {"array": "#ff0000", "load": "#00ff00", ADDED: "#0000ff"}
BLOCKS = {"core/array/a[1]$_DFF_P_": "array", "_7_": "load", "core/array/ram": "array"}
DEF = """\
VERSION 5.8 ;
DIVIDERCHAR "/" ;
BUSBITCHARS "[]" ;
DESIGN tinynpu ;
UNITS DISTANCE MICRONS 1000 ;
DIEAREA ( 1000 2000 ) ( 81000 42000 ) ;
VIAS 1 ;
- stripe + VIARULE M1M2_PR + CUTSIZE 150 150 + LAYERS met1 via met2
  + CUTSPACING 170 170 + ENCLOSURE 245 170 55 170 ;
END VIAS
COMPONENTS 5 ;
- core\\/array\\/a\\[1\\]$_DFF_P_ sky130_fd_sc_hd__dfxtp_1 + PLACED ( 1000 2000 ) N ;
- _7_ sky130_fd_sc_hd__dfxtp_1 + PLACED ( 41000 2000 ) FS ;
- clkbuf_0 sky130_fd_sc_hd__clkbuf_16 + PLACED ( 61000 39280 ) N ;
- FILLER_1 sky130_fd_sc_hd__fill_8 + PLACED ( 1000 39280 ) N ;
- core/array/ram small_ram + FIXED ( 11000 12000 ) N ;
END COMPONENTS
SPECIALNETS 1 ;
- VPWR ( * VPWR ) + USE POWER
  + ROUTED met1 480 + SHAPE FOLLOWPIN ( 1000 2000 ) ( 81000 * )
    NEW met1 0 + SHAPE STRIPE ( 30000 2000 ) stripe
;
END SPECIALNETS
END DESIGN
"""
RAM = """\
VERSION 5.7 ;
MACRO small_ram
  CLASS BLOCK ;
  SIZE 40 BY 25 ;
END small_ram
END LIBRARY
"""


@pytest.fixture
def files(tmp_path):
    placement, ram = tmp_path / "tinynpu.def", tmp_path / "ram.lef"
    placement.write_text(DEF)
    ram.write_text(RAM)
    return placement, [*LEFS, ram]


def test_cells_have_the_colours_of_their_blocks(files, tmp_path):
    import klayout.lay as lay

    found = draw_layout(*files, BLOCKS, COLORS)
    assert (found.width, found.height) == (80, 40)
    assert found.cells == {"array": 1, "load": 1, ADDED: 1}
    assert found.macros == (("array", "small_ram", (10, 10, 50, 35)),)
    (tmp_path / "picture.png").write_bytes(found.png)
    image = lay.PixelBuffer.read_png(str(tmp_path / "picture.png"))
    assert (image.width(), image.height()) == (1600, 800)

    def color(x, y):
        return image.pixel(int(20 * x), 799 - int(20 * y)) & 0xFFFFFF

    assert color(3, 1) == 0xFF0000
    assert color(43, 1) == 0x00FF00
    assert color(63, 38.5) == 0x0000FF
    for nothing in ((25, 1), (3, 38.5), (30, 20)):
        assert color(*nothing) == 0xFFFFFF


def test_svg_has_outline_and_names(files):
    svg = draw_layout(*files, BLOCKS, COLORS).to_svg(COLORS)
    root = ET.parse(io.StringIO(svg)).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert [text.text for text in root.iter(f"{space}text")] == ["array", "small_ram"]
    macro, die = root.iter(f"{space}rect")
    assert (float(macro.attrib["x"]), float(macro.attrib["y"])) == (10, 5)
    assert (float(die.attrib["width"]), float(die.attrib["height"])) == (80, 40)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_mistakes(files, tmp_path):
    placement, lefs = files
    with pytest.raises(FlowError, match=r"needs the file .*none\.def, which is not there"):
        draw_layout(tmp_path / "none.def", lefs, BLOCKS, COLORS)
    with pytest.raises(FlowError, match="sizes of all cells, and have none of small_ram"):
        draw_layout(placement, LEFS, BLOCKS, COLORS)
    placement.write_text(DEF.replace("( 1000 2000 ) N", "( 1000"))
    with pytest.raises(FlowError, match="must be a DEF file with its LEF files"):
        draw_layout(placement, lefs, BLOCKS, COLORS)
    head, _, tail = DEF.partition("COMPONENTS 5 ;\n")
    placement.write_text(head + tail[tail.index("END DESIGN") :])
    with pytest.raises(FlowError, match="must have a die and placed cells"):
        draw_layout(placement, lefs, BLOCKS, COLORS)
