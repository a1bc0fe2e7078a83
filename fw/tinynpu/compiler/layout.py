"""How tensors lie in the scratchpad, and weights and parameters in memory."""

import dataclasses

import numpy as np

from tinynpu.arch.config import Config

__all__ = ["Placement", "parameter_words", "table_bytes", "weight_words"]


@dataclasses.dataclass(frozen=True)
class Placement:
    """A feature map as words [row][column][channel block].

    Members
    -------
    base
        Word of row 0, column 0, block 0.
    height, width, channels
        Size.
    row_words, column_words
        Words from row to row and from column to column.
    """

    base: int
    height: int
    width: int
    channels: int
    row_words: int
    column_words: int

    @classmethod
    def dense(cls, config: Config, base: int, shape: tuple[int, int, int]) -> "Placement":
        """Placement with nothing between the words."""
        height, width, channels = shape
        blocks = -(-channels // config.rows)
        return cls(base, height, width, channels, width * blocks, blocks)

    @property
    def words(self) -> int:
        """Words that it takes."""
        return self.height * self.row_words

    def word(self, y: int, x: int) -> int:
        """Address of a pixel's first word, modulo 2**16; it may lie outside (padding)."""
        return (self.base + y * self.row_words + x * self.column_words) & 0xFFFF


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
