"""The ``tinynpu asic`` command."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
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
    output_folder,
    progress_bar,
    reported,
)
from tinynpu.flows.asic.pdk import DATA_VARIABLE, Pdk
from tinynpu.flows.asic.stages import Corner, Goal, Place

__all__ = ["asic", "asic_problem", "show_asic"]

_CHECKS = {"drc": "DRC", "lvs": "LVS", "antenna": "antennas"}


def asic(
    preset: PresetName = None,
    config: ConfigFile = None,
    settings: Settings = None,
    pdk: Annotated[Pdk, typer.Option(help="Process.")] = Pdk.SKY130,
    clock_mhz: Annotated[float, typer.Option(min=0.1, max=2000.0, help="Clock.")] = 50.0,
    goal: Annotated[Goal, typer.Option("--to", help="Last stage.")] = Goal.GDS,
    corner: Annotated[
        Corner, typer.Option(help="Of the cells that synthesis reckons with.")
    ] = Corner.TYPICAL,
    density: Annotated[
        float, typer.Option(min=10.0, max=90.0, help="Percent of the core area for cells.")
    ] = 50.0,
    aspect: Annotated[
        float, typer.Option(min=0.2, max=5.0, help="Height of the core by its width.")
    ] = 1.0,
    pdk_data: Annotated[
        Path | None,
        typer.Option(help=f"Data of the PDK in lambdapdk's layout; also {DATA_VARIABLE}."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder; build/asic/PRESET-PDK.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=1024, help="Processors for a step.")] = 1,
    remote: Annotated[bool, typer.Option("--remote", help="On SiliconCompiler's server.")] = False,
    docker: Annotated[bool, typer.Option("--docker", help="In its container.")] = False,
    slurm: Annotated[bool, typer.Option("--slurm", help="On a Slurm cluster.")] = False,
    power: Annotated[
        bool,
        typer.Option(
            "--power", help="Estimate the power of each block in an inference of the digits."
        ),
    ] = False,
    scan: Annotated[
        int, typer.Option(min=0, max=1000, help="Write also a netlist with so many scan chains.")
    ] = 0,
    equivalence: Annotated[
        bool,
        typer.Option(
            "--equivalence",
            help="Prove that each module of the netlist of synthesis does what its RTL does.",
        ),
    ] = False,
    as_json: JsonFlag = False,
):
    """From a configuration to silicon views, with open tools through SiliconCompiler.

    Synthesis needs nothing but the package index. The steps behind it need OpenROAD, and sign-off
    Magic and netgen; where one is missing the run stops, says so, and keeps what there is.

    [bold]Examples[/bold]

      tinynpu asic --preset tt --pdk sky130 --to synth

      tinynpu asic --preset base --clock-mhz 100 --density 45 --docker

      tinynpu asic --preset tt --to synth --power --scan 4 --equivalence

      tinynpu asic --preset tt --set rows=4 --set cols=4 --pdk-data ~/lambdapdk --json
    """
    with reported():
        places = [
            place
            for place, wanted in (
                (Place.REMOTE, remote),
                (Place.DOCKER, docker),
                (Place.SLURM, slurm),
            )
            if wanted
        ]
        if len(places) > 1:
            fail("Only one of --remote, --docker and --slurm must be given.", 2)
        chosen = choose_config(preset, config, settings)
        folder = out or Path("build") / "asic" / f"{chosen.name}-{pdk.value}"
        from tinynpu.flows.asic.design import Floorplan
        from tinynpu.flows.asic.run import build_asic

        with output_folder(folder), progress_bar() as progress:
            result = build_asic(
                chosen,
                folder,
                pdk=pdk,
                clock_mhz=clock_mhz,
                goal=goal,
                corner=corner,
                floorplan=Floorplan(density, aspect),
                data=pdk_data,
                jobs=jobs,
                place=places[0] if places else Place.HERE,
                power=power,
                scan_chains=scan,
                equivalence=equivalence,
                progress=progress,
            )
        if as_json:
            print(json.dumps(result.to_json()))
        else:
            show_asic(result.to_json())
        if wrong := asic_problem(result.to_json()):
            fail(wrong, 1)
        console.print(f"Everything is in {folder}.", highlight=False, markup=False, soft_wrap=True)


def asic_problem(values: dict[str, Any]) -> str:
    """What a run has not reached, or what its checks have found, in a sentence; empty if all is well."""
    sentences = [values["missing"]] if values["missing"] else []
    if values["equivalence"] and (reasons := values["equivalence"]["reasons"]):
        name, reason = next(iter(reasons.items()))
        sentences.append(
            f"Each module of the netlist must do what its RTL does, and {len(reasons)} are not proved, "
            f"among them {name}: {reason}."
        )
    found = [f"{values[name]} of {title}" for name, title in _CHECKS.items() if values[name]]
    if found:
        sentences.append(f"A layout must have no violations, and has {', '.join(found)}.")
    return " ".join(sentences)


def _power(values: dict[str, Any]) -> str | None:
    found = values["power"]
    if found is None:
        return f"{values['power_mw']:.2f} mW" if values["power_mw"] else None
    return (
        f"{found['total_mw']:.2f} mW at {found['clock_mhz']:g} MHz in an inference of {found['model']} "
        f"(estimate), {found['energy_uj']:.2f} µJ each"
    )


def show_asic(values: dict[str, Any]):
    """The figures that matter, as a table."""
    config = values["config"]
    array = f": {config['rows']}×{config['cols']}" if "cols" in config else ""
    title = f"{values['preset']}{array} on {values['pdk']}"
    table = Table(title=title, show_header=False)
    macros = ", ".join(f"{count} × {name}" for name, count in values["macros"].items())
    rows = [
        ("last step", values["last_step"]),
        ("cells", f"{sum(values['cells'].values()):,}" + (f", {values['registers']:,} of them registers" if values["registers"] else "")),
        ("cell area", f"{values['cell_area_um2']:,.0f} µm²" + (f", {values['um2_per_mac']:,.0f} per multiplier" if values["um2_per_mac"] else "")),
        ("memories", macros or "registers"),
        ("clock wanted", f"{values['clock_mhz']:g} MHz, synthesis in the {values['corner']} corner"),
        ("clock possible", f"{values['fmax_mhz']:.1f} MHz ({values['timing']})" if values["fmax_mhz"] else None),
        ("die", f"{values['die_area_um2']:,.0f} µm²" if values["die_area_um2"] else None),
        ("core area used", f"{values['utilization']:.0%}" if values["utilization"] else None),
        ("power", _power(values)),
        ("scan chains", ", ".join(f"{length:,}" for length in values["scan"]["lengths"]) + " flip-flops" if values["scan"] else None),
        ("equal to the RTL", f"{values['equivalence']['proved']} of {values['equivalence']['modules']} modules proved" if values["equivalence"] else None),
        *((title, values[name]) for name, title in _CHECKS.items()),
        ("netlist", values["netlist"]),
        ("GDS", values["gds"]),
        ("page", values["report"]),
    ]  # fmt: skip
    for name, value in rows:
        if value is not None:
            table.add_row(name, escape(str(value)))
    Console().print(table)
