"""Yosys on a project: its ports, and its netlist of standard cells."""

import dataclasses
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.eda import tool_environment, write_shims
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.pdk import DATA_VARIABLE, KITS, Pdk, find_data
from tinynpu.flows.fpga.steps import Step, run_step
from tinynpu.flows.tinytapeout.rules import UncheckedError
from tinynpu.flows.tinytapeout.shuttle import Shuttle

__all__ = [
    "Netlist",
    "Ports",
    "SynthesisError",
    "find_liberty",
    "macros",
    "read_ports",
    "require_data",
    "synthesize",
]

_KITS = {"sky130A": Pdk.SKY130, "ihp-sg13g2": Pdk.IHP130}
"""Of `tinynpu.flows.asic`, with the same cells."""

_PORTS = """\
read_verilog -sv {sources}
hierarchy -check -top {top}
proc
write_json ports.json
"""

# Nearly what LibreLane's script does: no clock gates, adders only where the sources name them.
_SYNTHESIS = """\
read_liberty -lib cells.lib
read_verilog -sv {macros} {sources}
hierarchy -check -top {top}
synth -flatten -top {top}
opt -purge
dfflibmap {unused} -liberty cells.lib
opt
abc -D {period} -constr abc.sdc -liberty cells.lib {unused}
setundef -zero
clean -purge
splitnets
clean -purge
hilomap -singleton -hicell {high} -locell {low}
clean -purge
tee -q -o check.txt check
tee -q -o stat.json stat -json -top {top} -liberty cells.lib
write_verilog -noattr -noexpr -nohex netlist.v
write_json netlist.json
"""

_PROBLEM = re.compile(r"^Warning: (.*)", re.MULTILINE)


class SynthesisError(UncheckedError):
    """Synthesis fails, and what needs a netlist cannot be checked; the sentence is Yosys'."""


@dataclasses.dataclass(frozen=True)
class Ports:
    """What Yosys reads of the sources: direction and width by name, or what is wrong."""

    ports: dict[str, tuple[str, int]]
    error: str = ""


@dataclasses.dataclass(frozen=True)
class Netlist:
    """A netlist of synthesis.

    Members
    -------
    cells
        Number by name.
    area_um2
        Of all.
    problems
        What Yosys' check says of it, and cells that are not of the library.
    verilog, json, liberty
        Files.
    """

    cells: dict[str, int]
    area_um2: float
    problems: tuple[str, ...]
    verilog: Path
    json: Path
    liberty: Path


def macros(shuttle: Shuttle) -> list[str]:
    """Macros of the preprocessor that LibreLane sets."""
    return [
        f"PDK_{shuttle.name.replace('-', '_')}",
        f"SCL_{shuttle.library.name}",
        "__librelane__",
        "__pnr__",
    ]


def read_ports(sources: Sequence[Path], top: str, folder: Path) -> Ports:
    """Read the sources as simulators do.

    Parameters
    ----------
    sources, top
        Files, and the top module.
    folder
        For files of the run; it exists.
    """
    script = _PORTS.format(sources=_quoted(sources), top=top)
    if error := _yosys(script, ("ports.json",), folder):
        return Ports({}, error)
    module = json.loads((folder / "ports.json").read_text())["modules"][top]
    ports = module["ports"].items()
    return Ports({name: (port["direction"], len(port["bits"])) for name, port in ports})


def require_data(shuttle: Shuttle, pdk_data: Path, work: Path):
    """Refuse a folder for the data of the PDK that does not hold what the shuttle needs.

    Raises
    ------
    FlowError
        It does not.
    """
    kit = _KITS.get(shuttle.name)
    if kit is None:
        raise FlowError(
            f"Data of the PDK can be named for {' and '.join(_KITS)}, not for {shuttle.name}: its cells are "
            "those below PDK_ROOT."
        )
    find_data(kit, pdk_data, work)


def find_liberty(shuttle: Shuttle, folder: Path, pdk_data: Path | None) -> Path:
    """The cells of a shuttle, typical corner, as a file that is not packed.

    Those of the option, beside the checkout or of ciel, as `tinynpu.flows.asic.pdk.find_data` finds them, or
    below ``PDK_ROOT``.

    Raises
    ------
    UncheckedError
        They are nowhere.
    FlowError
        They are not where ``pdk_data`` or `DATA_VARIABLE` says.
    """
    kit, library = _KITS.get(shuttle.name), shuttle.library
    path = folder / "cells.lib"
    if kit is not None:
        try:
            data = find_data(kit, pdk_data, folder).folder
        except FlowError as error:
            if pdk_data is not None or os.environ.get(DATA_VARIABLE):
                raise
            raise UncheckedError(str(error)) from None
        if data is not None:
            path.write_text(read_text(data / KITS[kit].timing()["typical"]))
            return path
    root = os.environ.get("PDK_ROOT")
    if root:
        found = Path(root) / shuttle.name / "libs.ref" / library.name / library.liberty
        if found.is_file():
            path.write_text(read_text(found))
            return path
    raise UncheckedError(
        f"The cells {library.name} are not here; install {shuttle.name} with ciel and set PDK_ROOT"
        + (", or give their folder with --pdk-data." if kit else ".")
    )


def synthesize(
    sources: Sequence[Path],
    top: str,
    shuttle: Shuttle,
    folder: Path,
    *,
    period_ns: float,
    pdk_data: Path | None = None,
) -> Netlist:
    """Netlist of a project.

    Parameters
    ----------
    sources, top, shuttle
        Files, top module, and where it is made.
    folder
        For files of the run; it exists.
    period_ns
        Of the clock.
    pdk_data
        See `tinynpu.flows.asic.pdk.find_data`.

    Raises
    ------
    UncheckedError
        There are no cells.
    SynthesisError
        Yosys fails.
    """
    liberty = find_liberty(shuttle, folder, pdk_data)
    (folder / "abc.sdc").write_text("")
    (high, high_pin), (low, low_pin) = shuttle.library.tie
    script = _SYNTHESIS.format(
        macros=" ".join(f"-D{name}" for name in macros(shuttle)),
        sources=_quoted(sources),
        top=top,
        unused=" ".join(f"-dont_use {pattern}" for pattern in shuttle.library.unused),
        period=round(1000 * period_ns),
        high=f"{high} {high_pin}",
        low=f"{low} {low_pin}",
    )
    if error := _yosys(script, ("netlist.json",), folder):
        raise SynthesisError(error)
    text = (folder / "stat.json").read_text()
    design: dict[str, Any] = json.loads(text[text.index("{") :])["design"]
    cells = dict(sorted(design.get("num_cells_by_type", {}).items()))
    problems = list(dict.fromkeys(_PROBLEM.findall((folder / "check.txt").read_text())))
    unmapped = [name for name in cells if name.startswith("$")]
    problems += [f"{cells[name]} cells {name} are not of the library." for name in unmapped]
    return Netlist(
        cells=cells,
        area_um2=float(design.get("area", 0.0)),
        problems=tuple(problems),
        verilog=folder / "netlist.v",
        json=folder / "netlist.json",
        liberty=liberty,
    )


def _quoted(sources: Sequence[Path]) -> str:
    return " ".join(f'"{path}"' for path in sources)


def _yosys(script: str, targets: tuple[str, ...], folder: Path) -> str:
    """Run a script; what is wrong, or nothing."""
    (folder / "script.ys").write_text(script)
    write_shims(folder / "bin", ["yosys"])
    step = Step(("yosys", "-s", "script.ys"), targets, ())
    try:
        run_step(step, folder, tool_environment(folder / "bin"))
    except FlowError:
        text = (folder / "yosys.log").read_text(errors="replace")
        lines = [line for line in text.splitlines() if "ERROR" in line] or text.splitlines()
        return lines[-1].strip() if lines else "Yosys stops without a word."
    return ""
