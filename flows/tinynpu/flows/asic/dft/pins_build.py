"""Builds `PinSimulator`'s library: Verilator, C++ compiler, kept by content."""

import hashlib
import os
import tempfile
from pathlib import Path

from tinynpu.tools import Compiler, Verilator, cache_directory, find_compiler, find_verilator
from tinynpu.tools.cache import locked
from tinynpu.tools.process import run_tool
from tinynpu.tools.verilated import VerilatedCxx

__all__ = ["TOP", "build_pins"]

TOP = "pins"
"""Name of the top module."""

_HARNESS = Path(__file__).with_name("pins.cpp")
_VERILATOR_FLAGS = (
    "--cc",
    "-O3",
    "--x-assign", "0",
    "--x-initial", "0",
    "--no-assert",
    "--no-timing",
    "-Wno-fatal",
    "-Wno-lint",
    "-Wno-style",
    "-Wno-ALWNEVER",
    "--prefix", f"V{TOP}",
    "--top-module", TOP,
    "--output-split", "20000",
)  # fmt: skip


def build_pins(verilog: str) -> Path:
    """Path of the shared library for a module `TOP`, from the cache or newly built.

    Raises
    ------
    FlowError
        A tool is missing or failed.
    """
    verilator, compiler = find_verilator(), find_compiler()
    tools = f"{verilator.version} {compiler.command} {compiler.version} {os.uname().machine}"
    digest = hashlib.sha256(Path(__file__).read_bytes() + _HARNESS.read_bytes())
    digest.update(tools.encode())
    digest.update(verilog.encode())
    library = cache_directory() / "asic" / f"pins-{digest.hexdigest()[:24]}.so"
    library.parent.mkdir(exist_ok=True)
    with locked(library.with_suffix(".lock")):
        if not library.exists():
            with tempfile.TemporaryDirectory(dir=library.parent, prefix="pins-") as folder:
                _build(verilog, Path(folder), verilator, compiler).replace(library)
    return library


def _build(verilog: str, folder: Path, verilator: Verilator, compiler: Compiler) -> Path:
    source, made = folder / "pins.v", folder / "made"
    source.write_text(verilog)
    run_tool(
        [verilator.binary, *_VERILATOR_FLAGS, "--Mdir", made, source],
        verilator.environment,
        "Verilator",
    )
    cxx = VerilatedCxx(verilator, compiler, made)
    objects = cxx.objects([*made.glob("*.cpp"), _HARNESS], lambda source: "-O1")
    return cxx.link(objects, folder / "pins.so")
