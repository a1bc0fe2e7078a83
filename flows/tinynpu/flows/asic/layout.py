"""Picture of a placed design: every cell in the colour of its block."""

import base64
import dataclasses
import html
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.blocks import block_of_name

__all__ = ["ADDED", "Layout", "draw_layout"]

ADDED = "clock tree and buffers"
"""What place and route added to the netlist."""

_FILLERS = ("fill", "decap", "tap", "diode", "endcap", "antenna")
"""Parts of the names of cells that hold nothing."""
_MACRO_ROWS = 8
"""Cells higher than so many usual ones are macros."""
_PIXELS = 1600
_NAME, _OUTLINE = "instance", "OUTLINE"
_PLAIN = "#c9ccd6"


@dataclasses.dataclass(frozen=True)
class Layout:
    """What is where, in µm from the lower left corner of the die.

    Members
    -------
    width, height
        Of the die.
    png
        Cells as an image of the die.
    macros
        Block, kind, and left, bottom, right, top, of each macro; they are not in the image.
    cells
        Number of cells by block; fillers and macros are not in it.
    """

    width: float
    height: float
    png: bytes
    macros: tuple[tuple[str, str, tuple[float, float, float, float]], ...]
    cells: Mapping[str, int]

    def to_svg(self, colors: Mapping[str, str]) -> str:
        """The picture with the outline of the die and the names of the macros, without a legend."""
        w, h = self.width, self.height
        thin = max(w, h) / 500
        image = base64.b64encode(self.png).decode()
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-thin:.3f} {-thin:.3f} '
            f'{w + 2 * thin:.3f} {h + 2 * thin:.3f}" width="100%" role="img">',
            f"<title>Placement, {w:,.0f} × {h:,.0f} µm</title>",
            f'<image width="{w:.3f}" height="{h:.3f}" preserveAspectRatio="none" '
            f'href="data:image/png;base64,{image}"/>',
        ]
        for block, kind, (left, bottom, right, top) in self.macros:
            color = colors.get(block, _PLAIN)
            x, y = (left + right) / 2, h - (bottom + top) / 2
            parts += [
                f'<rect x="{left:.3f}" y="{h - top:.3f}" width="{right - left:.3f}" '
                f'height="{top - bottom:.3f}" fill="{color}" fill-opacity="0.3" stroke="{color}" '
                f'stroke-width="{2 * thin:.3f}"/>',
                _label(block, x, y - 0.07 * (top - bottom), right - left, (top - bottom) / 5),
                _label(kind, x, y + 0.12 * (top - bottom), right - left, (top - bottom) / 12),
            ]
        parts.append(
            f'<rect width="{w:.3f}" height="{h:.3f}" fill="none" stroke="#1b2030" '
            f'stroke-width="{2 * thin:.3f}"/></svg>'
        )
        return "".join(parts)


def draw_layout(
    placement: Path,
    lefs: Sequence[Path],
    blocks: Mapping[str, str],
    colors: Mapping[str, str],
) -> Layout:
    """Draw the placed cells of a DEF file.

    Parameters
    ----------
    placement
        DEF, packed or not.
    lefs
        Sizes of the cells: LEF of the technology, of the cells, of the macros.
    blocks
        Block by instance; those that are not in it were added later.
    colors
        Colour ``#rrggbb`` by block; others are grey.

    Raises
    ------
    FlowError
        KLayout is not installed, a file cannot be read, nothing is placed, or a cell has no size.
    """
    try:
        import klayout.db as db
    except ImportError:
        raise FlowError("A picture of the layout needs KLayout: pip install klayout.") from None
    layout = _read(db, placement, lefs)
    top = layout.top_cell()
    outline = layout.find_layer(_OUTLINE)
    sizes = {cell.name: cell.dbbox_per_layer(outline) for cell in layout.each_cell()}
    die = sizes[top.name]
    boxes = []
    for instance in top.each_inst():
        name, kind = instance.property(_NAME), instance.cell.name
        if name is None or any(filler in kind for filler in _FILLERS):
            continue  # vias have no name
        if sizes[kind].empty():
            raise FlowError(
                f"The LEF files must have the sizes of all cells, and have none of {kind}."
            )
        boxes.append((str(name).replace("\\", ""), kind, instance.dtrans * sizes[kind]))
    if not boxes or die.empty():
        raise FlowError(f"A layout must have a die and placed cells, and {placement} has not.")
    usual = statistics.median(box.height() for _, _, box in boxes)
    macros, counts = [], Counter()
    picture, layers = db.Layout(), {}
    picture.dbu = layout.dbu
    canvas = picture.create_cell("cells")
    for name, kind, box in boxes:
        block = blocks.get(name, ADDED)
        if box.height() > _MACRO_ROWS * usual:
            block = blocks.get(name, block_of_name(name))
            local = box.moved(-die.left, -die.bottom)
            macros.append((block, kind, (local.left, local.bottom, local.right, local.top)))
            continue
        counts[block] += 1
        if block not in layers:
            layers[block] = picture.layer(len(layers) + 1, 0)
        canvas.shapes(layers[block]).insert(box)
    return Layout(
        die.width(),
        die.height(),
        _image(picture, die, {layers[block]: colors.get(block, _PLAIN) for block in layers}),
        tuple(macros),
        dict(counts.most_common()),
    )


def _read(db: Any, placement: Path, lefs: Sequence[Path]) -> Any:
    """A DEF file as a layout with nothing but outlines and instances."""
    for path in (placement, *lefs):
        if not path.is_file():
            raise FlowError(f"A picture of the layout needs the file {path}, which is not there.")
    options = db.LoadLayoutOptions()
    options.warn_level = 0
    reader = options.lefdef_config
    reader.lef_files = [str(path.resolve()) for path in lefs]
    reader.read_lef_with_def = False
    reader.instance_property_name = _NAME
    reader.macro_resolution_mode = 1  # outlines of LEF, never GDS
    reader.cell_outline_layer = _OUTLINE
    reader.produce_cell_outlines = True
    for what in (
        "blockages", "fills", "labels", "lef_labels", "lef_pins", "obstructions", "pins",
        "placement_blockages", "regions", "routing", "special_routing", "via_geometry",
    ):  # fmt: skip
        setattr(reader, f"produce_{what}", False)
    options.lefdef_config = reader
    layout = db.Layout()
    try:
        layout.read(str(placement), options)
    except RuntimeError as error:
        raise FlowError(f"The layout must be a DEF file with its LEF files ({error}).") from None
    return layout


def _image(picture: Any, die: Any, colors: Mapping[int, str]) -> bytes:
    """PNG of rectangles, each layer in its colour."""
    import klayout.lay as lay

    view = lay.LayoutView()
    view.set_config("background-color", "#ffffff")
    view.set_config("grid-visible", "false")
    view.set_config("text-visible", "false")
    index = view.create_layout(False)
    view.cellview(index).layout().assign(picture)
    view.cellview(index).cell_name = "cells"
    view.max_hier()
    for layer, color in colors.items():
        entry = lay.LayerProperties()
        entry.source = f"{picture.get_info(layer).layer}/0@1"
        entry.fill_color = entry.frame_color = 0xFF000000 | int(color[1:], 16)
        entry.dither_pattern = 0
        entry.width = 1
        view.insert_layer(view.end_layers(), entry)
    scale = _PIXELS / max(die.width(), die.height())
    size = max(1, round(die.width() * scale)), max(1, round(die.height() * scale))
    return view.get_pixels_with_options(*size, 1, 2, 0.0, die).to_png_data()


def _label(text: str, x: float, y: float, width: float, height: float) -> str:
    """SVG of a text around a point, at most so wide and high."""
    size = min(height, 1.6 * width / max(len(text), 1))
    return (
        f'<text x="{x:.3f}" y="{y:.3f}" style="font-size: {size:.3f}px; fill: #1b2030" '
        f'text-anchor="middle" dominant-baseline="middle">{html.escape(text)}</text>'
    )
