"""Formal equivalence of the RTL that synthesis was given, and a netlist, for each module that the netlist keeps."""

import dataclasses
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.library import Cell, read_models
from tinynpu.flows.asic.equivalence.blif import Verdict
from tinynpu.flows.asic.equivalence.circuit import PRIMITIVES, Circuit, Net, read_circuit
from tinynpu.flows.asic.equivalence.correspondence import Correspondence, guess
from tinynpu.flows.asic.equivalence.designs import (
    MemoryMaps,
    directions_of,
    read_netlist,
    read_rtl,
)
from tinynpu.flows.asic.equivalence.proof import count_undefined, prove_circuit
from tinynpu.flows.asic.liberty import read_text
from tinynpu.tools.cache import cache_directory

__all__ = ["BlockProof", "prove_blocks"]

_MISSING_WORD = "$memory"
"""What Yosys' `memory_map` calls the nets of words; those beyond the end of a memory have no driver."""
_ATTEMPTS = ((0, True), (1, False), (2, True))
"""Seed, and whether constants are preferred, of the guesses that are tried one after another."""


@dataclasses.dataclass(frozen=True)
class BlockProof:
    """What is known of one module.

    Members
    -------
    name
        Module.
    verdict
        Of outputs and next states; refuted: they differ in some state, whatever correspondence was tried.
    registers, rtl_registers
        Bits in the netlist and in the RTL.
    constant, merged
        Bits of the RTL that are constants in the netlist, and that share a register with others, in the netlist.
    machines
        State machines with other codes in the netlist.
    moved
        Registers of the netlist behind logic that is behind registers in the RTL.
    points
        Bits that were compared: outputs, inputs of instances, and next states.
    undefined
        Those of them that the RTL leaves open in some state, and that the netlist may choose there.
    reason
        Why it is not proved; empty if it is.
    seconds
        Of wall time.
    """

    name: str
    verdict: Verdict
    registers: int = 0
    rtl_registers: int = 0
    constant: int = 0
    merged: int = 0
    machines: int = 0
    moved: int = 0
    points: int = 0
    undefined: int = 0
    reason: str = ""
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return dataclasses.asdict(self) | {
            "verdict": self.verdict.value,
            "seconds": round(self.seconds, 2),
        }


@dataclasses.dataclass(frozen=True)
class _Task:
    name: str
    rtl: Any
    netlist: Any
    models: Mapping[str, Cell]
    directions: Mapping[str, Mapping[str, str]]
    reset: str
    reset_is_top: bool
    seconds: int


def prove_blocks(
    verilog: Path,
    netlist: Path,
    liberty: Path,
    top: str,
    *,
    cells: str = "",
    memories: MemoryMaps | None = None,
    reset: str = "rst",
    seconds: int = 300,
    jobs: int = 1,
    progress: Callable[[BlockProof], None] = lambda proof: None,
) -> list[BlockProof]:
    """Prove that a netlist does what its RTL does, module by module.

    Instances of modules and of black boxes (SRAM) are cut out of both: what they give can be
    anything, what they get is compared. So the whole is equal if each module is. What is believed:
    Yosys' reading of Verilog and its taking apart of words, for modules with macros its mapping of
    memories, for ``*`` its narrowing of operands and its partial products; that the clock is one
    wire, and what a clock gate does; and ABC.

    Parameters
    ----------
    verilog
        RTL, as synthesis was given it.
    netlist
        Verilog or JSON of Yosys, of synthesis or a later step; modules that it does not have are
        dissolved in the RTL, too, with ``/`` between names.
    liberty
        Cells of the netlist.
    top
        Module.
    cells
        Verilog of the modules that stand for cells of the PDK, by what they shall do; they
        replace those of the same names in the RTL.
    memories
        How memories become macros.
    reset
        Port of each module for a reset that is 1 during two cycles, at least, before all else.
    seconds
        For a run of ABC.
    jobs
        Processes.
    progress
        Called with each module's proof.

    Returns
    -------
    list of BlockProof
        In the order of the netlist's hierarchy.

    Raises
    ------
    FlowError
        Yosys or ABC fails, or the netlist has a module that the RTL does not have.
    """
    cache = cache_directory() / "asic"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="equivalence-") as work:
        folder = Path(work)
        gates = read_netlist(netlist, top, folder)
        kinds = {cell["type"] for module in gates.values() for cell in module["cells"].values()}
        models = read_models(read_text(liberty), lambda name, text: name in kinds)
        boxes = "" if memories is None else memories.blackbox.read_text()
        rtl = read_rtl(
            verilog,
            top,
            gates,
            folder,
            cells=cells,
            memories=memories,
            with_macros=[
                name
                for name, module in gates.items()
                if any(f"module {cell['type']} " in boxes for cell in module["cells"].values())
            ],
        )
    if missing := gates.keys() - rtl.keys():
        raise FlowError(f"The RTL must have the netlist's modules, and has no {min(missing)}.")
    directions = directions_of(rtl)
    reached = _reached(rtl, top, reset)
    tasks = [
        _Task(name, rtl[name], module, models, directions, reset, name in reached, seconds)
        for name, module in gates.items()
    ]
    return list(_run(tasks, jobs, progress))


def _run(
    tasks: list[_Task], jobs: int, progress: Callable[[BlockProof], None]
) -> Iterator[BlockProof]:
    if jobs == 1:
        for task in tasks:
            proof = _prove(task)
            progress(proof)
            yield proof
        return
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        for proof in pool.map(_prove, tasks):
            progress(proof)
            yield proof


def _reached(rtl: Mapping[str, Any], top: str, reset: str) -> set[str]:
    """Modules all of whose instances have the reset of the top as theirs."""
    found = {top}
    spoiled: set[str] = set()
    waiting = [top]
    while waiting:
        name = waiting.pop()
        port = rtl[name]["ports"].get(reset)
        for cell in rtl[name]["cells"].values():
            kind = cell["type"]
            if kind not in rtl:
                continue
            same = port is not None and cell["connections"].get(reset) == port["bits"]
            if not same or name in spoiled:
                if kind not in spoiled:
                    spoiled.add(kind)
                    waiting.append(kind)
            elif kind not in found:
                found.add(kind)
                waiting.append(kind)
    return found - spoiled


def _prove(task: _Task) -> BlockProof:
    begin = time.perf_counter()
    proof = BlockProof(task.name, Verdict.UNDECIDED)
    try:
        rtl = read_circuit(task.name, task.rtl, PRIMITIVES, task.directions)
        netlist = read_circuit(task.name, task.netlist, task.models, task.directions)
        proof = _compare(task, rtl, netlist)
    except FlowError as error:  # the others can be proved all the same
        proof = dataclasses.replace(proof, reason=str(error))
    return dataclasses.replace(proof, seconds=time.perf_counter() - begin)


def _compare(task: _Task, rtl: Circuit, netlist: Circuit) -> BlockProof:
    proof = BlockProof(
        task.name,
        Verdict.REFUTED,
        registers=len(netlist.flops),
        rtl_registers=len(rtl.flops),
    )
    if reason := _difference(rtl, netlist):
        return dataclasses.replace(proof, reason=reason)
    if open_nets := _open_nets(rtl):
        reason = f"nothing drives {len(open_nets)} nets of the RTL, the first is {open_nets[0]}"
        return dataclasses.replace(proof, verdict=Verdict.UNDECIDED, reason=reason)
    refuted = None
    for seed, constants in _ATTEMPTS:
        found = guess(rtl, netlist, reset=task.reset, seed=seed, constants=constants)
        proof = dataclasses.replace(proof, **_figures(rtl, found))
        if found.unknown:
            names = ", ".join(found.unknown[:3])
            reason = f"nothing in the netlist is found for {len(found.unknown)} registers: {names}"
            proof = dataclasses.replace(proof, verdict=Verdict.UNDECIDED, reason=reason)
            continue
        with tempfile.TemporaryDirectory(prefix="equivalence-") as work:
            folder, seconds = Path(work), task.seconds
            verdict, different = prove_circuit(
                rtl, netlist, found, folder, reset=task.reset, seconds=seconds
            )
            if verdict is Verdict.PROVED:
                undefined = count_undefined(rtl, netlist, found, folder, seconds=seconds)
                proof = dataclasses.replace(proof, undefined=undefined)
        reason = ", ".join(different[:3])
        proof = dataclasses.replace(proof, verdict=verdict, reason=reason)
        if verdict is not Verdict.REFUTED:
            break
        refuted = proof
    if refuted is not None and proof.verdict is Verdict.UNDECIDED:
        return refuted
    if (
        proof.verdict is Verdict.PROVED
        and (proof.machines or proof.moved)
        and not task.reset_is_top
    ):
        reason = f"it needs a reset, and not every {task.reset} is that of the top"
        return dataclasses.replace(proof, verdict=Verdict.UNDECIDED, reason=reason)
    return proof


def _open_nets(rtl: Circuit) -> list[str]:
    """Names of nets without a driver, but for words that a memory does not have: if one were lost, anything would do."""
    names: dict[Net, list[str]] = {}
    for name, net in rtl.nets.items():
        names.setdefault(net, []).append(name)
    loose = {net: names.get(net, [str(net)]) for net in rtl.loose if isinstance(net, int)}
    return [
        found[0]
        for found in loose.values()
        if not any(name.startswith(_MISSING_WORD) for name in found)
    ]


def _difference(rtl: Circuit, netlist: Circuit) -> str:
    """What makes a proof impossible, as a sentence's end."""
    if rtl.instances != netlist.instances:
        name = min(
            name
            for name in {**rtl.instances, **netlist.instances}
            if rtl.instances.get(name) != netlist.instances.get(name)
        )
        return f"the instance {name} is not the same in both"
    if different := rtl.points.keys() ^ netlist.points.keys():
        return f"only one of them has {min(different)}"
    if netlist.clock is not None and netlist.clock != rtl.clock:
        return f"the clock of the netlist is {netlist.clock}, that of the RTL {rtl.clock}"
    return ""


def _figures(rtl: Circuit, found: Correspondence) -> dict[str, int]:
    images = found.images.values()
    kept = [image.register for image in images if image.register is not None]
    coded = sum(len(machine.rtl) for machine in found.machines)
    return {
        "constant": len(images) - len(kept),
        "merged": len(kept) - len(set(kept)),
        "machines": len(found.machines),
        "moved": len(found.derived),
        "points": len(rtl.points) + len(images) + coded,
    }
