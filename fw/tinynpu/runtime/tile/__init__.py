"""Runs models on a TinyTapeout tile: simulated, on a board, or its golden model."""

from tinynpu.runtime.tile.device import TileDevice, TileInference
from tinynpu.runtime.tile.kinds import TILE_BOARDS, TILE_DEVICES, is_tile, open_tile

__all__ = [
    "TILE_BOARDS",
    "TILE_DEVICES",
    "TileDevice",
    "TileInference",
    "is_tile",
    "open_tile",
]
