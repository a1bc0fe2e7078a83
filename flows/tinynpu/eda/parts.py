"""The pass of Yosys that takes longest, ABC, on the parts of a design side by side.

It works on one module after the other, and on each by itself.
"""

import functools
import itertools
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.eda.side_by_side import side_by_side

__all__ = ["can_split", "parts_of", "run_on_parts"]

_LEAST_CELLS = 1000
"""Of a design for which it pays to copy it."""
_PARTS = 8
"""Of a design, with any number of processors: the numbers in the names of wires that Yosys makes depend on it."""
_WITH_VALUE = {
    *("-exe", "-script", "-liberty", "-liberty_args", "-genlib", "-dont_use", "-constr"),
    *("-D", "-I", "-P", "-S", "-lut", "-luts", "-g", "-clk"),
}
"""Options of ABC."""


def can_split(words: Sequence[str]) -> bool:
    """Whether a pass, its name and its arguments, is ABC on the whole design.

    What a selection means, as an argument, would depend on the part that is looked at.
    """
    return words[0] == "abc" and all(
        word.startswith("-") or before in _WITH_VALUE for before, word in itertools.pairwise(words)
    )


def parts_of(cells: Mapping[str, int]) -> list[list[str]]:
    """Modules in parts of about the same size, the largest first; one part if it is not worth it.

    Parameters
    ----------
    cells
        Number of cells by module.
    """
    if sum(cells.values()) < _LEAST_CELLS:
        return [list(cells)]
    parts: list[list[str]] = [[] for _ in range(min(_PARTS, len(cells)))]
    sizes = [0] * len(parts)
    for name in sorted(cells, key=lambda name: -cells[name]):
        smallest = sizes.index(min(sizes))
        parts[smallest].append(name)
        sizes[smallest] += cells[name]
    return [parts[i] for i in sorted(range(len(parts)), key=lambda i: -sizes[i])]


def run_on_parts(
    run: Callable[[Sequence[str], Path], None],
    take: Callable[[Path], None],
    tell: Callable[[str], None],
    parts: Sequence[Sequence[str]],
    processors: int,
):
    """Run something on each part of a design in a copy of this process, and take over what becomes of it.

    What fails ends this process, as it does in Yosys.

    Parameters
    ----------
    run
        Works on some modules, and writes them to a file.
    take
        Replaces modules of the design by those of such a file.
    tell
        Gets what was printed, a part after the other.
    parts
        Modules.
    processors
        Parts at a time.

    Raises
    ------
    FlowError
        A signal ended one of the copies.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.il") for number in range(len(parts))]
        logs = [file.with_suffix(".log") for file in files]
        tasks = [functools.partial(run, *each) for each in zip(parts, files, strict=True)]
        for log, code in zip(logs, side_by_side(tasks, logs, processors), strict=True):
            tell(log.read_text(errors="replace"))
            if code > 0:
                os._exit(code)  # its error is told
            if code < 0:
                raise FlowError(f"Yosys must end by itself, and signal {-code} ended it.")
        for file in files:
            take(file)
