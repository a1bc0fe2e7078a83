"""Pooling, int8 NHWC; input and output have the same quantization."""

import numpy as np

from tinynpu.golden.windows import windows

__all__ = ["average_pool2d", "max_pool2d"]


def average_pool2d(
    x: np.ndarray,
    *,
    kernel: tuple[int, int],
    stride: tuple[int, int],
    padding: tuple[int, int, int, int] = (0, 0, 0, 0),
    clamp: tuple[int, int] = (-128, 127),
) -> np.ndarray:
    """Average of each window, rounded half away from zero; padding does not count.

    Source
    ------
    ``reference_integer_ops::AveragePool``, TensorFlow Lite
    ``kernels/internal/reference/integer_ops/pooling.h``.
    """
    sums = windows(x.astype(np.int64), kernel, stride, (1, 1), padding, 0).sum(axis=(3, 4))
    ones = np.ones((1, *x.shape[1:3], 1), np.int64)
    counts = windows(ones, kernel, stride, (1, 1), padding, 0).sum(axis=(3, 4))
    rounded = np.where(sums > 0, sums + counts // 2, sums - counts // 2)
    average = np.sign(rounded) * (np.abs(rounded) // counts)  # C++ division truncates
    return np.clip(average, *clamp).astype(np.int8)


def max_pool2d(
    x: np.ndarray,
    *,
    kernel: tuple[int, int],
    stride: tuple[int, int],
    padding: tuple[int, int, int, int] = (0, 0, 0, 0),
    clamp: tuple[int, int] = (-128, 127),
) -> np.ndarray:
    """Largest value of each window.

    Source
    ------
    ``reference_integer_ops::MaxPool``, TensorFlow Lite
    ``kernels/internal/reference/integer_ops/pooling.h``.
    """
    view = windows(x, kernel, stride, (1, 1), padding, -128)
    return np.clip(view.max(axis=(3, 4)), *clamp).astype(np.int8)
