"""The ``tinynpu bench-asic`` command."""

import datetime
import json
import shlex
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from tinynpu.arch.errors import FlowError
from tinynpu.cli.options import (
    JsonFlag,
    fail,
    output_folder,
    progress_bar,
    reported,
    require_writable,
)
from tinynpu.flows.asic.pdk import DATA_VARIABLE, Pdk
from tinynpu.flows.asic.stages import Goal

__all__ = ["bench_asic"]


def bench_asic(
    preset: Annotated[
        list[str] | None,
        typer.Option("--preset", help="Synthesize this preset; may be given more than once."),
    ] = None,
    pe: Annotated[
        bool, typer.Option("--pe", help="Measure all alternatives of the processing element.")
    ] = False,
    pdk: Annotated[Pdk, typer.Option(help="Process of the presets.")] = Pdk.SKY130,
    goal: Annotated[Goal, typer.Option("--to", help="Last stage of the presets.")] = Goal.SYNTH,
    power: Annotated[
        bool, typer.Option("--power", help="Also the power of the presets; minutes each.")
    ] = False,
    pdk_data: Annotated[
        Path | None,
        typer.Option(help=f"Data of the PDK in lambdapdk's layout; also {DATA_VARIABLE}."),
    ] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder of the netlists.")] = Path(
        "build/asic"
    ),
    results: Annotated[
        Path | None,
        typer.Option(help="JSON file that keeps the rows: one that is made replaces its own."),
    ] = None,
    page: Annotated[
        Path | None, typer.Option(help="Page whose generated parts are replaced: docs/asic.md.")
    ] = None,
    as_json: JsonFlag = False,
):
    """Area, clock and power of presets and of processing elements in standard cells.

    The gates of every processing element are compared with its model; the exit code is 1 if an
    output is wrong.

    [bold]Examples[/bold]

      tinynpu bench-asic --pe --json

      tinynpu bench-asic --preset tt --preset base --power --results asic.json --page docs/asic.md
    """
    with reported():
        from tinynpu.arch.presets import preset as find_preset
        from tinynpu.arch.program import write_file
        from tinynpu.explore.pe_cells import PeRow, measure_all, pe_table
        from tinynpu.flows.asic.run import build_asic
        from tinynpu.flows.asic.tables import presets_table
        from tinynpu.flows.generated import replace_generated

        if not preset and not pe:
            fail("One of --preset and --pe must be given.", 2)
        configs = [find_preset(name) for name in dict.fromkeys(preset or ())]
        for path in (results, page):
            if path is not None:
                require_writable(path)
        kept = _load(results) if results is not None and results.exists() else _EMPTY
        found: dict[str, Any] = {"presets": dict(kept["presets"]), "pe": list(kept["pe"])}

        def save():
            # What took long is not lost if the next one is interrupted.
            if results is not None:
                write_file(results, (json.dumps(found, indent=1) + "\n").encode())

        with output_folder(out), progress_bar() as progress:
            for config in configs:
                begun = time.monotonic()
                result = build_asic(
                    config,
                    out / f"{config.name}-{pdk.value}",
                    pdk=pdk,
                    goal=goal,
                    data=pdk_data,
                    power=power,
                    progress=progress,
                )
                found["presets"][f"{config.name}-{pdk.value}"] = result.to_json() | {
                    "date": datetime.date.today().isoformat(),
                    "elapsed_seconds": round(time.monotonic() - begun, 1),
                }
                save()
            if pe:
                rows = measure_all(out / "pe", data=pdk_data, progress=progress)
                found["pe"] = [row.to_json() for row in rows]
                save()
        presets, elements = found["presets"], found["pe"]
        command = shlex.join(["tinynpu", "bench-asic"])
        parts = {}
        if presets:
            names = " ".join(f"--preset {row['preset']}" for row in presets.values())
            options = " --power" if any(row["power"] for row in presets.values()) else ""
            parts["presets"] = presets_table(list(presets.values()), f"{command} {names}{options}")
        if elements:
            parts["pe"] = pe_table([PeRow(**row) for row in elements], f"{command} --pe")
        if page is not None:
            write_file(page, replace_generated(page.read_text(), parts).encode())
        if as_json:
            print(json.dumps(found))
        else:
            print("\n\n".join(parts.values()))
        wrong = [row["name"] for row in elements if row["wrong"]]
        if wrong:
            fail(f"Every gate-level output must equal the model's; {', '.join(wrong)} differ.", 1)


_EMPTY: dict[str, Any] = {"presets": {}, "pe": []}


def _load(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
        if isinstance(found, dict) and found.keys() == _EMPTY.keys():
            return found
    except json.JSONDecodeError:
        pass
    raise FlowError(f"The results {path} must be those of this command.")
