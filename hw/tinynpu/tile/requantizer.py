"""Requantizer of the tile: some bits of the multiplier in a cycle."""

from amaranth.hdl import Array, Cat, Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

__all__ = ["SCALING", "TileRequantizer"]

_BIAS_BITS = 24
_MULTIPLIER_BITS = 31
_FRACTION_BITS = 30
"""Low bits of the product that no rounding needs."""

SCALING = data.StructLayout(
    {
        "multiplier": 32,
        "bias": signed(_BIAS_BITS),
        "right": 4,
        "unused": 4,
    }
)
"""What a column's sums are scaled with, as its bytes cross the pins (`tinynpu.arch.tile.Scaling`)."""


class TileRequantizer(wiring.Component):
    """``clamp(round((value + bias) * multiplier * 2**(-31 - right)) + zero_point)``, rounded twice as TensorFlow
    Lite does.

    The product is summed from the lowest part of the multiplier on; what lies below is dropped as it is complete.
    Both roundings are few steps: with ``t = product >> 30``, the result is ``((t ± 1) >> right) + 1) >> 1``, up
    where ``t`` is not negative; without a shift to the right nothing is added to ``t``.

    Parameters
    ----------
    width
        Bits of a value.
    part_bits
        Bits of the multiplier in a cycle.

    Members
    -------
    value, start : In(signed(width)), In(1)
        A value, in a cycle in which ``free``.
    free : Out(1)
        A value may come.
    scaling, zero_point, least, greatest : In
        Constant while there are values.
    result, done, take : Out(signed(8)), Out(1), In(1)
        The result, until it is taken: ``parts`` + 2 cycles after ``start``.
    empty : Out(1)
        There is no value but that of ``result``.
    """

    def __init__(self, width: int, part_bits: int):
        self.width = width
        self.part_bits = part_bits
        super().__init__(
            {
                "value": In(signed(width)),
                "start": In(1),
                "free": Out(1),
                "scaling": In(SCALING),
                "zero_point": In(signed(8)),
                "least": In(signed(8)),
                "greatest": In(signed(8)),
                "result": Out(signed(8)),
                "done": Out(1),
                "take": In(1),
                "empty": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        bits = self.part_bits
        parts = -(-_MULTIPLIER_BITS // bits)
        value = Signal(signed(max(self.width, _BIAS_BITS) + 1), reset_less=True)
        product = Signal(signed(len(value) + bits + 1), reset_less=True)
        digits = Array(
            self.scaling.multiplier[i * bits : min((i + 1) * bits, _MULTIPLIER_BITS)]
            for i in range(parts)
        )
        # A value, part by part of the multiplier; behind it the product of the one before, and its result.
        part = Signal(range(parts))
        has_value, has_product = Signal(), Signal()
        moves, leaves = Signal(), Signal()
        m.d.comb += [
            leaves.eq(~self.done | self.take),
            moves.eq(~has_product | leaves),
            self.free.eq(~has_value | (moves & (part == parts - 1))),
            self.empty.eq(~has_value & ~has_product),
        ]
        result = Signal(signed(8))
        with m.If(self.take):
            m.d.sync += self.done.eq(0)
        with m.If(has_product & leaves):
            m.d.sync += [self.result.eq(result), self.done.eq(1), has_product.eq(0)]
        with m.If(has_value & moves):
            m.d.sync += [
                product.eq(Mux(part == 0, 0, product >> bits) + value * digits[part]),
                part.eq(part + 1),
            ]
            with m.If(part == parts - 1):
                m.d.sync += [part.eq(0), has_value.eq(0), has_product.eq(1)]
        with m.If(self.start):
            m.d.sync += [value.eq(self.value + self.scaling.bias), has_value.eq(1)]

        right = self.scaling.right
        dropped = bits * (parts - 1)
        t = Signal(signed(len(value) + 2))
        rounded = Signal(signed(len(t) + 1))
        shifted = Signal(signed(len(t) + 1))
        offset = Signal(signed(len(t) + 1))
        adjusts = right.any()
        minus = adjusts & t[-1]
        m.d.comb += [
            t.eq(product >> (_FRACTION_BITS - dropped)),
            rounded.eq(t + Cat(adjusts, minus.replicate(len(t) - 1)).as_signed()),
            shifted.eq(rounded >> right),
            offset.eq(((shifted + 1) >> 1) + self.zero_point),
            result.eq(
                Mux(
                    offset < self.least,
                    self.least,
                    Mux(offset > self.greatest, self.greatest, offset),
                )
            ),
        ]
        return m
