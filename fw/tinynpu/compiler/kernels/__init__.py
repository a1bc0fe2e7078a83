"""Kernels as commands: constants in the order the core reads them, and commands for boxes of pixels."""

from tinynpu.arch.config import Config
from tinynpu.compiler.ir.dialect import Dense, Depthwise, Kernel, Matmul, Move, Vector
from tinynpu.compiler.kernels.base import Chunk, KernelCommands, Step
from tinynpu.compiler.kernels.matmul import MatmulCommands
from tinynpu.compiler.kernels.tile import TileCommands
from tinynpu.compiler.kernels.vector import MoveCommands, VectorCommands

__all__ = [
    "Chunk",
    "KernelCommands",
    "MatmulCommands",
    "MoveCommands",
    "Step",
    "TileCommands",
    "VectorCommands",
    "commands_of",
]


def commands_of(op: Kernel, config: Config) -> KernelCommands:
    """Commands of a kernel."""
    if isinstance(op, Dense | Depthwise):
        return TileCommands(op, config)
    if isinstance(op, Vector):
        return VectorCommands(op, config)
    if isinstance(op, Matmul):
        return MatmulCommands(op, config)
    assert isinstance(op, Move), op.name
    return MoveCommands(op, config)
