"""Operations that move int8 values and compute nothing."""

from collections.abc import Sequence

import numpy as np

__all__ = ["concat", "pad", "resize_nearest", "slice_axes", "transpose"]


def concat(parts: Sequence[np.ndarray], axis: int) -> np.ndarray:
    """Parts after one another."""
    return np.concatenate(parts, axis)


def pad(x: np.ndarray, padding: Sequence[tuple[int, int]], zero_point: int) -> np.ndarray:
    """Frame of zeros: (before, after) for each axis."""
    return np.pad(x, padding, constant_values=zero_point)


def slice_axes(
    x: np.ndarray, begin: Sequence[int], end: Sequence[int], strides: Sequence[int]
) -> np.ndarray:
    """Part of a tensor: ``begin <= index < end`` in steps, for each axis."""
    return x[tuple(slice(*limits) for limits in zip(begin, end, strides, strict=True))]


def transpose(x: np.ndarray, perm: Sequence[int]) -> np.ndarray:
    """Axis ``i`` of the result is axis ``perm[i]`` of ``x``."""
    return x.transpose(perm)


def resize_nearest(
    x: np.ndarray,
    size: tuple[int, int],
    *,
    align_corners: bool = False,
    half_pixel_centers: bool = False,
) -> np.ndarray:
    """Another height and width, each pixel that of the nearest place, NHWC.

    Source
    ------
    ``GetNearestNeighbor`` in TensorFlow Lite's
    ``kernels/internal/reference/resize_nearest_neighbor.h``.
    """
    for axis, count in zip((1, 2), size, strict=True):
        places = _nearest(x.shape[axis], count, align_corners, half_pixel_centers)
        x = np.take(x, places, axis)
    return x


def _nearest(n: int, count: int, align_corners: bool, half_pixel_centers: bool) -> np.ndarray:
    if align_corners and count > 1:
        scale = np.float32(n - 1) / np.float32(count - 1)
    else:
        scale = np.float32(n) / np.float32(count)
    offset = np.float32(0.5 if half_pixel_centers else 0)
    places = (np.arange(count, dtype=np.float32) + offset) * scale
    places = np.trunc(places + np.float32(0.5)) if align_corners else np.floor(places)
    return np.clip(places.astype(np.int64), 0, n - 1)
