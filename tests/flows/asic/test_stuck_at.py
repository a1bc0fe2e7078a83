"""Stuck-at faults: simulation against counting by hand, and against Verilator."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.arch.presets import preset
from tinynpu.flows.asic.design import element_verilog
from tinynpu.flows.asic.dft.circuit import Circuit
from tinynpu.flows.asic.dft.cover import rails
from tinynpu.flows.asic.dft.element import ELEMENT
from tinynpu.flows.asic.dft.faults import Fault, collapse, pin_faults
from tinynpu.flows.asic.dft.injection import second_opinion
from tinynpu.flows.asic.dft.library import read_models
from tinynpu.flows.asic.dft.loads import random_loads, sample_loads, scan_stimulus
from tinynpu.flows.asic.dft.models import run_script
from tinynpu.flows.asic.dft.parallel import Case, Stimulus, find_cases
from tinynpu.flows.asic.dft.recording import (
    Recording,
    differing_bits,
    element_ports,
    element_stimulus,
)
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.flows.asic.scan import insert_scan
from tinynpu.flows.asic.stuck_at import MASKED, QUIET, REDUNDANT, UNKNOWN, measure_coverage
from tinynpu.testing.scan_cells import LIBRARY, NETLIST

DATA = Path(__file__).resolve().parents[4] / "shared" / "pdk"
CELLS = DATA / "lambdapdk/sky130/libs/sky130hd/nldm/sky130_fd_sc_hd__tt_025C_1v80.lib.gz"
needs_cells = pytest.mark.skipif(not CELLS.exists(), reason="needs the sky130 cells in shared/pdk")
MODELS = read_models(LIBRARY, lambda name, text: True)


def circuit_of(cells, ports, models=MODELS):
    """A circuit of (name, cell, nets by pin) and (port, way, net)."""
    module = {
        "ports": {name: {"direction": way, "bits": [net]} for name, way, net in ports},
        "cells": {
            name: {"type": kind, "connections": {pin: [net] for pin, net in pins.items()}}
            for name, kind, pins in cells
        },
    }
    return Circuit(module, models)


def combinational(cells, inputs, outputs):
    ports = [("clk", "input", 1)]
    ports += [(f"i{net}", "input", net) for net in inputs]
    ports += [(f"o{net}", "output", net) for net in outputs]
    return circuit_of(cells, ports)


def bits(*rows):
    return np.array(rows, bool)


def every(count):
    return bits(*itertools.product((0, 1), repeat=count))


@pytest.mark.parametrize("seed", range(20))
def test_unknown_values_are_exact(seed):
    rng = np.random.default_rng(seed)
    pins = int(rng.integers(1, 5))
    table = rng.integers(2, size=1 << pins).astype(bool).tolist()
    one, zero = rails(table, [(f"a[{i}]", f"b[{i}]") for i in range(pins)])
    for values in itertools.product((0, 1, None), repeat=pins):
        possible = {
            table[sum(bit << i for i, bit in enumerate(state))]
            for state in itertools.product((0, 1), repeat=pins)
            if all(value in (None, bit) for value, bit in zip(values, state, strict=True))
        }
        names = {
            "a": [int(value == 1) for value in values],
            "b": [int(value == 0) for value in values],
            "full": 1,
        }
        assert (eval(one, names), eval(zero, names)) == (possible == {True}, possible == {False})


def test_faults_of_a_gate():
    circuit = combinational([("g", "nand2", {"A": 2, "B": 3, "Y": 4})], [2, 3], [4])
    faults = pin_faults(circuit)
    assert len(faults) == 6
    classes = collapse(circuit, faults)
    # An input at 0 keeps the output at 1.
    same = {Fault("g", "A", 0), Fault("g", "B", 0), Fault("g", "Y", 1)}
    assert {fault for fault in faults if classes[fault] == classes[Fault("g", "Y", 1)]} == same
    assert len(set(classes.values())) == 4
    found = measure_coverage(circuit, Stimulus(bits([0, 1], [1, 1], [1, 0])))
    assert found.first[Fault("g", "A", 1)] == 0
    assert found.first[Fault("g", "A", 0)] == found.first[Fault("g", "Y", 1)] == 1
    assert found.first[Fault("g", "B", 1)] == 2
    assert (found.fault_coverage, found.class_coverage, found.test_coverage) == (1, 1, 1)
    assert found.growth([1, 2, 3]) == {1: 2, 2: 5, 3: 6}


def test_ends_of_a_net_are_the_same_only_if_there_are_two():
    cells = [
        ("first", "inv", {"A": 2, "Y": 3}),
        ("left", "inv", {"A": 3, "Y": 4}),
        ("right", "inv", {"A": 3, "Y": 5}),
    ]
    classes = collapse(both := combinational(cells, [2], [4, 5]), pin_faults(both))
    assert classes[Fault("first", "Y", 0)] != classes[Fault("left", "A", 0)]
    classes = collapse(one := combinational(cells[:2], [2], [4]), pin_faults(one))
    assert classes[Fault("first", "Y", 0)] == classes[Fault("left", "A", 0)]
    classes = collapse(seen := combinational(cells[:2], [2], [3, 4]), pin_faults(seen))
    assert classes[Fault("first", "Y", 0)] != classes[Fault("left", "A", 0)]


def test_a_redundant_fault_is_told():
    # a OR (a AND b) is a.
    cells = [
        ("turn", "inv", {"A": 3, "Y": 4}),
        ("both", "andn", {"A": 2, "B": 4, "Y": 5}),
        ("any", "or2", {"A": 2, "B": 5, "Y": 6}),
    ]
    found = measure_coverage(combinational(cells, [2, 3], [6]), Stimulus(every(2)))
    assert found.causes[Fault("both", "Y", 0)] == REDUNDANT
    assert found.causes[Fault("turn", "Y", 1)] == REDUNDANT
    assert Fault("any", "Y", 0) in found.first
    assert set(found.count()) == {REDUNDANT}
    assert found.test_coverage == 1 > found.fault_coverage


def test_why_a_fault_is_not_found():
    cells = [
        ("turn", "inv", {"A": 2, "Y": 4}),
        ("both", "nand2", {"A": 4, "B": 3, "Y": 5}),
    ]
    circuit = combinational(cells, [2, 3], [5])
    # b stays 0, so that the output stays 1.
    found = measure_coverage(circuit, Stimulus(bits([0, 0], [1, 0])))
    assert found.causes[Fault("both", "B", 0)] == QUIET
    assert found.causes[Fault("turn", "Y", 0)] == MASKED
    assert Fault("both", "Y", 0) in found.first
    watched = np.zeros((2, 1), bool)
    found = measure_coverage(circuit, Stimulus(bits([0, 0], [1, 0]), watched))
    assert not found.first


PORTS = [("clk", "input", 1), ("d", "input", 2), ("e", "input", 5), ("q", "output", 3)]
REGISTER = [
    ("gate", "gate", {"CLK": 1, "EN": 5, "G": 6}),
    ("flop", "dff", {"CK": 6, "D": 2, "Q": 3}),
]


def test_registers_begin_unknown():
    circuit = circuit_of(REGISTER, PORTS)
    first = find_cases(
        circuit, [Case(Fault("flop", "Q", 0))], Stimulus(bits([1, 0], [1, 1], [0, 0]))
    )[0]
    assert first == {0: 2}  # the first cycle in which the sound one is known
    # Without a clock the register keeps what it had: only both values at its output find that.
    one = measure_coverage(circuit, Stimulus(bits([1, 1], [1, 1], [1, 1])))
    assert one.causes[Fault("flop", "CK", 0)] == UNKNOWN
    assert one.causes[Fault("gate", "EN", 0)] == UNKNOWN
    assert not one.held
    both = measure_coverage(circuit, Stimulus(bits([1, 1], [0, 1], [0, 1])))
    stopped = {Fault("flop", "CK", 0), Fault("flop", "CK", 1), Fault("gate", "EN", 0)}
    assert stopped <= both.held
    assert {both.first[fault] for fault in stopped} == {2}
    assert both.causes[Fault("gate", "EN", 1)] == QUIET
    # Known beginnings change the answer.
    case = Case(Fault("flop", "CK", 0), {0: 0})
    assert find_cases(circuit, [case], Stimulus(bits([1, 1], [1, 1])))[0] == {0: 1}


def test_the_same_as_verilator(tmp_path):
    (tmp_path / "netlist.v").write_text(NETLIST)
    liberty = tmp_path / "cells.lib"
    liberty.write_text(LIBRARY)
    module = flat_netlist(tmp_path / "netlist.v", "top", tmp_path)
    circuit = Circuit(module, MODELS)
    stimulus = Stimulus(np.random.default_rng(3).integers(2, size=(6, 3)).astype(bool))
    faults = pin_faults(circuit)
    found = second_opinion(module, circuit, faults, stimulus, liberty)
    # Without seven pins of clocks that are stuck at 1: five flip-flops, both ends of the gate.
    assert (len(faults), len(found)) == (66, 66 - 7)
    assert [fault for fault, (ours, theirs) in found.items() if ours != theirs] == []
    assert len({ours for ours, _ in found.values()}) > 4
    assert None in {ours for ours, _ in found.values()}


def test_chains_find_more(tmp_path):
    (tmp_path / "netlist.v").write_text(NETLIST)
    liberty = tmp_path / "cells.lib"
    liberty.write_text(LIBRARY)
    result = insert_scan(tmp_path / "netlist.v", "top", liberty, tmp_path, chains=2)
    module = json.loads(Path(result.netlist_json).read_text())["modules"]["top"]
    circuit = Circuit(module, MODELS)
    rng = np.random.default_rng(1)
    loads = random_loads(circuit, 24, rng)
    found = measure_coverage(circuit, scan_stimulus(circuit, result.chains, loads))
    assert QUIET not in found.count()
    assert found.test_coverage > 0.9
    # The counter cannot be set without them: it begins unknown, and stays so.
    plain = rng.integers(2, size=(100, len(circuit.inputs))).astype(bool)
    for i, (port, _) in enumerate(circuit.inputs):
        plain[:, i] &= port != "scan_enable"
    assert sample_loads(circuit, Stimulus(plain), 4) == []
    assert measure_coverage(circuit, Stimulus(plain)).fault_coverage < 0.1


def test_mistakes(tmp_path):
    with pytest.raises(FlowError, match="must have 2 bits in each cycle, not the shape"):
        measure_coverage(circuit_of(REGISTER, PORTS), Stimulus(bits([1, 1, 1])))
    with pytest.raises(FlowError, match="watched must have the shape"):
        measure_coverage(circuit_of(REGISTER, PORTS), Stimulus(bits([1, 1]), bits([1, 1])))
    with pytest.raises(FlowError, match="must be gates or flip-flops of the library, and m is not"):
        measure_coverage(circuit_of([("m", "memory", {})], PORTS), Stimulus(bits([1, 1])))
    with pytest.raises(FlowError, match="must have the clock clk, and has q"):
        circuit_of(REGISTER, PORTS[3:])
    with pytest.raises(FlowError, match="no clear and no preset"):
        circuit_of([("flop", "dff_clear", {"CK": 1, "D": 2, "R": 5, "Q": 3})], PORTS)
    with pytest.raises(
        FlowError, match="must take the rising edge of the clock, and flop does not"
    ):
        circuit_of([("flop", "dff_low", {"CK": 1, "D": 2, "Q": 3})], PORTS)
    with pytest.raises(FlowError, match="buffers only, and drives x"):
        circuit_of([("x", "nand2", {"A": 1, "B": 2, "Y": 3})], PORTS)
    loop = [("a", "inv", {"A": 3, "Y": 4}), ("b", "inv", {"A": 4, "Y": 3})]
    with pytest.raises(FlowError, match="no loop of gates"):
        circuit_of(loop, PORTS)


def test_stimulus_of_a_recording():
    config = preset("tt")
    inputs, outputs = element_ports(config)
    names = [*inputs]
    place = {name: sum(inputs[other] for other in names[: names.index(name)]) for name in names}
    module = {
        "ports": {
            "clk": {"direction": "input", "bits": [1]},
            "valid": {"direction": "input", "bits": [2]},
            "rst": {"direction": "input", "bits": [3]},
            "weight": {"direction": "input", "bits": [4, 5]},
            "activation_out": {"direction": "output", "bits": [2, 6]},
        },
        "cells": {"turn": {"type": "inv", "connections": {"A": [2], "Y": [6]}}},
    }
    circuit = Circuit(module, MODELS)
    words = [1 << place["valid"], 2 << place["weight"], 0]
    recording = Recording(np.array(words, np.uint64), np.array([1, 2, 2], np.uint64))
    stimulus = element_stimulus(config, recording, circuit, used=True)
    assert stimulus.inputs.tolist() == bits([1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]).tolist()
    assert stimulus.watched is not None
    assert stimulus.watched.tolist() == bits([0, 0], [1, 1], [0, 0]).tolist()
    assert differing_bits(config, recording, circuit) == (6, 0)
    assert outputs["activation_out"] == 8


@needs_cells
def test_an_element(tmp_path):
    config = preset("tt")
    (tmp_path / "cells.lib").write_text(read_text(CELLS))
    (tmp_path / "element.v").write_text(element_verilog(config, Pdk.SKY130, ELEMENT))
    script = f"""\
read_liberty -lib -ignore_miss_func cells.lib
read_verilog element.v
hierarchy -top {ELEMENT}
synth -flatten -top {ELEMENT}
clockgate -liberty cells.lib -min_net_size 6
dfflibmap -liberty cells.lib
abc -liberty cells.lib
opt_clean -purge
write_verilog -noattr netlist.v
"""
    run_script(script, tmp_path, "element", "netlist.v")
    netlist = tmp_path / "netlist.v"
    module = flat_netlist(netlist, ELEMENT, tmp_path)
    kinds = {cell["type"] for cell in module["cells"].values()}
    circuit = Circuit(module, read_models(read_text(CELLS), lambda name, text: name in kinds))
    rng = np.random.default_rng(1)
    inputs = rng.integers(2, size=(150, len(circuit.inputs))).astype(bool)
    found = measure_coverage(circuit, Stimulus(inputs))
    assert found.faults > 1200
    assert found.test_coverage > 0.99
    # The top carry goes nowhere.
    redundant = [fault for fault, cause in found.causes.items() if cause == REDUNDANT]
    assert {fault.pin for fault in redundant} == {"COUT"}
    result = insert_scan(netlist, ELEMENT, CELLS, tmp_path, chains=2)
    assert sum(len(chain.elements) for chain in result.chains) == len(circuit.registers) == 49
    assert len(result.replaced) == 2
    assert not result.left
