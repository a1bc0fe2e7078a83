import json

import numpy as np
import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.explore.pe.gates import Gates, to_bits, to_words

LIBRARY = """\
library (small) {
  cell (inv) {
    pin (A) { direction : input; }
    pin (Y) { direction : output; function : "!A"; }
  }
  cell (mux) {
    pin (A) { direction : input; }
    pin (B) { direction : input; }
    pin (S) { direction : input; }
    pin (Y) { direction : output; function : "(A*!S) + (B & S)"; }
  }
  cell (tie) {
    pin (Y) { direction : output; function : "1"; }
  }
  cell (odd) {
    pin (A) { direction : input; }
    pin (Y) { direction : output; function : "A'"; }
  }
  cell (dark) {
    pin (Y) { direction : output; }
  }
  cell (dff) {
    ff (IQ, IQN) { clocked_on : "CK"; next_state : "D"; }
    pin (CK) { direction : input; }
    pin (D) { direction : input; }
    pin (Q) { direction : output; function : "IQ"; }
    pin (QN) { direction : output; function : "IQN"; }
  }
  cell (latch) {
    latch (IQ, IQN) { enable : "G"; data_in : "D"; }
    pin (G) { direction : input; }
    pin (D) { direction : input; }
    pin (Q) { direction : output; function : "IQ"; }
  }
  cell (gate) {
    clock_gating_integrated_cell : "latch_posedge";
    pin (CLK) { direction : input; clock_gate_clock_pin : true; }
    pin (EN) { direction : input; clock_gate_enable_pin : true; }
    pin (G) { direction : output; clock_gate_out_pin : true; state_function : "CLK & M"; }
  }
}
"""
CLK, A, B = 2, 3, 4


@pytest.fixture
def gates(tmp_path):
    def make(cells, output):
        bits = {"clk": [CLK], "a": [A], "b": [B], "y": [output]}
        module = {
            "ports": {name: {"bits": value} for name, value in bits.items()},
            "cells": {
                name: {"type": kind, "connections": {pin: [bit] for pin, bit in pins.items()}}
                for name, (kind, pins) in cells.items()
            },
        }
        path = tmp_path / "netlist.json"
        path.write_text(json.dumps({"modules": {"top": module}}))
        return Gates(path, "top", LIBRARY, 64)

    return make


def run(gates, cycles):
    """Outputs at the end of each cycle, for stimuli that all lanes have in common."""
    found = []
    for a, b in cycles:
        for name, value in (("a", a), ("b", b)):
            gates.set(name, to_bits(np.full(64, value), 1))
        gates.settle()
        words = to_words(gates.get("y"))
        found.append(int(words[0]) if len(set(words)) == 1 else None)
        gates.edge()
    return found


def test_words_and_bits():
    words = np.random.default_rng(1).integers(-128, 128, 128)
    words[:4] = (-128, -1, 0, 127)
    assert (to_words(to_bits(words, 8)) == words % 256).all()
    assert (to_words(to_bits(words, 9)) == words % 512).all()


def test_gates_in_any_order(gates):
    made = gates(
        {
            "last": ("inv", {"A": 5, "Y": 6}),
            "first": ("mux", {"A": A, "B": 7, "S": B, "Y": 5}),
            "one": ("tie", {"Y": 7}),
        },
        6,
    )
    assert run(made, [(0, 0), (1, 0), (0, 1), (1, 1)]) == [1, 0, 0, 0]


def test_flip_flop(gates):
    made = gates({"register": ("dff", {"CK": CLK, "D": A, "QN": 5})}, 5)
    assert run(made, [(1, 0), (0, 0), (1, 0), (1, 0)]) == [None, 0, 1, 0]


def test_clock_gate(gates):
    made = gates(
        {
            "gate": ("gate", {"CLK": CLK, "EN": B, "G": 5}),
            "register": ("dff", {"CK": 5, "D": A, "Q": 6}),
        },
        6,
    )
    cycles = [(1, 1), (0, 0), (0, 1), (1, 0), (1, 0)]
    assert run(made, cycles) == [None, 1, 1, 0, 0]


def test_latch_that_is_open_in_the_low_half(gates):
    low = {"low": ("inv", {"A": CLK, "Y": 5})}
    made = gates({**low, "latch": ("latch", {"G": 5, "D": A, "Q": 6})}, 6)
    assert run(made, [(1, 0), (0, 0), (1, 0)]) == [1, 0, 1]
    # One behind it that is open in the high half is a cycle later: nothing runs through both.
    pair = {
        "latch": ("latch", {"G": 5, "D": A, "Q": 6}),
        "second": ("latch", {"G": CLK, "D": 6, "Q": 7}),
    }
    assert run(gates(low | pair, 7), [(1, 0), (0, 0), (1, 0), (1, 0)]) == [None, 1, 0, 1]


def test_mistakes(gates):
    with pytest.raises(FlowError, match="no loop of gates, and 2 are in one"):
        gates({"a": ("inv", {"A": 5, "Y": 6}), "b": ("inv", {"A": 6, "Y": 5})}, 5)
    with pytest.raises(FlowError, match="must have a function, and dark has none"):
        gates({"a": ("dark", {"Y": 5})}, 5)
    with pytest.raises(FlowError, match="must be of names"):
        gates({"a": ("odd", {"A": A, "Y": 5})}, 5)
