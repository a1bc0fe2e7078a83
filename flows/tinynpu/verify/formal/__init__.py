"""Formal verification of the blocks: properties proved for all inputs, and netlists proved equal."""

import concurrent.futures
from collections.abc import Callable, Sequence

from tinynpu.arch.errors import FlowError
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches import BENCHES
from tinynpu.verify.formal.result import FormalResult
from tinynpu.verify.formal.runner import run_bench

__all__ = ["BENCHES", "Bench", "FormalResult", "run_bench", "run_formal"]


def run_formal(
    blocks: Sequence[str] | None = None,
    *,
    jobs: int = 2,
    quick: bool = False,
    progress: Callable[[str, float], None] | None = None,
) -> list[FormalResult]:
    """Decide the properties of blocks, and the equivalence of netlists.

    Parameters
    ----------
    blocks
        Names of blocks; all that have properties if there are none given.
    jobs
        Engines that run at the same time.
    quick
        Only what is part of the default tests.
    progress
        Told which bench has ended, and the fraction of all benches.

    Returns
    -------
    list of FormalResult
        In the order of the benches, whatever ended first.

    Raises
    ------
    FlowError
        A block has no properties, or a tool is missing or fails.
    """
    names = list(dict.fromkeys(bench.block for bench in BENCHES))
    for name in blocks or ():
        if name not in names:
            raise FlowError(
                f"A block with formal properties must be one of {', '.join(names)}, not {name}."
            )
    if jobs < 1:
        raise FlowError(f"The number of jobs must be at least 1, not {jobs}.")
    chosen = [
        bench
        for bench in BENCHES
        if (not blocks or bench.block in blocks) and (bench.quick or not quick)
    ]
    results: dict[Bench, list[FormalResult]] = {}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(run_bench, bench): bench for bench in chosen}
        try:
            for future in concurrent.futures.as_completed(futures):
                bench = futures[future]
                results[bench] = future.result()
                if progress is not None:
                    progress(f"{bench.block}: {bench.name}", len(results) / len(chosen))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [result for bench in chosen for result in results[bench]]
