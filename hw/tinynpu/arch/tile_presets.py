"""Named parameters of the tile, by the TinyTapeout tiles that they fill."""

from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.tile import TileConfig

__all__ = ["TILES", "tile"]

TILES = {
    "1x1": TileConfig(columns=2, depth=4),
    "1x2": TileConfig(columns=4, depth=8),
    "2x2": TileConfig(columns=6, groups=3, depth=4, requantizer_bits=8),
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
