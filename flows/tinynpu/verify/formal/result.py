"""What a proof came to."""

import dataclasses
from typing import Literal

__all__ = ["FormalResult", "Kind", "Status"]

Kind = Literal["assert", "cover", "equivalence"]
Status = Literal["proved", "bounded", "covered", "failed", "undecided"]


@dataclasses.dataclass(frozen=True)
class FormalResult:
    """One property of one block; JSON-able with `dataclasses.asdict`.

    Parameters
    ----------
    block, name
        What it is a property of, and its name there.
    statement
        What it says, in a sentence.
    kind
        ``assert``: holds always; ``cover``: can happen, so the assumptions are not vacuous;
        ``equivalence``: two netlists do the same.
    engine
        What decided it.
    depth
        Cycles: the bound of a bounded check, the frames that an unbounded one needed, the length of
        the trace of a cover or of a counterexample.
    unbounded
        The result holds for runs of any length.
    seconds
        Wall clock of the engine; properties that were proved in one run share its time.
    status
        ``proved`` (unbounded), ``bounded`` (no counterexample up to ``depth``), ``covered``,
        ``failed`` (a counterexample, or a cover that was not reached), ``undecided`` (time ran out).
    detail
        Assumptions, limits, or where the trace is.
    """

    block: str
    name: str
    statement: str
    kind: Kind
    engine: str
    depth: int
    unbounded: bool
    seconds: float
    status: Status
    detail: str = ""

    @property
    def good(self) -> bool:
        """Whether what was to be shown was shown."""
        return self.status in ("proved", "bounded", "covered")
