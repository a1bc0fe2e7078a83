"""``tinynpu bench``: figures of a small model, as a table, as JSON and as a page."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.bench import measure as measure_module
from tinynpu.cli.main import app
from tinynpu.compiler.tflite_writer import write_tflite
from tinynpu.testing.models import GraphBuilder

MODEL = Path(__file__).parents[2] / "examples" / "digits" / "digits_int8.tflite"
KEYS = {
    "model", "preset", "macs", "cycles_rtl", "cycles_model", "utilization", "mismatched_bytes",
    "vela_cycles", "layers",
}  # fmt: skip
LAYER_KEYS = {"name", "op", "macs", "cycles_rtl", "cycles_model", "stalls"}


def call(*arguments, code=0):
    result = CliRunner().invoke(app, ["bench", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


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
        json.loads(call(model, "--json", "--latency", n).stdout)[0]["cycles_rtl"] for n in (1, 200)
    )
    assert slow > quick + 300
    output = call(model, "--preset", "tt").output
    assert "small.tflite" in output
    assert "0:CONV_2D" in output


def test_wrong_bytes_are_told(model, monkeypatch):
    reference = measure_module._reference

    def wrong(data):
        name, run = reference(data)
        return name, lambda values: [value ^ np.int8(1) for value in run(values)]

    monkeypatch.setattr(measure_module, "_reference", wrong)
    result = call(model, "--json", code=1)
    assert json.loads(result.stdout)[0]["mismatched_bytes"] == 36 * 12
    assert "small.tflite" in result.stderr


def test_bad_requests(tmp_path, monkeypatch):
    monkeypatch.setenv("TINYNPU_MODELS", str(tmp_path))
    monkeypatch.setenv("TINYNPU_CACHE", str(tmp_path / "cache"))
    assert "tinynpu models --download" in call(code=1).stderr
    assert "resnet8 --download" in call("resnet8", code=1).stderr
    assert "must be a file or one of" in call("resnet9", code=1).stderr
    assert "must exist" in call("--from", tmp_path / "absent", code=1).stderr
    call("--latency", 0, code=2)
