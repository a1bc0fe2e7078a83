"""Matrix products: every sample meets the weights of all columns.

A layer is a product of activations [pixels, products] and weights [channels, products]. Rows are pixels
and columns channels; or, swapped, the weights go as samples: that pays if there are few pixels, as in a
fully connected layer with one input.
"""

import math

import numpy as np

from tinynpu.arch.tile import RunFlag
from tinynpu.compiler.tile.layer import Layer, Pattern
from tinynpu.compiler.tile.ranges import cuts
from tinynpu.compiler.tile.site import Site

__all__ = ["chunk", "multiply"]


def chunk(values: np.ndarray, first: int, count: int, fill: int) -> np.ndarray:
    """``count`` of the rows from ``first`` on, with rows of ``fill`` after the last one."""
    part = values[first : first + count]
    missing = count - len(part)
    return np.pad(part, [(0, missing)] + [(0, 0)] * (part.ndim - 1), constant_values=fill)


def multiply(site: Site, places: np.ndarray) -> Layer:
    """The layer, swapped or not, whichever takes fewer cycles.

    Parameters
    ----------
    places : int32 [pixels, products]
        Where the activations of each output pixel lie in the input, in the order of the weights.
    """
    config = site.config
    pixels, channels = len(places), len(site.matrix)
    blocks = math.ceil(pixels / config.rows) * math.ceil(channels / config.columns)
    other = math.ceil(channels / config.rows) * math.ceil(pixels / config.columns)
    # Blocks of either kind take the same time; the tile's requantizer has one channel in a column.
    swapped = not site.scales and other < blocks
    flags = RunFlag.SCALE if site.scales else RunFlag.SUMS
    mapping = "channels × pixels" if swapped else "pixels × channels"
    return site.layer(mapping, flags, _patterns(site, places, swapped), swapped=swapped)


def _patterns(site: Site, places: np.ndarray, swapped: bool) -> list[Pattern]:
    config = site.config
    pixels, channels = len(places), len(site.matrix)
    pixel_count, channel_count = config.rows, config.columns
    if swapped:
        pixel_count, channel_count = channel_count, pixel_count
    outputs = np.arange(pixels * channels, dtype=np.int32).reshape(pixels, channels)
    gathers = [
        np.ascontiguousarray(chunk(places, first, pixel_count, site.beside + 1).T)
        for first in range(0, pixels, pixel_count)
    ]
    patterns = []
    for channel in range(0, channels, channel_count):
        weights = np.ascontiguousarray(chunk(site.matrix, channel, channel_count, 0).T)
        parts = cuts(weights, site.limits, config.accumulator_width)
        columns = chunk(outputs.T, channel, channel_count, -1)
        scalings = ()
        if site.scales:
            # What is not used has the scaling of the last channel.
            numbers = np.minimum(np.arange(channel, channel + channel_count), channels - 1)
            scalings = tuple(site.rescale.scaling(int(number)) for number in numbers)
        for number, gather in enumerate(gathers):
            targets = chunk(columns.T, number * pixel_count, pixel_count, -1)
            if swapped:
                targets = np.ascontiguousarray(targets.T)
            patterns += [Pattern(gather[part], weights[part], targets, scalings) for part in parts]
    return patterns
