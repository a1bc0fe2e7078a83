"""The digits example: retraining reaches its accuracy, and the committed model is sound."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from tinynpu.arch.presets import PRESETS
from tinynpu.compiler import compile_model
from tinynpu.compiler.quantizer import quantize
from tinynpu.compiler.tflite import import_tflite
from tinynpu.demo.digits import HELD_OUT, MODEL, load_digits_split
from tinynpu.runtime import open_device

SCRIPT = Path(__file__).parents[2] / "examples" / "digits" / "train.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("train", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def split():
    return load_digits_split()


def test_split_keeps_images_apart(split):
    train, train_labels, held_out, labels = split
    assert (len(train), len(held_out)) == (1797 - HELD_OUT, HELD_OUT)
    assert (len(train_labels), len(labels)) == (len(train), len(held_out))
    assert train.shape[1:] == (8, 8, 1)
    assert 0 <= train.min() <= train.max() <= 1


@pytest.mark.slow
def test_retraining_reaches_the_accuracy(script, split):
    """Fewer epochs than the script's, which reaches 98 %."""
    images, labels, test_images, test_labels = split
    network = script.train(images, labels, epochs=100)
    graph = quantize(network, images[:200])
    before, after = script.accuracies(network, graph, test_images, test_labels)
    assert before >= 0.95
    assert after >= 0.95


def test_committed_model_is_accurate_and_equals_litert(script, split):
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    *_, images, labels = split
    data = MODEL.read_bytes()
    graph = import_tflite(data)
    inputs = script.quantize_inputs(graph, images)
    interpreter = Interpreter(
        model_content=data, experimental_op_resolver_type=OpResolverType.BUILTIN_REF
    )
    interpreter.allocate_tensors()
    (source,) = interpreter.get_input_details()
    (target,) = interpreter.get_output_details()
    right = 0
    for x, label in zip(inputs, labels, strict=True):
        interpreter.set_tensor(source["index"], x[None])
        interpreter.invoke()
        expected = interpreter.get_tensor(target["index"])
        ours = script.evaluate(graph, [x[None]])[graph.outputs[0]]
        assert (ours == expected).all()
        right += int(ours.argmax() == label)
    assert right / len(labels) >= 0.95


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_runs_it_on_the_iss(name, script, split):
    *_, images, _ = split
    data = MODEL.read_bytes()
    graph = import_tflite(data)
    config = PRESETS[name]
    program = compile_model(data, config)
    device = open_device("iss", config)
    for x in script.quantize_inputs(graph, images[:5]):
        (out,) = device.run(program, [x[None]]).outputs
        expected = script.evaluate(graph, [x[None]])[graph.outputs[0]]
        assert np.array_equal(out, expected)
