"""The on-chip memories of one port, and of iCE40 SPRAM with the model of that in Yosys, behind the same testbench."""

import os
import re
from pathlib import Path

import pytest
from amaranth.back import verilog

from tinynpu.bus.memory import OnChipMemory
from tinynpu.bus.small_memory import SmallMemory
from tinynpu.cosim.build import missing_tool
from tinynpu.cosim.run import run
from tinynpu.verify.yosys import find_pyosys

BENCH = Path(__file__).parent / "memory" / "memory_bench.py"
_SIZES = {"verilator": 3072, "icarus": 2048}
"""Bytes. The data of a beat beyond the end are anything: X on Icarus where there is no such word."""
SEED = int(os.environ.get("TINYNPU_SEED", "1"))


def spram_model() -> str:
    cells = (find_pyosys() / "share" / "ice40" / "cells_sim.v").read_text()
    found = re.search(r"^module SB_SPRAM256KA .*?^endmodule$", cells, re.DOTALL | re.MULTILINE)
    assert found
    return found[0] + "\n"


@pytest.mark.parametrize("simulator", ["verilator", "icarus"])
@pytest.mark.parametrize("spram", [False, True])
@pytest.mark.parametrize("small", [False, True])
def test_memory_of_one_port(small, spram, simulator):
    if reason := missing_tool(simulator):
        pytest.skip(reason)
    size = _SIZES[simulator]
    memory: OnChipMemory | SmallMemory
    if small:
        memory = SmallMemory(size=size, spram=spram)
    else:
        memory = OnChipMemory(size=size, bus_bytes=8, single_port=True, spram=spram)
    source = verilog.convert(memory, name="memory", strip_internal_attrs=True, emit_src=False)
    if spram:
        source += spram_model()
    environment = {
        "TINYNPU_MEMORY_SIZE": str(size),
        "TINYNPU_MEMORY_KIND": "small" if small else "",
    }
    outcomes = run(BENCH, source, "memory", simulator=simulator, seed=SEED, environment=environment)
    failed = [f"{outcome.name}:\n{outcome.failure}" for outcome in outcomes if outcome.failure]
    assert not failed, "\n".join(failed)
