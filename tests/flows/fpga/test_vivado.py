"""Projects for Vivado, which is not here, and the core as an IP."""

import re
import xml.etree.ElementTree as ET

import pytest

from tinynpu.boards.registry import find_board
from tinynpu.flows.fpga import vivado
from tinynpu.flows.fpga.ipxact import component_xml, write_ip
from tinynpu.flows.fpga.vivado import build_vivado
from tinynpu.testing.configs import DEFAULT_CONFIGS

CONFIG = DEFAULT_CONFIGS[0]
SPIRIT = {"s": "http://www.spiritconsortium.org/XMLSchema/SPIRIT/1685-2009"}


@pytest.fixture
def no_vivado(monkeypatch):
    monkeypatch.setattr(vivado.shutil, "which", lambda name: None)


def test_project_is_complete(tmp_path, no_vivado):
    pytest.importorskip("edalize")
    board = find_board("arty-a7-35")
    result = build_vivado(board, tmp_path, config=CONFIG, memory_bytes=4096, hz=75_000_000)
    assert result.bitstream is None
    assert result.program_command is None
    assert (
        result.missing == f"Vivado is not installed; with it, run make in {tmp_path / 'project'}."
    )
    assert result.clock_mhz == 75.0
    project = tmp_path / "project"
    script = (project / "tinynpu_arty_a7_35.tcl").read_text()
    assert "set_property part xc7a35ticsg324-1L [current_project]" in script
    for kind, name in re.findall(r"^(read_\w+) \{(.+)\}$", script, re.MULTILINE):
        assert (project / name).exists(), kind
    verilog = (project / "design.v").read_text()
    ports = re.search(r"module tinynpu_arty_a7_35\((.*?)\);", verilog)
    assert ports is not None
    constrained = re.findall(r"PACKAGE_PIN.*get_ports \{ (\w+) \}", (project / "arty-a7-35.xdc").read_text())  # fmt: skip
    assert set(constrained) == set(ports[1].split(", "))
    assert "PLLE2_BASE" in verilog
    assert "vivado -notrace -mode batch -source" in (project / "Makefile").read_text()


def test_vivado_runs_where_it_is(tmp_path, monkeypatch):
    pytest.importorskip("edalize")
    folder = tmp_path / "path"
    folder.mkdir()
    program = folder / "vivado"
    program.write_text(
        "#!/bin/sh\necho $5 $6 >>calls\n"
        "case $6 in *_run.tcl) echo bits >tinynpu_pynq_z2.bit;; esac\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    result = build_vivado(find_board("pynq-z2"), tmp_path / "out", config=CONFIG, memory_bytes=4096)
    project = tmp_path / "out" / "project"
    assert (project / "calls").read_text().split() == [
        "tinynpu_pynq_z2.tcl",
        "tinynpu_pynq_z2_synth.tcl",
        "tinynpu_pynq_z2_run.tcl",
    ]
    assert result.bitstream == str(project / "tinynpu_pynq_z2.bit")
    assert result.program_command == f"openFPGALoader -b pynq_z2 {result.bitstream}"


@pytest.fixture(scope="module")
def ip(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ip")
    return folder, *write_ip(CONFIG, folder)


def test_component_names_every_port_of_the_verilog(ip):
    folder, source, description = ip
    root = ET.parse(description).getroot()
    ports = re.search(r"module tinynpu\((.*?)\);", source.read_text(), re.DOTALL)
    assert ports is not None
    described = [port.findtext("s:name", None, SPIRIT) for port in root.iterfind(".//s:model/s:ports/s:port", SPIRIT)]  # fmt: skip
    assert set(described) == set(re.findall(r"\w+", ports[1]))
    mapped = [e.text for e in root.iterfind(".//s:physicalPort/s:name", SPIRIT)]
    assert len(set(mapped)) == len(mapped)
    assert set(mapped) == {name for name in described if not str(name).startswith("trace_")}
    file = root.findtext(".//s:fileSet/s:file/s:name", None, SPIRIT)
    assert folder / str(file) == source


def test_directions_and_widths(ip):
    source = ip[1].read_text()
    root = ET.parse(ip[2]).getroot()
    for port in root.iterfind(".//s:model/s:ports/s:port", SPIRIT):
        name = port.findtext("s:name", None, SPIRIT)
        left = port.findtext(".//s:left", None, SPIRIT)
        width = rf"\[{left}:0\] " if left else ""
        direction = port.findtext(".//s:direction", None, SPIRIT)
        assert re.search(rf"^  {direction}put {width}{name};", source, re.MULTILINE), name


def test_interfaces():
    root = ET.fromstring(component_xml(CONFIG).encode())
    names = {
        entry.findtext("s:name", None, SPIRIT): entry
        for entry in root.iterfind("s:busInterfaces/s:busInterface", SPIRIT)
    }
    assert set(names) == {"s_axil", "m_axi", "clk", "rst", "irq"}
    assert names["s_axil"].find("s:slave", SPIRIT) is not None
    assert names["m_axi"].find("s:master", SPIRIT) is not None
    logical = {e.text for e in names["m_axi"].iterfind(".//s:logicalPort/s:name", SPIRIT)}
    assert {"ARADDR", "ARLEN", "RLAST", "AWVALID", "WSTRB", "BRESP"} <= logical
    parameters = [e.text for e in names["rst"].iterfind(".//s:parameter/s:value", SPIRIT)]
    assert parameters == ["ACTIVE_HIGH"]
