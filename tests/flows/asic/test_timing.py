import json

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.timing import Constraints, estimate_timing
from tinynpu.testing.liberty import LIBRARY

LIMITS = Constraints(period=10.0, uncertainty=0.25, margin=2.0)


@pytest.fixture
def timed(tmp_path):
    def run(cells, ports, limits=LIMITS):
        netlist, library = tmp_path / "netlist.json", tmp_path / "small.lib"
        library.write_text(LIBRARY)
        module = {
            "ports": {name: {"direction": way, "bits": [bit]} for name, way, bit in ports},
            "cells": {
                name: {"type": kind, "connections": {pin: [bit] for pin, bit in pins.items()}}
                for name, kind, pins in cells
            },
        }
        netlist.write_text(json.dumps({"modules": {"top": module}}))
        return estimate_timing(netlist, "top", library, limits)

    return run


def test_register_to_register(timed):
    found = timed(
        [
            ("first", "dff", {"CK": 1, "D": 2, "Q": 3}),
            ("turn", "inv", {"A": 3, "Y": 4}),
            ("second", "dff", {"CK": 1, "D": 4, "Q": 5}),
        ],
        [("clk", "input", 1), ("in", "input", 2), ("out", "output", 5)],
        Constraints(10.0, 0.25, 1.0),
    )
    # Fall of Q, then rise of Y: 2.5 + 1 + 2 · (0.2 + 10 · 0.001); setup 0.3 + its transition of 0.1.
    assert found.wns == pytest.approx(10 - 0.25 - (2.5 + 1 + 2 * 0.21) - 0.4)
    assert found.tns == 0
    assert found.fmax_mhz == pytest.approx(1000 / (10 - found.wns), abs=0.01)
    assert found.endpoints == 3  # two registers, one output
    assert [entry[:2] for entry in found.path] == [
        ("first", "dff"),
        ("turn", "inv"),
        ("second", "dff"),
    ]
    assert [entry[2] for entry in found.path] == pytest.approx([2.5, 3.92, 3.92])


def test_inputs_and_outputs(timed):
    ports = [("clk", "input", 1), ("in", "input", 2), ("out", "output", 3)]
    found = timed([("turn", "inv", {"A": 2, "Y": 3})], ports)
    # 2 before, rise 1 without load, 2 behind.
    assert found.wns == pytest.approx(10 - 0.25 - 2 - 1 - 2)
    late = timed([("turn", "inv", {"A": 2, "Y": 3})], ports, Constraints(4.0, 0.25, 2.0))
    assert late.wns == pytest.approx(-1.25)
    assert late.tns == pytest.approx(-1.25)


def test_many_sinks_have_long_wires(timed):
    sinks = [(f"sink_{i}", "inv", {"A": 3, "Y": 10 + i}) for i in range(5)]
    found = timed(
        [("turn", "inv", {"A": 2, "Y": 3}), *sinks],
        [("clk", "input", 1), ("in", "input", 2), ("out", "output", 3)],
    )
    # Five inputs of 0.1, and 50 of wire: the table ends at three sinks and goes on as it did.
    assert found.wns == pytest.approx(10 - 0.25 - 2 - (1 + 2 * (0.5 + 0.05)) - 2)


def test_mistakes(timed):
    loop = [("a", "inv", {"A": 2, "Y": 3}), ("b", "inv", {"A": 3, "Y": 2})]
    with pytest.raises(FlowError, match="2 gates are in one"):
        timed(loop, [("clk", "input", 1), ("out", "output", 3)])
    with pytest.raises(FlowError, match="must have a path"):
        timed([("turn", "inv", {"A": 2, "Y": 3})], [("clk", "input", 1)])
