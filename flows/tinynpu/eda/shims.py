"""A folder of programs by their usual names, for build tools that call them through PATH."""

import os
import shlex
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from tinynpu.eda.locate import Tool, find_tool

__all__ = ["tool_environment", "write_shims"]


def write_shims(folder: Path, names: Iterable[str]) -> dict[str, Tool]:
    """Write a small program for each tool that is not native; returns all tools by name.

    Parameters
    ----------
    folder
        Where; it is created.
    names
        Programs of `tinynpu.eda.locate.PROGRAMS`.

    Raises
    ------
    FlowError
        A program is nowhere.
    """
    tools = {name: find_tool(name) for name in names}
    folder.mkdir(parents=True, exist_ok=True)
    for name, tool in tools.items():
        path = folder / name
        path.unlink(missing_ok=True)
        if tool.origin == "native":
            continue
        path.write_text(f'#!/bin/sh\n# tinynpu shim\nexec {shlex.join(tool.command)} "$@"\n')
        path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return tools


def tool_environment(folder: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """Variables of a process that finds the programs of `write_shims`.

    Parameters
    ----------
    folder
        Of the programs.
    base
        Variables to begin with; those of this process if there are none.
    """
    variables = dict(os.environ if base is None else base)
    variables["PATH"] = os.pathsep.join([str(folder.resolve()), variables.get("PATH", "")])
    # The front of Yosys is a module of this project, which may be found by PYTHONPATH only.
    roots = [str(Path(__file__).resolve().parents[2]), *_roots()]
    roots += [part for part in variables.get("PYTHONPATH", "").split(os.pathsep) if part]
    variables["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(roots))
    return variables


def _roots() -> list[str]:
    import tinynpu

    return [str(Path(path).resolve().parent) for path in tinynpu.__path__]
