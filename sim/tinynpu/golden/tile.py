"""The TinyTapeout tile: the bytes that a block gives, and the cycles that it takes."""

import numpy as np

from tinynpu.arch.fixed_point import wrap
from tinynpu.arch.tile import SUM_BYTES, Block, RunFlag, Scaling, TileConfig
from tinynpu.arch.tile_exchange import TileLayer
from tinynpu.golden.requantize import requantize

__all__ = ["LATENCY", "SCALE_LATENCY", "tile_bytes", "tile_cycles", "tile_results", "tile_sums"]

_HEADER = 3
"""Transfers of the command RUN."""

LATENCY = 1
"""Cycles from the last operand until its sum is whole."""

SCALE_LATENCY = 3
"""Cycles in which the requantizer of a scaling is not full: at its first result and at its last."""


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
    """Bytes that leave the tile, in their order: column by column, in a column as `TileConfig.output_order`."""
    if block.flags & RunFlag.SCALE:
        values = tile_results(block, config, layer or TileLayer()).astype(np.int64)
    else:
        values = tile_sums(block, config)
    rows, bytes_ = np.array(config.output_order(block.flags)).T
    return (values[rows].T >> 8 * bytes_).astype(np.uint8).tobytes()


def tile_cycles(config: TileConfig, steps: int, flags: RunFlag = RunFlag.SUMS) -> int:
    """Cycles of a block from its first transfer to its last, if the host never pauses.

    Behind the operands the last sample needs `LATENCY` cycles to its sum, in which a scaling comes already. The
    bytes of sums come with every cycle. After a scaling a result comes every ``result_cycles``, and
    `SCALE_LATENCY` more pass from the last byte of a scaling to the end of its last result.
    """
    cycles = _HEADER + (steps + 1) * config.step_cycles(flags)
    if not flags & RunFlag.SCALE:
        return cycles + LATENCY + SUM_BYTES * config.sums
    channels = 1 if flags & RunFlag.ONE_CHANNEL else config.columns
    results = config.sums * config.result_cycles
    return cycles + channels * (Scaling.BYTES + SCALE_LATENCY) + results
