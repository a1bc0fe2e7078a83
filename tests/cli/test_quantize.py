"""``tinynpu quantize``: from a float ONNX model to a program."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

onnx = pytest.importorskip("onnx", reason="needs onnx: pip install 'tinynpu[onnx]'")
pytest.importorskip("onnxruntime", reason="needs onnxruntime: pip install 'tinynpu[onnx]'")

from tinynpu.cli.main import app  # noqa: E402


def call(*arguments, code=0):
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == code, result.output
    return result


def write_model(path, opset=17):
    """Convolution, activation, pooling, classifier."""
    helper, proto = onnx.helper, onnx.TensorProto
    rng = np.random.default_rng(1)

    def weight(name, *shape):
        return onnx.numpy_helper.from_array(rng.normal(0, 0.3, shape).astype(np.float32), name)

    graph = helper.make_graph(
        [
            helper.make_node("Conv", ["x", "w", "b"], ["c"], pads=[1, 1, 1, 1], name="conv"),
            helper.make_node("Relu", ["c"], ["r"]),
            helper.make_node("GlobalAveragePool", ["r"], ["p"]),
            helper.make_node("Flatten", ["p"], ["f"]),
            helper.make_node("Gemm", ["f", "v"], ["y"], transB=1),
        ],
        "model",
        [helper.make_tensor_value_info("x", proto.FLOAT, [1, 3, 8, 8])],
        [helper.make_tensor_value_info("y", proto.FLOAT, [1, 4])],
        [weight("w", 6, 3, 3, 3), weight("b", 6), weight("v", 4, 6)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    model.ir_version = 8
    onnx.save(model, path)


@pytest.fixture
def folder(tmp_path):
    write_model(tmp_path / "float.onnx")
    samples = np.random.default_rng(2).normal(0, 1, (12, 3, 8, 8)).astype(np.float32)
    np.savez(tmp_path / "samples.npz", x=samples)
    np.save(tmp_path / "samples.npy", samples)
    np.save(tmp_path / "x.npy", samples[:1])
    return tmp_path


@pytest.mark.parametrize("form", ["qdq", "qoperator"])
@pytest.mark.parametrize("channels", ["--per-channel", "--no-per-channel"])
def test_quantized_models_run(folder, form, channels):
    out, samples = folder / "int8.onnx", folder / "samples.npz"
    arguments = ("quantize", folder / "float.onnx", "--calibration", samples, "-o", out)
    shown = json.loads(call(*arguments, "--format", form, channels, "--json").stdout)
    assert shown["quantized"] == len(onnx.load(out).graph.node) - sum(
        node.op_type in ("QuantizeLinear", "DequantizeLinear") for node in onnx.load(out).graph.node
    )
    assert shown["left"] == []
    assert shown["noise_db"]["y"] > 20
    results = []
    for device in ("iss", "golden"):
        y = folder / f"{device}.npy"
        call("run", out, "--input", folder / "x.npy", "--output", y, "--device", device)
        results.append(np.load(y))
    assert results[0].dtype == np.float32
    assert np.array_equal(*results)
    import onnxruntime

    exact = onnxruntime.InferenceSession(folder / "float.onnx").run(
        None, {"x": np.load(folder / "x.npy")}
    )[0]
    assert np.abs(exact - results[0]).max() < 0.1 * np.abs(exact).max() + 0.05


def test_one_array_for_one_input(folder):
    out = folder / "int8.onnx"
    result = call(
        "quantize", folder / "float.onnx", "--calibration", folder / "samples.npy", "-o", out
    )
    assert "operators quantized" in result.stderr
    assert "y: signal to noise" in result.stderr


def refused(folder, text, *arguments, model="float.onnx", samples="samples.npz"):
    out = folder / "out.onnx"
    result = call("quantize", folder / model, "--calibration", folder / samples, "-o", out, *arguments, code=1)  # fmt: skip
    assert text in " ".join(result.stderr.split()), result.stderr
    assert "Traceback" not in result.output
    assert not out.exists()


def test_bad_requests(folder):
    refused(folder, "must be readable", samples="absent.npz")
    refused(folder, "must be one of qdq, qoperator, not x", "--format", "x")
    refused(folder, "must be one of minmax, entropy, percentile, not x", "--method", "x")
    (folder / "text.onnx").write_text("no model")
    refused(folder, "must be a valid ONNX file", model="text.onnx")
    (folder / "text.npz").write_text("no data")
    refused(folder, "must be .npz or .npy", samples="text.npz")
    np.savez(folder / "other.npz", a=np.zeros((2, 3)), b=np.zeros((2, 3)))
    refused(folder, "an array for each input (x), not a, b", samples="other.npz")
    np.savez(folder / "shape.npz", x=np.zeros((2, 3, 8, 9)))
    refused(folder, "must have the shape [3, 8, 8], not [1, 3, 8, 9]", samples="shape.npz")
    np.savez(folder / "none.npz", x=np.zeros((0, 3, 8, 8)))
    refused(folder, "at least one", samples="none.npz")
    write_model(folder / "old.onnx", opset=11)
    refused(folder, "must be 13 or later, not 11", model="old.onnx")
