"""Builds `PinSimulator`'s library: Verilator, C++ compiler, kept by content.

Verilator's own sources are compiled once: they take longer than a small netlist.
"""

import concurrent.futures
import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tinynpu.tools import Compiler, Verilator, cache_directory, find_compiler, find_verilator
from tinynpu.tools.cache import locked
from tinynpu.tools.process import run_tool

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
_OFF = ("COVERAGE", "SC", "TIMING", "TRACE", "TRACE_SAIF", "TRACE_VCD", "TRACE_FST")
_CXX_FLAGS = (
    *("-std=gnu++20", "-fPIC", "-w", "-pthread", "-DVERILATOR=1"),
    *(f"-DVM_{name}=0" for name in _OFF),
)
_UNIT_BYTES = 1_000_000
_RUNTIME = ("verilated.cpp", "verilated_threads.cpp")


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
    runtime = cache_directory() / "asic" / f"verilated-{digest.hexdigest()[:12]}"
    runtime.mkdir(parents=True, exist_ok=True)
    digest.update(verilog.encode())
    library = runtime.with_name(f"pins-{digest.hexdigest()[:24]}.so")
    with locked(library.with_suffix(".lock")):
        if not library.exists():
            with tempfile.TemporaryDirectory(dir=library.parent, prefix="pins-") as folder:
                _build(verilog, Path(folder), runtime, verilator, compiler).replace(library)
    return library


def _build(
    verilog: str, folder: Path, runtime: Path, verilator: Verilator, compiler: Compiler
) -> Path:
    source, made = folder / "pins.v", folder / "made"
    source.write_text(verilog)
    run_tool(
        [verilator.binary, *_VERILATOR_FLAGS, "--Mdir", made, source],
        verilator.environment,
        "Verilator",
    )
    include = verilator.root / "include"
    includes = [f"-I{made}", f"-I{include}", f"-I{include / 'vltstd'}"]
    command = [*compiler.command, *compiler.flags, *_CXX_FLAGS, *includes]

    def compile_one(path: Path, target: Path, level: str) -> Path:
        run_tool(
            [*command, level, "-c", path, "-o", target], compiler.environment, "The C++ compiler"
        )
        return target

    def runtime_object(name: str) -> Path:
        target = runtime / f"{Path(name).stem}.o"
        with locked(target.with_suffix(".lock")):
            if not target.exists():
                partial = folder / target.name
                compile_one(include / name, partial, "-O1").replace(target)
        return target

    units = _units([*sorted(made.glob("*.cpp")), _HARNESS], folder)
    objects = _parallel(
        [
            *(lambda name=name: runtime_object(name) for name in _RUNTIME),
            *(lambda unit=unit: compile_one(unit, unit.with_suffix(".o"), "-O1") for unit in units),
        ]
    )
    library = folder / "pins.so"
    command = [*compiler.command, *compiler.flags, "-shared", "-pthread"]
    run_tool([*command, *objects, "-o", library], compiler.environment, "The linker")
    return library


def _units(sources: Sequence[Path], folder: Path) -> list[Path]:
    """Files that include the sources: of a small netlist one, because headers take most of the time."""
    count = 1 + sum(path.stat().st_size for path in sources) // _UNIT_BYTES
    units = []
    for number in range(count):
        unit = folder / f"unit_{number}.cpp"
        unit.write_text("".join(f'#include "{path}"\n' for path in sources[number::count]))
        units.append(unit)
    return units


def _parallel(tasks: Sequence[Callable[[], Path]]) -> list[Path]:
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]
