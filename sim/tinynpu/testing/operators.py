"""Every operator of the graph, with random attributes."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tinynpu.compiler.graph import Graph, Node
from tinynpu.golden import tables
from tinynpu.testing.models import GraphBuilder

__all__ = ["FUNCTIONS", "OPERATORS", "OperatorBuilder", "random_operators"]

Quantization = tuple[float, int]

FUNCTIONS: dict[str, Callable[..., np.ndarray]] = {
    "ELU": tables.elu_table,
    "HARD_SWISH": tables.hard_swish_table,
    "LEAKY_RELU": tables.leaky_relu_table,
    "LOGISTIC": tables.logistic_table,
    "QUANTIZE": tables.requantize_table,
    "RELU": tables.relu_table,
    "RELU6": lambda source, target: tables.relu_table(source, target, 0.0, 6.0),
    "RELU_N1_TO_1": lambda source, target: tables.relu_table(source, target, -1.0, 1.0),
    "TANH": tables.tanh_table,
}
"""Functions of one value, as tables."""

_FIXED = {"LOGISTIC": (1 / 256, -128), "TANH": (1 / 128, 0)}


class OperatorBuilder(GraphBuilder):
    """`GraphBuilder` with all operators."""

    def value(self) -> str:
        """Name of the next result."""
        return f"value{len(self.nodes)}"

    def shape(self, x: str) -> tuple[int, ...]:
        """Shape of a tensor."""
        return self.tensors[x].shape

    def constant(self, shape: Sequence[int]) -> str:
        """A constant activation."""
        name = self._activation(f"constant{len(self.tensors)}", shape)
        tensor = self.tensors[name]
        data = self.rng.integers(-128, 128, shape).astype(np.int8)
        return self._tensor(name, shape, "int8", tensor.scale, tensor.zero_point, data)

    def _moved(self, op: str, x: str, shape: Sequence[int], **attributes: Any) -> str:
        return self._node(op, [x], self._activation(self.value(), shape, like=x), **attributes)

    def lookup(self, x: str, function: str) -> str:
        """A function of `FUNCTIONS`."""
        source = self.tensors[x]
        attributes: dict[str, Any] = {}
        if function in _FIXED:
            scale, zero_point = _FIXED[function]
            out = self._tensor(self.value(), source.shape, "int8", (scale,), zero_point)
        else:
            # Functions keep about the range of their input.
            scale = float(np.float32(source.scale[0] * self.rng.uniform(0.3, 2)))
            point = int(self.rng.integers(-128, 128))
            out = self._tensor(self.value(), source.shape, "int8", (scale,), point)
        target = self.tensors[out]
        arguments: list[Any] = [
            (source.scale[0], source.zero_point),
            (target.scale[0], target.zero_point),
        ]
        if function == "LEAKY_RELU":
            attributes["alpha"] = float(np.float32(self.rng.uniform(0.0, 1.5)))
            arguments.append(attributes["alpha"])
        table = FUNCTIONS[function](*arguments)
        return self._node("lookup", [x], out, table=table, function=function, **attributes)

    def softmax(self, x: str) -> str:
        """Over the last axis."""
        out = self._tensor(self.value(), self.shape(x), "int8", (1 / 256,), -128)
        beta = float(np.float32(self.rng.choice([1.0, 1.0, 0.5, 2.0])))
        return self._node("softmax", [x], out, beta=beta, kind="tflite")

    def concat(self, parts: Sequence[str], axis: int) -> str:
        """Of tensors with one quantization."""
        shape = list(self.shape(parts[0]))
        shape[axis] = sum(self.shape(part)[axis] for part in parts)
        out = self._activation(self.value(), shape, like=parts[0])
        return self._node("concat", parts, out, axis=axis)

    def pad(self, x: str, padding: Sequence[tuple[int, int]]) -> str:
        """With the zero point."""
        pairs = zip(self.shape(x), padding, strict=True)
        shape = [before + n + after for n, (before, after) in pairs]
        return self._moved("pad", x, shape, padding=tuple(padding))

    def transpose(self, x: str, perm: Sequence[int]) -> str:
        """Axes in another order."""
        shape = [self.shape(x)[axis] for axis in perm]
        return self._moved("transpose", x, shape, perm=tuple(perm))

    def slice(
        self, x: str, begin: Sequence[int], end: Sequence[int], strides: Sequence[int]
    ) -> str:
        """Part of each axis."""
        limits = list(zip(begin, end, strides, strict=True))
        shape = [len(range(*limit)) for limit in limits]
        attributes = {"begin": tuple(begin), "end": tuple(end), "strides": tuple(strides)}
        return self._moved("slice", x, shape, **attributes)

    def resize_nearest(
        self, x: str, size: tuple[int, int], *, corners: bool = False, centers: bool = False
    ) -> str:
        """To another height and width."""
        batch, _, _, channels = self.shape(x)
        attributes = {"align_corners": corners, "half_pixel_centers": centers}
        return self._moved("resize_nearest", x, (batch, *size, channels), **attributes)

    def mean(self, x: str, *, keep: bool = False) -> str:
        """Over height and width."""
        batch, _, _, channels = self.shape(x)
        shape = (batch, 1, 1, channels) if keep else (batch, channels)
        scale = float(np.float32(self.tensors[x].scale[0] * self.rng.uniform(0.2, 1.5)))
        point = int(self.rng.integers(-128, 128))
        return self._node("mean", [x], self._tensor(self.value(), shape, "int8", (scale,), point))

    def batch_matmul(self, a: str, b: str, *, adj_x: bool = False, adj_y: bool = False) -> str:
        """Product of matrices; no clamp."""
        rows, depth = self.shape(a)[-2:][:: -1 if adj_x else 1]
        columns = self.shape(b)[-2 if adj_y else -1]
        batch = np.broadcast_shapes(self.shape(a)[:-2], self.shape(b)[:-2])
        factor = self.tensors[a].scale[0] * self.tensors[b].scale[0] * math.sqrt(depth) * 60
        scale = float(np.float32(factor * self.rng.uniform(0.5, 2)))
        point = int(self.rng.integers(-40, 40))
        out = self._tensor(self.value(), (*batch, rows, columns), "int8", (scale,), point)
        attributes = {"adj_x": adj_x, "adj_y": adj_y, "clamp": (-128, 127)}
        self.nodes.append(
            Node(f"{len(self.nodes)}:batch_matmul", "batch_matmul", (a, b), out, attributes)
        )
        return out

    def broadcast(self, op: str, a: str, b: str, shape: Sequence[int]) -> str:
        """Sum, difference or product of operands that are repeated to a shape."""
        out = self._activation(self.value(), shape)
        if op == "mul":
            tensor = self.tensors[out]
            scale = float(np.float32(self.tensors[a].scale[0] * self.tensors[b].scale[0] * 80))
            self._tensor(out, shape, "int8", (scale,), tensor.zero_point)
        return self._node(op, [a, b], out, clamp=self._clamp())

    def random(self, op: str, x: str) -> str:
        """An operator on a feature map [n, h, w, c], with random attributes."""
        return _RANDOM[op](self, x)


def _fraction(rng: np.random.Generator, n: int) -> tuple[int, int]:
    """Begin and end of a part that is not empty."""
    begin = int(rng.integers(0, n))
    return begin, int(rng.integers(begin + 1, n + 1))


def _slice(b: OperatorBuilder, x: str) -> str:
    shape = b.shape(x)
    parts = [_fraction(b.rng, n) if b.rng.integers(3) else (0, n) for n in shape[1:]]
    strided = b.rng.integers(2)
    strides = [int(b.rng.integers(1, 4)) if strided else 1 for _ in range(2)]
    begin, end = zip((0, shape[0]), *parts, strict=True)
    return b.slice(x, begin, end, (1, *strides, 1))


def _concat(b: OperatorBuilder, x: str) -> str:
    axis = int(b.rng.integers(1, 4))
    parts = [x]
    for _ in range(int(b.rng.integers(1, 3))):
        shape = list(b.shape(x))
        shape[axis] = int(b.rng.integers(1, 2 * shape[axis] + 1))
        name = b._activation(f"input{len(b.inputs)}", shape, like=x)
        b.inputs.append(name)
        parts.insert(int(b.rng.integers(0, len(parts) + 1)), name)
    return b.concat(parts, axis)


def _pad(b: OperatorBuilder, x: str) -> str:
    pairs = [tuple(int(v) for v in b.rng.integers(0, 4, 2)) for _ in range(3)]
    if b.rng.integers(2):
        pairs[2] = (0, 0)
    return b.pad(x, [(0, 0), *pairs])  # type: ignore[list-item]


def _resize(b: OperatorBuilder, x: str) -> str:
    _, height, width, _ = b.shape(x)
    if b.rng.integers(2):
        return b.resize_nearest(x, (2 * height, 3 * width), centers=bool(b.rng.integers(2)))
    size = (int(b.rng.integers(1, 14)), int(b.rng.integers(1, 14)))
    corners = bool(b.rng.integers(2))
    return b.resize_nearest(
        x, size, corners=corners, centers=not corners and bool(b.rng.integers(2))
    )


def _matmul(b: OperatorBuilder, x: str) -> str:
    batch, height, width, channels = b.shape(x)
    adj_x, adj_y = bool(b.rng.integers(2)), bool(b.rng.integers(2))
    depth = width if adj_x else channels
    columns = int(b.rng.integers(1, 12))
    matrix = (columns, depth) if adj_y else (depth, columns)
    whole = (batch, height, *matrix)
    y = b.input(whole if b.rng.integers(2) else (batch, 1, *matrix))
    return b.batch_matmul(x, y, adj_x=adj_x, adj_y=adj_y)


def _transpose(b: OperatorBuilder, x: str) -> str:
    return b.transpose(x, [0, *(int(v) for v in 1 + b.rng.permutation(3))])


def _broadcast(b: OperatorBuilder, x: str) -> str:
    shape = b.shape(x)
    small = [n if b.rng.integers(2) else 1 for n in shape]
    y = b.constant(small) if b.rng.integers(2) else b.input(small)
    operands = (x, y) if b.rng.integers(2) else (y, x)
    op = str(b.rng.choice(["add", "sub", "mul"]))
    return b.broadcast(op, *operands, shape)


def _lookup(b: OperatorBuilder, x: str) -> str:
    return b.lookup(x, str(b.rng.choice(list(FUNCTIONS))))


_RANDOM: dict[str, Callable[[OperatorBuilder, str], str]] = {
    "batch_matmul": _matmul,
    "broadcast": _broadcast,
    "concat": _concat,
    "lookup": _lookup,
    "mean": lambda b, x: b.mean(x, keep=bool(b.rng.integers(2))),
    "pad": _pad,
    "resize_nearest": _resize,
    "slice": _slice,
    "softmax": OperatorBuilder.softmax,
    "transpose": _transpose,
}

OPERATORS = tuple(_RANDOM)
"""Operators of `OperatorBuilder.random`."""


def random_operators(rng: np.random.Generator, *, layers: int = 3, most: int = 9) -> Graph:
    """A chain of any operators with convolutions between them; what is no feature map ends it.

    Parameters
    ----------
    layers
        Layers, at most.
    most
        Largest height, width and number of channels of the input.
    """
    builder = OperatorBuilder(rng)
    x = builder.input((1, *(int(v) for v in rng.integers(1, most + 1, 3))))
    for _ in range(int(rng.integers(1, layers + 1))):
        if len(builder.shape(x)) != 4 or math.prod(builder.shape(x)) > 40 * most**3:
            break
        if rng.integers(3) == 0:
            x = builder.conv2d(x, int(rng.integers(1, 2 * most)), (1, 1))
        x = builder.random(str(rng.choice(OPERATORS)), x)
    return builder.graph(x)
