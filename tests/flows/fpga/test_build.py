"""Synthesis, placements, bitstream: order, best seed, what is kept, and every failure's sentence."""

import dataclasses

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.fpga import build, implement, toolchain


def test_best_of_three_seeds(tools, small):
    built = implement(small, [1, 2, 3])
    assert tools.calls() == ["yosys", *["nextpnr-ecp5"] * 3, "ecppack"]
    assert built.best.seed == 2
    assert built.best.fmax_mhz == 70.0
    assert {seed: p.fmax_mhz for seed, p in built.placements.items() if p} == {1: 60, 2: 70, 3: 40}
    assert built.netlist == {"LUT4": 3, "TRELLIS_FF": 1}
    assert built.bitstream is not None
    assert built.bitstream.read_text() == "bits of placed 2"
    assert set(built.versions) == {"yosys", "nextpnr-ecp5", "ecppack"}
    assert "synthesis" in built.seconds


def test_options_of_the_programs(tools, small):
    implement(small, [1])
    yosys, nextpnr, ecppack = tools.lines()
    assert yosys == "yosys -l yosys.log -p tcl synthesis.tcl"
    for option in (
        "--25k",
        "--package CABGA381",
        "--speed 6",
        "--freq 50",
        "--report report.json",
        "--lpf small.lpf",
        "--json small.json",
        "--textcfg small.config",
        "--seed 1",
    ):
        assert f" {option}" in nextpnr
    assert ecppack == "ecppack --compress small.config small.bit"


def test_options_do_not_pile_up(tools, small):
    """Flows of edalize keep options in their classes."""
    implement(small, [1])
    implement(dataclasses.replace(small, mhz=55.0), [1], too_slow=True)
    calls = [line for line in tools.lines() if line.startswith("nextpnr")]
    assert "--freq 55" in calls[1]
    assert calls[1].count("--freq") == 1


def test_what_is_there_is_used_again(tools, small):
    implement(small, [1])
    implement(small, [1, 2])
    assert tools.calls() == ["yosys", "nextpnr-ecp5", "ecppack", "nextpnr-ecp5", "ecppack"]
    implement(dataclasses.replace(small, verilog="module small; wire w; endmodule\n"), [1])
    assert tools.calls().count("yosys") == 2


def test_core_alone_has_no_bitstream(tools, small):
    core = dataclasses.replace(small, constraint_file="", constraints="")
    built = implement(core, [1, 3])
    assert built.bitstream is None
    assert tools.calls() == ["yosys", "nextpnr-ecp5", "nextpnr-ecp5"]
    assert "--lpf-allow-unconstrained" in tools.lines()[1]
    assert "--lpf small.lpf" not in tools.lines()[1]


def test_too_slow(tools, small):
    tools.plan(fmax={"1": 33.3, "2": 41.7})
    with pytest.raises(FlowError, match=r"run at 50 MHz, and the best of 2 placements reaches 41\.7 MHz: .*--clock-mhz 41\) .*--seeds 6"):  # fmt: skip
        implement(small, [1, 2])
    assert "ecppack" not in tools.calls()
    with pytest.raises(FlowError, match=r"and its placement reaches 33\.3 MHz"):
        implement(dataclasses.replace(small, verilog="//"), [1])
    assert implement(small, [1, 2], too_slow=True).best.fmax_mhz == 41.7


def test_too_large(tools, small):
    log = (
        "Info: 	        TRELLIS_COMB:   30001/  24288   123%\nInfo: 	 DP16KD:  9/   56    16%"
    )
    tools.plan(fmax={"1": None, "2": None}, log=log)
    with pytest.raises(FlowError) as caught:
        implement(small, [1, 2])
    assert str(caught.value) == (
        "The design must fit LFE5U-25F-CABGA381-6, and it needs 30001 of 24288 TRELLIS_COMB: choose "
        "a smaller array (--set rows=…, cols=…, lanes=…, banks=…), less memory (--memory), or a "
        "larger board."
    )


def test_one_seed_cannot_be_routed(tools, small):
    tools.plan(fmax={"1": None, "2": 55.0})
    built = implement(small, [1, 2])
    assert built.placements[1] is None
    assert built.best.seed == 2


def test_no_seed_can_be_routed(tools, small):
    tools.plan(fmax={"1": None, "2": None})
    with pytest.raises(FlowError, match=r"nextpnr-ecp5 must succeed, and fails: ERROR: no way to route \(log: .*nextpnr-ecp5\.log\)"):  # fmt: skip
        implement(small, [1, 2])


@pytest.mark.parametrize("program", ["yosys", "ecppack"])
def test_program_that_fails(tools, small, program):
    tools.plan(fmax={"1": 60.0}, fails=program, message="it is broken")
    with pytest.raises(FlowError, match=rf"{program} must succeed, and fails: ERROR: it is broken"):
        implement(small, [1])
    # The next time it goes on where it stopped.
    tools.plan(fmax={"1": 60.0})
    built = implement(small, [1])
    assert built.bitstream is not None
    assert built.bitstream.exists()
    assert tools.calls().count("nextpnr-ecp5") == 1


def test_missing_program(tools, small, monkeypatch):
    def refuse(name):
        raise FlowError(f"This needs {name}, which is not installed: pip install it.")

    monkeypatch.setattr(build, "find_tool", refuse)
    with pytest.raises(FlowError, match="This needs yosys"):
        implement(small, [1])
    assert tools.calls() == []


def test_without_edalize(tools, small, monkeypatch):
    def refuse(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(toolchain.importlib, "import_module", refuse)
    with pytest.raises(FlowError, match=r"need the package edalize: pip install 'tinynpu\[fpga\]'"):
        implement(small, [1])
    assert tools.calls() == []


def test_without_tcl(tools, small, monkeypatch):
    monkeypatch.setattr(build, "has_tcl", lambda: False)
    implement(small, [1])
    assert tools.lines()[0] == (
        "yosys -l yosys.log -p read_verilog -defer small.v; hierarchy -top small; proc; flatten; "
        "opt_clean -purge; synth_ecp5 -abc9 -top small; write_json small.json"
    )


def test_progress_ends(tools, small):
    seen = []
    implement(small, [1, 2], progress=lambda text, fraction: seen.append((text, fraction)))
    assert seen[0] == ("synthesis", 0.0)
    assert ("place and route: 2 of 2 placements", 1.0) in seen
    assert all(0 <= fraction <= 1 for _, fraction in seen)
