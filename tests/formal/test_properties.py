import dataclasses
import functools
import json

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.verify.formal import (
    BENCHES,
    EQUIVALENCES,
    FormalResult,
    run_bench,
    run_equivalence,
    run_formal,
)

CLAIMS = [
    pytest.param(
        bench.block,
        bench.name,
        claim.name,
        id=f"{bench.block}-{claim.name}",
        marks=() if bench.quick else pytest.mark.slow,
    )
    for bench in BENCHES
    for claim in bench.claims()
]


@functools.cache
def results(block: str, name: str) -> dict[str, FormalResult]:
    """Results of a bench, by the names of the claims; engines run once for all claims of a bench."""
    bench = next(bench for bench in BENCHES if (bench.block, bench.name) == (block, name))
    return {result.name: result for result in run_bench(bench)}


@pytest.mark.parametrize(("block", "bench", "claim"), CLAIMS)
def test_claim(block, bench, claim):
    result = results(block, bench)[claim]
    assert result.good, f"{result.statement} {result.status}, {result.detail}"


@pytest.mark.parametrize(
    "task",
    [
        pytest.param(task, id=task.block, marks=() if task.quick else pytest.mark.slow)
        for task in EQUIVALENCES
    ],
)
def test_gates_equal_rtl(task):
    result = run_equivalence(task)
    assert result.status == "proved", result.detail


def test_names_are_unique():
    names = [(bench.block, claim.name) for bench in BENCHES for claim in bench.claims()]
    assert len(names) == len(set(names))


def test_each_bench_covers_something():
    """An assumption that nothing satisfies would make every assertion hold."""
    for bench in BENCHES:
        kinds = {claim.kind for claim in bench.claims()}
        assert kinds >= {"assert", "cover"}, f"{bench.block}: {bench.name}"


def test_results_by_block():
    seen = []
    found = run_formal(
        ["axi_lite"], quick=True, progress=lambda text, fraction: seen.append(fraction)
    )
    assert {result.block for result in found} == {"axi_lite"}
    assert all(result.good for result in found)
    assert {result.kind for result in found} == {"assert", "cover", "equivalence"}
    assert json.loads(json.dumps([dataclasses.asdict(result) for result in found]))
    assert seen[-1] == 1.0


def test_unknown_block_is_refused():
    with pytest.raises(FlowError, match=r"must be one of .*axi_lite.*, not nothing\."):
        run_formal(["nothing"])


def test_no_jobs_are_refused():
    with pytest.raises(FlowError, match=r"at least 1, not 0\."):
        run_formal(jobs=0)
