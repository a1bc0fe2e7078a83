"""Importer: int8 TensorFlow Lite models."""

import struct
from collections.abc import Callable
from typing import Any

from tinynpu.arch.errors import CompileError
from tinynpu.compiler import tflite_layers as layers
from tinynpu.compiler import tflite_shapes as shapes
from tinynpu.compiler import tflite_tables as tables
from tinynpu.compiler.graph import Graph, Node
from tinynpu.compiler.problems import Problem, Unsupported
from tinynpu.compiler.tflite_reader import Operator, Reader
from tinynpu.compiler.tflite_site import Refusal, Site

__all__ = ["import_tflite"]

_OPERATORS: dict[str, tuple[str, Callable[[Site], None], str | None]] = {
    "ADD": ("add", layers.binary, "AddOptions"),
    "AVERAGE_POOL_2D": ("average_pool2d", layers.pool, "Pool2DOptions"),
    "BATCH_MATMUL": ("batch_matmul", layers.batch_matmul, "BatchMatMulOptions"),
    "CONCATENATION": ("concat", shapes.concatenation, "ConcatenationOptions"),
    "CONV_2D": ("conv2d", layers.convolution, "Conv2DOptions"),
    "DEPTHWISE_CONV_2D": (
        "depthwise_conv2d",
        layers.depthwise_convolution,
        "DepthwiseConv2DOptions",
    ),
    "DEQUANTIZE": ("dequantize", tables.dequantize, None),
    "ELU": ("lookup", tables.function, None),
    "EXPAND_DIMS": ("reshape", shapes.reshape, None),
    "FULLY_CONNECTED": ("fully_connected", layers.fully_connected, "FullyConnectedOptions"),
    "HARD_SWISH": ("lookup", tables.function, None),
    "LEAKY_RELU": ("lookup", tables.function, "LeakyReluOptions"),
    "LOGISTIC": ("lookup", tables.function, None),
    "MAX_POOL_2D": ("max_pool2d", layers.pool, "Pool2DOptions"),
    "MEAN": ("mean", layers.mean, "ReducerOptions"),
    "MUL": ("mul", layers.binary, "MulOptions"),
    "PAD": ("pad", shapes.pad, None),
    "PADV2": ("pad", shapes.pad, None),
    "QUANTIZE": ("quantize", tables.quantize, None),
    "RELU": ("lookup", tables.function, None),
    "RELU6": ("lookup", tables.function, None),
    "RELU_N1_TO_1": ("lookup", tables.function, None),
    "RESHAPE": ("reshape", shapes.reshape, None),
    "RESIZE_NEAREST_NEIGHBOR": (
        "resize_nearest",
        shapes.resize_nearest,
        "ResizeNearestNeighborOptions",
    ),
    "SLICE": ("slice", shapes.slice_operator, None),
    "SOFTMAX": ("softmax", tables.softmax, "SoftmaxOptions"),
    "SPLIT": ("slice", shapes.split, "SplitOptions"),
    "SPLIT_V": ("slice", shapes.split_at_sizes, None),
    "SQUEEZE": ("reshape", shapes.reshape, None),
    "STRIDED_SLICE": ("slice", shapes.strided_slice, "StridedSliceOptions"),
    "SUB": ("sub", layers.binary, "SubOptions"),
    "TANH": ("lookup", tables.function, None),
    "TRANSPOSE": ("transpose", shapes.transpose, None),
    "UNPACK": ("slice", shapes.unpack, "UnpackOptions"),
}
"""For each operator: ours, the function that maps it, and the table of its options."""


def import_tflite(data: bytes) -> Graph:
    """Graph of a model.

    Raises
    ------
    Unsupported
        Something in the model is not supported.
    CompileError
        The file is not a model, or damaged.
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
    # The reader of the tables checks nothing: whatever it stumbles over, the file is damaged.
    except (AttributeError, IndexError, KeyError, OverflowError, RecursionError) as error:
        raise _damaged(error) from None
    except (struct.error, TypeError, ValueError) as error:
        raise _damaged(error) from None


def _damaged(error: Exception) -> CompileError:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return CompileError(f"A TensorFlow Lite file must be complete; this is damaged ({text}).")


class _Importer:
    def __init__(self, schema: Any, data: bytes):
        self.schema = schema
        self.reader = Reader(schema, data)
        self.tensors = {tensor.name: tensor for tensor in self.reader.tensors}
        self.problems: list[Problem] = []
        self.nodes: list[Node] = []

    def graph(self) -> Graph:
        reader = self.reader
        if not reader.inputs or not reader.outputs or not reader.operators:
            raise CompileError("A model must have inputs, outputs and operators.")
        self._model()
        for index, operator in enumerate(reader.operators):
            self._operator(index, operator)
        if self.problems:
            raise Unsupported(self.problems)
        graph = Graph(
            tensors=self.tensors,
            nodes=tuple(self.nodes),
            inputs=tuple(reader.tensors[i].name for i in reader.inputs),
            outputs=tuple(reader.tensors[i].name for i in reader.outputs),
        )
        graph.verify()
        return graph

    def _model(self):
        """What must hold for the model as a whole."""
        if self.reader.subgraphs != 1:
            self._problem(
                "the number of subgraphs",
                str(self.reader.subgraphs),
                "1",
                "export the model without control flow",
            )
        numbers = (*self.reader.inputs, *self.reader.outputs)
        for number in dict.fromkeys(numbers):
            tensor = self.reader.tensors[number]
            if tensor.dtype not in ("float32", "int8", "uint8"):
                self._problem(
                    f"the type of {tensor.name}",
                    tensor.dtype,
                    "int8, uint8 or float32",
                    "quantize the whole model to int8 (converter.representative_dataset)",
                )
        if len(set(self.reader.inputs)) != len(self.reader.inputs):
            raise CompileError("The inputs of a model must be different tensors.")

    def _problem(self, attribute: str, found: str, supported: str, suggestion: str):
        self.problems.append(Problem("", "", attribute, found, supported, suggestion))

    def _operator(self, index: int, operator: Operator):
        if operator.kind not in _OPERATORS:
            self.problems.append(
                Problem(
                    str(index),
                    operator.kind,
                    "the operator",
                    operator.kind,
                    f"one of {', '.join(_OPERATORS)}",
                    "write it with these operators, or leave it to the host",
                )
            )
            return
        _, function, table = _OPERATORS[operator.kind]
        try:
            site = Site(self.schema, self.reader, index, operator, self.tensors, table)
            function(site)
        except Refusal as refusal:
            self.problems += refusal.problems
            return
        self.problems += site.problems
        self.nodes += site.nodes
        self.tensors |= {tensor.name: tensor for tensor in site.tensors}
