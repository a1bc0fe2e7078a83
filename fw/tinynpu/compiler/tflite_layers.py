"""TensorFlow Lite operators that multiply and add, to nodes."""

import math
from typing import Any

import numpy as np

from tinynpu.compiler.graph import Tensor
from tinynpu.compiler.tflite_site import Site

__all__ = [
    "batch_matmul",
    "binary",
    "convolution",
    "depthwise_convolution",
    "fully_connected",
    "mean",
    "pool",
]


def convolution(site: Site):
    """CONV_2D."""
    weights = _weights(site, 0)
    x, output = site.input(0), site.outputs[0]
    site.rank4(weights)
    site.need(
        weights.shape[3] == x.shape[3],
        "the input channels of the weights",
        f"{weights.shape[3]} (groups)",
        f"{x.shape[3]}, those of the input",
        "split the groups into convolutions and concatenate them",
    )
    site.consistent(
        output.shape[3] == weights.shape[0],
        f"the output must have {weights.shape[0]} channels, not {output.shape[3]}",
    )
    _layer(site, "conv2d", weights, weights.shape[1:3])


def depthwise_convolution(site: Site):
    """DEPTHWISE_CONV_2D."""
    weights = _weights(site, 3)
    x, output = site.input(0), site.outputs[0]
    site.rank4(weights)
    site.consistent(
        weights.shape[0] == 1
        and weights.shape[3] % x.shape[3] == 0
        and output.shape[3] == weights.shape[3],
        f"weights {list(weights.shape)} must fit {x.shape[3]} input and {output.shape[3]} output "
        "channels",
    )
    _layer(site, "depthwise_conv2d", weights, weights.shape[1:3])


def _layer(site: Site, op: str, weights: Tensor, kernel: tuple[int, ...]):
    dilation = (int(site.option("DilationHFactor")), int(site.option("DilationWFactor")))
    site.require(
        all(1 <= value <= 63 for value in dilation),
        "the dilation",
        dilation,
        "in 1..63",
        "use a larger kernel",
    )
    attributes = _window(site, kernel, dilation)
    inputs = [tensor for tensor in site.inputs if tensor is not None]
    site.add(op, inputs, site.outputs[0], **attributes, dilation=dilation)


def _weights(site: Site, axis: int) -> Tensor:
    """Constant symmetric int8 weights with a scale for each output channel or one; and a bias."""
    site.count((2, 3))
    x, weights, output = site.input(0), site.input(1), site.outputs[0]
    site.int8(x, output)
    site.need(
        weights.dtype == "int8",
        f"the type of {weights.name}",
        weights.dtype,
        "int8",
        "quantize the whole model to int8 (converter.representative_dataset)",
    )
    site.need(
        weights.data is not None,
        f"the weights {weights.name}",
        "computed by the model",
        "a constant",
        "use a matrix product of two activations (tf.matmul)",
    )
    site.require(
        weights.zero_point == 0,
        f"the zero point of {weights.name}",
        weights.zero_point,
        "0",
        "quantize weights symmetrically",
    )
    rank = 2 if site.kind == "FULLY_CONNECTED" else 4
    site.consistent(
        len(weights.shape) == rank,
        f"weights must have {rank} dimensions, not {len(weights.shape)}",
    )
    channels = weights.shape[axis]
    site.need(
        len(weights.scale) in (1, channels),
        f"the number of scales of {weights.name}",
        len(weights.scale),
        f"1 or {channels}, one for each output channel",
        "quantize the whole model to int8 (converter.representative_dataset)",
    )
    site.require(
        len(weights.scale) == 1 or site.scales_axis(weights) == axis,
        f"the dimension of the scales of {weights.name}",
        site.scales_axis(weights),
        f"{axis}, that of the output channels",
        "convert the model again with a current TensorFlow Lite converter",
    )
    if len(site.inputs) == 3 and site.inputs[2] is not None:
        bias = site.inputs[2]
        site.need(
            bias.data is not None and bias.dtype == "int32",
            f"the bias {bias.name}",
            f"{bias.dtype}, {'computed' if bias.data is None else 'constant'}",
            "constant int32",
            "quantize the whole model to int8 (converter.representative_dataset)",
        )
        site.shape(bias, (channels,))
    for scale in (min(weights.scale), max(weights.scale)):
        site.ratio(x.scale[0] * scale / output.scale[0])
    if rank == 4:
        site.rank4(x, output)
    return weights


def _window(site: Site, kernel: tuple[int, ...], dilation: tuple[int, int]) -> dict[str, Any]:
    """Stride, padding and clamp of an operator with a window."""
    x, output = site.input(0), site.outputs[0]
    height, width = (
        _stride(site, axis, (kernel[axis] - 1) * dilation[axis] + 1) for axis in (0, 1)
    )
    stride = (height, width)
    site.require(
        all(1 <= value <= 15 for value in stride),
        "the stride",
        stride,
        "in 1..15",
        "take a smaller stride and a pooling layer",
    )
    site.require(
        all(1 <= value <= 255 for value in kernel),
        "the window",
        tuple(kernel),
        "in 1..255",
        "use several smaller layers",
    )
    clamp = site.clamp(output)
    site.stop()
    padding = _padding(site, kernel, stride, dilation)
    site.consistent(output.shape[0] == x.shape[0], "input and output must have the same batch")
    return {"stride": stride, "padding": padding, "clamp": clamp}


def _stride(site: Site, axis: int, reach: int) -> int:
    """A long stride is 1 where a window covers the whole axis, and so never moves."""
    stride = int(site.option("StrideW" if axis else "StrideH"))
    covers = site.input(0).shape[1 + axis] == reach and site.outputs[0].shape[1 + axis] == 1
    return 1 if stride > 15 and covers else stride


def _padding(
    site: Site, kernel: tuple[int, ...], stride: tuple[int, int], dilation: tuple[int, int]
) -> tuple[int, ...]:
    x, output = site.input(0), site.outputs[0]
    same = site.option("Padding") == site.schema.Padding.SAME
    padding: list[int] = []
    for axis in (0, 1):
        reach = (kernel[axis] - 1) * dilation[axis] + 1
        n = x.shape[1 + axis]
        count = -(-n // stride[axis]) if same else (n - reach) // stride[axis] + 1
        total = max((count - 1) * stride[axis] + reach - n, 0) if same else 0
        padding += [total // 2, total - total // 2]
        site.consistent(
            count == output.shape[1 + axis] and count >= 1,
            f"the output must have {count} pixels on axis {1 + axis}, not {output.shape[1 + axis]}",
        )
    return tuple(padding)


def fully_connected(site: Site):
    """FULLY_CONNECTED."""
    weights = _weights(site, 0)
    x, output = site.input(0), site.outputs[0]
    site.require(
        site.option("WeightsFormat") == 0,
        "the format of the weights",
        "shuffled",
        "the default",
        "convert the model again without optimizations for one processor",
    )
    rows, rest = divmod(math.prod(x.shape), weights.shape[1])
    site.consistent(
        rest == 0 and math.prod(output.shape) == rows * weights.shape[0],
        f"input {list(x.shape)}, weights {list(weights.shape)} and output {list(output.shape)} "
        "must fit",
    )
    site.consistent(
        output.shape[-1:] == (weights.shape[0],),
        f"the output must have {weights.shape[0]} channels, not {output.shape[-1:]}",
    )
    inputs = [tensor for tensor in site.inputs if tensor is not None]
    site.add("fully_connected", inputs, output, clamp=site.clamp(output), round_once=True)


def pool(site: Site):
    """AVERAGE_POOL_2D, MAX_POOL_2D."""
    site.count((1, 1))
    x, output = site.input(0), site.outputs[0]
    site.int8(x, output)
    site.rank4(x, output)
    site.same_quantization(x, output)
    site.consistent(x.shape[3] == output.shape[3], "input and output must have the same channels")
    kernel = (int(site.option("FilterHeight")), int(site.option("FilterWidth")))
    op = "average_pool2d" if site.kind == "AVERAGE_POOL_2D" else "max_pool2d"
    site.add(op, [x], output, **_window(site, kernel, (1, 1)), kernel=kernel)


def mean(site: Site):
    """MEAN."""
    site.count((2, 2))
    x, output = site.input(0), site.outputs[0]
    site.int8(x, output)
    site.rank4(x)
    axes = {site.axis(axis, 4) for axis in site.constant(1, "the axes")}
    # An axis of size 1 makes no difference.
    wide = {axis for axis in range(4) if x.shape[axis] > 1}
    site.need(
        axes & wide == {1, 2} & wide,
        "the axes",
        sorted(axes),
        "[1, 2], height and width",
        "transpose the tensor, or use an average pooling layer",
    )
    keep = bool(site.option("KeepDims"))
    site.shape(
        output,
        tuple(
            1 if axis in axes else size
            for axis, size in enumerate(x.shape)
            if keep or axis not in axes
        ),
    )
    site.ratio(x.scale[0] / output.scale[0])
    site.add("mean", [x], output)


def binary(site: Site):
    """ADD, SUB, MUL."""
    site.count((2, 2))
    a, b, output = site.input(0), site.input(1), site.outputs[0]
    site.int8(a, b, output)
    try:
        site.shape(output, np.broadcast_shapes(a.shape, b.shape))
    except ValueError:
        site.consistent(False, f"operands {list(a.shape)} and {list(b.shape)} must fit")
    if site.kind == "MUL":
        site.ratio(a.scale[0] * b.scale[0] / output.scale[0])
    else:
        site.ratio(max(a.scale[0], b.scale[0]) / output.scale[0])
    site.add(site.kind.lower(), [a, b], output, clamp=site.clamp(output))


def batch_matmul(site: Site):
    """BATCH_MATMUL."""
    site.count((2, 2))
    a, b, output = site.input(0), site.input(1), site.outputs[0]
    site.int8(a, b, output)
    adj_x, adj_y = bool(site.option("AdjX")), bool(site.option("AdjY"))
    site.consistent(min(len(a.shape), len(b.shape)) >= 2, "operands must be matrices")
    m, k = a.shape[-2:][:: -1 if adj_x else 1]
    other, n = b.shape[-2:][:: -1 if adj_y else 1]
    try:
        batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    except ValueError:
        batch = None
    site.consistent(
        k == other and batch is not None,
        f"operands {list(a.shape)} and {list(b.shape)} must fit",
    )
    assert batch is not None
    site.shape(output, (*batch, m, n))
    site.ratio(a.scale[0] * b.scale[0] / output.scale[0])
    one_matrix = b.data is not None and math.prod(b.shape) == k * n and b.zero_point == 0
    if one_matrix and not adj_x and a.shape[:-1] == output.shape[:-1]:
        # A fully connected layer, but for how it rounds.
        assert b.data is not None
        matrix = b.data.reshape(b.shape[-2:])
        weights = matrix if adj_y else np.ascontiguousarray(matrix.T)
        weights = site.value(output, "weights", weights.shape, weights, like=b)
        site.add("fully_connected", [a, weights], output, clamp=(-128, 127), round_once=False)
        return
    site.add("batch_matmul", [a, b], output, adj_x=adj_x, adj_y=adj_y, clamp=(-128, 127))
