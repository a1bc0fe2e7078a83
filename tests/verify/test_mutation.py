"""Mutants of the core are noticed by the suite, and the core itself passes it."""

import json

import pytest

from tinynpu.verify.mutation import run_mutation

COUNT = 96
SEED = 1


def check_report(report, count):
    """Each mutant is settled or explained, and the score is what it has to be."""
    print(report.table())
    assert len(report.results) == count
    unknown = [
        (s.mutant.id, s.mutant.wire, s.mutant.sources) for s in report.survivors if not s.note
    ]
    assert not unknown, "survivors that nobody has explained"
    assert report.score >= 0.95
    assert sum(report.checks.values()) == count - report.total.survived


def test_mutants_are_noticed():
    report = run_mutation(count=COUNT, seed=SEED)
    check_report(report, COUNT)
    assert len(report.blocks) == 18, "every block of the core has mutants"
    values = json.loads(report.to_json())
    assert values["score"] == report.score
    assert len(values["results"]) == COUNT


@pytest.mark.slow
def test_many_mutants_are_noticed():
    """A thousand, of another seed than the default run."""
    check_report(run_mutation(count=1000, seed=2), 1000)
