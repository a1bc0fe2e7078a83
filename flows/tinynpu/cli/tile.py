"""What the commands do for a TinyTapeout tile instead of a core."""

import contextlib
import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinynpu.arch.errors import CompileError, ConfigurationError
from tinynpu.arch.tile import TileConfig
from tinynpu.arch.tile_presets import TILES, tile
from tinynpu.cli.options import console, fail, progress_bar, require_writable

__all__ = [
    "DEFAULT_TILE",
    "TileName",
    "TileSettings",
    "bench_on_tile",
    "choose_tile",
    "compile_for_tile",
    "demo_on_tile",
    "run_on_tile",
]

DEFAULT_TILE = "1x2"

TileName = Annotated[
    str | None,
    typer.Option("--tile", help=f"Of a TinyTapeout tile: {', '.join(TILES)} ({DEFAULT_TILE})."),
]
TileSettings = Annotated[
    list[str] | None,
    typer.Option("--tile-set", help="Change a value of the tile: key=value; more than once."),
]

_WIDTH = 160
"""Columns of what is no terminal."""


def choose_tile(name: str | None, settings: Sequence[str] | None) -> TileConfig:
    """Tile from the options; `DEFAULT_TILE` if there are none.

    Raises
    ------
    ConfigurationError
        There is none of the name, or a value is wrong.
    """
    config = tile(name or DEFAULT_TILE)
    known = dataclasses.asdict(config)
    changes: dict[str, Any] = {}
    for setting in settings or ():
        key, equals, text = setting.partition("=")
        if not equals or key not in known:
            raise ConfigurationError(
                f"A setting of a tile must be key=value with a key of {', '.join(known)}, not {setting}."
            )
        changes[key] = _value(key, text, type(known[key]))
    return dataclasses.replace(config, **changes)


def _value(key: str, text: str, kind: type) -> int | bool:
    if kind is bool:
        if text.lower() not in ("true", "false", "1", "0"):
            raise ConfigurationError(f"Value {key} must be true or false, not {text}.")
        return text.lower() in ("true", "1")
    try:
        return int(text, 0)
    except ValueError:
        raise ConfigurationError(f"Value {key} must be an integer, not {text}.") from None


def compile_for_tile(
    model: str,
    config: TileConfig,
    output: Path | None,
    *,
    listing: bool,
    report: bool,
    as_json: bool,
):
    """``tinynpu compile --target tt``."""
    from tinynpu.bench.tile import prepare_tile

    if output is None and not (listing or report):
        fail("A program must have a file: give -o FILE, or ask for a --report.", 2)
    if as_json and not report:
        fail("The option --json must come with --report.", 2)
    if output is not None:
        require_writable(output)
    _, program = prepare_tile(model, config)
    count = program.count()
    if report and as_json:
        layers = [
            {"name": layer.name, "op": layer.op, "macs": layer.macs, "mapping": layer.mapping}
            | dataclasses.asdict(layer.count(program.config))
            for layer in program.layers
        ]
        total = dataclasses.asdict(count)
        print(json.dumps({"tile": dataclasses.asdict(program.config), "layers": layers} | total))
    elif report:
        _out().print(_layers(program, [None] * len(program.layers)))
    if listing:
        print(program, end="")
    if output is None:
        return
    program.save(output)
    console.print(
        f"{output}: {len(program.layers)} layers, {program.macs:,} MACs, {count.blocks:,} blocks, "
        f"{count.transfers:,} transfers, {count.cycles:,} cycles",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


def run_on_tile(
    model: str,
    config: TileConfig | None,
    device: str,
    values: Sequence[np.ndarray],
    *,
    as_json: bool,
    output: Path,
) -> dict[str, np.ndarray]:
    """``tinynpu run --device tt-…``: outputs by name.

    Parameters
    ----------
    config
        None: the tile of a program, or the default one.
    """
    from tinynpu.bench.tile import prepare_tile
    from tinynpu.runtime.tile import open_tile

    _, program = prepare_tile(model, config or tile(DEFAULT_TILE))
    if config is not None and program.config != config:
        raise CompileError(
            f"A program must be compiled for the tile that is asked for ({config}), not for "
            f"{program.config}."
        )
    with progress_bar() as progress:
        opened = open_tile(device, program.config, progress=progress)
        with contextlib.closing(opened):
            found = opened.run(program, values)
    counters = found.result.counters if found.result else {}
    if as_json:
        print(
            json.dumps(
                {
                    "device": device,
                    "tile": dataclasses.asdict(program.config),
                    "macs": program.macs,
                    "output": str(output),
                    "shape": list(found.outputs[0].shape),
                    "counters": counters,
                }
            )
        )
    else:
        made = ", ".join(f"{value.dtype} {list(value.shape)}" for value in found.outputs)
        console.print(f"{output}: {made} from {device}", highlight=False, markup=False)
        text = ", ".join(f"{value:,} {name}" for name, value in counters.items())
        console.print(text, highlight=False, markup=False)
    pairs = zip(program.outputs, found.outputs, strict=True)
    return {tensor.name: value for tensor, value in pairs}


def bench_on_tile(
    names: Sequence[str],
    config: TileConfig,
    device: str,
    *,
    directory: Path | None,
    inputs: int,
    seed: int,
    as_json: bool,
):
    """``tinynpu bench --device tt-…``."""
    from tinynpu.bench.tile import measure_tile, prepare_tile

    with progress_bar() as progress:
        ready = [prepare_tile(name, config, directory) for name in names]
        rows = [
            measure_tile(*model, device, inputs=inputs, seed=seed, progress=progress)
            for model in ready
        ]
    if as_json:
        print(json.dumps([row.to_json() for row in rows]))
    else:
        out = _out()
        for row in rows:
            out.print(_layers(row.program, row.cycles, row.model))
        out.print(_models(rows))
    wrong = [row.model for row in rows if row.mismatched_bytes]
    if wrong:
        fail(f"Every output byte must equal the reference; those of {', '.join(wrong)} do not.", 1)
    if not as_json:
        references = ", ".join(dict.fromkeys(row.reference for row in rows))
        console.print(f"All outputs equal their reference ({references}).", highlight=False)


def demo_on_tile(config: TileConfig, device: str, images: int, *, as_json: bool):
    """``tinynpu demo --device tt-…``."""
    from tinynpu.demo.digits import HELD_OUT
    from tinynpu.demo.tile import run_tile_demo

    if images > HELD_OUT:
        fail(f"The number of images must be at most {HELD_OUT}, not {images}.", 2)
    with progress_bar() as progress:
        figures = run_tile_demo(config, device, images, progress).summary()
    if as_json:
        print(json.dumps(figures))
    else:
        table = Table(title="Digits on a TinyTapeout tile", show_header=False)
        for name, value in (
            ("tile", _title(config)),
            ("device", device),
            ("images", f"{figures['images']}"),
            ("accuracy", f"{figures['accuracy']:.2%}"),
            ("bytes that differ from golden", f"{figures['mismatched_bytes']}"),
            ("blocks per image", f"{figures['blocks_per_image']:,}"),
            ("transfers per image", f"{figures['transfers_per_image']:,}"),
            ("cycles per image", f"{figures['cycles_per_image']:,}"),
            ("time at 50 MHz", _time(figures["seconds_per_image_at_50_mhz"])),
            ("time behind an RP2040", _time(figures["seconds_per_image_behind_rp2040"])),
            ("images per second here", f"{figures['images_per_second_here']:,.1f}"),
        ):
            table.add_row(name, value)
        Console().print(table)
    if figures["mismatched_bytes"]:
        fail(
            f"The tile must equal the golden model; {figures['mismatched_bytes']} bytes differ.", 1
        )


def _out() -> Console:
    out = Console()
    return out if out.is_terminal else Console(width=_WIDTH)


def _title(config: TileConfig) -> str:
    return f"{config.columns} columns × {config.rows} rows, {config.macs} multipliers"


def _time(seconds: float) -> str:
    return f"{1000 * seconds:,.2f} ms"


def _table(title: str, columns: Sequence[str], left: Sequence[str]) -> Table:
    table = Table(title=title, box=SIMPLE, padding=(0, 1, 0, 0))
    for column in columns:
        named = column in left
        table.add_column(column, justify="left" if named else "right", no_wrap=True)
    return table


def _layers(program: Any, cycles: Sequence[int | None], model: str = "") -> Table:
    title = ": ".join(filter(None, [model, _title(program.config)]))
    columns = ("layer", "rows × columns", "MACs", "blocks", "sent", "received", "cycles", "MAC/cycle")  # fmt: skip
    table = _table(title, columns, columns[:2])
    for layer, measured in zip(program.layers, cycles, strict=True):
        count = layer.count(program.config)
        taken = count.cycles if measured is None else measured
        table.add_row(
            escape(layer.name), layer.mapping, f"{layer.macs:,}", f"{count.blocks:,}",
            f"{count.sent:,}", f"{count.received:,}", f"{taken:,}", f"{layer.macs / taken:.2f}",
        )  # fmt: skip
    return table


def _models(rows: Sequence[Any]) -> Table:
    from tinynpu.bench.tile import Pio

    columns = ("model", "MACs", "transfers", "cycles", "MAC/cycle", "at 50 MHz", "RP2040", "bytes", "differ")  # fmt: skip
    table = _table("Models on the tile", columns, columns[:1])
    for row in rows:
        count, macs = row.total, row.program.macs
        table.add_row(
            escape(row.model), f"{macs:,}", f"{count.transfers:,}", f"{count.cycles:,}",
            f"{macs / max(count.cycles, 1):.2f}", _time(row.tile_seconds),
            _time(Pio().seconds(count)), f"{row.output_bytes:,}", f"{row.mismatched_bytes}",
        )  # fmt: skip
    return table
