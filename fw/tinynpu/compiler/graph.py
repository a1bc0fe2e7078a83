"""Graph of int8 operators: what importers make and passes transform."""

import dataclasses
import math
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.arch.fixed_point import quantize_multiplier

__all__ = ["Graph", "Node", "Tensor", "multipliers"]


def multipliers(
    op: str, source: float, weights: Sequence[float], out: float
) -> list[tuple[int, int]]:
    """Multiplier and shift of a layer with weights, for each scale of the weights.

    Parameters
    ----------
    op
        Operator.
    source, weights, out
        Scales of the input, the weights, the output.

    Source
    ------
    ``PopulateConvolutionQuantizationParams`` and ``GetQuantizedConvolutionMultipler`` in
    TensorFlow Lite's ``kernels/kernel_util.cc``: double precision, but a fully connected layer
    with one scale multiplies input and weight scale in single precision.
    """
    if op == "fully_connected" and len(weights) == 1:
        products = [float(np.float32(source) * np.float32(weights[0]))]
    else:
        products = [source * scale for scale in weights]
    return [quantize_multiplier(product / out) for product in products]


@dataclasses.dataclass(frozen=True, eq=False)
class Tensor:
    """A value.

    Members
    -------
    shape
        NHWC for feature maps.
    dtype
        ``int8``; ``int32`` and ``int64`` of constants; ``float32`` and ``uint8`` at the edges.
    scale
        Scale of each output channel, or one for all.
    zero_point
        Zero point.
    data
        The values of a constant, else None.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str
    scale: tuple[float, ...] = ()
    zero_point: int = 0
    data: np.ndarray | None = None


@dataclasses.dataclass(frozen=True)
class Node:
    """An operator.

    ``op`` and its attributes:

    ================================ ===============================================================
    conv2d, depthwise_conv2d         ``stride``, ``dilation``, ``padding`` (top, bottom, left,
                                     right), ``clamp``
    fully_connected                  ``clamp``, ``round_once``; [..., in] to [..., out]
    average_pool2d, max_pool2d       ``kernel``, ``stride``, ``padding``, ``clamp``
    mean                             over height and width
    add, sub, mul                    ``clamp``; operands may be constants and are broadcast
    batch_matmul                     ``adj_x``, ``adj_y``, ``clamp``
    lookup                           ``table`` (int8 [256], indexed by ``x & 255``), ``function``
    softmax                          ``beta``, ``kind``; last axis
    concat                           ``axis``
    pad                              ``padding``: (before, after) for each axis
    reshape                          the shape is that of the output
    transpose                        ``perm``
    slice                            ``begin``, ``end``, ``strides`` for each axis
    resize_nearest                   ``align_corners``, ``half_pixel_centers``
    quantize                         float32 or uint8 to int8, or int8 to uint8, at the edges
    dequantize                       int8 to float32, at the edges
    ================================ ===============================================================
    """

    name: str
    op: str
    inputs: tuple[str, ...]
    output: str
    attributes: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Graph:
    """Nodes in an order in which they can run, with all their tensors by name."""

    tensors: dict[str, Tensor]
    nodes: tuple[Node, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    def verify(self):
        """Every tensor is known and made before it is used.

        Raises
        ------
        CompileError
            The graph is not well formed.
        """
        made = {name for name, tensor in self.tensors.items() if tensor.data is not None}
        made |= set(self.inputs)
        for node in self.nodes:
            for name in node.inputs:
                if name not in made:
                    raise CompileError(
                        f"Input {name} of node {node.name} must be made by a node before it."
                    )
            if node.output in made or node.output not in self.tensors:
                raise CompileError(f"Output {node.output} of node {node.name} must be made once.")
            made.add(node.output)
        for name in self.outputs:
            if name not in made:
                raise CompileError(f"Output {name} of the graph must be made by a node.")

    def producer(self, name: str) -> Node | None:
        """Node that makes a tensor."""
        return next((node for node in self.nodes if node.output == name), None)

    def consumers(self, name: str) -> list[Node]:
        """Nodes that read a tensor."""
        return [node for node in self.nodes if name in node.inputs]

    def multipliers(self, node: Node) -> list[tuple[int, int]]:
        """Multiplier and shift of a layer with weights, for each scale of the weights."""
        source, weights = (self.tensors[name] for name in node.inputs[:2])
        out = self.tensors[node.output]
        return multipliers(node.op, source.scale[0], weights.scale, out.scale[0])

    def macs(self, node: Node) -> int:
        """Multiply-accumulates of a node."""
        output = self.tensors[node.output].shape
        if node.op == "fully_connected":
            return math.prod(output) * self.tensors[node.inputs[1]].shape[1]
        if node.op == "batch_matmul":
            depth = self.tensors[node.inputs[0]].shape[-2 if node.attributes["adj_x"] else -1]
            return math.prod(output) * depth
        pixels = int(np.prod(output[:3]))
        if node.op in ("conv2d", "depthwise_conv2d"):
            return pixels * int(np.prod(self.tensors[node.inputs[1]].shape))
        return 0

    def __str__(self) -> str:
        lines = []
        for name in self.inputs:
            lines.append(f"input {name} {self._type(name)}")
        for node in self.nodes:
            attributes = " ".join(
                f"{key}={_text(value)}" for key, value in sorted(node.attributes.items())
            )
            inputs = ", ".join(node.inputs)
            lines.append(
                f"{node.output} {self._type(node.output)} = {node.op}({inputs}) {attributes}".rstrip()
            )
        lines += [f"output {name}" for name in self.outputs]
        return "\n".join(lines) + "\n"

    def _type(self, name: str) -> str:
        tensor = self.tensors[name]
        return f"{tensor.dtype}{list(tensor.shape)}"


def _text(value: Any) -> str:
    """An attribute; of an array its type, shape and check sum."""
    if not isinstance(value, np.ndarray):
        return str(value)
    return f"{value.dtype}{list(value.shape)}#{zlib.crc32(value.tobytes()):08x}"
