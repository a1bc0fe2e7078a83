"""What ``tinynpu bench`` shows on the terminal."""

import os
from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinynpu.bench.figures import Measurement
from tinynpu.bench.page import CAUSES, stall_text

__all__ = ["print_tables"]

_FILE_WIDTH = 160
_WIDE, _LEAST = 130, 90
"""Columns that show everything of the layers, and of the models."""


def print_tables(rows: Sequence[Measurement]):
    """Tables of all models, then one for the layers of each, on standard output.

    Below 130 columns those of the layers leave out the operator, the model's cycles and the
    shorter stalls. What is no terminal and does not say how wide it is gets 160 columns.
    """
    out = Console()
    if not out.is_terminal and "COLUMNS" not in os.environ:
        out = Console(width=_FILE_WIDTH)
    out.print(_cycles(rows, out.width))
    for row in rows:
        if row.vela_missing and any(other.vela_missing is None for other in rows):
            out.print(f"{row.model}: {row.vela_missing}", highlight=False, markup=False)
    if all(row.vela_missing == rows[0].vela_missing for row in rows) and rows[0].vela_missing:
        out.print(f"No estimate of Vela: {rows[0].vela_missing}", highlight=False, markup=False)
    out.print(_work(rows))
    if any(row.stalls for row in rows):
        out.print(_stalls(rows))
    for row in rows:
        if row.layers:
            out.print(_layers(row, out.width))
        for host in row.host:
            reason = f"; {host['reason']}" if host["reason"] else ""
            out.print(f"{row.model}: {host['name']} ({host['op']}) runs on the host, in no cycles of the NPU{reason}.", highlight=False, markup=False)  # fmt: skip


def _table(title: str, columns: Sequence[str], *, left: Sequence[str] = ()) -> Table:
    table = Table(title=title, box=SIMPLE, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        named = number == 0 or column in left
        table.add_column(column, justify="left" if named else "right", no_wrap=not named, overflow="fold")  # fmt: skip
    return table


def _cycles(rows: Sequence[Measurement], width: int) -> Table:
    vela = any(row.vela_cycles is not None for row in rows)
    columns = ["", "MACs", "cycles", "target", "use", "model", "off"]
    columns += ["Vela U55", "its NPU"] if vela else []
    if width < _LEAST:
        columns.remove("model")
    table = _table(f"{rows[0].preset}, memory latency {rows[0].memory_latency} cycles", columns)
    for row in rows:
        cells = [
            escape(row.model),
            f"{row.macs:,}",
            f"{row.cycles_rtl:,}",
            _number(row.target),
            f"{row.utilization:.1%}",
            *([] if width < _LEAST else [f"{row.cycles_model:,}"]),
            f"{row.model_error:+.2%}",
        ]
        if vela:
            cells += [_number(row.vela_cycles), _number(row.vela_npu_cycles)]
        table.add_row(*cells)
    return table


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _work(rows: Sequence[Measurement]) -> Table:
    columns = ["", "read", "written", "port", "compile s", "RTL s", "bytes wrong", "compared with"]
    table = _table("memory port, seconds, outputs", columns, left=("compared with",))
    for row in rows:
        wrong = f"{row.mismatched_bytes:,} of {row.output_bytes:,}"
        table.add_row(
            escape(row.model),
            f"{row.bytes_read:,}",
            f"{row.bytes_written:,}",
            f"{row.port_utilization:.1%}",
            f"{row.compile_seconds:.2f}",
            f"{row.rtl_seconds:.2f}",
            f"[red]{wrong}[/red]" if row.mismatched_bytes else wrong,
            row.reference,
        )
    return table


def _stalls(rows: Sequence[Measurement]) -> Table:
    causes = [c for c in CAUSES if any(row.stalls.get(f"stall_{c}") for row in rows)]
    table = _table("cycles in which the array stalls", ["", *causes])
    for row in rows:
        table.add_row(escape(row.model), *(f"{row.stalls.get(f'stall_{c}', 0):,}" for c in causes))
    return table


def _layers(row: Measurement, width: int) -> Table:
    columns = ["layer", "op", "MACs", "cycles", "model", "off", "use", "bound", "stalls"]
    left_out = () if width >= _WIDE else ("op", "model")
    shown = [column for column in columns if column not in left_out]
    table = _table(f"{escape(row.model)}: layers", shown, left=("op", "bound", "stalls"))
    for layer in row.layers:
        cells = {
            "layer": escape(layer.name),
            "op": layer.op,
            "MACs": f"{layer.macs:,}",
            "cycles": f"{layer.cycles_rtl:,}",
            "model": f"{layer.cycles_model:,}",
            "off": f"{layer.model_error:+.1%}",
            "use": f"{layer.utilization:.0%}",
            "bound": layer.bound,
            "stalls": stall_text(layer, None if width >= _WIDE else 2),
        }
        table.add_row(*(cells[column] for column in shown))
    return table
