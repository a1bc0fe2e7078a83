"""Convolutions and the fully connected layer, int8 NHWC."""

import numpy as np
from numpy.typing import ArrayLike

from tinynpu.golden.requantize import requantize
from tinynpu.golden.windows import windows

__all__ = ["conv2d", "depthwise_conv2d", "fully_connected"]


def conv2d(
    x: np.ndarray,
    weights: np.ndarray,
    bias: np.ndarray,
    *,
    stride: tuple[int, int] = (1, 1),
    dilation: tuple[int, int] = (1, 1),
    padding: tuple[int, int, int, int] = (0, 0, 0, 0),
    input_zero_point: int,
    multiplier: ArrayLike,
    shift: ArrayLike,
    output_zero_point: int,
    clamp: tuple[int, int] = (-128, 127),
    round_once: bool = False,
) -> np.ndarray:
    """Convolution.

    Parameters
    ----------
    x
        int8 [n, h, w, in].
    weights
        int8 [out, kernel_h, kernel_w, in], symmetric.
    bias
        int32 [out].
    stride, dilation
        (rows, columns).
    padding
        (top, bottom, left, right); padded with the zero point.
    multiplier, shift
        Scaling, scalars or [out].

    Source
    ------
    ``reference_integer_ops::ConvPerChannel``, TensorFlow Lite
    ``kernels/internal/reference/integer_ops/conv.h``.
    """
    kernel = weights.shape[1:3]
    view = windows(x, kernel, stride, dilation, padding, input_zero_point)
    n, height, width = view.shape[:3]
    flat = view.reshape(n * height * width, -1).astype(np.float64) - input_zero_point
    # Exact: every partial sum is an integer far below 2**53.
    sums = flat @ weights.reshape(len(weights), -1).T.astype(np.float64)
    sums = sums.astype(np.int64).reshape(n, height, width, -1) + bias
    return requantize(sums, multiplier, shift, output_zero_point, *clamp, round_once=round_once)


def depthwise_conv2d(
    x: np.ndarray,
    weights: np.ndarray,
    bias: np.ndarray,
    *,
    stride: tuple[int, int] = (1, 1),
    dilation: tuple[int, int] = (1, 1),
    padding: tuple[int, int, int, int] = (0, 0, 0, 0),
    input_zero_point: int,
    multiplier: ArrayLike,
    shift: ArrayLike,
    output_zero_point: int,
    clamp: tuple[int, int] = (-128, 127),
    round_once: bool = False,
) -> np.ndarray:
    """Depthwise convolution; output channel ``c · m + k`` comes from input channel ``c``.

    Parameters
    ----------
    weights
        int8 [1, kernel_h, kernel_w, in · m].
    others
        As in `conv2d`.

    Source
    ------
    ``reference_integer_ops::DepthwiseConvPerChannel``, TensorFlow Lite
    ``kernels/internal/reference/integer_ops/depthwise_conv.h``.
    """
    _, kernel_h, kernel_w, channels = weights.shape
    view = windows(x, (kernel_h, kernel_w), stride, dilation, padding, input_zero_point)
    view = np.repeat(view.astype(np.int64) - input_zero_point, channels // x.shape[3], axis=5)
    sums = np.einsum("nyxabc,abc->nyxc", view, weights[0].astype(np.int64)) + bias
    return requantize(sums, multiplier, shift, output_zero_point, *clamp, round_once=round_once)


def fully_connected(
    x: np.ndarray,
    weights: np.ndarray,
    bias: np.ndarray,
    *,
    input_zero_point: int,
    multiplier: ArrayLike,
    shift: ArrayLike,
    output_zero_point: int,
    clamp: tuple[int, int] = (-128, 127),
    round_once: bool = True,
) -> np.ndarray:
    """Fully connected layer.

    Parameters
    ----------
    x
        int8 [..., in].
    weights
        int8 [out, in], symmetric.
    round_once
        Other than the convolutions this kernel rounds once in LiteRT 2.
    others
        As in `conv2d`.

    Source
    ------
    ``reference_integer_ops::FullyConnected``, TensorFlow Lite
    ``kernels/internal/reference/integer_ops/fully_connected.h``.
    """
    # Exact: every partial sum is an integer far below 2**53.
    sums = (x.astype(np.float64) - input_zero_point) @ weights.T.astype(np.float64)
    sums = sums.astype(np.int64) + bias
    return requantize(sums, multiplier, shift, output_zero_point, *clamp, round_once=round_once)
