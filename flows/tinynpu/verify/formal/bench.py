"""Benches: harnesses by name, and how their claims are decided."""

import dataclasses
from collections.abc import Callable
from typing import Literal

from amaranth.hdl import Fragment

from tinynpu.verify.formal.harness import Claim, Harness

__all__ = ["Bench"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bench:
    """A harness for some properties of a block.

    Parameters
    ----------
    block, name
        Block, and name of the bench.
    build
        Puts the block, assumptions and claims into a harness.
    method
        ``pdr`` and ``induction`` prove for runs of any length, ``bmc`` for those of ``depth`` cycles.
    depth
        Cycles of ``bmc``, k of ``induction``.
    cover_depth
        Most cycles of the traces of covers.
    limit
        Seconds that an engine may take.
    quick
        Part of the default test run.
    together
        Prove all assertions in one run: each may rely on the others.
    note
        What is assumed or cut, for the report.
    """

    block: str
    name: str
    build: Callable[[Harness], None]
    method: Literal["pdr", "bmc", "induction"] = "pdr"
    depth: int = 0
    cover_depth: int = 60
    limit: int = 300
    quick: bool = True
    together: bool = True
    note: str = ""

    def harness(self) -> Harness:
        """A new harness with everything in it."""
        harness = Harness()
        self.build(harness)
        return harness

    def claims(self) -> list[Claim]:
        """What is claimed, without an engine."""
        harness = self.harness()
        Fragment.get(harness.m, None)  # Amaranth warns of what is never elaborated
        return harness.claims
