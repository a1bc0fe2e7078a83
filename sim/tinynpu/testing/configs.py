"""Configurations for tests."""

import numpy as np

from tinynpu.arch.config import Config

__all__ = ["DEFAULT_CONFIGS", "random_config"]

DEFAULT_CONFIGS = (
    Config(name="square", rows=4, cols=4, lanes=4, accumulator_depth=32, banks=4, bank_words=512),
    Config(
        name="wide", rows=3, cols=7, lanes=1, accumulator_depth=20, banks=1, bank_words=4096,
        single_port=True, bus_bytes=4, burst_beats=8, outstanding=2, accumulator_width=28,
    ),
    Config(
        name="tall", rows=8, cols=5, lanes=4, accumulator_depth=24, banks=3, bank_words=512,
        bus_bytes=16, burst_beats=4, queue_depth=2,
    ),
    Config(
        name="tiny", rows=1, cols=2, lanes=1, accumulator_depth=8, banks=2, bank_words=4096,
        bus_bytes=8, outstanding=1, burst_beats=1, accumulator_width=24,
    ),
    Config(
        name="compact", rows=4, cols=4, lanes=1, accumulator_depth=64, banks=2, bank_words=1024,
        accumulator_width=26, single_port=True, bus_bytes=4, outstanding=1, queue_depth=1,
        compact=True,
    ),
)  # fmt: skip
"""A few small and different ones, so that the default tests build few simulators."""


def random_config(rng: np.random.Generator) -> Config:
    """Any legal shape with rows and columns up to 16, and memories that small models fit in."""
    rows, cols = (int(v) for v in rng.integers(1, 17, 2))
    lanes = [n for n in range(1, min(rows, cols) + 1) if rows % n == 0]
    bus_bytes = int(rng.choice([4, 8, 16]))
    banks = int(rng.integers(1, 5))
    words = 1 << int(np.ceil(np.log2(12288 / rows / banks)))
    return Config(
        name="random",
        rows=rows,
        cols=cols,
        lanes=int(rng.choice(lanes)),
        accumulator_width=int(rng.integers(24, 33)),
        accumulator_depth=int(rng.integers(4, 80)),
        banks=banks,
        bank_words=min(words, 16384),
        single_port=bool(rng.integers(2)),
        bus_bytes=bus_bytes,
        burst_beats=1 << int(rng.integers(0, 7)),
        outstanding=int(rng.integers(1, 6)),
        queue_depth=int(rng.integers(2, 7)),
    )
