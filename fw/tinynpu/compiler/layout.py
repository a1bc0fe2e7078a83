"""How tensors lie in the scratchpad, and weights and parameters in memory."""

import dataclasses
from typing import NamedTuple

import numpy as np

from tinynpu.arch.config import Config

__all__ = ["Box", "Placement", "parameter_words", "table_bytes", "weight_words"]


class Box(NamedTuple):
    """Pixels of a tensor: rows ``y0`` to before ``y1``, columns ``x0`` to before ``x1``."""

    y0: int
    y1: int
    x0: int
    x1: int

    @property
    def rows(self) -> int:
        """Rows."""
        return self.y1 - self.y0

    @property
    def columns(self) -> int:
        """Columns."""
        return self.x1 - self.x0

    @property
    def pixels(self) -> int:
        """Pixels."""
        return self.rows * self.columns

    def tiles(self, rows: int, columns: int) -> list["Box"]:
        """The box cut into tiles of at most so many rows and columns, row by row."""
        return [
            Box(y, min(y + rows, self.y1), x, min(x + columns, self.x1))
            for y in range(self.y0, self.y1, rows)
            for x in range(self.x0, self.x1, columns)
        ]

    def meet(self, other: "Box") -> "Box | None":
        """What two boxes share."""
        box = Box(
            max(self.y0, other.y0), min(self.y1, other.y1),
            max(self.x0, other.x0), min(self.x1, other.x1),
        )  # fmt: skip
        return box if box.rows > 0 and box.columns > 0 else None


@dataclasses.dataclass(frozen=True)
class Placement:
    """A feature map, or a box of it, as words [row][column][channel block].

    Members
    -------
    base
        Word of the box's first pixel, block 0.
    height, width, channels
        Size of the whole map.
    row_words, column_words
        Words from row to row and from column to column.
    box
        The pixels that are there. With overlapping windows of a packed input all columns.
    """

    base: int
    height: int
    width: int
    channels: int
    row_words: int
    column_words: int
    box: Box

    @classmethod
    def dense(
        cls, config: Config, base: int, shape: tuple[int, int, int], box: Box | None = None
    ) -> "Placement":
        """Placement with nothing between the words."""
        height, width, channels = shape
        box = box or Box(0, height, 0, width)
        blocks = -(-channels // config.rows)
        return cls(base, height, width, channels, box.columns * blocks, blocks, box)

    @property
    def words(self) -> int:
        """Words that it takes."""
        return self.box.rows * self.row_words

    def word(self, y: int, x: int) -> int:
        """Address of a pixel's first word, modulo 2**16; it may lie outside (padding)."""
        y, x = y - self.box.y0, x - self.box.x0
        return (self.base + y * self.row_words + x * self.column_words) & 0xFFFF

    def rows(self, y0: int, y1: int) -> tuple[int, int]:
        """First word, and the one behind the last, of some of its rows."""
        y0, y1 = max(y0, self.box.y0), min(y1, self.box.y1)
        first = self.base + (y0 - self.box.y0) * self.row_words
        return first, max(first, self.base + (y1 - self.box.y0) * self.row_words)


def weight_words(config: Config, columns: np.ndarray) -> np.ndarray:
    """Weight words of one pass: int8 [weight_cols, rows] from [weight_cols, up to rows]."""
    words = np.zeros((len(columns), config.rows), np.int8)
    words[:, : columns.shape[1]] = columns
    return words


def parameter_words(
    config: Config,
    bias: np.ndarray,
    multiplier: np.ndarray | None = None,
    shift: np.ndarray | None = None,
) -> np.ndarray:
    """Parameter words of whole groups, int8 [words, rows].

    Parameters
    ----------
    bias
        int32 for each channel; padded to a multiple of ``lanes``.
    multiplier, shift
        Likewise, if they are per channel.
    """
    channels = len(bias)
    groups = -(-channels // config.lanes)
    size = 4 if multiplier is None else 9
    words = config.param_words(multiplier is not None)
    fields = np.zeros((groups * config.lanes, words * config.lane_slice), np.uint8)
    fields[:channels, :4] = np.ascontiguousarray(bias, "<i4").view(np.uint8).reshape(-1, 4)
    if multiplier is not None and shift is not None:
        fields[:channels, 4:8] = (
            np.ascontiguousarray(multiplier, "<i4").view(np.uint8).reshape(-1, 4)
        )
        fields[:channels, 8] = np.asarray(shift, np.int8).view(np.uint8)
    assert size <= fields.shape[1]
    # [group, lane, word, slice] → [group, word, lane, slice]
    fields = fields.reshape(groups, config.lanes, words, config.lane_slice).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(fields).reshape(groups * words, config.rows).view(np.int8)


def table_bytes(config: Config, table: np.ndarray) -> np.ndarray:
    """Words of a table of 256 int32, indexed by the byte as unsigned, int8 [words, rows]."""
    raw = np.ascontiguousarray(table, "<i4").view(np.int8).reshape(256, 4)
    entries = config.table_entries_per_word
    if entries:
        words = np.zeros((256 // entries, config.rows), np.int8)
        words[:, : 4 * entries] = raw.reshape(-1, 4 * entries)
        return words
    pieces = -(-4 // config.rows)
    padded = np.zeros((256, pieces * config.rows), np.int8)
    padded[:, :4] = raw
    return padded.reshape(-1, config.rows)
