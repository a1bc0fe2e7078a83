"""Reads Verilator's coverage data: which lines ran, and which bits toggled, by module."""

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["ModuleCoverage", "read_coverage"]


@dataclasses.dataclass(frozen=True)
class ModuleCoverage:
    """Of one Verilog module: ``missed`` are the numbers of the lines that did not run."""

    module: str
    lines: int
    lines_hit: int
    toggles: int
    toggles_hit: int
    missed: tuple[int, ...]


def read_coverage(files: Sequence[Path]) -> dict[str, ModuleCoverage]:
    r"""Sum of runs, by module.

    A line of the file is ``C '<key>\x02<value>\x01…' <count>``; of the keys ``page`` is the kind and
    the module, ``l`` the line, ``o`` what is counted there, ``h`` the instance. A line counts as run
    if every point on it did; a bit counts once for each direction, and all instances count as one.

    Raises
    ------
    FlowError
        A file is something else.

    Source
    ------
    Verilator manual, "Coverage Data Format".
    """
    counts: dict[tuple[str, str, str, str], int] = {}
    for path in files:
        text = path.read_text(errors="replace")
        if not text.startswith("# SystemC::Coverage"):
            raise FlowError(f"{path} must be coverage data of Verilator, which it is not.")
        for match in re.finditer(r"^C '([^']*)' (\d+)$", text, re.MULTILINE):
            entry = dict(part.split("\x02", 1) for part in match[1].split("\x01") if "\x02" in part)
            kind, _, module = entry["page"].partition("/")
            key = (module, kind, entry.get("l", "0"), entry.get("o", "") + entry.get("n", ""))
            counts[key] = counts.get(key, 0) + int(match[2])
    found = {}
    for module in sorted({key[0] for key in counts}):
        mine = {key[1:]: count for key, count in counts.items() if key[0] == module}
        lines: dict[int, bool] = {}
        toggles = [count for (kind, _, _), count in mine.items() if kind == "v_toggle"]
        for (kind, line, _), count in mine.items():
            if kind != "v_toggle":
                number = int(line)
                lines[number] = lines.get(number, True) and count > 0
        found[module] = ModuleCoverage(
            module,
            len(lines),
            sum(lines.values()),
            len(toggles),
            sum(count > 0 for count in toggles),
            tuple(sorted(number for number, ran in lines.items() if not ran)),
        )
    return found
