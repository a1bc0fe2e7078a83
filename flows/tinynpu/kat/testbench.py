"""Builds the testbench of a vector set with Verilator, without make, kept by content."""

import concurrent.futures
import hashlib
import os
import tempfile
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.tools import cache_directory, find_compiler, find_verilator
from tinynpu.tools.cache import locked
from tinynpu.tools.cxx import Compiler
from tinynpu.tools.process import run_tool
from tinynpu.tools.verilator import Verilator

__all__ = ["build_testbench"]

_SOURCES = ("kat_tb.sv", "kat_config.svh", "tinynpu.v")
_VERILATOR_FLAGS = (
    "--cc", "--main", "--exe", "--timing", "-O3", "-Wno-fatal", "-Wno-lint", "-Wno-style",
    "--top-module", "kat_tb", "--prefix", "Vkat_tb", "--output-split", "20000",
)  # fmt: skip
_CXX_FLAGS = ("-std=gnu++20", "-w", "-pthread")
_RUNTIME = ("verilated.cpp", "verilated_threads.cpp", "verilated_timing.cpp")


def build_testbench(folder: Path) -> Path:
    """Path of the program that runs the vector set in a folder, or any other with ``+dir=PATH``.

    Raises
    ------
    FlowError
        A tool is missing or failed, or the folder is not one of vectors.
    """
    verilator, compiler = find_verilator(), find_compiler()
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for name in _SOURCES:
        try:
            digest.update((folder / name).read_bytes())
        except OSError as error:
            raise FlowError(
                f"A folder of vectors must hold {name}, which {folder} does not ({error.strerror})."
            ) from None
    digest.update("\n".join((verilator.version, *compiler.command, compiler.version, os.uname().machine)).encode())  # fmt: skip
    cache = cache_directory() / "kat"
    cache.mkdir(exist_ok=True)
    program = cache / digest.hexdigest()[:24]
    with locked(program.with_suffix(".lock")):
        if not program.exists():
            with tempfile.TemporaryDirectory(dir=cache, prefix=f"{program.name}-") as work:
                _build(folder, Path(work), verilator, compiler).replace(program)
    return program


def _build(folder: Path, work: Path, verilator: Verilator, compiler: Compiler) -> Path:
    sources = [folder.resolve() / name for name in _SOURCES if not name.endswith("h")]
    run_tool(
        [verilator.binary, *_VERILATOR_FLAGS, f"-I{folder.resolve()}", "--Mdir", work, *sources],
        verilator.environment,
        "Verilator",
    )
    include = verilator.root / "include"
    flags = [
        *compiler.flags,
        *_CXX_FLAGS,
        f"-I{work}",
        f"-I{include}",
        f"-I{include / 'vltstd'}",
        "-DVERILATOR=1",
        "-DVM_TIMING=1",
        *(f"-DVM_{name}=0" for name in ("COVERAGE", "SC", "TRACE", "TRACE_VCD", "TRACE_FST")),
    ]

    def compile_one(path: Path) -> Path:
        target = work / f"{path.stem}.o"
        level = "-O0" if "Slow" in path.name else "-O1"
        command = [*compiler.command, *flags, level, "-c", path, "-o", target]
        run_tool(command, compiler.environment, "The C++ compiler")
        return target

    units = [*work.glob("*.cpp"), *(include / name for name in _RUNTIME)]
    units.sort(key=lambda path: path.stat().st_size, reverse=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        objects = list(pool.map(compile_one, units))
    program = work / "kat_tb"
    command = [*compiler.command, *compiler.flags, "-pthread", *objects, "-o", program]
    run_tool(command, compiler.environment, "The linker")
    return program
