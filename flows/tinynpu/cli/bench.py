"""The ``tinynpu bench`` command."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinynpu.cli.options import (
    ConfigFile,
    JsonFlag,
    PresetName,
    Settings,
    choose_config,
    console,
    fail,
    progress_bar,
    reported,
    require_writable,
)
from tinynpu.models import MODELS, locate

__all__ = ["bench"]


def bench(
    models: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MODEL]...",
            help=f"Of {', '.join(MODELS)}, or a file; the named ones that are here if none is given.",
        ),
    ] = None,
    directory: Annotated[
        Path | None,
        typer.Option("--from", help="Look for named models in this folder."),
    ] = None,
    preset: PresetName = None,
    config: ConfigFile = None,
    settings: Settings = None,
    latency: Annotated[
        int, typer.Option(min=1, max=10_000, help="Cycles from a read of memory to its first beat.")
    ] = 20,
    inputs: Annotated[int, typer.Option(min=1, help="Random inputs to compare.")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Of the random inputs.")] = 0,
    page: Annotated[Path | None, typer.Option(help="Write a Markdown page, too.")] = None,
    as_json: JsonFlag = False,
):
    """Run models on the RTL: cycles of each layer, what they went to, and every byte compared.

    Beside the cycles of the RTL stand those of the cycle model and, where the package
    ethos-u-vela is installed, what Vela estimates for an Arm Ethos-U55 with as many
    multipliers. Weights and activations are in external memory at the start.
    The exit code is 1 if a byte differs.

    [bold]Examples[/bold]

      tinynpu bench

      tinynpu bench resnet8 mine.tflite --preset large --json
    """
    with reported():
        from tinynpu.arch.program import write_file
        from tinynpu.bench.measure import measure
        from tinynpu.bench.page import performance_page

        chosen = choose_config(preset, config, settings)
        if page is not None:
            require_writable(page)
        here = [name for name, model in MODELS.items() if locate(model, directory).right]
        names = list(dict.fromkeys(models or here))
        if not names:
            fail(
                "A benchmark needs a model: run tinynpu models --download, name their folder in "
                "TINYNPU_MODELS or with --from, or give a file.",
                1,
            )
        rows = []
        with progress_bar() as progress:
            for name in names:
                rows.append(
                    measure(
                        name,
                        chosen,
                        directory=directory,
                        latency=latency,
                        inputs=inputs,
                        seed=seed,
                        progress=progress,
                    )
                )
        if page is not None:
            write_file(page, performance_page(rows, chosen).encode())
        if as_json:
            print(json.dumps([row.to_json() for row in rows]))
        else:
            out = Console()
            out.print(_summary(rows, chosen.name, latency))
            for row in rows:
                out.print(_layers(row))
                for host in row.host:
                    reason = f" ({host['reason']})" if host["reason"] else ""
                    out.print(f"{host['name']}: on the host{reason}", highlight=False, markup=False)
        wrong = [row.model for row in rows if row.mismatched_bytes]
        if wrong:
            fail(f"Every output byte must equal the reference; those of {', '.join(wrong)} do not.", 1)  # fmt: skip
        if not as_json:
            console.print(f"All outputs equal {rows[0].reference}.", highlight=False)


def _summary(rows, preset: str, latency: int) -> Table:
    table = Table(
        title=f"{preset}, memory latency {latency} cycles", box=SIMPLE, padding=(0, 1, 0, 0)
    )
    vela = any(row.vela_cycles is not None for row in rows)
    columns = ["", "MACs", "cycles", "target", "use", "model", "bytes"]
    if vela:
        columns.insert(4, "U55 (Vela)")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=bool(number))
    for row in rows:
        cells = [
            escape(row.model),
            f"{row.macs:,}",
            f"{row.cycles_rtl:,}",
            "" if row.target is None else f"{row.target:,}",
            f"{row.utilization:.1%}",
            f"{row.cycles_model / row.cycles_rtl - 1:+.2%}",
            f"{row.bytes_read + row.bytes_written:,}",
        ]
        if vela:
            cells.insert(4, "" if row.vela_cycles is None else f"{row.vela_cycles:,}")
        table.add_row(*cells)
    return table


def _layers(row) -> Table:
    table = Table(title=f"{escape(row.model)}: layers", box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("layer", overflow="fold")
    for column in ("MACs", "cycles", "model", "use", "bytes"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("most stalls", overflow="fold")
    for layer in row.layers:
        off = layer.cycles_model / layer.cycles_rtl - 1 if layer.cycles_rtl else 0.0
        stalls = sorted(layer.stalls.items(), key=lambda item: -item[1])[:2]
        table.add_row(
            escape(layer.name),
            f"{layer.macs:,}",
            f"{layer.cycles_rtl:,}",
            f"{off:+.1%}",
            f"{layer.utilization:.0%}",
            f"{layer.bytes:,}",
            ", ".join(f"{key.removeprefix('stall_')} {value:,}" for key, value in stalls),
        )
    return table
