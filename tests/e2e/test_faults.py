"""Faults at the edges: each run ends in the right answer or a named error, and the next one is right."""

import dataclasses

import pytest

from tinynpu.verify import faults
from tinynpu.verify.faults import run_faults

SEED = 1


def check(report):
    assert report.failures == ()
    assert all(scenario.right + sum(scenario.errors.values()) == scenario.runs for scenario in report.scenarios)  # fmt: skip
    named = {name for scenario in report.scenarios for name in scenario.errors}
    assert {"FETCH_BUS", "LOAD_BUS", "STORE_BUS", "TIMEOUT"} <= named


def test_quick_run():
    report = run_faults(quick=True, seed=SEED)
    check(report)
    assert report.accesses >= 3_000


@pytest.mark.slow
def test_long_run():
    """With 100,000 register accesses during inferences."""
    report = run_faults(quick=False, seed=SEED)
    check(report)
    assert report.accesses >= 100_000


def test_a_wrong_answer_is_told(monkeypatch):
    """A workload of which one byte comes out otherwise fails in every scenario that ends well."""
    made = faults._small_workloads

    def wrong(rng, config, models):
        work = made(rng, config, models)[0]
        expected = work.expected.copy()
        expected[-1] ^= 1
        return [dataclasses.replace(work, expected=expected)]

    monkeypatch.setattr(faults, "_small_workloads", wrong)
    with pytest.raises(faults.DeviceError, match="must give the right answer or an error"):
        run_faults(quick=True, seed=SEED)
