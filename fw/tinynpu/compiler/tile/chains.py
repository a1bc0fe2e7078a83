"""Depthwise convolutions by chains: columns are neighbours in a row, in shift mode.

Column j at step k has the weight of step k − j, and so makes the output j places further on. A step
takes no more than two nibbles, which pays if a tile has many columns and few rows.

The outputs of a channel are laid one after the other, ``pitch`` places for a row of the image. A row
of the tile makes ``columns`` of these places. Of each kernel row, the taps that a stride lets meet the
same samples are a *phase*: its steps bring the weights of the taps, and zeros until the last column
has seen the last of them.
"""

import dataclasses
import math

import numpy as np

from tinynpu.arch.tile import MAX_STEPS, RunFlag
from tinynpu.compiler.tile.image import Image
from tinynpu.compiler.tile.layer import Layer, Pattern
from tinynpu.compiler.tile.ranges import bounds, fits
from tinynpu.compiler.tile.site import Site
from tinynpu.golden.tile import tile_cycles

__all__ = ["chains"]


@dataclasses.dataclass(frozen=True)
class _Phase:
    """Taps of a kernel row, ``stride`` samples apart; −1 where the dilation leaves a gap."""

    kernel_row: int
    first: int
    taps: tuple[int, ...]


def _phases(image: Image) -> list[_Phase]:
    stride, dilation = image.stride[1], image.dilation[1]
    reach = (image.kernel[1] - 1) * dilation + 1
    found = []
    for row in range(image.kernel[0]):
        for first in range(min(stride, reach)):
            at = range(first, reach, stride)
            taps = tuple(-1 if n % dilation else n // dilation for n in at)
            if max(taps) >= 0:
                found.append(_Phase(row, first, taps))
    return found


def chains(site: Site) -> list["_Chain"]:
    """As dense as can be, and with a chain at the begin of each row of the image; none if sums do not fit."""
    image = Image(site)
    phases = _phases(image)
    columns = site.config.columns
    steps = sum(columns - 1 + len(phase.taps) for phase in phases)
    low, high = (ends.sum(axis=1) for ends in bounds(site.matrix, site.limits))
    if steps > MAX_STEPS or not fits(low, high, site.config.accumulator_width):
        return []
    least = image.width + max(len(phase.taps) for phase in phases) - 1
    pitches = dict.fromkeys([least, math.ceil(least / columns) * columns])
    return [_Chain(image, phases, pitch) for pitch in pitches]


class _Chain:
    """Outputs in rows of so many places."""

    def __init__(self, image: Image, phases: list[_Phase], pitch: int):
        self._image, self._config, self._site = image, image.config, image.site
        self._phases, self._pitch = phases, pitch
        self._flags = RunFlag.SHIFT
        if image.site.scales:
            self._flags |= RunFlag.SCALE | RunFlag.ONE_CHANNEL
        self._starts = self._useful()

    def __str__(self) -> str:
        return f"chains, pitch {self._pitch}"

    def _useful(self) -> np.ndarray:
        """Places at which a chain begins that makes an output."""
        columns = self._config.columns
        count = self._image.count * self._image.height * self._pitch
        starts = np.arange(0, count, columns)
        targets = self._image.targets(*self._pixels(starts[:, None] + np.arange(columns)))
        return starts[(targets >= 0).any(axis=1)]

    def _pixels(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Image, row and column of places."""
        row, x = np.divmod(at, self._pitch)
        n, y = np.divmod(row, self._image.height)
        return n, y, x

    @property
    def cycles(self) -> int:
        """Cycles of all blocks."""
        steps = sum(self._config.columns - 1 + len(phase.taps) for phase in self._phases)
        blocks = math.ceil(len(self._starts) / self._config.rows) * self._image.channels
        return blocks * tile_cycles(self._config, steps, self._flags)

    def layer(self) -> Layer:
        """The layer in such chains."""
        image = self._image
        gather = np.concatenate([self._gather(phase) for phase in self._phases])
        places = self._starts[:, None] + np.arange(self._config.columns)
        groups = image.groups(gather, image.targets(*self._pixels(places)))
        patterns = []
        for channel in range(image.channels):
            weights = self._weights(channel)
            scalings = ()
            if self._site.scales:
                scalings = (self._site.rescale.scaling(channel),)
            for samples, targets in groups:
                outputs = np.where(targets < 0, -1, targets + channel)
                patterns.append(
                    Pattern(image.of_channel(samples, channel), weights, outputs, scalings)
                )
        return self._site.layer(str(self), self._flags, patterns)

    def _gather(self, phase: _Phase) -> np.ndarray:
        """Samples of channel 0 in a phase: [steps, chains]."""
        image = self._image
        steps = np.arange(self._config.columns - 1 + len(phase.taps))
        n, y, x = self._pixels(self._starts + steps[:, None])
        # Beyond the last image nothing is for an output.
        return image.gather(
            np.minimum(n, image.count - 1),
            y * image.stride[0] + phase.kernel_row * image.dilation[0],
            x * image.stride[1] + phase.first,
        )

    def _weights(self, channel: int) -> np.ndarray:
        """Of a channel: int8 [steps]."""
        weights = []
        for phase in self._phases:
            kernel = self._site.weights[0, phase.kernel_row, :, channel]
            weights += [0 if tap < 0 else int(kernel[tap]) for tap in phase.taps]
            weights += [0] * (self._config.columns - 1)
        return np.array(weights, np.int8)
