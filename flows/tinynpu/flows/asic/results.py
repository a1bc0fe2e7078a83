"""What a run to silicon views found out."""

import dataclasses
from typing import Any

__all__ = ["AsicResult"]


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
        Slack of the slowest path in the corner, sum of all that is missing, clock that would have no
        slack.
    fmax_corners, hold_corners
        For each corner that is known: the same clock; the slack of the fastest path, in ns.
    slowest_path
        Instances, cells and arrivals on it.
    timing
        Who says so: the timing of SiliconCompiler's last step, or an estimate.
    power_mw
        In the typical corner: of SiliconCompiler's last step, or the estimate for an inference.
    power
        Of each block in an inference; see `tinynpu.flows.asic.inference.InferencePower`.
    scan
        Chains, and the netlist with them; see `tinynpu.flows.asic.scan.ScanResult`.
    equivalence
        Of RTL and netlist; see `tinynpu.flows.asic.equivalence.build.sums_of`.
    drc, lvs, antenna
        Violations of rules, differences between layout and netlist, nets with antennas.
    wire_length_um
        After routing.
    netlist, routed_netlist, placement, gds, report
        Files; the second is the netlist of the layout, the third its DEF.
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
    hold_corners: dict[str, float] = dataclasses.field(default_factory=dict)
    slowest_path: list[list[Any]] = dataclasses.field(default_factory=list)
    timing: str | None = None
    power_mw: float | None = None
    power: dict[str, Any] | None = None
    scan: dict[str, Any] | None = None
    equivalence: dict[str, Any] | None = None
    drc: int | None = None
    lvs: int | None = None
    antenna: int | None = None
    wire_length_um: float | None = None
    routed_netlist: str | None = None
    placement: str | None = None
    gds: str | None = None
    report: str | None = None
    missing: str | None = None

    @property
    def um2_per_mac(self) -> float | None:
        """Cell area by the number of multipliers."""
        return round(self.cell_area_um2 / self.macs, 1) if self.macs else None

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self) | {"um2_per_mac": self.um2_per_mac}
