"""Placements side by side, and the best of them."""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.flows.fpga.reports import explain_failure, read_placement
from tinynpu.flows.fpga.results import Placement
from tinynpu.flows.fpga.steps import Step, run_step
from tinynpu.flows.fpga.toolchain import REPORT

__all__ = ["place_seeds"]

_STAMP = "complete"


def place_seeds(
    step: Step,
    work: Path,
    seeds: Sequence[int],
    environment: Mapping[str, str],
    *,
    device: str,
    progress: Callable[[str, float], None],
) -> tuple[dict[int, Placement | None], dict[int, float]]:
    """Place and route once for each seed, as many at a time as there are processors.

    A placement that is there from an earlier build is not made again.

    Parameters
    ----------
    step
        Place and route, as `tinynpu.flows.fpga.toolchain.prepare` makes it.
    work
        Folder of its inputs; seed N works in ``seed-N`` there.
    seeds
        Of the placer.
    environment
        Variables of the process.
    device
        For the error.
    progress
        Called with a text and the fraction that is done.

    Returns
    -------
    placements : dict
        By seed; None: there was no way to place or route it.
    seconds : dict
        By seed, of those that were made now.

    Raises
    ------
    FlowError
        The design is too large, or no seed succeeds.
    """
    placements: dict[int, Placement | None] = {}
    seconds: dict[int, float] = {}
    failures: list[FlowError] = []
    jobs = max(1, min(len(seeds), os.cpu_count() or 1))
    progress(f"place and route, {_amount(len(seeds))}, {jobs} at a time", 0.0)
    with ThreadPoolExecutor(jobs) as pool:
        futures = {
            pool.submit(_place, step, work / f"seed-{seed}", work, seed, environment): seed
            for seed in seeds
        }
        for number, future in enumerate(as_completed(futures), 1):
            seed = futures[future]
            try:
                placements[seed], taken = future.result()
            except FlowError as error:
                log = work / f"seed-{seed}" / f"{step.program}.log"
                text = log.read_text(errors="replace") if log.exists() else ""
                if sentence := explain_failure(text, device):
                    pool.shutdown(cancel_futures=True)
                    raise FlowError(sentence) from None
                failures.append(error)
                placements[seed] = None
            else:
                if taken:
                    seconds[seed] = taken
            progress(f"place and route: {number} of {_amount(len(seeds))}", number / len(seeds))
    if len(failures) == len(seeds):
        raise failures[0]
    return dict(sorted(placements.items())), seconds


def _place(
    step: Step, folder: Path, work: Path, seed: int, environment: Mapping[str, str]
) -> tuple[Placement, float]:
    taken = 0.0
    if not (folder / _STAMP).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for path in sorted(work.iterdir()):
            # Names without folders: YoWASP's programs see the folder that they run in.
            if path.is_file() and any(path.name in word.split("=") for word in step.command):
                _link(path, folder / path.name)
        extra = ("--seed", str(seed))
        taken = run_step(step, folder, environment, extra=extra)[1]
        read_placement(folder / REPORT, seed)
        (folder / _STAMP).write_text("")
    return read_placement(folder / REPORT, seed), taken


def _link(source: Path, target: Path):
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _amount(count: int) -> str:
    return "1 placement" if count == 1 else f"{count} placements"
