"""Writes TensorFlow Lite files: tensors and operators as they stand in the file."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tinynpu.compiler.graph import Tensor

__all__ = ["FileOperator", "file_bytes"]

_VERSIONS = {
    "CONV_2D": 3,
    "DEPTHWISE_CONV_2D": 3,
    "FULLY_CONNECTED": 4,
    "ADD": 2,
    "SUB": 2,
    "MUL": 2,
}
"""Versions of operators whose int8 form is not the first."""


@dataclasses.dataclass(frozen=True)
class FileOperator:
    """An operator of a file.

    Members
    -------
    kind
        Its name, as CONV_2D.
    inputs, outputs
        Names of tensors; an input that is left out is empty.
    table
        Name of its options, as Conv2DOptions; empty for none.
    options
        Their values, by name; a list of integers is written as a vector.
    """

    kind: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    table: str = ""
    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def file_bytes(
    tensors: Sequence[Tensor],
    operators: Sequence[FileOperator],
    inputs: Sequence[str],
    outputs: Sequence[str],
    axes: Mapping[str, int] | None = None,
) -> bytes:
    """Bytes of a file with one subgraph.

    Parameters
    ----------
    tensors, operators
        In the order of the file. Names of tensors are unique.
    inputs, outputs
        Names of tensors.
    axes
        Dimension of the scales, by the name of the tensor; 0 for others.
    """
    import flatbuffers
    import tflite

    writer = _Writer(flatbuffers.Builder(1 << 16), tflite, tensors, axes or {})
    return writer.finish(operators, inputs, outputs)


class _Writer:
    def __init__(
        self, builder: Any, schema: Any, tensors: Sequence[Tensor], axes: Mapping[str, int]
    ):
        self.builder = builder
        self.schema = schema
        self.tensors = tensors
        self.axes = axes
        self.numbers = {tensor.name: number for number, tensor in enumerate(tensors)} | {"": -1}
        self.codes: list[str] = []

    def finish(
        self, operators: Sequence[FileOperator], inputs: Sequence[str], outputs: Sequence[str]
    ) -> bytes:
        b, t = self.builder, self.schema
        buffers = [self._buffer(None)]
        tensors = []
        for tensor in self.tensors:
            index = 0
            if tensor.data is not None:
                index = len(buffers)
                buffers.append(self._buffer(tensor.data))
            tensors.append(self._tensor(tensor, index))
        written = [self._operator(operator) for operator in operators]
        input_vector, output_vector = self._names(inputs), self._names(outputs)
        tensor_vector, operator_vector = self._offsets(tensors), self._offsets(written)
        t.SubGraphStart(b)
        t.SubGraphAddTensors(b, tensor_vector)
        t.SubGraphAddInputs(b, input_vector)
        t.SubGraphAddOutputs(b, output_vector)
        t.SubGraphAddOperators(b, operator_vector)
        subgraphs = self._offsets([t.SubGraphEnd(b)])
        codes = []
        for kind in self.codes:
            number = getattr(t.BuiltinOperator, kind)
            t.OperatorCodeStart(b)
            t.OperatorCodeAddDeprecatedBuiltinCode(b, min(number, 127))
            t.OperatorCodeAddBuiltinCode(b, number)
            t.OperatorCodeAddVersion(b, _VERSIONS.get(kind, 1))
            codes.append(t.OperatorCodeEnd(b))
        code_vector = self._offsets(codes)
        description = b.CreateString("tinynpu")
        buffer_vector = self._offsets(buffers)
        t.ModelStart(b)
        t.ModelAddVersion(b, 3)
        t.ModelAddOperatorCodes(b, code_vector)
        t.ModelAddSubgraphs(b, subgraphs)
        t.ModelAddDescription(b, description)
        t.ModelAddBuffers(b, buffer_vector)
        b.Finish(t.ModelEnd(b), b"TFL3")
        return bytes(b.Output())

    def _names(self, names: Sequence[str]) -> int:
        return self._ints([self.numbers[name] for name in names])

    def _ints(self, values: Sequence[int]) -> int:
        return self.builder.CreateNumpyVector(np.array(values, np.int32))

    def _offsets(self, offsets: list[int]) -> int:
        self.builder.StartVector(4, len(offsets), 4)
        for offset in reversed(offsets):
            self.builder.PrependUOffsetTRelative(offset)
        return self.builder.EndVector()

    def _buffer(self, data: np.ndarray | None) -> int:
        b, t = self.builder, self.schema
        vector = None
        if data is not None:
            raw = np.frombuffer(np.ascontiguousarray(data).tobytes(), np.uint8)
            # Readers expect constants on 16 bytes.
            b.StartVector(1, len(raw), 16)
            b.head = b.head - len(raw)
            b.Bytes[b.head : b.head + len(raw)] = raw.tobytes()
            vector = b.EndVector()
        t.BufferStart(b)
        if vector is not None:
            t.BufferAddData(b, vector)
        return t.BufferEnd(b)

    def _tensor(self, tensor: Tensor, buffer: int) -> int:
        b, t = self.builder, self.schema
        name = b.CreateString(tensor.name)
        shape = self._ints(list(tensor.shape))
        quantization = None
        if tensor.scale:
            scale = b.CreateNumpyVector(np.array(tensor.scale, np.float32))
            points = np.full(len(tensor.scale), tensor.zero_point, np.int64)
            zero_point = b.CreateNumpyVector(points)
            t.QuantizationParametersStart(b)
            t.QuantizationParametersAddScale(b, scale)
            t.QuantizationParametersAddZeroPoint(b, zero_point)
            t.QuantizationParametersAddQuantizedDimension(b, self.axes.get(tensor.name, 0))
            quantization = t.QuantizationParametersEnd(b)
        t.TensorStart(b)
        t.TensorAddShape(b, shape)
        t.TensorAddType(b, getattr(t.TensorType, tensor.dtype.upper()))
        t.TensorAddBuffer(b, buffer)
        t.TensorAddName(b, name)
        if quantization is not None:
            t.TensorAddQuantization(b, quantization)
        return t.TensorEnd(b)

    def _operator(self, operator: FileOperator) -> int:
        b, t = self.builder, self.schema
        if operator.kind not in self.codes:
            self.codes.append(operator.kind)
        inputs, outputs = self._names(operator.inputs), self._names(operator.outputs)
        options = self._options(operator) if operator.table else None
        t.OperatorStart(b)
        t.OperatorAddOpcodeIndex(b, self.codes.index(operator.kind))
        t.OperatorAddInputs(b, inputs)
        t.OperatorAddOutputs(b, outputs)
        if options is not None:
            t.OperatorAddBuiltinOptionsType(b, getattr(t.BuiltinOptions, operator.table))
            t.OperatorAddBuiltinOptions(b, options)
        return t.OperatorEnd(b)

    def _options(self, operator: FileOperator) -> int:
        values = {
            key: self._ints(value) if isinstance(value, list) else value
            for key, value in operator.options.items()
        }
        getattr(self.schema, f"{operator.table}Start")(self.builder)
        for key, value in values.items():
            getattr(self.schema, f"{operator.table}Add{key}")(self.builder, value)
        return getattr(self.schema, f"{operator.table}End")(self.builder)
