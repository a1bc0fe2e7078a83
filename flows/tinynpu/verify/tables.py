"""The tables of a report on the terminal."""

import os
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tinynpu.verify.grids import summaries

__all__ = ["print_report"]

_FILE_WIDTH = 120


def print_report(report: dict[str, Any]):
    """Print the summaries on standard output."""
    out = Console()
    if not out.is_terminal and "COLUMNS" not in os.environ:
        out = Console(width=_FILE_WIDTH)
    for grid in summaries(report):
        table = Table(title=grid.title, box=SIMPLE, padding=(0, 1, 0, 0), caption=grid.note)
        for number, column in enumerate(grid.columns):
            table.add_column(column, justify="left" if number == 0 else "right", overflow="fold")
        for row in grid.rows:
            table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
        out.print(table, highlight=False)
