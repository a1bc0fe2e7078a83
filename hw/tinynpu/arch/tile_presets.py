"""Named parameters of the tile, by the TinyTapeout tiles that they fill."""

from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.tile import TileConfig

__all__ = ["TILES", "tile"]

TILES = {
    "1x1": TileConfig(columns=2, depth=3),
    "1x2": TileConfig(columns=3, depth=8),
    "2x2": TileConfig(columns=5, depth=14),
    "4x2": TileConfig(columns=7, depth=14, requantizer_bits=31),
    "8x2": TileConfig(columns=11, depth=22, requantizer_bits=31),
}
"""Parameters by name: width × height in TinyTapeout tiles."""


def tile(name: str) -> TileConfig:
    """Parameters by name.

    Raises
    ------
    ConfigurationError
        There is none of this name.
    """
    if name not in TILES:
        raise ConfigurationError(f"A tile must be one of {', '.join(TILES)}, not {name}.")
    return TILES[name]
