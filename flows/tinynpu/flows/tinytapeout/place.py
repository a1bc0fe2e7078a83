"""Puts files into a folder: all of them, or none."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["KEPT", "place_files"]

KEPT = ".git"
"""What stays when a folder is replaced."""
_PREFIX = ".tinynpu-"


def place_files(files: Mapping[str, bytes], folder: Path):
    """Replace what is in a folder, but for its ``.git``, or make it.

    They are written inside the folder first, which stays the same one: a shell in it, or a file system that is
    mounted there, notice nothing. If anything goes wrong everything is as before.

    Parameters
    ----------
    files
        Content by path.
    folder
        Where.

    Raises
    ------
    FlowError
        The folder is something else, or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise FlowError(f"The files must go to a folder, and {folder} is something else.")
    target = folder.resolve()
    made = [path for path in (target, *target.parents) if not path.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=target, prefix=_PREFIX, ignore_cleanup_errors=True
        ) as work:
            new, old = Path(work) / "new", Path(work) / "old"
            old.mkdir()
            for name, data in files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            _swap(target, new, old, keep={KEPT, Path(work).name})
    except BaseException as error:
        for path in made:
            with contextlib.suppress(OSError):
                path.rmdir()
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise FlowError(f"The folder {folder} must be writable ({reason}).") from None
        raise


def _swap(target: Path, new: Path, old: Path, keep: set[str]):
    """Move what is in ``target`` to ``old`` and what is in ``new`` to ``target``; back if that fails."""
    leaving = [path for path in sorted(target.iterdir()) if path.name not in keep]
    moves = [(path, old / path.name) for path in leaving]
    moves += [(path, target / path.name) for path in sorted(new.iterdir())]
    begun: list[tuple[Path, Path]] = []
    try:
        for source, destination in moves:
            begun.append((source, destination))
            source.rename(destination)
    except BaseException:
        for source, destination in reversed(begun):
            if not os.path.lexists(source):  # the one that failed is where it was
                destination.rename(source)
        raise
