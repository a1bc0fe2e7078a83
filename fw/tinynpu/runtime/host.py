"""Operators that the host runs."""

from collections.abc import Sequence

import numpy as np

from tinynpu.arch.program import HostStep
from tinynpu.compiler.graph import Graph, Node, Tensor
from tinynpu.runtime.golden import evaluate

__all__ = ["run_host"]


def run_host(step: HostStep, operands: Sequence[np.ndarray]) -> np.ndarray:
    """Result of a host step, by the golden operations."""
    tensors = {}
    for number, info in enumerate((*step.inputs, step.output)):
        scale = (info.scale,) if info.scale else ()
        name = str(number)
        tensors[name] = Tensor(name, info.shape, info.dtype, scale, info.zero_point)
    names = tuple(tensors)
    arguments = dict(step.arguments)
    if step.op == "pad":
        arguments["padding"] = tuple(
            zip(arguments.pop("before"), arguments.pop("after"), strict=True)
        )
    node = Node(step.name, step.op, names[:-1], names[-1], arguments)
    graph = Graph(tensors, (node,), names[:-1], names[-1:])
    return evaluate(graph, operands)[names[-1]]
