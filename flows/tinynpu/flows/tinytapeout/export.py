"""Writes a project: the whole folder, or nothing."""

import shutil
import tempfile
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.flows.tinytapeout.project import Project, project_files

__all__ = ["export_project"]

_KEPT = ".git"


def export_project(project: Project, folder: Path, *, force: bool = False) -> list[str]:
    """Write the repository of a project; returns the paths of its files.

    The files are written beside the folder, which then takes its place.

    Parameters
    ----------
    project
        The project.
    folder
        Where; it does not exist or is empty.
    force
        Replace what is in the folder; only its ``.git`` stays.

    Raises
    ------
    FlowError
        The folder is not empty, or cannot be written.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FlowError(f"The project must go to a folder, and {folder} is something else.")
    if folder.is_dir() and not force and any(path.name != _KEPT for path in folder.iterdir()):
        raise FlowError(
            f"The folder {folder} must be empty or new; --force replaces what is in it."
        )
    files = project_files(project)
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as work:
            made, old = Path(work) / "new", Path(work) / "old"
            for name, data in files.items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            _replace(target, made, old)
    except OSError as error:
        raise FlowError(
            f"The folder {folder} must be writable ({error.strerror or error})."
        ) from None
    return list(files)


def _replace(target: Path, made: Path, old: Path):
    """Put ``made`` in the place of ``target``, with the history of the latter."""
    if not target.exists():
        made.rename(target)
        return
    target.rename(old)
    try:
        if (old / _KEPT).exists():
            (old / _KEPT).rename(made / _KEPT)
        made.rename(target)
    except OSError:
        if (made / _KEPT).exists():
            (made / _KEPT).rename(old / _KEPT)
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
