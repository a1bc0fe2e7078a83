"""A GDS as the rules look at it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.tinytapeout.rules import UncheckedError
from tinynpu.flows.tinytapeout.shuttle import Layer

__all__ = ["Box", "Layout"]

Box = tuple[int, int, int, int]
"""Left, bottom, right, top, in nm."""


class Layout:
    """A layout, in nm.

    Parameters
    ----------
    path
        GDS or OASIS.

    Raises
    ------
    FlowError
        KLayout's Python module is missing.
    """

    def __init__(self, path: Path):
        try:
            import klayout.db as db
        except ImportError:
            raise FlowError(
                "Checks of a layout need KLayout's Python module: pip install klayout."
            ) from None
        self._db: Any = db
        self._layout: Any = db.Layout()
        self._scale = 1.0
        self.error = ""
        try:
            self._layout.read(str(path))
        except RuntimeError as error:
            self.error = " ".join(str(error).split())
            return
        self._scale = self._layout.dbu * 1000

    def tops(self) -> list[str]:
        """Names of the cells that are in no other."""
        return [cell.name for cell in self._read.top_cells()]

    def cell_names(self) -> list[str]:
        """Of all cells."""
        return [cell.name for cell in self._read.each_cell()]

    @property
    def _read(self) -> Any:
        if self.error:
            raise UncheckedError("The layout cannot be read.")
        return self._layout

    @property
    def _top(self) -> Any:
        if len(self._read.top_cells()) != 1:
            raise UncheckedError("The layout has not one top cell.")
        return self._read.top_cell()

    def has(self, layer: Layer) -> bool:
        """Whether anything is on a layer."""
        index = self._read.find_layer(*layer)
        return index is not None and not self._top.bbox_per_layer(index).empty()

    def bounds(self, layer: Layer | None = None) -> Box | None:
        """What encloses all shapes of a layer, or all shapes; None: there are none."""
        boxes = self._top.bbox() if layer is None else self._region(layer).bbox()
        return None if boxes.empty() else self._box(boxes)

    def covers(self, layer: Layer, box: Box) -> bool:
        """Whether the top cell's own shapes on a layer cover a rectangle."""
        return (self._db.Region(self._dbu(box)) - self._own(layer)).is_empty()

    def labels(self, layers: tuple[Layer, ...]) -> Iterator[tuple[str, int, int]]:
        """Names in the top cell, and where they are."""
        for layer in layers:
            index = self._read.find_layer(*layer)
            if index is None:
                continue
            for shape in self._top.shapes(index).each(self._db.Shapes.STexts):
                place = shape.text_trans.disp
                x, y = self._nm(place.x, place.y)
                yield shape.text_string, x, y

    def strip(
        self, layers: tuple[Layer, ...], x: int, y: int, width: int
    ) -> tuple[Box, bool] | None:
        """What is connected on some layers around a place; None: nothing is there.

        Returns
        -------
        bounds : Box
            Of all of it.
        is_wide : bool
            It is nowhere narrower than ``width``.
        """
        found = self._around(layers, x, y)
        if found.is_empty():
            return None
        return self._box(found.bbox()), found.width_check(round(width / self._scale)).is_empty()

    def empty_shapes(self) -> Iterator[tuple[str, Layer]]:
        """Cell and layer of every shape without an area."""
        for cell in self._read.each_cell():
            for index in self._read.layer_indexes():
                info = self._read.get_info(index)
                for shape in cell.shapes(index).each():
                    drawn = shape.is_box() or shape.is_polygon() or shape.is_path()
                    if drawn and shape.area() == 0:
                        yield cell.name, (info.layer, info.datatype)

    def _around(self, layers: tuple[Layer, ...], x: int, y: int) -> Any:
        region = self._db.Region()
        for layer in layers:
            region += self._region(layer)
        here = self._db.Region(self._dbu((x - 1, y - 1, x + 1, y + 1)))
        return region.merged().interacting(here)

    def _region(self, layer: Layer) -> Any:
        """All shapes on a layer."""
        index = self._read.find_layer(*layer)
        if index is None:
            return self._db.Region()
        return self._db.Region(self._top.begin_shapes_rec(index))

    def _own(self, layer: Layer) -> Any:
        """Those of the top cell itself."""
        index = self._read.find_layer(*layer)
        return self._db.Region() if index is None else self._db.Region(self._top.shapes(index))

    def _nm(self, *values: int) -> tuple[int, ...]:
        return tuple(round(value * self._scale) for value in values)

    def _box(self, box: Any) -> Box:
        left, bottom, right, top = self._nm(box.left, box.bottom, box.right, box.top)
        return left, bottom, right, top

    def _dbu(self, box: Box) -> Any:
        return self._db.Box(*(round(value / self._scale) for value in box))
