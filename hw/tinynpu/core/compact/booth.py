"""Multiplier of logic cells for one factor of few bits."""

from amaranth.hdl import C, Cat, Module, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.technology import Technology

__all__ = ["BoothMultiplier"]


class BoothMultiplier(wiring.Component):
    """``product = (a + carry) * b``, two cycles later; radix-4 Booth digits of ``a``.

    A longer factor is multiplied in parts from its lowest bits on: ``carry`` is the last bit of the part
    before. Synthesis makes half as many cells more of a plain ``*``. The rows are registered, which
    costs nothing beside their logic.

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
    a, carry : In(signed(digit_width)), In(1)
        Factor.
    b : In(width)
        Factor, unsigned.
    product : Out(signed(digit_width + width + 1))
        Product.

    Source
    ------
    A. D. Booth, *A signed binary multiplication technique*, 1951; modified (radix-4) form.
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
                "a": In(signed(digit_width)),
                "carry": In(1),
                "b": In(width),
                "product": Out(signed(digit_width + width + 1)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        if self.technology in (Technology.ECP5, Technology.GOWIN):
            a = Signal(signed(self.digit_width + 1))
            b = Signal(self.width)
            m.d.sync += [a.eq(self.a + self.carry), b.eq(self.b), self.product.eq(a * b)]
            return m
        bits = Cat(self.carry, self.a)
        single = Cat(self.b, C(0, 1))
        double = Cat(C(0, 1), self.b)
        rows = []
        for place in range(0, self.digit_width, 2):
            low, middle, high = bits[place], bits[place + 1], bits[place + 2]
            one, two = low ^ middle, (high ^ middle) & (low == middle)
            negative = Signal(name=f"negative_{place}")
            row = Signal(signed(self.width + 2), name=f"row_{place}")
            chosen = (single & one.replicate(len(single))) | (double & two.replicate(len(double)))
            minus = high & ~(middle & low)
            m.d.sync += [
                row.eq(Cat(chosen ^ minus.replicate(len(chosen)), minus)),
                negative.eq(minus),
            ]
            rows.append((row, negative))
        # A negative row is its complement and one; the ones of all rows are a row of their own.
        ones = 0
        total = 0
        for index, (row, negative) in enumerate(rows):
            total = total + (row << 2 * index)
            ones = ones | (negative << 2 * index)
        m.d.sync += self.product.eq(total + ones)
        return m
