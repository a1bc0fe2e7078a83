"""Processes of external tools."""

import subprocess
from collections.abc import Mapping, Sequence

from tinynpu.arch.errors import FlowError

__all__ = ["run_tool"]

_LAST_LINES = 20


def run_tool(command: Sequence[object], environment: Mapping[str, str], what: str):
    """Run a tool to its end, without input.

    Parameters
    ----------
    command
        Program and arguments.
    environment
        All variables of the process.
    what
        The tool's name, which begins the sentence of the error.

    Raises
    ------
    FlowError
        It fails; with the last lines that it printed.
    """
    result = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if result.returncode:
        last = (result.stderr or result.stdout).strip().splitlines()[-_LAST_LINES:]
        raise FlowError(f"{what} failed:\n" + "\n".join(last))
