"""Runs Yosys (pyosys) in a process of its own: an error of a pass ends the process."""

import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["abc_binary", "run_yosys", "yosys_version"]

_PROGRAM = """
import sys
from pyosys import libyosys
design = libyosys.Design()
libyosys.run_pass("tee -q -o " + sys.argv[2] + " script " + sys.argv[1], design)
"""


def _package() -> Path:
    spec = importlib.util.find_spec("pyosys")
    if spec is None or spec.origin is None:
        raise FlowError("Mutation testing needs Yosys as a Python module: pip install pyosys.")
    return Path(spec.origin).parent


def yosys_version() -> str:
    """Version of pyosys.

    Raises
    ------
    FlowError
        It is missing.
    """
    _package()
    return importlib.metadata.version("pyosys")


def abc_binary() -> Path:
    """ABC of pyosys."""
    return _package() / "yosys-abc"


def run_yosys(
    work: Path, name: str, commands: list[str], *, python: str = "", seconds: float = 600
) -> str | None:
    """Run commands of Yosys in a directory; returns the log, or None after ``seconds``.

    Parameters
    ----------
    work
        Directory of relative file names; the script and the log are left there.
    name
        Of the script and the log.
    commands
        One command each.
    python
        Instead: Python text that finds ``libyosys``, ``design`` and ``sys``.

    Raises
    ------
    FlowError
        A command failed.
    """
    _package()
    script, log = work / f"{name}.ys", work / f"{name}.log"
    script.write_text("\n".join(commands) + "\n")
    try:
        result = subprocess.run(
            [sys.executable, "-c", _PROGRAM + python, script.name, log.name],
            cwd=work,
            capture_output=True,
            text=True,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    text = log.read_text() if log.exists() else ""
    if result.returncode:
        last = [*text.splitlines(), *result.stderr.splitlines()][-8:]
        raise FlowError(f"Yosys failed ({name}):\n" + "\n".join(last))
    return text
