"""Runs Yosys (pyosys) in a process of its own: an error of a pass ends the process."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.verify.yosys import find_pyosys

__all__ = ["run_program", "run_yosys", "yosys_version"]

_SCRIPT = """
import sys
from pyosys import libyosys
libyosys.run_pass("tee -q -o {name}.log script {name}.ys", libyosys.Design())
"""


def yosys_version() -> str:
    """Version of pyosys.

    Raises
    ------
    FlowError
        It is missing.
    """
    find_pyosys()
    return importlib.metadata.version("pyosys")


def run_yosys(work: Path, name: str, commands: list[str]):
    """Run commands of Yosys in a directory, where ``name``.ys and ``name``.log are left.

    Raises
    ------
    FlowError
        A command failed, or took ten minutes.
    """
    (work / f"{name}.ys").write_text("\n".join(commands) + "\n")
    if not run_program(work, name, _SCRIPT.format(name=name), seconds=600):
        raise FlowError(f"Yosys must finish {name} in ten minutes, which it did not.")


def run_program(work: Path, name: str, text: str, *, seconds: float) -> bool:
    """Run a Python program that uses pyosys in a directory; False if it takes too long.

    Parameters
    ----------
    work
        Directory.
    name
        Of its log, ``name``.log, if it writes one: its last lines say why it failed.
    text
        The program.
    seconds
        When it is ended.

    Raises
    ------
    FlowError
        It failed.
    """
    find_pyosys()
    try:
        result = subprocess.run(
            [sys.executable, "-c", text],
            cwd=work,
            capture_output=True,
            text=True,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    if result.returncode:
        log = work / f"{name}.log"
        lines = log.read_text().splitlines() if log.exists() else []
        last = [*lines, *result.stderr.splitlines()][-8:]
        raise FlowError(f"Yosys failed ({name}):\n" + "\n".join(last))
    return True
