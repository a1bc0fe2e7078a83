"""What a build of an FPGA found out."""

import dataclasses
from pathlib import Path
from typing import Any

__all__ = ["ClockReport", "FpgaResult", "Placement", "Usage"]


@dataclasses.dataclass(frozen=True)
class Usage:
    """Cells of a kind: how many are used, and how many the device has."""

    used: int
    available: int


@dataclasses.dataclass(frozen=True)
class ClockReport:
    """Clock after routing, in MHz: how fast it may be, and how fast it must be."""

    achieved_mhz: float
    required_mhz: float


@dataclasses.dataclass(frozen=True)
class Placement:
    """One placed and routed design.

    Members
    -------
    seed
        Of the placer.
    cells
        By kind, in the terms of nextpnr; kinds that are not used are left out.
    clocks
        By the name of their net.
    """

    seed: int
    cells: dict[str, Usage]
    clocks: dict[str, ClockReport]

    @property
    def slowest(self) -> ClockReport:
        """The clock that has least to spare."""
        return min(self.clocks.values(), key=lambda clock: clock.achieved_mhz / clock.required_mhz)

    @property
    def fmax_mhz(self) -> float:
        """How fast the slowest clock may be."""
        return self.slowest.achieved_mhz


@dataclasses.dataclass(frozen=True)
class FpgaResult:
    """Figures of a build.

    Members
    -------
    board, device
        Name of the board (or of a core alone), and the FPGA with package and speed grade.
    config, config_hash
        Values of the configuration, and their identity as the hardware tells it.
    memory_bytes, baud
        Of the system; 0 for a core alone, and the latter for an SPI.
    clock_mhz, fmax_mhz
        What the PLL makes, and how fast it might be with the best placement.
    clocks
        The same of every clock with its own name.
    luts, ffs, block_rams, dsps
        As `tinynpu.flows.fpga.reports.summarize` counts them in the terms of the family.
    cells
        By kind, as nextpnr counts them after packing.
    netlist
        By kind, as Yosys counts them.
    seed, seeds
        The best one, and the fmax in MHz of each; None: it could not be placed or routed.
    bitstream, program_command
        The file, and the command that loads it; None for a core alone.
    versions, git, seconds
        Of the tools, of the project, and how long each step took (0 if its result was kept).
    """

    board: str
    device: str
    config: dict[str, Any]
    config_hash: str
    memory_bytes: int
    baud: int
    clock_mhz: float
    fmax_mhz: float
    clocks: dict[str, ClockReport]
    luts: int
    ffs: int
    block_rams: int
    dsps: int
    cells: dict[str, Usage]
    netlist: dict[str, int]
    seed: int
    seeds: dict[int, float | None]
    bitstream: str | None
    program_command: str | None
    versions: dict[str, str]
    git: str
    seconds: dict[str, float]
    work: Path

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self) | {"work": str(self.work)}
