"""Flows of edalize for each family: synthesis, place and route, bitstream."""

import copy
import dataclasses
import importlib
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.boards.board import Family
from tinynpu.flows.fpga.design import Design
from tinynpu.flows.fpga.steps import Step, plan

__all__ = ["REPORT", "Toolchain", "flow_class", "plain_synthesis", "prepare", "toolchain"]

REPORT = "report.json"
"""File that nextpnr writes its figures to."""

_CONSTRAINTS = {Family.ICE40: "PCF", Family.ECP5: "LPF", Family.GOWIN: "CST"}


@dataclasses.dataclass(frozen=True)
class Toolchain:
    """Programs of a family.

    Members
    -------
    flow
        Name of edalize's flow.
    place, pack
        Programs for place and route, and for the bitstream.
    synthesis
        Options of the synthesis command.
    placed, bitstream
        Ends of their results' names.
    """

    flow: str
    place: str
    pack: str
    synthesis: tuple[str, ...]
    placed: str
    bitstream: str

    @property
    def programs(self) -> tuple[str, ...]:
        """All programs."""
        return ("yosys", self.place, self.pack)


_TOOLCHAINS = {
    Family.ICE40: Toolchain(
        "icestorm",
        "nextpnr-ice40",
        "icepack",
        ("-abc9", "-device", "u"),
        ".asc",
        ".bin",
    ),
    Family.ECP5: Toolchain("trellis", "nextpnr-ecp5", "ecppack", ("-abc9",), ".config", ".bit"),
    Family.GOWIN: Toolchain(
        "apicula", "nextpnr-himbaechel", "gowin_pack", (), ".routed.json", ".fs"
    ),
}


_SCRIPT = "synthesis.tcl"
_PREPARE = ("hierarchy -top {top}", "{proc}", "flatten", "opt_clean -purge")
"""Flat and without what nothing reads before synthesis begins: with the hierarchy of a whole core,
abc9 of Yosys 0.70 stops at a wire that it removed. (Tcl has a ``proc`` of its own.)"""
_SYNTHESIS = "\n".join(
    (
        "yosys -import",
        "source edalize_yosys_procs.tcl",
        "read_files",
        *(line.format(top="$top", proc="procs") for line in _PREPARE),
        "synth $top",
        "write_json $name.json",
        "",
    )
)
"""Procedures and variables are in the file that edalize writes."""


def toolchain(family: Family) -> Toolchain:
    """Programs of a family that open tools serve."""
    return _TOOLCHAINS[family]


def prepare(design: Design, work: Path) -> list[Step]:
    """Write all files of a design into a folder; returns synthesis, place and route, bitstream.

    Source: edalize 0.6, whose flow makes the scripts and the commands.
    """
    tools = toolchain(design.family)
    source = f"{design.name}.v"
    (work / source).write_text(design.verilog)
    files = [{"name": source, "file_type": "verilogSource"}]
    if design.constraint_file:
        (work / design.constraint_file).write_text(design.constraints)
        files.append(
            {"name": design.constraint_file, "file_type": _CONSTRAINTS[design.family]},
        )
    edam = {
        "name": design.name,
        "toplevel": design.name,
        "files": files,
        "flow_options": {
            "yosys_template": _SCRIPT,
            "yosys_synth_options": list(tools.synthesis),
            "nextpnr_options": _place_options(design),
            **_pack_options(design),
        },
    }
    for script in work.glob("*.tcl"):
        script.unlink()  # edalize compares with those that it finds, and leaves them open
    (work / _SCRIPT).write_text(_SYNTHESIS)
    flow = flow_class(tools.flow)(edam, work)
    flow.configure()
    return plan(flow.commands, design.name + tools.bitstream)


def flow_class(name: str) -> Any:
    """A flow of edalize, with tables of its own: flows write their options into those of the class.

    Raises
    ------
    FlowError
        The package is missing.
    """
    try:
        module = importlib.import_module(f"edalize.flows.{name}")
    except ModuleNotFoundError:
        raise FlowError(
            "Bitstreams need the package edalize: pip install 'tinynpu[fpga]'."
        ) from None
    base = getattr(module, name.capitalize())
    tables = {"_flow": copy.deepcopy(base._flow)} if hasattr(base, "_flow") else {}
    return type(base.__name__, (base,), tables)


def _place_options(design: Design) -> list[str]:
    # Whether it is fast enough is judged when all placements are known.
    options = ["--report", REPORT, "--freq", f"{design.mhz:g}", "--timing-allow-fail"]
    size = design.device.rpartition("-")[2].removesuffix("F")
    match design.family:
        case Family.ICE40:
            options += ["--up5k", "--package", design.package.lower()]
            if design.unconstrained:
                options += ["--pcf-allow-unconstrained"]
        case Family.ECP5:
            options += [f"--{size}k", "--package", design.package, "--speed", design.speed]
            # A third less wire than with the other placer, and shorter ways than with the other
            # router.
            options += ["--placer", "static", "--router", "router1"]
            if design.unconstrained:
                options += ["--lpf-allow-unconstrained"]
    return options


def _pack_options(design: Design) -> dict[str, Any]:
    match design.family:
        case Family.ECP5:
            return {"ecppack_options": ["--compress"]}
        case Family.GOWIN:
            # The pins of the flash memory and of the serial programming port are the user's.
            return {
                "device": design.package,
                "device_family": "C" if design.device.endswith("C") else "",
                "gowin_pack_options": ["--sspi_as_gpio", "--mspi_as_gpio"],
            }
    return {}


def plain_synthesis(step: Step, design: Design) -> Step:
    """The synthesis of `prepare` without Tcl, for a Python that has none."""
    options = " ".join(toolchain(design.family).synthesis)
    family = design.family.value
    script = "; ".join(
        (
            f"read_verilog -defer {design.name}.v",
            *(line.format(top=design.name, proc="proc") for line in _PREPARE),
            f"synth_{family} {options} -top {design.name}",
            f"write_json {design.name}.json",
        )
    )
    return dataclasses.replace(step, command=("yosys", "-l", "yosys.log", "-p", script))
