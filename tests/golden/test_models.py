"""Golden evaluation of the MLPerf Tiny models against LiteRT, every tensor."""

import os
import warnings
from pathlib import Path

import numpy as np
import pytest

from tinynpu.compiler.tflite import import_tflite
from tinynpu.runtime.golden import evaluate

SEED = 5
MODELS = ["ad01_int8", "kws_ref_model", "pretrainedResnet_quant", "vww_96_int8"]
FOLDER = Path(
    os.environ.get(
        "TINYNPU_MODELS", Path(__file__).parents[2].parent / "shared" / "models" / "mlperf_tiny"
    )
)


def every_tensor(model: bytes, inputs):
    """Values of the reference kernels, by the number of the tensor."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ai_edge_litert.interpreter import Interpreter, OpResolverType
    interpreter = Interpreter(
        model_content=model,
        experimental_op_resolver_type=OpResolverType.BUILTIN_REF,
        experimental_preserve_all_tensors=True,
    )
    interpreter.allocate_tensors()
    for detail, value in zip(interpreter.get_input_details(), inputs, strict=True):
        interpreter.set_tensor(detail["index"], value)
    interpreter.invoke()
    return {
        detail["name"]: interpreter.get_tensor(detail["index"])
        for detail in interpreter.get_tensor_details()
        if detail["name"]
    }


@pytest.mark.parametrize("name", MODELS)
def test_every_tensor_of_a_model(name):
    path = FOLDER / f"{name}.tflite"
    if not path.is_file():
        pytest.skip(f"{path} is not there; set TINYNPU_MODELS to the folder of the models")
    model = path.read_bytes()
    graph = import_tflite(model)
    for case in range(5):
        rng = np.random.default_rng((SEED, case))
        inputs = [
            rng.integers(-128, 128, graph.tensors[x].shape).astype(np.int8) for x in graph.inputs
        ]
        expected = every_tensor(model, inputs)
        ours = evaluate(graph, inputs)
        for node in graph.nodes:
            assert ours[node.output].dtype == np.int8
            assert np.array_equal(ours[node.output], expected[node.output]), node
