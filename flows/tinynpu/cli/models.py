"""The ``tinynpu models`` command."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinynpu.cli.options import JsonFlag, console, fail, reported
from tinynpu.models import MODELS, Found, Model, download, locate

__all__ = ["models"]


def models(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help=f"Of {', '.join(MODELS)}; all if none is given."),
    ] = None,
    directory: Annotated[
        Path | None,
        typer.Option("--from", help="Look in this folder, not in $TINYNPU_MODELS and the cache."),
    ] = None,
    fetch: Annotated[
        bool, typer.Option("--download", help="Fetch what is absent into the cache.")
    ] = False,
    as_json: JsonFlag = False,
):
    """Show the public reference models, and whether they are on this machine.

    These are the int8 models of MLPerf Tiny (Apache-2.0). They are looked for in the
    folder that TINYNPU_MODELS names, then in ~/.cache/tinynpu/models; every file is
    compared with its SHA-256.

    [bold]Examples[/bold]

      tinynpu models

      tinynpu models resnet8 --download

      tinynpu models --from ~/mlperf_tiny --json
    """
    with reported():
        if fetch and directory is not None:
            fail("Only one of --from and --download must be given, not both.", 2)
        for name in names or ():
            if name not in MODELS:
                fail(f"A model must be one of {', '.join(MODELS)}, not {name}.", 2)
        rows: list[tuple[Model, Found]] = []
        for name in dict.fromkeys(names or MODELS):
            model = MODELS[name]
            found = locate(model, directory)
            if fetch and not found.right:
                console.print(f"fetching {model.url}", highlight=False, markup=False, soft_wrap=True)  # fmt: skip
                found = Found(download(model), True)
            rows.append((model, found))
        if as_json:
            print(json.dumps({model.name: _entry(model, found) for model, found in rows}))
        else:
            out = Console()
            out.print(_table(rows))
            for model, _ in rows:
                out.print(f"{model.name} ({model.licence}): {model.url}", highlight=False, markup=False, soft_wrap=True)  # fmt: skip
        wrong = [str(found.path) for _, found in rows if _state(found) == "wrong"]
        if wrong:
            fail(f"The checksum of every file must be right; {', '.join(wrong)} is another file.", 1)  # fmt: skip


def _state(found: Found) -> str:
    if found.path is None:
        return "absent"
    return "right" if found.right else "wrong"


def _entry(model: Model, found: Found) -> dict[str, str | int | None]:
    return {
        "task": model.task,
        "file": model.file,
        "bytes": model.size,
        "sha256": model.sha256,
        "licence": model.licence,
        "source": model.url,
        "path": str(found.path) if found.path else None,
        "checksum": _state(found),
    }


def _table(rows: list[tuple[Model, Found]]) -> Table:
    table = Table(title="Models")
    for column in ("name", "task", "file", "found in", "checksum"):
        table.add_column(column, overflow="fold")
    colors = {"right": "green", "wrong": "red", "absent": "yellow"}
    for model, found in rows:
        state = _state(found)
        table.add_row(
            model.name,
            model.task,
            model.file,
            escape(str(found.path.parent)) if found.path else "",
            f"[{colors[state]}]{state}[/]",
        )
    return table
