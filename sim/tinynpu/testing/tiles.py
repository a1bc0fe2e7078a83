"""Tiles of odd sizes, and random blocks for them."""

import numpy as np

from tinynpu.arch.tile import Block, RunFlag, Scaling, TileConfig
from tinynpu.arch.tile_exchange import TileLayer

__all__ = ["TILE_CONFIGS", "block_flags", "random_block", "random_layer"]

TILE_CONFIGS = {
    "small": TileConfig(columns=2, depth=4),
    "one column": TileConfig(columns=1, depth=3, accumulator_width=24, spi=False),
    "few rows": TileConfig(columns=7, depth=3),
    "scaled": TileConfig(columns=3, groups=2, depth=5, requantizer_bits=8),
    "scaled at once": TileConfig(
        columns=4, depth=6, requantizer_bits=31, accumulator_width=22
    ),
}  # fmt: skip


def block_flags(config: TileConfig) -> list[RunFlag]:
    """All kinds of blocks of a tile."""
    found = [RunFlag.SUMS, RunFlag.SHIFT]
    if config.requantizer_bits:
        scaled = [RunFlag.SCALE, RunFlag.SCALE | RunFlag.ONE_CHANNEL]
        found += scaled + [flags | RunFlag.SHIFT for flags in scaled]
    return found


def random_block(
    rng: np.random.Generator, config: TileConfig, flags: RunFlag, most: int = 30
) -> Block:
    """A block of at most so many steps, with least and greatest operands in its first one."""
    steps = int(rng.integers(1, most + 1))
    shape = (steps,) if flags & RunFlag.SHIFT else (steps, config.columns)
    edges = np.array([-128, -1, 0, 127], np.int8)
    samples = rng.integers(-128, 128, (steps, config.rows)).astype(np.int8)
    weights = rng.integers(-128, 128, shape).astype(np.int8)
    samples[0], weights[0] = rng.choice(edges, config.rows), rng.choice(edges, shape[1:])
    scalings = ()
    if flags & RunFlag.SCALE:
        count = 1 if flags & RunFlag.ONE_CHANNEL else config.columns
        scalings = tuple(
            Scaling(
                int(rng.integers(1 << 30, 1 << 31)),
                int(rng.choice([0, 1, 10, 11, 12, 13, 15])),  # few results at the limits
                int(rng.integers(-(1 << 18), 1 << 18)),
            )
            for _ in range(count)
        )
    return Block(samples, weights, flags, scalings)


def random_layer(rng: np.random.Generator) -> TileLayer:
    """Zero point and clamp."""
    return TileLayer(
        int(rng.integers(-128, 128)), int(rng.integers(-128, 0)), int(rng.integers(0, 128))
    )
