"""What the commands of a program work on."""

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode

__all__ = ["CommandError", "State"]


class CommandError(Exception):
    """A command stops the core."""

    def __init__(self, code: ErrorCode):
        super().__init__(code.name)
        self.code = code


class State:
    """Memories of a core, and the external memory of the program that runs.

    Members
    -------
    scratchpad : int8 [words, rows]
        Kept between programs.
    tables : int64 [2, 256]
        Kept between programs; values are int32.
    kept : int64 [outputs, cols], or None
        Sums that a TILE kept for the next one; forgotten when a program starts.
    memory : uint8
        Memory image.
    bases : four int
        Base registers.
    """

    def __init__(self, config: Config):
        self.config = config
        self.scratchpad = np.zeros((config.scratchpad_words, config.rows), np.int8)
        self.tables = np.zeros((2, 256), np.int64)
        self.kept: np.ndarray | None = None
        self.memory = np.zeros(0, np.uint8)
        self.bases: tuple[int, int, int, int] = (0, 0, 0, 0)

    def addresses(self, values: np.ndarray) -> np.ndarray:
        """Word addresses, wrapped to 16 bits and checked."""
        values = values & 0xFFFF
        if values.size and int(values.max()) >= self.config.scratchpad_words:
            raise CommandError(ErrorCode.SCRATCHPAD_RANGE)
        return values

    def span(self, region: int, offset: int, count: int, code: ErrorCode) -> slice:
        """Bytes of memory from an offset in a region on; a bus error if there are none."""
        address = (self.bases[region] + offset) & 0xFFFFFFFF
        if address + count > len(self.memory):
            raise CommandError(code)
        return slice(address, address + count)
