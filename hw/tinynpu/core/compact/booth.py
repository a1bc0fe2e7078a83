"""Multiplier of logic cells for one factor of few bits."""

from amaranth.hdl import C, Cat, Const, Instance, Module, Mux, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.chain import chained
from tinynpu.core.technology import Technology

__all__ = ["BoothMultiplier"]

_ROW = Const(0b0101_1100_1010_0000, 16)
"""Table of a bit of a row: inputs ``b``, ``2b``, the digit's two bits; zero, ``b``, ``2b``, ``~b``."""


class BoothMultiplier(wiring.Component):
    """``product = (a + carry - 2**digit_width * carry_out) * b``, one cycle later.

    A long factor is multiplied in parts from its lowest bits on, the carry of each taken to the next. A
    signed factor is done when the last part ends in two bits like its sign: then what would be left,
    the sign and a carry, is zero.

    Two bits and the carry, 0 to 4, are a digit from -1 to 2 and a carry. So a bit of a row depends on
    two bits of ``b`` and two of the digit, which is one table of a logic cell; digits from -2 to 2 take
    two. The rows are registered, which costs nothing beside their logic.

    Parameters
    ----------
    technology
        ECP5 and GOWIN have multipliers to spare beside those of the array: a plain product.
    digit_width
        Bits of ``a``; even.
    width
        Bits of ``b``.

    Members
    -------
    a, carry : In(digit_width), In(1)
        Part of the factor.
    carry_out : Out(1)
        In the same cycle.
    b : In(width)
        Factor, unsigned.
    product : Out(signed(digit_width + width + 1))
        Product.

    Source
    ------
    A. D. Booth, *A signed binary multiplication technique*, 1951; radix 4, with the digits of
    A. Avizienis, *Signed-digit number representations*, 1961.
    """

    def __init__(
        self, digit_width: int, width: int, *, technology: Technology = Technology.GENERIC
    ):
        assert digit_width % 2 == 0
        self.technology = technology
        self.digit_width = digit_width
        self.width = width
        super().__init__(
            {
                "a": In(digit_width),
                "carry": In(1),
                "carry_out": Out(1),
                "b": In(width),
                "product": Out(signed(digit_width + width + 1)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        # Two bits and the carry: 0, 1, 2, or -1 and a carry, or a carry.
        digits = []
        carry = self.carry
        for place in range(0, self.digit_width, 2):
            low, high = self.a[place], self.a[place + 1]
            digits.append((low ^ carry, high ^ (low & carry)))
            carry = high & (low | carry)
        m.d.comb += self.carry_out.eq(carry)
        if self.technology in (Technology.ECP5, Technology.GOWIN):
            a = Signal(signed(self.digit_width + 2), reset_less=True)
            b = Signal(self.width, reset_less=True)
            m.d.sync += [a.eq(self.a + self.carry - (carry << self.digit_width)), b.eq(self.b)]
            m.d.comb += self.product.eq(a * b)
            return m

        once, twice = Cat(self.b, C(0, 1)), Cat(C(0, 1), self.b)
        total, lacking = C(0, 1), C(0, 1)
        for index, (odd, other) in enumerate(digits):
            minus = odd & other
            row = Signal(signed(self.width + 2), name=f"row_{index}", reset_less=True)
            is_minus = Signal(name=f"minus_{index}", reset_less=True)
            chosen = Signal(self.width + 1, name=f"chosen_{index}")
            if self.technology == Technology.ICE40:
                # Synthesis takes two tables for most of the bits.
                for i in range(self.width + 1):
                    m.submodules[f"table_{index}_{i}"] = Instance(
                        "SB_LUT4",
                        p_LUT_INIT=_ROW,
                        i_I0=once[i],
                        i_I1=twice[i],
                        i_I2=odd,
                        i_I3=other,
                        o_O=chosen[i],
                    )
            else:
                m.d.comb += chosen.eq(Mux(other, Mux(odd, ~once, twice), Mux(odd, once, 0)))
            m.d.sync += [row.eq(Cat(chosen, minus)), is_minus.eq(minus)]
            # A negative row lacks a one, whose place is below the next row.
            below = lacking << max(2 * index - 2, 0)
            total = chained(m, f"total_{index}", total, row << 2 * index | below) if index else row
            lacking = is_minus
        m.d.comb += self.product.eq(total + (lacking << self.digit_width - 2))
        return m
