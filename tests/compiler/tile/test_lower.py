"""Layers as blocks: what they give on the golden tile, how they are chosen, what is refused."""

import dataclasses

import numpy as np
import pytest

from tinynpu.arch.errors import CompileError
from tinynpu.arch.tile import MAX_STEPS, RunFlag, TileConfig
from tinynpu.arch.tile_presets import TILES, tile
from tinynpu.compiler.tile import compile_tile, is_tile_program, load_tile_program, lower_graph
from tinynpu.compiler.tile.ranges import cuts
from tinynpu.demo.digits import MODEL
from tinynpu.runtime.golden import evaluate
from tinynpu.runtime.tile import open_tile
from tinynpu.testing.models import GraphBuilder, random_graph
from tinynpu.testing.operators import random_operators
from tinynpu.testing.tiles import TILE_CONFIGS

SEED = 2026
USUAL = TileConfig(columns=4, depth=8)
WIDE = TileConfig(columns=16, depth=4)


def random_inputs(graph, rng):
    return [
        rng.integers(-128, 128, graph.tensors[name].shape).astype(np.int8)
        for name in graph.inputs
    ]  # fmt: skip


def check(graph, config, rng):
    """All tensors of a program are those of the golden model; cycles are as counted."""
    program = lower_graph(graph, config)
    device = open_tile("tt-golden", config)
    inputs = random_inputs(graph, rng)
    found = device.run(program, inputs)
    expected = evaluate(graph, inputs)
    for name, value in zip(graph.outputs, found.outputs, strict=True):
        assert np.array_equal(value, expected[name]), (config, str(program))
    assert found.result.counters.get("cycles", 0) == program.count().cycles
    return program


@pytest.mark.parametrize("name", TILE_CONFIGS)
def test_random_models(name):
    for seed in range(25):
        rng = np.random.default_rng((SEED, seed))
        check(random_graph(rng), TILE_CONFIGS[name], rng)


@pytest.mark.parametrize("name", ["small", "scaled"])
def test_host_operators(name):
    for seed in range(15):
        rng = np.random.default_rng((SEED, seed))
        check(random_operators(rng), TILE_CONFIGS[name], rng)


@pytest.mark.parametrize("config", [*TILE_CONFIGS.values(), WIDE], ids=str)
@pytest.mark.parametrize("multiplier", [1, 3])
def test_depthwise(config, multiplier):
    for seed in range(12):
        rng = np.random.default_rng((SEED, seed))
        builder = GraphBuilder(rng)
        images, height, width = (int(n) for n in rng.integers((1, 3, 3), (3, 12, 12)))
        kernel, stride, dilation = (
            tuple(int(n) for n in rng.integers(1, most, 2)) for most in (5, 4, 3)
        )
        x = builder.input((images, height, width, 3))
        x = builder.depthwise_conv2d(x, kernel, stride, dilation, multiplier)
        # The builder makes one image.
        out = builder.tensors[x]
        builder.tensors[x] = dataclasses.replace(out, shape=(images, *out.shape[1:]))
        check(builder.graph(x), config, rng)


def layer_of(make, config=USUAL, seed=0):
    builder = GraphBuilder(np.random.default_rng(seed), always_bias=True)
    graph = builder.graph(make(builder))
    (layer,) = lower_graph(graph, config).layers
    check(graph, config, np.random.default_rng(seed))
    return layer


def test_mappings():
    """The cheapest way is taken."""
    connected = layer_of(lambda b: b.fully_connected(b.input((1, 24)), 12))
    assert connected.mapping == "channels × pixels"
    assert len(connected.patterns) == 2  # not 3 blocks of 4 channels
    pointwise = layer_of(lambda b: b.conv2d(b.input((1, 8, 8, 8)), 8, (1, 1)))
    assert pointwise.mapping == "pixels × channels"

    def depthwise(builder):
        builder._padding = lambda *_: ((1, 1, 1, 1), [12, 12])
        return builder.depthwise_conv2d(builder.input((1, 12, 12, 2)), (3, 3))

    assert layer_of(depthwise).mapping == "patches 2×2"
    chain = layer_of(depthwise, WIDE)
    assert chain.mapping.startswith("chains")
    assert chain.flags == RunFlag.SHIFT


def test_scaling_on_the_tile():
    """Only what the requantizer does exactly is left to it."""
    config = TILE_CONFIGS["scaled"]
    make = lambda b: b.conv2d(b.input((1, 4, 4, 4)), 5, (3, 3))  # noqa: E731
    assert layer_of(make, config).flags == RunFlag.SCALE
    once = layer_of(lambda b: b.fully_connected(b.input((1, 8)), 5), config)
    assert once.flags == RunFlag.SUMS  # it rounds once
    builder = GraphBuilder(np.random.default_rng(0), always_bias=True)
    x = make(builder)
    tensor = builder.tensors[x]
    # A scale that needs a shift to the left, or one to the right by more than 15.
    for factor in (1e-4, 1e5):
        builder.tensors[x] = dataclasses.replace(tensor, scale=(tensor.scale[0] * factor,))
        graph = builder.graph(x)
        (layer,) = check(graph, config, np.random.default_rng(1)).layers
        assert layer.flags == RunFlag.SUMS


def test_large_sums_are_cut():
    """Weights at the limit: 20 bits hold 31 products of a raw sample with −128."""
    rng = np.random.default_rng(SEED)
    for config in (TILE_CONFIGS["small"], TILE_CONFIGS["scaled"]):
        builder = GraphBuilder(rng)
        x = builder.conv2d(builder.input((1, 5, 5, 40)), 3, (1, 1))
        y = builder.depthwise_conv2d(builder.input((1, 9, 9, 2)), (8, 8))
        for name, tensor in builder.tensors.items():
            if name.startswith("weights"):
                data = np.full(tensor.shape, -128, np.int8)
                builder.tensors[name] = dataclasses.replace(tensor, data=data)
        graph = builder.graph(x, y)
        program = check(graph, config, rng)
        for layer in program.layers:
            assert layer.flags == RunFlag.SUMS
            assert {p.steps for p in layer.patterns} != {layer.patterns[0].steps}
        extreme = [np.full_like(value, -128) for value in random_inputs(graph, rng)]
        found = open_tile("tt-golden", config).run(program, extreme)
        expected = evaluate(graph, extreme)
        assert all(
            np.array_equal(a, expected[n])
            for a, n in zip(found.outputs, graph.outputs, strict=True)
        )


def test_long_sums_are_cut():
    """More products than a block has steps; weights of 0 and 1 keep the sums small."""
    rng = np.random.default_rng(SEED)
    config = TILE_CONFIGS["scaled"]
    for size, flags in ((MAX_STEPS, RunFlag.SCALE), (MAX_STEPS + 1, RunFlag.SUMS)):
        builder = GraphBuilder(rng)
        x = builder.conv2d(builder.input((1, 2, 1, size)), 3, (1, 1))
        builder.tensors[x] = dataclasses.replace(builder.tensors[x], scale=(1.0,))
        weights = builder.tensors["weights0"]
        data = (rng.integers(0, 4, weights.shape) == 0).astype(np.int8)
        scale = (0.9 / builder.tensors["input0"].scale[0] / 1024,)
        builder.tensors["weights0"] = dataclasses.replace(weights, data=data, scale=scale)
        (layer,) = check(builder.graph(x), config, rng).layers
        assert layer.flags == flags


def test_cuts():
    weights = np.full((70, 1), -128, np.int8)
    parts = cuts(weights, (-128, 127), 20)
    assert [part.stop - part.start for part in parts] == [31, 31, 8]
    assert len(cuts(weights, (-10, 10), 20)) == 1
    mixed = np.array([[127], [-127]] * 100, np.int8)
    assert len(cuts(mixed, (0, 1), 20)) == 1
    # On the way the sum is too small, in the end it is not.
    back = np.array([[-127]] * 40 + [[127]] * 40, np.int8)
    assert [part.stop for part in cuts(back, (100, 127), 20)] == [80]
    long = cuts(np.zeros((MAX_STEPS + 1, 2), np.int8), (-128, 127), 20)
    assert [part.stop - part.start for part in long] == [MAX_STEPS, 1]


def test_text_is_deterministic():
    program = compile_tile(MODEL.read_bytes(), TILES["1x2"])
    text = str(program)
    assert text == str(compile_tile(MODEL.read_bytes(), TILES["1x2"]))
    assert text.startswith("tile columns=")
    assert "layer depthwise_conv2d" in text
    assert "patches" in text
    assert "host average_pool2d" in text
    assert text.splitlines()[-1].endswith(f"{program.count().cycles} cycles")


def test_file(tmp_path):
    program = compile_tile(MODEL.read_bytes(), TILES["1x2"])
    path = tmp_path / "p.tile"
    program.save(path)
    data = path.read_bytes()
    assert is_tile_program(data)
    again = load_tile_program(data)
    assert (str(again), again.config, again.model) == (str(program), program.config, program.model)
    rng = np.random.default_rng(1)
    for at in rng.integers(0, len(data), 100):
        changed = bytearray(data)
        changed[at] ^= 1 << int(rng.integers(8))
        with pytest.raises(CompileError):
            load_tile_program(bytes(changed))


def test_constants_are_folded():
    builder = GraphBuilder(np.random.default_rng(0))
    x = builder.conv2d(builder.input((1, 3, 3, 2)), 4, (1, 1))
    node = builder.nodes[-1]
    weights = builder.tensors[node.inputs[1]]
    flat = dataclasses.replace(weights, name="flat", shape=(8,), data=weights.data.reshape(-1))
    builder.tensors["flat"] = flat
    builder.tensors[weights.name] = dataclasses.replace(weights, data=None)
    builder.nodes.insert(0, dataclasses.replace(node, name="r", op="reshape", inputs=("flat",), output=weights.name, attributes={}))  # fmt: skip
    program = check(builder.graph(x), TILES["1x1"], np.random.default_rng(0))
    assert len(program.steps) == 1


def test_what_is_refused():
    builder = GraphBuilder(np.random.default_rng(0))
    x = builder.conv2d(builder.input((1, 2, 2, 2)), 3, (1, 1))
    node = builder.nodes[0]
    weights = builder.tensors[node.inputs[1]]
    builder.tensors[weights.name] = dataclasses.replace(weights, data=None)
    builder.inputs.append(weights.name)
    with pytest.raises(CompileError, match=r"Node 0:conv2d .*weights0 must be a constant"):
        lower_graph(builder.graph(x), TILES["1x1"])
    builder.tensors[node.inputs[0]] = dataclasses.replace(
        builder.tensors[node.inputs[0]], dtype="uint8"
    )
    with pytest.raises(CompileError, match="the input must be int8 on a tile, not uint8"):
        lower_graph(builder.graph(x), TILES["1x1"])
    with pytest.raises(CompileError, match="checksum of this one is wrong"):
        load_tile_program(b"TNPUTILE" + bytes(20))


def test_tiles_by_name():
    assert tile("1x1") == TILES["1x1"]
    with pytest.raises(Exception, match=f"A tile must be one of {', '.join(TILES)}, not 9x9"):
        tile("9x9")
