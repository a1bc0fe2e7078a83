"""Mutation testing of the core: sample, build, kill, prove, report."""

import concurrent.futures
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.tools.verilator import find_verilator
from tinynpu.verify.blocks import SMALL, find_block, rtl_digest
from tinynpu.verify.mutation.equivalence import Prover
from tinynpu.verify.mutation.killer import Batch, CoreKiller, Killer
from tinynpu.verify.mutation.netlist import Netlist
from tinynpu.verify.mutation.report import Mutant, MutationReport, MutationResult
from tinynpu.verify.mutation.suite import CYCLE_COUNTS
from tinynpu.verify.mutation.survivors import explanation_of
from tinynpu.verify.mutation.yosys import yosys_version

__all__ = ["CONFIG", "run_mutation"]

CONFIG = SMALL.replace(name="mutation", bank_words=512)
"""Small, but a table and the programs of the suite fit in the scratchpad."""

_BATCH = 256
"""Mutants in one simulator: more make each slower, fewer need more builds."""

Progress = Callable[[str, float], None]


def run_mutation(
    blocks: Sequence[str] | None = None,
    *,
    count: int = 1000,
    seed: int = 1,
    jobs: int = 2,
    progress: Progress | None = None,
    config: Config = CONFIG,
    killer: Killer | None = None,
    proof_seconds: float = 5,
    mutants: Sequence[Mutant] | None = None,
) -> MutationReport:
    """Change the core in many small ways and see whether the suite notices.

    Parameters
    ----------
    blocks
        Blocks to change (of `tinynpu.verify.blocks.BLOCKS`); all without it.
    count
        Mutants in all.
    seed
        Of the choice of mutants.
    jobs
        Processes at once.
    progress
        Told what is being done, and the fraction that is done.
    config
        Configuration of the core.
    killer
        What runs on the mutants; without it the suite of the whole core.
    proof_seconds
        Time for one attempt to prove that a mutant that survived changes nothing.
    mutants
        These mutants of `Netlist.sample` instead of a choice.

    Raises
    ------
    FlowError
        A block has another name, a number is out of range, a tool is missing or failed, or the
        suite fails on the unchanged core.
    """
    if count < 1 or jobs < 1:
        raise FlowError(f"Mutants and jobs must be 1 or more, not {count} and {jobs}.")
    for block in blocks or ():
        find_block(block)
    tell = progress or (lambda text, fraction: None)
    begin = time.monotonic()
    own = killer or CoreKiller(config)
    results: list[MutationResult] = []
    try:
        with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
            tell("Yosys reads the core", 0.0)
            netlist = Netlist(config, Path(folder))
            if mutants is None:
                mutants = netlist.sample(count, seed, list(blocks or netlist.modules))
            prover = Prover(netlist, proof_seconds)
            for first in range(0, len(mutants), _BATCH):
                part = tuple(mutants[first : first + _BATCH])
                tell(f"building mutants {first + 1} to {first + len(part)}", first / len(mutants))
                batch = Batch(config, part, netlist.verilog(part))
                own.prepare(batch)
                with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
                    futures = [
                        pool.submit(_judge, own, prover, batch, number)
                        for number in range(1, len(part) + 1)
                    ]
                    for future in futures:
                        results.append(future.result())
                        survived = sum(r.status == "survived" for r in results)
                        tell(
                            f"{len(results)} mutants, {survived} survived",
                            len(results) / len(mutants),
                        )
    finally:
        own.close()
    return MutationReport(
        config=config.to_dict(),
        rtl=rtl_digest(),
        seed=seed,
        tools={"pyosys": yosys_version(), "verilator": find_verilator().version},
        seconds=round(time.monotonic() - begin, 1),
        results=tuple(results),
    )  # fmt: skip


def _judge(killer: Killer, prover: Prover, batch: Batch, number: int) -> MutationResult:
    """Try what is quick, then what takes longer."""
    begin = time.monotonic()
    mutant = batch.mutants[number - 1]
    status, check, note = "survived", "", ""
    slower = None
    for thorough in (False, True):
        verdict = killer(batch, number, thorough=thorough)
        if verdict.killed and verdict.check != CYCLE_COUNTS:
            status, check, note = "killed", verdict.check, verdict.detail
            break
        slower = slower or (verdict if verdict.killed else None)
        if slower is None and (check := prover.prove(mutant, thorough=thorough)):
            status = "equivalent"
            break
    else:
        if slower:
            status, check, note = "killed", slower.check, slower.detail
        else:
            note = explanation_of(mutant, batch.config)
    return MutationResult(mutant, status, check, round(time.monotonic() - begin, 3), note)
