"""Formal verification of the blocks: properties proved for all inputs, and netlists proved equal."""

import concurrent.futures
from collections.abc import Callable, Sequence

from tinynpu.arch.errors import FlowError
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches import BENCHES
from tinynpu.verify.formal.equivalence import EQUIVALENCES, Equivalence, run_equivalence
from tinynpu.verify.formal.result import FormalResult
from tinynpu.verify.formal.runner import run_bench

__all__ = [
    "BENCHES",
    "EQUIVALENCES",
    "Bench",
    "Equivalence",
    "FormalResult",
    "run_bench",
    "run_equivalence",
    "run_formal",
]


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
        In the order of the benches, whatever ended first; equivalences last.

    Raises
    ------
    FlowError
        A block has no properties, or a tool is missing or fails.
    """
    tasks: list[Bench | Equivalence] = [*BENCHES, *EQUIVALENCES]
    names = list(dict.fromkeys(task.block for task in tasks))
    for name in blocks or ():
        if name not in names:
            raise FlowError(
                f"A block with formal properties must be one of {', '.join(names)}, not {name}."
            )
    if jobs < 1:
        raise FlowError(f"The number of jobs must be at least 1, not {jobs}.")
    chosen = [
        task for task in tasks if (not blocks or task.block in blocks) and (task.quick or not quick)
    ]
    results: dict[Bench | Equivalence, list[FormalResult]] = {}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(_run, task): task for task in chosen}
        try:
            for future in concurrent.futures.as_completed(futures):
                task = futures[future]
                results[task] = future.result()
                if progress is not None:
                    progress(f"{task.block}: {task.name}", len(results) / len(chosen))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [result for task in chosen for result in results[task]]


def _run(task: Bench | Equivalence) -> list[FormalResult]:
    return run_bench(task) if isinstance(task, Bench) else [run_equivalence(task)]
