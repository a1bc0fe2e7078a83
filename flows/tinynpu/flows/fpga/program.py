"""Loads a bitstream into a board."""

import shutil
import subprocess
from collections.abc import Sequence

from tinynpu.arch.errors import FlowError
from tinynpu.eda.locate import PROGRAMS, find_tool

__all__ = ["program_board"]

_REMEDIES = {
    "dfu-util": "Debian: apt install dfu-util",
    "mpremote": "pip install mpremote",
}


def program_board(command: Sequence[str], seconds: float = 300):
    """Run the command of `tinynpu.flows.fpga.results.FpgaResult.program_command`.

    Parameters
    ----------
    command
        Program and arguments.
    seconds
        When it is ended.

    Raises
    ------
    FlowError
        The program is missing, or fails: no board, no permission.
    """
    name, *arguments = command
    if name in PROGRAMS:
        start = find_tool(name).command
    else:
        path = shutil.which(name)
        if path is None:
            raise FlowError(f"Loading needs {name}, which is not installed ({_REMEDIES.get(name, 'put it on PATH')}).")  # fmt: skip
        start = (path,)
    try:
        result = subprocess.run(
            [*start, *arguments],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise FlowError(f"{name} must end within {seconds:g} s, and did not.") from None
    if result.returncode:
        lines = (result.stderr + result.stdout).strip().splitlines()
        why = lines[-1].strip() if lines else f"exit code {result.returncode}"
        hint = ""
        if "shared libraries" in why:
            hint = " (Debian: apt install libftdi1-2 libhidapi-libusb0, or openfpgaloader)"
        raise FlowError(f"The board must be connected and take the bitstream, and {name} says: {why}{hint}")  # fmt: skip
