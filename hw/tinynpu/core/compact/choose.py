"""Multiplexers in few tables of four inputs: synthesis does not find these by itself."""

from amaranth.hdl import Mux, Value

__all__ = ["choose_of_three"]


def choose_of_three(first: Value, a: Value, second: Value, b: Value, c: Value) -> Value:
    """``a`` if ``first``, else ``b`` if ``second``, else ``c``, in two tables a bit.

    The first table gives the bit of ``a``, or which of the others it is; where bits of ``a`` are
    the same, so are these tables.
    """
    choice = Mux(first, a, second.replicate(len(a)))
    return Mux(first, choice, (choice & b) | (~choice & c))
