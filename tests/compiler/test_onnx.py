"""ONNX models: every operator against onnxruntime, on the golden model and on the ISS; what is refused."""

import collections

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="needs onnx: pip install 'tinynpu[onnx]'")
pytest.importorskip("onnxruntime", reason="needs onnxruntime: pip install 'tinynpu[onnx]'")

from tinynpu.arch.errors import CompileError  # noqa: E402
from tinynpu.arch.presets import preset  # noqa: E402
from tinynpu.compiler import compile_graph  # noqa: E402
from tinynpu.compiler.onnx import import_onnx  # noqa: E402
from tinynpu.compiler.problems import Unsupported  # noqa: E402
from tinynpu.iss import Simulator  # noqa: E402
from tinynpu.runtime.device import MachineDevice  # noqa: E402
from tinynpu.runtime.golden import evaluate  # noqa: E402
from tinynpu.testing.onnx_models import CASES, QdqModel  # noqa: E402

SEED = 2026
BASE = preset("base")


@pytest.mark.parametrize("unsigned", [False, True], ids=["int8", "uint8"])
@pytest.mark.parametrize("case", CASES)
def test_equals_onnxruntime_within_one_step(case, unsigned):
    """Integers of the last result: most are equal, none is off by more than one."""
    steps = collections.Counter()
    machine = Simulator(BASE)
    for seed in range(8):
        rng = np.random.default_rng((SEED, seed))
        model = QdqModel(rng, unsigned=unsigned)
        CASES[case](model)
        last = model.quantized[-1]
        expected = model.run([last])[0]
        data = model.bytes([last])
        graph = import_onnx(data)
        inputs = list(model.samples.values())
        golden = evaluate(graph, inputs)[graph.outputs[0]]
        assert golden.dtype == expected.dtype
        assert golden.shape == expected.shape
        steps.update(np.abs(golden.astype(int) - expected).reshape(-1).tolist())
        program = compile_graph(graph, BASE, data)
        found = MachineDevice(machine).run(program, inputs).outputs[0]
        assert np.array_equal(found, golden), f"seed {seed}"
    print(case, dict(steps))
    # Where the model leaves a function in floating point in front of a pool, ours is rounded twice.
    twice = case == "quantized behind an average"
    assert max(steps) <= (2 if twice else 1), dict(steps)
    assert steps[0] >= (0.7 if twice else 0.9) * sum(steps.values()), dict(steps)


def test_real_outputs_keep_their_shape():
    model = QdqModel(np.random.default_rng(SEED))
    out = CASES["Conv"](model)
    graph = import_onnx(model.bytes([out]))
    (expected,) = model.run([out])
    values = evaluate(graph, list(model.samples.values()))
    found = values[graph.outputs[0]]
    assert found.dtype == np.float32
    assert found.shape == expected.shape
    quantized = np.abs(found - expected)
    assert quantized.max() <= 1.01 * max(graph.tensors[graph.nodes[-1].inputs[0]].scale)


def refused(model, *texts, outputs=None):
    with pytest.raises(CompileError) as caught:
        import_onnx(model if isinstance(model, bytes) else model.bytes(outputs, typed=False))
    message = str(caught.value)
    for text in texts:
        assert text in message, message
    assert "\n" not in message
    return caught.value


def test_everything_unsupported_is_listed():
    model = QdqModel(np.random.default_rng(SEED))
    x = model.input((1, 4, 6, 6))
    grouped = model.real("Conv", [x, model.weights((4, 2, 1, 1), 0)], group=2)
    a = model._edge(grouped, -1, 1)
    b = model._edge(model.real("LpPool", [a], kernel_shape=[2, 2]), -1, 1)
    softmax = model.real("Softmax", [x], axis=1)
    error = refused(model, "Node 3 (Conv)", "the groups", outputs=[b, softmax])
    assert isinstance(error, Unsupported)
    assert [problem.operator for problem in error.problems] == ["Conv", "LpPool", "Softmax"]
    assert "split the groups" in error.problems[0].suggestion
    model = QdqModel(np.random.default_rng(SEED))
    x = model.input((1, 4, 6, 6))
    refused(
        model, "LpPool", "must be one of", outputs=[model.real("LpPool", [x], kernel_shape=[2, 2])]
    )


def test_unquantized_models_are_refused():
    helper, proto = onnx.helper, onnx.TensorProto
    graph = helper.make_graph(
        [helper.make_node("Relu", ["x"], ["y"])],
        "g",
        [helper.make_tensor_value_info("x", proto.FLOAT, [1, 3])],
        [helper.make_tensor_value_info("y", proto.FLOAT, [1, 3])],
    )
    for opset, text in ((13, "tinynpu quantize"), (12, "the opset must be 13 or later")):
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
        refused(made.SerializeToString(), text)


def test_damaged_files():
    model = QdqModel(np.random.default_rng(SEED))
    data = model.bytes([CASES["Conv"](model)])
    refused(b"", "must be a TensorFlow Lite file")
    refused(b"something else", "must be a TensorFlow Lite file")
    loaded = onnx.load_model_from_string(data)
    loaded.graph.node[0].input[0] = "nowhere\nelse"
    refused(loaded.SerializeToString(), "inputs that are made before it", "nowhere?else")
    loaded = onnx.load_model_from_string(data)
    loaded.graph.initializer[0].dims[:] = [1 << 40]
    refused(loaded.SerializeToString(), "elements")
    loaded = onnx.load_model_from_string(data)
    loaded.graph.node.append(loaded.graph.node[0])
    refused(loaded.SerializeToString(), "made twice")


def test_mutated_files_compile_or_are_refused():
    """A few bytes changed: a graph, or one sentence."""
    messages = []
    for seed in range(150):
        rng = np.random.default_rng((SEED, seed))
        model = QdqModel(np.random.default_rng(seed % 10))
        case = list(CASES)[seed % len(CASES)]
        data = bytearray(model.bytes([CASES[case](model)]))
        for _ in range(int(rng.integers(1, 6))):
            data[int(rng.integers(len(data)))] = int(rng.integers(256))
        try:
            compile_graph(import_onnx(bytes(data)), BASE)
        except CompileError as error:
            messages.append(str(error))
    assert 30 < len(messages) < 150
    assert all(message.isprintable() for message in messages), messages
    assert all(message.endswith((".", ")")) for message in messages), messages
