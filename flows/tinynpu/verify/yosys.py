"""Where Yosys and ABC are, native, in the package ``pyosys``."""

import importlib.util
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["find_abc", "find_pyosys"]


def find_pyosys() -> Path:
    """Folder of the package.

    Raises
    ------
    FlowError
        It is missing.
    """
    spec = importlib.util.find_spec("pyosys")
    if spec is None or spec.origin is None:
        raise FlowError("Proofs and mutants need Yosys as a Python module: pip install pyosys.")
    return Path(spec.origin).parent


def find_abc() -> Path:
    """The ABC that comes with it.

    Raises
    ------
    FlowError
        There is none.
    """
    path = find_pyosys() / "yosys-abc"
    if not path.exists():
        raise FlowError(f"The package pyosys must contain yosys-abc; {path.parent} does not.")
    return path
