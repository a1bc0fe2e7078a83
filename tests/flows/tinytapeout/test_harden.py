"""What the flows of a layout and of the FPGA breakouts are told, and what they say when something is missing."""

import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest

from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.arch.tile import TileConfig
from tinynpu.flows.asic.page import page
from tinynpu.flows.asic.results import AsicResult
from tinynpu.flows.tinytapeout.breakout import BREAKOUTS, build_bitstream
from tinynpu.flows.tinytapeout.export import export_project
from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.harden import Submission, harden
from tinynpu.flows.tinytapeout.librelane import harden_with_librelane, merged_settings
from tinynpu.flows.tinytapeout.project import Project
from tinynpu.flows.tinytapeout.shuttle import SHUTTLES
from tinynpu.flows.tinytapeout.template import Pin, Template, find_template

pytest.importorskip("yaml")

TINY = TileConfig(columns=1, depth=2, spi=False)
SHARED = Path(__file__).resolve().parents[4] / "shared"


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    export_project(Project(config=TINY, author="Ada", tiles="1x1", top="tt_um_ada"), folder)
    work = tmp_path / "work"
    work.mkdir()
    return Folder(folder, work)


@pytest.fixture
def librelane(tmp_path, monkeypatch):
    """A module of that name, which writes down what it is told, and a layout if that is right."""
    module = tmp_path / "modules" / "librelane.py"
    module.parent.mkdir()
    module.write_text(
        "import json, pathlib, sys\n"
        "pathlib.Path('words.json').write_text(json.dumps(sys.argv[1:]))\n"
        "name = json.loads(pathlib.Path(sys.argv[-1]).read_text())['DESIGN_NAME']\n"
        "if name != 'tt_um_bad':\n"
        "    gds = pathlib.Path('runs/wokwi/final/gds') / f'{name}.gds'\n"
        "    gds.parent.mkdir(parents=True)\n"
        "    gds.write_bytes(b'gds')\n"
    )
    monkeypatch.syspath_prepend(str(module.parent))
    monkeypatch.setenv("PYTHONPATH", str(module.parent))


def test_settings_are_those_of_the_action(project, tmp_path):
    settings = merged_settings(project, tmp_path / "template.def")
    assert settings["DESIGN_NAME"] == "tt_um_ada"
    assert settings["VERILOG_FILES"] == ["dir::tt_um_ada.v", "dir::cells.v"]
    assert settings["DIE_AREA"] == [0, 0, 161.0, 111.52]
    assert settings["FP_DEF_TEMPLATE"] == str(tmp_path / "template.def")
    assert (settings["VDD_PIN"], settings["GND_PIN"]) == ("VPWR", "VGND")
    assert settings["RT_MAX_LAYER"] == "met4"
    own = json.loads((project.path / "src" / "config.json").read_text())
    assert own.items() <= settings.items()


def test_librelane_runs_in_the_project(project, librelane, tmp_path):
    gds = harden_with_librelane(project, tmp_path / "t.def", container=False)
    assert gds.read_bytes() == b"gds"
    words = json.loads((project.path / "words.json").read_text())
    assert words[words.index("--run-tag") + 1] == "wokwi"
    assert words[-1] == "src/config_merged.json"
    assert "--dockerized" not in words
    written = json.loads((project.path / "src" / "config_merged.json").read_text())
    assert written == merged_settings(project, tmp_path / "t.def")


def test_librelane_that_writes_no_layout(project, librelane, tmp_path):
    info = project.path / "info.yaml"
    info.write_text(info.read_text().replace("tt_um_ada", "tt_um_bad"))
    (project.path / "src" / "tt_um_ada.v").rename(project.path / "src" / "tt_um_bad.v")
    with pytest.raises(FlowError, match=r"must write .*tt_um_bad\.gds"):
        harden_with_librelane(project, tmp_path / "t.def", container=False)


def test_librelane_or_docker_is_missing(project, tmp_path, monkeypatch, request):
    with monkeypatch.context() as without:
        without.setattr("importlib.util.find_spec", lambda name: None)
        with pytest.raises(FlowError, match="needs LibreLane 3: pip install librelane"):
            harden_with_librelane(project, tmp_path / "t.def")
    request.getfixturevalue("librelane")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(FlowError, match="needs Docker"):
        harden_with_librelane(project, tmp_path / "t.def")
    assert not (project.path / "src" / "config_merged.json").exists()


def test_siliconcompiler_gets_outline_and_pins(tmp_path):
    from tinynpu.flows.asic.outline import Outline
    from tinynpu.flows.asic.worker import Job, make_project
    from tinynpu.flows.tinytapeout.harden import _placed

    pytest.importorskip("siliconcompiler")
    verilog = tmp_path / "tt_um_ada.v"
    verilog.write_text("module tt_um_ada; endmodule\n")
    (tmp_path / "tt_um_ada.sdc").write_text("")
    outline = Outline(
        161.0,
        111.52,
        (2.76, 2.72),
        "met4",
        (_placed("clk", "met4", (143830, 111020, 144130, 112020)),),
    )
    job = Job(
        pdk="sky130", flow="asicflow", top="tt_um_ada", verilog=str(verilog),
        constraints=str(tmp_path / "tt_um_ada.sdc"), memory_library=None, memory_map=None,
        memory_cells=None, macro=None, data=str(SHARED / "pdk"), build=str(tmp_path / "build"),
        last_steps=("write.gds",), sign_off=False, corner="typical", density=50.0, aspect=1.0,
        pins={}, outline=dataclasses.asdict(outline), jobs=1, remote=False, scheduler=None,
        results=str(tmp_path / "metrics.json"),
    )  # fmt: skip
    made = make_project(job)
    area = made.constraint.area
    assert [tuple(point) for point in area.get_diearea()] == [(0.0, 0.0), (161.0, 111.52)]
    assert [tuple(point) for point in area.get_corearea()] == [(2.76, 2.72), (158.24, 108.8)]
    assert made.get("asic", "maxlayer") == "met4"
    pin = made.constraint.pin.get_pinconstraint("clk")
    assert pin.get_placement() == (143.98, 111.52)
    assert (pin.get_layer(), pin.get_width(), pin.get_length()) == ("met4", 0.3, 1.0)
    library = made.get_library(made.get("asic", "mainlib"))
    assert library.get("fileset", "openroad.powergrid", "file", "tcl") == ["part_powergrid.tcl"]


def test_other_shuttles_have_no_such_flow(tmp_path):
    template = Template(1000, 1000, (Pin("clk", "input", "met4", (0, 0, 1, 1)),))
    with pytest.raises(FlowError, match="must be for sky130A, not ihp-sg13g2"):
        harden(Submission("tt_um_ada", "1x1", ()), SHUTTLES["ihp-sg13g2"], template, tmp_path)


def test_page_of_a_layout():
    submission = Submission("tt_um_ada", "1x1", ("a.v",))
    result = AsicResult(
        preset="tt_um_ada", pdk="sky130", config=dataclasses.asdict(submission), config_hash="0",
        clock_mhz=50.0, corner="typical", macs=0, versions={}, git="", last_step="synthesis",
        cell_area_um2=284.0, cells={"dff": 8}, macros={}, netlist="x.vg", seconds={},
    )  # fmt: skip
    text = page(result.to_json())
    assert "<p>SkyWater 130 nm" in text
    assert "multipliers in" not in text


def test_verilog_that_is_no_text(project, tmp_path):
    source = tmp_path / "a.v"
    source.write_bytes("// größer\n".encode("latin-1"))
    shuttle, template = SHUTTLES["sky130A"], Template(1, 1, ())
    submission = Submission("tt_um_ada", "1x1", (str(source),))
    with pytest.raises(FlowError, match=r"a\.v must be UTF-8 text"):
        harden(submission, shuttle, template, tmp_path / "run")
    with pytest.raises(FlowError, match=r"a\.v must be UTF-8 text"):
        build_bitstream("t", [source], BREAKOUTS["classic"], tmp_path / "t.bin")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("name", BREAKOUTS)
def test_each_pin_of_a_breakout_is_there_once(name):
    text = BREAKOUTS[name].constraints()
    found = re.findall(r"set_io (\S+) (\d+)\n", text)
    assert len(found) == len({port for port, _ in found}) == len({pin for _, pin in found}) == 26
    ports = {f"{bank}[{bit}]" for bank in ("ui_in", "uo_out", "uio") for bit in range(8)}
    assert {port for port, _ in found} == ports | {"clk", "rst_n"}


def test_clock_of_a_breakout(tmp_path):
    with pytest.raises(ConfigurationError, match="between 1 and 66 MHz, not 100"):
        build_bitstream("t", [], BREAKOUTS["classic"], tmp_path / "t.bin", clock_mhz=100)


@pytest.mark.slow
def test_bitstream(project, tmp_path):
    target = tmp_path / "tile.bin"
    made = build_bitstream(project.top, project.sources, BREAKOUTS["fabricfox"], target)
    assert target.stat().st_size > 100_000
    assert made.fmax_mhz > made.clock_mhz
    assert json.loads(target.with_suffix(".json").read_text()) == dataclasses.asdict(made)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("openroad"), reason="needs OpenROAD on PATH")
@pytest.mark.skipif(not (SHARED / "tinytapeout").is_dir(), reason="needs TinyTapeout's templates")
def test_layout_keeps_the_rules(project, tmp_path):
    import gzip

    from tinynpu.flows.asic.stages import Goal
    from tinynpu.flows.tinytapeout.check import check_project

    pytest.importorskip("siliconcompiler")
    shuttle = SHUTTLES["sky130A"]
    submission = Submission(project.top, "1x1", tuple(str(path) for path in project.sources))
    template = find_template(shuttle, "1x1", None)
    result = harden(
        submission, shuttle, template, tmp_path / "run", goal=Goal.GDS, data=SHARED / "pdk"
    )
    assert result.missing is None
    assert result.antenna == 0
    gds = tmp_path / "tile.gds"
    gds.write_bytes(gzip.decompress(Path(result.gds or "").read_bytes()))
    checked = Folder(project.path, project.work, gds=gds)
    report = check_project(checked, lambda text, fraction: None).to_json()
    layout = {rule["rule"]: rule for rule in report["rules"] if rule["rule"].startswith("layout")}
    assert layout
    assert {rule["status"] for rule in layout.values()} == {"ok"}, layout
