"""ABC, the pass of Yosys that takes longest, and optimizations around it, on the parts of a design side by side."""

import functools
import itertools
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.eda.side_by_side import side_by_side

__all__ = ["is_local", "parts_of", "run_on_parts"]

_LOCAL = {"abc", "clean", "opt", "opt_clean"}
_LONG = "abc"
"""What it pays to copy a design for, if it is not small."""
_LEAST_CELLS = 1000
_PARTS = 8
"""Of a design, with any number of processors, because the netlist depends on it: a part is optimized until it does
not change, and the numbers in the names that Yosys makes are counted in each."""
_ACROSS = {"-hier", "-hieropt"}
_WITH_VALUE = {
    *("-exe", "-script", "-liberty", "-liberty_args", "-genlib", "-dont_use", "-constr"),
    *("-D", "-I", "-P", "-S", "-lut", "-luts", "-g", "-clk"),
}
"""Options of ABC."""


def is_local(words: Sequence[str]) -> bool:
    """Whether a pass, its name and its arguments, works on each module of a design by itself.

    One that gets a selection does not: what that means depends on the part that is looked at.
    """
    values = _WITH_VALUE if words[0] == "abc" else ()
    return (
        words[0] in _LOCAL
        and not _ACROSS & set(words)
        and all(
            word.startswith("-") or before in values for before, word in itertools.pairwise(words)
        )
    )


def parts_of(passes: Sequence[Sequence[str]], cells: Mapping[str, int]) -> list[list[str]]:
    """Modules in parts of about the same size, the largest first; none if a split is not worth it.

    Parameters
    ----------
    passes
        That are to be run; they are local.
    cells
        Number of cells by module.
    """
    takes_long = any(words[0] == _LONG for words in passes)
    if not takes_long or len(cells) < 2 or sum(cells.values()) < _LEAST_CELLS:
        return []
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
