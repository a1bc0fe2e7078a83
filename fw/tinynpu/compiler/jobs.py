"""Layers as jobs: constants in the order the core reads them, with the commands that use them."""

import dataclasses

import numpy as np

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.isa import Opcode

__all__ = ["Chunk", "Job", "Step"]


@dataclasses.dataclass(frozen=True)
class Step:
    """A compute command; fields in ``relative`` count from where its chunk is loaded."""

    opcode: Opcode
    fields: dict[str, int]
    relative: tuple[str, ...]

    def instruction(self, base: int, **changes: int) -> Instruction:
        """The command for a chunk at a scratchpad word."""
        values = {**self.fields, **changes}
        for name in self.relative:
            values[name] = values[name] + base
        return Instruction.make(self.opcode, **values)


@dataclasses.dataclass(frozen=True)
class Chunk:
    """Constants that are loaded at once, int8 [words, rows], and the steps that need them."""

    words: np.ndarray
    steps: tuple[Step, ...]


@dataclasses.dataclass(frozen=True)
class Job:
    """A layer: its node's name and operator, multiply-accumulates, and chunks."""

    name: str
    op: str
    macs: int
    chunks: tuple[Chunk, ...]
