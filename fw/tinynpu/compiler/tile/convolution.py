"""Convolutions: a matrix product of windows."""

import numpy as np

from tinynpu.compiler.tile.layer import Layer
from tinynpu.compiler.tile.product import multiply
from tinynpu.compiler.tile.site import Site

__all__ = ["convolution", "places"]


def places(site: Site) -> np.ndarray:
    """Place of each input pixel and channel, or of the padding: int32 [n, padded h, padded w, channels]."""
    top, bottom, left, right = site.node.attributes["padding"]
    inside = np.arange(site.beside, dtype=np.int32).reshape(site.source_shape)
    sides = ((0, 0), (top, bottom), (left, right), (0, 0))
    return np.pad(inside, sides, constant_values=site.beside)


def convolution(site: Site) -> Layer:
    """Rows are output pixels, columns output channels, steps taps × input channels."""
    _, kernel_h, kernel_w, _ = site.weights.shape
    (stride_y, stride_x), (dilation_y, dilation_x) = (
        site.node.attributes[name] for name in ("stride", "dilation")
    )
    count, height, width, _ = site.shape
    y = np.arange(height)[:, None] * stride_y + np.arange(kernel_h) * dilation_y
    x = np.arange(width)[:, None] * stride_x + np.arange(kernel_w) * dilation_x
    windows = places(site)[:, y[:, None, :, None], x[None, :, None, :]]
    return multiply(site, windows.reshape(count * height * width, -1))
