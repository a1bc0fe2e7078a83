"""The compact core on the RTL simulator: programs of every kind, their errors, resets, registers."""

import numpy as np
import pytest

from tinynpu.arch.config import Config
from tinynpu.arch.errors import ConfigurationError
from tinynpu.core.compact.assembler import CODE
from tinynpu.core.compact.microcode import microcode
from tinynpu.iss import Simulator as Iss
from tinynpu.rtl import Simulator as Rtl
from tinynpu.testing import scenarios
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.testing.programs import random_case, run_case

SEED = 9
CONFIG = next(config for config in DEFAULT_CONFIGS if config.compact)
MAX_CYCLES = 60_000_000


def run(rtl: Rtl, scenario: scenarios.Scenario):
    """Run it; the image afterwards must be as expected where that is defined."""
    memory = np.array(scenario.memory)
    rtl.change(origin=scenario.origin)
    result = rtl.execute(memory, program=scenario.program, bases=scenario.bases)
    assert (result.error, result.error_command) == (scenario.error, scenario.command), scenario.name
    if scenario.expected is not None:
        assert np.array_equal(memory, scenario.expected), scenario.name


@pytest.mark.parametrize(
    "kind", ["transfer_scenario", "wide_scenario", "chain_scenario", "count_scenario"]
)
def test_programs(kind):
    rng = np.random.default_rng(SEED)
    with Rtl(CONFIG, pause=0.1, max_cycles=MAX_CYCLES) as rtl:
        for _ in range(4):
            run(rtl, getattr(scenarios, kind)(rng, CONFIG))


def test_every_bit_that_may_be_illegal():
    """Commands with one field out of range: the same error as the static check of the assembler."""
    rng = np.random.default_rng(SEED)
    found = scenarios.bit_scenarios(rng, CONFIG)
    with Rtl(CONFIG, max_cycles=MAX_CYCLES) as rtl:
        for index in rng.permutation(len(found))[:400]:
            run(rtl, found[index])


def test_faults_and_long_programs():
    rng = np.random.default_rng(SEED)
    with Rtl(CONFIG, max_cycles=MAX_CYCLES) as rtl:
        for scenario in scenarios.fault_scenarios(rng, CONFIG):
            run(rtl, scenario)


def test_tokens():
    """As many tokens as there can be, one too many, and waits that never end."""
    rng = np.random.default_rng(SEED)
    for scenario in scenarios.token_scenarios(rng, CONFIG):
        if scenario.error:
            with Rtl(CONFIG, max_cycles=MAX_CYCLES) as rtl:
                run(rtl, scenario)


def test_tokens_given_and_taken_at_once():
    """A thread that counts a token down right behind the one that counts it up."""
    rng = np.random.default_rng(SEED)
    for pause in (0, 0.1):
        with Rtl(CONFIG, pause=pause, max_cycles=MAX_CYCLES) as rtl:
            for _ in range(50):
                run(rtl, scenarios.slack_scenario(rng, CONFIG))


def test_reset_at_any_time():
    """After a reset in any cycle the next program runs as if nothing had been."""
    rng = np.random.default_rng(SEED)
    case = random_case(rng, CONFIG)
    _, expected = run_case(Iss(CONFIG), case)
    with Rtl(CONFIG, latency=3, pause=0.2, max_cycles=MAX_CYCLES) as rtl:
        for cycles in (1, 17, 300, 700, 1500, 3000, 5000, 8000, *rng.integers(0, 12000, 12)):
            rtl.start(case.memory.copy(), program=0, bases=case.bases)
            rtl.ticks(int(cycles))
            rtl.reset()
            assert rtl.read_register("status") == 0
            assert rtl.read_register("error") == 0
            result, memory = run_case(rtl, case)
            assert result.error == 0, cycles
            assert np.array_equal(memory, expected), cycles
            assert not rtl.violation


def test_watchdog():
    case = random_case(np.random.default_rng(SEED), CONFIG)
    with Rtl(CONFIG, max_cycles=MAX_CYCLES) as rtl:
        rtl.write_register("watchdog", 2000)
        result, _ = run_case(rtl, case)
        assert (result.error.name, result.error_command) == ("TIMEOUT", 0)
        rtl.write_register("watchdog", 0)
        assert run_case(rtl, case)[0].error == 0


def test_microcode_fits():
    assert len(microcode(CONFIG).code) <= CODE


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"rows": 8}, "rows must be 4 in the compact core, not 8"),
        ({"lanes": 2}, "lanes must be 1 in the compact core, not 2"),
        ({"bus_bytes": 8}, "bus_bytes must be 4 in the compact core, not 8"),
        ({"single_port": False}, "single_port must be True in the compact core, not False"),
        ({"accumulator_depth": 512}, "accumulator_depth must be in 2..256 in the compact core"),
        ({"burst_beats": 8}, "burst_beats must be at least 16 in the compact core, not 8"),
    ],
)
def test_what_it_cannot_be(changes, what):
    values = {**CONFIG.to_dict(), **changes}
    with pytest.raises(ConfigurationError, match=what):
        Config.from_dict(values)
