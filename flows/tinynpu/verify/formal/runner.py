"""Runs benches."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tinynpu.tools.cache import cache_directory
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.engines import (
    Verdict,
    bounded,
    induction,
    reachability,
    write_trace,
)
from tinynpu.verify.formal.harness import ELABORATION, Claim
from tinynpu.verify.formal.model import Model, build_model
from tinynpu.verify.formal.result import FormalResult, Status

__all__ = ["Transform", "run_bench"]

Transform = Callable[[str], str]
"""Changes the RTLIL of a harness, as tests do that break a block on purpose."""


def run_bench(
    bench: Bench, *, only: Collection[str] | None = None, transform: Transform | None = None
) -> list[FormalResult]:
    """Decide the claims of a bench.

    Counterexamples are kept as VCD files in the folder ``formal`` of the cache.

    Parameters
    ----------
    bench
        Bench.
    only
        Names of claims; all if there are none given.
    transform
        Applied to the RTLIL first.

    Raises
    ------
    FlowError
        A tool is missing or fails.
    """
    with ELABORATION:
        harness = bench.harness()
        rtlil = harness.rtlil()
    if transform is not None:
        rtlil = transform(rtlil)
    cache = cache_directory() / "formal"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="run-") as folder:
        model = build_model(harness, rtlil, Path(folder), smt2=bench.method == "induction")
        claims = [claim for claim in harness.claims if only is None or claim.name in only]
        asserts = [claim for claim in claims if claim.kind == "assert"]
        results = list(_assertions(bench, model, asserts, cache))
        results += [_cover(bench, model, claim) for claim in claims if claim.kind == "cover"]
    order = [claim.name for claim in harness.claims]
    return sorted(results, key=lambda result: order.index(result.name))


def _assertions(
    bench: Bench, model: Model, claims: list[Claim], cache: Path
) -> Iterator[FormalResult]:
    names = [claim.name for claim in claims]
    if not names:
        return
    if bench.together and len(names) > 1:
        verdict = _decide(bench, model, names)
        if verdict.holds:
            shared = f"in one run with {len(names) - 1} others"
            for claim in claims:
                yield _result(bench, claim, verdict, shared)
            return
    for claim in claims:
        verdict = _decide(bench, model, [claim.name])
        detail = ""
        if verdict.holds is False:
            write_trace(model)
            trace = cache / f"{bench.block}.{claim.name}.vcd"
            shutil.copyfile(model.folder / "trace.vcd", trace)
            detail = f"trace: {trace}"
        yield _result(bench, claim, verdict, detail)


def _decide(bench: Bench, model: Model, names: list[str]) -> Verdict:
    if bench.method == "pdr":
        return reachability(model, names, limit=bench.limit)
    if bench.method == "bmc":
        return bounded(model, names, bench.depth, limit=bench.limit)
    return induction(model, names, bench.depth, limit=bench.limit)


_ENGINES = {"pdr": "abc scorr, pdr", "bmc": "abc bmc3", "induction": "smtbmc z3, k-induction"}


def _result(bench: Bench, claim: Claim, verdict: Verdict, detail: str) -> FormalResult:
    unbounded = bench.method != "bmc"
    status: Status = "undecided"
    if verdict.holds is not None:
        status = ("proved" if unbounded else "bounded") if verdict.holds else "failed"
    return FormalResult(
        block=bench.block,
        name=claim.name,
        statement=claim.statement,
        kind="assert",
        engine=_ENGINES[bench.method],
        depth=verdict.depth,
        unbounded=unbounded and status == "proved",
        seconds=round(verdict.seconds, 3),
        status=status,
        detail="; ".join(filter(None, (bench.note, detail))),
    )


def _cover(bench: Bench, model: Model, claim: Claim) -> FormalResult:
    """A cover is reached if its negation has a counterexample, which is simulated to be sure."""
    verdict = bounded(model, [claim.name], bench.cover_depth, limit=bench.limit)
    if verdict.holds is False:
        write_trace(model)
    return FormalResult(
        block=bench.block,
        name=claim.name,
        statement=claim.statement,
        kind="cover",
        engine="abc bmc3",
        depth=verdict.depth,
        unbounded=False,
        seconds=round(verdict.seconds, 3),
        status={False: "covered", True: "failed", None: "undecided"}[verdict.holds],  # type: ignore[arg-type]
        detail=bench.note if verdict.holds is False else f"not reached in {verdict.depth} cycles",
    )
