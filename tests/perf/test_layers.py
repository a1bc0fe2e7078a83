"""Layers: windows of cycles, what lies in them, and bounds."""

import dataclasses

import numpy as np
import pytest

from tinynpu.arch.assembler import Instruction, assemble, decode
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES, Opcode
from tinynpu.arch.presets import preset
from tinynpu.arch.program import LayerInfo
from tinynpu.arch.run import Event
from tinynpu.compiler import compile_graph
from tinynpu.perf import layer_cycles, layer_stalls, layer_units, roofline
from tinynpu.perf.banks import span_shares
from tinynpu.perf.commands import decode_code
from tinynpu.perf.layers import Span
from tinynpu.perf.reads import split
from tinynpu.testing.models import GraphBuilder

BASE = preset("base")


@pytest.fixture
def program():
    builder = GraphBuilder(np.random.default_rng(1))
    x = builder.input((1, 8, 8, 16))
    x = builder.conv2d(x, 24, (1, 1))
    return compile_graph(builder.graph(builder.fully_connected(x, 10)), BASE)


def layered(program, *ranges):
    layers = tuple(LayerInfo(f"layer{i}", "op", 0, commands) for i, commands in enumerate(ranges))
    return dataclasses.replace(program, layers=layers)


def test_layers_end_with_their_results(program):
    program = layered(program, (1, 2, 3), (5,), (4, 7))
    events = [
        Event("feed", 2, 10, 90),
        Event("requantizer", 2, 10, 100),
        Event("requantizer", 3, 100, 130),
        Event("load", 5, 100, 500),
        Event("requantizer", 7, 130, 200),
    ]
    # The second layer has nothing in the requantizer; the last one ends with the program.
    assert layer_cycles(program, events, 250) == [130, 0, 120]
    units = layer_units(program, events, 250)
    assert units[0] == {"feed": 80, "requantizer": 120, "load": 30}
    assert units[2] == {"load": 120, "requantizer": 70}
    spans = [
        Span(10, 90, {"array_active": 60, "stall_weight": 20}),
        Span(120, 140, {"stall_token": 20}),
    ]
    stalls = layer_stalls(program, events, spans, 250)
    assert stalls[0] == {
        "array_active": 60, "stall_weight": 20, "stall_token": 10, "stall_command": 40,
    }  # fmt: skip
    assert stalls[2] == {"stall_token": 10, "stall_command": 110}


def test_roofline(program):
    convolution, dense = roofline(program)
    assert convolution.op == "conv2d"
    assert convolution.macs == 8 * 8 * 16 * 24
    assert convolution.peak_cycles == convolution.macs // BASE.macs
    # Input, weights and nine bytes of parameters for each of 24 channels; commands in 64 bytes.
    least = 8 * 8 * 16 + 16 * 24 + 9 * 24
    commands = len(program.code) // COMMAND_BYTES
    assert least <= convolution.read_bytes <= least + commands * COMMAND_BYTES
    assert convolution.write_bytes == 0
    # Each of 24 / 8 blocks has two passes of 64 samples.
    assert convolution.compute_cycles >= 3 * 2 * 64 == convolution.peak_cycles
    assert dense.bound == "port"
    assert dense.port_cycles == dense.read_bytes // BASE.bus_bytes
    assert 0 < dense.write_bytes <= 16
    assert dense.intensity == dense.macs / (dense.read_bytes + dense.write_bytes)
    slow = roofline(program, beat_cycles=4)
    assert slow[1].port_cycles == 4 * dense.port_cycles


def test_decode_is_that_of_the_assembler():
    rng = np.random.default_rng(3)
    for opcode in Opcode:
        data = bytearray(rng.integers(0, 256, COMMAND_BYTES).astype(np.uint8).tobytes())
        data[0] = data[0] & 0xF0 | opcode
        expected = decode(bytes(data))
        assert expected is not None
        end = assemble([Instruction.make(Opcode.END)])
        assert decode_code(bytes(data) + end)[0] == dict(expected.values)


def test_bursts_are_those_of_the_splitter():
    assert split(0, 64, 8, 32) == [8]
    assert split(3, 64, 8, 32) == [9]
    assert split(4096 - 16, 64, 8, 32) == [2, 6]
    assert split(8, 1024, 8, 32) == [32, 32, 32, 32]


def test_shares_of_a_span():
    config = Config(banks=4, bank_words=1024)
    assert span_shares(config, 100, 200) == ((0, 1.0),)
    assert span_shares(config, 1023, 1024) == ((0, 0.5), (1, 0.5))
    assert span_shares(config, 5000, 5001) == ((3, 1.0),)
