"""C++ compiler: the system's, else the one of the ziglang package."""

import dataclasses
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys

from tinynpu.arch.errors import FlowError
from tinynpu.tools.cache import cache_directory

__all__ = ["Compiler", "find_compiler"]


@dataclasses.dataclass(frozen=True)
class Compiler:
    """A C++ compiler: the words of its command, its version, and what it needs."""

    command: tuple[str, ...]
    version: str
    flags: tuple[str, ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        """Variables for its processes: zig keeps its own builds in our cache."""
        zig = str(cache_directory() / "zig")
        return {**os.environ, "ZIG_GLOBAL_CACHE_DIR": zig, "ZIG_LOCAL_CACHE_DIR": zig}


def _version(command: list[str]) -> str | None:
    try:
        result = subprocess.run(
            [*command, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = result.stdout.splitlines()
    return lines[0].strip() if result.returncode == 0 and lines else None


def find_compiler(*, zig: bool = False) -> Compiler:
    """``$CXX``, else g++, clang++ or c++ on PATH, else ``python -m ziglang c++``.

    Parameters
    ----------
    zig
        Take ziglang even if there is another.

    Raises
    ------
    FlowError
        There is none.
    """
    if not zig and not os.environ.get("TINYNPU_ZIG"):
        if "CXX" in os.environ:
            command = shlex.split(os.environ["CXX"])
            version = _version(command)
            if version is None:
                raise FlowError(f"CXX must name a C++ compiler that runs, not {os.environ['CXX']}.")
            return Compiler(tuple(command), version)
        for name in ("g++", "clang++", "c++"):
            if shutil.which(name) and (version := _version([name])):
                return Compiler((name,), version)
    if importlib.util.find_spec("ziglang") is None:
        raise FlowError(
            "A C++ compiler is needed to build the simulator: pip install ziglang, "
            "or install g++ or clang++."
        )
    command = (sys.executable, "-m", "ziglang")
    result = subprocess.run([*command, "version"], capture_output=True, text=True, check=False)
    # The baseline processor: a cached build may be used on another machine. Zig's own default
    # would trap where plain C++ wraps.
    return Compiler(
        (*command, "c++"),
        f"zig {result.stdout.strip()}",
        ("-mcpu=baseline", "-fno-sanitize=undefined"),
    )
