"""The tables in ``docs/link.md``, from those of `tinynpu.arch.link`.

``python -m tinynpu.flows.link_page docs/link.md`` brings the page up to date.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from tinynpu.arch.link import IDENTITY, REPLY, REQUEST, STATUS_TEXT, FrameField

__all__ = ["link_page"]


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(head)]
    lines += [["---"] * len(lines[0]), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _frame(fields: tuple[FrameField, ...]) -> str:
    rows, offset = [], "0"
    for field in fields:
        size = "4 × words" if field.size is None else str(field.size)
        rows.append((offset, f"`{field.name}`", size, field.doc))
        if field.size is None:
            offset = f"{offset} + 4 × words"
        else:
            first, plus, rest = offset.partition(" ")
            offset = f"{int(first) + field.size}{plus}{rest}"
    return _table(("offset", "field", "bytes", "content"), rows)


def _tables() -> dict[str, str]:
    return {
        "request": _frame(REQUEST),
        "reply": _frame(REPLY),
        "status": _table(
            ("status", "name", "meaning"),
            ((int(status), f"`{status.name}`", text) for status, text in STATUS_TEXT.items()),
        ),
        "identity": _table(
            ("address", "word", "meaning"),
            ((f"0x{4 * i:X}", f"`{name}`", text) for i, (name, text) in enumerate(IDENTITY)),
        ),
    }


def link_page(text: str) -> str:
    """The page with its tables made anew, each between ``<!-- table NAME -->`` and ``<!-- end -->``."""
    for name, table in _tables().items():
        pattern = rf"(<!-- table {name} -->\n).*?(<!-- end -->)"
        text, count = re.subn(
            pattern, lambda m, table=table: f"{m[1]}{table}\n{m[2]}", text, flags=re.DOTALL
        )
        assert count == 1, f"the page must have one table {name}"
    return text


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(link_page(path.read_text()))
