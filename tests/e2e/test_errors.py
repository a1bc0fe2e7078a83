"""Programs with one fault: the RTL and the ISS name the same error, and the core recovers."""

import numpy as np
import pytest

from tinynpu.arch.isa import ErrorCode
from tinynpu.iss import Simulator as Iss
from tinynpu.rtl import Simulator as Rtl
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.testing.programs import fault_cases, random_case, run_case

SEED = 8
CONFIG = DEFAULT_CONFIGS[0]


def good_case():
    """A program that must run after every fault, on a configuration with room for it."""
    return random_case(np.random.default_rng(SEED), CONFIG, 1)


@pytest.mark.parametrize("pause", [0.0, 0.3], ids=["fast", "pauses"])
def test_every_fault_is_named_and_recovered_from(pause):
    cases = fault_cases(np.random.default_rng(SEED), CONFIG)
    seen = {case.error for case in cases}
    # TIMEOUT is not the program's fault: test_watchdog.
    assert seen == set(ErrorCode) - {ErrorCode.NONE, ErrorCode.TIMEOUT}
    good = good_case()
    iss = Iss(CONFIG)
    _, expected = run_case(iss, good)
    with Rtl(CONFIG, pause=pause, max_cycles=1_000_000) as rtl:
        for case in cases:
            for machine in (Iss(CONFIG), rtl):
                result, _ = run_case(machine, case)
                found = (result.error, result.error_command)
                assert found == (case.error, case.command), (case.name, type(machine))
            # The reset register has brought the core back.
            assert rtl.read_register("status") == 0
            result, memory = run_case(rtl, good)
            assert result.error == 0, case.name
            assert np.array_equal(memory, expected), case.name


def test_slave_error_of_the_memory():
    good = good_case()
    with Rtl(CONFIG, errors=(1 << 16, (1 << 16) + 64)) as rtl:
        result, _ = run_case(rtl, good)
        assert (result.error, result.error_command) == (ErrorCode.LOAD_BUS, 1)
    with Rtl(CONFIG, errors=(0, 64)) as rtl:
        result, _ = run_case(rtl, good)
        assert (result.error, result.error_command) == (ErrorCode.FETCH_BUS, 0)


def test_watchdog():
    good = good_case()
    with Rtl(CONFIG, max_cycles=1_000_000) as rtl:
        rtl.write_register("watchdog", 100)
        result, _ = run_case(rtl, good)
        assert result.error == ErrorCode.TIMEOUT
        assert 100 <= result.counters["cycles"] <= 102
        rtl.write_register("watchdog", 0)
        result, memory = run_case(rtl, good)
        assert result.error == 0
        assert np.array_equal(memory, run_case(Iss(CONFIG), good)[1])


def test_reset_in_the_middle():
    """A reset at any moment leaves the bus legal and the core ready."""
    good = good_case()
    expected = run_case(Iss(CONFIG), good)[1]
    with Rtl(CONFIG, pause=0.3, max_cycles=1_000_000) as rtl:
        for cycles in range(1, 1200, 61):
            memory = good.memory.copy()
            rtl.start(memory, program=0, bases=(0, 1 << 16, 0, 0))
            rtl.ticks(cycles)
            rtl.reset()
            assert rtl.read_register("status") == 0
            result, memory = run_case(rtl, good)
            assert result.error == 0
            assert np.array_equal(memory, expected), cycles


def test_interrupt_and_status():
    good = good_case()
    with Rtl(CONFIG, max_cycles=1_000_000) as rtl:
        run_case(rtl, good)
        assert rtl.read_register("status") == 2
        assert rtl.read_register("interrupt_pending") == 1
        rtl.write_register("interrupt_pending", 1)
        assert rtl.read_register("interrupt_pending") == 0
        # A start while an error stands is ignored.
        fault = fault_cases(np.random.default_rng(SEED), CONFIG)[0]
        memory = fault.memory.copy()
        rtl.start(memory, program=0, bases=(0, 0, 0, 0))
        rtl.ticks(500)
        assert rtl.read_register("status") == 4
        assert rtl.read_register("error") == ErrorCode.CONFIG_MISMATCH
        rtl.write_register("control", 1)
        rtl.ticks(50)
        assert rtl.read_register("status") == 4
        rtl.reset()
        assert rtl.read_register("error") == 0
