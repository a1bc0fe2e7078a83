"""The ``tinynpu tinytapeout`` commands that make a layout, a bitstream, and what goes onto the demo board."""

import dataclasses
import enum
import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tinynpu.arch.tile_presets import TILES
from tinynpu.cli.asic import asic_problem, show_asic
from tinynpu.cli.options import JsonFlag, console, fail, output_folder, progress_bar, reported
from tinynpu.cli.tile import TileSettings, choose_tile
from tinynpu.cli.tinytapeout import DEFAULT_TILES, ProjectFolder, tinytapeout
from tinynpu.flows.asic.stages import Goal

__all__ = ["fpga", "harden", "kit"]


class _Flow(enum.Enum):
    SILICONCOMPILER = "siliconcompiler"
    LIBRELANE = "librelane"


_ONLY_SILICONCOMPILER = {
    "goal": "--to",
    "pdk_data": "--pdk-data",
    "jobs": "--jobs",
    "out": "--out",
    "as_json": "--json",
}
_ONLY_LIBRELANE = {"container": "--container and --no-container"}
"""Options of harden by parameter, of one flow alone."""


class _Breakout(enum.Enum):
    FABRICFOX = "fabricfox"
    CLASSIC = "classic"


_Template = Annotated[
    Path | None,
    typer.Option(help="Folder of the shuttle's template DEFs; also TINYNPU_TT_TEMPLATES."),
]


@tinytapeout.command()
def harden(
    context: typer.Context,
    folder: ProjectFolder,
    flow: Annotated[_Flow, typer.Option("--with", help="Flow.")] = _Flow.SILICONCOMPILER,
    template: _Template = None,
    goal: Annotated[
        Goal, typer.Option("--to", help="Last stage (SiliconCompiler).")
    ] = Goal.SIGNOFF,
    pdk_data: Annotated[
        Path | None,
        typer.Option(help="Data of the PDK in lambdapdk's layout; also TINYNPU_PDK_DATA."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processors for a step.")] = 1,
    container: Annotated[
        bool, typer.Option(help="LibreLane takes its tools from its container.")
    ] = True,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder; build/tinytapeout/<top>.")
    ] = None,
    as_json: JsonFlag = False,
):
    """Make the layout here, with the outline, the pins and the layers of the shuttle.

    SiliconCompiler needs OpenROAD on PATH, and Magic and netgen for sign-off; it stops where one is
    missing, and keeps what there is. LibreLane runs as the shuttle's own action runs it, in the project, with what
    the action adds to src/config.json.

    [bold]Examples[/bold]

      tinynpu tinytapeout harden tinytapeout --to gds --jobs 4

      tinynpu tinytapeout harden ~/tt-tinynpu --with librelane --template tt-support-tools
    """
    with reported():
        from tinynpu.flows.tinytapeout.folder import Folder
        from tinynpu.flows.tinytapeout.harden import Submission
        from tinynpu.flows.tinytapeout.harden import harden as make_layout
        from tinynpu.flows.tinytapeout.librelane import harden_with_librelane
        from tinynpu.flows.tinytapeout.rules import UncheckedError
        from tinynpu.flows.tinytapeout.template import find_template, find_template_file

        _refuse_others(context, flow)
        try:
            with tempfile.TemporaryDirectory() as work:
                project = Folder(folder, Path(work), template=template, pdk_data=pdk_data)
                top, tiles, sources = project.top, project.tiles, project.sources
                clock_mhz = 1000 / project.period_ns
                found = find_template(project.shuttle, tiles, template)
                if flow is _Flow.LIBRELANE:
                    file = find_template_file(project.shuttle, tiles, template)
                    gds = harden_with_librelane(project, file, container=container)
                    console.print(f"The layout is {gds}.", highlight=False, soft_wrap=True)
                    return
        except UncheckedError as error:
            fail(str(error), 1)
        place = out or Path("build") / "tinytapeout" / top
        submission = Submission(top, tiles, tuple(str(path) for path in sources))
        with output_folder(place), progress_bar() as progress:
            result = make_layout(
                submission,
                project.shuttle,
                found,
                place,
                clock_mhz=clock_mhz,
                goal=goal,
                data=pdk_data,
                jobs=jobs,
                progress=progress,
            )
        values = result.to_json()
        if as_json:
            print(json.dumps(values))
        else:
            show_asic(values)
        if problem := asic_problem(values):
            fail(problem, 1)
        console.print(f"Everything is in {place}.", highlight=False, markup=False, soft_wrap=True)


def _refuse_others(context: typer.Context, flow: _Flow):
    """Refuse options that the flow has no use for."""
    others = _ONLY_SILICONCOMPILER if flow is _Flow.LIBRELANE else _ONLY_LIBRELANE
    given = [
        option
        for name, option in others.items()
        if (source := context.get_parameter_source(name)) and source.name != "DEFAULT"
    ]
    if given:
        fail(f"The flow {flow.value} must be given none of {', '.join(given)}.", 2)


@tinytapeout.command()
def fpga(
    folder: ProjectFolder,
    breakout: Annotated[_Breakout, typer.Option(help="Breakout board.")] = _Breakout.FABRICFOX,
    clock_mhz: Annotated[float, typer.Option(help="Clock that the demo board gives.")] = 12.0,
    seeds: Annotated[int, typer.Option(min=1, help="Placements to try.")] = 1,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder; build/tinytapeout/<top>.")
    ] = None,
    as_json: JsonFlag = False,
):
    """Make the bitstream for TinyTapeout's FPGA breakout, which stands in for the chip.

    [bold]Examples[/bold]

      tinynpu tinytapeout fpga tinytapeout

      tinynpu tinytapeout fpga ~/tt-tinynpu --breakout classic --clock-mhz 16 --seeds 4
    """
    with reported():
        from tinynpu.flows.tinytapeout.breakout import BREAKOUTS, build_bitstream
        from tinynpu.flows.tinytapeout.folder import Folder
        from tinynpu.flows.tinytapeout.rules import UncheckedError

        try:
            with tempfile.TemporaryDirectory() as work:
                project = Folder(folder, Path(work))
                top, sources = project.top, project.sources
        except UncheckedError as error:
            fail(str(error), 1)
        place = out or Path("build") / "tinytapeout" / top
        with output_folder(place), progress_bar() as progress:
            result = build_bitstream(
                top,
                sources,
                BREAKOUTS[breakout.value],
                place / f"{top}.bin",
                clock_mhz=clock_mhz,
                seeds=seeds,
                progress=progress,
            )
        if as_json:
            print(json.dumps(dataclasses.asdict(result)))
            return
        cells = ", ".join(f"{count:,} {kind}" for kind, count in result.cells.items())
        console.print(
            f"{result.file}: {result.fmax_mhz:.1f} MHz possible, {result.clock_mhz:g} wanted; {cells}. Next: "
            f"mpremote cp {result.file} :/bitstreams/{top}.bin",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )


@tinytapeout.command()
def kit(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the files.")],
    project: Annotated[
        Path | None,
        typer.Option(help="Folder of the project: its tile and its top module, instead of those."),
    ] = None,
    tile: Annotated[
        str | None,
        typer.Option(
            "--tile", help=f"Of a TinyTapeout tile: {', '.join(TILES)} ({DEFAULT_TILES})."
        ),
    ] = None,
    settings: TileSettings = None,
    top: Annotated[
        str | None, typer.Option(help="Top module of the project; tt_um_tinynpu.")
    ] = None,
):
    """Write what goes onto the demo board: driver, known answers of the tile, digits, shmoo.

    [bold]Examples[/bold]

      tinynpu tinytapeout kit board --project ~/tt-tinynpu

      tinynpu tinytapeout kit board --tile 2x2 --top tt_um_ada_tinynpu
    """
    with reported():
        from tinynpu.flows.tinytapeout.exported import tile_of, top_of
        from tinynpu.flows.tinytapeout.kit import write_kit
        from tinynpu.flows.tinytapeout.project import TOP

        if project is None:
            config = choose_tile(tile or DEFAULT_TILES, settings)
            name = top or TOP
        elif tile or settings or top:
            fail("Only --project or --tile, --tile-set and --top must be given, not both.", 2)
        else:
            config, name = tile_of(project), top_of(project)
        console.print(
            str(write_kit(config, folder, project=name)).rstrip(),
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
