"""All presets on both simulators, the Makefile, a gate netlist: minutes, so by hand with -m slow."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tinynpu.arch.presets import PRESETS
from tinynpu.bench.reference import random_inputs
from tinynpu.compiler import compile_model
from tinynpu.compiler.tflite_writer import write_tflite
from tinynpu.core.verilog import generate_verilog
from tinynpu.demo.digits import MODEL
from tinynpu.kat import make_vectors, write_vectors
from tinynpu.kat.testbench import build_testbench
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.testing.operators import OperatorBuilder
from tinynpu.tools import find_verilator

pytestmark = pytest.mark.slow

CONFIGS = (*PRESETS.values(), *DEFAULT_CONFIGS)


def need(*tools):
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is needed on PATH.")


def write(model, config, folder):
    program = compile_model(model, config)
    write_vectors(make_vectors(program, random_inputs(program, 1, 0), seed=1), folder)
    return folder


def two_steps():
    builder = OperatorBuilder(np.random.default_rng(1))
    builder._clamp = lambda: (-128, 127)
    x = builder.softmax(builder.conv2d(builder.input((1, 3, 3, 4)), 8, (1, 1)))
    return write_tflite(builder.graph(builder.conv2d(x, 4, (1, 1))))


def passes(command, **options):
    result = subprocess.run(
        [str(word) for word in command],
        capture_output=True, text=True, check=False, timeout=1200, **options,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    assert "\nKAT PASS\n" in result.stdout


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.name)
def test_verilator(config, tmp_path):
    folder = write(MODEL.read_bytes(), config, tmp_path / "kat")
    program = build_testbench(folder)
    for plusargs in ([], ["+pause=300", "+latency=7", "+seed=5"], ["+base=fff00000"]):
        passes([program, f"+dir={folder}", *plusargs])


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.name)
def test_icarus(config, tmp_path):
    need("iverilog", "vvp", "make")
    folder = write(MODEL.read_bytes(), config, tmp_path / "kat")
    passes(["make", "icarus", "PLUSARGS=+pause=300"], cwd=folder)


@pytest.mark.parametrize("target", ["verilator", "model"])
def test_make_with_verilator(target, tmp_path):
    need("make", "c++")
    verilator = find_verilator()
    folder = write(two_steps(), DEFAULT_CONFIGS[0], tmp_path / "kat")
    # The package's Verilator was not configured for this machine's compiler.
    flags = ["CFG_CXXFLAGS_STD=-std=gnu++20", "CFG_CXXFLAGS_PCH_I=-include"]
    command = ["make", target, f"VERILATOR={verilator.binary}", *flags]
    passes(command, cwd=folder, env=verilator.environment)


SYNTHESIS = """
from pyosys import libyosys
design = libyosys.Design()
for command in (
    "read_verilog rtl.v", "hierarchy -top tinynpu", "proc", "flatten", "opt", "memory -nomap",
    "opt -full", "techmap", "opt", "clean -purge", "write_verilog -noattr -noexpr gates.v",
):
    libyosys.run_pass("tee -q -o synthesis.log " + command, design)
"""


def without_power_up_values(netlist):
    """Memories that something writes begin with X; what nothing writes is a ROM and keeps its values."""
    lines, kept, skipping = netlist.splitlines(), [], False
    written = {line.split("[")[0].strip() for line in lines if "<=" in line and "[" in line}
    for number, line in enumerate(lines):
        if line == "  initial begin":
            skipping = lines[number + 1].split("[")[0].strip() in written
        if not skipping:
            kept.append(line)
        elif line == "  end":
            skipping = False
    assert len(lines) - len(kept) > 1000
    return "\n".join(kept) + "\n"


def test_gate_netlist(tmp_path):
    """Flip-flops without initial values, gates, memories full of X: what a chip powers up with."""
    need("iverilog", "vvp", "make")
    spec = importlib.util.find_spec("pyosys")
    if spec is None or spec.origin is None:
        pytest.skip("Yosys is needed to make gates: pip install pyosys.")
    cells = Path(spec.origin).parent / "share" / "simcells.v"
    config = next(config for config in DEFAULT_CONFIGS if config.name == "tiny")
    folder = write(two_steps(), config, tmp_path / "kat")
    (tmp_path / "rtl.v").write_text(generate_verilog(config))
    subprocess.run([sys.executable, "-c", SYNTHESIS], cwd=tmp_path, check=True, timeout=600, capture_output=True)  # fmt: skip
    gates = without_power_up_values((tmp_path / "gates.v").read_text())
    (folder / "gates.v").write_text(gates)
    (folder / "tinynpu.v").unlink()  # not to be used by mistake
    passes(["make", "icarus", f"DUT=gates.v {cells}"], cwd=folder, env=dict(os.environ))
