"""Every cocotb testbench on Verilator and on Icarus Verilog; each folder also has a Makefile."""

import os
import shutil
import subprocess
import sys
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
@pytest.mark.parametrize("simulator", SIMULATORS)
@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.parent.name)
def test_make(bench, simulator, tmp_path):
    """The Makefile of the block, as people use it who know cocotb that way."""
    reason = missing_tool(simulator) or ("" if shutil.which("make") else "make is needed")
    if reason:
        pytest.skip(reason)
    folder = tmp_path / bench.parent.name
    shutil.copytree(bench.parent, folder, ignore=shutil.ignore_patterns("build"))
    shutil.copy(bench.parent.parent / "block.mk", tmp_path)
    result = subprocess.run(
        ["make", f"SIM={simulator}", f"PYTHON={sys.executable}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    assert "FAIL=0" in result.stdout, result.stdout[-3000:]


@pytest.mark.slow
@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.parent.name)
def test_bench_at_length(bench):
    check(bench, "verilator", environment={"TINYNPU_SLOW": "1"}, timeout=3600)
