"""Functions of one int8 as tables of 256 int8, indexed by ``x & 255`` (see `lookup`).

Each maker takes the quantization (scale, zero point) of the input and of the output.
"""

import math
from collections.abc import Callable

import numpy as np

from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier, quantize_multiplier
from tinynpu.golden.rounding import divide_by_power, high_mul, round_away

__all__ = [
    "elu_table",
    "hard_swish_table",
    "leaky_relu_table",
    "logistic_table",
    "real_table",
    "relu_table",
    "requantize_table",
    "tanh_table",
]

_X = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.int64)
"""The input of each entry."""


def requantize_table(source: tuple[float, int], target: tuple[float, int]) -> np.ndarray:
    """The same real number in another quantization.

    Source
    ------
    ``reference_ops::Requantize`` in TensorFlow Lite's ``kernels/internal/reference/requantize.h``.
    """
    return _clip(_scaled(_X - source[1], source[0] / target[0]) + target[1])


def relu_table(
    source: tuple[float, int],
    target: tuple[float, int],
    low: float | None = 0.0,
    high: float | None = None,
) -> np.ndarray:
    """Cut off below ``low`` and above ``high``: RELU, RELU6 (0, 6), RELU_N1_TO_1 (-1, 1).

    Source
    ------
    ``QuantizedReluX`` in TensorFlow Lite's ``kernels/activations.cc``.
    """
    values = _scaled(_X - source[1], source[0] / target[0]) + target[1]
    for bound, cut in ((low, np.maximum), (high, np.minimum)):
        if bound is not None:
            steps = np.clip(np.float32(bound) / np.float32(target[0]), -65536, 65536)
            values = cut(values, target[1] + int(round_away(steps)))
    return _clip(values)


def leaky_relu_table(
    source: tuple[float, int], target: tuple[float, int], alpha: float
) -> np.ndarray:
    """``x`` if positive, else ``alpha · x``.

    Source
    ------
    ``reference_ops::QuantizeLeakyRelu`` in TensorFlow Lite's
    ``kernels/internal/reference/leaky_relu.h``.
    """
    x = _X - source[1]
    positive = _scaled(x, source[0] / target[0])
    negative = _scaled(x, source[0] * float(np.float32(alpha)) / target[0])
    return _clip(np.where(x >= 0, positive, negative) + target[1])


def logistic_table(source: tuple[float, int], target: tuple[float, int]) -> np.ndarray:
    """``1 / (1 + exp(−x))``.

    Source
    ------
    ``SigmoidPrepare`` in TensorFlow Lite's ``kernels/activations.cc``; the cut-offs are those of
    ``reference_ops::Logistic``.
    """
    one = np.float32(1)

    def function(x: float) -> float:
        if x > 16.619047164916992188:
            return 1.0
        if x < -9:
            return math.exp(x)
        return float(one / (one + np.float32(math.exp(-x))))

    return real_table(function, source, target)


def tanh_table(source: tuple[float, int], target: tuple[float, int]) -> np.ndarray:
    """Hyperbolic tangent.

    Source
    ------
    ``TanhPrepare`` in TensorFlow Lite's ``kernels/activations.cc``.
    """
    return real_table(math.tanh, source, target)


def real_table(
    function: Callable[[float], float], source: tuple[float, int], target: tuple[float, int]
) -> np.ndarray:
    """Any real function, computed in single precision and rounded half away from zero.

    Source
    ------
    ``LUTPopulate`` in TensorFlow Lite's ``kernels/internal/common.h``.
    """
    x = np.float32(source[0]) * (_X - source[1]).astype(np.float32)
    # Values beyond the range of single precision saturate like all others.
    largest = float(np.finfo(np.float32).max)
    values = [max(-largest, min(largest, function(float(value)))) for value in x]
    with np.errstate(over="ignore"):
        scaled = np.array(values, np.float32) * (np.float32(1) / np.float32(target[0]))
    scaled = np.clip(round_away(scaled), -65536.0, 65536.0)
    return _clip(scaled.astype(np.int64) + target[1])


def elu_table(source: tuple[float, int], target: tuple[float, int]) -> np.ndarray:
    """``x`` if positive, else ``exp(x) − 1``.

    Source
    ------
    ``EluPrepare`` in TensorFlow Lite's ``kernels/activations.cc``.
    """
    return real_table(lambda x: x if x >= 0 else math.expm1(x), source, target)


def hard_swish_table(source: tuple[float, int], target: tuple[float, int]) -> np.ndarray:
    """``x · min(max(x + 3, 0), 6) / 6`` in 16 bits; the output's scale is above 1/128 of the input's.

    Source
    ------
    ``HardSwishPrepare`` in TensorFlow Lite's ``kernels/activations.cc`` and
    ``reference_ops::HardSwish`` in ``kernels/internal/reference/hard_swish.h``.
    """
    fine = np.float32(1 / 128) * np.float32(source[0])
    multiplier, shift = quantize_multiplier(float(fine / np.float32(target[0])))
    gate_multiplier, gate_shift = quantize_multiplier(float(fine / np.float32(3 / 32768)))
    x = (_X - source[1]) << 7
    # The gate is (x/3 + 1)/2 in 0..1, saturated on both sides.
    gate = _saturate(x << max(gate_shift - 1, 0))
    gate = high_mul(gate, _upper_half(gate_multiplier), 16)
    gate = _saturate(gate << 1) if gate_shift > 0 else divide_by_power(gate, -gate_shift)
    gate = (gate + (1 << 15)) >> 1
    product = gate * high_mul(x, _upper_half(multiplier), 16)
    product = np.sign(product) * (np.abs(product) >> 15)
    return _clip(divide_by_power(product, -shift) + target[1])


def _scaled(x: np.ndarray, real: float) -> np.ndarray:
    return multiply_by_quantized_multiplier(x, *quantize_multiplier(real))


def _clip(values: np.ndarray) -> np.ndarray:
    return np.clip(values, -128, 127).astype(np.int8)


def _saturate(values: np.ndarray) -> np.ndarray:
    return np.clip(values, -32768, 32767)


def _upper_half(multiplier: int) -> int:
    """Q15 of a Q31 multiplier: ``DownScaleInt32ToInt16Multiplier``."""
    return min((multiplier + (1 << 15)) >> 16, 32767)
