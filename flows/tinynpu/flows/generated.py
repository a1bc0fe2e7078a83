"""Generated parts of pages: tables that a command printed, and what it printed them with."""

from collections.abc import Iterable, Mapping
from typing import Any

from tinynpu.arch.errors import FlowError

__all__ = ["replace_generated", "tools_line"]

_BEGIN = "<!-- generated: {name} -->"
_END = "<!-- end of generated -->"


def replace_generated(page: str, parts: dict[str, str]) -> str:
    """Page with its generated parts replaced, by their names in the marks.

    Raises
    ------
    FlowError
        The page has no such part.
    """
    for name, text in parts.items():
        begin = _BEGIN.format(name=name)
        before, mark, rest = page.partition(begin)
        _, end, after = rest.partition(_END)
        if not mark or not end:
            raise FlowError(f"The page must have the lines {begin} and {_END}, and has not.")
        page = f"{before}{begin}\n{text.strip()}\n{_END}{after}"
    return page


def tools_line(rows: Iterable[Mapping[str, Any]]) -> str:
    """Which tools, and which state of the project, rows with ``versions`` and ``git`` are from."""
    versions: dict[str, str] = {}
    revisions = set()
    for row in rows:
        versions |= row["versions"]
        revisions.add(row["git"])
    tools = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    return f"Tools: {tools}. Revision of the project: {', '.join(sorted(revisions - {''}))}."
