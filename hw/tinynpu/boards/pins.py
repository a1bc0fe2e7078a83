"""Pins from the board descriptions of the package ``amaranth-boards``."""

from collections.abc import Mapping
from typing import Any

from tinynpu.boards.board import Pin

__all__ = ["connector_pins", "platform_pin"]


def platform_pin(
    platform: Any, name: str, number: int = 0, subsignal: str = "", bit: int = 0
) -> Pin:
    """Pin of a resource.

    Parameters
    ----------
    platform
        A platform class of ``amaranth_boards``.
    name, number
        Of the resource, such as ``led``, 0.
    subsignal
        Of the resource, such as ``rx``; empty: the resource is one pin.
    bit
        Which one, where a subsignal has several pins.

    Raises
    ------
    KeyError
        The platform has no such pin.
    """
    for resource in platform.resources:
        if (resource.name, resource.number) != (name, number):
            continue
        for part in resource.ios:
            if not subsignal:
                return _pin(part, resource.attrs, bit)
            if part.name == subsignal:
                return _pin(part.ios[0], {**resource.attrs, **part.attrs}, bit)
    raise KeyError(f"{platform.__name__} must have {name} {number} {subsignal}".rstrip())


def connector_pins(
    platform: Any, name: str, number: int, pins: Mapping[str, str], **options: str
) -> dict[str, Pin]:
    """Pins of a connector by what they are used for.

    Parameters
    ----------
    platform
        A platform class of ``amaranth_boards``.
    name, number
        Of the connector, such as ``pmod``, 0.
    pins
        Pins of the connector, as it calls them, by use.
    options
        Of their buffers.

    Raises
    ------
    KeyError
        The platform has no such connector or pin.
    """
    for connector in platform.connectors:
        if (connector.name, connector.number) == (name, number):
            return {use: Pin(connector.mapping[pin], options=options) for use, pin in pins.items()}
    raise KeyError(f"{platform.__name__} must have the connector {name} {number}")


def _pin(pins: Any, options: dict[str, Any], bit: int) -> Pin:
    return Pin(pins.names[bit], pins.invert, {key: str(value) for key, value in options.items()})
