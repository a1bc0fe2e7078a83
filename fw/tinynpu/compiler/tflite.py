"""Importer: int8 TensorFlow Lite models."""

import struct
from typing import Any

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Graph, Node, Tensor

__all__ = ["OPTIONS", "SUPPORTED", "import_tflite"]

SUPPORTED = {
    "CONV_2D": "conv2d",
    "DEPTHWISE_CONV_2D": "depthwise_conv2d",
    "FULLY_CONNECTED": "fully_connected",
    "AVERAGE_POOL_2D": "average_pool2d",
    "MAX_POOL_2D": "max_pool2d",
    "ADD": "add",
    "SUB": "sub",
    "MUL": "mul",
    "RESHAPE": "reshape",
    "SQUEEZE": "reshape",
}
"""Operators by their name in TensorFlow Lite, with ours."""

OPTIONS = {
    "CONV_2D": "Conv2DOptions",
    "DEPTHWISE_CONV_2D": "DepthwiseConv2DOptions",
    "FULLY_CONNECTED": "FullyConnectedOptions",
    "AVERAGE_POOL_2D": "Pool2DOptions",
    "MAX_POOL_2D": "Pool2DOptions",
    "ADD": "AddOptions",
    "SUB": "SubOptions",
    "MUL": "MulOptions",
    "RESHAPE": "ReshapeOptions",
}
"""Names of their option tables."""


def import_tflite(data: bytes) -> Graph:
    """Graph of a model.

    Raises
    ------
    CompileError
        The file is not a model, or something in it is not supported.
    """
    try:
        import tflite
    except ImportError:
        raise CompileError(
            "Reading TensorFlow Lite models needs the tflite package: pip install 'tinynpu[tflite]'."
        ) from None
    if len(data) < 16 or data[4:8] != b"TFL3":
        raise CompileError("A model must be a TensorFlow Lite file (identifier TFL3); this is not.")
    try:
        return _Importer(tflite, data).graph()
    except CompileError:
        raise
    # The reader checks nothing: whatever it stumbles over, the file is damaged.
    except (AttributeError, IndexError, KeyError, OverflowError, RecursionError) as error:
        raise _damaged(error) from None
    except (struct.error, TypeError, UnicodeDecodeError, ValueError) as error:
        raise _damaged(error) from None


def _damaged(error: Exception) -> CompileError:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return CompileError(f"A TensorFlow Lite file must be complete; this is damaged ({text}).")


class _Importer:
    def __init__(self, schema: Any, data: bytes):
        self.schema = schema
        self.model = schema.Model.GetRootAsModel(data, 0)
        if self.model.SubgraphsLength() != 1:
            raise CompileError(
                f"A model must have one subgraph, not {self.model.SubgraphsLength()}."
            )
        self.subgraph = self.model.Subgraphs(0)
        self.operators = _names(schema.BuiltinOperator)
        self.types = _names(schema.TensorType)
        self.tensors: dict[str, Tensor] = {}
        self.names: list[str] = []

    def graph(self) -> Graph:
        subgraph = self.subgraph
        for index in range(subgraph.TensorsLength()):
            self.names.append(self._name(index))
        operators = [subgraph.Operators(i) for i in range(subgraph.OperatorsLength())]
        for index, operator in enumerate(operators):
            self._refuse_unknown(index, operator)
        for index in range(subgraph.TensorsLength()):
            self.tensors[self.names[index]] = self._tensor(index)
        nodes = tuple(self._node(index, operator) for index, operator in enumerate(operators))
        graph = Graph(
            tensors=self.tensors,
            nodes=nodes,
            inputs=tuple(self.names[subgraph.Inputs(i)] for i in range(subgraph.InputsLength())),
            outputs=tuple(self.names[subgraph.Outputs(i)] for i in range(subgraph.OutputsLength())),
        )
        for name in (*graph.inputs, *graph.outputs):
            if graph.tensors[name].dtype != "int8":
                raise CompileError(
                    f"Inputs and outputs must be int8; {name} is {graph.tensors[name].dtype}."
                )
        if not graph.inputs or not graph.outputs or not graph.nodes:
            raise CompileError("A model must have inputs, outputs and operators.")
        graph.verify()
        return graph

    def _name(self, index: int) -> str:
        raw = self.subgraph.Tensors(index).Name()
        name = raw.decode() if raw else "tensor"
        return name if name not in self.names else f"{name}:{index}"

    def _operator(self, operator) -> str:
        code = self.model.OperatorCodes(operator.OpcodeIndex())
        number = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        return self.operators.get(number, f"operator {number}")

    def _refuse_unknown(self, index: int, operator):
        name = self._operator(operator)
        if name not in SUPPORTED:
            supported = ", ".join(sorted(SUPPORTED))
            raise CompileError(
                f"Operators must be one of {supported}; node {index} "
                f"({self.names[operator.Outputs(0)]}) is {name}."
            )

    def _tensor(self, index: int) -> Tensor:
        raw = self.subgraph.Tensors(index)
        dtype = self.types.get(raw.Type(), "unknown").lower()
        shape = tuple(int(raw.Shape(i)) for i in range(raw.ShapeLength()))
        if any(size < 1 or size > 1 << 20 for size in shape):
            raise CompileError(
                f"Dimensions must be in 1..{1 << 20}; {self.names[index]} is {list(shape)}."
            )
        buffer = self.model.Buffers(raw.Buffer())
        data = None
        if buffer is not None and buffer.DataLength():
            kinds = {"int8": "<i1", "int32": "<i4", "int64": "<i8"}
            if dtype not in kinds:
                raise CompileError(
                    f"Constants must be int8 or int32; {self.names[index]} is {dtype}."
                )
            data = np.frombuffer(buffer.DataAsNumpy().tobytes(), kinds[dtype]).reshape(shape)
        scale: tuple[float, ...] = ()
        zero_point = 0
        quantization = raw.Quantization()
        if quantization is not None and quantization.ScaleLength():
            scale = tuple(float(s) for s in quantization.ScaleAsNumpy())
            points = {int(quantization.ZeroPoint(i)) for i in range(quantization.ZeroPointLength())}
            if len(points) > 1:
                raise CompileError(
                    f"A tensor must have one zero point; {self.names[index]} has {len(points)}."
                )
            zero_point = points.pop() if points else 0
            sound = all(np.isfinite(s) and s > 0 for s in scale) and -128 <= zero_point <= 127
            if dtype == "int8" and not sound:
                raise CompileError(
                    f"Scales must be positive and zero points in -128..127; "
                    f"those of {self.names[index]} are not."
                )
        return Tensor(self.names[index], shape, dtype, scale, zero_point, data)

    def _node(self, index: int, operator) -> Node:
        kind = self._operator(operator)
        # Index -1 is an input that is left out (a bias).
        inputs = [operator.Inputs(i) for i in range(operator.InputsLength())]
        names = tuple(self.names[i] for i in inputs if i >= 0)
        output = self.names[operator.Outputs(0)]
        node = Node(f"{index}:{kind}", SUPPORTED[kind], names, output)
        if operator.OutputsLength() != 1:
            raise CompileError(f"Node {node.name} must have one output.")
        read = getattr(self, f"_{node.op}", None)
        attributes = read(node, self._options(operator, kind)) if read else {}
        if node.op == "reshape":
            names = names[:1]
        for name in (names[0], output):
            tensor = self.tensors[name]
            if tensor.dtype != "int8" or len(tensor.scale) != 1:
                raise CompileError(
                    f"Node {node.name} must have int8 tensors with one scale; "
                    f"{name} is {tensor.dtype} with {len(tensor.scale)} scales."
                )
        return Node(node.name, node.op, names, output, attributes)

    def _options(self, operator, kind: str):
        table = operator.BuiltinOptions()
        if SUPPORTED[kind] == "reshape":
            return None  # the shape of the output says it all
        options = getattr(self.schema, OPTIONS[kind])()
        if table is None:
            raise CompileError(f"Operator {kind} must have its options; they are missing.")
        options.Init(table.Bytes, table.Pos)
        return options

    def _clamp(self, node: Node, options) -> tuple[int, int]:
        """Range of the fused activation in the output's quantization."""
        names = _names(self.schema.ActivationFunctionType)
        name = names.get(options.FusedActivationFunction(), "unknown")
        ranges = {
            "NONE": (None, None),
            "RELU": (0.0, None),
            "RELU6": (0.0, 6.0),
            "RELU_N1_TO_1": (-1.0, 1.0),
        }
        if name not in ranges:
            raise CompileError(
                f"A fused activation must be one of {', '.join(ranges)}; "
                f"that of node {node.name} is {name}."
            )
        tensor = self.tensors[node.output]
        low, high = (
            # As std::round: halves away from zero, in single precision.
            None
            if bound is None
            else tensor.zero_point
            + int(
                np.trunc(np.float32(bound) / np.float32(tensor.scale[0]) + np.copysign(0.5, bound))
            )
            for bound in ranges[name]
        )
        return (
            -128 if low is None else max(-128, low),
            127 if high is None else min(127, high),
        )

    def _window(self, node: Node, options, kernel, dilation) -> dict[str, Any]:
        stride = (int(options.StrideH()), int(options.StrideW()))
        if not all(1 <= value <= 15 for value in stride):
            raise CompileError(f"Strides must be in 1..15; those of node {node.name} are {stride}.")
        size = self.tensors[node.inputs[0]].shape
        output = self.tensors[node.output].shape
        if len(size) != 4 or len(output) != 4:
            raise CompileError(f"Node {node.name} must have four-dimensional tensors.")
        same = options.Padding() == self.schema.Padding.SAME
        padding = []
        for axis in (0, 1):
            reach = (kernel[axis] - 1) * dilation[axis] + 1
            n = size[1 + axis]
            count = -(-n // stride[axis]) if same else (n - reach) // stride[axis] + 1
            total = max((count - 1) * stride[axis] + reach - n, 0) if same else 0
            padding += [total // 2, total - total // 2]
            if count != output[1 + axis] or count < 1:
                raise CompileError(
                    f"The output of node {node.name} must have {count} pixels on axis {1 + axis}, "
                    f"not {output[1 + axis]}."
                )
        return {
            "stride": stride,
            "padding": tuple(padding),
            "clamp": self._clamp(node, options),
        }

    def _weights(self, node: Node, axis: int) -> tuple[int, ...]:
        """Shape of constant symmetric int8 weights with a scale for each output channel or one."""
        if len(node.inputs) not in (2, 3):
            raise CompileError(f"Node {node.name} must have two or three inputs.")
        weights = self.tensors[node.inputs[1]]
        channels = weights.shape[axis] if weights.shape else 0
        if weights.data is None or weights.dtype != "int8" or weights.zero_point:
            raise CompileError(f"Weights must be constant symmetric int8; {weights.name} is not.")
        if len(weights.scale) not in (1, channels):
            raise CompileError(
                f"Weights must have one scale or {channels}; {weights.name} has {len(weights.scale)}."
            )
        if len(node.inputs) == 3:
            bias = self.tensors[node.inputs[2]]
            if bias.data is None or bias.dtype != "int32" or bias.shape != (channels,):
                raise CompileError(
                    f"A bias must be {channels} constant int32; {bias.name} is "
                    f"{bias.dtype} {list(bias.shape)}."
                )
        return weights.shape

    def _conv2d(self, node: Node, options) -> dict[str, Any]:
        shape = self._weights(node, 0)
        dilation = (int(options.DilationHFactor()), int(options.DilationWFactor()))
        attributes = self._window(node, options, shape[1:3], dilation)
        if len(shape) != 4 or shape[3] != self.tensors[node.inputs[0]].shape[3]:
            raise CompileError(
                f"Node {node.name} must have weights for all input channels (no groups)."
            )
        return {**attributes, "dilation": dilation}

    def _depthwise_conv2d(self, node: Node, options) -> dict[str, Any]:
        shape = self._weights(node, -1)
        dilation = (int(options.DilationHFactor()), int(options.DilationWFactor()))
        attributes = self._window(node, options, shape[1:3], dilation)
        if len(shape) != 4 or shape[3] != self.tensors[node.inputs[0]].shape[3]:
            raise CompileError(
                f"A depthwise convolution must have multiplier 1; node {node.name} has "
                f"{options.DepthMultiplier()}."
            )
        return {**attributes, "dilation": dilation}

    def _fully_connected(self, node: Node, options) -> dict[str, Any]:
        shape = self._weights(node, 0)
        size = int(np.prod(self.tensors[node.inputs[0]].shape))
        if len(shape) != 2 or size != shape[1]:
            raise CompileError(
                f"A fully connected layer must have one row of {shape[-1]} inputs; "
                f"node {node.name} has {size}."
            )
        if options.WeightsFormat() != 0:
            raise CompileError(f"Weights of node {node.name} must have the default format.")
        return {"clamp": self._clamp(node, options)}

    def _pool(self, node: Node, options) -> dict[str, Any]:
        kernel = (int(options.FilterHeight()), int(options.FilterWidth()))
        if not all(1 <= value <= 255 for value in kernel):
            raise CompileError(f"A window must be 1..255 wide; that of {node.name} is {kernel}.")
        return {**self._window(node, options, kernel, (1, 1)), "kernel": kernel}

    _average_pool2d = _max_pool2d = _pool

    def _binary(self, node: Node, options) -> dict[str, Any]:
        shapes = [self.tensors[name].shape for name in node.inputs]
        if len(shapes) != 2 or shapes[0] != shapes[1]:
            raise CompileError(f"Operands of node {node.name} must have the same shape.")
        for name in node.inputs:
            tensor = self.tensors[name]
            if tensor.data is not None or tensor.dtype != "int8" or len(tensor.scale) != 1:
                raise CompileError(
                    f"Operand {name} of node {node.name} must be an int8 activation."
                )
        return {"clamp": self._clamp(node, options)}

    _add = _sub = _mul = _binary


def _names(kind: Any) -> dict[int, str]:
    """Names of a schema enumeration by number."""
    return {value: name for name, value in vars(kind).items() if isinstance(value, int)}
