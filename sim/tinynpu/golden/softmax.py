"""Softmax of int8 over the last axis, in fixed point."""

import math

import numpy as np

from tinynpu.arch.fixed_point import quantize_multiplier, wrap
from tinynpu.golden.rounding import divide_by_power, high_mul

__all__ = ["softmax"]

_DIFFERENCE_BITS = 5
"""Integer bits of a scaled difference (Q5.26)."""

_SUM_BITS = 12
"""Integer bits of the sum of exponentials (Q12.19)."""

_ONE = (1 << 31) - 1

_EXP_OF_MINUS_POWERS = {
    -2: 1672461947,
    -1: 1302514674,
    0: 790015084,
    1: 290630308,
    2: 39332535,
    3: 720401,
    4: 242,
}
"""exp(−2**n) in Q0.31."""


def softmax(
    x: np.ndarray, *, scale: float, beta: float = 1.0, zero_point: int = -128
) -> np.ndarray:
    """``exp(beta · scale · x)``, divided by its sum over the last axis; the output's scale is 1/256.

    Parameters
    ----------
    scale
        Of the input; its zero point does not matter.
    zero_point
        Of the output, -128.

    Source
    ------
    ``reference_ops::Softmax`` in TensorFlow Lite's ``kernels/internal/reference/softmax.h``;
    ``PreprocessSoftmaxScaling`` and ``CalculateInputRadius`` in
    ``kernels/internal/quantization_util.cc``; ``exp_on_negative_values`` and
    ``one_over_one_plus_x_for_x_in_0_1`` in gemmlowp's ``fixedpoint/fixedpoint.h``.
    """
    real = np.float64(np.float32(beta)) * scale * (1 << (31 - _DIFFERENCE_BITS))
    multiplier, shift = quantize_multiplier(min(float(real), float(_ONE)))
    smallest = -math.floor(((1 << _DIFFERENCE_BITS) - 1) * 2.0 ** (31 - _DIFFERENCE_BITS - shift))
    differences = x.astype(np.int64) - x.max(axis=-1, keepdims=True)
    counts = differences >= smallest
    scaled = np.where(counts, differences, 0) << max(shift, 0)
    exponentials = _exp(high_mul(wrap(scaled, 32), multiplier))
    sums = np.where(counts, divide_by_power(exponentials, _SUM_BITS), 0)
    reciprocal, excess = _reciprocal(sums.sum(axis=-1, keepdims=True))
    result = divide_by_power(high_mul(exponentials, reciprocal), excess + 31 - 8)
    return np.where(counts, np.clip(result + zero_point, -128, 127), zero_point).astype(np.int8)


def _saturate(values: np.ndarray) -> np.ndarray:
    return np.clip(values, -(1 << 31), _ONE)


def _exp(a: np.ndarray) -> np.ndarray:
    """exp(a) in Q0.31 of a negative Q5.26, by a polynomial in −1/4..0 and a product of powers."""
    quarter = 1 << 24
    rest = (a & (quarter - 1)) - quarter
    # Taylor series around −1/8.
    x = (rest << _DIFFERENCE_BITS) + (1 << 28)
    square = high_mul(x, x)
    cube = high_mul(square, x)
    fourth = high_mul(square, square)
    terms = high_mul(divide_by_power(fourth, 2) + cube, 715827883) + square
    factor = 1895147668
    result = _saturate(factor + high_mul(factor, x + divide_by_power(terms, 1)))
    remainder = rest - a
    for power, multiplier in _EXP_OF_MINUS_POWERS.items():
        bit = 1 << (31 - _DIFFERENCE_BITS + power)
        result = np.where(remainder & bit, high_mul(result, multiplier), result)
    return np.where(a == 0, _ONE, result)


def _reciprocal(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """1/sum in Q0.31, and the power of two that it must be divided by.

    Source
    ------
    ``GetReciprocal`` in TensorFlow Lite's ``kernels/internal/common.h``.
    """
    zeros = 31 - np.floor(np.log2(sums)).astype(np.int64)  # leading zeros of 32 bits, exact
    above_one = (sums << zeros) - (1 << 31)
    half = _half_sum(above_one)
    # Newton's method for 1/half, from 48/17 − 32/17 · half; Q2.29.
    x = 1515870810 + high_mul(half, -1010580540)
    for _ in range(3):
        error = (1 << 29) - high_mul(half, x)
        x = x + _saturate(high_mul(x, error) << 2)
    return _saturate(x << 1), _SUM_BITS - zeros


def _half_sum(a: np.ndarray) -> np.ndarray:
    """(a + 1)/2 in Q0.31, rounded half away from zero."""
    total = a + _ONE
    return (total + 1) >> 1
