"""Sums that stay carry chains."""

from amaranth.hdl import Module, Signal, Value

__all__ = ["chained"]


def chained(m: Module, name: str, a: Value, b: Value) -> Signal:
    """``a + b`` under a name that synthesis keeps.

    Yosys makes one sum of several additions, without carries until the last one: two LUTs for each
    bit and operand. On an FPGA a carry chain has one.
    """
    total = Signal((a + b).shape(), name=name, attrs={"keep": 1})
    m.d.comb += total.eq(a + b)
    return total
