"""Tile: how many output pixels a command of each kernel does at once."""

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from tinynpu.arch.config import Config
from tinynpu.compiler.cycles import kernel_cycles, wait_cycles
from tinynpu.compiler.ir.dialect import (
    Dense,
    Depthwise,
    Host,
    Kernel,
    Matmul,
    Vector,
    View,
    body,
)
from tinynpu.compiler.kernels import KernelCommands, TileCommands, commands_of
from tinynpu.compiler.tuning import Tuning

__all__ = ["Tile", "candidates"]


def candidates(
    commands: TileCommands, before: tuple[TileCommands, Vector | None] | None = None
) -> list[tuple[int, int]]:
    """Sizes (rows, columns) of tiles that fit the accumulators, the best first.

    Parameters
    ----------
    before
        The kernel whose results the first tile waits for, and an element-by-element one between them.
    """
    depth = commands.config.accumulator_depth
    height, width, _ = commands.shape
    if width <= depth:
        sizes = [(rows, width) for rows in range(1, min(height, depth // width, 4095) + 1)]
    else:
        parts = -(-width // depth)
        sizes = [(1, -(-width // n)) for n in range(parts, min(parts + 4, width) + 1)]

    def cost(size: tuple[int, int]) -> int:
        wait = wait_cycles(commands, size[0], *before) if before else 0
        return kernel_cycles(commands, *size) + wait

    return sorted(sizes, key=lambda size: (cost(size), size))


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
        before: list[Kernel] = []  # kernels, and none of them before an operation of the host
        for kernel in body(op).ops:
            if isinstance(kernel, Host):
                before.clear()
            if not isinstance(kernel, Kernel) or isinstance(kernel, View):
                continue
            commands = commands_of(kernel, self.config)
            if isinstance(kernel, Matmul):
                kernel.put(tile=(1, min(commands.shape[1], self.config.accumulator_depth)))
            elif isinstance(kernel, Dense | Depthwise):
                assert isinstance(commands, TileCommands)
                choice = self.tuning.tiles.get(kernel.title)
                maker = self._maker(kernel, before)
                kernel.put(tile=choice or candidates(commands, maker)[0])
            else:
                kernel.put(tile=_rows_of_words(commands))
            before.append(kernel)

    def _maker(
        self, kernel: Kernel, before: list[Kernel]
    ) -> tuple[TileCommands, Vector | None] | None:
        """What makes the operand directly before a kernel, and an element-by-element kernel after it."""
        operands, follower = kernel.inputs[:1], None
        if before and isinstance(before[-1], Vector) and before[-1].results[0] in operands:
            follower = before[-1]
            before = before[:-1]
            shape = follower.type.hwc
            operands = [each for each in follower.inputs if each.type.hwc == shape]  # type: ignore[attr-defined]
        if not before or before[-1].results[0] not in operands:
            return None
        commands = commands_of(before[-1], self.config)
        return (commands, follower) if isinstance(commands, TileCommands) else None


def _rows_of_words(commands: KernelCommands) -> tuple[int, int]:
    """Rows that together are some hundred words."""
    height, width, channels = commands.shape
    words = width * -(-channels // commands.config.rows)
    return max(1, min(height, 512 // words)), min(width, 4095)
