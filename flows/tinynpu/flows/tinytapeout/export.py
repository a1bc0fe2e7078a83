"""Writes a project: the whole folder, or nothing."""

from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.flows.tinytapeout.place import KEPT, place_files
from tinynpu.flows.tinytapeout.project import Project, project_files

__all__ = ["export_project"]


def export_project(project: Project, folder: Path, *, force: bool = False) -> list[str]:
    """Write the repository of a project; returns the paths of its files.

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
    if folder.is_dir() and not force and any(path.name != KEPT for path in folder.iterdir()):
        raise FlowError(
            f"The folder {folder} must be empty or new; --force replaces what is in it."
        )
    files = project_files(project)
    place_files(files, folder)
    return list(files)
