"""Runs a graph with the golden operations."""

from collections.abc import Sequence

import numpy as np

from tinynpu import golden
from tinynpu.compiler.graph import Graph, Node

__all__ = ["evaluate"]


def evaluate(graph: Graph, inputs: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """Value of every tensor.

    Parameters
    ----------
    inputs
        int8, in the order of the graph's inputs.
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


def _pooling(function):
    def run(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
        return function(values[node.inputs[0]], **node.attributes)

    return run


def _binary(function):
    def run(graph: Graph, node: Node, values: dict[str, np.ndarray]) -> np.ndarray:
        tensors = [graph.tensors[name] for name in (*node.inputs, node.output)]
        return function(
            *(values[name] for name in node.inputs),
            scales=tuple(tensor.scale[0] for tensor in tensors),
            zero_points=tuple(tensor.zero_point for tensor in tensors),
            **node.attributes,
        )

    return run


_OPERATIONS = {
    "conv2d": _convolution(golden.conv2d),
    "depthwise_conv2d": _convolution(golden.depthwise_conv2d),
    "fully_connected": _fully_connected,
    "average_pool2d": _pooling(golden.average_pool2d),
    "max_pool2d": _pooling(golden.max_pool2d),
    "add": _binary(golden.add),
    "sub": _binary(golden.sub),
    "mul": _binary(golden.mul),
    "reshape": lambda graph, node, values: values[node.inputs[0]],
}
