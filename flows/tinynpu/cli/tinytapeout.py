"""The ``tinynpu tinytapeout`` commands."""

import dataclasses
import json
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.tile_presets import TILES
from tinynpu.cli.options import (
    JsonFlag,
    console,
    fail,
    output_folder,
    progress_bar,
    reported,
)
from tinynpu.cli.tile import TileSettings, choose_tile

__all__ = ["DEFAULT_TILES", "ProjectFolder", "tinytapeout"]

DEFAULT_TILES = "2x2"
"""Size of a project, and the tile that fills it."""

tinytapeout = typer.Typer(
    help="A TinyTapeout project of a tile: write its repository, check it before it is pushed.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

_STYLES = {"ok": "green", "warning": "yellow", "failed": "red", "skipped": "dim"}

ProjectFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the project.")]


@tinytapeout.command()
def export(
    folder: ProjectFolder,
    author: Annotated[str, typer.Option(help="Your name, for the datasheet.")],
    tiles: Annotated[str, typer.Option(help="Size in tiles: width x height.")] = DEFAULT_TILES,
    tile: Annotated[
        str | None,
        typer.Option("--tile", help=f"Configuration: {', '.join(TILES)}; else the one that fits."),
    ] = None,
    settings: TileSettings = None,
    shuttle: Annotated[str, typer.Option(help="sky130A, ihp-sg13g2 or gf180mcuD.")] = "sky130A",
    top: Annotated[
        str, typer.Option(help="Top module: tt_um_ and a name that is yours alone.")
    ] = "tt_um_tinynpu",
    density: Annotated[
        int | None, typer.Option(help="Percent of the area for cells that place and route fills.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is in the folder, but for .git.")
    ] = False,
    as_json: JsonFlag = False,
):
    """Write a repository that can be pushed to GitHub and submitted as it is.

    [bold]Examples[/bold]

      tinynpu tinytapeout export ~/tt-tinynpu --author "Ada Lovelace" --top tt_um_ada_tinynpu

      tinynpu tinytapeout export small --author Ada --tiles 1x1 --tile-set spi=false

      tinynpu tinytapeout export ihp --author Ada --tiles 2x2 --shuttle ihp-sg13g2
    """
    with reported():
        from tinynpu.flows.tinytapeout.export import export_project
        from tinynpu.flows.tinytapeout.project import Project
        from tinynpu.flows.tinytapeout.shuttle import find_shuttle

        process = find_shuttle(shuttle)
        config = choose_tile(tile or _tile_of(tiles), settings)
        if tile is not None and _count(tile) > _count(tiles):
            raise ConfigurationError(
                f"The tile must be made for at most {tiles} tiles, not {tile}; take a smaller one, which --tile-set changes."
            )
        project = Project(
            config=config, author=author, tiles=tiles, shuttle=process, top=top, density=density
        )
        files = export_project(project, folder, force=force)
        if as_json:
            print(json.dumps({"folder": str(folder), "config": dataclasses.asdict(config), "files": files}))  # fmt: skip
        console.print(
            f"{folder}: {len(files)} files, {config.macs} multipliers, {config.sums} sums. Next: "
            f"tinynpu tinytapeout check {folder}",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )


@tinytapeout.command()
def check(
    folder: ProjectFolder,
    gds: Annotated[Path | None, typer.Option(help="Layout of the project.")] = None,
    template: Annotated[
        Path | None,
        typer.Option(help="Folder of the shuttle's template DEFs; also TINYNPU_TT_TEMPLATES."),
    ] = None,
    shuttle: Annotated[
        str | None,
        typer.Option(help="sky130A, ihp-sg13g2 or gf180mcuD; else that of the workflow."),
    ] = None,
    pdk_data: Annotated[
        Path | None,
        typer.Option(help="Data of the PDK in lambdapdk's layout; also TINYNPU_PDK_DATA."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Folder for netlist and logs; else they are not kept."),
    ] = None,
    as_json: JsonFlag = False,
):
    """Check a project against TinyTapeout's rules before it is pushed.

    The yaml and the documentation, the Verilog with Yosys and Verilator, the netlist against the tiles
    and the clock, and with --gds the layout. What cannot be checked here is skipped, with the reason.

    [bold]Examples[/bold]

      tinynpu tinytapeout check tinytapeout

      tinynpu tinytapeout check ~/tt-tinynpu --gds tt_um_ada_tinynpu.gds --template tt-support-tools
    """
    with reported():
        from tinynpu.flows.tinytapeout.check import check_project
        from tinynpu.flows.tinytapeout.folder import Folder

        with tempfile.TemporaryDirectory() as temporary:
            work = out or Path(temporary)
            with output_folder(work), progress_bar() as progress:
                project = Folder(
                    folder,
                    work.resolve(),
                    shuttle=shuttle,
                    gds=gds,
                    template=template,
                    pdk_data=pdk_data,
                )
                report = check_project(project, progress)
        values = report.to_json()
        if as_json:
            print(json.dumps(values))
        else:
            _show(values)
        if report.failed:
            rules = "one rule" if report.failed == 1 else f"{report.failed} rules"
            fail(f"A project must keep all rules, and {folder} breaks {rules}.", 1)


def _tile_of(tiles: str) -> str:
    """Name of the configuration for a size: the largest that is not larger."""
    wanted = _count(tiles)
    smaller = [name for name in TILES if _count(name) <= wanted]
    if not smaller:
        raise ConfigurationError(f"The tiles must be at least {next(iter(TILES))}, not {tiles}.")
    return max(smaller, key=lambda name: (_count(name), name == tiles))


def _count(tiles: str) -> int:
    width, cross, height = tiles.partition("x")
    if not (cross and width.isdecimal() and height.isdecimal()):
        raise ConfigurationError(f"The tiles must be width and height, as 2x2, not {tiles}.")
    return int(width) * int(height)


def _show(values: dict[str, Any]):
    """Every rule with what came of it, and the figures."""
    table = Table(title=f"{escape(values['project'])} for {values['shuttle']}")
    table.add_column("rule", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("", overflow="fold")
    for rule in values["rules"]:
        status = rule["status"]
        text = "\n".join(escape(detail) for detail in rule["details"]) or escape(rule["holds"])
        if rule["remedy"]:
            text = f"{escape(rule['holds'])}\n{text}\n→ {escape(rule['remedy'])}"
        style = _STYLES[status]
        table.add_row(rule["rule"], f"[{style}]{status}[/{style}]", text)
    Console().print(table)
    if skipped := sum(rule["status"] == "skipped" for rule in values["rules"]):
        console.print(f"{skipped} rules were skipped: nothing is known of them.", highlight=False)
    figures = values["figures"]
    if "cells" in figures:
        console.print(
            f"{figures['cells']:,} cells, {figures['cell_area_um2']:,.0f} µm²: {figures['area_used']:.1%} of the area for cells"
            + (f"; {figures['fmax_mhz']:.1f} MHz (estimate)" if "fmax_mhz" in figures else ""),
            highlight=False,
            soft_wrap=True,
        )
