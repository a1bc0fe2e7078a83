"""Rounding primitives of gemmlowp, for any number of bits."""

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["divide_by_power", "high_mul", "round_away"]


def high_mul(a: ArrayLike, b: ArrayLike, bits: int = 32) -> np.ndarray:
    """``a · b / 2**(bits − 1)``, rounded half away from zero, saturated.

    Source
    ------
    ``SaturatingRoundingDoublingHighMul`` in gemmlowp's ``fixedpoint/fixedpoint.h``.
    """
    product = np.asarray(a, np.int64) * np.asarray(b, np.int64)
    half, limit = 1 << (bits - 2), 1 << (bits - 1)
    nudged = product + np.where(product >= 0, half, 1 - half)
    return np.minimum(np.sign(nudged) * (np.abs(nudged) >> (bits - 1)), limit - 1)


def divide_by_power(values: ArrayLike, power: ArrayLike) -> np.ndarray:
    """``values / 2**power``, rounded half away from zero.

    Source
    ------
    ``RoundingDivideByPOT`` in gemmlowp's ``fixedpoint/fixedpoint.h``.
    """
    values, power = np.asarray(values, np.int64), np.asarray(power, np.int64)
    mask = (np.int64(1) << power) - 1
    return (values >> power) + ((values & mask) > (mask >> 1) + (values < 0))


def round_away(values: ArrayLike) -> np.ndarray:
    """To the nearest integer, halves away from zero: ``std::round``."""
    values = np.asarray(values, np.float64)
    return np.trunc(values + np.copysign(0.5, values))
