"""Operators in single precision between quantized tensors, as ONNX has them."""

import numpy as np

__all__ = ["layer_norm", "real_softmax"]


def layer_norm(
    x: np.ndarray,
    *,
    scales: tuple[float, float],
    zero_points: tuple[int, int],
    gamma: np.ndarray,
    beta: np.ndarray,
    epsilon: float,
    axis: int = -1,
) -> np.ndarray:
    """Mean and variance over the last axis become 0 and 1; then ``gamma`` times plus ``beta``.

    Parameters
    ----------
    x
        int8 [..., n].
    scales, zero_points
        Of the input and of the output.
    gamma, beta
        float32 [n].
    epsilon
        Added to the variance.
    axis
        The last one, -1.

    Source
    ------
    ONNX operator LayerNormalization, with ``stash_type`` float32.
    """
    if axis != -1:
        raise ValueError(f"The axis must be -1, not {axis}.")
    real = (x.astype(np.float32) - np.float32(zero_points[0])) * np.float32(scales[0])
    centered = real - real.mean(axis=-1, keepdims=True, dtype=np.float32)
    variance = np.square(centered).mean(axis=-1, keepdims=True, dtype=np.float32)
    normal = centered / np.sqrt(variance + np.float32(epsilon))
    return _quantize(normal * gamma + beta, scales[1], zero_points[1])


def real_softmax(
    x: np.ndarray, *, scales: tuple[float, float], zero_points: tuple[int, int], beta: float = 1.0
) -> np.ndarray:
    """Softmax over the last axis by a table of exponentials and one division for each row.

    The differences to the largest value of a row are 0 … 255 steps, so 256 exponentials are all
    that there is.

    Parameters
    ----------
    x
        int8 [..., n].
    scales, zero_points
        Of the input and of the output.
    beta
        Factor of the input.

    Source
    ------
    ONNX operator Softmax.
    """
    table = np.exp(-np.arange(256) * np.float64(beta * scales[0])).astype(np.float32)
    below = x.max(axis=-1, keepdims=True).astype(np.int64) - x
    exponentials = table[below]
    reciprocal = np.float32(1) / exponentials.sum(axis=-1, keepdims=True, dtype=np.float32)
    return _quantize(exponentials * reciprocal, scales[1], zero_points[1])


def _quantize(real: np.ndarray, scale: float, zero_point: int) -> np.ndarray:
    """int8, halves to even."""
    steps = np.rint(real / np.float32(scale)) + zero_point
    return np.clip(steps, -128, 127).astype(np.int8)
