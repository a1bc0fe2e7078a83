"""The int8 models of MLPerf Tiny, unedited, against the reference kernels of LiteRT: every byte."""

import dataclasses
import warnings

import numpy as np
import pytest

from tinynpu.arch.presets import preset
from tinynpu.compiler import compile_graph, compile_model
from tinynpu.compiler.compile import import_model
from tinynpu.iss import Simulator as Iss
from tinynpu.models import MODELS, find_model
from tinynpu.rtl import Simulator as Rtl
from tinynpu.runtime.device import MachineDevice
from tinynpu.runtime.golden import evaluate
from tinynpu.testing.models_dir import NO_MODELS, models_dir

pytestmark = pytest.mark.skipif(models_dir() is None, reason=NO_MODELS)
SEED = 2026
BASE = preset("base")


def read(name):
    return find_model(name, models_dir()).read_bytes()


def reference(model, *, every_tensor=False):
    """LiteRT with its reference kernels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ai_edge_litert.interpreter import Interpreter, OpResolverType
    interpreter = Interpreter(
        model_content=model,
        experimental_op_resolver_type=OpResolverType.BUILTIN_REF,
        experimental_preserve_all_tensors=every_tensor,
    )
    interpreter.allocate_tensors()
    return interpreter


def invoke(interpreter, inputs):
    """Outputs for inputs."""
    for detail, value in zip(interpreter.get_input_details(), inputs, strict=True):
        interpreter.set_tensor(detail["index"], value)
    interpreter.invoke()
    return [interpreter.get_tensor(d["index"]) for d in interpreter.get_output_details()]


def random_inputs(program, number):
    rng = np.random.default_rng((SEED, number))
    return [rng.integers(-128, 128, t.shape).astype(t.dtype) for t in program.inputs]


def check(name, machine, count):
    """Outputs of a machine for so many random inputs, byte by byte."""
    model = read(name)
    program = compile_model(model, BASE)
    interpreter = reference(model)
    device = MachineDevice(machine)
    for number in range(count):
        inputs = random_inputs(program, number)
        expected = invoke(interpreter, inputs)
        found = device.run(program, inputs).outputs
        for ours, theirs in zip(found, expected, strict=True):
            assert ours.dtype == theirs.dtype
            assert np.array_equal(ours, theirs), f"seed {SEED}, input {number}"


@pytest.mark.parametrize("count", [20, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", MODELS)
def test_instruction_set_simulator(name, count):
    check(name, Iss(BASE), count)


@pytest.mark.parametrize("name", MODELS)
def test_rtl(name):
    with Rtl(BASE) as simulator:
        check(name, simulator, 5)


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
def test_every_tensor_layer_by_layer(name):
    """Each tensor of the model as the output of a program of its own, on the ISS and on the RTL."""
    model = read(name)
    graph = import_model(model)
    interpreter = reference(model, every_tensor=True)
    indices = {d["name"]: d["index"] for d in interpreter.get_tensor_details() if d["name"]}
    with Rtl(BASE) as simulator:
        for node in graph.nodes:
            part = dataclasses.replace(graph, outputs=(node.output,))
            program = compile_graph(part, BASE)
            inputs = random_inputs(program, 0)
            invoke(interpreter, inputs)
            expected = interpreter.get_tensor(indices[node.output])
            assert np.array_equal(evaluate(graph, inputs)[node.output], expected), node.name
            for machine in (Iss(BASE), simulator):
                (found,) = MachineDevice(machine).run(program, inputs).outputs
                assert np.array_equal(found, expected), (node.name, type(machine).__module__)
