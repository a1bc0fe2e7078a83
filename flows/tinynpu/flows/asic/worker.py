"""SiliconCompiler in a process of its own: ``python -m tinynpu.flows.asic.worker JOB.json``.

It starts processes and prints as it likes; `tinynpu.flows.asic.run` reads what it leaves behind.
"""

import contextlib
import dataclasses
import gzip
import importlib
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinynpu.flows.asic.pdk import KITS, Pdk, main_library
from tinynpu.flows.asic.stages import Corner
from tinynpu.flows.collector import paused_collector

__all__ = [
    "GDS_STEP",
    "JOB_NAME",
    "SIGN_OFF_NAME",
    "VIEWS_STEP",
    "Job",
    "make_project",
    "make_sign_off",
    "outputs_of",
]

JOB_NAME, SIGN_OFF_NAME = "asic", "signoff"
GDS_STEP, VIEWS_STEP = "write.gds", "write.views"

_PACKAGE = Path(__file__).parent
_SCRIPTS = (
    ("yosys", "techmap", "techmap.v"),
    ("yosys", "tristatebuffermap", "tristatebuffermap.v"),
    ("yosys", "addermap", "addermap.v"),
    ("openroad", "tapcells", "tapcell.tcl"),
)
_SCRIPT_FILESETS = {
    "openroad.powergrid": "powergrid.tcl",
    "openroad.globalconnect": "globalconnect.tcl",
}
_WELLS = {"VGND": "VNB", "VPWR": "VPB"}
"""Pins of the wells by those of the rails that they are tied to, of sky130's cells."""
_UNUSED_CELLS = {
    "sky130": (
        "sky130_fd_sc_hd__a2111oi_0",
        "sky130_fd_sc_hd__buf_16",
        "sky130_fd_sc_hd__clkdlybuf4s15_1",
        "sky130_fd_sc_hd__clkdlybuf4s18_1",
    ),
}
"""Cells whose own layout breaks a rule, licon.8a, as Magic finds with the rules and the GDS of lambdapdk 0.2.22."""
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
    last_steps
        In the terms of SiliconCompiler.
    sign_off
        Do not make a layout, but check the one that a job with the same ``build`` has made: its rules,
        and that it is the netlist.
    corner
        Of the Liberty file for synthesis.
    density, aspect
        See `tinynpu.flows.asic.design.Floorplan`.
    pins
        Side by name; see `tinynpu.flows.asic.design.pin_sides`.
    outline
        Members of `tinynpu.flows.asic.outline.Outline`; None: the density says how large the die is.
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
    last_steps: Sequence[str]
    sign_off: bool
    corner: str
    density: float
    aspect: float
    pins: dict[str, int]
    outline: dict[str, Any] | None
    jobs: int
    remote: bool
    scheduler: str | None
    results: str

    def write(self, path: Path):
        """As JSON."""
        path.write_text(json.dumps(dataclasses.asdict(self), indent=1))


def make_project(job: Job) -> Any:
    """The project of SiliconCompiler."""
    from siliconcompiler.tools.klayout.export import ExportTask
    from siliconcompiler.tools.openroad.repair_design import RepairDesignTask
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
        exporter: Any = ExportTask.find_task(project)
        exporter.set_dataroot("tinynpu", str(_PACKAGE))
        exporter.set_script("klayout/export.py", dataroot="tinynpu", step=GDS_STEP, index="0")
        # Pins that are one net would have one name in the layout, and fail its comparison with the netlist.
        repair: Any = RepairDesignTask.find_task(project)
        repair.set_openroad_bufferoutputs(True)
    else:
        _only_synthesis(project, job.verilog)
    if job.macro is not None:
        project.add_asiclib(_memories(job.macro, job.pdk))
    elif job.memory_cells is not None:
        project.add_asiclib(_black_boxes(Path(job.memory_cells)))
    if job.data is not None:
        _use_data(project, job.pdk, Path(job.data))
    library = main_library(project)
    for cell in _UNUSED_CELLS.get(job.pdk, ()):
        library.add_asic_celllist("dontuse", cell)
    _choose_corners(project, job.corner)
    if job.outline is None:
        project.constraint.area.set_density(job.density, aspectratio=job.aspect)
        _place_pins(project, job.pins)
    else:
        _keep_outline(project, job.pdk, job.outline)
    synthesis: Any = ASICSynthesis.find_task(project)
    synthesis.add_yosys_synthesiscorner([job.corner, "generic"], clobber=True)
    synthesis.set_yosys_mapclockgates(True)
    synthesis.set_yosys_minclockgatefanout(_CLOCK_GATE_BITS)
    if job.memory_library is not None:
        synthesis.set_yosys_memorylibmap(job.memory_library)
        synthesis.set_yosys_memorytechmap(job.memory_map)
    _set_options(project, job, JOB_NAME)
    project.option.add_to(list(job.last_steps))
    return project


def _set_options(project: Any, job: Job, name: str):
    options = project.option
    options.set_builddir(job.build)
    options.set_jobname(name)
    options.set_nodisplay(True)
    options.set_nodashboard(True)
    options.set_quiet(True)  # what a tool prints is in the log of its step
    options.set_remote(job.remote)
    options.scheduler.set_cores(job.jobs)
    if job.scheduler is not None:
        options.scheduler.set_name(job.scheduler)


def outputs_of(build: Path, top: str, step: str) -> Path:
    """Folder of what a step of the job that makes a layout has written."""
    return build / top / JOB_NAME / step / "0" / "outputs"


def make_sign_off(job: Job) -> Any:
    """The project that checks what the last step of the first one left behind."""
    build = Path(job.build)
    layout, netlist = build / f"{job.top}.gds", build / f"{job.top}.lvs.vg"
    with gzip.open(outputs_of(build, job.top, GDS_STEP) / f"{layout.name}.gz") as packed:
        layout.write_bytes(packed.read())  # Magic reads none that is packed
    written = outputs_of(build, job.top, VIEWS_STEP) / netlist.name
    netlist.write_text(_with_wells(written.read_text()))
    project = KITS[Pdk(job.pdk)].project(job.top)
    design = project.design
    with design.active_fileset("layout"):
        design.set_topmodule(job.top)
        design.add_file(str(layout), filetype="gds")
        design.add_file(str(netlist), filetype="verilog")
    project.add_fileset("layout")
    project.set_flow("signoffflow")
    if job.data is not None:
        _use_data(project, job.pdk, Path(job.data))
    _set_options(project, job, SIGN_OFF_NAME)
    project.option.set_clean(True)  # the layout has the name of the one before
    return project


def _with_wells(netlist: str) -> str:
    """Verilog with the wells of cells, which their layouts have as pins, and LEF, so OpenROAD, has not."""
    pins = "|".join(_WELLS)
    return re.sub(
        rf"\.({pins})\((\w+)\)",
        lambda pin: f"{pin[0]}, .{_WELLS[pin[1]]}({pin[2]})",
        netlist,
    )


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
    library = main_library(project)
    library.set_dataroot("tinynpu", str(_PACKAGE / pdk))
    for tool, key, name in _SCRIPTS:
        paths = library.get("tool", tool, key)
        paths = paths if isinstance(paths, list) else [paths]
        if any(path and not (folder / path).exists() for path in paths):
            with library.active_dataroot("tinynpu"):
                library.set("tool", tool, key, name)
    for fileset in _SCRIPT_FILESETS:
        paths = (
            library.get("fileset", fileset, "file", "tcl") if library.has_fileset(fileset) else ()
        )
        if any(not (folder / path).exists() for path in paths):
            _take_script(library, fileset, "")


def _memories(name: str, pdk: str) -> Any:
    """The library of an SRAM. lambdapdk's scripts for its power know SRAMs of other names only."""
    module, kind = name.split(":")
    library = getattr(importlib.import_module(module), kind)()
    library.set_dataroot("tinynpu", str(_PACKAGE / pdk))
    for fileset in _SCRIPT_FILESETS:
        _take_script(library, fileset, "memory_")
    return library


def _take_script(library: Any, fileset: str, prefix: str):
    """Replace the script of a set of files by this package's."""
    with library.active_dataroot("tinynpu"):
        library.set(
            "fileset", fileset, "file", "tcl", [prefix + _SCRIPT_FILESETS[fileset]], clobber=True
        )


def _choose_corners(project: Any, corner: str):
    """Aim at a corner.

    OpenROAD repairs the slowest scenario that it knows, so the slower ones have the cells of the
    corner until the layout is finished and its timing is reported.
    """
    timing = project.constraint.timing
    order = [each.value for each in Corner]
    for slower in order[: order.index(corner)]:
        scenario = timing.get_scenario(slower)
        scenario.add_libcorner([corner, "generic"], clobber=True)
        scenario.add_libcorner([slower, "generic"], clobber=True, step=VIEWS_STEP, index="0")
    scenario = timing.get_scenario(corner)
    if "setup" not in scenario.get_check():
        scenario.add_check("setup")


def _place_pins(project: Any, pins: dict[str, int]):
    orders: dict[int, int] = {}
    for name, side in pins.items():
        orders[side] = orders.get(side, 0) + 1
        pin = project.constraint.pin.make_pinconstraint(name)
        pin.set_side(side)
        pin.set_order(orders[side])


def _keep_outline(project: Any, pdk: str, outline: dict[str, Any]):
    """Size of the die, pins at their places, and the supply in straps on the highest layer."""
    width, height, (beside, above) = outline["width"], outline["height"], outline["margins"]
    area = project.constraint.area
    area.set_dieoutline(width, height)
    area.set_corearea([(beside, above), (width - beside, height - above)])
    project.set_asic_routinglayers(max=outline["top_layer"])
    process = project.get_library(project.get("asic", "pdk"))
    process.set_openroad_rclayers(signal="met3", clock="met3")
    library = main_library(project)
    library.set_dataroot("tinynpu", str(_PACKAGE / pdk))
    for fileset in _SCRIPT_FILESETS:
        _take_script(library, fileset, "part_")
    for entry in outline["pins"]:
        pin = project.constraint.pin.make_pinconstraint(entry["name"])
        pin.set_placement(entry["x"], entry["y"])
        pin.set_layer(entry["layer"])
        pin.set_shape("rectangle")
        pin.set_width(entry["width"])
        pin.set_length(entry["height"])


def _figures(project: Any, job: str) -> dict[str, Any]:
    """Metrics of all steps of a job that was run, in the order of its flow, and the ``versions`` of its tools."""
    history = project.history(job)
    flow = history.get("flowgraph", history.option.get_flow(), field="schema")
    order = [step for level in flow.get_execution_order() for step, _index in level]
    found: dict[str, Any] = {step: {} for step in order}
    for metric in history.getkeys("metric"):
        for value, step, _index in history.get("metric", metric, field=None).getvalues():
            if value is not None and step is not None:
                found[step][metric] = value
    versions = {}
    for value, step, index in history.get("record", "toolversion", field=None).getvalues():
        tool = history.get("flowgraph", flow.name, step, index, "tool")
        if value and tool not in ("yosys", "builtin"):  # Yosys is known before
            versions[tool] = value
    return {step: values for step, values in found.items() if values} | {"versions": versions}


@paused_collector()
def main(path: str):
    """Run a job."""
    job = Job(**json.loads(Path(path).read_text()))
    project = make_sign_off(job) if job.sign_off else make_project(job)
    figures: dict[str, Any] = {"versions": {}}
    try:
        project.run()
    finally:
        with contextlib.suppress(KeyError, ValueError):
            figures = _figures(project, SIGN_OFF_NAME if job.sign_off else JOB_NAME)
        Path(job.results).write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
