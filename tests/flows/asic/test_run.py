"""A small design through SiliconCompiler: macros, full adders, clock gates, timing, gates."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
from amaranth.back import verilog
from amaranth.hdl import Module, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out
from typer.testing import CliRunner

from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.arch.presets import preset
from tinynpu.cli import asic
from tinynpu.cli.main import app
from tinynpu.core.silicon_pe import SiliconPE
from tinynpu.flows.asic import run, worker
from tinynpu.flows.asic.design import TOP, Sources, pin_sides, write_element, write_sources
from tinynpu.flows.asic.gates import gate_verilog
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.stages import Goal, Place
from tinynpu.flows.asic.tables import presets_table
from tinynpu.flows.fpga.initial import drop_initial_registers, drop_zero_memories

pytest.importorskip("siliconcompiler")
DATA = Path(__file__).resolve().parents[4] / "shared" / "pdk"
needs_cells = pytest.mark.skipif(not DATA.is_dir(), reason="needs the sky130 cells in shared/pdk")
CONFIG = preset("tt")


class Small(wiring.Component):
    """A processing element, and a memory of half as many bits a word as an SRAM."""

    samples: In(signed(8))
    weights: In(signed(8))
    load: In(1)
    address: In(10)
    write: In(2)
    above: In(signed(20))
    sums: Out(signed(20))
    words: Out(16)

    def elaborate(self, platform):
        m = Module()
        m.submodules.pe = pe = SiliconPE(20, fir=False)
        m.submodules.memory = memory = Memory(shape=16, depth=1024, init=[])
        read, write = memory.read_port(), memory.write_port(granularity=8)
        held = Signal(16, reset_less=True)
        m.d.sync += held.eq(read.data)
        m.d.comb += [
            pe.activation_in.eq(self.samples),
            pe.weight.eq(self.weights),
            pe.load.eq(self.load),
            pe.swap.eq(self.load),
            pe.psum_in.eq(self.above),
            self.sums.eq(pe.psum_out),
            write.addr.eq(self.address),
            write.data.eq(pe.psum_out),
            write.en.eq(self.write),
            read.addr.eq(self.address ^ 1),
            self.words.eq(held),
        ]
        return m


@pytest.fixture
def small(monkeypatch):
    def sources(config, pdk, clock_mhz, folder):
        made = write_sources(config, pdk, clock_mhz, folder)
        cells = made.verilog.read_text().partition("// The cells")[2]
        text = verilog.convert(Small(), name=TOP, strip_internal_attrs=True, emit_src=False)
        text = drop_initial_registers(drop_zero_memories(text, signed=True))
        made.verilog.write_text(f"{text}//{cells}")
        return dataclasses.replace(made, pins={})

    monkeypatch.setattr(run, "write_sources", sources)


@needs_cells
def test_synthesis(small, tmp_path):
    seen = []
    result = build_asic(
        CONFIG,
        tmp_path,
        goal=Goal.SYNTH,
        data=DATA,
        scan_chains=2,
        equivalence=True,
        progress=lambda text, _: seen.append(text),
    )
    assert result.last_step == "synthesis"
    assert result.missing is None
    cells = {name.removeprefix("sky130_fd_sc_hd__"): count for name, count in result.cells.items()}
    assert cells["fa_1"] == 63
    assert cells["ha_1"] == 13
    assert cells["dlclkp_1"] == 1  # before both weights, which have the same enable
    assert result.macros == {"sky130_sram_2kbyte_1rw1r_32x512_8": 1}
    assert 2500 < result.cell_area_um2 < 4500
    assert result.fmax_mhz is not None
    assert result.fmax_corners["slow"] < result.fmax_mhz < result.fmax_corners["fast"]
    assert result.timing == "estimate of typical cells without layout"
    assert "synthesis" in seen
    assert result.registers == sum(count for name, count in cells.items() if name.startswith("df"))
    assert result.scan is not None
    assert sum(result.scan["lengths"]) == result.registers
    assert len(result.scan["lengths"]) == 2
    assert Path(result.scan["netlist"]).exists()
    proofs = result.equivalence or {}
    assert proofs["proved"] == proofs["modules"] > 0
    assert proofs["registers"] == result.registers
    assert proofs["reasons"] == {}
    page = Path(result.report or "").read_text()
    assert f"{proofs['proved']} of {proofs['modules']}" in page
    assert "sky130_sram_2kbyte_1rw1r_32x512_8" in page
    table = presets_table(
        [result.to_json() | {"date": "2026-01-31", "elapsed_seconds": 90}], "the command"
    )
    (row,) = (line for line in table.split("\n") if line.startswith("| tt |"))
    assert f"| {result.cell_area_um2:,.0f} |" in row
    assert row.endswith("| 1.5 | 2026-01-31 |")
    text = gate_verilog(Path(result.netlist), DATA / "lambdapdk/sky130/libs/sky130hd/nldm/sky130_fd_sc_hd__tt_025C_1v80.lib.gz")  # fmt: skip
    assert "module tinynpu_gates(" in text
    assert "sky130" not in text
    json.dumps(result.to_json())


@needs_cells
def test_missing_tool_keeps_what_there_is(small, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name, *rest: None)
    result = CliRunner().invoke(
        app,
        ["asic", "--preset", "tt", "--to", "gds", "--pdk-data", str(DATA), "-o", str(tmp_path), "--json"],
    )  # fmt: skip
    assert result.exit_code == 1
    sentence = " ".join(result.stderr.split())
    assert "The steps behind synthesis need OpenROAD, which is not on PATH" in sentence
    for remedy in ("--docker", "sc-install openroad", "distribution"):
        assert remedy in sentence
    values = json.loads(result.stdout)
    assert values["last_step"] == "synthesis"
    assert values["gds"] is None
    assert Path(values["netlist"]).exists()


@pytest.mark.parametrize(
    ("place", "here", "goal", "sentence"),
    [
        (Place.DOCKER, (), Goal.SIGNOFF, None),
        (Place.HERE, (), Goal.SYNTH, "The steps behind synthesis need OpenROAD, which"),
        (Place.HERE, ("openroad",), Goal.GDS, "Sign-off needs Magic, which is not on PATH"),
        (Place.HERE, ("openroad", "magic"), Goal.GDS, "Sign-off needs netgen, which"),
        (Place.HERE, ("openroad", "magic", "netgen"), Goal.SIGNOFF, None),
        (Place.HERE, ("openroad", "magic", "netgen-lvs"), Goal.SIGNOFF, None),
    ],
)
def test_reach(monkeypatch, tmp_path, place, here, goal, sentence):
    """Steps elsewhere need no tool here."""
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in here else None)
    downloaded = run.PdkData(None, "download")
    sources = Sources(tmp_path, tmp_path, None, None, None)
    reached, missing = run._reach(
        Goal.SIGNOFF, place, Pdk.SKY130, downloaded, "module:class", sources
    )
    assert reached is goal
    assert missing is None if sentence is None else (missing or "").startswith(sentence)


def test_views_of_memories_must_be_there(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/true")
    data = run.PdkData(tmp_path, "test")
    sources = Sources(tmp_path, tmp_path, None, None, tmp_path)
    name = "sky130_sram_2kbyte_1rw1r_32x512_8"
    for suffix, goal, view in (("lef", Goal.SYNTH, "LEF"), ("gds", Goal.ROUTE, "GDS")):
        macro = run._macro_here(Pdk.SKY130, data)
        reached, missing = run._reach(Goal.GDS, Place.HERE, Pdk.SKY130, data, macro, sources)
        assert reached is goal
        assert f"{view} of {name}, which is not in the PDK data" in (missing or "")
        (tmp_path / f"{name}.{suffix}").touch()
    macro = run._macro_here(Pdk.SKY130, data)
    reached, missing = run._reach(Goal.GDS, Place.HERE, Pdk.SKY130, data, macro, sources)
    assert (reached, missing) == (Goal.GDS, None)


def test_rules_must_be_there(monkeypatch, tmp_path):
    sources = Sources(tmp_path, tmp_path, None, None, None)
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/true")
    words = (run.PdkData(tmp_path, "test"), None, sources)
    assert run._reach(Goal.GDS, Place.HERE, Pdk.SKY130, *words) == (Goal.GDS, None)
    reached, missing = run._reach(Goal.SIGNOFF, Place.HERE, Pdk.SKY130, *words)
    assert reached is Goal.GDS
    assert "Sign-off needs lambdapdk/sky130/base/setup/magic" in (missing or "")
    reached, missing = run._reach(Goal.SIGNOFF, Place.HERE, Pdk.IHP130, *words)
    assert "SiliconCompiler has none of for ihp130" in (missing or "")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ([], 2, "One of --preset and --pe must be given."),
        (["--preset", "none"], 2, "A preset must be one of"),
        (
            ["--pe", "--results", "bad.json"],
            1,
            "The results bad.json must be those of this command.",
        ),
        (["--pe", "--page", "none/asic.md"], 1, "none"),
    ],
)
def test_mistakes_of_bench(monkeypatch, tmp_path, words, code, sentence):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.json").write_text("[]")
    result = CliRunner().invoke(app, ["bench-asic", *words])
    assert result.exit_code == code
    assert sentence in " ".join(result.stderr.split())
    assert not (tmp_path / "build").exists()


def test_power_needs_data_in_a_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "find_data", lambda pdk, data, work: run.PdkData(None, "download"))
    with pytest.raises(
        FlowError, match=r"Power, scan chains and proofs need the PDK's data in a folder"
    ):
        build_asic(CONFIG, tmp_path, goal=Goal.SYNTH, scan_chains=1)
    assert not (tmp_path / "job.json").exists()


def test_failure_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "find_data", lambda pdk, data, work: run.PdkData(tmp_path, "test"))
    result = CliRunner().invoke(
        app, ["asic", "--preset", "tt", "--to", "synth", "-o", str(tmp_path)]
    )
    assert result.exit_code == 1
    assert "SiliconCompiler must succeed, and fails: Cannot resolve path" in " ".join(
        result.stderr.split()
    )


@needs_cells
def test_error_of_a_tool_is_told(tmp_path):
    def write(config, pdk, clock_mhz, folder):
        sources = write_element(config, pdk, clock_mhz, folder)
        sources.verilog.write_text(f"module {TOP}; wire a = missing(1); endmodule\n")
        return sources

    with pytest.raises(FlowError, match=r"and fails: \S+: ERROR: ?Can.t resolve .*missing"):
        build_asic(CONFIG, tmp_path, goal=Goal.SYNTH, data=DATA, write=write)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--preset", "none"], 2, "A preset must be one of"),
        (["--docker", "--slurm"], 2, "Only one of --remote, --docker and --slurm must be given."),
        (["--pdk-data", "/none"], 1, "The PDK data /none must be in lambdapdk's layout"),
        (["--clock-mhz", "0"], 2, "greater than or equal to"),
        (["--density", "95"], 2, "less than or equal to 90"),
    ],
)
def test_mistakes(words, code, sentence, tmp_path):
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["asic", *words, "-o", str(out)])
    assert result.exit_code == code
    assert sentence in " ".join(result.stderr.split())
    assert not out.exists()


def test_pins():
    sides = pin_sides(CONFIG)
    assert sides["clk"].name == "SOUTH"
    assert sides["s_axil_awaddr[0]"].name == "WEST"
    assert sides["m_axi_rdata[31]"].name == "NORTH"
    assert sides["m_axi_wdata[0]"].name == "EAST"
    assert not any(name.startswith("trace_") for name in sides)


@pytest.mark.parametrize("pdk", Pdk)
def test_sources(pdk, tmp_path):
    sources = write_sources(CONFIG, pdk, 40, tmp_path)
    text = sources.verilog.read_text()
    assert "module tinynpu_full_adder" in text
    assert ("sky130_fd_sc_hd__fa_1" in text) == (pdk is Pdk.SKY130)
    assert "period 25.0000 " in sources.constraints.read_text()
    assert (sources.memory_map is not None) == (pdk is Pdk.SKY130)
    assert "initial begin" not in text


def test_wells_of_cells():
    """What netgen compares with has them; only names of the rails change."""
    text = "fa_1 adder (.A(VGND),\n    .VGND(VSS),\n    .VPWR(VDD));"
    expected = "fa_1 adder (.A(VGND),\n    .VGND(VSS), .VNB(VSS),\n    .VPWR(VDD), .VPB(VDD));"
    assert worker._with_wells(text) == expected


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, ""),
        ({"missing": "It stops."}, "It stops."),
        (
            {"drc": 3, "lvs": 0, "antenna": 1},
            "A layout must have no violations, and has 3 of DRC, 1 of antennas.",
        ),
        (
            {"equivalence": {"reasons": {"pe": "sum[3]", "load": "x"}}},
            "Each module of the netlist must do what its RTL does, and 2 are not proved, among them pe: sum[3].",
        ),
        ({"equivalence": {"reasons": {}}}, ""),
    ],
)
def test_what_is_wrong_is_told(values, sentence):
    """And ends with exit code 1."""
    nothing = dict.fromkeys(("missing", "equivalence", "drc", "lvs", "antenna"))
    assert asic.asic_problem(nothing | values) == sentence


def test_power_needs_a_core(tmp_path):
    with pytest.raises(ConfigurationError, match=r"which needs a whole core"):
        build_asic(CONFIG, tmp_path, power=True, write=write_element)
