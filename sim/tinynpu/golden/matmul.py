"""Product of two int8 activations."""

import numpy as np

from tinynpu.arch.fixed_point import quantize_multiplier
from tinynpu.golden.requantize import requantize

__all__ = ["batch_matmul"]


def batch_matmul(
    a: np.ndarray,
    b: np.ndarray,
    *,
    adj_x: bool = False,
    adj_y: bool = False,
    scales: tuple[float, float, float],
    zero_points: tuple[int, int, int],
    clamp: tuple[int, int] = (-128, 127),
) -> np.ndarray:
    """Matrix product over the last two axes, the others broadcast.

    Parameters
    ----------
    a, b
        int8 [..., m, k] and [..., k, n].
    adj_x, adj_y
        The last two axes of ``a`` or ``b`` are the other way round.
    scales, zero_points
        Of the first operand, the second, and the result.

    Source
    ------
    ``reference_ops::BatchMatMul`` in TensorFlow Lite's
    ``kernels/internal/reference/batch_matmul.h``, and ``GetQuantizedConvolutionMultipler`` in
    ``kernels/kernel_util.cc``: the scales are multiplied in single precision.
    """
    a = a.swapaxes(-1, -2) if adj_x else a
    b = b.swapaxes(-1, -2) if adj_y else b
    # Exact: every partial sum is an integer far below 2**53.
    sums = (a.astype(np.float64) - zero_points[0]) @ (b.astype(np.float64) - zero_points[1])
    product = float(np.float32(scales[0]) * np.float32(scales[1]))
    multiplier, shift = quantize_multiplier(product / scales[2])
    return requantize(sums.astype(np.int64), multiplier, shift, zero_points[2], *clamp)
