"""Runs functions side by side, each in a copy of this process."""

import multiprocessing
import multiprocessing.connection
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError

__all__ = ["THREAD_LIMIT", "processors", "side_by_side"]

THREAD_LIMIT = "YOSYS_MAX_THREADS"
"""Variable that keeps Yosys itself to a number of threads, and this package to one of processors."""


def processors() -> int:
    """Number of processors that this process may use; ``YOSYS_MAX_THREADS`` is a limit to it."""
    has = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    limit = os.environ.get(THREAD_LIMIT, "")
    return max(1, min(has, int(limit))) if limit.isdigit() else has


def side_by_side(
    tasks: Sequence[Callable[[], None]], outputs: Sequence[Path], most: int
) -> list[int]:
    """Run tasks; what is left of them are the files that they write.

    Each begins with what this process has in its memory. No task sees what another one does, so that
    nothing depends on which are run at the same time.

    Parameters
    ----------
    tasks
        What to do, in the order in which it is begun.
    outputs
        For each task the file that gets what it prints.
    most
        Tasks at a time.

    Returns
    -------
    list
        Exit code of each: 0, or less than 0 for the signal that ended it, or what it has told an error with.
    """
    copies = multiprocessing.get_context("fork")
    processes = [
        copies.Process(target=_run, args=each) for each in zip(tasks, outputs, strict=True)
    ]
    running = {}
    for process in processes:
        while len(running) >= most:
            _wait(running)
        process.start()
        running[process.sentinel] = process
    while running:
        _wait(running)
    return [process.exitcode or 0 for process in processes]


def _wait(running: dict):
    """Until one has ended."""
    for sentinel in multiprocessing.connection.wait(list(running)):
        running.pop(sentinel).join()


def _run(task: Callable[[], None], output: Path):
    with output.open("w") as file:
        for stream in (1, 2):  # of programs, and of libraries that are not Python's
            os.dup2(file.fileno(), stream)
        sys.stdout = sys.stderr = file
        try:
            task()
        except FlowError as error:
            print(f"ERROR: {error}")
            sys.exit(1)
