"""Layers to kernels, by kind of layer."""

from tinynpu.compiler.lowering.base import HostError
from tinynpu.compiler.lowering.moves import Moves
from tinynpu.compiler.lowering.products import Products
from tinynpu.compiler.lowering.weighted import Weighted

__all__ = ["HostError", "Lowering"]


class Lowering(Weighted, Moves, Products):
    """A method for each layer, by its name: the kernels that do it, in order.

    `HostError` says that the core cannot do it, and why.
    """
