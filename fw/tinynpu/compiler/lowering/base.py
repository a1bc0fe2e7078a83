"""What the lowerings of all layers have in common."""

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.compiler.ir.dialect import Layer

__all__ = ["IDENTITY", "Base", "HostError"]

IDENTITY = (1 << 30, 1)
"""Multiplier and shift that leave a value as it is."""


class HostError(Exception):
    """The core cannot do this layer; the text says why."""


class Base:
    """Lowering for a configuration."""

    def __init__(self, config: Config):
        self.config = config

    def _blocked(self, weights: np.ndarray) -> np.ndarray:
        """[..., channels] to [..., blocks, rows], padded with 0."""
        rows = self.config.rows
        blocks = -(-weights.shape[-1] // rows)
        padded = np.zeros((*weights.shape[:-1], blocks * rows), np.int8)
        padded[..., : weights.shape[-1]] = weights
        return padded.reshape(*weights.shape[:-1], blocks, rows)

    def _one_batch(self, layer: Layer):
        shape = layer.input_type(0).shape
        if int(np.prod(shape[:-3], dtype=np.int64)) != 1:
            raise HostError(f"a batch of more than one, {list(shape)}")
