"""The ``test/`` of a project, as its workflow runs it: on Icarus Verilog, for the Verilog and for gates."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tinynpu.arch.tile import TileConfig
from tinynpu.flows.asic.timed_cells import timed_cells
from tinynpu.flows.tinytapeout.export import export_project
from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.project import Project
from tinynpu.flows.tinytapeout.rules import UncheckedError

CONFIG = TileConfig(columns=2, depth=2, requantizer_bits=16)
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def tools():
    pytest.importorskip("cocotb")
    for tool in ("make", "iverilog", "vvp"):
        if shutil.which(tool) is None:
            pytest.skip(f"needs {tool}")


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("make") / "project"
    export_project(Project(config=CONFIG, author="Ada", tiles="1x1"), folder)
    return folder


def make(folder, *words, **variables):
    """Run make; names of the tests, which all pass."""
    test = folder / "test"
    (test / "results.xml").unlink(missing_ok=True)
    result = subprocess.run(
        ["make", *words],
        cwd=test,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    cases = list(ElementTree.parse(test / "results.xml").iter("testcase"))
    assert not [case.get("name") for case in cases if case.find("failure") is not None]
    return {case.get("name") for case in cases if case.find("skipped") is None}


def put_gates(folder, work):
    """Synthesize, and put the netlist and models of its cells where the Makefile finds them."""
    work.mkdir()
    project = Folder(folder, work)
    try:
        netlist = project.netlist
    except UncheckedError as reason:
        pytest.skip(str(reason))
    text = netlist.verilog.read_text()
    # The netlist of a layout has pins for power.
    text = re.sub(rf"(module {project.top}\()", r"\1VPWR, VGND, ", text, count=1)
    text = text.replace(";\n", ";\n  input VPWR, VGND;\n", 1)
    (folder / "test" / "gate_level_netlist.v").write_text(text)
    models = work / "pdk" / "sky130A" / "libs.ref" / "sky130_fd_sc_hd" / "verilog"
    models.mkdir(parents=True)
    (models / "primitives.v").write_text("")
    (models / "sky130_fd_sc_hd.v").write_text(
        timed_cells(netlist.liberty.read_text(), netlist.cells)
    )
    return work / "pdk"


def test_rtl(exported):
    assert len(make(exported)) == 11


@pytest.mark.slow
def test_gates(exported, tmp_path):
    pdk = put_gates(exported, tmp_path / "work")
    assert len(make(exported, "GATES=yes", PDK_ROOT=str(pdk))) == 11


@pytest.mark.slow
@pytest.mark.parametrize("gates", [False, True])
def test_the_project_of_this_repository(gates, tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(REPOSITORY / "tinytapeout", folder)
    if gates:
        pdk = put_gates(folder, tmp_path / "work")
        make(folder, "GATES=yes", PDK_ROOT=str(pdk))
    else:
        make(folder)


@pytest.mark.slow
def test_a_fault_is_found(exported, tmp_path):
    """Full adders that do not carry when they must."""
    folder = tmp_path / "project"
    shutil.copytree(exported, folder, ignore=shutil.ignore_patterns("sim_build"))
    path = folder / "src" / "cells.v"
    text = path.read_text()
    assert text.count("a & b | a & c | b & c") == 1
    path.write_text(text.replace("a & b | a & c | b & c", "a & b | a & c"))
    with pytest.raises(AssertionError, match="test_known_answers"):
        make(folder, COCOTB_TEST_FILTER="test_known_answers")
