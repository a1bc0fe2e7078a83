"""Rules of the layout: TinyTapeout/tt-support-tools, precheck/precheck.py, pin_check.py and zeroarea.rb.drc.

The precheck takes names and rectangles of pins from LEF; here they are those of the GDS, which is what is made.
"""

from collections import Counter
from collections.abc import Iterator

from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.layout import Box
from tinynpu.flows.tinytapeout.rules import Rule

__all__ = ["RULES"]

_POWER = (("VPWR", "VDPWR"), ("VGND",))
_EDGE_NM = 10_000
_WRONG = "#/"


def _top(folder: Folder) -> Iterator[str]:
    layout = folder.layout
    if layout.error:
        yield layout.error
    elif (found := layout.tops()) != [folder.top]:
        yield f"The cells in no other cell are {', '.join(found) or 'none'}, and must be {folder.top}."


def _outline(folder: Folder) -> Iterator[str]:
    width, height = (round(1000 * um) for um in folder.shuttle.sizes[folder.tiles])
    boundary = folder.shuttle.layers.boundary
    found, everything = folder.layout.bounds(boundary), folder.layout.bounds()
    if found is None:
        yield f"There is no outline on layer {_layer(boundary)}."
        return
    if found != (0, 0, width, height):
        yield f"The outline is {_box(found)}, and {folder.tiles} tiles are {_box((0, 0, width, height))}."
    if everything != found:
        assert everything is not None
        yield f"There are shapes outside: all is in {_box(everything)}, and the outline is {_box(found)}."


def _pins(folder: Folder) -> Iterator[str]:
    layers, template = folder.shuttle.layers, folder.template
    labels = list(folder.layout.labels(layers.label))
    for pin in template.pins:
        if not folder.layout.covers(layers.pin, pin.box):
            yield f"{pin.name} is not at {_box(pin.box)} on layer {_layer(layers.pin)} ({pin.layer})."
        names = {name for name, x, y in labels if _inside(pin.box, x, y)}
        if names != {pin.name}:
            yield f"{pin.name} has the names {', '.join(sorted(names)) or 'none'} at {_box(pin.box)}."


def _power(folder: Folder) -> Iterator[str]:
    layers = folder.shuttle.layers
    _, height = (round(1000 * um) for um in folder.shuttle.sizes[folder.tiles])
    shapes = tuple(dict.fromkeys((layers.metal, layers.pin)))
    width = round(1000 * layers.power_width_um)
    labels = list(folder.layout.labels(layers.label))
    for names in _POWER:
        places = [(x, y) for name, x, y in labels if name in names]
        strips = {folder.layout.strip(shapes, x, y, width) for x, y in places} - {None}
        if not strips:
            yield f"There is no strip with the name {' or '.join(names)} on layer {_layer(layers.metal)}."
        for strip in sorted(strips, key=str):
            assert strip is not None
            (left, bottom, right, top), wide = strip
            where = f"A strip of {names[0]} at {_box((left, bottom, right, top))}"
            if not wide:
                yield f"{where} is narrower than {layers.power_width_um:g} µm."
            if bottom > _EDGE_NM or height - top > _EDGE_NM:
                yield f"{where} ends more than 10 µm from the bottom or the top."


def _forbidden(folder: Folder) -> Iterator[str]:
    for name, layer in folder.shuttle.layers.forbidden.items():
        if folder.layout.has(layer):
            yield f"There are shapes on {name} ({_layer(layer)})."


def _zero_area(folder: Folder) -> Iterator[str]:
    found = Counter(folder.layout.empty_shapes())
    for (cell, layer), count in sorted(found.items()):
        yield f"Cell {cell} has {count} on layer {_layer(layer)}."


def _names(folder: Folder) -> Iterator[str]:
    for name in folder.layout.cell_names():
        if any(mark in name for mark in _WRONG):
            yield f"A cell is named {name}."


def _layer(layer: tuple[int, int]) -> str:
    return f"{layer[0]}/{layer[1]}"


def _box(box: Box) -> str:
    left, bottom, right, top = (f"{value / 1000:g}" for value in box)
    return f"({left}, {bottom}) to ({right}, {top}) µm"


def _inside(box: Box, x: int, y: int) -> bool:
    left, bottom, right, top = box
    return left <= x <= right and bottom <= y <= top


RULES = (
    Rule(
        "layout.top",
        "The layout has one top cell, which is the top module.",
        "Give the GDS of the module that info.yaml names.",
        _top,
    ),
    Rule(
        "layout.outline",
        "The outline is that of the tiles, from (0, 0), and nothing is outside.",
        "Take the template DEF of this number of tiles as floorplan.",
        _outline,
    ),
    Rule(
        "layout.pins",
        "Each pin is where the template has it: its layer, its rectangle, its name.",
        "Take the template DEF of this number of tiles for the pins.",
        _pins,
    ),
    Rule(
        "layout.power",
        "VPWR and VGND are vertical strips on the pins' layer, wide enough, from within 10 µm of the bottom to within 10 µm of the top.",
        "Make the power grid of strips on that layer alone (FP_PDN_MULTILAYER 0).",
        _power,
    ),
    Rule(
        "layout.forbidden",
        "Nothing is on the layers of the chip's own wires.",
        "Let no wire go above the pins' layer (RT_MAX_LAYER).",
        _forbidden,
    ),
    Rule(
        "layout.zero-area",
        "No shape is without an area.",
        "Delete these shapes; they come from scripts that draw, not from place and route.",
        _zero_area,
    ),
    Rule(
        "layout.names",
        "No cell has # or / in its name.",
        "Rename the cells.",
        _names,
    ),
)
