"""Builds what cocotb runs: a shared library with Verilator, a vvp file with Icarus Verilog."""

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.tools.cache import cache_directory, locked
from tinynpu.tools.cxx import Compiler, find_compiler
from tinynpu.tools.process import run_tool
from tinynpu.tools.verilator import find_verilator

__all__ = ["SIMULATORS", "build", "missing_tool"]

SIMULATORS = ("verilator", "icarus")
"""Simulators by the names that cocotb gives them."""

_VERILATOR_FLAGS = (
    "--cc",
    "-O3",
    "--x-assign", "fast",
    "--x-initial", "fast",
    "--vpi",
    "--no-timing",
    "-Wno-fatal",
    "-Wno-lint",
    "-Wno-style",
    "--prefix", "Vtop",
    "--output-split", "0",
)  # fmt: skip
_OFF = ("COVERAGE", "SC", "TIMING", "TRACE", "TRACE_SAIF", "TRACE_VCD", "TRACE_FST")
_CXX_FLAGS = (
    *("-std=gnu++20", "-fPIC", "-w", "-pthread", "-DVERILATOR=1"),
    *(f"-DVM_{name}=0" for name in _OFF),
)
_RUNTIME = ("verilated.cpp", "verilated_threads.cpp", "verilated_vpi.cpp")
_ENTRY = """
#include <cstdio>
#include <unistd.h>
int cocotb_main(int argc, char** argv);
// The process ends here: cocotb has finalized the interpreter that called.
extern "C" void tinynpu_cocotb(int argc, char** argv) {
    const int code = cocotb_main(argc, argv);
    fflush(nullptr);
    _exit(code);
}
"""


def missing_tool(simulator: str) -> str:
    """Why a simulator cannot be used here, in a sentence; empty if it can.

    Raises
    ------
    FlowError
        There is no such simulator.
    """
    if simulator not in SIMULATORS:
        raise FlowError(f"A simulator must be one of {', '.join(SIMULATORS)}, not {simulator}.")
    try:
        importlib.metadata.version("cocotb")
    except importlib.metadata.PackageNotFoundError:
        return "cocotb is needed: pip install 'tinynpu[verify]'."
    if simulator == "icarus" and not (shutil.which("iverilog") and shutil.which("vvp")):
        return "Icarus Verilog is needed, which has no Python package (Debian: iverilog)."
    return ""


def build(source: str, top: str, simulator: str = "verilator") -> Path:
    """What cocotb runs, from the cache or newly built.

    Parameters
    ----------
    source
        Verilog text.
    top
        Its top module. cocotb sees the signals of this module only.
    simulator
        One of `SIMULATORS`.

    Raises
    ------
    FlowError
        A tool is missing or failed.
    """
    if reason := missing_tool(simulator):
        raise FlowError(reason)
    cache = cache_directory() / "cosim"
    cache.mkdir(exist_ok=True)
    suffix = {"verilator": ".so", "icarus": ".vvp"}[simulator]
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(f"{top}\n{simulator}\n{_versions(simulator)}\n{source}".encode())
    target = cache / f"{top}-{digest.hexdigest()[:20]}{suffix}"
    if target.exists():
        return target
    with locked(target.with_suffix(".lock")):
        if not target.exists():
            with tempfile.TemporaryDirectory(dir=cache, prefix=f"{top}-") as folder:
                path = Path(folder) / "design.v"
                path.write_text(f"`timescale 1ns/1ps\n{source}")
                make = {"verilator": _verilate, "icarus": _compile_icarus}[simulator]
                make(path, top).replace(target)
    return target


def _versions(simulator: str) -> str:
    if simulator == "icarus":
        return str(shutil.which("iverilog"))
    compiler = find_compiler()
    cocotb = importlib.metadata.version("cocotb")
    return f"{find_verilator().version} {compiler.version} cocotb {cocotb} {os.uname().machine}"


def _compile_icarus(source: Path, top: str) -> Path:
    target = source.with_suffix(".vvp")
    # With -g2012 combinational outputs can stay X at time 0.
    run_tool(["iverilog", "-g2005", "-s", top, "-o", target, source], dict(os.environ), "Icarus")
    return target


def _verilate(source: Path, top: str) -> Path:
    """Shared library whose function ``tinynpu_cocotb`` runs cocotb's tests in this process.

    cocotb's own build makes a program that embeds Python; it needs make, and a Python that was
    built as a shared library, which that of Debian is not.
    """
    import cocotb_tools.config

    verilator, compiler = find_verilator(), find_compiler()
    folder = source.parent / "obj"
    control = source.with_suffix(".vlt")
    control.write_text(f'`verilator_config\npublic_flat_rw -module "{top}" -var "*"\n')
    run_tool(
        [
            *(verilator.binary, *_VERILATOR_FLAGS, "--top-module", top),
            *("--Mdir", folder, control, source),
        ],
        verilator.environment,
        "Verilator",
    )
    include = verilator.root / "include"
    flags = [*compiler.flags, *_CXX_FLAGS, f"-I{folder}", f"-I{include}", f"-I{include / 'vltstd'}"]
    entry = source.with_name("entry.cpp")
    main = cocotb_tools.config.share_dir / "lib" / "verilator" / "verilator.cpp"
    generated = sorted(folder.glob("*.cpp"))
    entry.write_text(
        "".join(f'#include "{path}"\n' for path in generated)
        + f'#define main cocotb_main\n#include "{main}"\n#undef main\n{_ENTRY}'
    )
    library = source.with_suffix(".so")
    libraries = cocotb_tools.config.libs_dir
    run_tool(
        [
            *(*compiler.command, *flags, "-O1", "-shared", entry, *_runtime(compiler, flags)),
            *("-o", library, f"-L{libraries}", f"-Wl,-rpath,{libraries}", "-lcocotbvpi_verilator"),
        ],
        compiler.environment,
        "The C++ compiler",
    )
    return library


def _runtime(compiler: Compiler, flags: list[str]) -> list[Path]:
    """Object files of Verilator's own sources, compiled once."""
    verilator = find_verilator()
    include = verilator.root / "include"
    digest = hashlib.sha256(f"{verilator.version} {compiler.version} {_CXX_FLAGS}".encode())
    folder = cache_directory() / "cosim" / f"runtime-{digest.hexdigest()[:12]}"
    folder.mkdir(exist_ok=True)
    objects = [folder / Path(name).with_suffix(".o") for name in _RUNTIME]
    with locked(folder / "lock"):
        for name, target in zip(_RUNTIME, objects, strict=True):
            if not target.exists():
                partial = target.with_suffix(".partial.o")
                run_tool(
                    [*compiler.command, *flags, "-O2", "-c", include / name, "-o", partial],
                    compiler.environment,
                    "The C++ compiler",
                )
                partial.replace(target)
    return objects
