import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.nets import NONE, Nets

INVERTER = frozenset({("inv", "A", "Y")})


def make_nets(cells, ports=()):
    return Nets(
        {
            "ports": {name: {"direction": way, "bits": bits} for name, way, bits in ports},
            "cells": {
                name: {"type": kind, "connections": pins} for name, kind, pins in cells
            },
        }
    )  # fmt: skip


def test_pins_and_ports():
    nets = make_nets(
        [
            ("a", "inv", {"A": ["0"], "Y": [7]}),
            ("memory", "ram", {"D": [7, 9]}),
            ("b", "inv", {"A": [7]}),
        ],
        [("in", "input", [5, 7]), ("out", "output", [9])],
    )
    inverters = nets.kinds["inv"]
    assert inverters.numbers.tolist() == [0, 2]
    assert [nets.bits[net] for net in inverters.nets("A")] == ["0", 7]
    assert [nets.bits[net] for net in inverters.nets("Y")[:1]] == [7]
    assert inverters.nets("Y")[1] == NONE
    assert inverters.nets("absent").tolist() == [NONE, NONE]
    assert nets.kinds["ram"].nets("D").tolist() == [NONE]  # of several bits
    ((name, found),) = nets.ports("input")
    assert (name, [nets.bits[net] for net in found]) == ("in", [5, 7])
    assert [name for name, _ in nets.ports("output")] == ["out"]


def test_levels_are_those_of_the_longest_way():
    pairs = {("a", 1, 2), ("b", 2, 3), ("c", 3, 4), ("short", 1, 5)}
    nets = make_nets([(name, "inv", {"A": [a], "Y": [y]}) for name, a, y in sorted(pairs)])
    levels = nets.levels(INVERTER)
    assert {bit: levels[nets.bits.index(bit)] for bit in range(1, 6)} == {
        1: 0,
        2: 1,
        3: 2,
        4: 3,
        5: 1,
    }
    assert nets.levels(INVERTER) is levels  # reckoned once for all corners
    assert not nets.levels(frozenset()).any()


def test_loops():
    nets = make_nets(
        [("a", "inv", {"A": [2], "Y": [3]}), ("b", "inv", {"A": [3], "Y": [2]}), ("c", "inv", {"A": [1], "Y": [4]})]
    )  # fmt: skip
    with pytest.raises(FlowError, match="no loop of gates, and 2 gates are in one"):
        nets.levels(INVERTER)
