"""What the reports and logs of the tools say."""

import json
import re
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.boards.board import Family
from tinynpu.flows.fpga.results import ClockReport, Placement, Usage

__all__ = ["explain_failure", "netlist_cells", "read_placement", "summarize"]

# Cells of nextpnr by what a user asks for: LUTs, flip-flops, memory blocks, multipliers.
_KINDS: dict[Family, dict[str, tuple[str, ...]]] = {
    Family.ICE40: {
        "luts": ("ICESTORM_LC",),
        "block_rams": ("ICESTORM_RAM", "ICESTORM_SPRAM"),
        "dsps": ("ICESTORM_DSP",),
    },
    Family.ECP5: {
        "luts": ("TRELLIS_COMB",),
        "ffs": ("TRELLIS_FF",),
        "block_rams": ("DP16KD",),
        "dsps": ("MULT18X18D",),
    },
    Family.GOWIN: {
        "luts": ("LUT4", "ALU"),
        "ffs": ("DFF",),
        "block_rams": ("BSRAM",),
        "dsps": ("MULT9X9", "MULT18X18", "MULT36X36", "MULTADDALU18X18", "MULTALU18X18"),
    },
    Family.XILINX: {},
}

_UTILIZATION = re.compile(r"(\w+):\s+(\d+)/\s*(\d+)\s+(\d+)%")


def read_placement(report: Path, seed: int) -> Placement:
    """Placement from the report (``--report``) of nextpnr.

    Raises
    ------
    FlowError
        It is not one, or has no clock.
    """
    try:
        values = json.loads(report.read_text())
        cells = {
            kind: Usage(count["used"], count["available"])
            for kind, count in values["utilization"].items()
            if count["used"]
        }
        clocks = {
            _clock_name(name): ClockReport(clock["achieved"], clock["constraint"])
            for name, clock in values["fmax"].items()
        }
    except (OSError, json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise FlowError(f"The report {report} must be one of nextpnr ({error!r}).") from None
    if not clocks:
        raise FlowError(f"A design must have a clock, and the report {report} has none.")
    return Placement(seed, cells, clocks)


def _clock_name(net: str) -> str:
    """Without what nextpnr puts before a global net."""
    return net.removeprefix("$glbnet$")


def netlist_cells(netlist: Path, top: str) -> dict[str, int]:
    """Cells by kind of a flat netlist that Yosys wrote as JSON.

    Raises
    ------
    FlowError
        It is not one.
    """
    try:
        cells = json.loads(netlist.read_text())["modules"][top]["cells"].values()
        kinds = [cell["type"] for cell in cells if cell["type"] != "$scopeinfo"]
    except (OSError, json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise FlowError(f"The netlist {netlist} must be one of Yosys ({error!r}).") from None
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def summarize(family: Family, cells: dict[str, Usage], netlist: dict[str, int]) -> dict[str, int]:
    """LUTs, flip-flops, memory blocks and multipliers.

    LUTs are what the device has fewer of than it needs first: logic cells of an iCE40 (a LUT, a
    carry and a flip-flop each), LUT4 places of an ECP5 (a carry pair takes two), LUTs and adder
    cells of a Gowin. Flip-flops of an iCE40 are in its logic cells and counted in the netlist.
    """
    counts: dict[str, int] = {"luts": 0, "ffs": 0, "block_rams": 0, "dsps": 0}
    for what, kinds in _KINDS[family].items():
        counts[what] = sum(cells[kind].used for kind in kinds if kind in cells)
    if family is Family.ICE40:
        counts["ffs"] = sum(n for kind, n in netlist.items() if kind.startswith("SB_DFF"))
    return counts


def explain_failure(log: str, device: str) -> str | None:
    """Sentence for a design that is too large, from the log of nextpnr; None: it is not that."""
    too_large = {
        kind: (int(used), int(available))
        for kind, used, available, _ in _UTILIZATION.findall(log)
        if int(used) > int(available) and kind != "DUMMY_CELL"  # nextpnr's own
    }
    remaining = re.search(r"no BELs remaining to implement cell type '(\w+)'", log)
    if not too_large and not remaining:
        return None
    needs = ", ".join(f"{used} of {there} {kind}" for kind, (used, there) in too_large.items())
    if not needs and remaining:
        needs = f"more {remaining[1]} than there are"
    return (
        f"The design must fit {device}, and it needs {needs}: choose a smaller array "
        "(--set rows=…, cols=…, lanes=…, banks=…), less memory (--memory), or a larger board."
    )
