"""Cycles and utilization of single layers on the RTL: ``python benchmarks/layers.py``.

For each layer: cycles of the whole program (all transfers from and to memory), and of the compute
span, from the first sample in the array to the last result written; multiply-accumulates a cycle
and utilization of the array in both; what the array waited for. Every byte is compared with the
golden model.
"""

import json

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from tinynpu.arch.config import Config
from tinynpu.arch.presets import preset
from tinynpu.compiler import compile_graph
from tinynpu.compiler.graph import Graph
from tinynpu.rtl import Simulator
from tinynpu.runtime.device import MachineDevice
from tinynpu.runtime.golden import evaluate
from tinynpu.testing.models import GraphBuilder


def build(name: str) -> Graph:
    """One layer on 16×16 pixels."""
    builder = GraphBuilder(np.random.default_rng(1))
    same = ((1, 1), (1, 1), (1, 1, 1, 1))
    if name == "fully connected 1024→64":
        x = builder.input((1, 1024))
        return builder.graph(builder.fully_connected(x, 64))
    x = builder.input((1, 16, 16, 64))
    if name == "3×3 convolution 64→64":
        return _padded(builder, x, lambda: builder.conv2d(x, 64, (3, 3)), same)
    if name == "pointwise 64→64":
        return builder.graph(builder.conv2d(x, 64, (1, 1)))
    return _padded(builder, x, lambda: builder.depthwise_conv2d(x, (3, 3)), same)


def _padded(builder: GraphBuilder, x: str, make, same) -> Graph:
    """Make a layer with SAME padding instead of a random one."""
    builder._padding = lambda size, *_: (same[2], list(size))  # type: ignore[method-assign]
    return builder.graph(make())


LAYERS = (
    "3×3 convolution 64→64",
    "pointwise 64→64",
    "3×3 depthwise 64",
    "fully connected 1024→64",
)


def measure(name: str, config: Config, simulator: Simulator) -> dict:
    """Figures of one layer."""
    graph = build(name)
    program = compile_graph(graph, config)
    rng = np.random.default_rng(2)
    inputs = [rng.integers(-128, 128, graph.tensors[n].shape).astype(np.int8) for n in graph.inputs]
    inference = MachineDevice(simulator).run(program, inputs)
    expected = evaluate(graph, inputs)[graph.outputs[0]]
    result = inference.result
    assert result is not None
    feed = [event for event in result.events if event.unit == "feed"]
    drained = [event for event in result.events if event.unit == "requantizer"]
    span = drained[-1].end - feed[0].begin
    cycles = result.counters["cycles"]
    stalls = {k.removeprefix("stall_"): v for k, v in result.counters.items() if "stall" in k and v}
    return {
        "layer": name,
        "macs": program.macs,
        "cycles": cycles,
        "compute_cycles": span,
        "macs_per_cycle": round(program.macs / cycles, 2),
        "compute_macs_per_cycle": round(program.macs / span, 2),
        "utilization": round(program.macs / cycles / config.macs, 4),
        "compute_utilization": round(program.macs / span / config.macs, 4),
        "stalls": stalls,
        "mismatched_bytes": int((inference.outputs[0] != expected).sum()),
    }


def markdown(rows: list[dict]) -> str:
    """The table as it stands in the README."""
    lines = [
        "| layer | MACs | whole program: cycles | MAC/cycle | use | compute: cycles | MAC/cycle | use |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = [row["layer"], f"{row['macs']:,}"]
        for kind in ("", "compute_"):
            cells += [
                f"{row[f'{kind}cycles']:,}",
                f"{row[f'{kind}macs_per_cycle']:.1f}",
                f"{row[f'{kind}utilization']:.1%}",
            ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main(preset_name: str = "base", as_json: bool = False, as_markdown: bool = False):
    """Print the table, or a JSON list with --as-json."""
    config = preset(preset_name)
    with Simulator(config, events=True) as simulator:
        rows = [measure(name, config, simulator) for name in LAYERS]
    if as_json:
        print(json.dumps(rows))
        return
    if as_markdown:
        print(markdown(rows))
        return
    table = Table(title=f"Layers on {config.name}: 16×16 pixels, {config.macs} MAC/cycle")
    for column in (
        "layer",
        "MACs",
        "cycles",
        "MAC/cycle",
        "use",
        "compute cycles",
        "MAC/cycle",
        "use",
        "bytes off",
        "stalls",
    ):
        table.add_column(column)
    for row in rows:
        table.add_row(
            row["layer"],
            f"{row['macs']:,}",
            f"{row['cycles']:,}",
            f"{row['macs_per_cycle']:.1f}",
            f"{row['utilization']:.1%}",
            f"{row['compute_cycles']:,}",
            f"{row['compute_macs_per_cycle']:.1f}",
            f"{row['compute_utilization']:.1%}",
            str(row["mismatched_bytes"]),
            ", ".join(f"{key} {value}" for key, value in row["stalls"].items()),
        )
    Console(width=160).print(table)


if __name__ == "__main__":
    typer.run(main)
