"""Both sides of a comparison as modules of Yosys' JSON: RTL as plain gates, and the netlist as it is."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.netlist import is_cell, read_modules
from tinynpu.verify.formal.yosys import run_yosys

__all__ = ["MemoryMaps", "directions_of", "read_netlist", "read_rtl"]

_SECONDS = 3600

# What changes the circuit more than taking its words apart is left out: the less is done here, the
# less is believed. Only memories that are macros in the netlist go the way of synthesis.
_RTL = """\
{black_boxes}
read_verilog -noblackbox -sv {verilog}
read_verilog -overwrite -sv cells.v
hierarchy -check -top {top}
setattr -mod -unset keep_hierarchy
setattr -mod -set keep_hierarchy 1 {kept}
scratchpad -set flatten.separator /
proc
flatten
opt_clean
{memories}
memory_collect
memory_map
opt_dff t:$mul %ci1:+[A,B] %ci1:+[Q] t:$dff* %i
opt_dff t:$mul %ci1:+[A,B] %ci1:+[Q] t:$dff* %i
wreduce t:$mul
alumacc
opt_clean
techmap
simplemap
dffunmap
opt_clean
write_json rtl.json
"""
_MEMORIES = """\
opt {chosen}
memory -nomap {chosen}
memory_libmap -lib {library} {chosen}
techmap -map {techmap} {chosen}
"""


@dataclasses.dataclass(frozen=True)
class MemoryMaps:
    """Files of `tinynpu.flows.asic.memory.write_memory_maps`."""

    library: Path
    techmap: Path
    blackbox: Path


def read_netlist(netlist: Path, top: str, folder: Path) -> dict[str, Any]:
    """Modules of `read_modules` by name, with its parameters, those that are not below the top left out.

    Raises
    ------
    FlowError
        Yosys fails, or there is no top.
    """
    modules = read_modules(netlist, top, folder)
    found: dict[str, Any] = {}
    waiting = [top]
    while waiting:
        name = waiting.pop()
        module = modules.get(name)
        if name in found or module is None or is_cell(module):
            continue
        found[name] = module
        waiting += (cell["type"] for cell in module["cells"].values())
    if top not in found:
        raise FlowError(f"The netlist must have the module {top}, and has not.")
    return found


def read_rtl(
    verilog: Path,
    top: str,
    kept: Iterable[str],
    folder: Path,
    *,
    cells: str = "",
    memories: MemoryMaps | None = None,
    with_macros: Iterable[str] = (),
) -> dict[str, Any]:
    """Modules of RTL as gates of one bit and registers without enable or reset.

    Parameters
    ----------
    verilog
        What synthesis was given.
    top
        Module.
    kept
        Modules that stay; all others are dissolved in these.
    folder
        For what Yosys reads and writes.
    cells
        Verilog of modules that stand for cells of the PDK, by what they shall do.
    memories
        How memories become macros.
    with_macros
        Those of the modules that stay in whose netlist there are macros.

    Raises
    ------
    FlowError
        Yosys fails, or a register has an initial value, which a chip does not have.
    """
    (folder / "cells.v").write_text(cells)
    chosen = " ".join(f"\\{name}" for name in with_macros)
    script = _RTL.format(
        black_boxes="" if memories is None else f"read_verilog -sv {memories.blackbox}",
        verilog=verilog.resolve(),
        top=top,
        kept=" ".join(f"\\{name}" for name in kept),
        memories=""
        if memories is None or not chosen
        else _MEMORIES.format(library=memories.library, techmap=memories.techmap, chosen=chosen),
    )
    run_yosys(script, folder, timeout=_SECONDS)
    modules: dict[str, Any] = json.loads((folder / "rtl.json").read_text())["modules"]
    for module in modules.values():
        for name, net in module["netnames"].items():
            if "init" in net["attributes"]:
                raise FlowError(
                    f"Registers must have no initial value in the RTL, and {name} has one."
                )
    return modules


def directions_of(modules: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Direction of the pins of modules."""
    return {
        name: {port: entry["direction"] for port, entry in module["ports"].items()}
        for name, module in modules.items()
    }
