"""The ``tinynpu bench`` command."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

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
from tinynpu.cli.tile import TileName, TileSettings, bench_on_tile, choose_tile
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
    device: Annotated[
        str, typer.Option(help="rtl; or a TinyTapeout tile: tt-sim, tt-golden, tt-board:PORT.")
    ] = "rtl",
    tile_name: TileName = None,
    tile_settings: TileSettings = None,
    latency: Annotated[
        int,
        typer.Option(
            "--latency",
            "--memory-latency",
            min=1,
            max=10_000,
            help="Cycles from a read of memory to its first beat.",
        ),
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
    The exit code is 1 if a byte differs, or if a model cannot be run; 2 if the request is wrong.

    [bold]Examples[/bold]

      tinynpu bench

      tinynpu bench resnet8 mine.tflite --preset large --json

      tinynpu bench ds-cnn --device tt-sim --tile 1x2
    """
    with reported():
        from tinynpu.arch.program import write_file
        from tinynpu.bench.measure import measure, prepare
        from tinynpu.bench.page import performance_page
        from tinynpu.cli.bench_tables import print_tables
        from tinynpu.runtime.tile import is_tile

        if is_tile(device):
            if preset or config or settings or page:
                fail("On a tile only --tile, --tile-set, --inputs, --seed and --json may be given.", 2)  # fmt: skip
            bench_on_tile(
                _names(models, directory), choose_tile(tile_name, tile_settings), device,
                directory=directory, inputs=inputs, seed=seed, as_json=as_json,
            )  # fmt: skip
            return
        if device != "rtl" or tile_name or tile_settings:
            fail(f"Models must run on rtl, or on a tile with --device tt-sim, not {device}.", 2)
        chosen = choose_config(preset, config, settings)
        if page is not None:
            require_writable(page)
        names = _names(models, directory)
        with progress_bar() as progress:
            # All are compiled before the first one runs: a wrong one is told at once.
            ready = [prepare(name, chosen, directory, progress) for name in names]
            rows = [
                measure(model, latency=latency, inputs=inputs, seed=seed, progress=progress)
                for model in ready
            ]
        if page is not None:
            command = _command(names, preset, config, settings, latency, inputs, seed, page)
            write_file(page, performance_page(rows, chosen, command).encode())
        if as_json:
            print(json.dumps([row.to_json() for row in rows]))
        else:
            print_tables(rows)
        wrong = [row.model for row in rows if row.mismatched_bytes]
        if wrong:
            fail(f"Every output byte must equal the reference; those of {', '.join(wrong)} do not.", 1)  # fmt: skip
        if not as_json:
            references = ", ".join(dict.fromkeys(row.reference for row in rows))
            console.print(f"All outputs equal their reference ({references}).", highlight=False)


def _names(models: Sequence[str] | None, directory: Path | None) -> list[str]:
    """What to run, each once; refuses what is neither a name nor a file."""
    for name in models or ():
        if name not in MODELS and not Path(name).is_file():
            fail(f"A model must be a file or one of {', '.join(MODELS)}, not {name}.", 2)
    here = [name for name, model in MODELS.items() if locate(model, directory).right]
    names = list(dict.fromkeys(models or here))
    if not names:
        fail(
            "A benchmark needs a model: run tinynpu models --download, name their folder in "
            "TINYNPU_MODELS or with --from, or give a file.",
            1,
        )
    return names


def _command(
    names: Sequence[str],
    preset: str | None,
    file: Path | None,
    settings: Sequence[str] | None,
    latency: int,
    inputs: int,
    seed: int,
    page: Path,
) -> str:
    """The command that prints the same page (the models may be elsewhere)."""
    words = ["tinynpu", "bench", *names]
    if file is not None:
        words += ["--config", str(file)]
    else:
        words += ["--preset", preset or "base"]
    for setting in settings or ():
        words += ["--set", setting]
    words += ["--latency", str(latency), "--inputs", str(inputs), "--seed", str(seed)]
    return shlex.join([*words, "--page", str(page)])
