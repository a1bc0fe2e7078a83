"""A transformer encoder block: export, quantize, compile, run, compare.

    python examples/transformer/encoder.py [--preset base] [--device rtl]

Builds a block with seeded weights as ONNX, quantizes it with seeded data, compiles it, and runs it on the
NPU's RTL (or ISS). Prints which parts run on the NPU and which on the host, the cycles, and for every
operator how many values equal onnxruntime's.
"""

import contextlib
import math
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from onnx import ModelProto, checker, helper, numpy_helper
from onnx import TensorProto as Proto
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tinynpu.arch.presets import preset as named_preset
from tinynpu.arch.program import HostStep
from tinynpu.compiler import compile_model
from tinynpu.compiler.quantize_onnx import quantize_onnx
from tinynpu.runtime import open_device
from tinynpu.runtime.compare_onnx import Comparison, compare_onnx

SEED = 7


class Exporter:
    """Nodes and weights of the block."""

    def __init__(self, rng: np.random.Generator):
        self.rng = rng
        self.nodes = []
        self.weights = []

    def weight(self, name: str, *shape: int, spread: float | None = None) -> str:
        """A random weight."""
        spread = 1 / math.sqrt(shape[0]) if spread is None else spread
        value = self.rng.normal(0, spread, shape).astype(np.float32)
        self.weights.append(numpy_helper.from_array(value, name))
        return name

    def constant(self, name: str, value) -> str:
        """A number or a shape."""
        self.weights.append(numpy_helper.from_array(np.array(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes) -> str:
        """An operator; its result has its name."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def linear(self, x: str, name: str, inputs: int, outputs: int) -> str:
        """x·W + b."""
        product = self.node(
            "MatMul", [x, self.weight(f"{name}.weight", inputs, outputs)], f"{name}.product"
        )
        return self.node("Add", [product, self.weight(f"{name}.bias", outputs, spread=0.1)], name)

    def norm(self, x: str, name: str, size: int) -> str:
        """Layer normalization."""
        gamma = (1 + self.rng.normal(0, 0.1, size)).astype(np.float32)
        names = [
            self.constant(f"{name}.scale", gamma),
            self.weight(f"{name}.bias", size, spread=0.1),
        ]
        return self.node("LayerNormalization", [x, *names], name, axis=-1)

    def heads(self, x: str, name: str, length: int, heads: int, depth: int, perm: list[int]) -> str:
        """Split the channels into heads."""
        shape = self.constant(f"{name}.shape", np.array([1, length, heads, depth], np.int64))
        return self.node(
            "Transpose", [self.node("Reshape", [x, shape], f"{name}.split")], name, perm=perm
        )


def encoder(length: int, width: int, heads: int, hidden: int) -> ModelProto:
    """Block with post-normalization: attention and feed-forward, each with a residual sum.

    Parameters
    ----------
    length, width
        Tokens, and channels of each.
    heads
        Of the attention; ``width`` is a multiple.
    hidden
        Channels between the feed-forward layers.
    """
    e = Exporter(np.random.default_rng(SEED))
    depth = width // heads
    q, k, v = (e.linear("x", name, width, width) for name in ("query", "key", "value"))
    q = e.heads(q, "query.heads", length, heads, depth, [0, 2, 1, 3])
    k = e.heads(k, "key.heads", length, heads, depth, [0, 2, 3, 1])
    v = e.heads(v, "value.heads", length, heads, depth, [0, 2, 1, 3])
    scores = e.node("MatMul", [q, k], "scores")
    scaled = e.node(
        "Mul", [scores, e.constant("scale", np.float32(1 / math.sqrt(depth)))], "scaled"
    )
    attention = e.node("MatMul", [e.node("Softmax", [scaled], "softmax", axis=-1), v], "attention")
    merged = e.node("Transpose", [attention], "merge", perm=[0, 2, 1, 3])
    merged = e.node(
        "Reshape",
        [merged, e.constant("merged.shape", np.array([1, length, width], np.int64))],
        "merged",
    )
    x = e.node("Add", ["x", e.linear(merged, "projection", width, width)], "residual1")
    x = e.norm(x, "norm1", width)
    h = e.linear(x, "up", width, hidden)
    # GELU, as exporters write it.
    t = e.node(
        "Erf",
        [e.node("Div", [h, e.constant("root", np.float32(math.sqrt(2)))], "gelu.div")],
        "gelu.erf",
    )
    t = e.node(
        "Mul", [h, e.node("Add", [t, e.constant("one", np.float32(1))], "gelu.add")], "gelu.mul"
    )
    h = e.node("Mul", [t, e.constant("half", np.float32(0.5))], "gelu")
    x = e.norm(e.node("Add", [x, e.linear(h, "down", hidden, width)], "residual2"), "y", width)
    shape = [1, length, width]
    graph = helper.make_graph(
        e.nodes,
        "encoder",
        [helper.make_tensor_value_info("x", Proto.FLOAT, shape)],
        [helper.make_tensor_value_info(x, Proto.FLOAT, shape)],
        e.weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    checker.check_model(model)
    return model


def show(comparisons: list[Comparison], hosted: set[str]):
    """Table of the operators."""
    table = Table(title="Operators beside onnxruntime", box=SIMPLE, padding=(0, 1, 0, 0))
    for name in ("operator", "as", "runs on", "equal", "one off", "more"):
        table.add_column(name, justify="right" if name in ("equal", "one off", "more") else "left")
    for each in comparisons:
        where = "host" if each.name in hosted else "NPU"
        table.add_row(
            each.name, each.op, where, f"{each.equal:,}", f"{each.one_off:,}", f"{each.more:,}"
        )
    Console().print(table)


def main(
    preset: str = "base",
    device: Annotated[str, typer.Option(help="rtl or iss.")] = "rtl",
    length: int = 16,
    width: int = 64,
    heads: int = 4,
    hidden: int = 128,
    save: Annotated[Path | None, typer.Option(help="Folder for the ONNX files.")] = None,
):
    """Build, quantize, compile, run, compare."""
    config = named_preset(preset)
    rng = np.random.default_rng(SEED)
    exact = encoder(length, width, heads, hidden).SerializeToString()
    samples = rng.normal(0, 1, (32, 1, length, width)).astype(np.float32)
    quantized = quantize_onnx(exact, {"x": samples})
    if save is not None:
        save.mkdir(parents=True, exist_ok=True)
        (save / "encoder.onnx").write_bytes(exact)
        (save / "encoder_int8.onnx").write_bytes(quantized.model)
    program = compile_model(quantized.model, config)
    x = rng.normal(0, 1, (1, length, width)).astype(np.float32)
    with contextlib.closing(open_device(device, config)) as machine:
        inference = machine.run(program, [x])
    with contextlib.closing(open_device("golden", config)) as golden:
        expected = golden.run(program, [x]).outputs[0]
    hosts = [step for step in program.steps if isinstance(step, HostStep)]
    comparisons = compare_onnx(quantized.model, [x])
    show(comparisons, {step.name for step in hosts})
    wrong = int((inference.outputs[0] != expected).sum())
    print(f"on the host: {', '.join(f'{step.name} ({step.op})' for step in hosts)}")
    print(
        f"on the NPU: {len(program.layers)} layers, {program.macs:,} MACs, {len(program.npu_steps)} runs"
    )
    if inference.result is not None and inference.result.counters:
        print(f"cycles: {inference.result.counters['cycles']:,}")
    print(f"values that differ between {device} and golden model: {wrong} of {expected.size}")
    total = [
        sum(getattr(each, key) for each in comparisons) for key in ("equal", "one_off", "more")
    ]
    print(f"beside onnxruntime: {total[0]:,} equal, {total[1]:,} one step off, {total[2]:,} more")
    for name, noise in quantized.noise.items():
        print(f"signal to noise of {name}, int8 beside float: {noise:.1f} dB")
    if wrong or total[2]:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
