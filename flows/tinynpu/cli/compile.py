"""The ``tinynpu compile`` and ``tinynpu opt`` commands."""

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
    PresetName,
    Settings,
    choose_config,
    console,
    fail,
    progress_bar,
    reported,
    require_writable,
)
from tinynpu.cli.tile import TileName, TileSettings, choose_tile, compile_for_tile

__all__ = ["compile_command", "opt"]

PassNames = list[str] | None


def compile_command(
    model: Annotated[
        str, typer.Argument(help="int8 model (.tflite, .onnx), or the name of a reference model.")
    ],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Program file.")] = None,
    preset: PresetName = None,
    config: ConfigFile = None,
    settings: Settings = None,
    target: Annotated[
        str, typer.Option(help="core, or tt: blocks for a TinyTapeout tile behind a host.")
    ] = "core",
    tile_name: TileName = None,
    tile_settings: TileSettings = None,
    listing: Annotated[
        bool, typer.Option(help="Print the commands, or what layers become on a tile.")
    ] = False,
    show_report: Annotated[
        bool,
        typer.Option(
            "--report",
            help="Everything that is not supported, or layers, memory and cycles; "
            "and what to change.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
    before: Annotated[
        PassNames, typer.Option("--print-ir-before", help="Print the IR before this pass, or all.")
    ] = None,
    after: Annotated[
        PassNames, typer.Option("--print-ir-after", help="Print the IR after this pass, or all.")
    ] = None,
    tune: Annotated[
        bool, typer.Option("--autotune", help="Search for a faster program, and keep the result.")
    ] = False,
    budget: Annotated[
        float, typer.Option(min=0.0, help="Seconds for the search of --autotune.")
    ] = 60.0,
):
    """Compile an int8 model to a program for a configuration.

    [bold]Examples[/bold]

      tinynpu compile model.tflite -o model.npu --preset base --listing

      tinynpu compile model.tflite --report

      tinynpu compile resnet8 -o resnet8.npu --autotune

      tinynpu compile model.tflite --print-ir-after fuse

      tinynpu compile ds-cnn --target tt --tile 1x2 --report
    """
    with reported():
        if target not in ("core", "tt"):
            fail(f"A target must be core or tt, not {target}.", 2)
        if target == "tt":
            if preset or config or settings or before or after or tune:
                fail("For a tile only --tile, --tile-set, --listing and --report may be given.", 2)
            compile_for_tile(
                model, choose_tile(tile_name, tile_settings), output,
                listing=listing, report=show_report, as_json=as_json,
            )  # fmt: skip
            return
        if tile_name or tile_settings:
            fail("A tile must come with --target tt.", 2)
        from tinynpu.arch.assembler import disassemble
        from tinynpu.compiler import compile_graph, read_model
        from tinynpu.compiler.autotune import autotune
        from tinynpu.compiler.compile import import_model
        from tinynpu.compiler.pipeline import PASSES, require_passes
        from tinynpu.compiler.report import report
        from tinynpu.models import find_model

        chosen = choose_config(preset, config, settings)
        shown = (*(before or ()), *(after or ()))
        if output is None and not (show_report or shown or listing or tune):
            fail("A program must have a file: give -o FILE, or ask for a --report.", 2)
        if as_json and not show_report:
            fail("The option --json must come with --report.", 2)
        require_passes(shown, (*PASSES, "all"))
        if output is not None:
            require_writable(output)
        data = read_model(find_model(model))
        tuning = None
        if tune:
            with progress_bar() as progress:
                tuned = autotune(data, chosen, budget=budget, progress=progress)
            tuning = tuned.tuning
            console.print(
                f"{tuned.default_cycles:,} cycles without tuning, {tuned.cycles:,} with "
                f"({tuned.tried} programs, {'kept from before' if tuned.cached else 'searched now'})",
                highlight=False,
            )
        if show_report:
            found = report(data, chosen, tuning)
            if as_json:
                print(json.dumps(found.to_json()))
            else:
                _print_report(found, chosen)
            if not found.compiles:
                raise typer.Exit(1)
        if output is None and not (shown or listing):
            return
        program = compile_graph(
            import_model(data),
            chosen,
            data,
            tuning,
            show=lambda heading, text: print(f"// {heading}\n{text}", end=""),
            before=before or (),
            after=after or (),
        )
        if listing:
            print(disassemble(program.code), end="")
        if output is None:
            return
        program.save(output)
        console.print(
            f"{output}: {len(program.layers)} layers, {program.macs:,} MACs, "
            f"{len(program.code) // 64} commands, {len(program.constants):,} bytes of constants, "
            f"{program.scratchpad_words:,} of {chosen.scratchpad_words:,} scratchpad words",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )


def _print_report(found, config):
    out = Console()
    if found.problems:
        table = Table(title="Not supported", box=SIMPLE, padding=(0, 1, 0, 0))
        for column in ("node", "operator", "what", "must be", "is", "do"):
            table.add_column(column, overflow="fold")
        for problem in found.problems:
            cells = (
                problem.node or "model", problem.operator, problem.attribute, problem.supported,
                problem.found, problem.suggestion,
            )  # fmt: skip
            table.add_row(*map(escape, cells))
        out.print(table)
        console.print(f"[red]error:[/red] What is not supported: {len(found.problems)}.", highlight=False)  # fmt: skip
        return
    if found.error:
        console.print(f"[red]error:[/red] {escape(found.error)}", highlight=False, soft_wrap=True)
        for advice in found.advice:
            out.print(advice, highlight=False, markup=False)
        return
    table = Table(title=f"Layers on {config.name}", box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("layer", overflow="fold")
    for column in ("MACs", "cycles", "tile"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("runs on", overflow="fold")
    for layer in found.layers:
        where = layer.where + (f": {layer.reason}" if layer.reason else "")
        table.add_row(
            escape(layer.name),
            f"{layer.macs:,}",
            "" if layer.cycles is None else f"{layer.cycles:,}",
            "×".join(map(str, layer.tile)),
            escape(where + (", in stripes" if layer.streamed else "")),
        )
    out.print(table)
    table = Table(title="Tensors", box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("made by", overflow="fold")
    for column in ("shape", "bytes", "words", "steps"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("memory")
    for tensor in found.tensors:
        table.add_row(
            escape(tensor.name),
            "×".join(map(str, tensor.shape)),
            f"{tensor.bytes:,}",
            f"{tensor.words:,}" if tensor.words else "",
            f"{tensor.first}–{tensor.last}",
            tensor.region,
        )
    out.print(table)
    memory = ", ".join(f"{name} {size:,}" for name, size in found.memory.items())
    out.print(
        f"{found.cycles:,} cycles (cycle model). Memory in bytes: {memory}. Scratchpad: "
        f"{found.scratchpad_words:,} of {config.scratchpad_words:,} words of {config.rows} bytes.",
        highlight=False,
    )


def opt(
    file: Annotated[Path, typer.Argument(help="MLIR text of the npu dialect.")],
    passes: Annotated[
        str, typer.Option(help="Passes in this order, separated by commas; none only checks.")
    ] = "",
    preset: PresetName = None,
    config: ConfigFile = None,
    settings: Settings = None,
):
    """Run passes of the compiler on MLIR text, verified before and after each, and print the result.

    [bold]Example[/bold]

      tinynpu compile model.tflite --print-ir-after import > m.mlir

      tinynpu opt m.mlir --passes canonicalize,fold,fuse
    """
    with reported():
        from tinynpu.compiler.ir.dialect import parse_module, print_module
        from tinynpu.compiler.pipeline import passes as all_passes
        from tinynpu.compiler.pipeline import require_passes, run_passes

        known = all_passes(choose_config(preset, config, settings))
        names = [name for name in passes.split(",") if name]
        require_passes(names, tuple(known))
        try:
            text = file.read_text()
        except OSError as error:
            fail(f"The file {file} must be readable ({error.strerror}).", 1)
        except UnicodeDecodeError:
            fail(f"The file {file} must be text.", 1)
        else:
            module = parse_module(text)
            run_passes(module, [known[name] for name in names])
            print(print_module(module), end="")
