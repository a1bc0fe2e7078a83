"""The ``tinynpu fpga`` command."""

import json
import shlex
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinynpu.arch.link import Link
from tinynpu.cli.options import (
    JsonFlag,
    Settings,
    change_config,
    console,
    fail,
    output_folder,
    progress_bar,
    reported,
)

__all__ = ["fpga"]


def fpga(
    board: Annotated[str | None, typer.Argument(help="Name of the board; see --list.")] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for the bitstream; build/BOARD.")
    ] = None,
    seeds: Annotated[
        int, typer.Option(min=1, max=1000, help="Placements to try, side by side.")
    ] = 1,
    settings: Settings = None,
    clock_mhz: Annotated[
        float | None, typer.Option(min=1.0, max=1000.0, help="Clock of the NPU.")
    ] = None,
    link: Annotated[Link, typer.Option(help="Way from the host.")] = Link.UART,
    baud: Annotated[
        int | None, typer.Option(min=300, max=12_000_000, help="Of the serial port.")
    ] = None,
    memory: Annotated[int | None, typer.Option(min=1024, help="Bytes of the NPU's memory.")] = None,
    program: Annotated[bool, typer.Option("--program", help="Load it into the board.")] = False,
    show_list: Annotated[bool, typer.Option("--list", help="Show the boards.")] = False,
    as_json: JsonFlag = False,
):
    """Make the bitstream of a board with open tools, and load it.

    Synthesis (Yosys), place and route (nextpnr) and packing run through edalize; all of them come
    from the package index, unless native ones are installed. Boards with a Xilinx FPGA get a
    project for Vivado, which runs if Vivado is installed, and the core as an IP with AXI.

    [bold]Examples[/bold]

      tinynpu fpga --list

      tinynpu fpga ulx3s-85f --seeds 4 --program

      tinynpu fpga icebreaker --clock-mhz 18 --set accumulator_depth=32 --json
    """
    with reported():
        from tinynpu.boards.board import Family
        from tinynpu.boards.registry import BOARDS, find_board

        if show_list:
            _list([find_board(name) for name in BOARDS], as_json)
            return
        if board is None:
            fail("A board must be named; tinynpu fpga --list shows them.", 2)
        assert board is not None
        if memory is not None and memory % 1024:
            fail(f"The memory must be a multiple of 1024 bytes, not {memory}.", 2)
        if link is Link.SPI and baud is not None:
            fail("--baud is for a serial port, and needs --link uart.", 2)
        chosen = find_board(board).replace(link=link)
        options: dict[str, Any] = {
            "config": change_config(chosen.config, settings),
            "memory_bytes": memory,
            "hz": round(clock_mhz * 1e6) if clock_mhz else None,
            "baud": baud,
        }
        folder = out or Path("build") / chosen.name
        with output_folder(folder), progress_bar() as progress:
            if chosen.family is Family.XILINX:
                from tinynpu.flows.fpga.vivado import build_vivado

                result = build_vivado(chosen, folder, **options, progress=progress)
            else:
                from tinynpu.flows.fpga import build_board

                result = build_board(chosen, folder, **options, seeds=seeds, progress=progress)
        values = result.to_json()
        if as_json:
            print(json.dumps(values))
        else:
            _show(values)
            for note in chosen.remarks:
                console.print(note, highlight=False, markup=False, soft_wrap=True)
        command = values["program_command"]
        if program:
            if command is None:
                fail(f"There is no bitstream to load: {values['missing']}", 1)
            from tinynpu.flows.fpga.program import program_board

            with console.status(f"{command}"):
                program_board(shlex.split(command))
            console.print(f"{chosen.title} is loaded.", highlight=False)
        elif command is not None and not as_json:
            console.print(f"load it: {command}", highlight=False, markup=False, soft_wrap=True)


def _list(boards: list[Any], as_json: bool):
    if as_json:
        rows = {
            board.name: {
                "title": board.title,
                "device": board.device,
                "rows": board.config.rows,
                "cols": board.config.cols,
                "memory_bytes": board.memory_bytes,
                "clock_mhz": board.system_hz / 1e6,
                "url": board.url,
            }
            for board in boards
        }
        print(json.dumps(rows))
        return
    table = Table(title="Boards")
    for column in ("name", "board", "FPGA", "NPU", "memory", "clock"):
        table.add_column(column)
    for board in boards:
        table.add_row(
            board.name,
            board.title,
            board.device,
            f"{board.config.rows}×{board.config.cols}",
            f"{board.memory_bytes // 1024} KiB",
            f"{board.system_hz / 1e6:g} MHz",
        )
    Console().print(table)


def _show(values: dict[str, Any]):
    """The figures that matter, as a table."""
    config = values["config"]
    table = Table(title=f"{values['board']}: {config['rows']}×{config['cols']} on {values['device']}", show_header=False)  # fmt: skip
    rows: list[tuple[str, Any]] = []
    if "fmax_mhz" in values:
        rows += [
            ("clock", f"{values['clock_mhz']:g} MHz, {values['fmax_mhz']:g} MHz possible"),
            ("LUTs", f"{values['luts']:,}"),
            ("flip-flops", f"{values['ffs']:,}"),
            ("memory blocks", f"{values['block_rams']:,}"),
            ("multipliers", f"{values['dsps']:,}"),
            ("cells", ", ".join(f"{kind} {use['used']}/{use['available']}" for kind, use in values["cells"].items())),
            ("seeds", ", ".join(f"{seed}: {_mhz(found)}" for seed, found in values["seeds"].items())),
        ]  # fmt: skip
    rows.append(("bitstream", values["bitstream"] or f"none: {values.get('missing')}"))
    if "project" in values:
        rows += [("project", values["project"]), ("IP", values["ip"])]
    for name, value in rows:
        table.add_row(name, escape(str(value)))
    Console().print(table)


def _mhz(found: float | None) -> str:
    return f"{found:g} MHz" if found is not None else "not routed"
