"""From a model to blocks of the TinyTapeout tile."""

from tinynpu.compiler.tile.lower import compile_tile, load_tile_program, lower_graph
from tinynpu.compiler.tile.program import HostNode, TileProgram, is_tile_program

__all__ = [
    "HostNode",
    "TileProgram",
    "compile_tile",
    "is_tile_program",
    "load_tile_program",
    "lower_graph",
]
