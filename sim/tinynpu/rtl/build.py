"""Builds the Verilated core: Amaranth, Verilator, C++ compiler, shared library, kept by content."""

import hashlib
import importlib.metadata
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import tinynpu.arch.config
import tinynpu.core.shapes
from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.tools.cache import cache_directory, locked
from tinynpu.tools.cxx import Compiler, find_compiler
from tinynpu.tools.process import run_tool
from tinynpu.tools.verilated import RUNTIME, VerilatedCxx
from tinynpu.tools.verilator import Verilator, find_verilator

__all__ = [
    "HARNESS",
    "VERILATOR_FLAGS",
    "Progress",
    "build",
    "build_mutants",
    "build_top",
    "cached",
]

Progress = Callable[[str, float], None]
"""Called with what is being done and the fraction that is done already."""

HARNESS = Path(__file__).with_name("harness.cpp")
"""C++ around a core."""
VERILATOR_FLAGS = (
    "--cc",
    "-O3",
    "--x-assign", "fast",
    "--x-initial", "fast",
    "--no-assert",
    "--no-timing",
    "-Wno-fatal",
    "-Wno-lint",
    "-Wno-style",
    "-Wno-ALWNEVER",
    "--prefix", "Vtinynpu",
    "--top-module", "tinynpu",
    "--output-split", "20000",
)  # fmt: skip
"""For a top module ``tinynpu``."""
_EXTRAS = {
    "": (),
    "vcd": ("--trace-vcd",),
    "fst": ("--trace-fst",),
    "coverage": ("--coverage-line", "--coverage-toggle"),
}
"""Flags for what a simulator can do beside simulating."""


def _sources_digest() -> bytes:
    """Digest of every source that the Verilog depends on."""
    digest = hashlib.sha256()
    arch = Path(tinynpu.arch.config.__file__).parent
    core = Path(tinynpu.core.shapes.__file__).parent
    for folder in (arch, core, core.parent / "bus"):
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    digest.update(HARNESS.read_bytes() + Path(__file__).read_bytes())
    return digest.digest()


def _key(config: Config, extra: str, verilator: Verilator, compiler: Compiler) -> str:
    parts = [
        config.replace(name="").to_json(),
        extra,
        verilator.version,
        *compiler.command[-1:],
        compiler.version,
        importlib.metadata.version("amaranth"),
        os.uname().machine,
    ]
    digest = hashlib.sha256(_sources_digest())
    digest.update("\n".join(parts).encode())
    return digest.hexdigest()[:24]


def build_mutants(
    config: Config, verilog: str, *, work: Path | None = None, progress: Progress | None = None
) -> Path:
    """Path of the shared library for a netlist of the core with an input ``mutsel``.

    Parameters
    ----------
    config
        Configuration that the netlist was made from.
    verilog
        Netlist; the top module is ``tinynpu``.
    work
        Directory for the library, instead of the cache.
    progress
        Told what is being done.

    Raises
    ------
    FlowError
        A tool is missing or failed.
    """
    verilator, compiler = find_verilator(), find_compiler()
    digest = hashlib.sha256(_key(config, "", verilator, compiler).encode() + verilog.encode())
    folder = work or cache_directory() / "mutants"
    folder.mkdir(parents=True, exist_ok=True)
    return cached(
        folder,
        digest.hexdigest()[:24],
        lambda scratch, tell: _build(
            config, "", verilator, compiler, scratch, tell, lambda: verilog, mutants=True
        ),
        progress,
    )


def build_top(
    config: Config,
    verilog: Callable[[], str],
    *,
    harness: Path,
    key: bytes,
    progress: Progress | None = None,
) -> Path:
    """Path of the shared library for another top that holds a core, from the cache or newly built.

    Parameters
    ----------
    config
        Configuration of the core.
    verilog
        Gives the netlist; the top module is ``tinynpu``.
    harness
        C++ around it.
    key
        Everything else that the netlist depends on.
    progress
        Told what is being done.

    Raises
    ------
    FlowError
        A tool is missing or failed.
    """
    verilator, compiler = find_verilator(), find_compiler()
    digest = hashlib.sha256(_key(config, "", verilator, compiler).encode())
    digest.update(key + harness.read_bytes())
    cache = cache_directory() / "rtl"
    cache.mkdir(exist_ok=True)
    return cached(
        cache,
        digest.hexdigest()[:24],
        lambda scratch, tell: _build(
            config, "", verilator, compiler, scratch, tell, verilog, harness=harness
        ),
        progress,
    )


def build(
    config: Config,
    *,
    wave: str = "",
    coverage: bool = False,
    zig: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Path of the shared library for a configuration, from the cache or newly built.

    Parameters
    ----------
    config
        Configuration.
    wave
        ``""``, or ``"vcd"`` or ``"fst"`` for a build that can write waves.
    coverage
        Instead of waves: a build that counts which lines run and which bits toggle.
    zig
        Compile with ziglang even if there is another compiler.
    progress
        Told what is being done.

    Raises
    ------
    FlowError
        A tool is missing or failed.
    """
    from tinynpu.core.verilog import generate_verilog

    verilator = find_verilator()
    compiler = find_compiler(zig=zig)
    extra = "coverage" if coverage else wave

    def make(scratch: Path, tell: Progress) -> Path:
        if extra == "fst":
            _require_fst_headers(compiler)
        return _build(
            config, extra, verilator, compiler, scratch, tell, lambda: generate_verilog(config)
        )

    cache = cache_directory() / "rtl"
    cache.mkdir(exist_ok=True)
    return cached(cache, _key(config, extra, verilator, compiler), make, progress)


def cached(
    cache: Path, key: str, make: Callable[[Path, Progress], Path], progress: Progress | None
) -> Path:
    """The library of this key, made in a scratch folder unless it is there."""
    tell = progress or (lambda text, fraction: None)
    library = cache / f"{key}.so"
    if library.exists():
        tell("simulator found in the cache", 1.0)
        return library
    with locked(cache / f"{key}.lock"):
        if not library.exists():
            with tempfile.TemporaryDirectory(dir=cache, prefix=f"{key}-") as folder:
                make(Path(folder), tell).replace(library)
    tell("simulator built", 1.0)
    return library


def _build(
    config: Config,
    extra: str,
    verilator: Verilator,
    compiler: Compiler,
    folder: Path,
    tell: Progress,
    verilog: Callable[[], str],
    *,
    mutants: bool = False,
    harness: Path = HARNESS,
) -> Path:
    tell("Amaranth writes Verilog", 0.02)
    source = folder / "tinynpu.v"
    source.write_text(verilog())
    tell("Verilator translates to C++", 0.1)
    objects = folder / "obj"
    run_tool(
        [verilator.binary, *VERILATOR_FLAGS, *_EXTRAS[extra], "--Mdir", objects, source],
        verilator.environment,
        "Verilator",
    )

    wave = extra if extra in ("vcd", "fst") else ""
    features = {"TRACE", f"TRACE_{wave.upper()}"} if wave else {extra.upper()} - {""}
    runtime = [*RUNTIME]
    if extra:
        runtime.append(f"verilated_{wave}_c.cpp" if wave else "verilated_cov.cpp")
    cxx = VerilatedCxx(
        verilator,
        compiler,
        objects,
        frozenset(features),
        (
            f"TINYNPU_TRACE_VCD={int(wave == 'vcd')}",
            f"TINYNPU_TRACE_FST={int(wave == 'fst')}",
            f"TINYNPU_MUTANTS={int(mutants)}",
            f"TINYNPU_BUS_BYTES={config.bus_bytes}",
            f"TINYNPU_BURST_BEATS={config.burst_beats}",
            f"TINYNPU_OUTSTANDING={config.outstanding}",
        ),
    )

    def level(source: Path) -> str:
        # What runs once is not optimized.
        return "-O0" if "Slow" in source.name else "-O1" if extra == "coverage" else "-O2"

    text = f"compiling C++ ({compiler.version.split(' ')[0]})"
    compiled = cxx.objects(
        [*objects.glob("*.cpp"), harness],
        level,
        runtime=runtime,
        done=lambda share: tell(text, 0.25 + 0.7 * share),
    )
    tell("linking", 0.96)
    libraries = ["-llz4", "-lz"] if wave == "fst" else []
    return cxx.link(compiled, folder / "simulator.so", libraries)


def _require_fst_headers(compiler: Compiler):
    """FST waves need the headers of two libraries that no Python package brings."""
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.cpp"
        probe.write_text("#include <lz4.h>\n#include <zlib.h>\nint main() {}\n")
        result = subprocess.run(
            [
                *compiler.command,
                *compiler.flags,
                str(probe),
                "-o",
                str(probe.with_suffix(".out")),
                "-llz4",
                "-lz",
            ],
            capture_output=True,
            env=compiler.environment,
            check=False,
        )
    if result.returncode:
        raise FlowError(
            "FST waves need lz4.h and zlib.h (Debian: liblz4-dev zlib1g-dev), which the C++ "
            "compiler does not find; name the file .vcd instead."
        )
