"""What plays blocks to a tile, and its golden model."""

from typing import Protocol

from tinynpu.arch.tile import Block, TileConfig
from tinynpu.arch.tile_exchange import TileLayer
from tinynpu.golden.tile import tile_bytes, tile_cycles

__all__ = ["GoldenLink", "TileLink"]

_SETTINGS_CYCLES = 4
"""Transfers of the command LAYER."""


class TileLink(Protocol):
    """A tile behind its pins."""

    config: TileConfig

    @property
    def cycles(self) -> int | None:
        """Cycles of all commands so far; None if nobody counts them."""
        ...

    def settings(self, layer: TileLayer):
        """Command LAYER.

        Raises
        ------
        DeviceError
            The tile does not answer as it should; so may all other methods.
        """
        ...

    def run(self, block: Block) -> bytes:
        """Command RUN with its operands; what comes out."""
        ...

    def close(self):
        """Free what the link holds."""
        ...


class GoldenLink:
    """The golden model of a tile."""

    def __init__(self, config: TileConfig):
        self.config = config
        self.cycles = 0
        self._layer = TileLayer()

    def settings(self, layer: TileLayer):
        """See `TileLink.settings`."""
        self._layer = layer
        self.cycles += _SETTINGS_CYCLES

    def run(self, block: Block) -> bytes:
        """See `TileLink.run`."""
        self.cycles += tile_cycles(self.config, block.steps, block.flags)
        return tile_bytes(block, self.config, self._layer)

    def close(self):
        """See `TileLink.close`."""
