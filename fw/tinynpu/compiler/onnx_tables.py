"""ONNX functions of one value: tables of 256 real numbers, until they are quantized."""

import math
from collections.abc import Callable

import numpy as np

from tinynpu.compiler.onnx_site import Site
from tinynpu.compiler.onnx_values import Function, Pending, Value

__all__ = ["FUNCTIONS", "clip", "function", "relu"]

_erf = np.vectorize(math.erf, otypes=[np.float64])


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def _gelu(site: Site, x: np.ndarray) -> np.ndarray:
    kind = site.option("approximate", b"none")
    if kind in (b"tanh", "tanh"):
        return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return 0.5 * x * (1 + _erf(x / math.sqrt(2)))


def _hard_sigmoid(site: Site, x: np.ndarray) -> np.ndarray:
    return np.clip(site.option("alpha", 0.2) * x + site.option("beta", 0.5), 0, 1)


def _elu(site: Site, x: np.ndarray) -> np.ndarray:
    return np.where(x < 0, site.option("alpha", 1.0) * np.expm1(x), x)


def _power(site: Site, x: np.ndarray) -> np.ndarray:
    exponent = site.constant(1, "the exponent")
    site.need(exponent.size == 1, "the exponent", exponent.size, "one number", "multiply instead")
    return np.power(x, float(exponent.reshape(-1)[0]))


FUNCTIONS: dict[str, Callable[[Site, np.ndarray], np.ndarray]] = {
    "Abs": lambda site, x: np.abs(x),
    "Elu": _elu,
    "Erf": lambda site, x: _erf(x),
    "Exp": lambda site, x: np.exp(x),
    "Gelu": _gelu,
    "HardSigmoid": _hard_sigmoid,
    "HardSwish": lambda site, x: x * np.clip(x / 6 + 0.5, 0, 1),
    "LeakyRelu": lambda site, x: np.where(x < 0, site.option("alpha", 0.01) * x, x),
    "Log": lambda site, x: np.log(x),
    "Neg": lambda site, x: -x,
    "Pow": _power,
    "Reciprocal": lambda site, x: 1 / x,
    "Sigmoid": lambda site, x: _sigmoid(x),
    "Softplus": lambda site, x: np.logaddexp(x, 0),
    "Sqrt": lambda site, x: np.sqrt(x),
    "Tanh": lambda site, x: np.tanh(x),
}
"""Functions in double precision."""


def function(site: Site) -> Function:
    """A function of `FUNCTIONS`."""
    value = site.function(0)
    with np.errstate(all="ignore"):
        table = FUNCTIONS[site.kind](site, value.table.astype(np.float64))
    made = np.nan_to_num(table).astype(np.float32)
    return Function(value.source, made, operator=(site.title, site.kind))


def relu(site: Site) -> Value:
    """Relu: behind another operator its clamp."""
    return _cut(site, 0.0, None)


def clip(site: Site) -> Value:
    """Clip."""
    bounds = []
    for index, name in ((1, "the smallest value"), (2, "the largest value")):
        bound = site.option(("min", "max")[index - 1])
        if site.has(index):
            bound = float(site.constant(index, name).reshape(-1)[0])
        bounds.append(bound)
    return _cut(site, *bounds)


def _cut(site: Site, low: float | None, high: float | None) -> Value:
    value = site.value(0)
    if isinstance(value, Pending):
        return value.cut(low, high)
    made = site.function(0)
    infinite = (-math.inf if low is None else low, math.inf if high is None else high)
    table = np.clip(made.table, *infinite).astype(np.float32)
    return Function(made.source, table, operator=(site.title, site.kind))
