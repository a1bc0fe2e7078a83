"""Each operator of an ONNX model beside onnxruntime, fed with onnxruntime's own tensors."""

import dataclasses
from collections.abc import Sequence

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Graph, Node
from tinynpu.compiler.onnx import import_tensors
from tinynpu.runtime.golden import evaluate

__all__ = ["Comparison", "compare_onnx"]


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Values of a tensor: how many equal onnxruntime's, are one step off, or more.

    ``name`` is that of the node that makes it, ``op`` its operator in the graph.
    """

    name: str
    op: str
    equal: int
    one_off: int
    more: int


def compare_onnx(model: bytes, inputs: Sequence[np.ndarray]) -> list[Comparison]:
    """Compare every integer tensor that an operator makes.

    The operands of each operator are onnxruntime's, so that differences do not add up.

    Parameters
    ----------
    model
        Bytes of a quantized file.
    inputs
        In the order of the model's inputs.

    Raises
    ------
    CompileError
        The model is not supported, or onnxruntime is missing.
    """
    graph, tensors = import_tensors(model)
    known = _tensors_of_onnxruntime(model, inputs, list(tensors))
    # Under the names and in the layout of the graph, as int8.
    values: dict[str, np.ndarray] = {}
    for name, tensor in tensors.items():
        if known[name].dtype not in (np.int8, np.uint8):
            continue  # real numbers there
        value = known[name].transpose(tensor.layout)
        if value.dtype == np.uint8:
            value = (value.astype(np.int64) - 128).astype(np.int8)
        values.setdefault(tensor.name, value)
    makers = {node.output: node for node in graph.nodes}
    result = []
    for name, expected in values.items():
        node = makers.get(name)
        if node is None or node.op == "quantize":
            continue
        part = _part(graph, makers, node, set(values))
        found = evaluate(part, [values[each] for each in part.inputs])[name]
        steps = np.abs(found.astype(np.int64) - expected)
        counts = [int((steps == 0).sum()), int((steps == 1).sum()), int((steps > 1).sum())]
        result.append(Comparison(node.name, node.op, *counts))
    return result


def _tensors_of_onnxruntime(
    model: bytes, inputs: Sequence[np.ndarray], names: list[str]
) -> dict[str, np.ndarray]:
    """Tensors of a model, computed without optimizations."""
    try:
        import onnx
        import onnxruntime
    except ImportError as error:
        raise CompileError(
            f"A comparison needs the package {error.name}: pip install 'tinynpu[onnx]'."
        ) from None
    loaded = onnx.load_model_from_string(model)
    constants = {each.name for each in loaded.graph.initializer}
    free = [value.name for value in loaded.graph.input if value.name not in constants]
    given = dict(zip(free, inputs, strict=True))
    del loaded.graph.output[:]
    loaded.graph.output.extend(onnx.helper.make_empty_tensor_value_info(n) for n in names)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        loaded.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return {n: np.asarray(v) for n, v in zip(names, session.run(names, given), strict=True)}


def _part(graph: Graph, makers: dict[str, Node], node: Node, known: set[str]) -> Graph:
    """The node with what makes its operands, up to known tensors."""
    nodes: list[Node] = []
    inputs: list[str] = []

    def need(name: str):
        if graph.tensors[name].data is not None or name in inputs:
            return
        if name in known or name not in makers:
            inputs.append(name)
        elif makers[name] not in nodes:
            visit(makers[name])

    def visit(each: Node):
        for name in each.inputs:
            need(name)
        nodes.append(each)

    visit(node)
    return dataclasses.replace(
        graph, nodes=tuple(nodes), inputs=tuple(inputs), outputs=(node.output,)
    )
