"""TensorFlow Lite models that are refused: what is named, and that nothing damaged is taken."""

import dataclasses

import numpy as np
import pytest

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Tensor
from tinynpu.compiler.problems import Unsupported
from tinynpu.compiler.tflite import import_tflite
from tinynpu.compiler.tflite_file import FileOperator, file_bytes
from tinynpu.compiler.tflite_writer import write_tflite
from tinynpu.testing.operators import OperatorBuilder

CONV = {"StrideH": 1, "StrideW": 1, "DilationHFactor": 1, "DilationWFactor": 1, "Padding": 1}
POOL = {"StrideH": 1, "StrideW": 1, "FilterHeight": 2, "FilterWidth": 2, "Padding": 1}


def tensor(name, shape=(1, 4, 4, 2), dtype="int8", scale=(0.5,), zero_point=0, data=None):
    return Tensor(name, shape, dtype, scale, zero_point, data)


def constant(name, data, scale=(0.5,), zero_point=0):
    data = np.array(data)
    return tensor(name, data.shape, str(data.dtype), scale, zero_point, data)


WEIGHTS = np.ones((3, 1, 1, 2), np.int8)
BIAS = np.zeros(3, np.int32)


def convolution(*, options=CONV, x=None, weights=None, bias=None, out=None):
    """A convolution of one pixel."""
    tensors = [
        x or tensor("x"),
        weights or constant("w", WEIGHTS),
        bias or constant("b", BIAS, (0.25,)),
        out or tensor("y", (1, 4, 4, 3)),
    ]
    operator = FileOperator("CONV_2D", ["x", "w", "b"], ["y"], "Conv2DOptions", options)
    return file_bytes(tensors, [operator], ["x"], ["y"])


def test_good_models_are_taken():
    graph = import_tflite(convolution())
    assert [node.op for node in graph.nodes] == ["conv2d"]
    assert graph.macs(graph.nodes[0]) == 4 * 4 * 3 * 2


def refused(data, *texts):
    with pytest.raises(CompileError) as caught:
        import_tflite(data)
    message = str(caught.value)
    assert message.isprintable()
    for text in texts:
        assert text in message, message
    return caught.value


UNSUPPORTED = {
    "uint8 inside": (
        convolution(x=tensor("x", dtype="uint8")),
        "the type of x must be int8, not uint8; quantize the whole model",
    ),
    "float input": (convolution(x=tensor("x", dtype="float32", scale=())), "the type of x must be int8, not float32"),
    "16-bit activations": (
        convolution(x=tensor("x", dtype="int16")), "the type of x must be int8, uint8 or float32, not int16",
    ),
    "no quantization": (convolution(out=tensor("y", (1, 4, 4, 3), scale=())), "y"),
    "scales of an activation": (convolution(x=tensor("x", scale=(0.5, 0.25))), "x"),
    "dilation 0": (convolution(options=CONV | {"DilationHFactor": 0}), "the dilation must be in 1..63, not (0, 1)"),
    "stride 16": (
        convolution(options=CONV | {"StrideH": 16}, out=tensor("y", (1, 1, 4, 3))), "the stride must be in 1..15, not (16, 1)",
    ),
    "groups": (
        convolution(x=tensor("x", (1, 4, 4, 4))), "the input channels of the weights must be 4, those of the input, not 2 (groups)",
    ),
    "asymmetric weights": (convolution(weights=constant("w", WEIGHTS, zero_point=3)), "the zero point of w must be 0, not 3"),
    "computed weights": (convolution(weights=tensor("w", WEIGHTS.shape)), "the weights w must be a constant"),
    "number of scales": (convolution(weights=constant("w", WEIGHTS, (0.5, 0.5))), "the number of scales of w must be 1 or 3"),
    "bias of another type": (convolution(bias=constant("b", BIAS.astype(np.int64), (0.25,))), "the bias b must be constant int32"),
    "ratio of scales": (convolution(weights=constant("w", WEIGHTS, (1e12,))), "the scale of inputs divided by that of the output"),
    "dynamic shape": (convolution(x=tensor("x", (1, -1, 4, 2))), "the shape of x"),
    "huge shape": (convolution(x=tensor("x", (1, 60000, 60000, 2))), "the shape of x"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_unsupported(name):
    data, text = UNSUPPORTED[name]
    error = refused(data, text)
    assert isinstance(error, Unsupported)
    problem = error.problems[0]
    assert problem.suggestion
    assert problem.supported


DAMAGED = {
    "output shape": convolution(out=tensor("y", (1, 4, 5, 3))),
    "output channels": convolution(out=tensor("y", (1, 4, 4, 7))),
    "bias length": convolution(bias=constant("b", BIAS[:2], (0.25,))),
    "zero point": convolution(x=tensor("x", zero_point=300)),
    "scale": convolution(x=tensor("x", scale=(float("nan"),))),
    "no inputs": file_bytes([tensor("x"), tensor("y")], [FileOperator("RELU", [], ["y"])], ["x"], ["y"]),
    "no operators": file_bytes([tensor("x")], [], ["x"], ["x"]),
    "no options": file_bytes(
        [tensor("x"), constant("w", WEIGHTS), tensor("y", (1, 4, 4, 3))],
        [FileOperator("CONV_2D", ["x", "w"], ["y"])], ["x"], ["y"],
    ),
    "elements of a reshape": file_bytes(
        [tensor("x"), tensor("y", (1, 5))], [FileOperator("RESHAPE", ["x"], ["y"])], ["x"], ["y"],
    ),
    "concatenated sizes": file_bytes(
        [tensor("x"), tensor("z"), tensor("y", (1, 4, 9, 2))],
        [FileOperator("CONCATENATION", ["x", "z"], ["y"], "ConcatenationOptions", {"Axis": 2})], ["x", "z"], ["y"],
    ),
    "made twice": file_bytes(
        [tensor("x"), tensor("y")],
        [FileOperator("RELU", ["x"], ["y"]), FileOperator("RELU", ["y"], ["y"])], ["x"], ["y"],
    ),
    "used before it is made": file_bytes(
        [tensor("x"), tensor("a"), tensor("y")],
        [FileOperator("RELU", ["a"], ["y"]), FileOperator("RELU", ["x"], ["a"])], ["x"], ["y"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged(name):
    error = refused(DAMAGED[name])
    assert not isinstance(error, Unsupported)
    assert str(error).endswith((".", ")"))


def test_all_problems_at_once():
    tensors = [tensor("x"), tensor("a"), tensor("b"), tensor("y", scale=(0.3,))]
    operators = [
        FileOperator("CUMSUM", ["x"], ["a"]),
        FileOperator("RELU", ["a"], ["b"]),
        FileOperator(
            "MAX_POOL_2D",
            ["b"],
            ["y"],
            "Pool2DOptions",
            POOL | {"FilterHeight": 1, "FilterWidth": 1},
        ),
    ]
    error = refused(file_bytes(tensors, operators, ["x"], ["y"]), "CUMSUM", "(and 1 more: tinynpu compile --report)")  # fmt: skip
    assert isinstance(error, Unsupported)
    assert [problem.node for problem in error.problems] == ["0", "2"]


def test_names_are_made_printable_and_unique():
    builder = OperatorBuilder(np.random.default_rng(1))
    builder._clamp = lambda: (-128, 127)
    graph = builder.graph(builder.conv2d(builder.input((1, 3, 3, 2)), 4, (1, 1)))
    tensors = [
        dataclasses.replace(each, name="same\nname") if each.data is None else each
        for each in graph.tensors.values()
    ]
    names = ["same\nname" if t.data is None else t.name for t in graph.tensors.values()]
    assert names.count("same\nname") == 2
    data = write_tflite(graph)
    for name in ("input0", "value0"):
        data = data.replace(name.encode(), b"a\nb\x00\x00\x00"[: len(name)])
    read = import_tflite(data)
    assert all(name.isprintable() for name in read.tensors)
    assert len(set(read.tensors)) == len(tensors)


def test_splits_are_slices():
    """SPLIT, SPLIT_V and UNPACK have several outputs."""
    x = tensor("x", (1, 4, 6, 2))
    two = [tensor("p", (1, 4, 3, 2)), tensor("q", (1, 4, 3, 2))]
    axis, sizes = (
        constant("axis", np.array([2], np.int32)),
        constant("sizes", np.array([1, -1], np.int32)),
    )
    graph = import_tflite(
        file_bytes([x, axis, *two], [FileOperator("SPLIT", ["axis", "x"], ["p", "q"], "SplitOptions", {"NumSplits": 2})], ["x"], ["p", "q"])
    )  # fmt: skip
    assert [node.attributes["begin"] for node in graph.nodes] == [(0, 0, 0, 0), (0, 0, 3, 0)]
    parts = [tensor("p", (1, 4, 1, 2)), tensor("q", (1, 4, 5, 2))]
    graph = import_tflite(
        file_bytes([x, sizes, axis, *parts], [FileOperator("SPLIT_V", ["x", "sizes", "axis"], ["p", "q"])], ["x"], ["p", "q"])
    )  # fmt: skip
    assert [node.attributes["end"][2] for node in graph.nodes] == [1, 6]
    rows = [tensor(f"r{i}", (1, 6, 2)) for i in range(4)]
    graph = import_tflite(
        file_bytes([x, *rows], [FileOperator("UNPACK", ["x"], [r.name for r in rows], "UnpackOptions", {"Axis": 1, "Num": 4})], ["x"], ["r3"])
    )  # fmt: skip
    assert [node.op for node in graph.nodes] == ["slice", "reshape"] * 4
