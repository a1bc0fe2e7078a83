"""Multiplexers in few tables of four inputs: synthesis does not find these by itself."""

from amaranth.hdl import Mux, Value

__all__ = ["choose_of_four", "choose_of_three"]


def choose_of_three(first: Value, a: Value, second: Value, b: Value, c: Value) -> Value:
    """``a`` if ``first``, else ``b`` if ``second``, else ``c``, in two tables a bit.

    The first table gives the bit of ``a``, or which of the others it is; where bits of ``a`` are
    the same, so are these tables.
    """
    choice = Mux(first, a, second.replicate(len(a)))
    return Mux(first, choice, (choice & b) | (~choice & c))


def choose_of_four(low: Value, high: Value, a: Value, b: Value, c: Value, d: Value) -> Value:
    """``a``, ``b``, ``c``, ``d`` with ``low + 2 * high`` of 0 to 3, in two tables a bit.

    The first table gives the bit of ``a`` or ``b``, or which of the others it is.
    """
    low, high = (bit.replicate(len(a)) for bit in (low, high))
    choice = (~high & ((low & b) | (~low & a))) | (high & low)
    return (~high & choice) | (high & ((choice & d) | (~choice & c)))
