"""A layer as blocks of the tile, before its input is known."""

import dataclasses

import numpy as np

from tinynpu.arch.tile import SUM_BYTES, Block, RunFlag, Scaling, TileConfig
from tinynpu.arch.tile_exchange import TileLayer
from tinynpu.golden import requantize
from tinynpu.golden.tile import tile_cycles

__all__ = ["Count", "Layer", "Pattern", "Rescale"]

_SETTINGS = 4
"""Transfers of the command LAYER."""


@dataclasses.dataclass(frozen=True)
class Count:
    """What crosses the pins, and how long that takes at full speed.

    Members
    -------
    blocks
        Commands RUN.
    sent, received
        Bytes in either direction, commands included.
    cycles
        From the first to the last of them, if the host never pauses.
    """

    blocks: int = 0
    sent: int = 0
    received: int = 0
    cycles: int = 0

    @property
    def transfers(self) -> int:
        """Bytes in both directions."""
        return self.sent + self.received

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.blocks + other.blocks,
            self.sent + other.sent,
            self.received + other.received,
            self.cycles + other.cycles,
        )


@dataclasses.dataclass(frozen=True, eq=False)
class Rescale:
    """How the sums of a layer become its output.

    Members
    -------
    bias : int64 [channels]
        Added to the sums of raw samples: the layer's bias − input zero point · sum of the weights.
    multiplier, shift : int64 [channels]
        Q31 multiplier and power of two.
    zero_point, clamp, round_once
        As in `tinynpu.golden.requantize`.
    """

    bias: np.ndarray
    multiplier: np.ndarray
    shift: np.ndarray
    zero_point: int
    clamp: tuple[int, int]
    round_once: bool

    def apply(self, sums: np.ndarray) -> np.ndarray:
        """Results of sums [..., channels], int8."""
        return requantize(
            sums + self.bias,
            self.multiplier,
            self.shift,
            self.zero_point,
            *self.clamp,
            round_once=self.round_once,
        )

    def scaling(self, channel: int) -> Scaling:
        """What the tile's requantizer needs for a channel."""
        multiplier, shift = int(self.multiplier[channel]), int(self.shift[channel])
        return Scaling(multiplier, -shift, int(self.bias[channel]))

    @property
    def settings(self) -> TileLayer:
        """What the tile's requantizer needs for all channels."""
        return TileLayer(self.zero_point, *self.clamp)


@dataclasses.dataclass(frozen=True, eq=False)
class Pattern:
    """A block without its activations.

    Members
    -------
    gather : int32 [steps, rows], or [steps, columns] if swapped
        Which activation goes where: a place in the input of the layer; the next two places after its end
        are its padding, and 0 for what is not used.
    constants : int8 [steps, columns] or, in shift mode, [steps]; [steps, rows] if swapped
        Weights of the layer.
    targets : int32 [rows, columns]
        Place in the output of the layer that a sum belongs to, or −1. Blocks with the same place are
        added up.
    scalings
        As of a `Block`.
    """

    gather: np.ndarray
    constants: np.ndarray
    targets: np.ndarray
    scalings: tuple[Scaling, ...] = ()

    @property
    def steps(self) -> int:
        """Outer products."""
        return len(self.gather)

    def count(self, config: TileConfig, flags: RunFlag) -> Count:
        """What its block costs."""
        size = 1 if flags & RunFlag.SCALE else SUM_BYTES
        sent = 3 + (self.steps + 1) * config.step_cycles(flags)
        return Count(
            blocks=1,
            sent=sent + Scaling.BYTES * len(self.scalings),
            received=size * config.sums,
            cycles=tile_cycles(config, self.steps, flags),
        )


@dataclasses.dataclass(frozen=True, eq=False)
class Layer:
    """A convolution or a fully connected layer that the tile multiplies.

    Members
    -------
    name, op, macs
        Of the node.
    source, output
        Names of the tensors.
    shape
        Of the output.
    padding
        Value beside the input.
    mapping
        In a few words: what rows and columns are.
    flags
        Of all blocks.
    swapped
        The weights of the layer go as samples, and its activations as weights.
    patterns
        The blocks in their order.
    rescale
        From sums to the output; with ``SCALE`` the tile does it.
    """

    name: str
    op: str
    macs: int
    source: str
    output: str
    shape: tuple[int, ...]
    padding: int
    mapping: str
    flags: RunFlag
    swapped: bool
    patterns: tuple[Pattern, ...]
    rescale: Rescale

    def blocks(self, source: np.ndarray) -> list[Block]:
        """Blocks for an input."""
        padded = np.concatenate([source.reshape(-1), np.array([self.padding, 0], np.int8)])
        blocks = []
        for pattern in self.patterns:
            operands = [padded[pattern.gather], pattern.constants]
            if self.swapped:
                operands.reverse()
            blocks.append(Block(operands[0], operands[1], self.flags, pattern.scalings))
        return blocks

    def result(self, values: list[np.ndarray]) -> np.ndarray:
        """Output from the sums or the results [rows, columns] of all blocks."""
        channels = self.shape[-1]
        # One place more, for what belongs nowhere (−1).
        out = np.zeros(int(np.prod(self.shape)) + 1, np.int64)
        for pattern, value in zip(self.patterns, values, strict=True):
            out[pattern.targets] += value
        out = out[:-1].reshape(-1, channels)
        if self.flags & RunFlag.SCALE:
            return out.astype(np.int8).reshape(self.shape)
        return self.rescale.apply(out).reshape(self.shape)

    def count(self, config: TileConfig) -> Count:
        """What all its blocks cost."""
        total = Count()
        if self.flags & RunFlag.SCALE:
            total = Count(sent=_SETTINGS, cycles=_SETTINGS)
        for pattern in self.patterns:
            total += pattern.count(config, self.flags)
        return total
