"""Element by element: sum, difference, product, table look-up of int8 tensors."""

import numpy as np

from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier, quantize_multiplier
from tinynpu.golden.requantize import requantize

__all__ = ["add", "lookup", "mul", "sub"]

_LEFT_SHIFT = 20


def add(
    a: np.ndarray,
    b: np.ndarray,
    *,
    scales: tuple[float, float, float],
    zero_points: tuple[int, int, int],
    clamp: tuple[int, int] = (-128, 127),
    negate: bool = False,
) -> np.ndarray:
    """Sum (difference with ``negate``); NumPy broadcasting.

    Parameters
    ----------
    scales, zero_points
        Of the first operand, the second, and the result.

    Source
    ------
    ``PrepareGeneralAddOp`` in TensorFlow Lite's ``kernels/add.cc``, and
    ``reference_integer_ops::AddElementwise`` in
    ``kernels/internal/reference/integer_ops/add.h``.
    """
    twice = 2 * max(scales[0], scales[1])
    terms = []
    for x, scale, zero_point in zip((a, b), scales, zero_points, strict=False):
        shifted = (x.astype(np.int64) - zero_point) << _LEFT_SHIFT
        terms.append(multiply_by_quantized_multiplier(shifted, *quantize_multiplier(scale / twice)))
    total = terms[0] - terms[1] if negate else terms[0] + terms[1]
    multiplier, shift = quantize_multiplier(twice / ((1 << _LEFT_SHIFT) * scales[2]))
    return requantize(total, multiplier, shift, zero_points[2], *clamp)


def sub(a: np.ndarray, b: np.ndarray, **quantization) -> np.ndarray:
    """Difference; parameters as in `add`.

    Source
    ------
    ``PrepareGeneralSubOp`` in TensorFlow Lite's ``kernels/sub.cc``.
    """
    return add(a, b, negate=True, **quantization)


def mul(
    a: np.ndarray,
    b: np.ndarray,
    *,
    scales: tuple[float, float, float],
    zero_points: tuple[int, int, int],
    clamp: tuple[int, int] = (-128, 127),
) -> np.ndarray:
    """Product; parameters as in `add`.

    Source
    ------
    ``reference_integer_ops::MulElementwise`` in TensorFlow Lite's
    ``kernels/internal/reference/integer_ops/mul.h``.
    """
    product = (a.astype(np.int64) - zero_points[0]) * (b.astype(np.int64) - zero_points[1])
    multiplier, shift = quantize_multiplier(
        float(np.float32(scales[0]) * np.float32(scales[1]) / np.float32(scales[2]))
    )
    return requantize(product, multiplier, shift, zero_points[2], *clamp)


def lookup(x: np.ndarray, table: np.ndarray) -> np.ndarray:
    """``table[x & 255]``: any function of one int8, with a table of 256 int8."""
    return table[x.view(np.uint8)]
