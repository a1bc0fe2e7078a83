"""A die of a given size, with pins at given places."""

import dataclasses

__all__ = ["Outline", "PlacedPin"]


@dataclasses.dataclass(frozen=True)
class PlacedPin:
    """Centre, width and height of a pin in µm, and the layer that it is on."""

    name: str
    layer: str
    x: float
    y: float
    width: float
    height: float


@dataclasses.dataclass(frozen=True)
class Outline:
    """What a larger chip leaves to a design that becomes a part of it.

    Members
    -------
    width, height
        Of the die, in µm.
    margins
        From its edges to the rows of cells, left and right, and bottom and top, in µm.
    top_layer
        The highest one for wires. Straps of the supply, on this layer too, are pins with the names of the
        cells' supply pins.
    pins
        All but those of the supply.
    """

    width: float
    height: float
    margins: tuple[float, float]
    top_layer: str
    pins: tuple[PlacedPin, ...]
