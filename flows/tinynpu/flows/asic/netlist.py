"""A netlist of standard cells without its hierarchy, as JSON of Yosys."""

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tinynpu.eda import tool_environment, write_shims
from tinynpu.flows.fpga.steps import Step, run_step

__all__ = ["flat_netlist", "is_cell", "net_names", "nets_of", "read_modules"]

_SCRIPT = """\
read_verilog {netlist}
hierarchy -top {top}
write_json netlist.json
"""

_Bit = int | str
_CELL = {"liberty_cell", "blackbox", "whitebox"}
"""Attributes of what the netlist knows of its cells."""


def flat_netlist(netlist: Path, top: str, folder: Path) -> Any:
    """Module of Yosys' JSON with all cells of a netlist; ``a/b`` is ``b`` in the instance ``a``.

    Parameters
    ----------
    netlist
        Verilog, or JSON of Yosys (sooner), of synthesis.
    top
        Module.
    folder
        For what Yosys reads and writes.

    Raises
    ------
    FlowError
        Yosys fails.
    """
    return _flatten(read_modules(netlist, top, folder), top)


def read_modules(netlist: Path, top: str, folder: Path) -> dict[str, Any]:
    """Modules and cells of a netlist by name; parameters and errors are those of `flat_netlist`."""
    if netlist.suffix != ".json":
        folder.mkdir(parents=True, exist_ok=True)
        script = folder / "netlist.ys"
        script.write_text(_SCRIPT.format(netlist=netlist.resolve(), top=top))
        write_shims(folder / "bin", ["yosys"])
        step = Step(("yosys", "-q", "-s", script.name), ("netlist.json",), (str(netlist),))
        run_step(step, folder, tool_environment(folder / "bin"), log="netlist")
        netlist = folder / "netlist.json"
    modules: dict[str, Any] = json.loads(netlist.read_text())["modules"]
    return modules


def is_cell(module: Any) -> bool:
    """Whether a module is a cell, of which nothing is known but its ports."""
    return bool(module["attributes"].keys() & _CELL)


class _Numbers(dict[_Bit, _Bit]):
    """Numbers of a module's nets in the whole netlist, given when they are first asked for."""

    def __init__(self, numbers: Iterator[int]):
        self._next = numbers

    def __missing__(self, bit: _Bit) -> _Bit:
        # Constants are strings.
        self[bit] = number = bit if isinstance(bit, str) else next(self._next)
        return number


def _flatten(modules: Mapping[str, Any], top: str) -> Any:
    """The top module with the cells and nets of all modules in it."""
    cells: dict[str, Any] = {}
    names: dict[str, Any] = {}
    same: dict[_Bit, _Bit] = {}  # a net that a module ties to another one, or to a constant
    inside = {name: module for name, module in modules.items() if not is_cell(module)}
    numbers = itertools.count(2)  # as Yosys counts

    def resolve(bit: _Bit) -> _Bit:
        while bit in same:
            bit = same[bit]
        return bit

    def insert(module: Any, path: str, nets: _Numbers):
        for name, net in module["netnames"].items():
            names[path + name] = net | {"bits": [nets[bit] for bit in net["bits"]]}
        for name, cell in module["cells"].items():
            pins = {pin: [nets[bit] for bit in bits] for pin, bits in cell["connections"].items()}
            inner = inside.get(cell["type"])
            if inner is None:
                cells[path + name] = cell | {"connections": pins}
            else:
                insert(inner, f"{path}{name}/", connect(inner, pins))

    def connect(module: Any, pins: Mapping[str, list[_Bit]]) -> _Numbers:
        nets = _Numbers(numbers)
        for port, entry in module["ports"].items():
            for bit, net in zip(entry["bits"], pins.get(port, ()), strict=False):
                if isinstance(bit, int) and bit not in nets:
                    nets[bit] = net
                    continue
                one, other = resolve(nets[bit]), resolve(net)
                if isinstance(one, str):
                    one, other = other, one
                if one != other and isinstance(one, int):
                    same[one] = other
        return nets

    nets = _Numbers(numbers)
    insert(modules[top], "", nets)
    ports = {
        name: port | {"bits": [nets[bit] for bit in port["bits"]]}
        for name, port in modules[top]["ports"].items()
    }
    final = {bit: resolve(bit) for bit in same}
    for entry in itertools.chain(names.values(), ports.values()):
        entry["bits"] = [final.get(bit, bit) for bit in entry["bits"]]
    for cell in cells.values():
        for bits in cell["connections"].values():
            bits[:] = [final.get(bit, bit) for bit in bits]
    return modules[top] | {"ports": ports, "cells": cells, "netnames": names}


def nets_of(module: Any) -> list[int]:
    """Numbers of all nets, without constants."""
    groups = [port["bits"] for port in module["ports"].values()]
    for cell in module["cells"].values():
        groups += cell["connections"].values()
    return sorted({bit for bits in groups for bit in bits if isinstance(bit, int)})


def net_names(module: Any) -> dict[int, str]:
    """A name of every net as in the netlist's Verilog; ``[i]`` behind those of buses."""
    names: dict[int, str] = {}
    for name, net in module["netnames"].items():
        offset = net.get("offset", 0)
        for i, bit in enumerate(net["bits"]):
            if isinstance(bit, int):
                names.setdefault(bit, f"{name}[{offset + i}]" if len(net["bits"]) > 1 else name)
    return names
