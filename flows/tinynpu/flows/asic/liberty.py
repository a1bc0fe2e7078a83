"""Reads Liberty, as far as timing needs it."""

import dataclasses
import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["Group", "read_cells", "read_text"]


@dataclasses.dataclass
class Group:
    """``kind (arguments) { … }``.

    Members
    -------
    kind, arguments
        As they are written, without quotes.
    values
        Simple attributes by name; the last one counts.
    lists
        Those with parentheses, as (name, values); a name may come several times.
    groups
        In it, in order.
    """

    kind: str
    arguments: tuple[str, ...]
    values: dict[str, str] = dataclasses.field(default_factory=dict)
    lists: list[tuple[str, tuple[str, ...]]] = dataclasses.field(default_factory=list)
    groups: list["Group"] = dataclasses.field(default_factory=list)

    def all(self, kind: str) -> Iterator["Group"]:
        """The groups of a kind."""
        return (group for group in self.groups if group.kind == kind)

    def first(self, kind: str) -> "Group | None":
        """The first group of a kind, or None."""
        return next(self.all(kind), None)

    def numbers(self, name: str) -> list[float]:
        """All numbers of a list attribute; none if it is absent."""
        for found, values in self.lists:
            if found == name:
                return [
                    float(number)
                    for value in values
                    for number in re.split(r"[\s,]+", value.strip(" ,"))
                ]
        return []


def read_text(path: Path) -> str:
    """Text of a library, packed or not.

    Raises
    ------
    FlowError
        It cannot be read.
    """
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt") as file:
                return file.read()
        return path.read_text()
    except OSError as error:
        raise FlowError(f"The library {path} must be readable ({error}).") from None


_NUMBER = re.compile(r"[^\s,]+")
_COMMENT = re.compile(r"/\*.*?\*/|\\\n", re.DOTALL)
_CELL = re.compile(r'^[ \t]*cell ?\(\s*"?([\w$]+)"?\s*\)\s*\{', re.MULTILINE)
_TOKEN = re.compile(r'"([^"]*)"|([{}();:,])|([^\s{}();:,"]+)')


def read_cells(text: str, wanted: Callable[[str, str], bool]) -> tuple[Group, dict[str, Group]]:
    """The library without its cells, and those of its cells that are wanted.

    Parameters
    ----------
    text
        Liberty.
    wanted
        Says from the name and the text of a cell whether it is.

    Returns
    -------
    library : Group
        What stands before the first cell.
    cells : dict
        By name.
    """
    text = _COMMENT.sub("", text)
    begins = list(_CELL.finditer(text))
    if not begins:
        raise FlowError("A library must have cells, and has none.")
    library = _parse(text[: begins[0].start()] + "}")
    cells = {}
    for here, following in zip(begins, [*begins[1:], None], strict=True):
        body = text[here.start() : following.start() if following else len(text)]
        if wanted(here[1], body):
            cells[here[1]] = _parse(body)
    return library, cells


def _parse(text: str) -> Group:
    """The first group of a text."""
    tokens = _TOKEN.finditer(text)
    root = Group("", ())
    stack, words = [root], []
    name, arguments, inside = "", [], False
    for token in tokens:
        quoted, mark, word = token.groups()
        if mark is None:
            value = quoted if quoted is not None else word
            (arguments if inside else words).append(value)
        elif mark == "(":
            name, arguments, inside, words = (words or [""])[-1], [], True, []
        elif mark == ")":
            inside = False
        elif mark == "{":
            group = Group(name, tuple(arguments))
            stack[-1].groups.append(group)
            stack.append(group)
            name, words = "", []
        elif mark == "}":
            stack.pop()
            words = []
            if len(stack) == 1:
                break
        elif mark == ":" and not inside:
            words.append(":")
        elif mark == ";":
            if ":" in words:
                place = words.index(":")
                stack[-1].values[words[place - 1]] = " ".join(words[place + 1 :])
            elif name:
                stack[-1].lists.append((name, tuple(arguments)))
            name, words = "", []
    return root.groups[0]
