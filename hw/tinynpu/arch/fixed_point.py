"""Fixed-point scaling: the one rounding of the NPU, and how real scale factors become integers."""

import math

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["multiply_by_quantized_multiplier", "quantize_multiplier", "wrap"]


def wrap(values: np.ndarray, bits: int) -> np.ndarray:
    """Two's complement of so many bits, as int64."""
    half = np.int64(1) << (bits - 1)
    return ((values.astype(np.int64) + half) & ((np.int64(1) << bits) - 1)) - half


def multiply_by_quantized_multiplier(
    values: np.ndarray, multiplier: ArrayLike, shift: ArrayLike, *, round_once: bool = False
) -> np.ndarray:
    """``values · multiplier · 2**(shift - 31)``, rounded twice (or once), as int64.

    Parameters
    ----------
    values
        Integers that fit in 32 bits, of any shape.
    multiplier, shift
        Q31 multiplier (0 to 2**31 - 1) and power of two (-31 to 31); broadcast to ``values``.
    round_once
        Round the exact product, halves up.

    Source
    ------
    ``MultiplyByQuantizedMultiplier`` (double rounding) in TensorFlow Lite's
    ``kernels/internal/common.cc``: ``RoundingDivideByPOT(
    SaturatingRoundingDoublingHighMul(x << left, multiplier), right)``. The product cannot saturate,
    because the multiplier is not negative. Rounding once is the same file's variant for
    ``TFLITE_SINGLE_ROUNDING``.
    """
    multiplier = np.asarray(multiplier, np.int64)
    shift = np.asarray(shift, np.int64)
    left, right = np.maximum(shift, 0), np.maximum(-shift, 0)
    values = wrap(values.astype(np.int64) << left, 32)
    if round_once:
        # The sum of product and half does not overflow 64 bits if the product's tail is cut first.
        return (((values * multiplier) >> 30) + (np.int64(1) << right)) >> (right + 1)
    values = (values * multiplier + (1 << 30)) >> 31
    mask = (np.int64(1) << right) - 1
    return (values >> right) + ((values & mask) > (mask >> 1) + (values < 0))


def quantize_multiplier(real: float) -> tuple[int, int]:
    """Q31 multiplier and shift with ``real ≈ multiplier · 2**(shift - 31)``.

    Parameters
    ----------
    real
        Scale factor, not negative.

    Returns
    -------
    multiplier, shift
        ``2**30 <= multiplier < 2**31`` (or 0), and the power of two (left if positive).

    Source
    ------
    ``QuantizeMultiplier`` in TensorFlow Lite's ``kernels/internal/quantization_util.cc``.
    """
    if real == 0:
        return 0, 0
    fraction, shift = math.frexp(real)
    multiplier = math.floor(fraction * (1 << 31) + 0.5)
    if multiplier == 1 << 31:
        multiplier //= 2
        shift += 1
    if shift < -31:
        return 0, 0
    return multiplier, shift
