"""Builds what cocotb runs: a shared library with Verilator, a vvp file with Icarus Verilog."""

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.tools.cache import cache_directory, locked
from tinynpu.tools.cxx import find_compiler
from tinynpu.tools.process import run_tool
from tinynpu.tools.verilated import RUNTIME, VerilatedCxx
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
    # The library finds cocotb's where they are now: another environment needs another one.
    return " ".join(
        [
            *(find_verilator().version, find_compiler().version, os.uname().machine),
            *(importlib.metadata.version("cocotb"), str(_libraries())),
        ]
    )


def _libraries() -> Path:
    import cocotb_tools.config

    return cocotb_tools.config.libs_dir


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
    cxx = VerilatedCxx(verilator, compiler, folder)
    entry = source.with_name("entry.cpp")
    main = cocotb_tools.config.share_dir / "lib" / "verilator" / "verilator.cpp"
    entry.write_text(f'#define main cocotb_main\n#include "{main}"\n#undef main\n{_ENTRY}')
    objects = cxx.objects(
        [*folder.glob("*.cpp"), entry],
        lambda source: "-O1",
        runtime=(*RUNTIME, "verilated_vpi.cpp"),
    )
    libraries = _libraries()
    return cxx.link(
        objects,
        source.with_suffix(".so"),
        [f"-L{libraries}", f"-Wl,-rpath,{libraries}", "-lcocotbvpi_verilator"],
    )
