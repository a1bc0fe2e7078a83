"""The page of the benchmark, as Markdown."""

from collections.abc import Sequence

from tinynpu.arch.config import Config
from tinynpu.bench.measure import Measurement

__all__ = ["performance_page"]

_CAUSES = {
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


def performance_page(rows: Sequence[Measurement], config: Config) -> str:
    """Page of measurements on one configuration."""
    latency = rows[0].memory_latency
    names = " ".join(row.model for row in rows)
    lines = [
        "# Performance",
        "",
        f"Printed by `tinynpu bench {names} --preset {config.name} --latency {latency} "
        "--page docs/performance.md`; times in seconds are of the machine that ran it.",
        "",
        f"Configuration `{config.name}`: {config.rows}×{config.cols} multipliers, {config.bus_bytes}-byte memory "
        f"port, {latency} cycles from a read to its first beat, {config.scratchpad_bytes // 1024} KiB scratchpad. Weights and activations are in "
        "external memory at the start; outputs are there at the end. Each output byte is compared.",
        "",
        *_models(rows),
        *_vela(rows),
        "",
        "## Where the cycles go",
        "",
        *_stalls(rows, config),
        "",
        *(f"- **{cause}**: {text}" for cause, text in _CAUSES.items()),
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


def _table(head: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(row) + " |" for row in body),
    ]


def _models(rows: Sequence[Measurement]) -> list[str]:
    head = [
        "model", "MACs", "cycles (RTL)", "target", "use of the multipliers", "cycles (model)", "off",
        "worst layer", "bytes read", "written", "bytes wrong", "compile s", "RTL s",
    ]  # fmt: skip
    body = []
    for row in rows:
        worst = max((_off(x.cycles_model, x.cycles_rtl) for x in row.layers if x.cycles_rtl > 1000), key=abs, default=0.0)  # fmt: skip
        body.append(
            [
                row.model,
                f"{row.macs:,}",
                f"{row.cycles_rtl:,}",
                "" if row.target is None else f"{row.target:,}",
                f"{row.utilization:.1%}",
                f"{row.cycles_model:,}",
                f"{_off(row.cycles_model, row.cycles_rtl):+.2%}",
                f"{worst:+.2%}",
                f"{row.bytes_read:,}",
                f"{row.bytes_written:,}",
                f"{row.mismatched_bytes} ({row.reference})",
                f"{row.compile_seconds:.2f}",
                f"{row.rtl_seconds:.2f}",
            ]
        )
    return [
        *_table(head, body),
        "",
        "`worst layer`: how far the cycle model is off in a layer above 1,000 cycles.",
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
            f"{(row.vela_cycles or 0) / row.cycles_rtl:.2f}",
            f"{(row.vela_npu_cycles or 0) / row.cycles_rtl:.2f}",
        ]
        for row in known
    ]
    return [
        "",
        "## Beside an Ethos-U55",
        "",
        f"Vela {known[0].vela_version} estimates these cycles for the Ethos-U55 with as many multipliers "
        "(`Ethos_U55_High_End_Embedded`, `Shared_Sram`, optimised for performance). It is an estimate of another "
        "machine with another memory: there, weights come from a flash that is slower than our memory port, which "
        "is what its total for the autoencoder is; the column of its NPU leaves all memories out. Ours are cycles of the RTL.",
        "",
        *_table(
            ["model", "cycles (RTL)", "Vela, total", "Vela, NPU", "total / ours", "NPU / ours"],
            body,
        ),
    ]


def _stalls(rows: Sequence[Measurement], config: Config) -> list[str]:
    causes = [c for c in _CAUSES if any(row.stalls.get(f"stall_{c}") for row in rows)]
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
            ]
        )
    return [
        "Of the cycles in which the array streams samples, `ideal` would do with every multiplier at work; in "
        "the rest some have nothing to do (a depthwise layer uses one of eight, a first layer has three channels).",
        "",
        *_table(["model", "cycles", "ideal", "multipliers idle", *causes], body),
    ]


def _layers(row: Measurement) -> list[str]:
    body = []
    for layer in row.layers:
        stalls = sorted(layer.stalls.items(), key=lambda item: -item[1])
        body.append(
            [
                layer.name,
                layer.op,
                f"{layer.macs:,}",
                f"{layer.cycles_rtl:,}",
                f"{_off(layer.cycles_model, layer.cycles_rtl):+.1%}",
                f"{layer.utilization:.0%}",
                f"{layer.bound_cycles:,} {layer.bound}",
                f"{layer.bytes:,}",
                ", ".join(f"{key.removeprefix('stall_')} {value:,}" for key, value in stalls),
            ]
        )
    head = ["layer", "op", "MACs", "cycles", "model", "use", "bound", "bytes", "stalls"]
    lines = _table(head, body)
    if row.host:
        named = ", ".join(f"{host['name']} ({host['op']})" for host in row.host)
        lines += ["", f"On the host, in no cycles of the NPU: {named}."]
    return lines


def _off(model: int, rtl: int) -> float:
    return model / rtl - 1 if rtl else 0.0
