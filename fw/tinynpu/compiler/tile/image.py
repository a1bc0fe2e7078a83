"""Sizes of a depthwise convolution, and where its samples and outputs lie."""

import math

import numpy as np

from tinynpu.compiler.tile.convolution import places
from tinynpu.compiler.tile.product import chunk
from tinynpu.compiler.tile.site import Site

__all__ = ["Image"]


class Image:
    """The input and the output of a depthwise convolution.

    Members
    -------
    kernel, stride, dilation
        (rows, columns).
    count, height, width, channels
        Sizes of the output.
    multiplier
        Output channels of an input channel.
    """

    def __init__(self, site: Site):
        self.site, self.config = site, site.config
        self.kernel: tuple[int, int] = site.weights.shape[1:3]
        self.stride: tuple[int, int] = site.node.attributes["stride"]
        self.dilation: tuple[int, int] = site.node.attributes["dilation"]
        self.count, self.height, self.width, self.channels = site.shape
        self.multiplier = self.channels // site.source_shape[3]
        self._places = places(site)[..., 0]
        self._outputs = np.arange(math.prod(site.shape), dtype=np.int32).reshape(site.shape)[..., 0]

    def gather(self, n: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
        """Places of padded pixels in input channel 0; what is beyond the image is for no output."""
        _, height, width = self._places.shape
        return self._places[n, np.minimum(y, height - 1), np.minimum(x, width - 1)]

    def targets(self, n: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
        """Places of outputs in channel 0, or −1 if there is none."""
        valid = (n < self.count) & (y < self.height) & (x < self.width)
        at = np.minimum(n, self.count - 1), np.minimum(y, self.height - 1)
        return np.where(valid, self._outputs[*at, np.minimum(x, self.width - 1)], -1)

    def groups(
        self, gather: np.ndarray, targets: np.ndarray
    ) -> list[tuple[np.ndarray, np.ndarray]]:
        """Samples [steps, places] and outputs [places, columns], in parts of as many places as rows."""
        rows, nothing = self.config.rows, self.site.beside + 1
        return [
            (
                np.ascontiguousarray(chunk(gather.T, first, rows, nothing).T),
                chunk(targets, first, rows, -1),
            )
            for first in range(0, len(targets), rows)
        ]

    def of_channel(self, gather: np.ndarray, channel: int) -> np.ndarray:
        """Samples of channel 0 as those that an output channel needs."""
        return np.where(gather < self.site.beside, gather + channel // self.multiplier, gather)
