"""The generated part of docs/fpga.md."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinynpu.boards.board import Family
from tinynpu.boards.registry import BOARDS, find_board
from tinynpu.flows.generated import replace_generated, tools_line

__all__ = ["boards_table", "results_table"]


def boards_table() -> str:
    """The part ``boards``: what they are, and what to know of each."""
    lines = ["| name | board | FPGA | NPU | memory | clock | pins from |", "|" + "---|" * 7]
    for name in BOARDS:
        board = find_board(name)
        tool = " (Vivado)" if board.family is Family.XILINX else ""
        lines.append(
            f"| `{name}` | [{board.title}]({board.url}) | {board.device}{tool} | "
            f"{board.config.rows}×{board.config.cols} | {board.memory_bytes // 1024} KiB | "
            f"{board.system_hz / 1e6:g} MHz | {board.source} |"
        )
    lines += ["", "What to know of each board:", ""]
    for name in BOARDS:
        board = find_board(name)
        if board.remarks:
            lines.append(f"- `{name}`: " + " ".join(board.remarks))
    return "\n".join(lines)


def results_table(rows: Sequence[dict[str, Any]], command: str) -> str:
    """The part ``results``: a line for each row.

    Parameters
    ----------
    rows
        Of `tinynpu.flows.fpga.bench.bench_row`, as JSON objects.
    command
        That made them.
    """
    lines = [
        f"Printed by `{command}`.",
        "",
        "| board | FPGA | array | fmax, MHz | clock, MHz | LUTs | FFs | DSPs | block RAMs | MAC/cycle | with | LUTs/MAC | DSPs/MAC | seeds |",
        "|" + "---|" * 14,
    ]
    for row in rows:
        array = f"{row['rows']}×{row['cols']}"
        if row["error"]:
            lines.append(f"| {row['board']} | {row['device']} | {array} | not built: {row['error']} |" + " |" * 10)  # fmt: skip
            continue
        values = (
            row["board"],
            row["device"],
            array,
            f"{row['fmax_mhz']:.1f}",
            "" if row["bitstream"] is None else f"{row['clock_mhz']:g}",
            f"{row['luts']:,}",
            f"{row['ffs']:,}",
            row["dsps"],
            row["block_rams"],
            f"{row['mac_per_cycle']:.1f}",
            row["model"],
            row["luts_per_mac"],
            row["dsps_per_mac"],
            len(row["seeds"]),
        )
        lines.append("| " + " | ".join(str(value) for value in values) + " |")
    lines += ["", tools_line(rows)]
    return "\n".join(lines)


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(replace_generated(page.read_text(), {"boards": boards_table()}))
