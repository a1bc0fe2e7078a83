"""One operator of an ONNX model, as the functions see it that map it to nodes."""

import dataclasses
from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Node, Tensor
from tinynpu.compiler.onnx_values import (
    BYTES,
    Constant,
    Function,
    Pending,
    Quantized,
    Unknown,
    Value,
)
from tinynpu.compiler.problems import Problem

__all__ = ["MAX_ELEMENTS", "NHWC", "Builder", "Refusal", "Site", "plain"]

MAX_ELEMENTS = 1 << 26
"""Elements of a tensor, at most."""

NHWC = (0, 2, 3, 1)
"""Layout of feature maps."""

QUANTIZE = "quantize the model (tinynpu quantize)"


class Refusal(Exception):  # noqa: N818
    """The operator cannot be mapped; ``problem`` says why."""

    def __init__(self, problem: Problem):
        super().__init__()
        self.problem = problem


def plain(rank: int) -> tuple[int, ...]:
    """Layout of ONNX itself."""
    return tuple(range(rank))


class Builder:
    """The graph that is being made.

    Members
    -------
    tensors, nodes
        Of the graph.
    origin
        For the result of a reshape what was reshaped.
    """

    def __init__(self):
        self.tensors: dict[str, Tensor] = {}
        self.nodes: list[Node] = []
        self.origin: dict[str, Quantized] = {}
        self._moved: dict[tuple[str, tuple[int, ...]], str] = {}

    def name(self, wanted: str) -> str:
        """A name that is free."""
        name = "".join(c if c.isprintable() else "?" for c in wanted) or "tensor"
        while name in self.tensors:
            name += "'"
        return name

    def tensor(self, wanted: str, shape: Sequence[int], **values: Any) -> Tensor:
        """Add a tensor."""
        name = self.name(wanted)
        dtype = values.pop("dtype", "int8")
        self.tensors[name] = Tensor(name, tuple(int(n) for n in shape), dtype, **values)
        return self.tensors[name]

    def node(self, title: str, op: str, inputs: Sequence[str], output: str, **attributes: Any):
        """Add a node."""
        names = {node.name for node in self.nodes}
        name = title
        while name in names:
            name += "'"
        self.nodes.append(Node(name, op, tuple(inputs), output, attributes))

    def like(self, wanted: str, value: Quantized, stored: Sequence[int]) -> Tensor:
        """A tensor with the quantization of a value."""
        return self.tensor(wanted, stored, scale=(value.scale,), zero_point=value.zero_point)

    def laid(self, title: str, value: Quantized, layout: tuple[int, ...]) -> Quantized:
        """A value in another layout: itself, or the result of a transpose."""
        if value.layout == layout:
            return value
        perm = tuple(value.layout.index(axis) for axis in layout)
        key = (value.name, perm)
        if key not in self._moved:
            moved = dataclasses.replace(value, layout=layout)
            out = self.like(f"{value.name}/transposed", value, moved.stored)
            wide = [axis for axis in perm if value.stored[axis] > 1]
            if wide == sorted(wide):
                self.node(f"{title}/transpose", "reshape", [value.name], out.name)
            else:
                self.node(f"{title}/transpose", "transpose", [value.name], out.name, perm=perm)
            self._moved[key] = out.name
        return dataclasses.replace(value, name=self._moved[key], layout=layout)

    def reshaped(self, title: str, value: Quantized, shape: tuple[int, ...]) -> Quantized:
        """The same elements of a value in the plain layout with another shape."""
        source = value
        value = self.laid(title, value, plain(len(value.shape)))
        if value.shape == shape:
            return value
        out = self.like(f"{value.name}/reshaped", value, shape)
        self.node(f"{title}/reshape", "reshape", [value.name], out.name)
        self.origin[out.name] = source
        return dataclasses.replace(value, name=out.name, shape=shape, layout=plain(len(shape)))


class Site:
    """An operator with its operands.

    Members
    -------
    kind, title
        Name of the operator; number and name.
    inputs
        Values; None for one that is left out.
    outputs
        Names of the results.
    builder
        The graph.
    """

    def __init__(
        self, builder: Builder, index: int, node: Any, inputs: list[Value | None], attributes: dict
    ):
        self.builder = builder
        self.kind: str = node.op_type
        self.title = f"{index}:{node.op_type}"
        self.inputs = inputs
        self.outputs = [name for name in node.output if name]
        self._index = index
        self._attributes = attributes

    def option(self, name: str, default: Any = None) -> Any:
        """Value of an attribute."""
        return self._attributes.get(name, default)

    # What must hold

    def refuse(self, attribute: str, found: Any, supported: str, suggestion: str) -> NoReturn:
        """Give up."""
        raise Refusal(
            Problem(
                str(self._index), self.kind, attribute, _printable(found), supported, suggestion
            )
        )

    def need(self, holds: bool, attribute: str, found: Any, supported: str, suggestion: str):
        """Give up unless a condition holds."""
        if not holds:
            self.refuse(attribute, found, supported, suggestion)

    def consistent(self, holds: bool, sentence: str):
        """The model is damaged unless a condition holds."""
        if not holds:
            raise CompileError(f"Node {self._index} ({self.kind}): {sentence}.")

    # Operands

    def has(self, index: int) -> bool:
        """Whether an operand is there."""
        return index < len(self.inputs) and self.inputs[index] is not None

    def value(self, index: int) -> Value:
        """An operand that is there."""
        self.consistent(self.has(index), f"input {index} must be there")
        value = self.inputs[index]
        assert value is not None
        if isinstance(value, Unknown):
            raise Refusal(None)  # type: ignore[arg-type]
        return value

    def constant(self, index: int, what: str) -> np.ndarray:
        """The numbers of a constant operand."""
        value = self.value(index)
        if not isinstance(value, Constant):
            self.refuse(what, "computed by the model", "a constant", "export with fixed shapes")
        return value.real

    def integers(self, index: int, what: str) -> list[int]:
        """A constant operand as a list of integers."""
        numbers = self.constant(index, what).reshape(-1)
        self.consistent(
            numbers.size <= 64 and np.issubdtype(numbers.dtype, np.integer),
            f"{what} must be at most 64 integers",
        )
        return [int(number) for number in numbers]

    def quantized(self, index: int) -> Quantized:
        """An operand as an int8 tensor."""
        value = self.value(index)
        if isinstance(value, Quantized):
            return value
        if isinstance(value, Function) and value.plain:
            return value.source
        if isinstance(value, Constant):
            return self.constant_tensor(value)
        if isinstance(value, Function):
            return self._own_range(value)
        what = value.operator if isinstance(value, Pending) else "in floating point"
        self.refuse(f"input {index}", f"the unquantized result of {what}" if isinstance(value, Pending) else what, "quantized", QUANTIZE)  # fmt: skip

    def _own_range(self, value: Function) -> Quantized:
        """A function that the model does not quantize: its 256 values are its range."""
        low, high = min(float(value.table.min()), 0.0), max(float(value.table.max()), 0.0)
        scale = float(np.float32(max(high - low, 1e-6) / 255))
        zero_point = int(np.clip(np.rint(-128 - low / scale), -128, 127))
        return self.quantize(value, scale, zero_point, f"{self.title}/input")

    def constant_tensor(self, value: Constant) -> Quantized:
        """A constant as an int8 tensor; numbers that are not quantized get a scale of their own."""
        if value.scale is not None and value.scale.size == 1:
            scale = float(value.scale.reshape(-1)[0])
            integers, zero_point = to_int8(value.array, value.zero_point)
        else:
            real = value.real.astype(np.float32)
            scale = float(np.float32(max(float(np.abs(real).max(initial=0.0)), 1e-9) / 127))
            integers, zero_point = np.clip(np.rint(real / scale), -127, 127).astype(np.int8), 0
        shape = integers.shape
        tensor = self.builder.tensor(
            f"{self.title}/constant", shape, scale=(scale,), zero_point=zero_point, data=integers
        )
        return Quantized(tensor.name, shape, plain(len(shape)), scale, zero_point)

    def function(self, index: int) -> Function:
        """An operand as a function of the bytes of a tensor."""
        value = self.value(index)
        if isinstance(value, Function):
            return value
        source = self.quantized(index)
        return Function(source, source.real, plain=True)

    def shape(self, index: int) -> tuple[int, ...]:
        """Shape of an operand, as ONNX has it."""
        value = self.value(index)
        if isinstance(value, Constant):
            return value.array.shape
        return value.shape  # type: ignore[union-attr]

    def axis(self, value: int, rank: int) -> int:
        """An axis, counted from the front."""
        self.consistent(
            -rank <= value < rank, f"the axis must be in {-rank}..{rank - 1}, not {value}"
        )
        return value % rank

    def image(self, index: int) -> Quantized:
        """An operand as a feature map, NHWC in the graph."""
        value = self.quantized(index)
        self.need(
            len(value.shape) == 4,
            f"the shape of input {index}",
            list(value.shape),
            "[batch, channels, height, width]",
            "use the two-dimensional form of the layer",
        )
        return self.builder.laid(self.title, value, NHWC)

    def ratio(self, real: float):
        """A factor must be one that the requantizer has."""
        self.need(
            2.0**-30 <= real < 2.0**30,
            "the ratio of the scales of inputs and output",
            f"{real:g}",
            "in 2**-30..2**30",
            "calibrate the model again with representative data",
        )

    # Results

    def quantize(self, value: Value, scale: float, zero_point: int, name: str) -> Quantized:
        """A value with a quantization, as a tensor of the graph."""
        builder = self.builder
        if isinstance(value, Quantized):
            value = Function(value, value.real, plain=True)
        if isinstance(value, Function):
            source = value.source
            if value.plain and (source.scale, source.zero_point) == (scale, zero_point):
                return source
            steps = np.rint(np.clip(value.table.astype(np.float64) / scale, -1e6, 1e6))
            table = np.clip(np.nan_to_num(steps) + zero_point, -128, 127).astype(np.int8)
            out = builder.tensor(name, source.stored, scale=(scale,), zero_point=zero_point)
            title, function = value.operator or (self.title, "QUANTIZE")
            builder.node(title, "lookup", [source.name], out.name, table=table, function=function)
            return Quantized(out.name, source.shape, source.layout, scale, zero_point)
        if isinstance(value, Pending):
            low, high = (
                fallback if bound is None else int(np.clip(np.rint(bound / scale) + zero_point, -128, 127))
                for bound, fallback in ((value.low, -128), (value.high, 127))
            )  # fmt: skip
            if (low, high) != (-128, 127) and not value.clamps:
                whole = self.finished(value, scale, zero_point, f"{name}/whole", (-128, 127))
                table = np.clip(BYTES, low, high).astype(np.int8)
                out = builder.tensor(name, whole.stored, scale=(scale,), zero_point=zero_point)
                builder.node(f"{self.title}/clamp", "lookup", [whole.name], out.name, table=table, function="Clip")  # fmt: skip
                return dataclasses.replace(whole, name=out.name)
            return self.finished(value, scale, zero_point, name, (low, high))
        raise AssertionError("constants are quantized by the caller")

    def finished(
        self, value: Pending, scale: float, zero_point: int, name: str, clamp: tuple[int, int]
    ) -> Quantized:
        """The node of an operator that waited for its quantization."""
        stored = [value.shape[axis] for axis in value.layout]
        out = self.builder.tensor(name, stored, scale=(scale,), zero_point=zero_point)
        value.make(out, clamp)
        return Quantized(out.name, value.shape, value.layout, scale, zero_point)


def _printable(found: Any) -> str:
    return "".join(c if c.isprintable() else "?" for c in str(found))


def to_int8(array: np.ndarray, zero_point: np.ndarray | None) -> tuple[np.ndarray, int]:
    """Integers and zero point of int8 or uint8 as int8."""
    point = 0 if zero_point is None else int(np.reshape(zero_point, -1)[0])
    if array.dtype == np.uint8:
        return (array.astype(np.int64) - 128).astype(np.int8), point - 128
    return array.astype(np.int8), point
