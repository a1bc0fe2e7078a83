"""``src/config.json``: what LibreLane is told beside what TinyTapeout's own tool tells it."""

import json
from typing import Any

__all__ = ["FIXED", "config_json"]

FIXED: dict[str, Any] = {
    "RUN_KLAYOUT_XOR": 0,
    "RUN_KLAYOUT_DRC": 0,
    "DESIGN_REPAIR_BUFFER_OUTPUT_PORTS": 0,
    "TOP_MARGIN_MULT": 1,
    "BOTTOM_MARGIN_MULT": 1,
    "LEFT_MARGIN_MULT": 6,
    "RIGHT_MARGIN_MULT": 6,
    "FP_SIZING": "absolute",
    "GRT_ALLOW_CONGESTION": 1,
    "FP_IO_HLENGTH": 2,
    "FP_IO_VLENGTH": 2,
    "FP_PDN_VPITCH": 38.87,
    "RUN_CTS": 1,
    "FP_PDN_MULTILAYER": 0,
    "MAGIC_DEF_LABELS": 0,
    "MAGIC_WRITE_LEF_PINONLY": 1,
}
"""Values that a project must leave as TinyTapeout's template has them (ttsky-verilog-template)."""


def config_json(density: int, clock_hz: int) -> str:
    """The file.

    Parameters
    ----------
    density
        Percent of the core area for cells.
    clock_hz
        Clock.
    """
    own = {
        "PL_TARGET_DENSITY_PCT": density,
        "CLOCK_PERIOD": round(1e9 / clock_hz, 3),
        "PL_RESIZER_HOLD_SLACK_MARGIN": 0.1,
        "GRT_RESIZER_HOLD_SLACK_MARGIN": 0.05,
        "RUN_LINTER": 1,
        "LINTER_INCLUDE_PDK_MODELS": 1,
        "CLOCK_PORT": "clk",
    }
    return json.dumps({**own, **FIXED}, indent=2) + "\n"
