"""TensorFlow Lite operators on one value at a time, softmax and quantization, to nodes."""

import math

import numpy as np

from tinynpu.compiler.graph import Tensor
from tinynpu.compiler.tflite_site import Site
from tinynpu.golden import edges, tables

__all__ = ["dequantize", "function", "quantize", "softmax"]

_RELU_RANGES = {"RELU": (0.0, None), "RELU6": (0.0, 6.0), "RELU_N1_TO_1": (-1.0, 1.0)}
_FIXED_OUTPUTS = {"LOGISTIC": (1 / 256, -128), "TANH": (1 / 128, 0), "SOFTMAX": (1 / 256, -128)}
_CONVERT = "convert the model again with a current TensorFlow Lite converter"
_INT8 = "quantize the whole model to int8 (converter.representative_dataset)"


def function(site: Site):
    """RELU and its kin, LEAKY_RELU, LOGISTIC, TANH, HARD_SWISH, ELU."""
    site.count((1, 1))
    x, output = site.input(0), site.outputs[0]
    site.int8(x, output)
    site.shape(output, x.shape)
    _fixed_output(site, output)
    site.ratio(x.scale[0] / output.scale[0])
    attributes = {"alpha": float(site.option("Alpha"))} if site.kind == "LEAKY_RELU" else {}
    table = _table(site, x, output)
    site.add("lookup", [x], output, table=table, function=site.kind, **attributes)


def _table(site: Site, x: Tensor, output: Tensor) -> np.ndarray:
    source, target = (x.scale[0], x.zero_point), (output.scale[0], output.zero_point)
    if site.kind in _RELU_RANGES:
        return tables.relu_table(source, target, *_RELU_RANGES[site.kind])
    if site.kind == "LEAKY_RELU":
        alpha = float(site.option("Alpha"))
        site.need(0 <= alpha <= 256, "alpha", f"{alpha:g}", "in 0..256", "use a smaller slope")
        site.ratio(source[0] * alpha / target[0])
        return tables.leaky_relu_table(source, target, alpha)
    if site.kind == "HARD_SWISH":
        site.need(
            source[0] / 128 < target[0],
            "the scale of the output",
            f"{target[0]:g}",
            f"more than 1/128 of the input's, {source[0] / 128:g}",
            "calibrate the model again with representative data",
        )
        return tables.hard_swish_table(source, target)
    if site.kind == "LOGISTIC":
        return tables.logistic_table(source, target)
    if site.kind == "TANH":
        return tables.tanh_table(source, target)
    return tables.elu_table(source, target)


def softmax(site: Site):
    """SOFTMAX over the last axis."""
    site.count((1, 1))
    x, output = site.input(0), site.outputs[0]
    site.int8(x, output)
    site.shape(output, x.shape)
    site.consistent(len(x.shape) >= 1, "the input must have an axis")
    _fixed_output(site, output)
    site.require(
        x.shape[-1] <= 1 << 12,
        "the length of the last axis",
        x.shape[-1],
        "at most 4096",
        "use a smaller softmax",
    )
    beta = float(site.option("Beta"))
    least = 2.0**-24
    site.need(
        math.isfinite(beta) and least <= beta * x.scale[0] <= 1 << 15,
        "beta, multiplied by the scale of the input,",
        f"{beta * x.scale[0]:g}",
        f"in {least:g}..32768",
        "calibrate the model again with representative data",
    )
    site.add("softmax", [x], output, beta=beta, kind="tflite")


def _fixed_output(site: Site, output: Tensor):
    """Some operators have the same output quantization in every model."""
    if site.kind not in _FIXED_OUTPUTS:
        return
    scale, zero_point = _FIXED_OUTPUTS[site.kind]
    site.require(
        abs(output.scale[0] / scale - 1) < 1e-3 and output.zero_point == zero_point,
        f"the quantization of {output.name}",
        f"scale {output.scale[0]:g} and zero point {output.zero_point}",
        f"scale 1/{round(1 / scale)} and zero point {zero_point}",
        _CONVERT,
    )


def quantize(site: Site):
    """QUANTIZE: at the edges from float32 or between int8 and uint8; inside a table."""
    site.count((1, 1))
    x, output = site.input(0), site.outputs[0]
    site.shape(output, x.shape)
    _one_scale(site, output)
    if x.dtype == "float32":
        site.int8(output)
        if x.data is not None:
            scale, zero_point = output.scale[0], output.zero_point
            site.constant_output(edges.quantize(x.data, scale=scale, zero_point=zero_point))
            return
        site.need(
            site.is_input(x),
            f"{x.name}",
            "computed in float32",
            "an input of the model",
            _INT8,
        )
        site.add("quantize", [x], output)
        return
    _one_scale(site, x)
    site.ratio(x.scale[0] / output.scale[0])
    if x.dtype == output.dtype == "int8":
        table = tables.requantize_table(
            (x.scale[0], x.zero_point), (output.scale[0], output.zero_point)
        )
        site.add("lookup", [x], output, table=table, function="QUANTIZE")
        return
    into = x.dtype == "uint8" and output.dtype == "int8" and site.is_input(x)
    out_of = x.dtype == "int8" and output.dtype == "uint8" and site.is_output(output)
    site.need(
        into or out_of,
        "the conversion",
        f"{x.dtype} to {output.dtype} inside of the model",
        "uint8 to int8 of an input, or int8 to uint8 of an output",
        _INT8,
    )
    site.add("quantize", [x], output)


def dequantize(site: Site):
    """DEQUANTIZE: of a constant, or of an output of the model."""
    site.count((1, 1))
    x, output = site.input(0), site.outputs[0]
    site.shape(output, x.shape)
    site.need(
        output.dtype == "float32", f"the type of {output.name}", output.dtype, "float32", _INT8
    )
    if x.data is not None and x.dtype == "float16":
        site.constant_output(x.data.astype(np.float32))
        return
    _one_scale(site, x)
    if x.data is not None:
        scale, zero_point = x.scale[0], x.zero_point
        site.constant_output(edges.dequantize(x.data, scale=scale, zero_point=zero_point))
        return
    site.int8(x)
    site.need(
        site.is_output(output),
        f"{output.name}",
        "used in float32",
        "an output of the model",
        _INT8,
    )
    site.add("dequantize", [x], output)


def _one_scale(site: Site, tensor: Tensor):
    site.need(
        tensor.dtype in ("int8", "uint8"),
        f"the type of {tensor.name}",
        tensor.dtype,
        "int8 or uint8",
        _INT8,
    )
    site.need(
        len(tensor.scale) == 1,
        f"the number of scales of {tensor.name}",
        len(tensor.scale),
        "1",
        _INT8,
    )
