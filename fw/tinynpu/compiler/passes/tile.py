"""Tile: how many output pixels a command of each kernel does at once."""

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from tinynpu.arch.config import Config
from tinynpu.compiler.cycles import kernel_cycles
from tinynpu.compiler.ir.dialect import Dense, Depthwise, Kernel, Matmul, View, body
from tinynpu.compiler.kernels import KernelCommands, TileCommands, commands_of
from tinynpu.compiler.tuning import Tuning

__all__ = ["Tile", "candidates"]


def candidates(commands: TileCommands) -> list[tuple[int, int]]:
    """Sizes (rows, columns) of tiles that fit the accumulators, the best first."""
    depth = commands.config.accumulator_depth
    height, width, _ = commands.shape
    if width <= depth:
        sizes = [(rows, width) for rows in range(1, min(height, depth // width, 4095) + 1)]
    else:
        parts = -(-width // depth)
        sizes = [(1, -(-width // n)) for n in range(parts, min(parts + 4, width) + 1)]
    return sorted(sizes, key=lambda size: (kernel_cycles(commands, *size), size))


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
