"""Passes on MLIR text: each file in ``filecheck`` says what it runs and what must come out."""

import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.arch.errors import CompileError
from tinynpu.arch.presets import preset
from tinynpu.cli.main import app
from tinynpu.compiler import compile_graph
from tinynpu.compiler.ir.dialect import parse_module, print_module
from tinynpu.compiler.passes.fuse import Fuse
from tinynpu.compiler.passes.import_graph import import_graph
from tinynpu.compiler.pipeline import PASSES, passes, run_passes
from tinynpu.testing.models import GraphBuilder
from tinynpu.testing.operators import random_operators

FILES = sorted((Path(__file__).parent / "filecheck").glob("*.mlir"))
BASE = preset("base")
SEED = 2026


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file(path):
    (line,) = [line for line in path.read_text().splitlines() if line.startswith("// RUN: ")]
    command, check = line.removeprefix("// RUN: ").replace("%s", str(path)).split(" | ")
    words = shlex.split(command)
    assert words[0] == "tinynpu"
    assert check == f"filecheck {path}"
    made = CliRunner().invoke(app, words[1:])
    assert made.exit_code == 0, made.output
    result = subprocess.run(
        [sys.executable, "-m", "filecheck", path],
        input=made.stdout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_pass_has_a_file():
    tested = {name for path in FILES for name in [path.stem.partition("_")[0]]}
    assert tested >= set(PASSES) - {"import", "assemble"}


def test_text_of_every_pass_reads_back():
    """What each pass leaves behind, printed and parsed, prints the same; and the rest of the passes take it."""
    for seed in range(12):
        graph = random_operators(np.random.default_rng((SEED, seed)))
        texts = {}
        compile_graph(graph, BASE, show=texts.__setitem__, after=("all",))
        for name in PASSES[:-1]:
            text = texts[f"after {name}"]
            assert print_module(parse_module(text)) == text, name
        rest = passes(BASE)
        for name in PASSES[1:-1]:
            module = parse_module(texts[f"after {PASSES[PASSES.index(name) - 1]}"])
            run_passes(module, [rest[name]])
            assert print_module(module) == texts[f"after {name}"], name


def opt(*arguments, code=1):
    result = CliRunner().invoke(app, ["opt", *map(str, arguments)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return " ".join(result.stderr.split())


def test_bad_text(tmp_path):
    path = tmp_path / "m.mlir"
    assert "must be readable" in opt(path)
    text = FILES[0].read_text()
    path.write_text("some words")
    assert "must be MLIR of the npu dialect" in opt(path)
    path.write_text(text)
    assert "A pass must be one of canonicalize" in opt(path, "--passes", "vanish")
    path.write_text(text.replace("stride = array<i64: 1, 1>", "stride = array<i64: 1>"))
    assert "must have a valid attribute stride" in opt(path)
    path.write_text(text.replace("npu.conv2d", "npu.unknown"))
    assert "npu.unknown" in opt(path)
    path.write_bytes(b"\xff\xfe\x00")
    assert "must be text" in opt(path)


def test_a_broken_module_names_the_pass():
    builder = GraphBuilder(np.random.default_rng(SEED))
    module = import_graph(builder.graph(builder.conv2d(builder.input((1, 3, 3, 2)), 4, (1, 1))))

    class Breaks(Fuse):
        name = "breaks"

        def apply(self, ctx, op):
            for each in op.walk():
                each.attributes.pop("clamp", None)

    with pytest.raises(CompileError, match=r"well formed before fuse: .*clamp"):
        run_passes(module, [Breaks(), Fuse()])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[1, 2, 2, 2]", "[1, 2, 2, 0]", "Dimensions must be positive"),
        ('"int8", [0.5]', '"int4", [0.5]', "An element type must be one of"),
        ("[0.5]", "[-0.5]", "must be"),
        (
            "padding = array<i64: 0, 0, 0, 0>",
            "padding = array<i64: 0, 0>",
            "valid attribute padding",
        ),
        (
            "stride = array<i64: 1, 1>",
            "stride = array<i64: 0, 1>",
            "an output that its window covers",
        ),
        ("clamp = array<i64: -128, 127>", "low = 1 : i64", "valid attribute clamp"),
    ],
)
def test_verifier(old, new, message):
    text = (FILES[0].parent / "fuse_activation.mlir").read_text()
    assert old in text
    with pytest.raises(CompileError, match=message):
        run_passes(parse_module(text.replace(old, new)), [])
