"""Tile: how many output pixels a command of each kernel does at once."""

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from tinynpu.arch.config import Config
from tinynpu.compiler.ir.dialect import Dense, Depthwise, Kernel, Matmul, View, body
from tinynpu.compiler.kernels import KernelCommands, TileCommands, commands_of
from tinynpu.compiler.layout import Box
from tinynpu.compiler.tuning import Tuning

__all__ = ["Tile", "candidates", "tile_cycles"]

_REQUANTIZER_CYCLES = 11
"""From the last pixel of a group to the first of the next, without the parameters."""
_COMPACT_PASS, _COMPACT_GROUP, _COMPACT_VALUE, _COMPACT_BLOCK, _COMPACT_TILE = 8, 50, 2, 250, 400
"""The compact core: least cycles of a pass, cycles of a group of channels besides its values, of a
value; of an outer block
unless a pass is longer; of a tile besides its blocks."""


def tile_cycles(commands: TileCommands, box: Box) -> tuple[int, int]:
    """Cycles of the array and of the requantizer for one outer block of a tile.

    The closed form of `tinynpu.perf` for a tile without waits.
    """
    config = commands.config
    if commands.fir:
        pitch = (box.columns - 1) * commands.stride[1] + commands.cols
        samples = (box.rows - 1) * pitch + (box.columns - 1) * commands.stride[1] + commands.cols
    else:
        samples = box.pixels
    if config.compact:
        groups = -(-min(commands.block, commands.channels) // config.lanes)
        feed = commands.passes * max(samples + 2, _COMPACT_PASS) + max(_COMPACT_BLOCK - samples, 0)
        return feed, groups * (_COMPACT_VALUE * box.pixels + _COMPACT_GROUP)
    # Weights of the next pass are read between the samples, perhaps from the same bank.
    feed = commands.passes * max(samples, 2 * config.cols + 4)
    groups = -(-min(commands.block, commands.channels) // config.lanes)
    parameters = config.param_words(not commands.uniform)
    return feed, groups * (box.pixels + parameters + _REQUANTIZER_CYCLES)


def _cost(commands: TileCommands, rows: int, columns: int) -> int:
    """Cycles of a kernel with tiles of a size: the slower of array and requantizer for each
    block, and the requantizer's last block alone.
    """
    height, width, _ = commands.shape
    blocks = len(commands.blocks) * (1 if commands.dense else commands.per_word)
    total = 0
    last = 0
    for box in _distinct(height, width, rows, columns):
        feed, drain = tile_cycles(commands, box[0])
        total += box[1] * blocks * max(feed, drain)
        total += box[1] * _COMPACT_TILE * commands.config.compact
        last = drain
    return total + last


def _distinct(height: int, width: int, rows: int, columns: int) -> list[tuple[Box, int]]:
    """Kinds of tiles with their number; the one at the end comes last."""
    result = []
    for h, n in ((rows, height // rows), (height % rows, 1)):
        for w, m in ((columns, width // columns), (width % columns, 1)):
            if h and w and n and m:
                result.append((Box(0, h, 0, w), n * m))
    return result


def candidates(commands: TileCommands) -> list[tuple[int, int]]:
    """Sizes (rows, columns) of tiles that fit the accumulators, the best first."""
    depth = commands.config.accumulator_depth
    height, width, _ = commands.shape
    if width <= depth:
        sizes = [(rows, width) for rows in range(1, min(height, depth // width, 4095) + 1)]
    else:
        parts = -(-width // depth)
        sizes = [(1, -(-width // n)) for n in range(parts, min(parts + 4, width) + 1)]
    return sorted(sizes, key=lambda size: (_cost(commands, *size), size))


class Tile(ModulePass):
    """Choose the tile of each kernel: attribute ``tile`` (rows, columns).

    Parameters
    ----------
    config
        Accumulator depth.
    tuning
        Choices that are made already, by the title of the layer.
    """

    name = "tile"

    def __init__(self, config: Config, tuning: Tuning):
        super().__init__()
        object.__setattr__(self, "config", config)
        object.__setattr__(self, "tuning", tuning)

    config: Config
    tuning: Tuning

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        for kernel in body(op).ops:
            if not isinstance(kernel, Kernel) or isinstance(kernel, View):
                continue
            commands = commands_of(kernel, self.config)
            if isinstance(kernel, Matmul):
                kernel.put(tile=(1, min(commands.shape[1], self.config.accumulator_depth)))
            elif isinstance(kernel, Dense | Depthwise):
                assert isinstance(commands, TileCommands)
                choice = self.tuning.tiles.get(kernel.title)
                kernel.put(tile=choice or candidates(commands)[0])
            else:
                kernel.put(tile=_rows_of_words(commands))


def _rows_of_words(commands: KernelCommands) -> tuple[int, int]:
    """Rows that together are some hundred words."""
    height, width, channels = commands.shape
    words = width * -(-channels // commands.config.rows)
    return max(1, min(height, 512 // words)), min(width, 4095)
