"""tinynpu tinytapeout: what it prints and writes, and one sentence for each mistake."""

import dataclasses
import json

import pytest
from typer.testing import CliRunner

from tinynpu.arch.tile import TileConfig
from tinynpu.arch.tile_presets import TILES
from tinynpu.cli.main import app
from tinynpu.flows.asic.results import AsicResult
from tinynpu.flows.tinytapeout.export import export_project
from tinynpu.flows.tinytapeout.pinout import PORTS
from tinynpu.flows.tinytapeout.project import Project

pytest.importorskip("yaml")


def call(*arguments):
    return CliRunner().invoke(app, ["tinytapeout", *(str(argument) for argument in arguments)])


def refused(code, sentence, *arguments):
    result = call(*arguments)
    assert result.exit_code == code, result.output
    assert sentence in " ".join(result.output.split()), result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["export", "check", "harden", "fpga", "kit"])
def test_help_teaches(command):
    result = call(command, "--help")
    assert result.exit_code == 0
    assert "Examples" in result.output


def test_export(tmp_path):
    folder = tmp_path / "project"
    words = (folder, "--author", "Ada", "--tiles", "1x1", "--tile-set", "spi=false", "--json")
    result = call("export", *words)
    assert result.exit_code == 0, result.output
    values = json.loads(result.stdout)
    assert values["config"]["spi"] is False
    assert all((folder / name).is_file() for name in values["files"])
    refused(1, "must be empty or new; --force replaces", "export", *words)
    assert call("export", *words, "--force").exit_code == 0


def test_a_configuration_for_each_size(tmp_path):
    found = {}
    for tiles in ("1x1", "3x2"):
        result = call("export", tmp_path / tiles, "--author", "Ada", "--tiles", tiles, "--json")
        assert result.exit_code == 0, result.output
        found[tiles] = json.loads(result.stdout)["config"]["columns"]
    assert found["1x1"] < found["3x2"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--author", ""), "The author must be a name in one line"),
        (("--author", "Ada", "--tiles", "big"), "width and height, as 2x2, not big"),
        (("--author", "Ada", "--tiles", "2x7"), "The tiles on sky130A must be one of"),
        (("--author", "Ada", "--top", "npu"), "must be tt_um_"),
        (("--author", "Ada", "--shuttle", "moon"), "The shuttle must be one of"),
        (("--author", "Ada", "--tile", "9x9"), "A tile must be one of"),
        (("--author", "Ada", "--tile-set", "columns=x"), "columns must be an integer"),
        (("--author", "Ada", "--top", "tt_um_example"), "a name of its own, not tt_um_example"),
        (("--author", "Ada", "--tiles", "1x1", "--tile", "8x2"), "at most 1x1 tiles, not 8x2"),
    ],
)
def test_what_export_refuses(tmp_path, words, sentence):
    refused(2, sentence, "export", tmp_path / "project", *words)
    assert not list(tmp_path.iterdir())


VERILOG = """\
module tt_um_tinynpu (
  input [7:0] ui_in, output [7:0] uo_out, input [7:0] uio_in, output [7:0] uio_out, output [7:0] uio_oe,
  input ena, input clk, input rst_n
);
  reg [7:0] r;
  always @(posedge clk) r <= ui_in;
  assign uo_out = r;
  assign uio_out = 0;
  assign uio_oe = 0;
endmodule
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with Verilog that is nearly nothing; all runs are in the folder with it."""
    monkeypatch.chdir(tmp_path)
    config = TileConfig(columns=1, depth=1, spi=False)
    export_project(Project(config=config, author="Ada", tiles="1x1"), tmp_path / "b")
    (tmp_path / "b" / "src" / "tt_um_tinynpu.v").write_text(VERILOG)
    return tmp_path / "b"


@pytest.fixture
def templates(tmp_path):
    """A folder with the template of that size."""
    names = [
        (f"{name}[{bit}]" if count > 1 else name, way.upper())
        for name, (way, count) in PORTS.items()
        for bit in range(count)
    ]
    pins = "".join(
        f"- {name} + NET {name} + DIRECTION {way} + USE SIGNAL\n+ PORT\n+ LAYER met4 ( -150 -500 ) ( 150 500 )\n"
        f"+ PLACED ( {20000 + 3000 * i} 111020 ) N ;\n"
        for i, (name, way) in enumerate(names)
    )
    folder = tmp_path / "def"
    folder.mkdir()
    (folder / "tt_block_1x1_pg.def").write_text(
        f"UNITS DISTANCE MICRONS 1000 ;\nDIEAREA ( 0 0 ) ( 161000 111520 ) ;\nPINS 43 ;\n{pins}END PINS\n"
    )
    return folder


def test_harden(project, templates, monkeypatch):
    def build(submission, folder, **options):
        assert options["goal"].value == "synth"
        return AsicResult(
            preset=submission.name,
            pdk="sky130",
            config=dataclasses.asdict(submission),
            config_hash="0",
            clock_mhz=50.0,
            corner="typical",
            macs=0,
            versions={},
            git="",
            last_step="synthesis",
            cell_area_um2=284.0,
            cells={"dff": 8},
            macros={},
            netlist="x.vg",
            seconds={},
        )

    monkeypatch.setattr("tinynpu.flows.tinytapeout.harden.build_asic", build)
    words = ("harden", project, "--template", templates, "-o", "o1/o2", "--to", "synth")
    result = call(*words, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["config"]["tiles"] == "1x1"
    assert "tt_um_tinynpu on sky130" in call(*words).output


@pytest.mark.slow
def test_harden_to_a_netlist(project, templates):
    pytest.importorskip("siliconcompiler")
    result = call("harden", project, "--template", templates, "-o", "run", "--to", "synth")
    assert result.exit_code == 0, result.output
    assert "SkyWater 130 nm" in (project.parent / "run" / "report.html").read_text()


def test_options_of_the_other_flow(project, templates):
    words = ("--json", "-o", "x", "--to", "gds", "--jobs", "1", "--pdk-data", "y")
    sentence = "librelane must be given none of --to, --pdk-data, --jobs, --out, --json."
    refused(2, sentence, "harden", project, "--with", "librelane", *words)
    refused(
        2, "siliconcompiler must be given none of --container", "harden", project, "--no-container"
    )
    assert sorted(path.name for path in project.parent.iterdir()) == ["b", "def"]


@pytest.mark.parametrize("command", ["harden", "fpga"])
@pytest.mark.parametrize("place", [None, "o1/o2/o3"])
def test_a_run_that_fails_leaves_no_folders(project, templates, command, place):
    with (project / "src" / "cells.v").open("ab") as file:
        file.write("// größer\n".encode("latin-1"))
    words = ("--out", place) if place else ()
    words += ("--template", templates) if command == "harden" else ()
    refused(1, "cells.v must be UTF-8 text, and is not", command, project, *words)
    assert sorted(path.name for path in project.parent.iterdir()) == ["b", "def"]


def test_what_is_named_must_be_there(project):
    none = project.parent / "none"
    refused(1, "The templates must be in a folder", "check", project, "--template", none)
    refused(1, "must be in lambdapdk's layout", "check", project, "--pdk-data", none, "-o", "o1/o2")
    assert [path.name for path in project.parent.iterdir()] == ["b"]


def test_kit(project, monkeypatch):
    written = []

    def write(config, folder, *, project):
        written.append((config, project))
        return "kit"

    monkeypatch.setattr("tinynpu.flows.tinytapeout.kit.write_kit", write)
    assert call("kit", "k").exit_code == 0
    assert call("kit", "k", "--tile", "1x2", "--top", "tt_um_ada").exit_code == 0
    info = project / "info.yaml"
    info.write_text(info.read_text().replace("tt_um_tinynpu", "tt_um_bob"))
    assert call("kit", "k", "--project", project).exit_code == 0
    tiny = TileConfig(columns=1, depth=1, spi=False)
    wanted = [(TILES["2x2"], "tt_um_tinynpu"), (TILES["1x2"], "tt_um_ada"), (tiny, "tt_um_bob")]
    assert written == wanted
    refused(2, "not both", "kit", "k", "--project", project, "--tile", "1x2")


def test_names_of_a_kit(tmp_path):
    refused(2, "The top module must be tt_um_", "kit", tmp_path / "k", "--top", 'x"')
    assert not list(tmp_path.iterdir())


def test_check(tmp_path):
    refused(1, "must be a folder", "check", tmp_path / "none")
    folder = tmp_path / "project"
    assert call("export", folder, "--author", "Ada", "--tiles", "1x1").exit_code == 0
    (folder / "info.yaml").write_text("nothing")
    result = call("check", folder, "--json")
    assert result.exit_code == 1
    values = json.loads(result.stdout)
    failed = [rule for rule in values["rules"] if rule["status"] == "failed"]
    assert [rule["rule"] for rule in failed] == ["info.readable"]
    assert values["failed"] == 1
    assert "must keep all rules" in result.stderr
    refused(1, "→ Write it anew with", "check", folder)
