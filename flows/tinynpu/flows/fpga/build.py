"""From a design to figures, and to a bitstream where it has pins."""

import dataclasses
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.boards.board import Family
from tinynpu.eda import find_tool, tool_environment, write_shims
from tinynpu.eda.locate import Tool
from tinynpu.eda.tcl import has_tcl
from tinynpu.flows.fpga.absorb import absorb_registers_of
from tinynpu.flows.fpga.design import Design
from tinynpu.flows.fpga.place import place_seeds
from tinynpu.flows.fpga.reports import netlist_cells
from tinynpu.flows.fpga.results import Placement
from tinynpu.flows.fpga.steps import Step, run_step
from tinynpu.flows.fpga.toolchain import plain_synthesis, prepare, toolchain
from tinynpu.tools.cache import cache_directory, locked

__all__ = ["Built", "git_revision", "implement"]

Progress = Callable[[str, float], None]


@dataclasses.dataclass(frozen=True)
class Built:
    """What `implement` made.

    Members
    -------
    placements, best
        By seed, and the fastest one.
    netlist
        Cells by kind before place and route.
    bitstream
        File in the working folder; None for a core alone.
    versions, seconds
        Of the programs, and of the steps that ran now.
    work
        Folder with all files and logs.
    """

    placements: dict[int, Placement | None]
    best: Placement
    netlist: dict[str, int]
    bitstream: Path | None
    versions: dict[str, str]
    seconds: dict[str, float]
    work: Path


def implement(
    design: Design,
    seeds: Sequence[int],
    *,
    work: Path | None = None,
    too_slow: bool = False,
    progress: Progress = lambda text, fraction: None,
) -> Built:
    """Synthesize, place and route with each seed, and make the bitstream of the fastest one.

    What an earlier build of the same design with the same programs has left in the working folder
    is used again.

    Parameters
    ----------
    design
        Design.
    seeds
        Of the placer, at least one.
    work
        Folder; one in the cache directory, by the design's digest, if it is not given.
    too_slow
        Accept a design that does not reach its clock.
    progress
        Called with a text and the fraction that is done.

    Raises
    ------
    FlowError
        A program is missing or fails; the design is too large, or too slow.
    """
    tools = toolchain(design.family)
    found = {name: find_tool(name) for name in tools.programs}
    versions = {name: f"{tool.version} ({tool.origin})" for name, tool in found.items()}
    if work is None:
        work = cache_directory() / "fpga" / f"{design.name}-{design.digest(versions)}"
    work.mkdir(parents=True, exist_ok=True)
    with locked(work / ".lock"):
        write_shims(work / "bin", tools.programs)
        environment = tool_environment(work / "bin")
        synthesis, placing, packing = _steps(design, work, found)
        seconds: dict[str, float] = {}
        netlist = work / synthesis.targets[0]
        if not (work / "synthesized").exists():
            progress("synthesis", 0.0)
            seconds["synthesis"] = run_step(synthesis, work, environment, log="synthesis")[1]
            if design.family is Family.ECP5:
                absorb_registers_of(netlist, design.name)
            (work / "synthesized").write_text("")
        cells = netlist_cells(netlist, design.name)
        _warm_up(found[tools.place], environment, progress)
        placements, taken = place_seeds(
            placing, work, seeds, environment, device=design.part, progress=progress
        )
        seconds |= {f"place and route, seed {seed}": value for seed, value in taken.items()}
        best = max((p for p in placements.values() if p is not None), key=lambda p: p.fmax_mhz)
        if not too_slow and best.fmax_mhz < best.slowest.required_mhz:
            raise FlowError(_slow(best, len(seeds)))
        bitstream = None
        if not design.unconstrained:
            progress("bitstream", 1.0)
            _warm_up(found[tools.pack], environment, progress)
            folder = work / f"seed-{best.seed}"
            seconds["bitstream"] = run_step(packing, folder, environment)[1]
            bitstream = folder / packing.targets[0]
    return Built(placements, best, cells, bitstream, versions, seconds, work)


def _steps(design: Design, work: Path, found: dict[str, Tool]) -> tuple[Step, Step, Step]:
    synthesis, placing, packing = prepare(design, work)
    if found["yosys"].origin != "native" and not has_tcl():
        synthesis = plain_synthesis(synthesis, design)
    return synthesis, placing, packing


def _warm_up(tool: Tool, environment: dict[str, str], progress: Progress):
    """Let a program of YoWASP compile itself, once, before several of it run."""
    if tool.compiles_first:
        progress(f"{tool.name}: compiling it for this machine, once, half a minute", 0.0)
        subprocess.run(
            [*tool.command, "--version"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )


def _slow(best: Placement, count: int) -> str:
    need, reached = best.slowest.required_mhz, best.fmax_mhz
    placements = "its placement" if count == 1 else f"the best of {count} placements"
    return (
        f"The design must run at {need:g} MHz, and {placements} reaches {reached:.1f} MHz: "
        f"lower the clock (--clock-mhz {int(reached)}) or try more placements (--seeds {count + 4})."
    )


def git_revision(folder: Path) -> str:
    """Revision of the project, with ``-dirty`` if files differ; ``unknown`` outside of git."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    result = subprocess.run(
        [git, "-C", str(folder), "describe", "--always", "--dirty", "--abbrev=12"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return result.stdout.strip() if result.returncode == 0 else "unknown"
