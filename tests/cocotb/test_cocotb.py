"""Every cocotb testbench on Verilator and on Icarus Verilog; each folder also has a Makefile."""

import os
from pathlib import Path

import pytest

from tinynpu.cosim.build import SIMULATORS, missing_tool
from tinynpu.cosim.run import run
from tinynpu.verify.blocks import find_block

SEED = int(os.environ.get("TINYNPU_SEED", "1"))
BENCHES = sorted(Path(__file__).parent.glob("*/*_bench.py"))


def check(bench: Path, simulator: str, **options):
    if reason := missing_tool(simulator):
        pytest.skip(reason)
    name = bench.parent.name
    print(f"TINYNPU_SEED={SEED}")
    outcomes = run(
        bench, find_block(name).verilog(), name, simulator=simulator, seed=SEED, **options
    )
    failed = [f"{outcome.name}:\n{outcome.failure}" for outcome in outcomes if outcome.failure]
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("simulator", SIMULATORS)
@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.parent.name)
def test_bench(bench, simulator):
    check(bench, simulator)


@pytest.mark.slow
@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.parent.name)
def test_bench_at_length(bench):
    check(bench, "verilator", environment={"TINYNPU_SLOW": "1"}, timeout=3600)
