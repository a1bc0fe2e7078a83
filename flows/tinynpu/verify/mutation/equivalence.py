"""Proofs that a mutant changes nothing: first one cycle of a module, then what it can reach.

A module that behaves like before, whatever its neighbours do, leaves the core as it was. What is
not proved may still change nothing, if the rest of the core never drives the module so.
"""

import dataclasses
import json
import subprocess
import tempfile
from pathlib import Path

from tinynpu.verify.mutation.liveness import Liveness
from tinynpu.verify.mutation.netlist import TOP, Netlist
from tinynpu.verify.mutation.report import Mutant
from tinynpu.verify.mutation.yosys import run_program
from tinynpu.verify.yosys import find_abc

__all__ = ["ONE_CYCLE", "REACHABLE", "UNUSED", "Prover"]

UNUSED = "reaches no output"
"""Nothing that an output of the core depends on reads the bit (`Liveness`)."""

ONE_CYCLE = "equal in every state"
"""Every next state and every output is the same function of state and inputs (SAT)."""

REACHABLE = "equal in reachable states"
"""The module's outputs are the same for every sequence of inputs from reset (ABC: scorr, pdr)."""

_MEMORY_BITS = 2048
"""Larger memories are cut: what they read may be anything."""

# Cuts cells out of a module: their outputs become inputs of the module and their inputs outputs,
# so that two modules without them are equal only if they drive them equally.
_CUT = """
from pyosys import libyosys as ys

design = ys.Design()

def run(command):
    ys.run_pass("tee -q -a cut.log " + command, design)

def cut(module, chosen):
    cells = [cell for cell in module.cells_.values() if chosen(cell)]
    for cell in sorted(cells, key=lambda cell: cell.name.str()):
        if cell.type.str().startswith("$meminit"):
            module.remove(cell)
            continue
        for port, signal in sorted(cell.connections_.items(), key=lambda item: item[0].str()):
            name = ys.IdString("\\\\cut:" + cell.name.str() + ":" + port.str())
            wire = module.addWire(name, signal.size())
            if drives(cell, port):
                wire.port_input = True
                module.connect(signal, ys.SigSpec(wire))
            else:
                wire.port_output = True
                module.connect(ys.SigSpec(wire), signal)
        module.remove(cell)
    module.fixup_ports()

def drives(cell, port):
    kind = cell.type.str()
    if kind.startswith("$"):
        return port.str() in ("\\\\Q", "\\\\RD_DATA", "\\\\DATA") and kind != "$memwr_v2"
    return design.module(cell.type).wire(port).port_output
"""


# What a memory's read register holds out of reset is not defined: 0, as in the simulator.
_TO_AIG = (
    "opt_expr", "opt_merge", "opt_clean", "memory_map", "opt_expr", "opt_merge", "opt_clean",
    "techmap", "opt_expr", "opt_merge", "dffunmap", "simplemap", "setundef -zero -init",
    "opt_expr", "opt_merge", "aigmap", "opt_clean",
)  # fmt: skip


class Prover:
    """Proves mutants equivalent.

    Parameters
    ----------
    netlist
        Where the mutants come from.
    seconds
        Time for each attempt.
    """

    def __init__(self, netlist: Netlist, seconds: float):
        self.netlist = netlist
        self.seconds = seconds
        design = json.loads((netlist.work / "base.json").read_text())
        self.liveness = Liveness(design, TOP)

    def prove(self, mutant: Mutant, *, thorough: bool) -> str:
        """Name of the proof that the mutant changes nothing, or nothing.

        Parameters
        ----------
        mutant
            Mutant of the netlist.
        thorough
            Look for what can be reached instead of what takes a second.
        """
        with tempfile.TemporaryDirectory(dir=self.netlist.work) as folder:
            if not thorough:
                if not self.liveness.reaches(mutant.module, mutant.cell, mutant.port, mutant.bit):
                    return UNUSED
                return ONE_CYCLE if self._one_cycle(Path(folder), mutant) else ""
            return REACHABLE if self._reachable(Path(folder), mutant) else ""

    def _one_cycle(self, work: Path, mutant: Mutant) -> bool:
        program = f"""{_CUT}
run("read_rtlil ../base.il")
run("copy {mutant.module} gold")
run("copy {mutant.module} gate")
run("{_on_gate(mutant)}")
def sequential(cell):
    kind = cell.type.str()
    return not kind.startswith("$") or "dff" in kind or kind.startswith(("$mem", "$dlatch"))
for name in ("gold", "gate"):
    cut(design.module(ys.IdString("\\\\" + name)), sequential)
run("miter -equiv -flatten gold gate miter")
run("hierarchy -top miter")
run("opt_expr")
run("opt_merge")
run("opt_clean")
ys.run_pass("tee -q -o sat.log sat -prove trigger 0 -timeout {int(self.seconds)} miter", design)
"""
        if not run_program(work, "cut", program, seconds=2 * self.seconds + 20):
            return False
        return "no model found: SUCCESS" in (work / "sat.log").read_text()

    def _reachable(self, work: Path, mutant: Mutant) -> bool:
        program = f"""{_CUT}
def large(cell):
    kind = cell.type.str()
    if kind != "$mem_v2":
        return not kind.startswith("$")
    size, width = (cell.getParam(ys.IdString("\\\\" + name)).as_int() for name in ("SIZE", "WIDTH"))
    return size * width > {_MEMORY_BITS}
run("read_rtlil ../base.il")
run("copy {mutant.module} gold")
run("copy {mutant.module} gate")
run("{_on_gate(mutant)}")
run("memory_collect gold gate")
for name in ("gold", "gate"):
    cut(design.module(ys.IdString("\\\\" + name)), large)
run("miter -equiv -flatten gold gate miter")
run("hierarchy -top miter")
for command in {_TO_AIG!r}:
    run(command)
run("write_aiger -zinit miter.aig")
"""
        if not run_program(work, "cut", program, seconds=2 * self.seconds + 20):
            return False
        script = f"read_aiger miter.aig; scorr; write_aiger after.aig; pdr -T {int(self.seconds)}"
        try:
            result = subprocess.run(
                [str(find_abc()), "-c", script],
                cwd=work, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                timeout=2 * self.seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return False
        return "Property proved" in result.stdout or _never(work / "after.aig")


def _never(path: Path) -> bool:
    """Whether the one output of an AIGER file is the constant 0, which ``pdr`` says nothing of."""
    header, output = path.read_bytes().split(b"\n")[:2]
    latches, outputs, gates = (int(word) for word in header.split()[3:6])
    return (latches, outputs, gates) == (0, 1, 0) and output == b"0"


def _on_gate(mutant: Mutant) -> str:
    """Command that changes the copy of its module that is called ``gate``."""
    return dataclasses.replace(mutant, module="gate").command("")
