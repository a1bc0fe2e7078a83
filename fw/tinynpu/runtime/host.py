"""Operators that the host runs."""

from collections.abc import Sequence

import numpy as np

from tinynpu.arch.program import HostStep
from tinynpu.compiler.graph import Graph, Node, Tensor
from tinynpu.runtime.golden import evaluate

__all__ = ["run_host"]

_BEYOND = 1 << 20
"""A stride that leads out of every tensor."""


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
    if "stride" in arguments:
        # Canonicalization makes it 1 where there is one output pixel; then no other is wanted.
        sizes = step.output.shape[1:3]
        arguments["stride"] = tuple(
            stride if size > 1 else _BEYOND
            for stride, size in zip(arguments["stride"], sizes, strict=True)
        )
    node = Node(step.name, step.op, names[:-1], names[-1], arguments)
    graph = Graph(tensors, (node,), names[:-1], names[-1:])
    return evaluate(graph, operands)[names[-1]]
