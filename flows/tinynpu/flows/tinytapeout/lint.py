"""Lint as LibreLane does it (librelane/steps/verilator.py)."""

import dataclasses
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.flows.tinytapeout.rules import UncheckedError
from tinynpu.flows.tinytapeout.shuttle import Shuttle
from tinynpu.flows.tinytapeout.synthesis import macros
from tinynpu.tools.verilator import find_verilator

__all__ = ["Message", "lint"]

_OPTIONS = (
    "--lint-only",
    "--Wall",
    "-Wno-fatal",
    "-Wno-DECLFILENAME",
    "-Wno-EOFNEWLINE",
    "--Werror-LATCH",
    "--Werror-MULTIDRIVEN",
    "--relative-includes",
)
_MESSAGE = re.compile(r"^%(Error|Warning)(?:-(\w+))?: (.*)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Message:
    """A line of Verilator: an error or a warning."""

    is_error: bool
    text: str


def lint(sources: Sequence[Path], top: str, shuttle: Shuttle, folder: Path) -> list[Message]:
    """What Verilator says of the sources.

    Parameters
    ----------
    sources, top, shuttle
        Files, top module, and where it is made.
    folder
        In which Verilator runs.

    Raises
    ------
    UncheckedError
        There is no Verilator.
    """
    try:
        verilator = find_verilator()
    except FlowError as error:
        raise UncheckedError(str(error)) from None
    # LibreLane gives the macro for power pins here, and not to synthesis.
    defines = [f"+define+{name}" for name in [*macros(shuttle), "USE_POWER_PINS"]]
    result = subprocess.run(
        [verilator.binary, *_OPTIONS, "--top-module", top, *defines, *sources],
        capture_output=True,
        text=True,
        env=verilator.environment,
        cwd=folder,
        check=False,
    )
    found = []
    for kind, code, text in _MESSAGE.findall(result.stdout + result.stderr):
        if not text.startswith("Exiting"):
            for path in sources:
                text = text.replace(str(path), path.name)
            found.append(Message(kind == "Error", f"{code}: {text}" if code else text))
    return found
