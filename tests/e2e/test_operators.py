"""Graphs of every operator, compiled, on the ISS and on the RTL: equal to the golden model."""

import dataclasses

import numpy as np
import pytest

from tinynpu.arch.assembler import decode
from tinynpu.arch.errors import CompileError, DeviceError
from tinynpu.arch.isa import COMMAND_BYTES, Opcode
from tinynpu.arch.presets import preset
from tinynpu.arch.program import HostStep
from tinynpu.compiler import compile_graph
from tinynpu.iss import Simulator as Iss
from tinynpu.rtl import Simulator as Rtl
from tinynpu.runtime.device import MachineDevice
from tinynpu.runtime.golden import evaluate
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.testing.models import GraphBuilder, random_graph
from tinynpu.testing.operators import OPERATORS, OperatorBuilder, random_operators

SEED = 2026
BASE = preset("base")
CONFIGS = (BASE, *DEFAULT_CONFIGS)


def check(graph, config, machine, rng):
    """Compile, run, compare; returns the program, or None if it does not fit."""
    try:
        program = compile_graph(graph, config)
    except CompileError as error:
        if "fit the scratchpad" not in str(error):
            raise
        return None
    inputs = [rng.integers(-128, 128, graph.tensors[n].shape).astype(np.int8) for n in graph.inputs]
    expected = evaluate(graph, inputs)
    found = MachineDevice(machine).run(program, inputs).outputs
    for name, value in zip(graph.outputs, found, strict=True):
        differing = int((value != expected[name]).sum())
        assert not differing, f"{differing} of {value.size} bytes of {name} differ\n{graph}"
    return program


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.name)
def test_any_operators_on_the_iss(config):
    machine, fitting = Iss(config), 0
    for seed in range(60):
        rng = np.random.default_rng((SEED, seed))
        fitting += check(random_operators(rng), config, machine, rng) is not None
    assert fitting >= 55


@pytest.mark.parametrize("config", [BASE, DEFAULT_CONFIGS[0]], ids=lambda config: config.name)
def test_any_operators_on_the_rtl(config):
    fitting = 0
    with Rtl(config, pause=0.2) as machine:
        for seed in range(100, 130):
            rng = np.random.default_rng((SEED, seed))
            fitting += check(random_operators(rng), config, machine, rng) is not None
    assert fitting >= 27


@pytest.mark.parametrize("words", [512, 64])
def test_several_outputs(words):
    """Results that are outputs and used, too; the second run finds the memory of the first."""
    config = DEFAULT_CONFIGS[0].replace(bank_words=words)
    machine, fitting = Iss(config), 0
    for seed in range(60):
        rng = np.random.default_rng((SEED, seed))
        graph = random_operators(rng, layers=4, most=12) if seed % 2 else random_graph(rng, layers=5, most=20)  # fmt: skip
        chosen = [node.output for node in graph.nodes if rng.integers(2)]
        graph = dataclasses.replace(graph, outputs=tuple(chosen) or graph.outputs)
        for _ in range(2):
            fitting += check(graph, config, machine, rng) is not None
    assert fitting >= (110 if words == 512 else 50)


@pytest.mark.parametrize("op", OPERATORS)
def test_each_operator(op):
    """Alone and between convolutions, on the ISS."""
    machine = Iss(BASE)
    for seed in range(20):
        rng = np.random.default_rng((SEED, seed))
        builder = OperatorBuilder(rng)
        x = builder.input((1, *(int(v) for v in rng.integers(1, 7, 2)), int(rng.integers(1, 20))))
        if seed % 2:
            x = builder.conv2d(x, 16, (1, 1))
        x = builder.random(op, x)
        if seed % 4 == 3 and len(builder.shape(x)) == 4:
            x = builder.conv2d(x, 5, (1, 1))
        assert check(builder.graph(x), BASE, machine, rng) is not None


def test_streamed_tensors_on_the_rtl():
    """Tensors larger than the scratchpad go through it in stripes."""
    config = DEFAULT_CONFIGS[0].replace(bank_words=128)
    streamed = 0
    with Rtl(config, pause=0.2) as machine:
        for seed in range(16):
            rng = np.random.default_rng((SEED, seed))
            program = check(random_graph(rng, layers=5, most=30), config, machine, rng)
            streamed += program is not None and program.work_bytes > 0
    assert streamed >= 3


SPLIT = {
    "input blocks": ((1, 3000), 12, None),
    "kernel rows": ((1, 5, 5, 40), 9, (5, 3)),
    "kernel columns": ((1, 4, 6, 200), 5, (2, 5)),
}


@pytest.mark.parametrize("name", SPLIT)
def test_weights_larger_than_the_scratchpad(name):
    """The sums of a tile come in parts; see ``keep`` of TILE."""
    shape, channels, kernel = SPLIT[name]
    config = DEFAULT_CONFIGS[0].replace(bank_words=256)
    rng = np.random.default_rng(SEED)
    builder = GraphBuilder(rng)
    x = builder.input(shape)
    x = builder.conv2d(x, channels, kernel) if kernel else builder.fully_connected(x, channels)
    graph = builder.graph(x)
    with Rtl(config) as machine:
        for device in (Iss(config), machine):
            program = check(graph, config, device, np.random.default_rng(SEED))
            assert program is not None
            code = program.code
            commands = [
                decode(code[i : i + COMMAND_BYTES]) for i in range(0, len(code), COMMAND_BYTES)
            ]
            tiles = [c for c in commands if c is not None and c.opcode == Opcode.TILE]
            assert any(tile["keep"] for tile in tiles)


class BatchBuilder(OperatorBuilder):
    """Feature maps of several samples."""

    batch = 3

    def _activation(self, name, shape, like=None):
        if len(shape) == 4:
            shape = (self.batch, *shape[1:])
        return super()._activation(name, shape, like)


BATCHED = {
    "conv2d": lambda b, x: b.conv2d(b.conv2d(x, 9, (3, 3)), 8, (1, 1)),
    "depthwise_conv2d": lambda b, x: b.depthwise_conv2d(x, (3, 2), (2, 1)),
    "max_pool2d": lambda b, x: b.pool(x, "max_pool2d", (2, 2), (2, 2)),
    "average_pool2d": lambda b, x: b.pool(x, "average_pool2d", (5, 6), (1, 1)),
    "mean": lambda b, x: b.mean(x),
    "mean with axes": lambda b, x: b.mean(x, keep=True),
    "resize_nearest": lambda b, x: b.resize_nearest(x, (7, 9)),
    "pad": lambda b, x: b.pad(x, [(0, 0), (1, 2), (0, 1), (2, 0)]),
}


@pytest.mark.parametrize("name", BATCHED)
def test_batches_run_on_the_npu(name):
    with Rtl(BASE) as machine:
        for seed in range(4):
            rng = np.random.default_rng((SEED, seed))
            builder = BatchBuilder(rng)
            x = builder.input((3, 5, 6, int(rng.integers(1, 14))))
            graph = builder.graph(BATCHED[name](builder, x))
            for device in (Iss(BASE), machine):
                program = check(graph, BASE, device, np.random.default_rng(SEED))
                assert program is not None
                assert not any(isinstance(step, HostStep) for step in program.steps)


def test_program_for_another_configuration():
    rng = np.random.default_rng(SEED)
    graph = random_graph(rng)
    program = compile_graph(graph, BASE)
    inputs = [np.zeros(graph.tensors[n].shape, np.int8) for n in graph.inputs]
    other = BASE.replace(bank_words=1024)
    with pytest.raises(DeviceError, match="compiled for the device's configuration"):
        MachineDevice(Iss(other)).run(program, inputs)


def test_host_parts_are_named():
    builder = OperatorBuilder(np.random.default_rng(SEED))
    x = builder.softmax(builder.conv2d(builder.input((1, 3, 3, 4)), 8, (1, 1)))
    program = compile_graph(builder.graph(builder.conv2d(x, 4, (1, 1))), BASE)
    (host,) = [step for step in program.steps if isinstance(step, HostStep)]
    assert (host.op, host.name) == ("softmax", "1:softmax")
    assert len(program.npu_steps) == 2
