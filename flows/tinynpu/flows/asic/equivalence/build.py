"""Formal equivalence of a build: the RTL that synthesis was given, and a netlist of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinynpu.core.multiply_add import GENERIC_CELLS
from tinynpu.flows.asic.design import TOP, Sources
from tinynpu.flows.asic.equivalence.blif import Verdict
from tinynpu.flows.asic.equivalence.blocks import BlockProof, prove_blocks
from tinynpu.flows.asic.equivalence.designs import MemoryMaps

__all__ = ["prove_build", "sums_of"]

_SUMS = (
    *("registers", "rtl_registers", "constant", "merged"),
    *("machines", "moved", "points", "undefined"),
)


def prove_build(
    sources: Sources,
    netlist: Path,
    liberty: Path,
    *,
    seconds: int = 300,
    jobs: int = 1,
    progress: Callable[[BlockProof], None] = lambda proof: None,
) -> list[BlockProof]:
    """Proofs of all modules of a netlist; parameters are those of `prove_blocks`.

    Raises
    ------
    FlowError
        Yosys fails.
    """
    maps = (sources.memory_library, sources.memory_map, sources.memory_cells)
    return prove_blocks(
        sources.verilog,
        netlist,
        liberty,
        TOP,
        cells=GENERIC_CELLS,
        memories=MemoryMaps(*(path for path in maps if path)) if all(maps) else None,
        seconds=seconds,
        jobs=jobs,
        progress=progress,
    )


def sums_of(proofs: list[BlockProof]) -> dict[str, Any]:
    """Sums over all modules, how many have which verdict, and why some are not proved."""
    verdicts = [proof.verdict for proof in proofs]
    return {
        "modules": len(proofs),
        **{key: sum(getattr(proof, key) for proof in proofs) for key in _SUMS},
        **{verdict.value: verdicts.count(verdict) for verdict in Verdict},
        "reasons": {
            proof.name: proof.reason for proof in proofs if proof.verdict is not Verdict.PROVED
        },
    }
