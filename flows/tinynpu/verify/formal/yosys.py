"""Yosys and ABC, native, out of the package ``pyosys``.

Yosys runs in a process of its own: an error in a pass ends the process that it runs in.
"""

import subprocess
import sys
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.verify.yosys import find_abc, find_pyosys

__all__ = ["run_abc", "run_yosys"]

_RUN = "import sys; from pyosys import libyosys as ys; ys.run_pass('script ' + sys.argv[1], ys.Design())"


def run_yosys(script: str, folder: Path, *, timeout: int = 600) -> str:
    """Run the lines of a script in a folder; returns what Yosys prints.

    Raises
    ------
    FlowError
        A pass fails.
    """
    find_pyosys()
    path = folder / "script.ys"
    path.write_text(script)
    return _run([sys.executable, "-c", _RUN, path.name], folder, "Yosys", timeout)


def run_abc(commands: str, folder: Path, *, timeout: int) -> str:
    """Run commands of ABC in a folder; returns what it prints.

    Raises
    ------
    FlowError
        ABC fails.
    """
    text = _run([str(find_abc()), "-q", commands], folder, "ABC", timeout)
    if "cmd error" in text or "Error:" in text:
        raise FlowError(f"ABC refuses {commands!r}: {text.strip()[-300:]}")
    return text


def _run(command: list[str], folder: Path, name: str, timeout: int) -> str:
    try:
        result = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        raise FlowError(f"{name} must end within {timeout} s, and did not.") from None
    text = result.stdout + result.stderr
    if result.returncode != 0:
        errors = [line for line in text.splitlines() if "ERROR" in line]
        message = errors[-1] if errors else text.strip()[-300:]
        raise FlowError(f"{name} failed (exit code {result.returncode}): {message}")
    return text
