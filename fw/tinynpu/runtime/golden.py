"""Runs a graph with the golden operations."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tinynpu import golden
from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Graph, Node

__all__ = ["evaluate"]


def evaluate(graph: Graph, inputs: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """Value of every tensor.

    Parameters
    ----------
    inputs
        int8 (or float32 or uint8, as the graph says), in the order of the graph's inputs.
    """
    values = {name: t.data for name, t in graph.tensors.items() if t.data is not None}
    values |= dict(zip(graph.inputs, inputs, strict=True))
    for node in graph.nodes:
        shape = graph.tensors[node.output].shape
        values[node.output] = _OPERATIONS[node.op](graph, node, values).reshape(shape)
    return values


def _weighted(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> dict:
    """Bias and quantization of a layer with weights."""
    source, out = graph.tensors[node.inputs[0]], graph.tensors[node.output]
    multiplier, shift = (np.array(part) for part in zip(*graph.multipliers(node), strict=True))
    return {
        "bias": values[node.inputs[2]].astype(np.int64) if len(node.inputs) > 2 else np.int64(0),
        "input_zero_point": source.zero_point,
        "multiplier": multiplier,
        "shift": shift,
        "output_zero_point": out.zero_point,
        **node.attributes,
    }


def _convolution(function):
    def run(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
        x, weights = (values[name] for name in node.inputs[:2])
        return function(x, weights, **_weighted(graph, node, values))

    return run


def _fully_connected(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
    x, weights = (values[name] for name in node.inputs[:2])
    return golden.fully_connected(
        x.reshape(-1, weights.shape[1]), weights, **_weighted(graph, node, values)
    )


def _binary(function):
    """Operands and result have scales and zero points."""

    def run(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
        operands = (values[name] for name in node.inputs)
        return function(*operands, **_quantization(graph, node), **node.attributes)

    return run


def _quantization(graph: Graph, node: Node) -> dict[str, Any]:
    """Scales and zero points of the operands and of the result."""
    tensors = [graph.tensors[name] for name in (*node.inputs, node.output)]
    return {
        "scales": tuple(tensor.scale[0] for tensor in tensors),
        "zero_points": tuple(tensor.zero_point for tensor in tensors),
    }


def _moving(function):
    """Values are moved: the attributes say how."""

    def run(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
        return function(values[node.inputs[0]], **node.attributes)

    return run


def _concat(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
    return golden.concat([values[name] for name in node.inputs], **node.attributes)


def _pad(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
    zero_point = graph.tensors[node.output].zero_point
    return golden.pad(values[node.inputs[0]], zero_point=zero_point, **node.attributes)


def _resize_nearest(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
    _, height, width, _ = graph.tensors[node.output].shape
    return golden.resize_nearest(values[node.inputs[0]], (height, width), **node.attributes)


def _lookup(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
    return golden.lookup(values[node.inputs[0]], node.attributes["table"])


def _softmax(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
    kind = node.attributes.get("kind", "tflite")
    if kind == "float":
        beta = node.attributes["beta"]
        return golden.real_softmax(values[node.inputs[0]], beta=beta, **_quantization(graph, node))
    if kind != "tflite":
        raise CompileError(
            f"Node {node.name}: the kind of softmax must be tflite or float, not {kind}."
        )
    source, out = graph.tensors[node.inputs[0]], graph.tensors[node.output]
    return golden.softmax(
        values[node.inputs[0]],
        scale=source.scale[0],
        beta=node.attributes["beta"],
        zero_point=out.zero_point,
    )


def _quantize(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
    x, out = values[node.inputs[0]], graph.tensors[node.output]
    if x.dtype == np.float32:
        return golden.quantize(x, scale=out.scale[0], zero_point=out.zero_point)
    return golden.rescale(x, dtype=out.dtype, **_quantization(graph, node))


def _dequantize(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
    source = graph.tensors[node.inputs[0]]
    return golden.dequantize(
        values[node.inputs[0]], scale=source.scale[0], zero_point=source.zero_point
    )


_OPERATIONS = {
    "add": _binary(golden.add),
    "average_pool2d": _moving(golden.average_pool2d),
    "batch_matmul": _binary(golden.batch_matmul),
    "concat": _concat,
    "conv2d": _convolution(golden.conv2d),
    "depthwise_conv2d": _convolution(golden.depthwise_conv2d),
    "dequantize": _dequantize,
    "fully_connected": _fully_connected,
    "layer_norm": _binary(golden.layer_norm),
    "lookup": _lookup,
    "max_pool2d": _moving(golden.max_pool2d),
    "mean": _binary(golden.mean),
    "mul": _binary(golden.mul),
    "pad": _pad,
    "quantize": _quantize,
    "reshape": lambda graph, node, values: values[node.inputs[0]],
    "resize_nearest": _resize_nearest,
    "slice": _moving(golden.slice_axes),
    "softmax": _softmax,
    "sub": _binary(golden.sub),
    "transpose": _moving(golden.transpose),
}
