"""Golden operations against LiteRT's reference kernels, bit for bit, through real model files."""

import warnings

import numpy as np
import pytest

from tinynpu.compiler.graph import Graph
from tinynpu.compiler.tflite import import_tflite
from tinynpu.compiler.tflite_writer import fused_range, same_padding, write_tflite
from tinynpu.runtime.golden import evaluate
from tinynpu.testing.models import GraphBuilder
from tinynpu.testing.operators import FUNCTIONS, OPERATORS, OperatorBuilder

SEED = 3
CASES = 25


def litert(model: bytes, inputs, resolver: str = "BUILTIN_REF"):
    """Outputs of the reference kernels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ai_edge_litert.interpreter import Interpreter, OpResolverType
    interpreter = Interpreter(
        model_content=model, experimental_op_resolver_type=getattr(OpResolverType, resolver)
    )
    interpreter.allocate_tensors()
    for detail, value in zip(interpreter.get_input_details(), inputs, strict=True):
        interpreter.set_tensor(detail["index"], value)
    interpreter.invoke()
    return [interpreter.get_tensor(d["index"]) for d in interpreter.get_output_details()]


class LiteRtBuilder(GraphBuilder):
    """Only paddings and clamps that TensorFlow Lite has names for."""

    def _padding(self, size, kernel, stride, dilation):
        same = bool(self.rng.integers(2))
        reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilation, strict=True)]
        if same or any(n < r for n, r in zip(size, reach, strict=True)):
            padding = same_padding(size, kernel, stride, dilation)
        else:
            padding = (0, 0, 0, 0)
        out = [
            (n + padding[2 * i] + padding[2 * i + 1] - reach[i]) // stride[i] + 1
            for i, n in enumerate(size)
        ]
        return padding, out

    def _node(self, op, inputs, output, **attributes):
        if "clamp" in attributes:
            tensor = self.tensors[output]
            name = str(self.rng.choice(["NONE", "RELU", "RELU6"]))
            attributes["clamp"] = fused_range(name, tensor.scale[0], tensor.zero_point)
        return super()._node(op, inputs, output, **attributes)


def sizes(rng, low, high):
    return tuple(int(v) for v in rng.integers(low, high, 2))


def build(op: str, rng) -> Graph:
    builder = LiteRtBuilder(rng, always_bias=True)
    channels = int(rng.integers(1, 12))
    x = builder.input((1, *sizes(rng, 4, 12), channels))
    kernel, stride = sizes(rng, 1, 5), sizes(rng, 1, 4)
    dilation = (1, 1) if rng.integers(2) else sizes(rng, 1, 3)
    if dilation != (1, 1):
        stride = (1, 1)  # TensorFlow Lite has no operator with both
    if op == "conv2d":
        x = builder.conv2d(x, int(rng.integers(1, 20)), kernel, stride, dilation)
    elif op == "depthwise_conv2d":
        x = builder.depthwise_conv2d(x, kernel, (stride[0], stride[0]), dilation)
    elif op == "fully_connected":
        x = builder.reshape(x, (1, int(np.prod(builder.tensors[x].shape))))
        x = builder.fully_connected(x, int(rng.integers(1, 30)))
    elif op in ("average_pool2d", "max_pool2d"):
        x = builder.pool(x, op, kernel, stride)
    else:
        y = builder.input(builder.tensors[x].shape)
        x = builder.binary(op, x, y)
    return builder.graph(x)


@pytest.mark.parametrize("case", range(CASES))
@pytest.mark.parametrize(
    "op",
    [
        "conv2d",
        "depthwise_conv2d",
        "fully_connected",
        "average_pool2d",
        "max_pool2d",
        "add",
        "sub",
        "mul",
    ],
)
def test_equals_reference_kernels(op, case):
    rng = np.random.default_rng((SEED, case))
    graph = build(op, rng)
    model = write_tflite(graph)
    read = import_tflite(model)
    assert str(read) == str(graph)  # the file says all that the graph says
    inputs = [
        rng.integers(-128, 128, graph.tensors[name].shape).astype(np.int8) for name in graph.inputs
    ]
    expected = litert(model, inputs)[0]
    check(evaluate(read, inputs)[read.outputs[0]], expected)


def check(ours, expected):
    """The same type, shape and bytes."""
    assert ours.dtype == expected.dtype
    assert ours.shape == expected.shape
    assert (ours == expected).all(), f"{(ours != expected).sum()} of {ours.size} values differ"


@pytest.mark.parametrize("op", ["conv2d", "depthwise_conv2d", "fully_connected"])
def test_rounding_of_many_outputs(op):
    """Enough outputs, none clamped by an activation, to tell one way of rounding from another."""
    differing = count = 0
    for case in range(30):
        rng = np.random.default_rng((SEED, case))
        builder = GraphBuilder(rng, always_bias=True)
        builder._clamp = lambda: (-128, 127)
        builder._padding = lambda size, *_: ((0, 0, 0, 0), list(size))
        if op == "fully_connected":
            x = builder.fully_connected(builder.input((1, 200)), 400)
        elif op == "conv2d":
            x = builder.conv2d(builder.input((1, 6, 6, 40)), 32, (1, 1))
        else:
            x = builder.depthwise_conv2d(builder.input((1, 12, 12, 16)), (1, 1))
        graph = builder.graph(x)
        inputs = [rng.integers(-128, 128, graph.tensors[graph.inputs[0]].shape).astype(np.int8)]
        expected = litert(write_tflite(graph), inputs)[0]
        differing += int((evaluate(graph, inputs)[x] != expected).sum())
        count += expected.size
    assert count > 10_000
    assert differing == 0


def build_any(op: str, rng) -> Graph:
    """A graph of one operator of `OPERATORS`, or one that needs a word more."""
    builder = AnyBuilder(rng, always_bias=True)
    height, width = sizes(rng, 1, 10)
    x = builder.input((int(rng.integers(1, 3)), height, width, int(rng.integers(1, 12))))
    if op == "depthwise multiplier":
        x = builder.input((1, *sizes(rng, 4, 12), int(rng.integers(1, 5))))
        builder.inputs = [x]
        stride = int(rng.integers(1, 3))
        x = builder.depthwise_conv2d(
            x, sizes(rng, 1, 4), (stride, stride), multiplier=int(rng.integers(2, 5))
        )
    elif op == "fully connected rows":
        channels = builder.shape(x)[-1]
        out = builder._activation(builder.value(), (*builder.shape(x)[:-1], 7))
        names = builder._weights(x, out, (7, channels), 0, channels)
        x = builder._node("fully_connected", [x, *names], out, clamp=(-128, 127), round_once=True)
    elif op in FUNCTIONS:
        x = builder.lookup(x, op)
    else:
        x = builder.random(op, x)
    return builder.graph(x)


class AnyBuilder(LiteRtBuilder, OperatorBuilder):
    """All operators, in terms of TensorFlow Lite."""


@pytest.mark.parametrize("case", range(CASES))
@pytest.mark.parametrize(
    "op", [*OPERATORS, *FUNCTIONS, "depthwise multiplier", "fully connected rows"]
)
def test_every_operator_equals_reference_kernels(op, case):
    rng = np.random.default_rng((SEED, case))
    graph = build_any(op, rng)
    model = write_tflite(graph)
    read = import_tflite(model)
    inputs = [
        rng.integers(-128, 128, graph.tensors[name].shape).astype(np.int8) for name in graph.inputs
    ]
    # There is no reference kernel for ELU; its only kernel is a table, too.
    elu = any(node.attributes.get("function") == "ELU" for node in graph.nodes)
    expected = litert(model, inputs, "BUILTIN" if elu else "BUILTIN_REF")[0]
    check(evaluate(read, inputs)[read.outputs[0]], expected)


@pytest.mark.parametrize("case", range(CASES))
@pytest.mark.parametrize("dtype", ["float32", "uint8"])
def test_edges_of_another_type(dtype, case):
    """Input and output in float32 or uint8 around an int8 model."""
    rng = np.random.default_rng((SEED, case))
    builder = AnyBuilder(rng, always_bias=True)
    shape = (1, *sizes(rng, 1, 6), 3)
    scale, point = float(np.float32(rng.uniform(0.01, 0.2))), int(rng.integers(0, 256))
    given = ((), 0) if dtype == "float32" else ((scale,), point)
    x = builder._tensor("given", shape, dtype, *given)
    builder.inputs = [x]
    x = builder._node("quantize", [x], builder._activation("x", shape))
    x = builder.conv2d(x, 5, (1, 1))
    out = builder._tensor("out", builder.shape(x), dtype, *given)
    out = builder._node("dequantize" if dtype == "float32" else "quantize", [x], out)
    graph = builder.graph(out)
    model = write_tflite(graph)
    read = import_tflite(model)
    assert str(read) == str(graph)
    if dtype == "float32":
        value = rng.normal(0, 10, shape).astype(np.float32)
    else:
        value = rng.integers(0, 256, shape).astype(np.uint8)
    check(evaluate(read, [value])[out], litert(model, [value])[0])
