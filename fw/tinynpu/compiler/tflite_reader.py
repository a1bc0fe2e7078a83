"""Reads the tables of a TensorFlow Lite file; nothing in it is trusted."""

import dataclasses
import math
from typing import Any

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Tensor
from tinynpu.compiler.problems import Problem

__all__ = ["MAX_ELEMENTS", "Operator", "Reader", "enumeration"]

MAX_ELEMENTS = 1 << 26
"""Elements of a tensor, at most."""

_DTYPES = {
    "bool": "?",
    "float16": "<f2",
    "float32": "<f4",
    "int8": "<i1",
    "int16": "<i2",
    "int32": "<i4",
    "int64": "<i8",
    "uint8": "<u1",
}
"""Types of which constants are read."""


def enumeration(kind: Any) -> dict[int, str]:
    """Names of a schema enumeration by number."""
    return {value: name for name, value in vars(kind).items() if isinstance(value, int)}


@dataclasses.dataclass(frozen=True)
class Operator:
    """An operator of the file.

    Members
    -------
    kind
        Its name, as CONV_2D.
    inputs, outputs
        Numbers of tensors; an input that is left out is -1.
    table
        Its options, or None.
    options
        Number of the kind of options.
    """

    kind: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    table: Any
    options: int


class Reader:
    """Tensors and operators of a model's only subgraph.

    Members
    -------
    tensors
        All tensors; constants are views of the file.
    axes
        The dimension of each tensor's scales.
    problems
        What the tensors have that is not supported, by the number of the tensor.
    operators, inputs, outputs
        In the order of the file.
    input_names, output_names
        Names of the model's inputs and outputs.

    Raises
    ------
    CompileError
        The file is damaged. Errors of the flatbuffers package pass through.
    """

    def __init__(self, schema: Any, data: bytes):
        self._schema = schema
        # Vectors may overlap: a small file could describe a huge model.
        self._budget = 16 * len(data) + 4096
        self._model = schema.Model.GetRootAsModel(data, 0)
        self.subgraphs = self._count(self._model.SubgraphsLength())
        if not self.subgraphs:
            raise CompileError("A model must have a subgraph.")
        self._subgraph = self._model.Subgraphs(0)
        self._types = enumeration(schema.TensorType)
        self._kinds = enumeration(schema.BuiltinOperator)
        self._taken: set[str] = set()
        self.problems: dict[int, Problem] = {}
        self.axes: list[int] = []
        self.tensors: list[Tensor] = []
        for index in range(self._count(self._subgraph.TensorsLength())):
            self.tensors.append(self._tensor(index))
        self.operators = [
            self._operator(index) for index in range(self._count(self._subgraph.OperatorsLength()))
        ]
        self.inputs = self._numbers(self._subgraph.InputsLength(), self._subgraph.Inputs)
        self.outputs = self._numbers(self._subgraph.OutputsLength(), self._subgraph.Outputs)
        self.input_names = {self.tensors[i].name for i in self.inputs}
        self.output_names = {self.tensors[i].name for i in self.outputs}

    def _count(self, length: int) -> int:
        """A length, if the file can have so much."""
        self._budget -= length
        if length < 0 or self._budget < 0:
            raise CompileError(
                "A TensorFlow Lite file must be complete; this is damaged (it says it has more "
                "than fits in it)."
            )
        return length

    def _numbers(self, length: int, read, *, optional: bool = False) -> tuple[int, ...]:
        """Numbers of tensors."""
        numbers = tuple(int(read(i)) for i in range(self._count(length)))
        for number in numbers:
            if not (0 <= number < len(self.tensors) or (optional and number == -1)):
                raise CompileError(
                    f"Numbers of tensors must be in 0..{len(self.tensors) - 1}, not {number}."
                )
        return numbers

    def _operator(self, index: int) -> Operator:
        raw = self._subgraph.Operators(index)
        number = raw.OpcodeIndex()
        if not 0 <= number < self._model.OperatorCodesLength():
            raise CompileError(
                f"Operator {index} must have a code in 0..{self._model.OperatorCodesLength() - 1}, "
                f"not {number}."
            )
        code = self._model.OperatorCodes(number)
        builtin = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        kind = self._kinds.get(builtin, f"operator {builtin}")
        if kind == "CUSTOM":
            kind = f"CUSTOM {self._text(code.CustomCode())}".strip()
        return Operator(
            kind,
            self._numbers(raw.InputsLength(), raw.Inputs, optional=True),
            self._numbers(raw.OutputsLength(), raw.Outputs),
            raw.BuiltinOptions(),
            raw.BuiltinOptionsType(),
        )

    def _text(self, raw: bytes | None) -> str:
        self._count(len(raw or b""))
        text = (raw or b"").decode(errors="replace")
        return "".join(c if c.isprintable() else "?" for c in text)

    def _name(self, raw: bytes | None, index: int) -> str:
        name = self._text(raw) or "tensor"
        while name in self._taken:
            name = f"{name}:{index}"
        self._taken.add(name)
        return name

    def _tensor(self, index: int) -> Tensor:
        raw = self._subgraph.Tensors(index)
        name = self._name(raw.Name(), index)
        dtype = self._types.get(raw.Type(), "unknown").lower()
        shape = tuple(int(raw.Shape(i)) for i in range(self._count(raw.ShapeLength())))
        scale, zero_point, axis = self._quantization(raw, index, name, dtype)
        self.axes.append(axis)
        self._check_shape(index, name, shape)
        if raw.Sparsity() is not None:
            self._problem(index, f"the storage of {name}", "sparse", "dense", "densify the weights")
        if raw.IsVariable():
            self._problem(
                index, f"tensor {name}", "a variable", "no variable", "pass states as inputs"
            )
        data = None if index in self.problems else self._data(raw, name, dtype, shape)
        return Tensor(name, shape, dtype, scale, zero_point, data)

    def _problem(self, index: int, attribute: str, found: str, supported: str, suggestion: str):
        self.problems.setdefault(index, Problem("", "", attribute, found, supported, suggestion))

    def _check_shape(self, index: int, name: str, shape: tuple[int, ...]):
        fits = len(shape) <= 6 and all(size >= 1 for size in shape)
        if not fits or math.prod(shape) > MAX_ELEMENTS:
            self._problem(
                index,
                f"the shape of {name}",
                str(list(shape[:8])),
                f"up to six dimensions of at least 1, with {MAX_ELEMENTS} elements in all",
                "export the model with a fixed input shape and batch 1",
            )

    def _data(self, raw: Any, name: str, dtype: str, shape: tuple[int, ...]) -> np.ndarray | None:
        if not 0 <= raw.Buffer() < self._model.BuffersLength():
            raise CompileError(
                f"Tensor {name} must have a buffer in 0..{self._model.BuffersLength() - 1}, "
                f"not {raw.Buffer()}."
            )
        buffer = self._model.Buffers(raw.Buffer())
        if buffer is None or not buffer.DataLength() or dtype not in _DTYPES:
            return None
        data = buffer.DataAsNumpy()
        self._count(data.nbytes)
        kind = np.dtype(_DTYPES[dtype])
        if data.nbytes != math.prod(shape) * kind.itemsize:
            raise CompileError(
                f"Constant {name} must have {math.prod(shape) * kind.itemsize} bytes, "
                f"not {data.nbytes}."
            )
        return data.view(kind).reshape(shape)

    def _quantization(
        self, raw: Any, index: int, name: str, dtype: str
    ) -> tuple[tuple[float, ...], int, int]:
        """Scales, zero point, and the dimension of the scales."""
        quantization = raw.Quantization()
        if quantization is None or not quantization.ScaleLength():
            return (), 0, 0
        self._count(quantization.ScaleLength())
        self._count(quantization.ZeroPointLength())
        scale = tuple(float(value) for value in quantization.ScaleAsNumpy())
        points = {int(quantization.ZeroPoint(i)) for i in range(quantization.ZeroPointLength())}
        if len(points) > 1:
            self._problem(
                index,
                f"the zero point of {name}",
                f"{len(points)} different ones",
                "the same for all channels",
                "quantize weights symmetrically",
            )
        zero_point = min(points, default=0)
        if not all(1e-18 <= s <= 1e18 for s in scale):
            raise CompileError(f"Scales must be in 1e-18..1e18; those of {name} are not.")
        limits = {"int8": (-128, 127), "uint8": (0, 255)}.get(dtype)
        if limits is not None and not limits[0] <= zero_point <= limits[1]:
            raise CompileError(
                f"Zero points must be in {limits[0]}..{limits[1]}; that of {name} is {zero_point}."
            )
        return scale, zero_point, int(quantization.QuantizedDimension())
