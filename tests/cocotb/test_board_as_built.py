"""The board as its bitstream is made, with Yosys's models of the iCE40's own cells, behind the testbench of the board."""

import os
import re
from pathlib import Path

import pytest

from tinynpu.boards.tinytapeout import TT_CLASSIC
from tinynpu.cosim.build import missing_tool
from tinynpu.cosim.run import run
from tinynpu.flows.fpga.design import board_design
from tinynpu.verify.blocks import SLOW_BOARD
from tinynpu.verify.yosys import find_pyosys

BENCH = Path(__file__).parent / "board" / "board_bench.py"
SEED = int(os.environ.get("TINYNPU_SEED", "1"))


def cell_models(verilog: str) -> str:
    """Models of the cells that the text uses, of Yosys's ``ice40/cells_sim.v``."""
    cells = (find_pyosys() / "share" / "ice40" / "cells_sim.v").read_text()
    models = "".join(f"`define ICE40_DEFAULT_ASSIGNMENT_{level} = 1'b{level}\n" for level in (0, 1))
    for name in sorted(set(re.findall(r"\bSB_\w+", verilog))):
        found = re.search(rf"^module {name} .*?^endmodule$", cells, re.DOTALL | re.MULTILINE)
        assert found, f"no model of {name}"
        models += found[0] + "\n"
    return models


def test_board_as_built():
    """All of it but the frequency of the clock, which is that of `SLOW_BOARD`."""
    if reason := missing_tool("verilator"):
        pytest.skip(reason)
    print(f"TINYNPU_SEED={SEED}")
    built = SLOW_BOARD.replace(config=TT_CLASSIC.config, memory_bytes=TT_CLASSIC.memory_bytes)
    design = board_design(
        built, built.config, built.memory_bytes, hz=built.clock_hz, baud=built.baud
    )
    assert {"SB_MAC16", "SB_SPRAM256KA"} <= set(re.findall(r"\bSB_\w+", design.verilog))
    outcomes = run(
        BENCH,
        cell_models(design.verilog) + design.verilog,
        design.name,
        seed=SEED,
        environment={"TINYNPU_BOARD": "as built"},
    )
    failed = [f"{outcome.name}:\n{outcome.failure}" for outcome in outcomes if outcome.failure]
    assert not failed, "\n".join(failed)
