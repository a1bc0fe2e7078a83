"""Reads what SiliconCompiler's steps found out."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.design import TOP
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.flows.asic.stages import Corner
from tinynpu.flows.asic.worker import GDS_STEP, SIGN_OFF_NAME, VIEWS_STEP

__all__ = ["read_figures"]

_SYNTHESIS = "synthesis"
_ROUTED = "route.detailed_antenna_repair"
_DRC, _LVS = "drc", "lvs"


def read_figures(
    job: Path,
    steps: dict[str, dict[str, Any]],
    pdk: Pdk,
    corner: Corner,
    clock_mhz: float,
    *,
    top: str = TOP,
) -> dict[str, Any]:
    """Members of `tinynpu.flows.asic.results.AsicResult` that SiliconCompiler knows.

    Parameters
    ----------
    job
        Its folder of the job.
    steps
        Metrics by step, in the order of the flow.
    pdk, corner, clock_mhz
        Process, cells and clock that the job is for.
    top
        Name of the top module.

    Raises
    ------
    FlowError
        There are no metrics.
    """
    folder = job / _SYNTHESIS / "0"
    report = json.loads((folder / "reports" / "stat.json").read_text())
    stat, modules = report["design"], {name.lstrip("\\") for name in report["modules"]}
    kinds = dict(sorted(stat["num_cells_by_type"].items()))
    macro = MACROS.get(pdk.value)
    macros = {name: count for name, count in kinds.items() if macro and name == macro.name}
    last = next(reversed(steps), None)
    if last is None:
        raise FlowError(f"SiliconCompiler must tell what its steps found, and does not, in {job}.")
    if last == VIEWS_STEP and GDS_STEP in steps:  # they are made side by side
        last = GDS_STEP
    found: dict[str, Any] = {
        "last_step": last,
        "cell_area_um2": round(float(stat["area"]), 1),
        "cells": {
            name: count for name, count in kinds.items() if name not in modules.union(macros)
        },
        "macros": macros,
        "netlist": str(folder / "outputs" / f"{top}.vg"),
        "seconds": {
            step: round(values["exetime"], 1)
            for step, values in steps.items()
            if "exetime" in values
        },
    }
    if last == _SYNTHESIS:
        return found

    def latest(metric: str) -> Any:
        values = [values[metric] for values in steps.values() if values.get(metric) is not None]
        return values[-1] if values else None

    utilization = latest("utilization")
    return (
        found
        | {
            "cell_area_um2": latest("stdcellarea") or latest("cellarea") or found["cell_area_um2"],
            "macro_area_um2": latest("macroarea"),
            "die_area_um2": latest("totalarea"),
            "utilization": None if utilization is None else utilization / 100,
            "power_mw": latest("peakpower"),
            "drc": steps.get(_DRC, {}).get("drcs"),
            "lvs": _differences(job.with_name(SIGN_OFF_NAME), steps, top),
            "wire_length_um": latest("wirelength"),
            "antenna": _antennas(job, top) if _ROUTED in steps else None,
            # Files of an earlier run that went further may still be there.
            "routed_netlist": _latest(job, steps.keys() & {VIEWS_STEP}, f"outputs/{top}.vg"),
            "placement": _latest(job, [*reversed(steps)], f"outputs/{top}.def.gz"),
            "gds": _latest(job, steps.keys() & {GDS_STEP}, f"outputs/{top}.gds.gz"),
        }
        | _timing(job, steps, corner, clock_mhz)
    )


def _timing(
    job: Path, steps: dict[str, dict[str, Any]], corner: Corner, clock_mhz: float
) -> dict[str, Any]:
    """Slack by corner, of the last step that reckoned it."""
    folder = _latest(job, [*reversed(steps)], "reports/timing/scenarios")
    if folder is None:
        return {}
    step = Path(folder).relative_to(job).parts[0]
    order = list(Corner)
    # Only the last report is of the slower cells: see `tinynpu.flows.asic.worker`.
    known = order if step == VIEWS_STEP else order[order.index(corner) :]

    def slack(kind: str, of: Corner) -> float | None:
        path = Path(folder) / of.value / f"{kind}.{of.value}.rpt"
        words = path.read_text().split() if path.exists() else []
        return float(words[-1]) if words and words[-1] != "INF" else None

    setups = {each.value: slack("worst_slack.setup", each) for each in known}
    holds = {each.value: slack("worst_slack.hold", each) for each in known}
    fmax = {
        name: round(1000 / (1000 / clock_mhz - setup), 2)
        for name, setup in setups.items()
        if setup is not None
    }
    return {
        "wns_ns": setups[corner.value],
        "tns_ns": slack("total_negative_slack.setup", corner),
        "fmax_mhz": fmax.get(corner.value),
        "fmax_corners": fmax,
        "hold_corners": {name: hold for name, hold in holds.items() if hold is not None},
        "timing": f"OpenROAD after {step}",
    }


def _differences(job: Path, steps: dict[str, dict[str, Any]], top: str) -> int | None:
    """Differences between layout and netlist; None if netgen has not compared them.

    SiliconCompiler counts none, too, if there was nothing that could be compared, and does not count
    pins of the top.
    """
    count = steps.get(_LVS, {}).get("drcs")
    report = job / _LVS / "0" / "reports" / f"{top}.lvs.out"
    if count != 0:
        return count
    text = report.read_text() if report.exists() else ""
    if "Final result: Circuits match" in text:
        return 0
    return 1 if "failed pin matching" in text else None


def _latest(job: Path, steps: Iterable[str], name: str) -> str | None:
    """The file of the first of these steps that has it."""
    paths = (job / step / "0" / name for step in steps)
    return next((str(path) for path in paths if path.exists()), None)


def _antennas(job: Path, top: str) -> int | None:
    """Nets that OpenROAD's last check found too long for the gates at their ends."""
    reports = job / _ROUTED / "0" / "reports" / "route"
    for name in ("antenna_post_repair", "antenna"):
        path = reports / f"{top}.{name}.rpt"
        if path.exists():
            return sum("VIOL" in line for line in path.read_text().splitlines())
    return None
