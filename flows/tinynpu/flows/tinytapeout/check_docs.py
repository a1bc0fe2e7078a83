"""Rules of the datasheet's page: TinyTapeout/tt-support-tools, project_checks.py; the template's docs/info.md for images."""

import re
from collections.abc import Iterator
from pathlib import Path

from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.rules import Rule, UnreadableError

__all__ = ["RULES"]

_SECTIONS = ("How it works", "How to test")
_TEMPLATE = ("Explain how your project works", "Explain how to use your project")
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s)>]+)")
_IMAGE_BYTES, _ALL_BYTES = 512 * 1000, 1000 * 1000
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def _sections(folder: Folder) -> Iterator[str]:
    path = folder.path / "docs" / "info.md"
    if not path.is_file():
        yield "There is no docs/info.md."
        return
    try:
        text = _COMMENT.sub("", folder.text("docs/info.md"))
    except UnreadableError as error:
        yield str(error)
        return
    for title, template in zip(_SECTIONS, _TEMPLATE, strict=True):
        match = re.search(rf"^#+ {title}[ \t]*\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
        if match is None:
            yield f"There is no section {title}."
        elif not match[1].strip() or match[1].strip() == template:
            yield f"Section {title} says nothing of the project."


def _images(folder: Folder) -> Iterator[str]:
    total = 0
    for name in dict.fromkeys(_IMAGE.findall(folder.text("docs/info.md"))):
        if "://" in name:
            continue
        path: Path = folder.path / "docs" / name
        if not path.is_file():
            yield f"docs/{name} is not there."
            continue
        size = path.stat().st_size
        total += size
        if size > _IMAGE_BYTES:
            yield f"docs/{name} has {size:,} bytes."
    if total > _ALL_BYTES:
        yield f"Images have {total:,} bytes together."


RULES = (
    Rule(
        "docs.sections",
        "docs/info.md says how the project works and how to test it.",
        "Write the sections How it works and How to test.",
        _sections,
    ),
    Rule(
        "docs.images",
        "Images of docs/info.md are there, each below 512 kB, and below 1 MB together.",
        "Make the images smaller, or put them into docs.",
        _images,
    ),
)
