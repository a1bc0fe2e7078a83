"""Registers that are put into block memories: which, and which not."""

import copy
import json

import pytest

from tinynpu.flows.fpga.absorb import absorb_registers, absorb_registers_of


def _cell(kind, inputs, outputs, **parameters):
    ports = {**inputs, **outputs}
    return {
        "type": kind,
        "parameters": parameters,
        "port_directions": {name: "output" if name in outputs else "input" for name in ports},
        "connections": {name: [bit] for name, bit in ports.items()},
    }


def _module(**changes):
    """A memory of two bits: 2 is the clock, 10 and 11 its data, 20 and 21 those registered."""
    register = {"CEMUX": "1", "CLKMUX": "CLK", "LSRMUX": "LSR", "GSR": "DISABLED"}
    cells = {
        "memory": _cell(
            "DP16KD",
            {"CLKA": 2, "CLKB": 2, "OCEA": "1", "OCEB": "1", "ADA0": 3},
            {"DOA0": 30, "DOB0": 10, "DOB1": 11, "DOB2": 12},
            REGMODE_A="NOREG",
            REGMODE_B="NOREG",
        ),
        "low": _cell(
            "TRELLIS_FF", {"CLK": 2, "CE": "1", "DI": 10, "LSR": "0"}, {"Q": 20}, **register
        ),
        "high": _cell("TRELLIS_FF", {"CLK": 2, "DI": 11, "LSR": "0"}, {"Q": 21}, **register),
        "both": _cell("LUT4", {"A": 20, "B": 21}, {"Z": 40}),
    }
    module = {"ports": {"clk": {"bits": [2]}, "o": {"bits": [40]}}, "cells": cells}
    for path, value in changes.items():
        name, place, key = path.split("__")
        cells[name][place][key] = value
    return module


def test_registers_go_into_the_memory():
    module = _module()
    assert absorb_registers(module) == 2
    memory = module["cells"]["memory"]
    assert set(module["cells"]) == {"memory", "both"}
    assert memory["connections"]["DOB0"] == [20]
    assert memory["connections"]["DOB1"] == [21]
    assert memory["parameters"] == {"REGMODE_A": "NOREG", "REGMODE_B": "OUTREG"}
    assert absorb_registers(module) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"low__connections__CLK": [5]},
        {"low__connections__LSR": [5]},
        {"low__connections__CE": [5]},
        {"low__parameters__CLKMUX": "INV"},
        {"low__parameters__CEMUX": "INV"},
        {"low__parameters__LSRMUX": "INV"},
        {"low__parameters__GSR": "ENABLED"},
        {"low__connections__DI": [6]},  # the bit is kept, and has no reader: the other one has
        {"both__connections__A": [10]},
        {"memory__connections__OCEB": [7]},
        {"memory__parameters__REGMODE_B": "OUTREG"},
        {"low__type": "LUT4"},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_others_stay(changes):
    if "low__type" in changes:
        module = _module()
        module["cells"]["low"]["type"] = "LUT4"
    else:
        module = _module(**changes)
    if changes == {"low__connections__DI": [6]}:
        assert absorb_registers(module) == 1
        assert "low" in module["cells"]
        return
    before = copy.deepcopy(module)
    assert absorb_registers(module) == 0
    assert module == before


def _wide(**changes):
    """`_module` with a memory that is read at both ports at once, as Yosys ties its pins."""
    widths = {f"memory__parameters__DATA_WIDTH_{side}": f"{36:032b}" for side in "AB"}
    module = _module(memory__connections__OCEA=["0"], **widths | changes)
    memory = module["cells"]["memory"]
    memory["connections"]["DOA0"] = memory["connections"].pop("DOB1")
    return module


def test_both_halves_of_a_wide_memory():
    module = _wide()
    assert absorb_registers(module) == 2
    memory = module["cells"]["memory"]
    assert set(module["cells"]) == {"memory", "both"}
    assert memory["parameters"]["REGMODE_A"] == memory["parameters"]["REGMODE_B"] == "OUTREG"
    assert memory["connections"]["OCEA"] == memory["connections"]["OCEB"] == ["1"]
    assert memory["connections"]["DOA0"] == [21]


@pytest.mark.parametrize("side", "AB")
def test_a_memory_that_is_wide_on_one_side_stays(side):
    module = _wide(**{f"memory__parameters__DATA_WIDTH_{side}": f"{18:032b}"})
    before = copy.deepcopy(module)
    assert absorb_registers(module) == 0
    assert module == before


@pytest.mark.parametrize(
    "changes", [{"low__connections__CE": [5]}, {"memory__connections__CLKA": [5]}]
)
def test_a_wide_memory_is_changed_whole_or_not_at_all(changes):
    module = _wide(**changes)
    before = copy.deepcopy(module)
    assert absorb_registers(module) == 0
    assert module == before


def test_a_port_of_the_module_reads_too():
    module = _module()
    module["ports"]["o"]["bits"] = [10]
    assert absorb_registers(module) == 0


def test_files(tmp_path):
    path = tmp_path / "netlist.json"
    path.write_text(json.dumps({"modules": {"top": _module()}}))
    assert absorb_registers_of(path, "top") == 2
    assert len(json.loads(path.read_text())["modules"]["top"]["cells"]) == 2
    text = path.read_text()
    assert absorb_registers_of(path, "top") == 0
    assert path.read_text() == text
