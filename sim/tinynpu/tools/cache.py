"""Where builds are kept."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["cache_directory", "locked"]


def cache_directory() -> Path:
    """``$TINYNPU_CACHE``, else ``$XDG_CACHE_HOME/tinynpu``, else ``~/.cache/tinynpu``; created.

    Raises
    ------
    FlowError
        The directory cannot be created.
    """
    if "TINYNPU_CACHE" in os.environ:
        path = Path(os.environ["TINYNPU_CACHE"])
    else:
        path = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tinynpu"
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FlowError(
            f"The cache directory {path} must be writable ({error.strerror}); "
            "set TINYNPU_CACHE to another one."
        ) from None
    return path


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file, so that two processes do not build the same thing."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
