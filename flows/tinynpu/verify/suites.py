"""The cocotb suites of all blocks on all simulators."""

import concurrent.futures
import dataclasses
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.cosim.build import SIMULATORS, missing_tool
from tinynpu.cosim.run import run
from tinynpu.verify.blocks import BLOCKS, find_block

__all__ = ["Suite", "benches", "run_suites"]


@dataclasses.dataclass(frozen=True)
class Suite:
    """The testbench of a block on one simulator.

    ``failed`` gives the failure of each test that failed; ``skipped`` is why nothing ran, or empty.
    """

    block: str
    simulator: str
    tests: int
    failed: dict[str, str]
    cycles: int
    seconds: float
    skipped: str = ""


def benches() -> dict[str, Path]:
    """Testbench of each block that has one, from the checkout that this package is in.

    Raises
    ------
    FlowError
        The package is not in a checkout.
    """
    folder = Path(__file__).parents[3] / "tests" / "cocotb"
    if not folder.is_dir():
        raise FlowError(
            f"The testbenches must be in {folder}, which is not there: "
            "they come with a checkout of the project."
        )
    paths = {name: folder / name / f"{name}_bench.py" for name in BLOCKS}
    return {name: path for name, path in paths.items() if path.exists()}


def run_suites(
    blocks: Sequence[str] | None = None,
    *,
    quick: bool = False,
    seed: int = 1,
    jobs: int = 0,
    progress: Callable[[str, float], None] | None = None,
) -> list[Suite]:
    """Run testbenches: at length on Verilator, in their usual size on Icarus.

    Parameters
    ----------
    blocks
        Names; all if None.
    quick
        The usual size on both.
    seed
        Of the random stimuli.
    jobs
        Processes at a time; as many as there are processors if 0.
    progress
        Told what is being done.

    Raises
    ------
    FlowError
        There is no such block, or a run ended without results.
    """
    paths = benches()
    for name in blocks or ():
        find_block(name)
    chosen = [name for name in blocks or paths if name in paths]
    # The core takes longest.
    tasks = [(name, simulator) for simulator in SIMULATORS for name in reversed(chosen)]

    def one(task: tuple[str, str]) -> Suite:
        name, simulator = task
        if reason := missing_tool(simulator):
            return Suite(name, simulator, 0, {}, 0, 0.0, reason)
        begin = time.monotonic()
        long = not quick and simulator == "verilator"
        outcomes = run(
            paths[name],
            find_block(name).verilog(),
            name,
            simulator=simulator,
            seed=seed,
            environment={"TINYNPU_SLOW": "1"} if long else {"TINYNPU_SLOW": ""},
            timeout=3600,
        )
        return Suite(
            name,
            simulator,
            len(outcomes),
            {outcome.name: outcome.failure for outcome in outcomes if outcome.failure},
            round(sum(outcome.nanoseconds for outcome in outcomes) / find_block(name).cycle_ns),
            round(time.monotonic() - begin, 1),
        )

    suites: list[Suite] = []
    with concurrent.futures.ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        for suite in pool.map(one, tasks):
            suites.append(suite)
            if progress:
                progress(f"cocotb: {suite.block} on {suite.simulator}", len(suites) / len(tasks))
    order = list(BLOCKS)
    return sorted(suites, key=lambda suite: (order.index(suite.block), suite.simulator))
