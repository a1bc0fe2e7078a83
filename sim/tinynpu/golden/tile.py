"""The TinyTapeout tile: the bytes that a block gives, and the cycles that it takes."""

import dataclasses

import numpy as np

from tinynpu.arch.fixed_point import wrap
from tinynpu.arch.tile import Block, RunFlag, Scaling, TileConfig
from tinynpu.golden.requantize import requantize

__all__ = ["LATENCY", "TileLayer", "tile_bytes", "tile_cycles", "tile_results", "tile_sums"]

_HEADER = 3
"""Transfers of the command RUN."""

LATENCY = 2
"""Cycles from the last operand to the first sum or result."""


@dataclasses.dataclass(frozen=True)
class TileLayer:
    """What the command LAYER sets: zero point, least and greatest result."""

    zero_point: int = 0
    least: int = -128
    greatest: int = 127

    def encode(self) -> bytes:
        """As it follows the command."""
        return bytes(v & 255 for v in (self.zero_point, self.least, self.greatest))


def tile_sums(block: Block, config: TileConfig) -> np.ndarray:
    """Sums of a block.

    ``sums[row, column] = Σ samples[step, row] · weights[step, column]``; in shift mode a column
    has the weight that came ``column`` steps before, or 0.

    Parameters
    ----------
    block
        int8 [steps, rows] samples, int8 [steps, columns] or [steps] weights.

    Returns
    -------
    sums
        int64 [rows, columns], wrapped to the width of an accumulator.
    """
    weights = block.weights
    if block.flags & RunFlag.SHIFT:
        ahead = np.concatenate([np.zeros(config.columns - 1, np.int8), weights.reshape(-1)])
        weights = np.lib.stride_tricks.sliding_window_view(ahead, config.columns)[:, ::-1]
    # Exact: every partial sum is an integer far below 2**53.
    sums = block.samples.T.astype(np.float64) @ weights.astype(np.float64)
    return wrap(sums.astype(np.int64), config.accumulator_width)


def tile_results(block: Block, config: TileConfig, layer: TileLayer) -> np.ndarray:
    """Results of a block with ``SCALE``: int8 [rows, columns]."""
    sums = tile_sums(block, config)
    scalings: tuple[Scaling, ...] = block.scalings
    if block.flags & RunFlag.ONE_CHANNEL:
        scalings = scalings[:1] * config.columns
    return requantize(
        sums + np.array([scaling.bias for scaling in scalings]),
        np.array([scaling.multiplier for scaling in scalings]),
        np.array([-scaling.right for scaling in scalings]),
        layer.zero_point,
        layer.least,
        layer.greatest,
    )


def tile_bytes(block: Block, config: TileConfig, layer: TileLayer | None = None) -> bytes:
    """Bytes that leave the tile, in their order.

    Column by column, in a column the rows in the order of `TileConfig.output_rows`; a sum as three
    bytes, the low one first, sign-extended; a result as one.
    """
    order = list(config.output_rows(block.flags))
    if block.flags & RunFlag.SCALE:
        return tile_results(block, config, layer or TileLayer())[order].T.tobytes()
    sums = tile_sums(block, config)[order].T.astype("<i4")
    return np.ascontiguousarray(sums)[..., None].view(np.uint8)[..., :3].tobytes()


def tile_cycles(config: TileConfig, steps: int, flags: RunFlag = RunFlag.SUMS) -> int:
    """Cycles of a block from its first transfer to its last, if the host never pauses."""
    operands = _HEADER + (steps + 1) * config.step_cycles(flags)
    if not flags & RunFlag.SCALE:
        return operands + LATENCY + config.rows * config.columns * config.output_cycles(flags)
    channels = 1 if flags & RunFlag.ONE_CHANNEL else config.columns
    column = config.rows * config.output_cycles(flags)
    return operands + LATENCY + channels * Scaling.BYTES + config.columns * column
