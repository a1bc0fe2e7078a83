"""SiliconCompiler in a process of its own: ``python -m tinynpu.flows.asic.worker JOB.json``.

It starts processes and prints as it likes; `tinynpu.flows.asic.run` reads what it leaves behind.
"""

import dataclasses
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from tinynpu.flows.asic.pdk import KITS, Pdk

__all__ = ["JOB_NAME", "Job", "make_project"]

JOB_NAME = "asic"

_PACKAGE = Path(__file__).parent
_CLOCK_GATE_BITS = 6
"""Registers with one enable for which a clock gate is smaller than their multiplexers, and saves power."""


@dataclasses.dataclass(frozen=True)
class Job:
    """What the process is told.

    Members
    -------
    pdk, flow, top
        Process; ``synflow`` or ``asicflow``; top module.
    verilog, constraints
        Files.
    memory_library, memory_map, memory_cells
        Files; None: all memories are registers.
    macro
        Class of lambdapdk of the SRAM, as ``module:class``; None: its data is not there.
    data
        Folder with the PDK's data; None: SiliconCompiler downloads it.
    build
        Folder for what is built.
    last_step
        In the terms of SiliconCompiler.
    corner
        Of the Liberty file for synthesis.
    density, aspect
        See `tinynpu.flows.asic.design.Floorplan`.
    pins
        Side by name; see `tinynpu.flows.asic.design.pin_sides`.
    jobs
        Processors.
    remote, scheduler
        SiliconCompiler's server, or ``docker`` or ``slurm``.
    results
        File that the figures are written to.
    """

    pdk: str
    flow: str
    top: str
    verilog: str
    constraints: str
    memory_library: str | None
    memory_map: str | None
    memory_cells: str | None
    macro: str | None
    data: str | None
    build: str
    last_step: str
    corner: str
    density: float
    aspect: float
    pins: dict[str, int]
    jobs: int
    remote: bool
    scheduler: str | None
    results: str

    def write(self, path: Path):
        """As JSON."""
        path.write_text(json.dumps(dataclasses.asdict(self), indent=1))


def make_project(job: Job) -> Any:
    """The project of SiliconCompiler."""
    from siliconcompiler.tools.yosys.syn_asic import ASICSynthesis

    project = KITS[Pdk(job.pdk)].project(job.top)
    design = project.design
    design.set_dataroot("tinynpu", str(Path(job.verilog).parent))
    with design.active_dataroot("tinynpu"):
        with design.active_fileset("rtl"):
            design.set_topmodule(job.top)
            design.add_file(Path(job.verilog).name)
        with design.active_fileset("sdc"):
            design.add_file(Path(job.constraints).name)
    project.add_fileset("rtl")
    project.add_fileset("sdc")
    if job.flow == "asicflow":
        project.set_flow("asicflow-verilog")
    else:
        _only_synthesis(project, job.verilog)
    if job.macro is not None:
        module, name = job.macro.split(":")
        project.add_asiclib(getattr(importlib.import_module(module), name)())
    elif job.memory_cells is not None:
        project.add_asiclib(_black_boxes(Path(job.memory_cells)))
    if job.data is not None:
        _use_data(project, job.pdk, Path(job.data))
    project.constraint.area.set_density(job.density, aspectratio=job.aspect)
    _place_pins(project, job.pins)
    synthesis: Any = ASICSynthesis.find_task(project)
    synthesis.add_yosys_synthesiscorner([job.corner, "generic"], clobber=True)
    synthesis.set_yosys_mapclockgates(True)
    synthesis.set_yosys_minclockgatefanout(_CLOCK_GATE_BITS)
    if job.memory_library is not None:
        synthesis.set_yosys_memorylibmap(job.memory_library)
        synthesis.set_yosys_memorytechmap(job.memory_map)
    options = project.option
    options.set_builddir(job.build)
    options.set_jobname(JOB_NAME)
    options.set_nodisplay(True)
    options.set_nodashboard(True)
    options.add_to(job.last_step)
    options.set_remote(job.remote)
    options.scheduler.set_cores(job.jobs)
    if job.scheduler is not None:
        options.scheduler.set_name(job.scheduler)
    return project


def _only_synthesis(project: Any, verilog: str):
    """A flow that takes the Verilog to Yosys as it is: there is nothing to elaborate before."""
    from siliconcompiler import Flowgraph
    from siliconcompiler.tools.builtin.importfiles import ImportFilesTask
    from siliconcompiler.tools.yosys.syn_asic import ASICSynthesis

    flow = Flowgraph("synflow")
    flow.node("import", ImportFilesTask())
    flow.node("synthesis", ASICSynthesis())
    flow.edge("import", "synthesis")
    project.set_flow(flow)
    importer: Any = ImportFilesTask.find_task(project)
    importer.add_import_file(verilog)


def _black_boxes(cells: Path) -> Any:
    """A library of cells that nothing is known of but their ports."""
    from siliconcompiler.tools.yosys import YosysStdCellLibrary

    library = YosysStdCellLibrary()
    library.set_name("tinynpu_memories")
    library.set_dataroot("tinynpu", str(cells.parent))
    with library.active_dataroot("tinynpu"), library.active_fileset("blackbox"):
        library.add_file(cells.name, filetype="verilog")
        library.add_yosys_blackbox_fileset("blackbox")
    return library


def _use_data(project: Any, pdk: str, folder: Path):
    """Take the PDK's files from a folder; the scripts that are not there, from this package."""
    for name in project.getkeys("library"):
        library = project.get_library(name)
        roots = library.getkeys("dataroot") if library.valid("dataroot") else ()
        for root in roots:
            if root in ("lambdapdk", "ihp130"):
                library.set_dataroot(root, str(folder), clobber=True)
    library = project.get_library(project.get("asic", "mainlib"))
    library.set_dataroot("tinynpu", str(_PACKAGE / pdk))
    for key in ("techmap", "tristatebuffermap", "addermap"):
        paths = library.get("tool", "yosys", key)
        paths = paths if isinstance(paths, list) else [paths]
        if any(path and not (folder / path).exists() for path in paths):
            with library.active_dataroot("tinynpu"):
                library.set("tool", "yosys", key, f"{key}.v")


def _place_pins(project: Any, pins: dict[str, int]):
    orders: dict[int, int] = {}
    for name, side in pins.items():
        orders[side] = orders.get(side, 0) + 1
        pin = project.constraint.pin.make_pinconstraint(name)
        pin.set_side(side)
        pin.set_order(orders[side])


def _figures(project: Any) -> dict[str, Any]:
    """Metrics, tool versions and reports of all steps."""
    history = project.history(JOB_NAME)
    flow = history.get("flowgraph", history.option.get_flow(), field="schema")
    order = [step for level in flow.get_execution_order() for step, _index in level]
    found: dict[str, Any] = {step: {} for step in order}
    for metric in history.getkeys("metric"):
        for value, step, _index in history.get("metric", metric, field=None).getvalues():
            if value is not None and step is not None:
                found[step][metric] = value
    return {step: values for step, values in found.items() if values}


def main(path: str):
    """Run a job."""
    job = Job(**json.loads(Path(path).read_text()))
    project = make_project(job)
    try:
        project.run()
    finally:
        try:
            figures = _figures(project)
        except (KeyError, ValueError):
            figures = {}
        Path(job.results).write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
