"""Real numbers and bytes to int8 and back."""

import numpy as np

from tinynpu.arch.fixed_point import quantize_multiplier
from tinynpu.golden.requantize import requantize
from tinynpu.golden.rounding import round_away

__all__ = ["dequantize", "quantize", "rescale"]


def quantize(x: np.ndarray, *, scale: float, zero_point: int) -> np.ndarray:
    """int8 of float32: ``x / scale`` rounded half away from zero; what is no number becomes zero.

    Source
    ------
    ``reference_ops::AffineQuantize`` in TensorFlow Lite's ``kernels/internal/reference/quantize.h``.
    """
    with np.errstate(over="ignore"):
        quotient = np.nan_to_num(x.astype(np.float32) / np.float32(scale)).astype(np.float64)
    return np.clip(round_away(quotient) + zero_point, -128, 127).astype(np.int8)


def dequantize(x: np.ndarray, *, scale: float, zero_point: int) -> np.ndarray:
    """float32 of int8.

    Source
    ------
    ``reference_ops::Dequantize`` in TensorFlow Lite's
    ``kernels/internal/reference/dequantize.h``.
    """
    return (scale * (x.astype(np.int64) - zero_point)).astype(np.float32)


def rescale(
    x: np.ndarray, *, scales: tuple[float, float], zero_points: tuple[int, int], dtype: str
) -> np.ndarray:
    """Another quantization, also between int8 and uint8.

    Source
    ------
    ``reference_ops::Requantize`` in TensorFlow Lite's ``kernels/internal/reference/requantize.h``.
    """
    multiplier, shift = quantize_multiplier(scales[0] / scales[1])
    # To uint8 by way of int8: both zero points 128 lower.
    offset = 128 if dtype == "uint8" else 0
    centered = x.astype(np.int64) - zero_points[0]
    values = requantize(centered, multiplier, shift, zero_points[1] - offset)
    return (values.astype(np.int64) + offset).astype(dtype)
