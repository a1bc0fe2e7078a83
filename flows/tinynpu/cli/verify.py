"""The ``tinynpu verify`` command."""

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from tinynpu.cli.options import (
    JsonFlag,
    console,
    fail,
    progress_bar,
    reported,
    require_writable,
)

__all__ = ["verify"]


def verify(
    block: Annotated[
        list[str] | None,
        typer.Option("--block", help="Only this block of the RTL; may be given more than once."),
    ] = None,
    formal: Annotated[
        bool, typer.Option("--formal", help="Proofs, and netlists before and after synthesis.")
    ] = False,
    random: Annotated[
        bool, typer.Option("--random", help="cocotb suites, coverage, faults at the edges.")
    ] = False,
    mutation: Annotated[
        bool, typer.Option("--mutation", help="Changed netlists, which the tests must notice.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="As much as the default tests do: a few minutes.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="Of random stimuli and of the mutants.")] = 1,
    mutants: Annotated[int, typer.Option(min=1, help="How many mutants.")] = 1000,
    jobs: Annotated[
        int, typer.Option(min=0, help="Processes at a time; 0: one for each processor.")
    ] = 0,
    results: Annotated[
        Path | None,
        typer.Option(
            help="JSON file that keeps the results: a part that runs replaces its own there."
        ),
    ] = None,
    page: Annotated[
        Path | None, typer.Option(help="Write a Markdown page of all results, too.")
    ] = None,
    as_json: JsonFlag = False,
):
    """Show why the RTL can be trusted: proofs, random programs with their coverage, mutants.

    Without a choice all parts run, which takes about an hour. The exit code is 1 if anything
    that had to hold does not; 2 if the request is wrong.

    [bold]Examples[/bold]

      tinynpu verify --quick

      tinynpu verify --block burst_splitter --formal

      tinynpu verify --results verify.json --page verification.md
    """
    with reported():
        from tinynpu.arch.program import write_file
        from tinynpu.verify.blocks import BLOCKS
        from tinynpu.verify.judge import shortcomings
        from tinynpu.verify.page import verification_page
        from tinynpu.verify.report import PARTS, load_results, run_parts
        from tinynpu.verify.tables import print_report

        for name in block or ():
            if name not in BLOCKS:
                fail(f"A block must be one of {', '.join(BLOCKS)}, not {name}.", 2)
        for path in (results, page):
            if path is not None:
                require_writable(path)
        chosen = dict(zip(PARTS, (formal, random, mutation), strict=True))
        parts = [part for part in PARTS if chosen[part]] or list(PARTS)
        report = load_results(results) if results is not None and results.exists() else {}
        with progress_bar() as progress:
            fresh = run_parts(
                parts,
                block,
                quick=quick,
                seed=seed,
                mutants=mutants,
                jobs=jobs,
                progress=progress,
            )
        report = {part: (report | fresh)[part] for part in PARTS if part in report | fresh}
        if results is not None:
            write_file(results, (json.dumps(report, indent=1) + "\n").encode())
        if page is not None:
            command = shlex.join(["tinynpu", "verify", "--page", str(page)])
            write_file(page, verification_page(report, command).encode())
        if as_json:
            print(json.dumps(fresh))
        else:
            print_report(fresh)
        if wrong := shortcomings(fresh):
            for line in wrong:
                console.print(f"  {line}", highlight=False, markup=False)
            fail(f"Everything that is checked must hold; {len(wrong)} checks do not.", 1)
