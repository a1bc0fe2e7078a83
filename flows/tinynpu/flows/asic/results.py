"""What a run to silicon views found out."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from tinynpu.flows.asic.design import TOP
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.asic.pdk import Pdk

__all__ = ["AsicResult", "read_figures"]


@dataclasses.dataclass(frozen=True)
class AsicResult:
    """Figures of a design; None where the step that tells was not run.

    Members
    -------
    preset, pdk, config, config_hash
        What was built, and in what.
    last_step
        The last step that was run, in the terms of SiliconCompiler.
    clock_mhz
        What was asked for.
    corner
        Of the Liberty file that synthesis took.
    cell_area_um2, die_area_um2
        Of the standard cells; of the die.
    cells, registers, macros
        Number of cells by kind; of the flip-flops and latches among them; of the SRAMs by kind.
    macro_area_um2
        Of the SRAMs; None also if the PDK data has no LEF of them.
    utilization
        Share of the core area that cells take.
    macs, um2_per_mac
        Multipliers of the array; cell area by their number.
    wns_ns, tns_ns, fmax_mhz
        Slack of the slowest path in the setup corner, sum of all that is missing, clock that would
        have no slack.
    fmax_corners, slowest_path
        The same clock for each corner; instances, cells and arrivals on the slowest path.
    timing
        Who says so: the timing of SiliconCompiler's last step, or an estimate.
    power_mw
        In the typical corner: of SiliconCompiler's last step, or the estimate for an inference.
    power
        Of each block in an inference; see `tinynpu.flows.asic.inference.InferencePower`.
    scan
        Chains, and the netlist with them; see `tinynpu.flows.asic.scan.ScanResult`.
    drc, lvs, antenna
        Violations.
    wire_length_um
        After routing.
    netlist, gds, report
        Files.
    seconds
        By step.
    versions, git
        Of the tools, of the project.
    missing
        Which tool stopped the run, and how to get it.
    """

    preset: str
    pdk: str
    config: dict[str, Any]
    config_hash: str
    clock_mhz: float
    corner: str
    macs: int
    versions: dict[str, str]
    git: str
    last_step: str
    cell_area_um2: float
    cells: dict[str, int]
    macros: dict[str, int]
    netlist: str
    seconds: dict[str, float]
    registers: int | None = None
    macro_area_um2: float | None = None
    die_area_um2: float | None = None
    utilization: float | None = None
    wns_ns: float | None = None
    tns_ns: float | None = None
    fmax_mhz: float | None = None
    fmax_corners: dict[str, float] = dataclasses.field(default_factory=dict)
    slowest_path: list[list[Any]] = dataclasses.field(default_factory=list)
    timing: str | None = None
    power_mw: float | None = None
    power: dict[str, Any] | None = None
    scan: dict[str, Any] | None = None
    drc: int | None = None
    lvs: int | None = None
    antenna: int | None = None
    wire_length_um: float | None = None
    gds: str | None = None
    report: str | None = None
    missing: str | None = None

    @property
    def um2_per_mac(self) -> float:
        """Cell area by the number of multipliers."""
        return round(self.cell_area_um2 / self.macs, 1)

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self) | {"um2_per_mac": self.um2_per_mac}


_SYNTHESIS = "synthesis"
_DRC, _LVS = "drc", "lvs"
_FINAL = "write.gds"


def read_figures(job: Path, steps: dict[str, dict[str, Any]], pdk: Pdk) -> dict[str, Any]:
    """Members of `AsicResult` that SiliconCompiler knows.

    Parameters
    ----------
    job
        Its folder of the job.
    steps
        Metrics by step, in the order of the flow.
    pdk
        Process.
    """
    folder = job / _SYNTHESIS / "0"
    stat = json.loads((folder / "reports" / "stat.json").read_text())["design"]
    kinds = dict(sorted(stat["num_cells_by_type"].items()))
    macro = MACROS.get(pdk.value)
    macros = {name: count for name, count in kinds.items() if macro and name == macro.name}
    last = next(reversed(steps))
    found: dict[str, Any] = {
        "last_step": last,
        "cell_area_um2": round(float(stat["area"]), 1),
        "cells": {name: count for name, count in kinds.items() if name not in macros},
        "macros": macros,
        "netlist": str(folder / "outputs" / f"{TOP}.vg"),
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

    fmax = latest("fmax")
    gds = job / _FINAL / "0" / "outputs" / f"{TOP}.gds"
    utilization = latest("utilization")
    return found | {
        "cell_area_um2": latest("stdcellarea") or latest("cellarea"),
        "macro_area_um2": latest("macroarea"),
        "die_area_um2": latest("totalarea"),
        "utilization": None if utilization is None else utilization / 100,
        "wns_ns": latest("setupslack"),
        "tns_ns": latest("setuptns"),
        "fmax_mhz": None if fmax is None else fmax / 1e6,
        "power_mw": latest("peakpower"),
        "drc": steps.get(_DRC, {}).get("drcs"),
        "lvs": steps.get(_LVS, {}).get("drcs"),
        "wire_length_um": latest("wirelength"),
        "timing": f"OpenROAD after {last}",
        "gds": str(gds) if gds.exists() else None,
    }
