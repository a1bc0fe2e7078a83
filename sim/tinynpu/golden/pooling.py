"""Pooling, int8 NHWC."""

import numpy as np

from tinynpu.arch.fixed_point import quantize_multiplier
from tinynpu.golden.requantize import requantize
from tinynpu.golden.windows import windows

__all__ = ["average_pool2d", "max_pool2d", "mean", "mean_multiplier"]


def average_pool2d(
    x: np.ndarray,
    *,
    kernel: tuple[int, int],
    stride: tuple[int, int],
    padding: tuple[int, int, int, int] = (0, 0, 0, 0),
    clamp: tuple[int, int] = (-128, 127),
) -> np.ndarray:
    """Average of each window, rounded half away from zero; padding does not count.

    Input and output have the same quantization.

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
    """Largest value of each window; input and output have the same quantization.

    Source
    ------
    ``reference_integer_ops::MaxPool``, TensorFlow Lite
    ``kernels/internal/reference/integer_ops/pooling.h``.
    """
    view = windows(x, kernel, stride, (1, 1), padding, -128)
    return np.clip(view.max(axis=(3, 4)), *clamp).astype(np.int8)


def mean(x: np.ndarray, *, scales: tuple[float, float], zero_points: tuple[int, int]) -> np.ndarray:
    """Mean over height and width, [n, h, w, c] to [n, c].

    Parameters
    ----------
    scales, zero_points
        Of the input and of the output.

    Source
    ------
    ``reference_ops::QuantizedMeanOrSum`` in TensorFlow Lite's
    ``kernels/internal/reference/reduce.h``.
    """
    count = x.shape[1] * x.shape[2]
    sums = x.astype(np.int64).sum(axis=(1, 2)) - count * zero_points[0]
    return requantize(sums, *mean_multiplier(*scales, count), zero_points[1])


def mean_multiplier(source: float, target: float, count: int) -> tuple[int, int]:
    """Multiplier and shift of a sum: ``source / target / count``, its last bits cut off.

    Parameters
    ----------
    source, target
        Scales of input and output.
    count
        Values that are averaged.

    Source
    ------
    ``EvalMean`` in TensorFlow Lite's ``kernels/reduce.cc``.
    """
    multiplier, shift = quantize_multiplier(source / target)
    spare = min(count.bit_length() - 1, 31 + shift)
    return (multiplier << spare) // count, shift - spare
