"""The ``tinynpu`` command."""

import contextlib
import importlib.metadata
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.presets import PRESETS
from tinynpu.cli import tinytapeout_build  # noqa: F401 (adds commands to the next one)
from tinynpu.cli.asic import asic
from tinynpu.cli.bench import bench
from tinynpu.cli.bench_asic import bench_asic
from tinynpu.cli.bench_fpga import bench_fpga
from tinynpu.cli.board import bench_link, board_sim
from tinynpu.cli.compile import compile_command, opt
from tinynpu.cli.flash import flash
from tinynpu.cli.fpga import fpga
from tinynpu.cli.models import models
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
    require_writable,
)
from tinynpu.cli.quantize import quantize
from tinynpu.cli.tile import (
    TileName,
    TileSettings,
    choose_tile,
    demo_on_tile,
    run_on_tile,
)
from tinynpu.cli.tinytapeout import tinytapeout
from tinynpu.cli.verify import verify

__all__ = ["app", "main"]

_IMAGES, _TILE_IMAGES = 100, 20

app = typer.Typer(
    help="An open NPU: generate the hardware, compile int8 models, run them on the RTL.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool):
    if wanted:
        print(importlib.metadata.version("tinynpu"))
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
):
    pass


@app.command()
def demo(
    preset: Annotated[str, typer.Option(help=f"Configuration: {', '.join(PRESETS)}.")] = "base",
    images: Annotated[
        int | None,
        typer.Option(min=1, help="Held-out images to classify: 100, or 20 on a tile."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the HTML page.")] = Path("demo-report"),
    device: Annotated[
        str, typer.Option(help="rtl; or a TinyTapeout tile: tt-sim, tt-golden, tt-board:PORT.")
    ] = "rtl",
    tile_name: TileName = None,
    tile_settings: TileSettings = None,
    as_json: JsonFlag = False,
):
    """Classify real digits on the RTL of the NPU, and compare every byte with the golden model.

    Compiles the digits model, builds a simulator of the RTL (kept for next time),
    runs images that no training saw, and writes a page with the pictures,
    the predictions, the layers and a timeline.

    [bold]Examples[/bold]

      tinynpu demo

      tinynpu demo --preset large --images 500 --json

      tinynpu demo --device tt-sim --tile 1x2
    """
    from tinynpu.runtime.tile import is_tile

    with reported():
        if is_tile(device):
            chosen = choose_tile(tile_name, tile_settings)
            demo_on_tile(chosen, device, images or _TILE_IMAGES, as_json=as_json)
            return
        if device != "rtl" or tile_name or tile_settings:
            fail(f"The demo must run on rtl, or on a tile with --device tt-sim, not {device}.", 2)
        images = images or _IMAGES
        from tinynpu.arch.program import write_file
        from tinynpu.demo.digits import HELD_OUT
        from tinynpu.demo.page import page
        from tinynpu.demo.run import run_demo

        config = choose_config(preset, None, None)
        if images > HELD_OUT:
            fail(f"The number of images must be at most {HELD_OUT}, not {images}.", 2)
        target = out / "index.html"
        with output_folder(out):
            require_writable(target)
            with progress_bar() as progress:
                result = run_demo(config, images, progress)
            write_file(target, page(result).encode())
        figures = result.summary()
        if as_json:
            print(json.dumps(figures))
        else:
            table = Table(title=f"Digits on {config.name}, {config.rows}×{config.cols} multipliers", show_header=False)  # fmt: skip
            for name, value in (
                ("images", f"{figures['images']}"),
                ("accuracy", f"{figures['accuracy']:.2%}"),
                ("bytes that differ from golden", f"{figures['mismatched_bytes']}"),
                ("cycles per image", f"{figures['cycles_per_image']:,.0f}"),
                ("utilization", f"{figures['utilization']:.1%}"),
                ("simulated images per second", f"{figures['simulated_images_per_second']:,.1f}"),
                ("page", escape(str(target))),
            ):
                table.add_row(name, value)
            Console().print(table)
        if figures["mismatched_bytes"]:
            fail(f"The RTL must equal the golden model; {figures['mismatched_bytes']} bytes differ.", 1)  # fmt: skip


@app.command()
def generate(
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the files.")],
    preset: PresetName = None,
    config: ConfigFile = None,
    settings: Settings = None,
):
    """Write the hardware of a configuration: Verilog, C header, JSON, SVD, documentation.

    [bold]Examples[/bold]

      tinynpu generate --preset base -o build/base

      tinynpu generate --preset base --set rows=4 --set cols=12 --set lanes=4 -o build/mine
    """
    with reported():
        chosen = choose_config(preset, config, settings)
        from tinynpu.flows.verilog import generate as write

        with output_folder(out):
            paths = write(chosen, out)
        for path in paths:
            print(path)


app.command("compile")(compile_command)
app.command()(opt)


def _read_input(path: Path) -> Any:
    import numpy as np

    try:
        value = np.load(path, allow_pickle=False)
    except OSError as error:
        raise DeviceError(
            f"The input {path} must be readable ({error.strerror or error})."
        ) from None
    except (ValueError, EOFError) as error:
        raise DeviceError(f"The input {path} must be a .npy file: {error}.") from None
    if not isinstance(value, np.ndarray):
        raise DeviceError(f"The input {path} must be a .npy file with one array.")
    return value


def _npy(path: Path, outputs: dict[str, Any]) -> bytes:
    """Content of a file of outputs: all of them by name (.npz), or the first."""
    import io

    import numpy as np

    buffer = io.BytesIO()
    if path.suffix == ".npz":
        np.savez(buffer, **outputs)
    else:
        np.save(buffer, next(iter(outputs.values())))
    return buffer.getvalue()


def _write_kat(
    program: Any, config: Any, values: list[Any], seed: int | None, folder: Path
) -> dict[str, Any]:
    """Write a known-answer test; what ``--json`` says of it."""
    from tinynpu.kat import make_vectors, write_vectors

    if program.config.hash != config.hash:
        raise DeviceError(
            f"A program must be compiled for the configuration of the vectors ({config.name}, "
            f"{config.hash:08x}); this is for {program.config.name}, {program.config.hash:08x}."
        )
    vectors = make_vectors(program, values, seed=seed)
    files = write_vectors(vectors, folder)
    compared = sum(len(piece.data) for vector in vectors.vectors for piece in vector.expect)
    console.print(
        f"{folder}: {len(files)} files, {len(vectors.vectors)} vectors, {compared:,} bytes compared "
        f"and the whole memory of {vectors.memory_bytes:,} bytes; read README.txt there",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    return {
        "folder": str(folder),
        "seed": seed,
        "vectors": len(vectors.vectors),
        "compared_bytes": compared,
        "memory_bytes": vectors.memory_bytes,
        "model_cycles": sum(vector.model_cycles for vector in vectors.vectors),
    }


@app.command()
def run(
    model: Annotated[str, typer.Argument(help="Model, name of a reference model, or program.")],
    inputs: Annotated[
        list[Path] | None,
        typer.Option(
            "--input", help="Input as .npy in the model's type; once for each input of the model."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="First output as .npy, or all outputs by name as .npz."),
    ] = None,
    device: Annotated[
        str,
        typer.Option(
            help="rtl, iss, golden, or a board: uart:PORT[,baud], spi:/dev/spidevB.C[,hz], "
            "mmio:/dev/uioN[,MEMORY]; or a TinyTapeout tile: tt-sim, tt-golden, tt-board:PORT."
        ),
    ] = "rtl",
    preset: PresetName = None,
    config: ConfigFile = None,
    settings: Settings = None,
    tile_name: TileName = None,
    tile_settings: TileSettings = None,
    trace: Annotated[Path | None, typer.Option(help="Chrome/Perfetto trace (rtl).")] = None,
    wave: Annotated[Path | None, typer.Option(help="Waves, .vcd or .fst (rtl).")] = None,
    kat: Annotated[
        Path | None,
        typer.Option(help="Folder for a known-answer test that runs without this project."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Random inputs for --kat, instead of --input.")
    ] = None,
    as_json: JsonFlag = False,
):
    """Run a model or a program once, on the RTL, a simulator, the golden model or a board.

    A board tells which preset it holds, so none has to be named.

    [bold]Examples[/bold]

      tinynpu run model.tflite --input x.npy --output y.npy --device iss

      tinynpu run model.npu --input x.npy --output y.npy --trace trace.json --wave wave.vcd

      tinynpu run model.tflite --input x.npy --output y.npy --device uart:/dev/ttyUSB1,115200

      tinynpu run model.tflite --preset tt --kat vectors --seed 1

      tinynpu run model.tflite --input x.npy --output y.npy --device tt-sim --tile 1x2
    """
    from tinynpu.arch.program import Program, write_file
    from tinynpu.compiler import compile_model, read_model
    from tinynpu.compiler.tile import is_tile_program
    from tinynpu.flows.trace import chrome_trace
    from tinynpu.models import find_model
    from tinynpu.runtime import BOARDS, DEVICES, board_config, is_board, open_device
    from tinynpu.runtime.tile import is_tile

    with reported():
        if is_tile(device):
            if preset or config or settings or trace or wave or kat or seed is not None:
                fail("On a tile only --input, --output, --tile, --tile-set and --json may be given.", 2)  # fmt: skip
            if output is None or not inputs:
                fail("A run must have an --output, and an --input for each input of the model.", 2)
            require_writable(output)
            named_tile = tile_name is not None or tile_settings
            chosen_tile = choose_tile(tile_name, tile_settings) if named_tile else None
            values = [_read_input(path) for path in inputs]
            made = run_on_tile(model, chosen_tile, device, values, as_json=as_json, output=output)
            write_file(output, _npy(output, made))
            return
        if tile_name or tile_settings:
            fail("A tile must come with --device tt-sim, tt-golden or tt-board:PORT.", 2)
        if device not in DEVICES and not is_board(device):
            fail(f"A device must be one of {', '.join(DEVICES + BOARDS)}, not {device}.", 2)
        if output is None and kat is None:
            fail("A run must have an --output, or a folder for --kat.", 2)
        if kat is None and (seed is not None or not inputs):
            fail("A run must have an --input for each input of the model; only --kat draws them.", 2)  # fmt: skip
        if inputs and seed is not None:
            fail("Only one of --input and --seed must be given, not both.", 2)
        if (trace or wave) and output is None:
            fail("A trace or waves need a run with --output.", 2)
        if (trace or wave) and device != "rtl":
            fail(f"A trace or waves need --device rtl, not {device}.", 2)
        if wave is not None and wave.suffix not in (".vcd", ".fst"):
            fail(f"A wave file must end in .vcd or .fst, not {wave}.", 2)
        for path in (output, trace, wave):
            if path is not None:
                require_writable(path)
        if kat is not None:
            from tinynpu.kat import require_folder

            require_folder(kat)
        data = read_model(find_model(model))
        if is_tile_program(data):
            fail(f"A program for a tile must run with --device tt-sim, tt-golden or tt-board:PORT, not {device}.", 2)  # fmt: skip
        chosen = choose_config(preset, config, settings)
        named = preset is not None or config is not None or settings
        if Program.is_program(data):
            program = Program.from_bytes(data)
            if not named:
                chosen = program.config
        elif is_board(device) and not named and output is not None:
            chosen = board_config(device)
            program = compile_model(data, chosen)
        else:
            program = compile_model(data, chosen)
        if inputs:
            values = [_read_input(path) for path in inputs]
        else:
            from tinynpu.bench.reference import random_inputs

            seed = seed or 0
            values = random_inputs(program, seed, 0)
        from tinynpu.runtime.image import Image

        Image(program).write_inputs(values)  # refuse wrong inputs before the simulator is built
        vectors = None if kat is None else _write_kat(program, chosen, values, seed, kat)
        if output is None:
            if as_json:
                print(json.dumps({"preset": program.config.name, "kat": vectors}))
            return
        options: dict[str, Any] = {}
        if device == "rtl":
            options = {"events": trace is not None, "wave": wave}
        with progress_bar() as progress:
            if device == "rtl":
                options["progress"] = progress
            with contextlib.closing(open_device(device, chosen, **options)) as machine:
                inference = machine.run(program, values)
        names = [tensor.name for tensor in program.outputs]
        write_file(output, _npy(output, dict(zip(names, inference.outputs, strict=True))))
        if trace is not None and inference.result is not None:
            write_file(trace, chrome_trace(program, inference.result).encode())
        counters = inference.result.counters if inference.result else {}
        if as_json:
            shown = {
                "device": device,
                "preset": program.config.name,
                "macs": program.macs,
                "output": str(output),
                "shape": list(inference.outputs[0].shape),
                "counters": counters,
            }
            if vectors is not None:
                shown["kat"] = vectors
            print(json.dumps(shown))
        else:
            made = ", ".join(f"{value.dtype} {list(value.shape)}" for value in inference.outputs)
            console.print(f"{output}: {made} from {device}", highlight=False, markup=False)
            if counters:
                cycles = counters["cycles"]
                use = program.macs / (cycles * program.config.macs)
                console.print(f"{cycles:,} cycles, utilization {use:.1%}", highlight=False)


app.command()(models)
app.command()(bench)
app.command()(board_sim)
app.command()(bench_link)
app.command()(quantize)
app.command()(verify)
app.command()(fpga)
app.command()(asic)
app.command()(flash)
app.command("bench-fpga")(bench_fpga)
app.command("bench-asic")(bench_asic)
app.add_typer(tinytapeout, name="tinytapeout")


@app.command()
def doctor(as_json: JsonFlag = False):
    """Look for every external tool: found or not, its version, what needs it, how to get it."""
    with reported():
        from tinynpu.tools import survey

        statuses = survey()
        if as_json:
            print(json.dumps({s.name: {"version": s.version, "needed_by": s.needed_by, "remedy": s.remedy} for s in statuses}))  # fmt: skip
            return
        table = Table(title="Tools")
        for column in ("tool", "found", "needed by", "how to get it"):
            table.add_column(column, overflow="fold")
        for status in statuses:
            found = f"[green]{status.version}[/green]" if status.version else "[yellow]no[/yellow]"
            table.add_row(status.name, found, status.needed_by, "" if status.version else escape(status.remedy))  # fmt: skip
        Console().print(table)


def main():
    """Entry point of the ``tinynpu`` command."""
    app()
