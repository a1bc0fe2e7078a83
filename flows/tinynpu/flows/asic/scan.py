"""Scan chains in a netlist of standard cells.

Every flip-flop becomes one that can also take its next state from the flip-flop before it in a chain, so
that a tester loads and reads all states through a few pins.
"""

import dataclasses
import itertools
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.eda import tool_environment, write_shims
from tinynpu.flows.asic.dft.library import Cell, is_for_test, read_models
from tinynpu.flows.asic.dft.origins import Origins
from tinynpu.flows.asic.dft.registers import Left, Registers, find_registers
from tinynpu.flows.asic.dft.scandef import scandef
from tinynpu.flows.asic.dft.stitch import Chain, Stitcher
from tinynpu.flows.asic.functions import names_in
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.fpga.steps import Step, run_step

__all__ = ["IDLE_PINS", "ScanResult", "insert_scan"]

IDLE_PINS: Mapping[str, Mapping[str, int]] = {MACROS["sky130"].name: {"csb0": 1, "csb1": 1}}
"""Pins by macro, and the levels at which it neither reads nor writes."""

_WRITE = """\
read_json {name}.netlist.json
write_verilog -noattr {name}.vg
"""


@dataclasses.dataclass(frozen=True)
class ScanResult:
    """What became of a netlist.

    Members
    -------
    top
        Module.
    chains
        In the order of the bits of their ports.
    replaced
        Number of cells by ``cell > its replacement``.
    left
        Flip-flops, latches and clock gates that stayed, and why.
    resets
        Ports that clear or preset flip-flops, and must not while chains shift.
    held
        Pins of macros, ``instance/pin``, that a gate holds idle while chains shift.
    unknown
        Instances of cells that neither the library nor `IDLE_PINS` has.
    area_before, area_after
        Of the cells of the library, in its unit (sky130: µm²).
    netlist, netlist_json
        With the chains: Verilog, and Yosys' JSON.
    description, scandef
        The chains: all of this as JSON, and as a part of DEF.
    """

    top: str
    chains: tuple[Chain, ...]
    replaced: Mapping[str, int]
    left: tuple[Left, ...]
    resets: tuple[str, ...]
    held: tuple[str, ...]
    unknown: tuple[str, ...]
    area_before: float
    area_after: float
    netlist: str
    netlist_json: str
    description: str
    scandef: str

    def figures(self) -> dict[str, Any]:
        """What a report tells: numbers instead of lists of instances."""
        return {
            "chains": len(self.chains),
            "lengths": [len(chain.elements) for chain in self.chains],
            "replaced": dict(self.replaced),
            "left": dict(Counter(f"{left.cell}: {left.reason}" for left in self.left)),
            "held_pins": len(self.held),
            "unknown": len(self.unknown),
            "area_before": self.area_before,
            "area_after": self.area_after,
        }


def insert_scan(
    netlist: Path,
    top: str,
    liberty: Path,
    folder: Path,
    *,
    chains: int = 1,
    idle: Mapping[str, Mapping[str, int]] = IDLE_PINS,
) -> ScanResult:
    """Put scan chains into a netlist, which loses its hierarchy.

    Parameters
    ----------
    netlist
        Verilog of synthesis.
    top
        Module.
    liberty
        Library of the cells.
    folder
        For all files that are made: ``TOP.scan.vg`` and others beside it.
    chains
        How many; their lengths differ by one at most.
    idle
        See `IDLE_PINS`.

    Raises
    ------
    FlowError
        There are not as many flip-flops as chains, the netlist has a port with the name of a new one,
        or Yosys fails.
    """
    module = flat_netlist(netlist, top, folder)
    kinds = {cell["type"] for cell in module["cells"].values()}
    models = read_models(
        read_text(liberty),
        lambda name, text: name in kinds or is_for_test(name, text) or not kinds.isdisjoint(idle),
    )
    registers = find_registers(module, models)
    count = len(registers.scannable)
    if not 1 <= chains <= count:
        raise FlowError(
            f"The number of scan chains must be between 1 and {count}, the number of flip-flops "
            f"that can be in one, not {chains}."
        )
    unknown = tuple(
        name
        for name, cell in module["cells"].items()
        if cell["type"] not in models and cell["type"] not in idle
    )
    resets = _resets(module, registers, models)
    before, replaced = _area(module, models), _replaced(module, registers)
    stitcher = Stitcher(module, models, chains)
    for instance, gate in registers.gates.items():
        stitcher.open_gate(instance, gate)
    held = [
        (instance, pin, level)
        for instance, cell in module["cells"].items()
        for pin, level in idle.get(cell["type"], {}).items()
    ]
    for instance, pin, level in held:
        stitcher.hold(instance, pin, level)
    flops = iter(registers.scannable.items())
    made = []
    for number in range(chains):
        length = count * (number + 1) // chains - count * number // chains
        made.append(stitcher.chain(dict(itertools.islice(flops, length))))
    name = f"{top}.scan"
    result = ScanResult(
        top=top,
        chains=tuple(made),
        replaced=replaced,
        left=registers.left,
        resets=resets,
        held=tuple(f"{instance}/{pin}" for instance, pin, _ in held),
        unknown=unknown,
        area_before=before,
        area_after=_area(module, models),
        netlist=str(folder / f"{name}.vg"),
        netlist_json=str(folder / f"{name}.netlist.json"),
        description=str(folder / f"{name}.json"),
        scandef=str(folder / f"{top}.scandef"),
    )
    _write(module, result, folder, name)
    return result


def _area(module: Any, models: Mapping[str, Cell]) -> float:
    kinds = Counter(cell["type"] for cell in module["cells"].values())
    return round(sum(models[kind].area * n for kind, n in kinds.items() if kind in models), 1)


def _replaced(module: Any, registers: Registers) -> dict[str, int]:
    pairs = (*registers.scannable.items(), *registers.gates.items())
    counts = Counter(
        f"{module['cells'][instance]['type']} > {cell.name}" for instance, cell in pairs
    )
    return dict(sorted(counts.items()))


def _resets(module: Any, registers: Registers, models: Mapping[str, Cell]) -> tuple[str, ...]:
    origins = Origins(module, models)
    found = set()
    for instance in registers.scannable:
        entry = module["cells"][instance]
        register = models[entry["type"]].register
        assert register is not None
        for pin in (*names_in(register.clear), *names_in(register.preset)):
            origin = origins.of(entry["connections"][pin][0])
            if origin.is_port:
                found.add(origin.name)
    return tuple(sorted(found))


def _write(module: Any, result: ScanResult, folder: Path, name: str):
    Path(result.netlist_json).write_text(json.dumps({"modules": {result.top: module}}))
    Path(result.description).write_text(json.dumps(dataclasses.asdict(result), indent=1) + "\n")
    Path(result.scandef).write_text(scandef(result.top, result.chains))
    (folder / "scan.ys").write_text(_WRITE.format(name=name))
    write_shims(folder / "bin", ["yosys"])
    step = Step(("yosys", "-q", "-s", "scan.ys"), (f"{name}.vg",), (f"{name}.netlist.json",))
    run_step(step, folder, tool_environment(folder / "bin"), log="scan")
