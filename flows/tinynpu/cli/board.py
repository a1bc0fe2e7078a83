"""The ``tinynpu board-sim`` and ``tinynpu bench-link`` commands."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.presets import PRESETS
from tinynpu.boards.up5k import UP5K_CONFIG
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
)

__all__ = ["bench_link", "board_sim"]


def board_sim(
    preset: PresetName = None,
    config: ConfigFile = None,
    settings: Settings = None,
    baud: Annotated[int, typer.Option(min=1, help="Of the UART, in simulated time.")] = 115200,
    memory: Annotated[int | None, typer.Option(min=64, help="Bytes of memory; 256 KiB.")] = None,
    flash: Annotated[
        Path | None,
        typer.Option(help="Image of tinynpu flash in a serial flash; of the iCE40UP5K boards."),
    ] = None,
    faults: Annotated[
        float, typer.Option(min=0, max=0.5, help="Chance of a byte to be damaged on the line.")
    ] = 0.0,
    seed: Annotated[int, typer.Option(min=0, help="Of the faults.")] = 0,
):
    """Simulate a whole board, and serve its UART as a serial port until interrupted.

    Prints the name of the port. The pins of the UART are driven bit by bit.

    [bold]Examples[/bold]

      tinynpu board-sim --preset base

      tinynpu run model.tflite --input x.npy --output y.npy --device uart:/dev/pts/3

      tinynpu board-sim --flash image.bin
    """
    with reported():
        import threading

        from tinynpu.board import BoardSimulator, Faults, SimulatedBoard

        content = None if flash is None else _flash_content(flash)
        if flash is None or preset or config or settings:
            chosen = choose_config(preset, config, settings)
        else:
            chosen = UP5K_CONFIG
        with progress_bar() as progress:
            simulator = BoardSimulator(
                chosen, memory_bytes=memory, baud=baud, flash=content, progress=progress
            )
        with SimulatedBoard(
            simulator, to_board=Faults(faults, seed), to_host=Faults(faults, seed + 1)
        ) as board:
            print(board.path, flush=True)
            console.print(
                f"{chosen.name}, {simulator.memory_bytes:,} bytes; --device uart:{board.path},{baud}; "
                "end with Ctrl-C",
                highlight=False,
                markup=False,
            )
            threading.Event().wait()


def _flash_content(path: Path) -> bytes:
    """Content of a flash with an image at its place."""
    from tinynpu.runtime.flash import FLASH_OFFSET

    try:
        return b"\xff" * FLASH_OFFSET + path.read_bytes()
    except OSError as error:
        raise DeviceError(
            f"The image {path} must be readable ({error.strerror or error})."
        ) from None


def bench_link(
    preset: Annotated[str, typer.Option(help=f"Configuration: {', '.join(PRESETS)}.")] = "tt",
    frames: Annotated[int, typer.Option(min=1, help="Frames to send at least.")] = 10_000,
    faults: Annotated[
        float, typer.Option(min=0, max=0.5, help="Chance of a byte to be damaged.")
    ] = 0.001,
    seed: Annotated[int, typer.Option(min=0, help="Of accesses and faults.")] = 1,
    as_json: JsonFlag = False,
):
    """Damage bytes on the UART of a simulated board, and count wrong results and lost links.

    Register and memory accesses and inferences at random, through the pins; bytes are flipped,
    lost, doubled and sent with broken stop bits in both directions. The exit code is 1 if a
    result was wrong or the driver gave up.

    [bold]Examples[/bold]

      tinynpu bench-link --frames 10000 --json

      tinynpu bench-link --faults 0.003 --seed 7
    """
    with reported():
        from tinynpu.bench.link import measure_link

        chosen = choose_config(preset, None, None)
        with progress_bar() as progress:
            figures = measure_link(chosen, frames=frames, rate=faults, seed=seed, progress=progress)
        if as_json:
            print(json.dumps(figures.to_json()))
        else:
            table = Table(title=f"Host link of {chosen.name} under faults", show_header=False)
            for name, value in figures.to_json().items():
                if name == "messages":
                    continue
                if isinstance(value, dict):
                    shown = ", ".join(f"{count} {kind}" for kind, count in value.items())
                else:
                    shown = f"{value:,}" if isinstance(value, int) else str(value)
                table.add_row(name.replace("_", " "), shown)
            Console().print(table)
        if figures.wrong or figures.lost:
            fail(
                "Every result must be right and no operation given up; "
                f"{figures.wrong} were wrong, {figures.lost} given up: {figures.messages[0]}",
                1,
            )
