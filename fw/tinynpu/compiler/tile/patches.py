"""Depthwise convolutions by patches: columns are a small rectangle of outputs.

Steps are the samples under the rectangle; rows are rectangles in other places, which share the
weights. A column has weight 0 for samples beside its window. Columns may also be several output
channels of the same input channel.
"""

import itertools
import math
from collections.abc import Iterator

import numpy as np

from tinynpu.arch.tile import MAX_STEPS, RunFlag, Scaling
from tinynpu.compiler.tile.image import Image
from tinynpu.compiler.tile.layer import Layer, Pattern
from tinynpu.compiler.tile.ranges import cuts
from tinynpu.compiler.tile.site import Site
from tinynpu.golden.tile import tile_cycles

__all__ = ["patches"]


def patches(site: Site) -> Iterator["_Patch"]:
    """All that fit into the columns, and into a block if the tile makes the results."""
    image, columns = Image(site), site.config.columns
    for channels in range(1, min(image.multiplier, columns) + 1):
        for height in range(1, min(image.height, columns // channels) + 1):
            width = min(image.width, columns // channels // height)
            found = [_Patch(image, height, n, channels) for n in range(1, width + 1)]
            yield from (p for p in found if p.steps <= MAX_STEPS or not site.scales)


class _Patch:
    """Rectangles of so many outputs, of so many channels."""

    def __init__(self, image: Image, height: int, width: int, channels: int):
        self._image, self._config, self._site = image, image.config, image.site
        self._height, self._width, self._channels = height, width, channels
        self._flags = RunFlag.SUMS
        if image.site.scales:
            self._flags = RunFlag.SCALE
            if channels == 1:
                self._flags |= RunFlag.ONE_CHANNEL

    def __str__(self) -> str:
        channels = f" of {self._channels} channels" if self._channels > 1 else ""
        return f"patches {self._height}×{self._width}{channels}"

    def _taps(self, axis: int, size: int) -> list[int]:
        """Samples along an axis that so many neighbouring outputs need."""
        stride, dilation = self._image.stride[axis], self._image.dilation[axis]
        pairs = itertools.product(range(size), range(self._image.kernel[axis]))
        return sorted({output * stride + tap * dilation for output, tap in pairs})

    @property
    def steps(self) -> int:
        """Steps of a block, unless sums have to be cut."""
        return len(self._taps(0, self._height)) * len(self._taps(1, self._width))

    @property
    def cycles(self) -> int:
        """Cycles of all blocks, unless sums have to be cut."""
        image = self._image
        number = math.ceil(image.height / self._height) * math.ceil(image.width / self._width)
        blocks = math.ceil(image.count * number / self._config.rows)
        blocks *= image.channels // image.multiplier * math.ceil(image.multiplier / self._channels)
        return blocks * tile_cycles(self._config, self.steps, self._flags)

    def layer(self) -> Layer:
        """The layer in such patches."""
        image = self._image
        taps = list(
            itertools.product(self._taps(0, self._height), self._taps(1, self._width))
        )  # fmt: skip
        groups = self._groups(taps)
        patterns = []
        for first in range(0, image.channels, image.multiplier):
            group = range(first, first + image.multiplier)
            for begin in range(0, image.multiplier, self._channels):
                used = group[begin : begin + self._channels]
                weights = self._weights(taps, used)
                parts = cuts(weights, self._site.limits, self._config.accumulator_width)
                scalings = self._scalings(used)
                for gather, targets in groups:
                    samples = image.of_channel(gather, first)
                    outputs = self._outputs(targets, used)
                    patterns += [
                        Pattern(samples[part], weights[part], outputs, scalings) for part in parts
                    ]
        return self._site.layer(str(self), self._flags, patterns)

    def _groups(self, taps: list[tuple[int, int]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Samples of channel 0 and outputs, for the rows of each block."""
        image = self._image
        corners = itertools.product(
            range(image.count),
            range(0, image.height, self._height),
            range(0, image.width, self._width),
        )
        n, y, x = np.array(list(corners)).T
        tap_y, tap_x = np.array(taps).T
        gather = image.gather(
            n, y * image.stride[0] + tap_y[:, None], x * image.stride[1] + tap_x[:, None]
        )
        inside_y, inside_x = np.array(list(np.ndindex(self._height, self._width))).T
        targets = image.targets(n[:, None], y[:, None] + inside_y, x[:, None] + inside_x)
        return image.groups(gather, targets)

    def _weights(self, taps: list[tuple[int, int]], used: range) -> np.ndarray:
        """Of the channels in use: int8 [steps, columns]."""
        image = self._image
        number = {tap: step for step, tap in enumerate(taps)}
        weights = np.zeros((len(taps), self._config.columns), np.int8)
        inside = itertools.product(used, range(self._height), range(self._width))
        for column, (channel, y, x) in enumerate(inside):
            for tap_y, tap_x in np.ndindex(*image.kernel):
                at_y = y * image.stride[0] + tap_y * image.dilation[0]
                at_x = x * image.stride[1] + tap_x * image.dilation[1]
                weights[number[at_y, at_x], column] = self._site.weights[0, tap_y, tap_x, channel]
        return weights

    def _outputs(self, targets: np.ndarray, used: range) -> np.ndarray:
        """Outputs of channel 0 as those of the channels in use, and −1 for other columns."""
        parts = [np.where(targets < 0, -1, targets + channel) for channel in used]
        joined = np.concatenate(parts, axis=1)
        missing = self._config.columns - joined.shape[1]
        return np.pad(joined, ((0, 0), (0, missing)), constant_values=-1)

    def _scalings(self, used: range) -> tuple[Scaling, ...]:
        """Of the first column, or of all of them."""
        rescale = self._site.rescale
        if not self._flags & RunFlag.SCALE:
            return ()
        if self._flags & RunFlag.ONE_CHANNEL:
            return (rescale.scaling(used[0]),)
        size = self._height * self._width
        # What is not used has the scaling of the last channel.
        numbers = [min(n // size, len(used) - 1) for n in range(self._config.columns)]
        return tuple(rescale.scaling(used[number]) for number in numbers)
