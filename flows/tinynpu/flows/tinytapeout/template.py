"""Outline and pins of a project, from the DEF that TinyTapeout has for each number of tiles."""

import dataclasses
import os
import re
from pathlib import Path

from tinynpu.flows.tinytapeout.rules import UncheckedError
from tinynpu.flows.tinytapeout.shuttle import Shuttle

__all__ = ["VARIABLE", "Pin", "Template", "find_template", "find_template_file", "read_template"]

VARIABLE = "TINYNPU_TT_TEMPLATES"
"""Names a folder with templates, as ``--template`` does."""

_CHECKOUT = Path(__file__).resolve().parents[4]

_UNITS = re.compile(r"^UNITS DISTANCE MICRONS (\d+) ;", re.MULTILINE)
_AREA = re.compile(r"^DIEAREA \( (-?\d+) (-?\d+) \) \( (-?\d+) (-?\d+) \) ;", re.MULTILINE)
_PIN = re.compile(
    r"- (?P<name>\S+) \+ NET \S+ \+ DIRECTION (?P<way>\w+) \+ USE \w+\s+\+ PORT"
    r"\s+\+ LAYER (?P<layer>\w+) \( (?P<x0>-?\d+) (?P<y0>-?\d+) \) \( (?P<x1>-?\d+) (?P<y1>-?\d+) \)"
    r"\s+\+ PLACED \( (?P<x>-?\d+) (?P<y>-?\d+) \) N ;"
)


@dataclasses.dataclass(frozen=True)
class Pin:
    """A pin: its direction, its layer, and its rectangle in nm (left, bottom, right, top)."""

    name: str
    direction: str
    layer: str
    box: tuple[int, int, int, int]


@dataclasses.dataclass(frozen=True)
class Template:
    """Outline in nm, and pins."""

    width: int
    height: int
    pins: tuple[Pin, ...]


def find_template_file(shuttle: Shuttle, tiles: str, folder: Path | None) -> Path:
    """DEF with the template of a size: of the option, of `VARIABLE`, or in ``shared/tinytapeout`` beside a checkout.

    Parameters
    ----------
    shuttle, tiles
        Process and size.
    folder
        With the templates, with folders for the shuttles, or a checkout of tt-support-tools.

    Raises
    ------
    UncheckedError
        It is nowhere.
    """
    name = shuttle.template.format(tiles=tiles)
    if folder is None and (named := os.environ.get(VARIABLE)):
        folder = Path(named)
    beside = _CHECKOUT.parent / "shared" / "tinytapeout"
    root = folder or beside
    for place in (root, root / shuttle.name, root / "tech" / shuttle.name / "def"):
        if (place / name).is_file():
            return place / name
    where = f"in {root}" if folder else "here"
    raise UncheckedError(
        f"The template {name} is not {where}; --template or {VARIABLE} names a folder with it, such as a "
        "checkout of TinyTapeout's tt-support-tools."
    )


def find_template(shuttle: Shuttle, tiles: str, folder: Path | None) -> Template:
    """The template of a size, from the file that `find_template_file` finds.

    Raises
    ------
    UncheckedError
        It is nowhere, or cannot be read.
    """
    return read_template(find_template_file(shuttle, tiles, folder).read_text())


def read_template(text: str) -> Template:
    """A template from its DEF.

    Raises
    ------
    UncheckedError
        It is none.
    """
    units, area = _UNITS.search(text), _AREA.search(text)
    pins = list(_PIN.finditer(text))
    if not units or not area or not pins:
        raise UncheckedError("The template must be a DEF with UNITS, DIEAREA and PINS, and is not.")
    scale = 1000 / int(units[1])

    def nm(*values: int) -> tuple[int, ...]:
        return tuple(round(value * scale) for value in values)

    found = []
    for pin in pins:
        x0, y0, x1, y1, x, y = (int(pin[key]) for key in ("x0", "y0", "x1", "y1", "x", "y"))
        left, bottom, right, top = nm(x + x0, y + y0, x + x1, y + y1)
        found.append(Pin(pin["name"], pin["way"].lower(), pin["layer"], (left, bottom, right, top)))
    x0, y0, x1, y1 = nm(*(int(value) for value in area.groups()))
    return Template(x1 - x0, y1 - y0, tuple(found))
