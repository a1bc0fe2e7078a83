"""What mutation testing gives back."""

import dataclasses
import json
from typing import Any

__all__ = ["BlockTotal", "Mutant", "MutationReport", "MutationResult", "Verdict"]


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One small change of the netlist, of the kinds that the Yosys pass ``mutate`` knows.

    Members
    -------
    block
        Block of `tinynpu.verify.blocks.BLOCKS` that the change lies in.
    mode
        ``inv``: the bit is inverted; ``const0``, ``const1``: it is stuck; ``cnot0``, ``cnot1``: it
        is inverted while bit ``ctrlbit`` of the same port is 0 or 1.
    module, cell, kind, port, bit, ctrlbit
        Bit of a port of a cell; ``kind`` is the type of the cell. ``ctrlbit`` is -1 without one.
    wire
        A named signal that this bit is, if any, with the bit: ``beats_left[3]``.
    sources
        Lines of the RTL that the cell comes from: ``tinynpu/core/load.py:139``.
    """

    block: str
    mode: str
    module: str
    cell: str
    kind: str
    port: str
    bit: int
    ctrlbit: int = -1
    wire: str = ""
    sources: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Short text that is the same for the same netlist."""
        control = f"^{self.ctrlbit}" if self.ctrlbit >= 0 else ""
        return f"{self.module}/{self.cell}.{self.port}[{self.bit}{control}]:{self.mode}"

    def command(self, control: str) -> str:
        """Command for Yosys that applies it; ``control``: more arguments."""
        words = ["mutate", "-mode", self.mode, "-module", self.module, "-cell", self.cell]
        words += ["-port", self.port, "-portbit", str(self.bit)]
        if self.ctrlbit >= 0:
            words += ["-ctrlbit", str(self.ctrlbit)]
        return " ".join([*words, control]).rstrip()


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What a suite says of a mutant: whether a check failed, which one, and how."""

    killed: bool
    check: str = ""
    detail: str = ""


@dataclasses.dataclass(frozen=True)
class MutationResult:
    """A mutant and what became of it.

    Members
    -------
    status
        ``killed``: a check of the suite failed; ``equivalent``: proved to behave like the core;
        ``survived``: neither.
    check
        The check that failed, or the proof.
    seconds
        Time of the suite and the proof.
    note
        How the check failed; of a survivor, what is known about it.
    """

    mutant: Mutant
    status: str
    check: str
    seconds: float
    note: str = ""


@dataclasses.dataclass(frozen=True)
class BlockTotal:
    """Mutants of a block by their status."""

    block: str
    killed: int
    equivalent: int
    survived: int

    @property
    def score(self) -> float:
        """Killed out of those that are not equivalent; 1 if there are none."""
        count = self.killed + self.survived
        return self.killed / count if count else 1.0


@dataclasses.dataclass(frozen=True)
class MutationReport:
    """Result of `run_mutation`; ``tools`` are versions, ``seconds`` is wall-clock time."""

    config: dict[str, Any]
    rtl: str
    seed: int
    tools: dict[str, str]
    seconds: float
    results: tuple[MutationResult, ...]

    def _total(self, block: str, results: list[MutationResult]) -> BlockTotal:
        count = {status: 0 for status in ("killed", "equivalent", "survived")}
        for result in results:
            count[result.status] += 1
        return BlockTotal(block, **count)

    @property
    def blocks(self) -> tuple[BlockTotal, ...]:
        """Totals of each block, in the order of the results."""
        names = dict.fromkeys(result.mutant.block for result in self.results)
        return tuple(
            self._total(name, [r for r in self.results if r.mutant.block == name]) for name in names
        )

    @property
    def total(self) -> BlockTotal:
        """Totals of all blocks."""
        return self._total("all", list(self.results))

    @property
    def score(self) -> float:
        """Killed / (all - equivalent)."""
        return self.total.score

    @property
    def checks(self) -> dict[str, int]:
        """How many mutants each check killed or proof settled, the most first."""
        count: dict[str, int] = {}
        for result in self.results:
            if result.check:
                count[result.check] = count.get(result.check, 0) + 1
        return dict(sorted(count.items(), key=lambda item: -item[1]))

    @property
    def survivors(self) -> tuple[MutationResult, ...]:
        """Neither killed nor proved equivalent."""
        return tuple(result for result in self.results if result.status == "survived")

    def to_json(self) -> str:
        """Everything as JSON, with the totals."""
        values = dataclasses.asdict(self)
        values["blocks"] = [dataclasses.asdict(b) | {"score": b.score} for b in self.blocks]
        values["checks"] = self.checks
        values["score"] = self.score
        return json.dumps(values, indent=1) + "\n"

    def table(self) -> str:
        """Totals as text."""
        lines = [f"{'block':16} {'killed':>7} {'equivalent':>11} {'survived':>9} {'score':>7}"]
        lines += [
            f"{t.block:16} {t.killed:7} {t.equivalent:11} {t.survived:9} {t.score:7.1%}"
            for t in (*self.blocks, self.total)
        ]
        return "\n".join(lines)
