"""Lowering: exact averages, allocation, and what is refused."""

import numpy as np
import pytest

from tinynpu.arch.assembler import decode
from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier
from tinynpu.arch.isa import COMMAND_BYTES, Opcode
from tinynpu.arch.presets import preset
from tinynpu.compiler import compile_graph, compile_model
from tinynpu.compiler.allocate import Lifetime, allocate
from tinynpu.compiler.lower import average_multiplier
from tinynpu.testing.models import GraphBuilder

BASE = preset("base")


@pytest.mark.parametrize("count", [*range(1, 65), 81, 576, 1024, 2304, 4095])
def test_average_is_exact_for_every_sum(count):
    sums = np.arange(-128 * count, 127 * count + 1)
    multiplier, shift = average_multiplier(count)
    assert 0 < multiplier < 1 << 31
    ours = multiply_by_quantized_multiplier(4 * sums, multiplier, shift)
    rounded = np.where(sums > 0, sums + count // 2, sums - count // 2)
    expected = np.sign(rounded) * (np.abs(rounded) // count)
    assert np.array_equal(ours, expected)


def test_allocation_keeps_living_tensors_apart():
    rng = np.random.default_rng(1)
    for _ in range(50):
        lifetimes = []
        for i in range(10):
            first = int(rng.integers(8))
            last = first + int(rng.integers(3))
            lifetimes.append(Lifetime(f"t{i}", int(rng.integers(1, 200)), first, last))
        allocation = allocate(BASE, lifetimes)
        for a in lifetimes:
            for b in lifetimes:
                if a is not b and a.first <= b.last and b.first <= a.last:
                    begin, end = allocation.bases[a.name], allocation.bases[b.name]
                    assert begin + a.words <= end or end + b.words <= begin
        assert allocation.activation_words <= allocation.buffers[0]
        assert allocation.buffers[0] + allocation.buffer_words <= allocation.buffers[1]
        assert allocation.buffers[1] + allocation.buffer_words <= BASE.scratchpad_words


def commands(program):
    code = program.code
    return [decode(code[i : i + COMMAND_BYTES]) for i in range(0, len(code), COMMAND_BYTES)]


def test_few_channels_are_packed():
    builder = GraphBuilder(np.random.default_rng(1))
    builder._padding = lambda size, *_: ((1, 1, 1, 1), list(size))
    x = builder.input((1, 8, 8, 2))
    program = compile_graph(builder.graph(builder.conv2d(x, 8, (3, 3))), BASE)
    (tile,) = [c for c in commands(program) if c.opcode == Opcode.TILE]
    # Six bytes of a kernel row fit into a word: three passes instead of nine.
    assert (tile["kernel_height"], tile["kernel_width"]) == (3, 1)


def test_depthwise_shares_the_padding_between_rows():
    builder = GraphBuilder(np.random.default_rng(1))
    builder._padding = lambda size, *_: ((1, 1, 1, 1), list(size))
    x = builder.input((1, 16, 16, 8))
    graph = builder.graph(builder.depthwise_conv2d(x, (3, 3)))
    (tile,) = [c for c in commands(compile_graph(graph, BASE)) if c.opcode == Opcode.TILE]
    assert (tile["fir"], tile["weight_cols"], tile["pitch"]) == (1, 3, 17)


def test_weights_are_loaded_ahead():
    builder = GraphBuilder(np.random.default_rng(1))
    x = builder.input((1, 4, 4, 64))
    for _ in range(4):
        x = builder.conv2d(x, 64, (1, 1))
    loads = [c for c in commands(compile_graph(builder.graph(x), BASE)) if c.opcode == Opcode.LOAD]
    # The input and the first two chunks wait for nothing.
    assert [c["wait_compute"] for c in loads] == [0, 0, 0, 1, 1]
    assert len({c["base"] // BASE.bank_words for c in loads[1:]}) == 2


def test_too_large_is_said_with_numbers():
    builder = GraphBuilder(np.random.default_rng(1))
    graph = builder.graph(builder.conv2d(builder.input((1, 64, 64, 32)), 32, (1, 1)))
    with pytest.raises(CompileError, match=r"need 32768 words of 8 bytes at once, and there are"):
        compile_graph(graph, BASE)
    builder = GraphBuilder(np.random.default_rng(1))
    graph = builder.graph(builder.fully_connected(builder.input((1, 4000)), 8))
    small = Config(banks=1, bank_words=4096)
    with pytest.raises(CompileError, match=r"layer 0:fully_connected needs 4\d\d\d words"):
        compile_graph(graph, small)


def test_padded_average_is_refused_by_name():
    builder = GraphBuilder(np.random.default_rng(1))
    x = builder.input((1, 5, 5, 3))
    builder._padding = lambda size, *_: ((1, 1, 1, 1), [5, 5])
    out = builder.pool(x, "max_pool2d", (3, 3), (1, 1))
    graph = builder.graph(out)
    node = graph.nodes[0]
    object.__setattr__(node, "op", "average_pool2d")
    with pytest.raises(CompileError, match="must have no padding; node 0:max_pool2d"):
        compile_graph(graph, BASE)


@pytest.mark.parametrize("size", [0, 3, 20, 200, 3000])
def test_damaged_models_are_refused(size):
    from tinynpu.demo.digits import MODEL

    data = MODEL.read_bytes()[:size]
    with pytest.raises(CompileError):
        compile_model(data, BASE)


def test_mutated_models_end_in_a_program_or_a_sentence():
    from tinynpu.demo.digits import MODEL

    data = MODEL.read_bytes()
    rng = np.random.default_rng(2)
    compiled, sentences = 0, []
    for _ in range(300):
        changed = bytearray(data)
        for _ in range(int(rng.integers(1, 4))):
            changed[int(rng.integers(len(data)))] = int(rng.integers(256))
        try:
            compile_model(bytes(changed), BASE)
            compiled += 1
        except CompileError as error:
            sentences.append(str(error))
    assert compiled > 0
    assert all(text.endswith(".") and "\n" not in text for text in sentences)
