"""What the commands of every kernel have in common."""

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.isa import Opcode
from tinynpu.compiler.ir.dialect import Kernel
from tinynpu.compiler.layout import Box, Placement
from tinynpu.compiler.transfers import Packing

__all__ = ["Chunk", "KernelCommands", "Step"]


@dataclasses.dataclass(frozen=True)
class Step:
    """A compute command with what it touches.

    Members
    -------
    opcode, fields
        The command. The fields in ``relative`` count from where its chunk of constants is loaded.
    reads, writes
        Scratchpad ranges (first word, word behind the last), without the constants.
    constants
        Ranges of constants that lie at a fixed place.
    """

    opcode: Opcode
    fields: dict[str, int]
    relative: tuple[str, ...] = ()
    reads: tuple[tuple[int, int], ...] = ()
    writes: tuple[tuple[int, int], ...] = ()
    constants: tuple[tuple[int, int], ...] = ()


@dataclasses.dataclass(frozen=True)
class Chunk:
    """Constants that are loaded at once, int8 [words, rows], and the steps that they allow.

    ``steps`` makes the commands for a box of output pixels. ``blocks`` are the words of a pixel that are
    whole with them.
    """

    words: np.ndarray
    steps: Callable[[Box, Sequence[Placement], Placement], list[Step]]
    blocks: range = range(0)


class KernelCommands:
    """What all kernels have: an operation and a configuration.

    Members
    -------
    op, config
        Of the kernel.
    shape
        (height, width, channels) of the result.
    """

    def __init__(self, op: Kernel, config: Config):
        self.op = op
        self.config = config
        self.shape = op.type.hwc

    @property
    def title(self) -> str:
        """Name of the layer."""
        return self.op.title

    def source_box(self, index: int, box: Box) -> Box:
        """Pixels of an operand that a box of the result needs."""
        raise NotImplementedError

    def smallest_chunk(self) -> int:
        """Words of the largest chunk if chunks are as small as they can be."""
        raise NotImplementedError

    def chunks(self, most: int, *, rise: bool = False, fall: bool = False) -> list[Chunk]:
        """Constants in chunks of at most so many words.

        With ``rise`` the first chunks are smaller, so that the first command starts early; with ``fall``
        the last ones, so that little is left to do when the last constants have come.
        """
        raise NotImplementedError

    def packing(self, index: int) -> Packing | None:
        """How an operand must be packed."""
        return None

    def place(self, index: int, base: int, box: Box | None = None) -> Placement:
        """Placement of an operand, or of a box of it."""
        kind = self.op.input_type(index)
        return Placement.dense(self.config, base, kind.hwc, box)
