"""The ``tinynpu bench-fpga`` command."""

import json
import shlex
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from tinynpu.arch.errors import FlowError
from tinynpu.cli.options import (
    JsonFlag,
    console,
    fail,
    output_folder,
    progress_bar,
    reported,
    require_writable,
)

__all__ = ["bench_fpga"]


def bench_fpga(
    board: Annotated[
        list[str] | None,
        typer.Option("--board", help="Only this row; may be given more than once."),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Placements to try for each.")] = 1,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder of the bitstreams.")] = Path(
        "build/fpga"
    ),
    models: Annotated[
        Path | None, typer.Option("--from", help="Folder of the reference models.")
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(help="JSON file that keeps the rows: one that is built replaces its own."),
    ] = None,
    page: Annotated[
        Path | None, typer.Option(help="Page whose generated parts are replaced: docs/fpga.md.")
    ] = None,
    as_json: JsonFlag = False,
):
    """Build every board with open tools, and cores alone; show how fast and how large they are.

    MACs in a cycle are measured on the RTL simulator of the same configuration, with ResNet-8 or
    the best model whose program fits the board's memory. Without --board this takes hours.
    The exit code is 1 if something could not be built, or if a byte of an output is wrong.

    [bold]Examples[/bold]

      tinynpu bench-fpga --board ulx3s-85f --seeds 4 --json

      tinynpu bench-fpga --results fpga.json --page docs/fpga.md
    """
    with reported():
        from tinynpu.arch.program import write_file
        from tinynpu.flows.fpga.bench import bench_row, bench_rows
        from tinynpu.flows.fpga.page import boards_table, results_table
        from tinynpu.flows.generated import replace_generated

        names = bench_rows()
        for name in board or ():
            if name not in names:
                fail(f"A row must be one of {', '.join(names)}, not {name}.", 2)
        for path in (results, page):
            if path is not None:
                require_writable(path)
        kept = _load(results) if results is not None and results.exists() else {}
        fresh: list[dict[str, Any]] = []
        with output_folder(out), progress_bar() as progress:
            for name in dict.fromkeys(board or names):
                row = bench_row(name, out, seeds=seeds, models=models, progress=progress)
                fresh.append(row.to_json())
                kept[name] = fresh[-1]
                if results is not None:
                    # What took long is not lost if the next one is interrupted.
                    rows = [kept[key] for key in names if key in kept]
                    write_file(results, (json.dumps(rows, indent=1) + "\n").encode())
        if page is not None:
            rows = [kept[key] for key in names if key in kept]
            command = shlex.join(["tinynpu", "bench-fpga", "--seeds", str(seeds)])
            parts = {"boards": boards_table(), "results": results_table(rows, command)}
            text = replace_generated(page.read_text(), parts)
            write_file(page, text.encode())
        if as_json:
            print(json.dumps(fresh))
        else:
            _print(fresh)
        wrong = [row["name"] for row in fresh if row["error"] or row["mismatched_bytes"]]
        for row in fresh:
            if row["error"]:
                console.print(f"{row['name']}: {row['error']}", highlight=False, markup=False)
        if wrong:
            fail(f"Every row must be built and compute right; {', '.join(wrong)} do not.", 1)


def _load(path: Path) -> dict[str, dict[str, Any]]:
    try:
        rows = json.loads(path.read_text())
        if isinstance(rows, list):
            return {row["name"]: row for row in rows}
    except (json.JSONDecodeError, KeyError, TypeError):
        pass
    raise FlowError(f"The results {path} must be a list of rows of this command.")


def _print(rows: list[dict[str, Any]]):
    table = Table(title="FPGAs")
    columns = (
        "board",
        "FPGA",
        "array",
        "fmax",
        "LUTs",
        "FFs",
        "DSPs",
        "RAMs",
        "MAC/cycle",
        "model",
    )
    for column in columns:
        table.add_column(column)
    for row in rows:
        array = f"{row['rows']}×{row['cols']}"
        if row["error"]:
            table.add_row(row["board"], row["device"], array, "not built")
            continue
        table.add_row(
            row["board"],
            row["device"],
            array,
            f"{row['fmax_mhz']:.1f} MHz",
            f"{row['luts']:,}",
            f"{row['ffs']:,}",
            str(row["dsps"]),
            str(row["block_rams"]),
            f"{row['mac_per_cycle']:.1f}",
            row["model"],
        )
    Console().print(table)
