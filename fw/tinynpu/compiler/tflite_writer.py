"""Writes a graph as a TensorFlow Lite file."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Graph, Node, Tensor
from tinynpu.compiler.tflite_file import FileOperator, file_bytes

__all__ = ["fused_range", "same_padding", "write_tflite"]

_ACTIVATIONS = {"NONE": (None, None), "RELU": (0.0, None), "RELU6": (0.0, 6.0)}


def same_padding(
    size: tuple[int, int],
    kernel: tuple[int, int],
    stride: tuple[int, int],
    dilation: tuple[int, int] = (1, 1),
) -> tuple[int, int, int, int]:
    """Padding (top, bottom, left, right) that TensorFlow calls SAME."""
    padding = []
    for n, k, s, d in zip(size, kernel, stride, dilation, strict=True):
        total = max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
        padding += [total // 2, total - total // 2]
    return padding[0], padding[1], padding[2], padding[3]


def fused_range(activation: str, scale: float, zero_point: int) -> tuple[int, int]:
    """Clamp of a fused activation (NONE, RELU, RELU6) for an output's quantization."""
    low, high = _ACTIVATIONS[activation]
    bounds = [
        None if bound is None else zero_point + round(np.float32(bound) / np.float32(scale))
        for bound in (low, high)
    ]
    return (
        -128 if bounds[0] is None else max(-128, bounds[0]),
        127 if bounds[1] is None else min(127, bounds[1]),
    )


def write_tflite(graph: Graph) -> bytes:
    """Bytes of a file that `import_tflite` reads back to the same graph.

    Raises
    ------
    CompileError
        A padding, a clamp or a function has no name in TensorFlow Lite.
    """
    writer = _Writer(graph)
    operators = [writer.operator(node) for node in graph.nodes]
    tensors = [*graph.tensors.values(), *writer.constants]
    return file_bytes(tensors, operators, graph.inputs, graph.outputs, writer.axes)


class _Writer:
    """Operators of a graph in the terms of a file.

    Members
    -------
    constants
        Operands that are attributes in the graph.
    axes
        Dimension of the scales of weights.
    """

    def __init__(self, graph: Graph):
        import tflite

        self.schema = tflite
        self.graph = graph
        self.constants: list[Tensor] = []
        self.axes = {node.inputs[1]: 3 for node in graph.nodes if node.op == "depthwise_conv2d"} | {
            node.inputs[2]: 0 for node in graph.nodes if len(node.inputs) > 2
        }

    def operator(self, node: Node) -> FileOperator:
        """An operator of the file."""
        kind, inputs, table, options = _FORMS[node.op](self, node)
        return FileOperator(kind, (*node.inputs, *inputs), (node.output,), table, options)

    def shape(self, name: str) -> tuple[int, ...]:
        """Shape of a tensor."""
        return self.graph.tensors[name].shape

    def constant(self, node: Node, suffix: str, values: Any) -> str:
        """An int32 operand."""
        data = np.array(values, np.int32)
        name = f"{node.name}/{suffix}"
        self.constants.append(Tensor(name, data.shape, "int32", (), 0, data))
        return name

    def activation(self, node: Node) -> int:
        """The fused activation that clamps as the node does."""
        tensor = self.graph.tensors[node.output]
        for name in _ACTIVATIONS:
            if fused_range(name, tensor.scale[0], tensor.zero_point) == node.attributes["clamp"]:
                return getattr(self.schema.ActivationFunctionType, name)
        raise CompileError(
            f"The clamp of node {node.name} must be that of an activation, "
            f"not {node.attributes['clamp']}."
        )

    def window(self, node: Node) -> dict[str, Any]:
        """Stride, padding and activation."""
        shape = self.shape(node.inputs[0])
        kernel = node.attributes.get("kernel")
        if kernel is None:
            _, height, width, _ = self.shape(node.inputs[1])
            kernel = height, width
        padding, stride = node.attributes["padding"], node.attributes["stride"]
        dilation = node.attributes.get("dilation", (1, 1))
        name = "VALID"
        if any(padding):
            name = "SAME"
            if padding != same_padding((shape[1], shape[2]), kernel, stride, dilation):
                raise CompileError(
                    f"The padding of node {node.name} must be SAME or none, not {padding}."
                )
        return {
            "StrideH": stride[0],
            "StrideW": stride[1],
            "Padding": getattr(self.schema.Padding, name),
            "FusedActivationFunction": self.activation(node),
        }


Form = tuple[str, list[str], str, dict[str, Any]]
"""Name of the operator, further inputs, name of its options, their values."""


def _convolution(writer: _Writer, node: Node) -> Form:
    options = writer.window(node)
    height, width = node.attributes["dilation"]
    options |= {"DilationHFactor": height, "DilationWFactor": width}
    if node.op == "conv2d":
        return "CONV_2D", [], "Conv2DOptions", options
    channels = writer.shape(node.inputs[0])[3]
    options["DepthMultiplier"] = writer.shape(node.output)[3] // channels
    return "DEPTHWISE_CONV_2D", [], "DepthwiseConv2DOptions", options


def _fully_connected(writer: _Writer, node: Node) -> Form:
    keep = len(writer.shape(node.output)) > 2
    options = {"FusedActivationFunction": writer.activation(node), "KeepNumDims": keep}
    return "FULLY_CONNECTED", [], "FullyConnectedOptions", options


def _pool(writer: _Writer, node: Node) -> Form:
    options = writer.window(node)
    options["FilterHeight"], options["FilterWidth"] = node.attributes["kernel"]
    kind = "AVERAGE_POOL_2D" if node.op == "average_pool2d" else "MAX_POOL_2D"
    return kind, [], "Pool2DOptions", options


def _binary(writer: _Writer, node: Node) -> Form:
    options = {"FusedActivationFunction": writer.activation(node)}
    return node.op.upper(), [], f"{node.op.capitalize()}Options", options


def _mean(writer: _Writer, node: Node) -> Form:
    keep = len(writer.shape(node.output)) == len(writer.shape(node.inputs[0]))
    return "MEAN", [writer.constant(node, "axes", [1, 2])], "ReducerOptions", {"KeepDims": keep}


def _batch_matmul(writer: _Writer, node: Node) -> Form:
    options = {"AdjX": node.attributes["adj_x"], "AdjY": node.attributes["adj_y"]}
    return "BATCH_MATMUL", [], "BatchMatMulOptions", options


_FUNCTIONS = (
    "ELU", "HARD_SWISH", "LOGISTIC", "QUANTIZE", "RELU", "RELU6", "RELU_N1_TO_1", "TANH",
)  # fmt: skip


def _lookup(writer: _Writer, node: Node) -> Form:
    function = node.attributes["function"]
    if function == "LEAKY_RELU":
        return function, [], "LeakyReluOptions", {"Alpha": node.attributes["alpha"]}
    if function not in _FUNCTIONS:
        raise CompileError(
            f"The function of node {node.name} must be one of {', '.join(_FUNCTIONS)}, "
            f"not {function}."
        )
    return function, [], "", {}


def _softmax(writer: _Writer, node: Node) -> Form:
    return "SOFTMAX", [], "SoftmaxOptions", {"Beta": node.attributes["beta"]}


def _concat(writer: _Writer, node: Node) -> Form:
    return "CONCATENATION", [], "ConcatenationOptions", {"Axis": node.attributes["axis"]}


def _pad(writer: _Writer, node: Node) -> Form:
    return "PAD", [writer.constant(node, "paddings", node.attributes["padding"])], "", {}


def _reshape(writer: _Writer, node: Node) -> Form:
    return "RESHAPE", [], "ReshapeOptions", {"NewShape": list(writer.shape(node.output))}


def _transpose(writer: _Writer, node: Node) -> Form:
    return "TRANSPOSE", [writer.constant(node, "perm", node.attributes["perm"])], "", {}


def _slice(writer: _Writer, node: Node) -> Form:
    begin, end, strides = (node.attributes[key] for key in ("begin", "end", "strides"))
    first = writer.constant(node, "begin", begin)
    if all(stride == 1 for stride in strides):
        size = [b - a for a, b in zip(begin, end, strict=True)]
        return "SLICE", [first, writer.constant(node, "size", size)], "", {}
    rest = [writer.constant(node, "end", end), writer.constant(node, "strides", strides)]
    return "STRIDED_SLICE", [first, *rest], "StridedSliceOptions", {}


def _resize_nearest(writer: _Writer, node: Node) -> Form:
    size = writer.constant(node, "size", writer.shape(node.output)[1:3])
    options = {
        "AlignCorners": node.attributes["align_corners"],
        "HalfPixelCenters": node.attributes["half_pixel_centers"],
    }
    return "RESIZE_NEAREST_NEIGHBOR", [size], "ResizeNearestNeighborOptions", options


_FORMS: dict[str, Callable[[_Writer, Node], Form]] = {
    "add": _binary,
    "average_pool2d": _pool,
    "batch_matmul": _batch_matmul,
    "concat": _concat,
    "conv2d": _convolution,
    "depthwise_conv2d": _convolution,
    "dequantize": lambda writer, node: ("DEQUANTIZE", [], "", {}),
    "fully_connected": _fully_connected,
    "lookup": _lookup,
    "max_pool2d": _pool,
    "mean": _mean,
    "mul": _binary,
    "pad": _pad,
    "quantize": lambda writer, node: ("QUANTIZE", [], "", {}),
    "reshape": _reshape,
    "resize_nearest": _resize_nearest,
    "slice": _slice,
    "softmax": _softmax,
    "sub": _binary,
    "transpose": _transpose,
}
"""How each operator of a graph stands in a file."""
