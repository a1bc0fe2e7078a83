"""Outline and pins of a project, from the DEF that TinyTapeout has for each number of tiles."""

import dataclasses
import os
import re
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.flows.tinytapeout.pinout import PORTS
from tinynpu.flows.tinytapeout.rules import UncheckedError
from tinynpu.flows.tinytapeout.shuttle import Shuttle
from tinynpu.flows.tinytapeout.text import read_utf8

__all__ = ["VARIABLE", "Pin", "Template", "find_template", "find_template_file", "read_template"]

VARIABLE = "TINYNPU_TT_TEMPLATES"
"""Names a folder with templates, as ``--template`` does."""

_CHECKOUT = Path(__file__).resolve().parents[4]

_UNITS = re.compile(r"^UNITS DISTANCE MICRONS ([1-9]\d{0,5}) ;", re.MULTILINE)
_AREA = re.compile(
    r"^DIEAREA \( (-?\d{1,9}) (-?\d{1,9}) \) \( (-?\d{1,9}) (-?\d{1,9}) \) ;", re.MULTILINE
)
_PINS = re.compile(r"^PINS \d+ ;$(.*?)^END PINS", re.MULTILINE | re.DOTALL)
_PIN = re.compile(
    r"- (?P<name>\S+) \+ NET \S+ \+ DIRECTION (?P<way>\w+) \+ USE \w+\s+\+ PORT"
    r"\s+\+ LAYER (?P<layer>\w+)"
    r" \( (?P<x0>-?\d{1,9}) (?P<y0>-?\d{1,9}) \) \( (?P<x1>-?\d{1,9}) (?P<y1>-?\d{1,9}) \)"
    r"\s+\+ PLACED \( (?P<x>-?\d{1,9}) (?P<y>-?\d{1,9}) \) N ;"
)
_PIN_NAME = re.compile(r"^\s*- (\S+)", re.MULTILINE)


_EXPECTED = {
    (f"{name}[{bit}]" if width > 1 else name, way)
    for name, (way, width) in PORTS.items()
    for bit in range(width)
}
"""Name and direction of each pin."""


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
    FlowError
        It is not where the option or `VARIABLE` says.
    """
    name = shuttle.template.format(tiles=tiles)
    if folder is None and (named := os.environ.get(VARIABLE)):
        folder = Path(named)
    beside = _CHECKOUT.parent / "shared" / "tinytapeout"
    root = folder or beside
    for place in (root, root / shuttle.name, root / "tech" / shuttle.name / "def"):
        if (place / name).is_file():
            return place / name
    if folder is not None:
        raise FlowError(
            f"The folder of the templates must have {name}, and {folder} has not; it is a folder with DEF files, "
            "or a checkout of TinyTapeout's tt-support-tools."
        )
    raise UncheckedError(
        f"The template {name} is not here; --template or {VARIABLE} names a folder with it, such as a "
        "checkout of TinyTapeout's tt-support-tools."
    )


def find_template(shuttle: Shuttle, tiles: str, folder: Path | None) -> Template:
    """The template of a size, from the file that `find_template_file` finds.

    Raises
    ------
    UncheckedError
        It is nowhere.
    FlowError
        It is not where it must be, cannot be read, or is not one of this size with TinyTapeout's pins.
    """
    path = find_template_file(shuttle, tiles, folder)
    try:
        template = read_template(read_utf8(path))
    except ValueError as error:
        raise FlowError(f"The template {path} must be a DEF with {error}.") from None
    width, height = shuttle.sizes[tiles]
    if (template.width, template.height) != (round(1000 * width), round(1000 * height)):
        raise FlowError(
            f"The template {path} must be {width:g} × {height:g} µm for {tiles} tiles on {shuttle.name}, not "
            f"{template.width / 1000:g} × {template.height / 1000:g} µm."
        )
    found = {(pin.name, pin.direction) for pin in template.pins}
    if found != _EXPECTED or len(template.pins) != len(_EXPECTED):
        names = sorted(name for name, _ in found ^ _EXPECTED)
        raise FlowError(
            f"The template {path} must have each of TinyTapeout's {len(_EXPECTED)} pins once, and has "
            f"{len(template.pins)}" + (f"; {names[0]} is wrong." if names else ".")
        )
    return template


def read_template(text: str) -> Template:
    """A template from its DEF.

    Raises
    ------
    ValueError
        It is none; the words are what it must have.
    """
    units, area, section = _UNITS.search(text), _AREA.search(text), _PINS.search(text)
    if not units or not area or not section:
        raise ValueError("UNITS, DIEAREA and PINS")
    if area[1] != "0" or area[2] != "0":
        raise ValueError("a DIEAREA from (0, 0)")
    pins = list(_PIN.finditer(section[1]))
    names = _PIN_NAME.findall(section[1])
    if odd := set(names) - {pin["name"] for pin in pins}:
        raise ValueError(f"pins that have one rectangle and are PLACED, which {min(odd)} is not")
    if len(pins) != len(names):
        raise ValueError("each pin once")
    scale = 1000 / int(units[1])

    def nm(*values: int) -> tuple[int, ...]:
        return tuple(round(value * scale) for value in values)

    found = []
    for pin in pins:
        x0, y0, x1, y1, x, y = (int(pin[key]) for key in ("x0", "y0", "x1", "y1", "x", "y"))
        left, bottom, right, top = nm(x + x0, y + y0, x + x1, y + y1)
        found.append(Pin(pin["name"], pin["way"].lower(), pin["layer"], (left, bottom, right, top)))
    width, height = nm(int(area[3]), int(area[4]))
    return Template(width, height, tuple(found))
