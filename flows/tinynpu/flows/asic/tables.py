"""The generated table of docs/asic.md: presets in standard cells."""

from collections.abc import Sequence
from typing import Any

from tinynpu.flows.generated import tools_line

__all__ = ["presets_table"]


def presets_table(rows: Sequence[dict[str, Any]], command: str) -> str:
    """Rows as Markdown, marked with the last step that was run.

    Parameters
    ----------
    rows
        Of `tinynpu.flows.asic.results.AsicResult` as JSON objects, with ``date``.
    command
        That made them.
    """
    lines = [
        f"Printed by `{command}`.",
        "",
        "| preset | PDK | array | last step | cells | registers | SRAMs | cell area, µm² | µm² per MAC | clock wanted, MHz | possible, MHz (slow, typical, fast) | power, mW | GOPS/W | minutes | date |",
        "|" + "---|" * 4 + "---:|" * 10 + "---|",
    ]
    for row in rows:
        config, power = row["config"], row["power"]
        corners = (row["fmax_corners"].get(corner) for corner in ("slow", "typical", "fast"))
        values = (
            row["preset"],
            row["pdk"],
            f"{config['rows']}×{config['cols']}",
            row["last_step"],
            f"{sum(row['cells'].values()):,}",
            f"{row['registers'] or 0:,}",
            sum(row["macros"].values()),
            f"{row['cell_area_um2']:,.0f}",
            f"{row['um2_per_mac']:,.0f}",
            f"{row['clock_mhz']:g}",
            ", ".join(f"{clock:.1f}" for clock in corners if clock is not None),
            f"{power['total_mw']:.2f}" if power else "",
            f"{power['gops_per_watt']:.2f}" if power else "",
            f"{row['elapsed_seconds'] / 60:.1f}",
            row["date"],
        )
        lines.append("| " + " | ".join(str(value) for value in values) + " |")
    lines += [
        "",
        tools_line(rows),
        "Timing and power are estimates without layout; power and GOPS/W (two operations for each multiplication) "
        "are those of an inference of the digits, without the SRAMs.",
    ]  # fmt: skip
    return "\n".join(lines)
