"""Writes a graph as a TensorFlow Lite file."""

from typing import Any

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Graph, Node, Tensor

__all__ = ["fused_range", "same_padding", "write_tflite"]

_OPERATORS = {
    "add": ("ADD", "AddOptions"),
    "average_pool2d": ("AVERAGE_POOL_2D", "Pool2DOptions"),
    "conv2d": ("CONV_2D", "Conv2DOptions"),
    "depthwise_conv2d": ("DEPTHWISE_CONV_2D", "DepthwiseConv2DOptions"),
    "fully_connected": ("FULLY_CONNECTED", "FullyConnectedOptions"),
    "max_pool2d": ("MAX_POOL_2D", "Pool2DOptions"),
    "mul": ("MUL", "MulOptions"),
    "reshape": ("RESHAPE", "ReshapeOptions"),
    "sub": ("SUB", "SubOptions"),
}
"""For each of our operators: its name in TensorFlow Lite, and that of its options."""

_ACTIVATIONS = {"NONE": (None, None), "RELU": (0.0, None), "RELU6": (0.0, 6.0)}


def same_padding(
    size: tuple[int, int],
    kernel: tuple[int, int],
    stride: tuple[int, int],
    dilation: tuple[int, int] = (1, 1),
) -> tuple[int, int, int, int]:
    """Padding (top, bottom, left, right) that TensorFlow calls SAME."""
    padding = []
    for n, k, s, d in zip(size, kernel, stride, dilation, strict=True):
        total = max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
        padding += [total // 2, total - total // 2]
    return padding[0], padding[1], padding[2], padding[3]


def fused_range(activation: str, scale: float, zero_point: int) -> tuple[int, int]:
    """Clamp of a fused activation (NONE, RELU, RELU6) for an output's quantization."""
    low, high = _ACTIVATIONS[activation]
    bounds = [
        None if bound is None else zero_point + round(np.float32(bound) / np.float32(scale))
        for bound in (low, high)
    ]
    return (
        -128 if bounds[0] is None else max(-128, bounds[0]),
        127 if bounds[1] is None else min(127, bounds[1]),
    )


def write_tflite(graph: Graph) -> bytes:
    """Bytes of a file that `import_tflite` reads back to the same graph.

    Raises
    ------
    CompileError
        A padding or a clamp has no name in TensorFlow Lite.
    """
    import flatbuffers
    import tflite

    return _Writer(graph, flatbuffers.Builder(1 << 16), tflite).finish()


class _Writer:
    def __init__(self, graph: Graph, builder: Any, schema: Any):
        self.graph = graph
        self.builder = builder
        self.schema = schema
        self.names = list(graph.tensors)
        self.codes: list[str] = []

    def finish(self) -> bytes:
        b, t = self.builder, self.schema
        buffers = [self._buffer(None)]
        tensors = []
        for tensor in self.graph.tensors.values():
            index = 0
            if tensor.data is not None:
                index = len(buffers)
                buffers.append(self._buffer(tensor.data))
            tensors.append(self._tensor(tensor, index))
        operators = [self._operator(node) for node in self.graph.nodes]
        inputs = self._ints([self.names.index(name) for name in self.graph.inputs])
        outputs = self._ints([self.names.index(name) for name in self.graph.outputs])
        tensors = self._offsets(tensors)
        operators = self._offsets(operators)
        t.SubGraphStart(b)
        t.SubGraphAddTensors(b, tensors)
        t.SubGraphAddInputs(b, inputs)
        t.SubGraphAddOutputs(b, outputs)
        t.SubGraphAddOperators(b, operators)
        subgraphs = self._offsets([t.SubGraphEnd(b)])
        codes = []
        for kind in self.codes:
            number = getattr(t.BuiltinOperator, kind)
            t.OperatorCodeStart(b)
            t.OperatorCodeAddDeprecatedBuiltinCode(b, min(number, 127))
            t.OperatorCodeAddBuiltinCode(b, number)
            t.OperatorCodeAddVersion(b, {"FULLY_CONNECTED": 4, "RESHAPE": 1}.get(kind, 3))
            codes.append(t.OperatorCodeEnd(b))
        codes = self._offsets(codes)
        description = b.CreateString("tinynpu")
        buffers = self._offsets(buffers)
        t.ModelStart(b)
        t.ModelAddVersion(b, 3)
        t.ModelAddOperatorCodes(b, codes)
        t.ModelAddSubgraphs(b, subgraphs)
        t.ModelAddDescription(b, description)
        t.ModelAddBuffers(b, buffers)
        b.Finish(t.ModelEnd(b), b"TFL3")
        return bytes(b.Output())

    def _ints(self, values: list[int]) -> int:
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
            t.QuantizationParametersAddQuantizedDimension(b, self._axis(tensor))
            quantization = t.QuantizationParametersEnd(b)
        t.TensorStart(b)
        t.TensorAddShape(b, shape)
        t.TensorAddType(b, getattr(t.TensorType, tensor.dtype.upper()))
        t.TensorAddBuffer(b, buffer)
        t.TensorAddName(b, name)
        if quantization is not None:
            t.TensorAddQuantization(b, quantization)
        return t.TensorEnd(b)

    def _axis(self, tensor: Tensor) -> int:
        """Dimension of the output channels: the last one of depthwise weights, else the first."""
        users = self.graph.consumers(tensor.name)
        return 3 if any(node.op == "depthwise_conv2d" for node in users) and tensor.data is not None and tensor.data.ndim == 4 else 0  # fmt: skip

    def _operator(self, node: Node) -> int:
        b, t = self.builder, self.schema
        kind, options_name = _OPERATORS[node.op]
        if kind not in self.codes:
            self.codes.append(kind)
        inputs = self._ints([self.names.index(name) for name in node.inputs])
        outputs = self._ints([self.names.index(node.output)])
        options = self._options(node, kind, options_name)
        t.OperatorStart(b)
        t.OperatorAddOpcodeIndex(b, self.codes.index(kind))
        t.OperatorAddInputs(b, inputs)
        t.OperatorAddOutputs(b, outputs)
        t.OperatorAddBuiltinOptionsType(b, getattr(t.BuiltinOptions, options_name))
        t.OperatorAddBuiltinOptions(b, options)
        return t.OperatorEnd(b)

    def _options(self, node: Node, kind: str, name: str) -> int:
        """The table of the options."""
        values: dict[str, Any] = {}
        if "clamp" in node.attributes:
            values["FusedActivationFunction"] = self._activation(node)
        if "stride" in node.attributes:
            values["StrideH"], values["StrideW"] = node.attributes["stride"]
            values["Padding"] = self._padding(node)
        if "dilation" in node.attributes:
            values["DilationHFactor"], values["DilationWFactor"] = node.attributes["dilation"]
        if kind == "DEPTHWISE_CONV_2D":
            values["DepthMultiplier"] = 1
        if "kernel" in node.attributes:
            values["FilterHeight"], values["FilterWidth"] = node.attributes["kernel"]
        if kind == "RESHAPE":
            values["NewShape"] = self._ints(list(self.graph.tensors[node.output].shape))
        getattr(self.schema, f"{name}Start")(self.builder)
        for key, value in values.items():
            getattr(self.schema, f"{name}Add{key}")(self.builder, value)
        return getattr(self.schema, f"{name}End")(self.builder)

    def _activation(self, node: Node) -> int:
        tensor = self.graph.tensors[node.output]
        for name in _ACTIVATIONS:
            if fused_range(name, tensor.scale[0], tensor.zero_point) == node.attributes["clamp"]:
                return getattr(self.schema.ActivationFunctionType, name)
        raise CompileError(
            f"The clamp of node {node.name} must be that of an activation, "
            f"not {node.attributes['clamp']}."
        )

    def _padding(self, node: Node) -> int:
        shape = self.graph.tensors[node.inputs[0]].shape
        kernel = node.attributes.get("kernel")
        if kernel is None:
            _, height, width, _ = self.graph.tensors[node.inputs[1]].shape
            kernel = height, width
        padding = node.attributes["padding"]
        if not any(padding):
            return self.schema.Padding.VALID
        same = same_padding(
            (shape[1], shape[2]),
            kernel,
            node.attributes["stride"],
            node.attributes.get("dilation", (1, 1)),
        )
        if padding == same:
            return self.schema.Padding.SAME
        raise CompileError(f"The padding of node {node.name} must be SAME or none, not {padding}.")
