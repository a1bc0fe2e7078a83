"""The core as an IP for Vivado: ``component.xml`` (IP-XACT) beside its Verilog."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path

from amaranth.lib.wiring import Out

from tinynpu.arch.config import Config
from tinynpu.arch.program import write_file
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH

__all__ = ["component_xml", "write_ip"]

_SPIRIT = "http://www.spiritconsortium.org/XMLSchema/SPIRIT/1685-2009"
_XILINX = "http://www.xilinx.com"
_TOP = "tinynpu"
_VENDOR, _LIBRARY, _VERSION = "tinynpu.org", "npu", "1.0"


def write_ip(config: Config, folder: Path) -> list[Path]:
    """Write Verilog and ``component.xml`` of the core into a folder that Vivado takes as an IP.

    Raises
    ------
    CompileError
        The folder cannot be written.
    """
    from tinynpu.core.verilog import generate_verilog

    source, description = folder / "src" / f"{_TOP}.v", folder / "component.xml"
    source.parent.mkdir(parents=True, exist_ok=True)
    write_file(source, generate_verilog(config, _TOP).encode())
    write_file(description, component_xml(config).encode())
    return [source, description]


def component_xml(config: Config) -> str:
    """IP-XACT description of `tinynpu.core.top.Core`: two AXI interfaces, clock, reset, interrupt.

    Source: IEEE 1685-2009, and Xilinx UG1118 for the names of interfaces and their parameters.
    """
    ET.register_namespace("spirit", _SPIRIT)
    ET.register_namespace("xilinx", _XILINX)
    ports = _ports(config)
    root = ET.Element(_tag("component"))
    for name, text in (
        ("vendor", _VENDOR),
        ("library", _LIBRARY),
        ("name", _TOP),
        ("version", _VERSION),
    ):
        _add(root, name, text)
    interfaces = _add(root, "busInterfaces")
    for prefix, role in (("s_axil", "slave"), ("m_axi", "master")):
        _axi(interfaces, prefix, role, [name for name in ports if name.startswith(f"{prefix}_")])
    _signal(interfaces, "clk", "clock", "CLK", "slave", {"ASSOCIATED_BUSIF": "s_axil:m_axi", "ASSOCIATED_RESET": "rst"})  # fmt: skip
    _signal(interfaces, "rst", "reset", "RST", "slave", {"POLARITY": "ACTIVE_HIGH"})
    _signal(interfaces, "irq", "interrupt", "INTERRUPT", "master", {"SENSITIVITY": "LEVEL_HIGH"})
    space = _add(_add(root, "addressSpaces"), "addressSpace")
    _add(space, "name", "m_axi")
    _add(space, "range", "4294967296")
    _add(space, "width", "32")
    memory_map = _add(_add(root, "memoryMaps"), "memoryMap")
    _add(memory_map, "name", "s_axil")
    block = _add(memory_map, "addressBlock")
    for name, text in (
        ("name", "registers"),
        ("baseAddress", "0"),
        # Vivado assigns no less than 4 KiB.
        ("range", str(max(4096, 1 << CSR_ADDRESS_WIDTH))),
        ("width", "32"),
        ("usage", "register"),
    ):
        _add(block, name, text)
    _model(root, ports)
    files = _add(_add(root, "fileSets"), "fileSet")
    _add(files, "name", "sources")
    file = _add(files, "file")
    _add(file, "name", f"src/{_TOP}.v")
    _add(file, "fileType", "verilogSource")
    _add(root, "description", f"tinynpu, configuration {config.name}, hash {config.hash:08x}")
    _parameters(root, {"Component_Name": f"{_TOP}_v1_0"})
    extensions = _add(root, "vendorExtensions")
    core = ET.SubElement(extensions, f"{{{_XILINX}}}coreExtensions")
    families = ET.SubElement(core, f"{{{_XILINX}}}supportedFamilies")
    for family in ("artix7", "kintex7", "virtex7", "zynq", "zynquplus", "spartan7", "kintexu"):
        entry = ET.SubElement(families, f"{{{_XILINX}}}family")
        entry.set(f"{{{_XILINX}}}lifeCycle", "Production")
        entry.text = family
    taxonomies = ET.SubElement(core, f"{{{_XILINX}}}taxonomies")
    ET.SubElement(taxonomies, f"{{{_XILINX}}}taxonomy").text = "/UserIP"
    ET.SubElement(core, f"{{{_XILINX}}}displayName").text = f"tinynpu {config.rows}×{config.cols}"
    ET.indent(root)
    text = io.StringIO()
    ET.ElementTree(root).write(text, encoding="unicode", xml_declaration=False)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text.getvalue() + "\n"


def _tag(name: str) -> str:
    return f"{{{_SPIRIT}}}{name}"


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, _tag(name))
    element.text = text
    return element


def _ports(config: Config) -> dict[str, tuple[str, int]]:
    """Direction and width of every port of the Verilog module, by name."""
    from tinynpu.core.make import make_core

    core = make_core(config)
    core._MustUse__silence = True  # pyright: ignore[reportAttributeAccessIssue]  # only asked
    ports = {"clk": ("in", 1), "rst": ("in", 1)}
    for name, member in core.signature.members.items():
        direction = "out" if member.flow == Out else "in"
        ports[name] = (direction, len(getattr(core, name)))
    return ports


def _kind(parent: ET.Element, name: str, library: str, kind: str):
    element = _add(parent, name)
    for key, text in (
        ("vendor", "xilinx.com"),
        ("library", library),
        ("name", kind),
        ("version", "1.0"),
    ):
        element.set(_tag(key), text)


def _axi(parent: ET.Element, prefix: str, role: str, names: list[str]):
    interface = _add(parent, "busInterface")
    _add(interface, "name", prefix)
    _kind(interface, "busType", "interface", "aximm")
    _kind(interface, "abstractionType", "interface", "aximm_rtl")
    side = _add(interface, role)
    if role == "slave":
        _add(side, "memoryMapRef").set(_tag("memoryMapRef"), prefix)
    else:
        _add(side, "addressSpaceRef").set(_tag("addressSpaceRef"), prefix)
    _map(interface, {name.removeprefix(f"{prefix}_").upper(): name for name in names})


def _signal(
    parent: ET.Element, port: str, kind: str, logical: str, role: str, parameters: dict[str, str]
):
    interface = _add(parent, "busInterface")
    _add(interface, "name", port)
    _kind(interface, "busType", "signal", kind)
    _kind(interface, "abstractionType", "signal", f"{kind}_rtl")
    _add(interface, role)
    _map(interface, {logical: port})
    _parameters(interface, parameters)


def _map(interface: ET.Element, names: dict[str, str]):
    maps = _add(interface, "portMaps")
    for logical, physical in names.items():
        entry = _add(maps, "portMap")
        _add(_add(entry, "logicalPort"), "name", logical)
        _add(_add(entry, "physicalPort"), "name", physical)


def _parameters(parent: ET.Element, values: dict[str, str]):
    parameters = _add(parent, "parameters")
    for name, text in values.items():
        parameter = _add(parameters, "parameter")
        _add(parameter, "name", name)
        _add(parameter, "value", text)


def _model(root: ET.Element, ports: dict[str, tuple[str, int]]):
    model = _add(root, "model")
    view = _add(_add(model, "views"), "view")
    for name, text in (
        ("name", "xilinx_anylanguagesynthesis"),
        ("envIdentifier", ":vivado.xilinx.com:synthesis"),
        ("language", "Verilog"),
        ("modelName", _TOP),
    ):
        _add(view, name, text)
    _add(_add(view, "fileSetRef"), "localName", "sources")
    entries = _add(model, "ports")
    for name, (direction, width) in ports.items():
        port = _add(entries, "port")
        _add(port, "name", name)
        wire = _add(port, "wire")
        _add(wire, "direction", direction)
        if width > 1:
            vector = _add(wire, "vector")
            _add(vector, "left", str(width - 1))
            _add(vector, "right", "0")
        definitions = _add(_add(wire, "wireTypeDefs"), "wireTypeDef")
        _add(definitions, "typeName", "std_logic_vector" if width > 1 else "std_logic")
        _add(definitions, "viewNameRef", "xilinx_anylanguagesynthesis")
