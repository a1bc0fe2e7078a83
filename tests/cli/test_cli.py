"""Command line: what it prints, exit codes, one sentence for each mistake, nothing left behind."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.arch.errors import FlowError
from tinynpu.arch.program import Program
from tinynpu.cli.main import app
from tinynpu.cli.options import output_folder
from tinynpu.demo.digits import MODEL
from tinynpu.testing.configs import DEFAULT_CONFIGS

CONFIG = DEFAULT_CONFIGS[0]


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(code, sentence, *arguments):
    """The command ends with a code and one sentence, and no traceback."""
    result = call(*arguments)
    assert result.exit_code == code, result.output
    text = " ".join(result.output.split())
    assert sentence in text, text
    assert "Traceback" not in text
    assert text.count("error:") == 1
    return result


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "config.json").write_text(CONFIG.to_json())
    np.save(tmp_path / "x.npy", np.zeros((1, 8, 8, 1), np.int8))
    return tmp_path


@pytest.mark.parametrize("command", ["demo", "generate", "compile", "run", "models", "doctor"])
def test_help_teaches(command):
    result = call(command, "--help")
    assert result.exit_code == 0
    assert len(result.output) > 200


def test_wrong_use():
    assert call("fly").exit_code == 2
    assert call("demo", "--images", "0").exit_code == 2
    assert call("compile").exit_code == 2


def test_generate(folder):
    out = folder / "out"
    result = call("generate", "--config", folder / "config.json", "--set", "cols=8", "-o", out)
    assert result.exit_code == 0
    names = {"tinynpu.v", "tinynpu.h", "tinynpu.json", "tinynpu.svd", "isa.md", "registers.md", "config.json"}  # fmt: skip
    assert {path.name for path in out.iterdir()} == names
    text = (out / "tinynpu.v").read_text()
    assert "module tinynpu(" in text
    assert "s_axil_awaddr" in text
    assert "m_axi_araddr" in text
    assert json.loads((out / "config.json").read_text())["cols"] == 8
    again = folder / "again"
    call("generate", "--config", folder / "config.json", "--set", "cols=8", "-o", again)
    for name in names:
        assert (again / name).read_text() == (out / name).read_text(), name


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--preset", "huge"],
            "A preset must be one of tt, ice40, compact, base, large, not huge.",
        ),
        (["--set", "rows"], "must be key=value"),
        (["--set", "rows=many"], "Value rows must be an integer, not many."),
        (["--set", "single_port=maybe"], "must be true or false"),
        (["--set", "rows=99"], "rows must be in 1..32, not 99."),
        (["--config", "absent.json"], "must be readable (No such file or directory)."),
        (["--preset", "tt", "--config", "absent.json"], "Only one of --preset and --config"),
    ],
)
def test_bad_configurations(folder, arguments, sentence):
    refused(2, sentence, "generate", *arguments, "-o", folder / "out")
    assert not (folder / "out").exists()


def test_compile_and_run(folder):
    program = folder / "digits.npu"
    result = call("compile", MODEL, "-o", program, "--preset", "base", "--listing")
    assert result.exit_code == 0
    assert "TILE" in result.output
    outputs = {}
    for device in ("iss", "golden"):
        y = folder / f"{device}.npy"
        result = call(
            "run", program, "--input", folder / "x.npy", "--output", y, "--device", device
        )
        assert result.exit_code == 0, result.output
        outputs[device] = np.load(y)
    assert np.array_equal(outputs["iss"], outputs["golden"])
    assert outputs["iss"].dtype == np.int8


def test_run_on_rtl_with_trace_and_waves(folder):
    y, trace, wave = folder / "y.npy", folder / "t.json", folder / "w.vcd"
    result = call(
        "run", MODEL, "--config", folder / "config.json", "--input", folder / "x.npy",
        "--output", y, "--trace", trace, "--wave", wave, "--json",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    shown = json.loads(result.stdout)
    assert shown["counters"]["cycles"] > 0
    golden = folder / "g.npy"
    call("run", MODEL, "--input", folder / "x.npy", "--output", golden, "--device", "golden")
    assert np.array_equal(np.load(y), np.load(golden))
    events = json.loads(trace.read_text())["traceEvents"]
    slices = [event for event in events if event["ph"] == "X"]
    assert {"load", "feed", "requantizer", "store"} == {
        e["args"]["name"] for e in events if e["ph"] == "M"
    }
    assert any("CONV_2D" in event["name"] for event in slices)
    assert all(event["dur"] > 0 for event in slices)
    assert wave.read_text(errors="replace").startswith("$version")


def test_all_outputs_of_a_model(folder):
    from tinynpu.compiler.tflite_writer import write_tflite
    from tinynpu.testing.operators import OperatorBuilder

    builder = OperatorBuilder(np.random.default_rng(1))
    builder._clamp = lambda: (-128, 127)
    x = builder.conv2d(builder.input((1, 4, 4, 8)), 8, (1, 1))
    y = builder.lookup(x, "TANH")
    model, out = folder / "two.tflite", folder / "two.npz"
    model.write_bytes(write_tflite(builder.graph(x, y)))
    np.save(folder / "in.npy", np.zeros((1, 4, 4, 8), np.int8))
    result = call("run", model, "--input", folder / "in.npy", "--output", out, "--device", "iss")
    assert result.exit_code == 0, result.output
    with np.load(out) as outputs:
        assert {name: outputs[name].shape for name in outputs} == {
            name: builder.shape(name) for name in (x, y)
        }


def test_bad_models(folder):
    out = folder / "p.npu"
    garbage = folder / "garbage.tflite"
    garbage.write_bytes(os.urandom(300))
    refused(1, "A model must be a TensorFlow Lite file", "compile", garbage, "-o", out)
    refused(1, "A model must be a file or one of resnet8", "compile", folder / "absent", "-o", out)
    data = MODEL.read_bytes()
    cut = folder / "cut.tflite"
    cut.write_bytes(data[: len(data) // 2])
    refused(1, "damaged", "compile", cut, "-o", out)
    small = ("--set", "bank_words=16", "--set", "banks=1")
    refused(1, "must fit the scratchpad", "compile", MODEL, "-o", out, *small)
    assert not out.exists()


def test_unsupported_operator_is_named(folder):
    from tinynpu.compiler.tflite_writer import write_tflite
    from tinynpu.testing.models import GraphBuilder

    builder = GraphBuilder(np.random.default_rng(1))
    x = builder.input((1, 2, 2, 3))
    y = builder.input((1, 2, 2, 3))
    builder._clamp = lambda: (-128, 127)
    model = write_tflite(builder.graph(builder.binary("mul", x, y)))
    # The operator's number is all that says MUL (18): make it LOG_SOFTMAX (50).
    import flatbuffers
    import tflite

    root = tflite.Model.GetRootAsModel(model, 0)
    code = root.OperatorCodes(0)
    changed = bytearray(model)
    for slot in (4, 10):
        offset = flatbuffers.number_types.UOffsetTFlags.py_type(code._tab.Offset(slot))
        if offset:
            changed[offset + code._tab.Pos] = 50
    path = folder / "other.tflite"
    path.write_bytes(bytes(changed))
    refused(1, "not LOG_SOFTMAX", "compile", path, "-o", folder / "p.npu")


def test_bad_programs(folder):
    program = folder / "digits.npu"
    call("compile", MODEL, "-o", program, "--preset", "tt")
    y = folder / "y.npy"
    run = ("--input", folder / "x.npy", "--output", y, "--device", "iss")
    data = bytearray(program.read_bytes())
    data[len(data) // 2] ^= 1
    bad = folder / "bad.npu"
    bad.write_bytes(bytes(data))
    refused(1, "the checksum of this one is wrong", "run", bad, *run)
    bad.write_bytes(program.read_bytes()[:40])
    refused(1, "the checksum of this one is wrong", "run", bad, *run)
    refused(1, "compiled for the device's configuration", "run", program, *run, "--preset", "base")
    assert not y.exists()
    assert Program.load(program).config.name == "tt"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda p: np.save(p, np.zeros((1, 8, 8), np.int8)), "must have shape [1, 8, 8, 1], not [1, 8, 8]"),
        (lambda p: np.save(p, np.zeros((1, 8, 8, 1))), "must be int8, not float64"),
        (lambda p: p.write_bytes(b"not an array"), "must be a .npy file"),
        (lambda p: p.write_bytes(b""), "must be a .npy file"),
        (lambda p: None, "must be readable"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("device", ["iss", "golden", "rtl"])
def test_bad_inputs(folder, make, sentence, device):
    x, y = folder / "bad.npy", folder / "y.npy"
    make(x)
    refused(1, sentence, "run", MODEL, "--input", x, "--output", y, "--device", device)
    assert not y.exists()


def test_bad_outputs_and_options(folder):
    x = folder / "x.npy"
    y = folder / "absent" / "y.npy"
    run = ("run", MODEL, "--input", x, "--device", "iss")
    refused(1, "The folder of the output must exist", *run, "--output", y)
    refused(1, "must be a file, and", *run, "--output", folder)
    ok = ("--output", folder / "y.npy")
    refused(2, "A trace or waves need --device rtl", *run, *ok, "--trace", folder / "t.json")
    wrong = ("run", MODEL, "--input", x, *ok)
    refused(
        2,
        "A device must be one of rtl, iss, golden, uart:PORT[,baud], spi:",
        *wrong,
        "--device",
        "fpga",
    )
    refused(2, "must end in .vcd or .fst", *wrong, "--wave", folder / "w.txt")
    refused(1, "must have 1 inputs, not 2", *run, *ok, "--input", x)
    refused(2, "must be at most 597", "demo", "--images", "9999", "--out", folder / "d")


def test_names_are_printed_as_they_are(folder):
    out = folder / "p.npu"
    for name in ("[/x].tflite", "a[red]b.tflite"):
        refused(1, f"mobilenet, autoencoder, not {name}.", "compile", name, "-o", out)
    odd = folder / "p[bold].npu"
    result = call("compile", MODEL, "-o", odd)
    assert result.exit_code == 0
    assert "p[bold].npu:" in result.output


@pytest.mark.parametrize(
    ("package", "arguments"),
    [
        ("sklearn", ["demo", "--preset", "tt", "--images", "1", "--out", "new"]),
        ("amaranth", ["generate", "-o", "new"]),
        ("amaranth", ["run", MODEL, "--input", "x.npy", "--output", "new"]),
        ("tflite", ["compile", MODEL, "-o", "new"]),
    ],
)
def test_missing_package_is_named(folder, package, arguments):
    # A process of its own, so that nothing has imported the package before.
    code = f"import sys; sys.modules[{package!r}] = None; from tinynpu.cli.main import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert package in result.stderr
    assert "pip install 'tinynpu[" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert not (folder / "new").exists()


def test_output_folders(folder):
    refused(1, "must be writable (File exists)", "generate", "-o", folder / "x.npy")
    refused(1, "must be writable (File exists)", "demo", "--out", folder / "x.npy")
    # A folder that was there stays, also when the job fails.
    mine = folder / "mine"
    mine.mkdir()
    (mine / "index.html").mkdir()
    refused(1, "The output must be a file", "demo", "--out", mine)
    assert (mine / "index.html").is_dir()
    # Of folders that were made nothing stays, if nothing was written.
    with pytest.raises(FlowError), output_folder(mine / "a" / "b"):
        raise FlowError("This fails.")
    assert [path.name for path in mine.iterdir()] == ["index.html"]


def test_doctor():
    result = call("doctor", "--json")
    tools = json.loads(result.stdout)
    assert tools["verilator"]["version"]
    assert tools["C++ compiler"]["version"]
    assert all(tool["needed_by"] and tool["remedy"] for tool in tools.values())
    assert "verilator" in call("doctor").output
