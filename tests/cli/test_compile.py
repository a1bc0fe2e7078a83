"""``tinynpu compile``: report, IR, tuning."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.arch.presets import preset
from tinynpu.arch.program import Program
from tinynpu.cli.main import app
from tinynpu.compiler import autotune as autotune_module
from tinynpu.compiler.autotune import autotune
from tinynpu.compiler.graph import Tensor
from tinynpu.compiler.tflite_file import FileOperator, file_bytes
from tinynpu.compiler.tflite_writer import write_tflite
from tinynpu.demo.digits import MODEL
from tinynpu.perf import estimate
from tinynpu.testing.operators import OperatorBuilder

BASE = preset("base")


def call(*arguments, code=0):
    result = CliRunner().invoke(app, ["compile", *map(str, arguments)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def report(*arguments, code=0):
    return json.loads(call(*arguments, "--report", "--json", code=code).stdout)


@pytest.fixture
def model(tmp_path):
    """Convolutions around a softmax."""
    builder = OperatorBuilder(np.random.default_rng(3))
    builder._clamp = lambda: (-128, 127)
    builder._padding = lambda size, kernel, *_: ((0, 0, 0, 0), [n - k + 1 for n, k in zip(size, kernel, strict=True)])  # fmt: skip
    x = builder.conv2d(builder.input((1, 12, 12, 8)), 16, (3, 3))
    x = builder.conv2d(builder.softmax(x), 8, (3, 3))
    path = tmp_path / "model.tflite"
    path.write_bytes(write_tflite(builder.graph(x)))
    return path


def test_report(model):
    found = report(model)
    assert found["compiles"]
    assert [layer["where"] for layer in found["layers"]] == ["npu", "host", "npu"]
    on_npu = [layer for layer in found["layers"] if layer["where"] == "npu"]
    assert sum(layer["cycles"] for layer in on_npu) == found["cycles"]
    assert [layer["macs"] for layer in on_npu] == [10 * 10 * 16 * 9 * 8, 8 * 8 * 8 * 9 * 16]
    assert all(len(layer["tile"]) == 2 for layer in on_npu)
    tensors = {tensor["name"]: tensor for tensor in found["tensors"]}
    assert tensors["input0"]["bytes"] == 12 * 12 * 8
    assert tensors["input0"]["region"] == "inputs"
    assert tensors["0:CONV_2D"]["region"] == "work"
    assert tensors["0:CONV_2D"]["words"] == 10 * 10 * 2
    assert (tensors["0:CONV_2D"]["first"], tensors["0:CONV_2D"]["last"]) == (0, 1)
    assert found["memory"]["inputs"] == 12 * 12 * 8
    assert found["memory"]["outputs"] == 8 * 8 * 8
    assert found["memory"]["constants"] >= 16 * 9 * 8 + 8 * 9 * 16
    text = call(model, "--report").stdout
    assert "1:SOFTMAX" in text
    assert "host" in text


def test_report_of_everything_unsupported(tmp_path):
    def tensor(name, dtype="int8", scale=(0.5,), data=None, shape=(1, 4, 4, 2)):
        return Tensor(name, shape, dtype, scale, 0, data)

    tensors = [tensor("x"), tensor("a"), tensor("b"), tensor("c", scale=(0.1,))]
    operators = [
        FileOperator("LOG_SOFTMAX", ["x"], ["a"]),
        FileOperator("MAX_POOL_2D", ["a"], ["c"], "Pool2DOptions", {"FilterHeight": 1, "FilterWidth": 1, "StrideH": 1, "StrideW": 1}),
        FileOperator("CUMSUM", ["a"], ["b"]),
    ]  # fmt: skip
    path = tmp_path / "odd.tflite"
    path.write_bytes(file_bytes(tensors, operators, ["x"], ["b"]))
    found = report(path, code=1)
    assert [(p["node"], p["operator"]) for p in found["problems"]] == [
        ("0", "LOG_SOFTMAX"), ("1", "MAX_POOL_2D"), ("2", "CUMSUM"),
    ]  # fmt: skip
    assert all(p["suggestion"] and p["supported"] and p["found"] for p in found["problems"])
    shown = call(path, "--report", code=1)
    for word in ("LOG_SOFTMAX", "MAX_POOL_2D", "CUMSUM"):
        assert word in shown.stdout
    message = call(path, "-o", tmp_path / "p.npu", code=1).stderr
    assert "(and 2 more: tinynpu compile --report)" in " ".join(message.split())
    assert not (tmp_path / "p.npu").exists()


def test_report_says_what_would_fit(model):
    small = ("--set", "bank_words=16", "--set", "banks=1")
    found = report(model, *small, code=1)
    assert not found["compiles"]
    assert "must fit the scratchpad" in found["error"]
    (words,) = [
        int(a.split("bank_words=")[1].split()[0]) for a in found["advice"] if "bank_words=" in a
    ]
    assert report(model, "--set", f"bank_words={words}", "--set", "banks=1")["compiles"]
    assert not report(model, "--set", f"bank_words={words // 2}", "--set", "banks=1", code=1)[
        "compiles"
    ]
    assert any("--preset" in advice for advice in found["advice"])


def test_printed_ir(model):
    shown = call(model, "--print-ir-after", "fuse", "--print-ir-before", "schedule").stdout
    assert shown.count("builtin.module") == 2
    assert "// after fuse" in shown
    assert "// before schedule" in shown
    assert call(model, "--print-ir-after", "all").stdout.count("builtin.module") == 9
    message = call(model, "--print-ir-after", "magic", code=1).stderr
    assert "A pass must be one of import, canonicalize" in " ".join(message.split())


def test_bad_requests(model):
    assert "must have a file" in call(model, code=2).stderr
    assert "must come with --report" in call(model, "--json", "-o", "p.npu", code=2).stderr


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Tunings are kept in a folder of the test, simulators where they always are."""
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setattr(autotune_module, "cache_directory", lambda: folder)
    return folder


def test_autotune_is_never_slower_and_is_kept(cache, tmp_path):
    data = Path(MODEL).read_bytes()
    first = autotune(data, BASE, budget=20)
    assert not first.cached
    assert first.tried > 3
    assert first.cycles <= first.default_cycles
    again = autotune(data, BASE, budget=20)
    assert again.cached
    assert (again.tuning, again.cycles) == (first.tuning, first.cycles)
    # The program that it stands for takes the cycles that were measured.
    out = tmp_path / "p.npu"
    call(MODEL, "-o", out, "--autotune")
    assert abs(estimate(Program.load(out)).cycles - first.cycles) <= 48
    # Another configuration is searched by itself; a damaged entry is searched again.
    (entry,) = (cache / "tuning").glob("*.json")
    entry.write_text('{"tuning": 3}')
    assert not autotune(data, BASE, budget=20).cached
    assert not autotune(data, BASE.replace(bank_words=4096), budget=0.1).cached
