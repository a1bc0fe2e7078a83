"""Multiplier of the requantizer: 32 by 31 bits, out of four that an FPGA has as blocks."""

from amaranth.hdl import Cat, Const, Module, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.multiplier import Multiplier
from tinynpu.core.technology import Technology

__all__ = ["WideMultiplier"]

_LOW = 17
"""Bits of the lower half of an operand: with a 0 as sign it fits a block of 18 bits."""


class WideMultiplier(wiring.Component):
    """``product = a * b``, `LATENCY` cycles later; a product in each cycle.

    With halves a = a1·2^17 + a0 and b = b1·2^17 + b0 it is a1·b1·2^34 + a0·b0, which is nothing but
    the bits of both side by side, plus (a1·b0 + a0·b1)·2^17.

    Parameters
    ----------
    technology
        Of the four `Multiplier`.

    Members
    -------
    a, b : In(signed(32)), In(31)
        Operands.
    b_enable : In(1)
        ``b`` is taken in this cycle.
    product : Out(signed(64))
        Product.
    """

    LATENCY = Multiplier.LATENCY + 2

    def __init__(self, *, technology: Technology = Technology.GENERIC):
        self.technology = technology
        super().__init__(
            {
                "a": In(signed(32)),
                "b": In(31),
                "b_enable": In(1),
                "product": Out(signed(64)),
            }
        )

    def elaborate(self, platform):
        m = Module()

        def halves(operand):
            low = Cat(operand[:_LOW], Const(0, 1)).as_signed()
            high = operand[_LOW:]
            return low, high.as_signed() if operand is self.a else Cat(
                high, Const(0, 1)
            ).as_signed()

        parts = {}
        for i, a in enumerate(halves(self.a)):
            for j, b in enumerate(halves(self.b)):
                part = Multiplier(len(a), len(b), technology=self.technology)
                m.submodules[f"part_{i}{j}"] = part
                m.d.comb += [part.a.eq(a), part.b.eq(b), part.b_enable.eq(self.b_enable)]
                parts[i, j] = part.product
        outer = Signal(64, reset_less=True)
        total = Signal(signed(64), reset_less=True)
        middle = Signal(signed(34), reset_less=True)
        m.d.sync += [
            outer.eq(Cat(parts[0, 0][: 2 * _LOW], parts[1, 1])),
            middle.eq(parts[0, 1] + parts[1, 0]),
            total.eq(Cat(outer[:_LOW], (outer[_LOW:].as_signed() + middle)[: 64 - _LOW])),
        ]
        m.d.comb += self.product.eq(total)
        return m
