"""The ``tinynpu flash`` command."""

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from tinynpu.cli.options import (
    JsonFlag,
    Settings,
    change_config,
    console,
    fail,
    reported,
    require_writable,
)

__all__ = ["flash"]


def flash(
    model: Annotated[str, typer.Argument(help="Model, name of a reference model, or program.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Image to write.")],
    board: Annotated[str, typer.Option(help="Board with a flash.")] = "icebreaker",
    settings: Settings = None,
    as_json: JsonFlag = False,
):
    """Write the image with a model's constants for the flash of a board.

    A board needs it for a model whose constants do not fit its memory. Prints the command that
    writes it into the flash, behind the bitstream; tinynpu run then finds it there.

    [bold]Examples[/bold]

      tinynpu flash resnet8 --board icebreaker -o image.bin

      tinynpu run resnet8 --input x.npy --output y.npy --device uart:/dev/ttyUSB1
    """
    with reported():
        from tinynpu.arch.program import Program, write_file
        from tinynpu.boards.registry import find_board
        from tinynpu.compiler import compile_model, read_model
        from tinynpu.flows.fpga.board import program_command
        from tinynpu.models import find_model
        from tinynpu.runtime.flash import FLASH_OFFSET, flash_image

        chosen = find_board(board)
        if not chosen.flash:
            fail(f"A board must have a flash for constants; {board} has none.", 2)
        require_writable(output)
        data = read_model(find_model(model))
        if Program.is_program(data):
            program = Program.from_bytes(data)
        else:
            program = compile_model(data, change_config(chosen.config, settings))
        image = flash_image(program)
        write_file(output, image)
        words = [word.replace("{offset}", str(FLASH_OFFSET)) for word in chosen.flash_program]
        command = shlex.join(program_command(tuple(words), output))
        if as_json:
            values = {
                "board": board,
                "image": str(output),
                "bytes": len(image),
                "constants": len(program.constants),
                "offset": FLASH_OFFSET,
                "command": command,
            }
            print(json.dumps(values))
            return
        console.print(
            f"{output}: {len(program.constants):,} bytes of constants; write it: {command}",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
