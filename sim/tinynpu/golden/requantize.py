"""Accumulators to int8."""

import numpy as np
from numpy.typing import ArrayLike

from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier

__all__ = ["requantize"]


def requantize(
    values: np.ndarray,
    multiplier: ArrayLike,
    shift: ArrayLike,
    zero_point: int,
    clamp_min: int = -128,
    clamp_max: int = 127,
    *,
    round_once: bool = False,
) -> np.ndarray:
    """Scale, offset and clamp; see `multiply_by_quantized_multiplier` for the scaling."""
    scaled = multiply_by_quantized_multiplier(values, multiplier, shift, round_once=round_once)
    scaled += zero_point
    return np.clip(scaled, clamp_min, clamp_max).astype(np.int8)
