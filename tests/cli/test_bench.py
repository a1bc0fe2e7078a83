"""``tinynpu bench``: figures of small models, as tables, as JSON and as a page; what is refused."""

import importlib.metadata
import json
import os
import subprocess
import sys

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.bench import measure as measure_module
from tinynpu.cli.main import app
from tinynpu.compiler.tflite_writer import write_tflite
from tinynpu.demo.digits import MODEL
from tinynpu.models import MODELS
from tinynpu.testing.models import GraphBuilder
from tinynpu.testing.models_dir import NO_MODELS, models_dir

KEYS = {
    "model", "preset", "macs", "cycles_rtl", "cycles_model", "utilization", "mismatched_bytes",
    "vela_cycles", "layers", "bytes_read", "bytes_written", "compile_seconds", "rtl_seconds",
    "target", "reference",
}  # fmt: skip
LAYER_KEYS = {"name", "op", "macs", "cycles_rtl", "cycles_model", "stalls"}
VELA = """#!/bin/sh
test "$1" = --version && echo 9.9 && exit
echo the operator is unknown && exit 1
"""


def call(*arguments, code=0, **environment):
    runner = CliRunner(env={name: str(value) for name, value in environment.items()})
    result = runner.invoke(app, ["bench", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


def one_sentence(result, sentence):
    text = " ".join(result.stderr.split())
    assert sentence in text, text
    assert text.count("error:") == 1
    assert "Traceback" not in text
    assert not result.stdout


@pytest.fixture(scope="module")
def host_model(tmp_path_factory):
    """A model without anything for the NPU."""
    builder = GraphBuilder(np.random.default_rng(3))
    x = builder.input((1, 10))
    y = builder._tensor("y", (1, 10), "int8", (1 / 256,), -128)
    builder._node("softmax", [x], y, beta=1.0)
    path = tmp_path_factory.mktemp("bench") / "host.tflite"
    path.write_bytes(write_tflite(builder.graph(y)))
    return path


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    builder = GraphBuilder(np.random.default_rng(3))
    builder._clamp = lambda: (-128, 127)
    x = builder.input((1, 6, 6, 3))
    x = builder.conv2d(x, 12, (1, 1))
    path = tmp_path_factory.mktemp("bench") / "small.tflite"
    path.write_bytes(write_tflite(builder.graph(x)))
    return path


def test_json_and_page(model, tmp_path):
    page = tmp_path / "page.md"
    rows = json.loads(call(model, "--json", "--page", page).stdout)
    assert len(rows) == 1
    (row,) = rows
    assert row.keys() >= KEYS
    assert row["model"] == "small.tflite"
    assert row["preset"] == "base"
    assert row["macs"] == 36 * 3 * 12
    assert row["mismatched_bytes"] == 0
    assert row["utilization"] == pytest.approx(row["macs"] / (64 * row["cycles_rtl"]), abs=1e-4)
    assert abs(row["cycles_model"] - row["cycles_rtl"]) <= 48
    assert row["target"] is None
    assert all(layer.keys() >= LAYER_KEYS for layer in row["layers"])
    assert sum(layer["cycles_rtl"] for layer in row["layers"]) == row["cycles_rtl"]
    assert sum(layer["macs"] for layer in row["layers"]) == row["macs"]
    stalled = sum(sum(layer["stalls"].values()) for layer in row["layers"])
    assert 0 < stalled < row["cycles_rtl"]
    assert abs(stalled - sum(row["stalls"].values())) <= len(row["layers"])
    text = page.read_text()
    assert f"{row['cycles_rtl']:,}" in text
    assert "small.tflite" in text


def test_table_and_latency(model):
    quick, slow = (
        json.loads(call(model, "--json", "--memory-latency", n).stdout)[0]["cycles_rtl"]
        for n in (1, 200)
    )
    assert slow > quick + 300
    output = call(model, "--preset", "tt").output
    assert "small.tflite" in output
    assert "0:CONV_2D" in output


def test_wrong_bytes_are_told(model, monkeypatch):
    reference = measure_module.find_reference

    def wrong(data):
        name, run = reference(data)
        return name, lambda values: [value ^ np.int8(1) for value in run(values)]

    monkeypatch.setattr(measure_module, "find_reference", wrong)
    result = call(model, "--json", code=1)
    assert json.loads(result.stdout)[0]["mismatched_bytes"] == 36 * 12
    assert "small.tflite" in result.stderr


def test_tables_at_every_width(model):
    for columns in (60, 80, 100, 160):
        output = call(model, COLUMNS=columns).stdout
        assert max(map(len, output.splitlines())) <= columns
    wide = call(model, COLUMNS=160).stdout
    for word in ("conv2d", "compute", "command 4", "cycles in which the array stalls", "0 of 432"):
        assert word in wide, word
    assert "conv2d" not in call(model, COLUMNS=100).stdout


def test_wrong_bytes_are_in_the_table(model, monkeypatch):
    zeros = [np.zeros((1, 6, 6, 12), np.int8)]
    monkeypatch.setattr(
        measure_module, "find_reference", lambda data: ("another", lambda values: zeros)
    )
    result = call(model, code=1, COLUMNS=160)
    assert "of 432  another" in result.stdout
    assert "0:CONV_2D" in result.stdout
    assert "must equal the reference; those of small.tflite do not" in result.stderr


def test_host_only(host_model, model, tmp_path):
    page = tmp_path / "page.md"
    result = call(host_model, model, "--page", page, COLUMNS=160)
    assert "host.tflite: 0:SOFTMAX (softmax) runs on the host, in no cycles of the NPU." in result.stdout  # fmt: skip
    assert "No layer runs on the NPU." in page.read_text()
    assert "All outputs equal their reference (" in result.stderr
    row = json.loads(call(host_model, "--json").stdout)[0]
    assert (row["cycles_rtl"], row["cycles_model"], row["layers"]) == (0, 0, [])
    assert row["mismatched_bytes"] == 0
    assert row["output_bytes"] == 10
    assert row["host"] == [{"name": "0:SOFTMAX", "op": "softmax", "reason": ""}]


def test_without_vela(model, monkeypatch):
    version = importlib.metadata.version

    def absent(name):
        if name == "ethos-u-vela":
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.delenv("TINYNPU_VELA", raising=False)
    monkeypatch.setattr(importlib.metadata, "version", absent)
    row = json.loads(call(model, "--json").stdout)[0]
    assert row["vela_cycles"] is None
    assert row["vela_missing"] == "Vela is not installed: pip install 'tinynpu[bench]'."
    output = call(model, COLUMNS=160).stdout
    assert "No estimate of Vela: Vela is not installed" in output
    assert "U55" not in output


def test_vela_does_not_decide(model, tmp_path, monkeypatch):
    """What Vela refuses is measured all the same; so is an array that no Ethos-U55 has."""
    monkeypatch.setenv("TINYNPU_CACHE", str(tmp_path / "cache"))
    (tmp_path / "vela").write_text(VELA)
    (tmp_path / "vela").chmod(0o755)
    monkeypatch.setattr(measure_module, "Simulator", _no_simulator)
    monkeypatch.setenv("TINYNPU_VELA", str(tmp_path / "vela"))
    candidate = measure_module.prepare(str(model), measure_module.preset("base"))
    estimate, reason = measure_module._vela(candidate.path, candidate.program.config)
    assert estimate is None
    assert reason == "Vela must accept the model small.tflite (the operator is unknown)."
    estimate, reason = measure_module._vela(candidate.path, measure_module.preset("tt"))
    assert (estimate, reason) == (None, "An Ethos-U55 has 32, 64, 128, 256 multipliers, not 4.")


def _no_simulator(*arguments, **options):
    raise AssertionError("a simulator was made")


def test_nothing_runs_before_all_are_compiled(model, tmp_path, monkeypatch):
    monkeypatch.setattr(measure_module, "Simulator", _no_simulator)
    damaged = tmp_path / "damaged.tflite"
    damaged.write_bytes(MODEL.read_bytes()[:2000])
    page = tmp_path / "page.md"
    one_sentence(call(model, damaged, "--page", page, code=1), "damaged")
    assert not page.exists()


@pytest.mark.parametrize("package", ["ai_edge_litert", "onnx"])
def test_packages_that_are_not_needed(package):
    """Standard output is the JSON alone; a process of its own, so that nothing was imported before."""
    code = f"import sys; sys.modules[{package!r}] = None; from tinynpu.cli.main import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "bench", str(MODEL), "--json", "--preset", "tt"],
        capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "100"},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    (row,) = json.loads(result.stdout)
    assert row["mismatched_bytes"] == 0
    if package == "ai_edge_litert":
        assert row["reference"] == "golden model"


def test_page_names_its_command(model, tmp_path):
    page = tmp_path / "page.md"
    call(model, "--preset", "tt", "--set", "queue_depth=3", "--inputs", 2, "--page", page)
    command = f"tinynpu bench {model} --preset tt --set queue_depth=3 --latency 20 --inputs 2 --seed 0 --page {page}"
    text = page.read_text()
    assert f"`{command}`" in text
    assert "of 2 random inputs" in text


@pytest.mark.skipif(models_dir() is None, reason=NO_MODELS)
def test_reference_model_by_name():
    name = "autoencoder"
    row = json.loads(call(name, "--from", models_dir(), "--json").stdout)[0]
    assert row["model"] == name
    assert row["target"] is not None
    assert row["cycles_rtl"] > 0
    assert row["mismatched_bytes"] == 0
    assert row["macs"] == 264_192
    later = json.loads(call(name, "--from", models_dir(), "--json", "--latency", 21).stdout)[0]
    assert later["target"] is None


def test_bad_requests(tmp_path, monkeypatch):
    monkeypatch.setenv("TINYNPU_MODELS", str(tmp_path))
    monkeypatch.setenv("TINYNPU_CACHE", str(tmp_path / "cache"))
    assert "tinynpu models --download" in call(code=1).stderr
    assert "resnet8 --download" in call("resnet8", code=1).stderr
    assert "must be a file or one of" in call("resnet9", code=2).stderr
    assert "must exist" in call("--from", tmp_path / "absent", code=1).stderr
    call("--latency", 0, code=2)
    call("--inputs", 0, code=2)
    call("--preset", "huge", code=2)
    one_sentence(call(MODEL, "nosuch", code=2), f"one of {', '.join(MODELS)}, not nosuch.")
    one_sentence(call(tmp_path, code=2), "must be a file")
    program = tmp_path / "digits.npu"
    CliRunner().invoke(app, ["compile", str(MODEL), "-o", str(program)])
    one_sentence(call(program, code=1), "is a compiled program")
    absent = tmp_path / "absent" / "page.md"
    one_sentence(call(MODEL, "--page", absent, code=1), "The folder of the output must exist")
