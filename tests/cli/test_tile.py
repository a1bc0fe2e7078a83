"""Commands on a TinyTapeout tile: what they print, what they refuse."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.arch.tile_presets import TILES
from tinynpu.cli.main import app
from tinynpu.compiler.tile import compile_tile
from tinynpu.demo.digits import MODEL
from tinynpu.runtime.golden import evaluate


def call(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def image(tmp_path):
    value = np.random.default_rng(1).integers(-128, 128, (1, 8, 8, 1)).astype(np.int8)
    np.save(tmp_path / "x.npy", value)
    return value


def test_compile_and_run(image, tmp_path):
    program = tmp_path / "p.tile"
    listing = call("compile", MODEL, "--target", "tt", "--tile", "1x1", "--listing", "-o", program)
    assert str(compile_tile(MODEL.read_bytes(), TILES["1x1"])) in listing.stdout
    graph = compile_tile(MODEL.read_bytes(), TILES["1x1"]).graph
    expected = evaluate(graph, [image])[graph.outputs[0]]
    out = tmp_path / "y.npy"
    for model, device, options in (
        (program, "tt-golden", []),
        (MODEL, "tt-sim", ["--tile", "1x2"]),
        (MODEL, "tt-golden", ["--tile-set", "columns=3", "--tile-set", "spi=false"]),
    ):
        result = call("run", model, "--input", tmp_path / "x.npy", "--output", out, "--device", device, "--json", *options)  # fmt: skip
        figures = json.loads(result.stdout)
        assert figures["counters"]["cycles"] > figures["counters"]["sent"]
        assert np.array_equal(np.load(out), expected)
    archive = tmp_path / "y.npz"
    call("run", program, "--input", tmp_path / "x.npy", "--output", archive, "--device", "tt-golden")  # fmt: skip
    with np.load(archive) as found:
        assert list(found) == list(graph.outputs)


def test_report():
    found = json.loads(call("compile", MODEL, "--target", "tt", "--report", "--json").stdout)
    assert sum(layer["cycles"] for layer in found["layers"]) == found["cycles"]
    assert found["tile"]["columns"] == TILES["1x2"].columns
    text = call("compile", MODEL, "--target", "tt", "--report").stdout
    assert "pixels × channels" in text
    assert "patches" in text


def test_bench():
    (found,) = json.loads(call("bench", MODEL, "--device", "tt-golden", "--json").stdout)
    assert found["mismatched_bytes"] == 0
    assert found["seconds_at_50_mhz"] == found["cycles"] / 50e6
    assert found["seconds_behind_rp2040"] > found["seconds_at_50_mhz"]
    assert [layer["measured_cycles"] for layer in found["layers"]] == [
        layer["cycles"] for layer in found["layers"]
    ]
    text = call("bench", MODEL, "--device", "tt-golden").output
    assert "MAC/cycle" in text
    assert "All outputs equal their reference" in text


def test_demo():
    figures = json.loads(call("demo", "--device", "tt-sim", "--images", "12", "--json").stdout)
    assert (figures["images"], figures["mismatched_bytes"]) == (12, 0)
    assert figures["accuracy"] >= 0.9
    assert figures["cycles_are_measured"]
    assert figures["transfers_per_image"] <= figures["cycles_per_image"]
    text = call("demo", "--device", "tt-golden", "--images", "1").output
    assert "time at 50 MHz" in text


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["compile", MODEL, "--target", "gpu", "-o", "p"], 2, "A target must be core or tt, not gpu."),
        (["compile", MODEL, "--tile", "1x1", "-o", "p"], 2, "A tile must come with --target tt."),
        (["compile", MODEL, "--target", "tt", "--preset", "base", "-o", "p"], 2, "only --tile, --tile-set"),
        (["compile", MODEL, "--target", "tt"], 2, "A program must have a file"),
        (["compile", MODEL, "--target", "tt", "--listing", "--json"], 2, "must come with --report"),
        (["compile", MODEL, "--target", "tt", "--tile", "9x9", "--listing"], 2, f"A tile must be one of {', '.join(TILES)}, not 9x9."),
        (["compile", MODEL, "--target", "tt", "--tile-set", "rows=3", "--listing"], 2, "must be key=value with a key of columns"),
        (["compile", MODEL, "--target", "tt", "--tile-set", "columns=many", "--listing"], 2, "Value columns must be an integer, not many."),
        (["compile", MODEL, "--target", "tt", "--tile-set", "spi=2", "--listing"], 2, "Value spi must be true or false, not 2."),
        (["run", MODEL, "--tile", "1x1", "--output", "y.npy"], 2, "A tile must come with --device tt-sim"),
        (["run", MODEL, "--device", "tt-sim", "--output", "y.npy"], 2, "an --input for each input"),
        (["run", MODEL, "--device", "tt-sim", "--preset", "tt"], 2, "On a tile only --input"),
        (["bench", MODEL, "--device", "fpga"], 2, "on a tile with --device tt-sim, not fpga."),
        (["bench", MODEL, "--device", "tt-sim", "--preset", "tt"], 2, "On a tile only --tile"),
        (["demo", "--device", "fpga"], 2, "on a tile with --device tt-sim, not fpga."),
        (["demo", "--device", "tt-golden", "--images", "600"], 2, "must be at most 597, not 600"),
    ],
)  # fmt: skip
def test_refused(arguments, code, sentence):
    result = call(*arguments, code=code)
    assert sentence in " ".join(result.output.split())


def test_a_program_is_for_its_tile(image, tmp_path):
    path = tmp_path / "p.tile"
    call("compile", MODEL, "--target", "tt", "--tile", "1x1", "-o", path)
    run = ["run", path, "--input", tmp_path / "x.npy", "--output", tmp_path / "y.npy"]
    assert "compiled for the tile" in " ".join(
        call(*run, "--device", "tt-golden", "--tile", "1x2", code=1).output.split()
    )
    assert "must run with --device tt-sim" in " ".join(call(*run, code=2).output.split())
