"""tinynpu fpga and bench-fpga: what they print and write, and one sentence for each mistake."""

import json
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from tinynpu.arch.errors import FlowError
from tinynpu.arch.link import Link
from tinynpu.boards.registry import BOARDS, find_board
from tinynpu.cli.main import app
from tinynpu.eda import locate, shims
from tinynpu.flows.fpga import bench, board, build, program, vivado
from tinynpu.testing.fpga_tools import SMALL, FakeTools


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(code, sentence, *arguments):
    result = call(*arguments)
    assert result.exit_code == code, result.output
    text = " ".join(result.output.split())
    assert sentence in text, text
    assert "Traceback" not in text
    return result


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """Quick programs, and a small design instead of that of a board."""
    pytest.importorskip("edalize")
    fake = FakeTools(tmp_path)
    monkeypatch.setattr(shims, "find_tool", fake.find)
    monkeypatch.setattr(build, "find_tool", fake.find)
    monkeypatch.setenv("TINYNPU_CACHE", str(tmp_path / "cache"))
    seen = {}

    def design(chosen, config, memory_bytes, hz, baud):
        seen.update(board=chosen, config=config, memory_bytes=memory_bytes, hz=hz, baud=baud)
        return SMALL

    monkeypatch.setattr(board, "board_design", design)
    fake.seen = seen
    return fake


@pytest.mark.parametrize("command", ["fpga", "bench-fpga"])
def test_help_teaches(command):
    result = call(command, "--help")
    assert result.exit_code == 0
    assert "Examples" in result.output


def test_list():
    result = call("fpga", "--list")
    assert result.exit_code == 0
    for name in BOARDS:
        assert name in result.output
    values = json.loads(call("fpga", "--list", "--json").stdout)
    assert set(values) == set(BOARDS)
    assert values["ulx3s-85f"]["rows"] == 8


def test_bitstream_and_figures(tools, tmp_path):
    out = tmp_path / "out"
    result = call("fpga", "ulx3s-25f", "-o", out, "--seeds", 2, "--json")
    assert result.exit_code == 0, result.output
    values = json.loads(result.stdout)
    assert {path.name for path in out.iterdir()} == {
        "ulx3s-25f.bit",
        "ulx3s-25f.json",
        "ulx3s-25f.config.json",
    }
    assert json.loads((out / "ulx3s-25f.json").read_text()) == values
    assert (out / "ulx3s-25f.bit").read_text() == "bits of placed 2"
    assert (values["fmax_mhz"], values["seed"], values["seeds"]) == (70, 2, {"1": 60, "2": 70})
    assert (values["luts"], values["ffs"], values["block_rams"], values["dsps"]) == (7, 5, 0, 0)
    assert values["program_command"] == f"openFPGALoader -b ulx3s {out / 'ulx3s-25f.bit'}"
    assert set(values["versions"]) == {"yosys", "nextpnr-ecp5", "ecppack"}
    assert values["config_hash"] == f"{tools.seen['config'].hash:08x}"
    assert values["git"]


def test_options(tools, tmp_path):
    result = call(
        *("fpga", "ulx3s-25f", "-o", tmp_path / "out", "--set", "accumulator_depth=32"),
        *("--clock-mhz", 40, "--baud", 1000000, "--memory", 4096),
    )
    assert result.exit_code == 0, result.output
    assert tools.seen["config"].accumulator_depth == 32
    assert tools.seen["config"].name == "custom"
    assert (tools.seen["memory_bytes"], tools.seen["hz"]) == (4096, 40_000_000)
    assert tools.seen["baud"] == 1_000_000
    assert "load it: openFPGALoader -b ulx3s" in result.output
    assert "60 MHz" in result.output


def test_spi(tools, tmp_path):
    result = call("fpga", "ulx3s-25f", "-o", tmp_path / "out", "--link", "spi")
    assert result.exit_code == 0, result.output
    assert (tools.seen["board"].link, tools.seen["baud"]) == (Link.SPI, 0)


@pytest.mark.parametrize(
    ("code", "sentence", "arguments"),
    [
        (2, "A board must be named; tinynpu fpga --list shows them.", ()),
        (2, "A board must be one of icebreaker,", ("breadboard",)),
        (2, "A setting must be key=value", ("ulx3s-25f", "--set", "speed=3")),
        (2, "Configuration value rows must be in 1..32, not 99.", ("ulx3s-25f", "--set", "rows=99")),
        (2, "The memory must be a multiple of 1024 bytes, not 5000.", ("ulx3s-25f", "--memory", "5000")),
        (2, "Invalid value for '--seeds'", ("ulx3s-25f", "--seeds", "0")),
        (2, "Invalid value for '--link'", ("ulx3s-25f", "--link", "usb")),
        (2, "--baud is for a serial port", ("ulx3s-25f", "--link", "spi", "--baud", "9600")),
        (2, "have pins for it, and colorlight-i5 has none", ("colorlight-i5", "--link", "spi")),
    ],
)  # fmt: skip
def test_mistakes(tools, tmp_path, monkeypatch, code, sentence, arguments):
    monkeypatch.chdir(tmp_path)
    refused(code, sentence, "fpga", *arguments)
    assert not (tmp_path / "build").exists() or not any((tmp_path / "build").rglob("*.*"))
    assert tools.calls() == []


def test_clock_that_the_pll_cannot_make(tmp_path):
    refused(2, "The clock of an ECP5 board must be 10..400 MHz, not 3.", "fpga", "ulx3s-25f", "--clock-mhz", 3, "-o", tmp_path / "out")  # fmt: skip


def test_failures_leave_nothing(tools, tmp_path):
    out = tmp_path / "out"
    log = "Info: 	 TRELLIS_COMB:   30001/  24288   123%"
    tools.plan(fmax={"1": None}, log=log)
    refused(1, "The design must fit LFE5U-25F-CABGA381-6, and it needs 30001 of 24288", "fpga", "ulx3s-25f", "-o", out)  # fmt: skip
    assert not out.exists()
    tools.plan(fmax={"1": 33.0})
    refused(1, "its placement reaches 33.0 MHz: lower the clock (--clock-mhz 33)", "fpga", "ulx3s-25f", "-o", out)  # fmt: skip
    assert not out.exists()


def test_missing_programs(tools, tmp_path, monkeypatch):
    monkeypatch.setattr(build, "find_tool", locate.find_tool)
    monkeypatch.setattr(locate, "_packaged", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    refused(1, "This needs yosys, which is not installed: pip install pyosys", "fpga", "ulx3s-25f", "-o", tmp_path / "out")  # fmt: skip


def loader(tmp_path, monkeypatch, text):
    path = tmp_path / "openFPGALoader"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    tool = locate.Tool("openFPGALoader", (str(path),), "1", "native")
    monkeypatch.setattr(program, "find_tool", lambda name: tool)


def test_program(tools, tmp_path, monkeypatch):
    loader(tmp_path, monkeypatch, f'echo "$@" >{tmp_path}/loaded')
    out = tmp_path / "out"
    result = call("fpga", "ulx3s-25f", "-o", out, "--program")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "loaded").read_text().split() == ["-b", "ulx3s", str(out / "ulx3s-25f.bit")]
    assert "Radiona ULX3S-25F is loaded." in result.output


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("echo 'unable to open ftdi device' >&2; exit 1", "openFPGALoader says: unable to open ftdi device"),
        ("echo 'error while loading shared libraries: libftdi1.so.2: no' >&2; exit 127", "(Debian: apt install libftdi1-2"),
    ],
)  # fmt: skip
def test_board_that_is_not_there(tools, tmp_path, monkeypatch, text, sentence):
    loader(tmp_path, monkeypatch, text)
    refused(1, sentence, "fpga", "ulx3s-25f", "-o", tmp_path / "out", "--program")


def test_loader_that_is_missing(tools, tmp_path, monkeypatch):
    monkeypatch.setattr(program.shutil, "which", lambda name: None)
    refused(1, "Loading needs dfu-util, which is not installed (Debian: apt install dfu-util).", "fpga", "orangecrab-25f", "-o", tmp_path / "out", "--program")  # fmt: skip


def test_xilinx_without_vivado(tmp_path, monkeypatch):
    pytest.importorskip("edalize")
    monkeypatch.setattr(vivado, "board_design", lambda *arguments: SMALL)
    monkeypatch.setattr(vivado, "write_ip", lambda config, folder: [])
    monkeypatch.setattr(vivado.shutil, "which", lambda name: None)
    out = tmp_path / "out"
    result = call("fpga", "arty-a7-35", "-o", out)
    assert result.exit_code == 0, result.output
    assert "Vivado is not installed" in " ".join(result.output.split())
    refused(1, "There is no bitstream to load: Vivado is not installed", "fpga", "arty-a7-35", "-o", out, "--program")  # fmt: skip


@pytest.fixture
def measured(monkeypatch):
    def measure(config, memory_bytes, latency, models, progress, *, flash):
        return {"mac_per_cycle": 32.0, "model": "resnet8", "mismatched_bytes": 0}

    monkeypatch.setattr(bench, "measure_macs", measure)


PAGE = """# FPGAs
<!-- generated: boards -->
of last year
<!-- end of generated -->
written by hand
<!-- generated: results -->
<!-- end of generated -->
the end
"""


def test_bench(tools, measured, tmp_path):
    results, page = tmp_path / "rows.json", tmp_path / "fpga.md"
    page.write_text(PAGE)
    result = call(
        *("bench-fpga", "--board", "ulx3s-25f", "--seeds", 2, "-o", tmp_path / "out"),
        *("--results", results, "--page", page, "--json"),
    )
    assert result.exit_code == 0, result.output
    (row,) = json.loads(result.stdout)
    assert row == json.loads(results.read_text())[0]
    assert (row["fmax_mhz"], row["luts"], row["mac_per_cycle"]) == (70, 7, 32)
    assert row["luts_per_mac"] == pytest.approx(7 / (row["rows"] * row["cols"]), abs=0.1)
    text = page.read_text()
    assert "| Radiona ULX3S-25F | LFE5U-25F-CABGA381-6 |" in text
    assert "of last year" not in text
    assert "written by hand" in text
    assert text.endswith("the end\n")
    assert "| `icebreaker` |" in text


def test_bench_keeps_other_rows(tools, measured, tmp_path):
    results = tmp_path / "rows.json"
    for name in ("ulx3s-45f", "ulx3s-25f", "ulx3s-45f"):
        call("bench-fpga", "--board", name, "-o", tmp_path / "out", "--results", results)
    rows = json.loads(results.read_text())
    assert [row["name"] for row in rows] == ["ulx3s-45f", "ulx3s-25f"]


def test_bench_says_what_cannot_be_built(tools, measured, tmp_path):
    tools.plan(fmax={"1": None}, message="cannot route")
    result = call("bench-fpga", "--board", "ulx3s-25f", "-o", tmp_path / "out", "--json")
    assert result.exit_code == 1
    (row,) = json.loads(result.stdout)
    assert "cannot route" in row["error"]
    assert row["fmax_mhz"] is None
    assert "Every row must be built and compute right; ulx3s-25f do not." in " ".join(result.stderr.split())  # fmt: skip


def test_bench_mistakes(tools, tmp_path):
    refused(2, "A row must be one of icebreaker,", "bench-fpga", "--board", "arty-a7-35")
    results = tmp_path / "rows.json"
    results.write_text("{}")
    refused(1, "must be a list of rows of this command", "bench-fpga", "--board", "ulx3s-25f", "--results", results)  # fmt: skip
    refused(1, "must exist", "bench-fpga", "--page", tmp_path / "none" / "fpga.md")
    assert tools.calls() == []


def test_page_without_marks(tools, measured, tmp_path):
    page = tmp_path / "fpga.md"
    page.write_text("# FPGAs\n")
    refused(1, "must have the lines <!-- generated: boards -->", "bench-fpga", "--board", "ulx3s-25f", "-o", tmp_path / "out", "--page", page)  # fmt: skip


def test_no_model_fits():
    from tinynpu.arch.errors import CompileError
    from tinynpu.testing.configs import DEFAULT_CONFIGS

    with pytest.raises((CompileError, FlowError), match="must fit 1024 bytes"):
        bench.measure_macs(DEFAULT_CONFIGS[0], 1024, 2)


@pytest.mark.parametrize("name", [row for row in bench.bench_rows() if row not in bench.CORES])
def test_digits_fit_every_board(name, monkeypatch, tmp_path):
    board = find_board(name)
    tried = []

    def measure(candidate, **options):
        tried.append(candidate.name)
        return SimpleNamespace(macs=3, cycles_rtl=2, mismatched_bytes=0)

    monkeypatch.setattr("tinynpu.bench.measure.measure", measure)
    found = bench.measure_macs(board.config, board.memory_bytes, 2, tmp_path)
    assert found == {"mac_per_cycle": 1.5, "model": "digits", "mismatched_bytes": 0}
    assert tried == ["digits.tflite"]
