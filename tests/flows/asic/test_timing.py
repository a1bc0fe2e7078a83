import functools
import itertools
import json
import random

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.nets import Nets
from tinynpu.flows.asic.timing import Constraints, estimate_timing, make_graph
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


PLANES = {"cell_rise": (0.3, 0.5, 1.5), "cell_fall": (0.2, 0.25, 1.0), "rise_transition": (0.1, 0.125, 0.5), "fall_transition": (0.05, 0.0625, 0.25)}  # fmt: skip
"""Of a gate: value without transition and load, and what a unit of each adds to it."""


def planar_gate(sense):
    """A gate with two inputs, whose tables are planes, so that values between and beyond their points are exact."""
    points = [0.0, 0.5, 2.0]
    tables = "".join(
        f'{name} (delay) {{ index_1 ("0.0, 0.5, 2.0"); index_2 ("0.0, 0.5, 2.0"); values ('
        + ", ".join(f'"{", ".join(str(a + b * x + c * y) for y in points)}"' for x in points)
        + "); }\n"
        for name, (a, b, c) in PLANES.items()
    )
    arcs = "".join(
        f"timing () {{ related_pin : {pin}; timing_sense : {sense}; {tables} }}\n" for pin in "AB"
    )
    inputs = "".join(f"pin ({pin}) {{ direction : input; capacitance : 0.1; }}\n" for pin in "AB")
    return f"  cell (pair) {{ {inputs} pin (Y) {{ direction : output; {arcs} }} }}\n}}\n"


@pytest.mark.parametrize("sense", ["negative_unate", "positive_unate", "non_unate"])
def test_random_gates_compared_with_planes(tmp_path, sense):
    """Arrivals and transitions of a random netlist, from a recursion over its gates with the formulas of the planes."""
    library = tmp_path / "planes.lib"
    library.write_text(LIBRARY.rstrip().removesuffix("}") + planar_gate(sense))
    chosen = random.Random(sense)
    inputs, gates = range(2, 10), range(10, 200)
    pins = {gate: [chosen.randrange(max(2, gate - 40), gate) for _ in range(2)] for gate in gates}
    cells = {
        f"gate_{gate}": {
            "type": "pair",
            "connections": {"A": [pins[gate][0]], "B": [pins[gate][1]], "Y": [gate]},
        }
        for gate in chosen.sample(gates, len(gates))
    }
    ports = {
        "in": {"direction": "input", "bits": list(inputs)},
        "out": {"direction": "output", "bits": list(gates)},
    }
    sinks = list(itertools.chain(*pins.values()))
    # An input is 0.1, and a wire as long as ten times the number of its sinks, of 0.001 each.
    load = {gate: sinks.count(gate) * (0.1 + 10 * 0.001) for gate in gates}
    causes = {
        "negative_unate": {"rise": ["fall"], "fall": ["rise"]},
        "positive_unate": {"rise": ["rise"], "fall": ["fall"]},
        "non_unate": {"rise": ["rise", "fall"], "fall": ["rise", "fall"]},
    }[sense]

    @functools.cache
    def change(net, edge):
        if net in inputs:
            return LIMITS.margin, 0.0
        before = [change(pin, cause) for pin in pins[net] for cause in causes[edge]]
        (a, b, c), (d, e, f) = PLANES[f"cell_{edge}"], PLANES[f"{edge}_transition"]
        time = max(time + a + b * slew + c * load[net] for time, slew in before)
        return time, max(d + e * slew + f * load[net] for _, slew in before)

    graph = make_graph({"ports": ports, "cells": cells}, library)
    expected = {(net, edge): change(net, edge) for net in range(2, 200) for edge in causes}
    assert graph.slews(LIMITS) == pytest.approx({key: slew for key, (_, slew) in expected.items()})
    assert graph.load == pytest.approx({net: sinks.count(net) * 0.11 for net in set(sinks)})
    found = graph.time(LIMITS)
    latest = max(time for time, _ in expected.values())
    assert found.wns == pytest.approx(10 - 0.25 - 2 - latest, abs=1e-3)
    assert found.endpoints == 1  # ports count as one
    assert found.tns == pytest.approx(min(found.wns, 0))
    # The path is one of the netlist, and each of its gates changes when the recursion says.
    steps = [(int(name.removeprefix("gate_")), time) for name, _, time in found.path[:-1]]
    assert found.path[-1][:2] == ("out", "port")
    for (one, _), (other, _) in itertools.pairwise(steps):
        assert one in pins[other]
    for gate, time in steps:
        assert any(time == pytest.approx(change(gate, edge)[0], abs=1e-3) for edge in causes)
    assert set(pins[steps[0][0]]) & set(inputs)


def test_nets_serve_for_several_libraries(tmp_path):
    module = {
        "ports": {"in": {"direction": "input", "bits": [2]}, "out": {"direction": "output", "bits": [3]}},
        "cells": {"turn": {"type": "inv", "connections": {"A": [2], "Y": [3]}}},
    }  # fmt: skip
    nets = Nets(module)
    slow, fast = tmp_path / "slow.lib", tmp_path / "fast.lib"
    slow.write_text(LIBRARY.replace('values ("1.0, 3.0"', 'values ("4.0, 6.0"'))
    fast.write_text(LIBRARY)
    slacks = [make_graph(module, each, nets).time(LIMITS).wns for each in (slow, fast, slow)]
    assert slacks == pytest.approx([1.75, 4.75, 1.75])
    assert make_graph(module, fast).types == {"turn": "inv"}
    assert make_graph(module, fast).pins == {"turn": {"A": 2, "Y": 3}}


def test_open_pins_and_constants(timed):
    found = timed(
        [
            ("held", "inv", {"A": "0", "Y": 4}),  # never changes
            ("turn", "inv", {"A": 2, "Y": 3}),
            ("first", "dff", {"CK": 1, "D": 4}),
            ("second", "dff", {"CK": 1, "D": 3}),
        ],
        [("clk", "input", 1), ("in", "input", 2), ("out", "output", 4)],
    )
    assert found.endpoints == 1
    assert [name for name, *_ in found.path] == ["turn", "second"]
