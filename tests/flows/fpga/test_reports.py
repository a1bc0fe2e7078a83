"""Reports and logs of the tools, kept from runs of nextpnr 0.11."""

import json
from pathlib import Path

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.boards.board import Family
from tinynpu.flows.fpga.reports import explain_failure, netlist_cells, read_placement, summarize
from tinynpu.flows.fpga.results import ClockReport, Placement, Usage

LOGS = Path(__file__).parent / "logs"


def test_report_of_an_ice40():
    placement = read_placement(LOGS / "ice40.report.json", 2)
    assert placement.seed == 2
    assert placement.cells["ICESTORM_LC"] == Usage(115, 5280)
    assert "ICESTORM_SPRAM" not in placement.cells
    assert placement.fmax_mhz == pytest.approx(79.74, abs=0.01)
    assert placement.slowest.required_mhz == pytest.approx(24.0, abs=0.01)
    counts = summarize(Family.ICE40, placement.cells, {"SB_DFF": 27, "SB_DFFESR": 10, "SB_LUT4": 70})  # fmt: skip
    assert counts == {"luts": 115, "ffs": 37, "block_rams": 2, "dsps": 1}


def test_report_of_a_gowin():
    placement = read_placement(LOGS / "gowin.report.json", 1)
    assert summarize(Family.GOWIN, placement.cells, {}) == {
        "luts": 158,
        "ffs": 79,
        "block_rams": 1,
        "dsps": 1,
    }


def test_ecp5_counts():
    cells = {
        "TRELLIS_COMB": Usage(100, 24288),
        "TRELLIS_FF": Usage(50, 24288),
        "DP16KD": Usage(3, 56),
        "MULT18X18D": Usage(4, 28),
        "TRELLIS_RAMW": Usage(9, 3036),
    }
    assert summarize(Family.ECP5, cells, {}) == {"luts": 100, "ffs": 50, "block_rams": 3, "dsps": 4}


def test_slowest_clock_has_least_to_spare():
    clocks = {"a": ClockReport(100.0, 100.0), "b": ClockReport(30.0, 20.0)}
    assert Placement(1, {}, clocks).fmax_mhz == 100.0


def test_names_of_clocks(tmp_path):
    report = tmp_path / "report.json"
    clock = {"achieved": 50.0, "constraint": 40.0}
    report.write_text(json.dumps({"utilization": {}, "fmax": {"$glbnet$system.clk": clock}}))
    assert list(read_placement(report, 1).clocks) == ["system.clk"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "must be one of nextpnr"),
        ('{"utilization": {}}', "must be one of nextpnr"),
        ("[]", "must be one of nextpnr"),
        ('{"utilization": {}, "fmax": {}}', "must have a clock"),
    ],
)
def test_reports_that_are_none(tmp_path, text, message):
    report = tmp_path / "report.json"
    report.write_text(text)
    with pytest.raises(FlowError, match=message):
        read_placement(report, 1)
    with pytest.raises(FlowError, match="must be one of nextpnr"):
        read_placement(tmp_path / "none", 1)


def test_netlist(tmp_path):
    path = tmp_path / "netlist.json"
    cells = {"a": {"type": "LUT4"}, "b": {"type": "LUT4"}, "c": {"type": "$scopeinfo"}}
    path.write_text(json.dumps({"modules": {"top": {"cells": cells}}}))
    assert netlist_cells(path, "top") == {"LUT4": 2}
    with pytest.raises(FlowError, match="must be one of Yosys"):
        netlist_cells(path, "other")


def test_too_large_for_an_ice40():
    log = (
        "Info: Device utilisation:\n"
        "Info: 	         ICESTORM_LC:   13120/   5280   248%\n"
        "Info: 	        ICESTORM_RAM:      40/     30   133%\n"
        "Info: 	        ICESTORM_DSP:       8/      8   100%\n"
    )
    sentence = explain_failure(log, "iCE40UP5K-SG48")
    assert sentence is not None
    assert "it needs 13120 of 5280 ICESTORM_LC, 40 of 30 ICESTORM_RAM:" in sentence


def test_out_of_places():
    log = "ERROR: Unable to place cell 'x', no BELs remaining to implement cell type 'MULT18X18D'"
    sentence = explain_failure(log, "LFE5U-25F")
    assert sentence is not None
    assert "needs more MULT18X18D than there are" in sentence


def test_other_failures_are_not_explained():
    gowin = "Info: 	          DUMMY_CELL:       1/      0   100%\nERROR: cannot route"
    assert explain_failure(gowin, "GW1NR-9C") is None
    assert explain_failure("", "GW1NR-9C") is None
