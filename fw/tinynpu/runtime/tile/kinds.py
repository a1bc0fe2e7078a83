"""Opens a tile by the kind of device."""

from typing import Any

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.tile import TileConfig
from tinynpu.runtime.tile.device import TileDevice
from tinynpu.runtime.tile.link import GoldenLink

__all__ = ["TILE_BOARDS", "TILE_DEVICES", "is_tile", "open_tile"]

TILE_DEVICES = ("tt-sim", "tt-golden")
"""Kinds of tiles that need no board."""

TILE_BOARDS = ("tt-board:PORT",)
"""Kinds of boards with a tile."""


def is_tile(kind: str) -> bool:
    """Whether this names a tile."""
    return kind in TILE_DEVICES or kind.startswith("tt-board:")


def open_tile(kind: str, config: TileConfig, **options: Any) -> TileDevice:
    """Tile of a kind: one of `TILE_DEVICES`, or a board by its port as in `TILE_BOARDS`.

    Parameters
    ----------
    options
        ``progress`` for all; for ``tt-sim`` also those of `tinynpu.rtl.tile.TileSimulator`.

    Raises
    ------
    DeviceError
        There is no such kind, or the board does not answer as it should.
    """
    if kind == "tt-golden":
        return TileDevice(GoldenLink(config), **options)
    if kind == "tt-sim":
        from tinynpu.rtl.tile import TileSimulator

        progress = options.get("progress")
        return TileDevice(TileSimulator(config, **options), progress)
    name, _, port = kind.partition(":")
    if name == "tt-board" and port:
        from tinynpu.runtime.tile.board import open_board

        return TileDevice(open_board(port, config), **options)
    raise DeviceError(f"A tile must be one of {', '.join(TILE_DEVICES + TILE_BOARDS)}, not {kind}.")
