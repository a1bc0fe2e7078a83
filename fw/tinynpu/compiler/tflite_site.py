"""One operator of a TensorFlow Lite file, as the functions see it that map it to nodes."""

import dataclasses
import math
from typing import Any, NoReturn

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Node, Tensor
from tinynpu.compiler.problems import Problem
from tinynpu.compiler.tflite_reader import Operator, Reader, enumeration

__all__ = ["Refusal", "Site"]

_ACTIVATIONS = {
    "NONE": (None, None),
    "RELU": (0.0, None),
    "RELU6": (0.0, 6.0),
    "RELU_N1_TO_1": (-1.0, 1.0),
}

_QUANTIZE = "quantize the whole model to int8 (converter.representative_dataset)"
_FIXED = "export the model with fixed shapes"


class Refusal(Exception):  # noqa: N818
    """The operator cannot be mapped; ``problems`` say why."""

    def __init__(self, problems: list[Problem]):
        super().__init__()
        self.problems = problems


class Site:
    """An operator with its tensors.

    Members
    -------
    name
        Of the node: number and kind.
    inputs, outputs
        Tensors; an input that is left out is None.
    problems
        What is not supported; the functions add to it.
    nodes, tensors
        What the functions make.
    """

    def __init__(
        self,
        schema: Any,
        reader: Reader,
        index: int,
        operator: Operator,
        tensors: dict[str, Tensor],
        table: str | None,
    ):
        self.schema = schema
        self.kind = operator.kind
        self.name = f"{index}:{operator.kind}"
        self.problems: list[Problem] = []
        self.nodes: list[Node] = []
        self.tensors: list[Tensor] = []
        self._index = index
        self._known = tensors
        self._reader = reader
        self._axes = {reader.tensors[i].name: reader.axes[i] for i in operator.inputs if i >= 0}
        # Constants that were folded have data by now.
        self.inputs = [tensors[reader.tensors[i].name] if i >= 0 else None for i in operator.inputs]
        self.outputs = [tensors[reader.tensors[i].name] for i in operator.outputs]
        self._options = self._table(operator, table)
        broken = [
            reader.problems[i]
            for i in (*operator.inputs, *operator.outputs)
            if i in reader.problems
        ]
        for problem in broken:
            self.require(
                False, problem.attribute, problem.found, problem.supported, problem.suggestion
            )
        if broken:
            raise Refusal(self.problems)

    def _table(self, operator: Operator, table: str | None) -> Any:
        if table is None:
            return None
        number = getattr(self.schema.BuiltinOptions, table)
        if operator.table is None or operator.options != number:
            raise CompileError(f"Operator {self.kind} must have its options; they are missing.")
        options = getattr(self.schema, table)()
        options.Init(operator.table.Bytes, operator.table.Pos)
        return options

    def option(self, name: str) -> Any:
        """Value of an option."""
        return getattr(self._options, name)()

    # What must hold

    def require(
        self, holds: bool, attribute: str, found: Any, supported: str, suggestion: str
    ) -> bool:
        """Note a problem unless a condition holds."""
        if not holds:
            self.problems.append(
                Problem(str(self._index), self.kind, attribute, str(found), supported, suggestion)
            )
        return holds

    def refuse(self, attribute: str, found: Any, supported: str, suggestion: str) -> NoReturn:
        """Note a problem and give up."""
        self.require(False, attribute, found, supported, suggestion)
        raise Refusal(self.problems)

    def need(self, holds: bool, attribute: str, found: Any, supported: str, suggestion: str):
        """Note a problem and give up unless a condition holds."""
        if not holds:
            self.refuse(attribute, found, supported, suggestion)

    def stop(self):
        """Give up if there are problems."""
        if self.problems:
            raise Refusal(self.problems)

    def consistent(self, holds: bool, sentence: str):
        """The file is damaged unless a condition holds."""
        if not holds:
            raise CompileError(f"Node {self._index} ({self.kind}): {sentence}.")

    def count(self, inputs: tuple[int, int], outputs: int | None = 1):
        """So many inputs (at least, at most) and outputs must be there."""
        low, high = inputs
        given = [tensor is not None for tensor in self.inputs]
        self.consistent(
            low <= len(given) <= high and all(given[:low]),
            f"the number of inputs must be in {low}..{high}, not {sum(given)}",
        )
        self.consistent(
            outputs is None or len(self.outputs) == outputs,
            f"the number of outputs must be {outputs}, not {len(self.outputs)}",
        )

    # Tensors

    def input(self, index: int) -> Tensor:
        """An input that is there."""
        tensor = self.inputs[index]
        if tensor is None:
            raise CompileError(f"Node {self._index} ({self.kind}): input {index} must be there.")
        return tensor

    def int8(self, *tensors: Tensor):
        """Tensors must be int8 with one scale."""
        for tensor in tensors:
            self.require(
                tensor.dtype == "int8",
                f"the type of {tensor.name}",
                tensor.dtype,
                "int8",
                _QUANTIZE,
            )
            if tensor.dtype == "int8":
                self.require(
                    len(tensor.scale) == 1,
                    f"the number of scales of {tensor.name}",
                    len(tensor.scale),
                    "1",
                    _QUANTIZE,
                )
        self.stop()

    def ratio(self, real: float):
        """A scale factor must not be absurdly large."""
        self.need(
            math.isfinite(real) and real < 1 << 15,
            "the scale of inputs divided by that of the output",
            f"{real:g}",
            "less than 32768",
            "calibrate the model again with representative data",
        )

    def same_quantization(self, *tensors: Tensor):
        """Values are moved as they are: tensors must have one quantization."""
        first = tensors[0]
        for tensor in tensors[1:]:
            self.require(
                tensor.scale == first.scale and tensor.zero_point == first.zero_point,
                f"the quantization of {tensor.name}",
                f"{_quantization(tensor)}",
                f"that of {first.name}, {_quantization(first)}",
                "convert the model again with a current TensorFlow Lite converter",
            )

    def constant(self, index: int, what: str) -> list[int]:
        """Integers of a constant input (axes, sizes, …)."""
        tensor = self.input(index)
        self.need(tensor.data is not None, what, "computed by the model", "a constant", _FIXED)
        assert tensor.data is not None
        self.consistent(
            tensor.dtype in ("int32", "int64"),
            f"{what} must be int32 or int64, not {tensor.dtype}",
        )
        self.consistent(
            tensor.data.size <= 64, f"{what} must have at most 64 numbers, not {tensor.data.size}"
        )
        return [int(value) for value in tensor.data.reshape(-1)]

    def rank4(self, *tensors: Tensor):
        """Tensors must have four dimensions."""
        for tensor in tensors:
            self.need(
                len(tensor.shape) == 4,
                f"the shape of {tensor.name}",
                list(tensor.shape),
                "[batch, height, width, channels]",
                "use the two-dimensional form of the layer",
            )

    def shape(self, tensor: Tensor, expected: tuple[int, ...]):
        """A tensor must have the shape that follows from the operator."""
        self.consistent(
            tensor.shape == expected,
            f"the shape of {tensor.name} must be {list(expected)}, not {list(tensor.shape)}",
        )

    def axis(self, value: int, rank: int) -> int:
        """An axis, counted from the front."""
        self.consistent(
            -rank <= value < rank, f"the axis must be in {-rank}..{rank - 1}, not {value}"
        )
        return value % rank

    def scales_axis(self, tensor: Tensor) -> int:
        """Dimension of a tensor's scales."""
        return self._axes[tensor.name]

    # What comes out

    def add(self, op: str, inputs: list[Tensor], output: Tensor, **attributes: Any):
        """Make a node."""
        name = self.name if not self.nodes else f"{self.name}:{len(self.nodes)}"
        names = tuple(tensor.name for tensor in inputs)
        self.nodes.append(Node(name, op, names, output.name, attributes))

    def value(
        self,
        owner: Tensor,
        suffix: str,
        shape: tuple[int, ...],
        data: np.ndarray | None = None,
        *,
        like: Tensor,
    ) -> Tensor:
        """Make a tensor that belongs to another, with the quantization of a third."""
        name = f"{owner.name}/{suffix}"
        while name in self._known:
            name += "'"
        tensor = Tensor(name, shape, like.dtype, like.scale, like.zero_point, data)
        self.tensors.append(tensor)
        return tensor

    def constant_output(self, data: np.ndarray):
        """The output is known now."""
        self.tensors.append(dataclasses.replace(self.outputs[0], data=data))

    def is_input(self, tensor: Tensor) -> bool:
        """Whether a tensor is an input of the model."""
        return tensor.name in self._reader.input_names

    def is_output(self, tensor: Tensor) -> bool:
        """Whether a tensor is an output of the model."""
        return tensor.name in self._reader.output_names

    def clamp(self, output: Tensor) -> tuple[int, int]:
        """Range of the fused activation in the output's quantization."""
        names = enumeration(self.schema.ActivationFunctionType)
        name = names.get(self.option("FusedActivationFunction"), "unknown")
        self.need(
            name in _ACTIVATIONS,
            "the fused activation",
            name,
            f"one of {', '.join(_ACTIVATIONS)}",
            "make the activation an operator of its own",
        )
        low, high = (
            None if bound is None else output.zero_point + _steps(bound, output.scale[0])
            for bound in _ACTIVATIONS[name]
        )
        # A range that the quantization cannot hold is its nearest end.
        return (
            -128 if low is None else min(max(-128, low), 127),
            127 if high is None else max(min(127, high), -128),
        )


def _steps(bound: float, scale: float) -> int:
    """As std::round: halves away from zero, in single precision."""
    quotient = min(65536.0, max(-65536.0, float(np.float32(bound) / np.float32(scale))))
    return int(np.trunc(quotient + np.copysign(0.5, bound)))


def _quantization(tensor: Tensor) -> str:
    scale = f"{tensor.scale[0]:.9g}" if tensor.scale else "none"
    return f"scale {scale} and zero point {tensor.zero_point}"
