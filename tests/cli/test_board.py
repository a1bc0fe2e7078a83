"""``tinynpu board-sim`` and ``tinynpu bench-link``."""

import json
import os
import signal
import subprocess
import sys

import numpy as np
from typer.testing import CliRunner

import tinynpu.bench.link as bench
from tinynpu.arch.presets import preset
from tinynpu.cli.main import app
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL
from tinynpu.runtime import open_device


def call(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_board_sim_serves_until_interrupted():
    """Another process opens the port that it prints, although the line is bad."""
    # What was started in the background of a shell ignores the interrupt, as do its children.
    listen = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = f"{listen}; from tinynpu.cli.main import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", command, "board-sim", "--preset", "tt", "--faults", "0.0005"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert process.stdout is not None
    try:
        path = process.stdout.readline().strip()
        assert path.startswith("/dev/pts/"), process.communicate()
        device = open_device(f"uart:{path}", None)
        program = compile_model(MODEL.read_bytes(), preset("tt"))
        x = [np.random.default_rng(3).integers(-128, 128, (1, 8, 8, 1)).astype(np.int8)]
        wanted = open_device("golden", None).run(program, x).outputs[0]
        assert np.array_equal(device.run(program, x).outputs[0], wanted)
        device.close()
    finally:
        process.send_signal(signal.SIGINT)
        _, text = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "error: Interrupted." in text


def test_bench_link_prints_a_table_and_json():
    result = call("bench-link", "--frames", 60, "--faults", 0.002, "--seed", 3, "--json")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert figures["frames"] >= 60
    assert (figures["wrong"], figures["lost"], figures["seed"]) == (0, 0, 3)
    result = call("bench-link", "--frames", 60, "--faults", 0)
    assert result.exit_code == 0, result.output
    assert "Host link of tt under faults" in result.stdout


def test_bench_link_tells_what_is_wrong(monkeypatch):
    """A driver that takes every payload for granted is found out."""

    class Careless(bench.Link):
        def read_memory(self, address, size):
            data = bytearray(super().read_memory(address, size))
            data[0] ^= self.counts.requests % 50 == 0
            return bytes(data)

    monkeypatch.setattr(bench, "Link", Careless)
    result = call("bench-link", "--frames", 600, "--faults", 0)
    assert result.exit_code == 1
    assert "Every result must be right and no operation given up;" in " ".join(
        result.stderr.split()
    )


def test_a_port_that_is_not_there(tmp_path):
    np.save(tmp_path / "x.npy", np.zeros((1, 8, 8, 1), np.int8))
    result = call(
        "run", MODEL, "--input", tmp_path / "x.npy", "--output", tmp_path / "y.npy",
        "--device", "uart:/dev/ttyNONE",
    )  # fmt: skip
    assert result.exit_code == 1
    text = " ".join(result.stderr.split())
    assert "The serial port /dev/ttyNONE must be there and free" in text
    result = call(
        "run", MODEL, "--input", tmp_path / "x.npy", "--output", tmp_path / "y.npy",
        "--device", "usb",
    )  # fmt: skip
    assert result.exit_code == 2
    assert "A device must be one of rtl, iss, golden, uart:PORT" in " ".join(result.stderr.split())
