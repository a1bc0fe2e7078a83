"""Runs SiliconCompiler as far as the tools reach, and reads what it found out."""

import dataclasses
import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast

from tinynpu.arch.config import Config
from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.eda import find_tool, tool_environment, write_shims
from tinynpu.flows.asic.area import cell_group
from tinynpu.flows.asic.design import (
    Floorplan,
    Sources,
    constraints_of,
    write_sources,
)
from tinynpu.flows.asic.equivalence.build import prove_build, sums_of
from tinynpu.flows.asic.figures import read_figures
from tinynpu.flows.asic.inference import InferencePower, digits, measure_power
from tinynpu.flows.asic.liberty import read_cells, read_text
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.asic.nets import Nets
from tinynpu.flows.asic.pdk import DATA_VARIABLE, KITS, Pdk, PdkData, find_data
from tinynpu.flows.asic.report import write_report
from tinynpu.flows.asic.results import AsicResult
from tinynpu.flows.asic.scan import insert_scan
from tinynpu.flows.asic.stages import Corner, Goal, Place
from tinynpu.flows.asic.timing import make_graph
from tinynpu.flows.asic.worker import GDS_STEP, JOB_NAME, SIGN_OFF_NAME, VIEWS_STEP, Job
from tinynpu.flows.collector import paused_collector
from tinynpu.flows.fpga.build import git_revision
from tinynpu.verify.yosys import find_abc

__all__ = ["build_asic"]

Progress = Callable[[str, float], None]
SourceWriter = Callable[[Any, Pdk, float, Path], Sources]


_LAST_STEPS = {
    Goal.SYNTH: ("synthesis",),
    Goal.FLOORPLAN: ("floorplan.pin_placement",),
    Goal.PLACE: ("place.detailed",),
    Goal.CTS: ("cts.fillcell",),
    Goal.ROUTE: (VIEWS_STEP,),
    Goal.GDS: (VIEWS_STEP, GDS_STEP),
    Goal.SIGNOFF: (VIEWS_STEP, GDS_STEP),
}
"""Steps that a goal ends with. The netlist and the delays of the layout come with the routes."""

_POLL_SECONDS = 0.5

_TITLES = {"openroad": "OpenROAD", "magic": "Magic", "netgen": "netgen"}
_REMEDY = (
    "run the steps in SiliconCompiler's container (--docker), install it with "
    "sc-install {name}, or take it from your distribution and put it on PATH"
)


class Named(Protocol):
    """A configuration that is a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def name(self) -> str:
        """For people."""
        ...

    @property
    def hash(self) -> int:
        """CRC-32 of the parameters."""
        ...

    @property
    def macs(self) -> int:
        """Multipliers."""
        ...


@paused_collector()
def build_asic(
    config: Config | Named,
    folder: Path,
    *,
    pdk: Pdk = Pdk.SKY130,
    clock_mhz: float = 50.0,
    goal: Goal = Goal.GDS,
    corner: Corner = Corner.TYPICAL,
    floorplan: Floorplan | None = None,
    data: Path | None = None,
    jobs: int = 1,
    place: Place = Place.HERE,
    power: bool = False,
    scan_chains: int = 0,
    equivalence: bool = False,
    write: SourceWriter | None = None,
    progress: Progress = lambda text, fraction: None,
) -> AsicResult:
    """Silicon views of a configuration, as far as `goal` and the tools reach.

    Parameters
    ----------
    config
        Configuration.
    folder
        For everything that is made.
    pdk, data
        Process, and the folder with its data; see `tinynpu.flows.asic.pdk.find_data`.
    clock_mhz
        Clock to build for.
    goal
        Last stage.
    corner
        Of the standard cells that synthesis reckons with.
    floorplan
        Shape.
    jobs
        Processors for a step.
    place
        Where the steps run.
    power
        Simulate the gates during an inference of the digits, and reckon the power of every block from it.
    scan_chains
        Write also a netlist with so many scan chains.
    equivalence
        Prove that each module of the netlist of synthesis does what its RTL does.
    write
        Writes the sources of what is built, with the parameters of `write_sources`; None: the core.
    progress
        Called with a text and the fraction that is done.

    Returns
    -------
    AsicResult
        ``missing`` tells which tool stopped the run before its goal.

    Raises
    ------
    FlowError
        Synthesis is not possible, or a step fails.
    ConfigurationError
        The clock is out of range, or power is asked for of something else than a core.
    """
    if write is not None and power:
        raise ConfigurationError("Power is measured in an inference, which needs a whole core.")
    if not 0.1 <= clock_mhz <= 2000:
        raise ConfigurationError(f"The clock must be between 0.1 and 2000 MHz, not {clock_mhz:g}.")
    floorplan = floorplan or Floorplan()
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    found = find_data(pdk, data, folder)
    if found.folder is None and (power or scan_chains or equivalence):
        raise FlowError(
            "Power, scan chains and proofs need the PDK's data in a folder: --pdk-data or "
            f"{DATA_VARIABLE}."
        )
    yosys = find_tool("yosys")
    if equivalence:
        find_abc()
    progress("Verilog", 0.0)
    writer = cast(SourceWriter, write or write_sources)
    sources = writer(config, pdk, clock_mhz, folder)
    versions = {
        "yosys": f"{yosys.version} ({yosys.origin})",
        "siliconcompiler": importlib.metadata.version("siliconcompiler"),
        "lambdapdk": importlib.metadata.version("lambdapdk"),
    }

    macro = None if sources.memory_cells is None else _macro_here(pdk, found)
    reached, missing = _reach(goal, place, pdk, found, macro, sources)
    job = Job(
        pdk=pdk.value,
        flow="synflow" if reached is Goal.SYNTH else "asicflow",
        top=sources.top,
        verilog=str(sources.verilog),
        constraints=str(sources.constraints),
        memory_library=_text(sources.memory_library),
        memory_map=_text(sources.memory_map),
        memory_cells=_text(sources.memory_cells),
        macro=macro,
        data=_text(found.folder),
        build=str(folder / "build"),
        last_steps=_LAST_STEPS[reached],
        sign_off=False,
        corner=corner.value,
        density=floorplan.density,
        aspect=floorplan.aspect,
        pins=dict(sources.pins),
        outline=None if sources.outline is None else dataclasses.asdict(sources.outline),
        jobs=jobs,
        remote=place is Place.REMOTE,
        scheduler=place.value if place in (Place.DOCKER, Place.SLURM) else None,
        results=str(folder / "metrics.json"),
    )
    figures = _run(job, folder, progress, "siliconcompiler")
    if reached is Goal.SIGNOFF:
        checks = dataclasses.replace(job, sign_off=True, results=str(folder / "checks.json"))
        try:
            found_out = _run(checks, folder, progress, "signoff")
        except FlowError as error:
            missing = f"The GDS is written, but not checked: {error}"
        else:
            versions |= found_out.pop("versions")
            figures |= found_out
    versions |= figures.pop("versions")
    result = AsicResult(
        preset=config.name,
        pdk=pdk.value,
        config=dataclasses.asdict(config),
        config_hash=f"{config.hash:08x}",
        clock_mhz=clock_mhz,
        corner=corner.value,
        macs=config.macs,
        versions=versions,
        git=git_revision(Path(__file__).parent),
        missing=missing,
        **read_figures(
            folder / "build" / sources.top / JOB_NAME,
            figures,
            pdk,
            corner,
            clock_mhz,
            top=sources.top,
        ),
    )
    if reached is Goal.SIGNOFF and missing is None and result.lvs is None:
        missing = f"The layout is not compared with the netlist: see {folder / 'signoff.log'}."
        result = dataclasses.replace(result, missing=missing)
    if found.folder is None:  # SiliconCompiler's cache of downloads is its own
        return dataclasses.replace(result, report=str(write_report(result, folder)))
    netlist = Path(result.netlist)
    # The JSON is read sooner, but only the Verilog has the names that the cells of a layout have.
    known = netlist if result.placement else netlist.with_name(f"{sources.top}.netlist.json")
    module = flat_netlist(known, sources.top, folder / "netlist")
    if result.timing is None:
        progress("timing", 1.0)
        result = _with_estimate(result, module, found.folder)
    liberty = found.folder / KITS[pdk].timing()[corner.value]
    result = dataclasses.replace(result, registers=_registers(result, liberty))
    if scan_chains:
        progress("scan chains", 1.0)
        scan = insert_scan(netlist, sources.top, liberty, folder / "scan", chains=scan_chains)
        result = dataclasses.replace(result, scan=scan.figures() | {"netlist": scan.netlist})
    if equivalence:
        result = dataclasses.replace(
            result, equivalence=_prove(sources, netlist, liberty, jobs, progress)
        )
    measured = None
    if power:
        assert isinstance(config, Config), "without a writer it is a core"
        measured = _measure_power(config, module, found.folder, clock_mhz, pdk, progress)
        result = dataclasses.replace(
            result,
            power=measured.to_json(),
            power_mw=result.power_mw or round(measured.estimate.total.total, 4),
        )
    report = write_report(
        result,
        folder,
        module=module,
        data=found.folder,
        power=measured,
        placement=None if result.placement is None else Path(result.placement),
    )
    return dataclasses.replace(result, report=str(report))


def _registers(result: AsicResult, liberty: Path) -> int:
    _, groups = read_cells(read_text(liberty), lambda name, text: name in result.cells)
    kinds = (name for name, group in groups.items() if cell_group(group) == "registers")
    return sum(result.cells[kind] for kind in kinds)


def _prove(
    sources: Sources, netlist: Path, liberty: Path, jobs: int, progress: Progress
) -> dict[str, Any]:
    proofs = prove_build(
        sources,
        netlist,
        liberty,
        jobs=jobs,
        progress=lambda proof: progress(f"proof of {proof.name}", 1.0),
    )
    return sums_of(proofs)


def _measure_power(
    config: Config, module: Any, data: Path, clock_mhz: float, pdk: Pdk, progress: Progress
) -> InferencePower:
    """Power of typical cells during an inference of the digits."""
    program, image = digits(config)
    liberty = data / KITS[pdk].timing()[Corner.TYPICAL.value]
    return measure_power(
        config,
        module,
        liberty,
        program,
        image,
        constraints_of(clock_mhz),
        model="digits",
        progress=progress,
    )


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _macro_here(pdk: Pdk, data: PdkData) -> str | None:
    """Class of the SRAM, if there is one and its views are there."""
    macro = MACROS.get(pdk.value)
    if macro is None:
        return None
    return macro.library if _has_view(pdk, data, "lef") else None


def _has_view(pdk: Pdk, data: PdkData, suffix: str) -> bool:
    """Whether the SRAM has a file, which is so of what SiliconCompiler downloads."""
    name = f"**/{MACROS[pdk.value].name}.{suffix}"
    return data.folder is None or any(data.folder.glob(name))


def _run(job: Job, folder: Path, progress: Progress, name: str) -> dict[str, Any]:
    """Run a job, and tell the step that it is in; metrics by step. Its log has the name.

    Raises
    ------
    FlowError
        It fails.
    """
    write_shims(folder / "bin", ["yosys"] if job.flow == "synflow" else ["yosys", "klayout"])
    link = folder / "bin" / "netgen"
    link.unlink(missing_ok=True)
    if (netgen := _debian_netgen()) and not shutil.which("netgen"):
        link.symlink_to(netgen)
    path, log, results = folder / "job.json", folder / f"{name}.log", Path(job.results)
    job.write(path)
    results.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tinynpu.flows.asic.worker", str(path)]
    with log.open("w") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=tool_environment(folder / "bin"),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            while process.poll() is None:
                progress(_step_of(log), 0.0)
                time.sleep(_POLL_SECONDS)
        finally:
            process.terminate()
            process.wait()
    if process.returncode or not results.exists():
        raise FlowError(f"SiliconCompiler must succeed, and fails: {_reason(log)} (log: {log})")
    return json.loads(results.read_text())


def _step_of(log: Path) -> str:
    """The step that began last, of a log's lines ``| INFO | job | step | index | …``."""
    for line in reversed(log.read_text(errors="replace").splitlines()):
        words = [word.strip() for word in line.split("|")]
        if len(words) > 5 and words[2] in (JOB_NAME, SIGN_OFF_NAME):
            return words[3]
    return "SiliconCompiler"


def _reason(log: Path) -> str:
    """The first error that a log tells."""
    lines = log.read_text(errors="replace").splitlines()
    errors = [line.split("|")[-1].strip() for line in lines if re.search(r"\bERROR\b", line)]
    # Of a tool that failed, SiliconCompiler shows the last lines, all of them as errors.
    errors = [text for text in errors if re.search(r"\bERROR\b", text)] or errors
    if errors:
        wrong_version = errors[0].startswith("Version check failed")
        return " ".join(errors[: 1 + wrong_version])
    return lines[-1].strip() if lines else "it says nothing"


def _reach(
    goal: Goal, place: Place, pdk: Pdk, data: PdkData, macro: str | None, sources: Sources
) -> tuple[Goal, str | None]:
    """How far the tools and the data reach, and one sentence about what is missing to go on."""
    if goal is Goal.SYNTH:
        return goal, None
    need = "The steps behind synthesis need"
    if missing := _missing_tool(place, "openroad"):
        return Goal.SYNTH, f"{need} {missing}"
    if sources.memory_cells is not None and macro is None:
        return Goal.SYNTH, f"{need} {_missing_view(pdk, 'LEF')}"
    if goal in (Goal.GDS, Goal.SIGNOFF):
        if macro and not _has_view(pdk, data, "gds"):
            return Goal.ROUTE, f"The GDS needs {_missing_view(pdk, 'GDS')}"
        if importlib.util.find_spec("klayout") is None:
            return Goal.ROUTE, "The GDS needs KLayout's Python module: pip install klayout."
    if goal is Goal.SIGNOFF:
        missing = _missing_rules(pdk, data)
        for name in ("magic", "netgen"):
            missing = missing or _missing_tool(place, name)
        if missing:
            return Goal.GDS, f"Sign-off needs {missing}"
    return goal, None


def _missing_tool(place: Place, name: str) -> str | None:
    """The end of a sentence, if a program is not here."""
    # Debian's package is named otherwise.
    if place is not Place.HERE or shutil.which(name) or (name == "netgen" and _debian_netgen()):
        return None
    return f"{_TITLES[name]}, which is not on PATH: {_REMEDY.format(name=name)}."


def _debian_netgen() -> str | None:
    return shutil.which("netgen-lvs")


def _missing_rules(pdk: Pdk, data: PdkData) -> str | None:
    """The end of a sentence, if there are no rules to check a layout by."""
    rules = KITS[pdk].rules()
    if not rules:
        return f"rules for Magic and netgen, which SiliconCompiler has none of for {pdk.value}."
    absent = [path for path in rules if data.folder and not (data.folder / path).is_file()]
    return f"{absent[0]}, which is not in the PDK data {data.folder}." if absent else None


def _missing_view(pdk: Pdk, view: str) -> str:
    """The end of a sentence."""
    return (
        f"{view} of {MACROS[pdk.value].name}, which is not in the PDK data: let SiliconCompiler "
        f"download it (without --pdk-data and {DATA_VARIABLE})."
    )


def _with_estimate(result: AsicResult, module: Any, data: Path) -> AsicResult:
    """The result with an estimate of its timing in all corners, from the flat netlist of synthesis."""
    limits = constraints_of(result.clock_mhz)
    nets = Nets(module)
    found = {
        corner: make_graph(module, data / path, nets).time(limits)
        for corner, path in KITS[Pdk(result.pdk)].timing().items()
    }
    chosen = found[result.corner]
    return dataclasses.replace(
        result,
        wns_ns=chosen.wns,
        tns_ns=chosen.tns,
        fmax_mhz=chosen.fmax_mhz,
        fmax_corners={corner: each.fmax_mhz for corner, each in found.items()},
        slowest_path=[list(entry) for entry in chosen.path],
        timing=f"estimate of {result.corner} cells without layout",
    )
