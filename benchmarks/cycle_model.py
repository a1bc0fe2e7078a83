"""The cycle model beside the RTL: ``python benchmarks/cycle_model.py [MODEL.tflite …]``.

For the layers of ``benchmarks/layers.py``, a small residual network, and the models given: cycles of
each layer on the RTL and in `tinynpu.perf`, how far the model is off, what the array waited for in
the model, and which bound of the roofline binds. ``--presets base,large`` chooses configurations.
"""

import json
import time
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from layers import LAYERS, build
from rich.console import Console
from rich.table import Table

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.presets import PRESETS, preset
from tinynpu.arch.program import Program
from tinynpu.compiler import compile_graph, compile_model, read_model
from tinynpu.compiler.graph import Graph
from tinynpu.perf import estimate, layer_cycles, layer_stalls, roofline
from tinynpu.rtl import Simulator
from tinynpu.runtime.device import MachineDevice
from tinynpu.testing.models import GraphBuilder


def network() -> Graph:
    """A residual network of 16×16 pixels: three stages, each with a shortcut, then a classifier."""
    builder = GraphBuilder(np.random.default_rng(1))
    x = builder.input((1, 16, 16, 3))
    x = builder.conv2d(x, 16, (3, 3))
    for channels, stride in ((16, 1), (32, 2), (64, 2)):
        if stride > 1:
            x = builder.conv2d(x, channels, (1, 1), (stride, stride))
        x = builder.binary("add", builder.conv2d(x, channels, (1, 1)), x)
        x = builder.depthwise_conv2d(x, (3, 3))
    _, height, width, _ = builder.tensors[x].shape
    x = builder.pool(x, "average_pool2d", (height, width), (1, 1))
    return builder.graph(builder.fully_connected(x, 10))


def measure(name: str, program: Program, simulator: Simulator) -> dict:
    """Figures of one program: the RTL's, the model's, and each layer's."""
    rng = np.random.default_rng(2)
    inputs = [rng.integers(-128, 128, t.shape).astype(np.int8) for t in program.inputs]
    result = MachineDevice(simulator).run(program, inputs).result
    assert result is not None
    begin = time.perf_counter()
    model = estimate(program)
    seconds = time.perf_counter() - begin
    rtl_cycles = result.counters["cycles"]
    layers = zip(
        roofline(program),
        layer_cycles(program, result.events, rtl_cycles),
        layer_cycles(program, model.events, model.cycles),
        layer_stalls(program, model.events, model.spans, model.cycles),
        strict=True,
    )
    return {
        "name": name,
        "rtl_cycles": rtl_cycles,
        "model_cycles": model.cycles,
        "model_ms": round(1000 * seconds, 1),
        "commands": model.counters["commands"],
        "layers": [
            {
                "name": bound.name,
                "macs": bound.macs,
                "bytes": bound.read_bytes + bound.write_bytes,
                "compute_cycles": bound.compute_cycles,
                "port_cycles": bound.port_cycles,
                "bound": bound.bound,
                "rtl_cycles": rtl,
                "model_cycles": ours,
                "stalls": {
                    key.removeprefix("stall_"): value
                    for key, value in stalls.items()
                    if key.startswith("stall_")
                },
            }
            for bound, rtl, ours, stalls in layers
        ],
    }


def programs(config: Config, models: list[Path]):
    """Names and programs, or why there is none."""
    graphs = {name: build(name) for name in LAYERS} | {"residual network": network()}
    for name, graph in graphs.items():
        try:
            yield name, compile_graph(graph, config)
        except CompileError as error:
            yield name, error
    for path in models:
        try:
            yield path.stem, compile_model(read_model(path), config)
        except CompileError as error:
            yield path.stem, error


def off(row: dict) -> str:
    """How far the model is off."""
    return f"{row['model_cycles'] / max(row['rtl_cycles'], 1) - 1:+.2%}"


def main(
    models: Annotated[list[Path] | None, typer.Argument()] = None,
    presets: str = ",".join(PRESETS),
    as_json: bool = False,
):
    """Print a table for each configuration, or a JSON object with --as-json."""
    results: dict[str, list[dict]] = {}
    for name in presets.split(","):
        config = preset(name)
        table = Table(title=f"Cycles on {config.name}")
        for column in ("", "RTL", "model", "off", "bound", "compute", "port", "stalls (model)"):
            table.add_column(column, justify="left" if column in ("", "bound") else "right")
        results[name] = rows = []
        with Simulator(config, events=True) as simulator:
            for title, program in programs(config, models or []):
                if isinstance(program, CompileError):
                    table.add_row(title, "does not fit", end_section=True)
                    continue
                row = measure(title, program, simulator)
                rows.append(row)
                table.add_row(
                    f"{title}: {row['commands']} commands, {row['model_ms']} ms",
                    f"{row['rtl_cycles']:,}", f"{row['model_cycles']:,}", off(row), style="bold",
                )  # fmt: skip
                for layer in row["layers"]:
                    table.add_row(
                        f"  {layer['name']}", f"{layer['rtl_cycles']:,}",
                        f"{layer['model_cycles']:,}", off(layer), layer["bound"],
                        f"{layer['compute_cycles']:,}", f"{layer['port_cycles']:,}",
                        ", ".join(f"{key} {value}" for key, value in layer["stalls"].items()),
                    )  # fmt: skip
                table.add_section()
        if not as_json:
            Console(width=160).print(table)
    if as_json:
        print(json.dumps(results))


if __name__ == "__main__":
    typer.run(main)
