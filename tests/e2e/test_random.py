"""One program, identical bytes on golden model, ISS and RTL, over random configurations."""

import numpy as np
import pytest

from tinynpu.arch.errors import CompileError
from tinynpu.compiler import compile_graph
from tinynpu.iss import Simulator as Iss
from tinynpu.rtl import Simulator as Rtl
from tinynpu.runtime.device import MachineDevice
from tinynpu.runtime.golden import evaluate
from tinynpu.testing.configs import DEFAULT_CONFIGS, random_config
from tinynpu.testing.models import random_graph
from tinynpu.testing.programs import random_case, run_case

SEED = 2026
FIRST_SEED = 0


def check_counters(result):
    counters = result.counters
    explained = counters["array_active"] + sum(
        value for name, value in counters.items() if name.startswith("stall_")
    )
    assert explained == counters["cycles"], "the array's cycles are not all explained"


def check_models(config, rtl, seeds):
    """Random models: golden = ISS = RTL."""
    iss_device, rtl_device = MachineDevice(Iss(config)), MachineDevice(rtl)
    ran = 0
    for seed in seeds:
        rng = np.random.default_rng((SEED, seed))
        graph = random_graph(rng)
        try:
            program = compile_graph(graph, config)
        except CompileError as error:
            if "must fit" not in str(error):  # a small scratchpad is the only excuse
                raise
            continue
        inputs = [
            rng.integers(-128, 128, graph.tensors[name].shape).astype(np.int8)
            for name in graph.inputs
        ]
        expected = evaluate(graph, inputs)[graph.outputs[0]]
        for device in (iss_device, rtl_device):
            inference = device.run(program, inputs)
            assert np.array_equal(inference.outputs[0], expected), (config, seed)
        check_counters(inference.result)
        ran += 1
    return ran


def check_commands(config, rtl, seeds):
    """Random commands: the whole memory image is the same on ISS and RTL."""
    iss = Iss(config)
    for seed in seeds:
        case = random_case(np.random.default_rng((SEED, seed)), config)
        result, memory = run_case(rtl, case)
        expected_result, expected = run_case(iss, case)
        assert result.error == expected_result.error == 0, (config, seed)
        assert np.array_equal(memory, expected), (config, seed)
        check_counters(result)


@pytest.mark.parametrize("config", DEFAULT_CONFIGS, ids=lambda config: config.name)
@pytest.mark.parametrize("pause", [0.0, 0.3], ids=["fast", "pauses"])
def test_models(config, pause):
    with Rtl(config, pause=pause, max_cycles=5_000_000) as rtl:
        assert check_models(config, rtl, range(8)) == 8


@pytest.mark.parametrize("config", DEFAULT_CONFIGS, ids=lambda config: config.name)
def test_commands(config):
    with Rtl(config, pause=0.2, latency=7, max_cycles=5_000_000) as rtl:
        check_commands(config, rtl, range(6))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(40))
def test_random_configurations(number):
    """40 configurations, each with 6 models (golden = ISS = RTL) and 3 command programs (ISS = RTL)."""
    rng = np.random.default_rng((SEED, FIRST_SEED, number))
    config = random_config(rng)
    print("seed", SEED, FIRST_SEED, number, config)
    pause = float(rng.choice([0.0, 0.3]))
    latency = int(rng.integers(1, 40))
    with Rtl(config, pause=pause, latency=latency, max_cycles=20_000_000) as rtl:
        seeds = range(100 * number, 100 * number + 6)
        # One or two may need a larger scratchpad.
        assert check_models(config, rtl, seeds) >= 4
        if config.scratchpad_words >= 1024 and config.accumulator_depth >= 36:
            check_commands(config, rtl, seeds[:3])
