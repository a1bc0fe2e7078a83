"""What a host and a tile exchange for a command: transfers to the tile, then bytes from it."""

import dataclasses

import numpy as np

from tinynpu.arch.tile import SUM_BYTES, Block, Command, RunFlag, Scaling, TileConfig, Transfer

__all__ = ["Exchange", "TileLayer", "exchanges"]


@dataclasses.dataclass(frozen=True)
class TileLayer:
    """What the command LAYER sets: zero point, least and greatest result."""

    zero_point: int = 0
    least: int = -128
    greatest: int = 127

    def encode(self) -> bytes:
        """As it follows the command."""
        return bytes(value & 255 for value in (self.zero_point, self.least, self.greatest))

    def exchange(self) -> "Exchange":
        """The whole command."""
        return Exchange(_plain(bytes([Command.LAYER]) + self.encode()), 0)


@dataclasses.dataclass(frozen=True, eq=False)
class Exchange:
    """Transfers, after which bytes are wanted.

    Members
    -------
    transfers : uint8 [n, 2]
        Byte on ``ui_in`` and four bits on ``uio_in[7:4]``.
    wanted
        Bytes that the tile then gives.
    """

    transfers: np.ndarray
    wanted: int


def _plain(data: bytes) -> np.ndarray:
    """Transfers without weights."""
    transfers = np.zeros((len(data), 2), np.uint8)
    transfers[:, 0] = np.frombuffer(data, np.uint8)
    return transfers


def exchanges(block: Block, config: TileConfig) -> list[Exchange]:
    """The command RUN: one exchange, or one for each column whose results have a scaling of their own."""
    moved: list[Transfer] = [*block.header(), *block.operands(config)]
    transfers = np.array(moved, np.uint8)
    if not block.flags & RunFlag.SCALE:
        return [Exchange(transfers, SUM_BYTES * config.sums)]
    channels = 1 if block.flags & RunFlag.ONE_CHANNEL else config.columns
    scalings: tuple[Scaling, ...] = block.scalings[:channels]
    parts = [_plain(scaling.encode()) for scaling in scalings]
    parts[0] = np.concatenate([transfers, parts[0]])
    return [Exchange(part, config.sums // channels) for part in parts]
