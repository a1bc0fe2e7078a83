"""Order: the longest kernel that makes an operand of an element-by-element one comes directly before it."""

from collections.abc import Sequence

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation, SSAValue
from xdsl.passes import ModulePass

from tinynpu.arch.config import Config
from tinynpu.compiler.cycles import kernel_cycles
from tinynpu.compiler.ir.dialect import Constant, Dense, Depthwise, Kernel, Vector, View, body
from tinynpu.compiler.kernels import TileCommands, commands_of
from tinynpu.compiler.passes.lower import source_value
from tinynpu.compiler.passes.tile import candidates

__all__ = ["Order"]


class Order(ModulePass):
    """Move what a sum takes, so that the sum can be computed while the array is busy longest.

    Commands of an element-by-element kernel go between those of the kernel in front of it
    (`tinynpu.compiler.passes.schedule`). A residual block has two branches that could be that kernel;
    the other one is computed before.

    Parameters
    ----------
    config
        Scratchpad size: tensors that would not fit any more because of the order stay as they are.
    """

    name = "order"

    def __init__(self, config: Config):
        super().__init__()
        object.__setattr__(self, "config", config)

    config: Config

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        block = body(op)
        for kernel in [item for item in block.ops if isinstance(item, Vector)]:
            longest = self._longest(kernel)
            if longest is None:
                continue
            old = list(block.ops)
            first, last = old.index(longest), old.index(kernel)
            between = old[first + 1 : last]
            if not all(isinstance(item, Kernel | Constant) for item in between):
                continue
            if not between or any(longest.results[0] in item.operands for item in between):
                continue
            new = [*old[:first], *between, longest, *old[last:]]
            window = slice(first, last)
            most = max(self._words(old, window), self.config.scratchpad_words)
            if self._words(new, window) <= most:
                longest.detach()
                block.insert_op_before(longest, kernel)

    def _longest(self, kernel: Vector) -> Dense | Depthwise | None:
        """The kernel with the most cycles among those that make operands, if there is one."""
        makers = [operand.owner for operand in kernel.inputs if operand.type.hwc == kernel.type.hwc]  # type: ignore[attr-defined]
        cycles = {}
        for maker in makers:
            if isinstance(maker, Dense | Depthwise):
                commands = commands_of(maker, self.config)
                assert isinstance(commands, TileCommands)
                cycles[maker] = kernel_cycles(commands, *candidates(commands)[0])
        return max(cycles, key=lambda maker: cycles[maker], default=None)

    def _words(self, steps: Sequence[Operation], window: slice) -> int:
        """Most words in use by tensors and the smallest chunk of constants in a part of an order."""
        made: dict[SSAValue, int] = {}
        last: dict[SSAValue, int] = {}
        for index, step in enumerate(steps):
            for operand in step.operands:
                value = source_value(operand)
                made.setdefault(value, 0)
                last[value] = index
            for result in step.results:
                made[result] = last[result] = index
        most = 0
        for index in range(*window.indices(len(steps))):
            step = steps[index]
            if not isinstance(step, Kernel) or isinstance(step, View):
                continue
            live = [value for value in made if made[value] <= index <= last[value]]
            words = sum(_words(self.config, value) for value in live)
            most = max(most, words + commands_of(step, self.config).smallest_chunk())
        return most


def _words(config: Config, value: SSAValue) -> int:
    """Words of a tensor in the scratchpad."""
    if isinstance(value.owner, Constant | View):
        return 0
    height, width, channels = value.type.hwc  # type: ignore[attr-defined]
    return height * width * -(-channels // config.rows)
