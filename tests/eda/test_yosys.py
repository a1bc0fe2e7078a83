"""The command yosys on the Python module: its options, Tcl, scripts, errors, logs."""

import json
import subprocess
import sys

import pytest

from tinynpu.eda import tcl
from tinynpu.eda.session import yosys_version
from tinynpu.eda.tcl import has_tcl
from tinynpu.eda.yosys import main

pytest.importorskip("pyosys")
needs_tcl = pytest.mark.skipif(not has_tcl(), reason="this Python has no Tcl")

DESIGN = (
    "module t(input c, input [3:0] d, output reg [3:0] q); always @(posedge c) q <= ~d; endmodule"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.v").write_text(DESIGN)
    return tmp_path


def yosys(*arguments):
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tinynpu.eda.yosys", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def cells(path, top="t"):
    found = json.loads(path.read_text())["modules"][top]["cells"].values()
    return sorted(cell["type"] for cell in found if cell["type"] != "$scopeinfo")


@needs_tcl
def test_tcl_script_with_imported_passes(folder):
    (folder / "s.tcl").write_text(
        "yosys -import\n"
        "foreach file {t.v} { read_verilog $file }\n"
        "procs\n"  # proc is Tcl's own
        "yosys -import\n"
        "synth_ice40 -top t\n"
        'puts "argv is [join $argv |], $argc"\n'
        "write_json out.json\n"
    )
    result = yosys("-q", "-l", "log", "-c", "s.tcl", "--", "a b", "c")
    assert result.returncode == 0, result.stderr
    assert cells(folder / "out.json") == ["SB_DFF"] * 4 + ["SB_LUT4"] * 4
    assert result.stdout.strip() == "argv is a b|c, 2"
    assert "Executing SYNTH_ICE40 pass" in (folder / "log").read_text()


@needs_tcl
def test_tcl_as_a_command(folder):
    (folder / "inner.tcl").write_text("yosys write_rtlil [lindex $argv 0]\n")
    (folder / "s.tcl").write_text("yosys read_verilog t.v\nyosys tcl inner.tcl out.il\n")
    result = yosys("-p", "tcl s.tcl", "-q")
    assert result.returncode == 0, result.stderr
    assert "module \\t" in (folder / "out.il").read_text()


@needs_tcl
def test_attributes(folder):
    (folder / "s.tcl").write_text(
        "yosys read_verilog t.v\n"
        "rtlil::set_attr -mod -uint t size 7\n"
        "rtlil::set_attr -string t q note {two words}\n"
        "rtlil::set_attr -mod -true t good\n"
        "rtlil::set_attr -mod t bits 1010\n"
        "puts [rtlil::has_attr -mod t size][rtlil::has_attr -mod t absent]\n"
        "puts [rtlil::get_attr -mod -int t size]\n"
        "puts [rtlil::get_attr -string t q note]\n"
        "puts [rtlil::get_attr -mod -bool t good]\n"
        "puts [rtlil::get_attr -mod -sint t bits],[rtlil::get_attr -mod -uint t bits]\n"
        "puts [rtlil::get_attr -mod t bits]\n"
        "puts [string trim [yosys tee -q -s result.string select -list-mod A:good]]\n"
        "puts <[yosys select -clear]>\n"
    )
    result = yosys("-q", "-c", "s.tcl")
    assert result.returncode == 0, result.stderr
    assert result.stdout.split("\n") == [
        *("10", "7", "two words", "1", "-6,10", "1010", "t", "<>", "")
    ]


@needs_tcl
@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("rtlil::get_attr -mod none size", "none must be in the design, and is not."),
        ("rtlil::get_attr -mod -int t size", "t must have the attribute size, and has not."),
        ("rtlil::has_attr t size", "An attribute must be asked for as [KIND] -mod MODULE"),
    ],
)
def test_attributes_that_are_not_there(folder, command, message):
    (folder / "s.tcl").write_text(f"yosys read_verilog t.v\n{command}\n")
    result = yosys("-q", "-c", "s.tcl")
    assert result.returncode == 1
    assert message in result.stderr


@needs_tcl
def test_edalize_names_a_procedure_as_a_pass(folder):
    (folder / "s.tcl").write_text(
        "yosys -import\nproc synth {top} { synth_ice40 -top $top }\n"
        "read_verilog t.v\nsynth t\nwrite_json out.json\n"
    )
    assert yosys("-q", "-c", "s.tcl").returncode == 0
    assert "SB_DFF" in cells(folder / "out.json")


@needs_tcl
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("nothing_like_it", 'invalid command name "nothing_like_it"'),
        ("yosys read_verilog none.v", "ERROR: File `none.v' not found or is a directory"),
        ("yosys tcl none.tcl", 'couldn\'t read file "none.tcl"'),
    ],
)
@pytest.mark.parametrize("options", [("-q",), ("-q", "-l", "log"), ()])
def test_failing_scripts(folder, script, message, options):
    (folder / "s.tcl").write_text(script + "\n")
    result = yosys(*options, "-c", "s.tcl")
    assert result.returncode == 1
    assert message in result.stderr + result.stdout
    assert "Traceback" not in result.stderr


def test_python_without_tcl(folder, monkeypatch, capfd):
    (folder / "s.tcl").write_text("yosys -import\n")
    monkeypatch.setattr(tcl, "has_tcl", lambda: False)
    assert main(["-c", "s.tcl"]) == 1
    assert "apt install python3-tk" in capfd.readouterr().err


def test_commands_files_and_output(folder):
    result = yosys(
        "-D", "X=1", "-r", "t", "-p", "proc; opt_clean", "-p", "stat", "-o", "o.v", "t.v"
    )
    assert result.returncode == 0, result.stderr
    assert "Printing statistics" in result.stdout
    assert "module t(" in (folder / "o.v").read_text()


def test_quiet_prints_nothing_but_logs_all(folder):
    (folder / "s.ys").write_text("read_verilog t.v # comment\nhierarchy -top t\n")
    result = yosys("-q", "-l", "log", "-s", "s.ys")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert "Top module:  \\t" in (folder / "log").read_text()


def test_log_is_begun_anew(folder):
    (folder / "log").write_text("old text\n")
    assert yosys("-l", "log", "-p", "read_verilog t.v").returncode == 0
    text = (folder / "log").read_text()
    assert "old text" not in text
    assert "Parsing Verilog" in text


def test_errors(folder, capfd):
    assert main(["-p", "read_verilog none.v"]) == 1
    assert main(["--none"]) == 2
    assert "option --none not recognized" in capfd.readouterr().err
    assert main([]) == 2
    assert "there is no prompt here" in capfd.readouterr().err
    assert main(["t.txt"]) == 1
    assert "must end in one of .v, .sv" in capfd.readouterr().err
    assert main(["t.v", "-o", "o.txt"]) == 1
    assert "A file to be written must end in" in capfd.readouterr().err
    assert main(["-l", "none/log", "t.v"]) == 1
    assert "The log none/log must be writable" in capfd.readouterr().err


def test_version_and_help(capsys):
    assert main(["-V"]) == 0
    assert capsys.readouterr().out.strip() == yosys_version()
    assert yosys_version().startswith("Yosys ")
    assert main(["-h"]) == 0
    assert "-c SCRIPT" in capsys.readouterr().out
