"""What running a program on a simulator or device gives back."""

import dataclasses
from typing import Protocol

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode

__all__ = ["Event", "Machine", "RunResult", "Span"]


@dataclasses.dataclass(frozen=True)
class Event:
    """One command at work in one unit, in cycles since start; ``end`` is exclusive."""

    unit: str
    command: int
    begin: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """What the array did from cycle ``begin`` to before ``end``: cycles by the counters' names."""

    begin: int
    end: int
    cycles: dict[str, int]


@dataclasses.dataclass(frozen=True)
class RunResult:
    """How a program ended.

    ``error_command`` is the index of the command that failed (0 without an error). ``counters`` are
    those of `tinynpu.arch.registers.COUNTERS`; empty where there is no clock (ISS). ``events`` and
    ``spans`` are filled on request.
    """

    error: ErrorCode
    error_command: int
    counters: dict[str, int] = dataclasses.field(default_factory=dict)
    events: tuple[Event, ...] = ()
    spans: tuple[Span, ...] = ()


class Machine(Protocol):
    """Something that executes program bytes in a memory image: the ISS, the RTL, a board."""

    @property
    def config(self) -> Config:
        """Configuration of the core."""
        ...

    def execute(
        self, memory: np.ndarray, *, program: int, bases: tuple[int, int, int, int]
    ) -> RunResult:
        """Run the program at byte address ``program`` of ``memory``.

        ``memory`` is a one-dimensional uint8 array, address 0 first, changed in place; accesses
        beyond its end are bus errors. ``bases`` are the base registers. An error that the core
        reports is in the result, not raised.
        """
        ...
