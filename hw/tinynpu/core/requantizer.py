"""Requantizer lane: a 32-bit accumulator to an 8-bit result."""

from amaranth.hdl import C, Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

__all__ = ["RequantizerLane", "parameters_layout"]


def parameters_layout() -> data.StructLayout:
    """Scaling of a channel: ``bias``, Q31 ``multiplier``, ``shift`` (left if positive)."""
    return data.StructLayout({"bias": signed(32), "multiplier": 32, "shift": signed(6)})


class RequantizerLane(wiring.Component):
    """Scale, round, offset and clamp; a result each cycle, `LATENCY` cycles after the value.

    ``v = (value + bias) << left``; ``v = (v * multiplier + 2**30) >> 31``; divide by ``2**right``
    rounding half away from zero; add ``zero_point``; clamp. With ``round_once`` the product is
    divided at once, halves up. All parameters hold still while a value is on its way.

    Members
    -------
    value : In(signed(32))
        Accumulator.
    parameters : In(parameters_layout())
        Scaling.
    round_once : In(1)
        Way of rounding.
    zero_point, clamp_min, clamp_max : In(signed(8))
        Of the output.
    result : Out(signed(8))
        ``requantize(value + bias)``.

    Source
    ------
    ``MultiplyByQuantizedMultiplier`` (double rounding) in TensorFlow Lite's
    ``kernels/internal/common.h``; gemmlowp ``fixedpoint/fixedpoint.h``.
    """

    LATENCY = 6

    def __init__(self):
        super().__init__(
            {
                "value": In(signed(32)),
                "parameters": In(parameters_layout()),
                "round_once": In(1),
                "zero_point": In(signed(8)),
                "clamp_min": In(signed(8)),
                "clamp_max": In(signed(8)),
                "result": Out(signed(8)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        shift = self.parameters.shift
        left = Signal(5)
        right = Signal(5)
        m.d.comb += [left.eq(Mux(shift > 0, shift, 0)), right.eq(Mux(shift < 0, -shift, 0))]

        biased = Signal(signed(32))
        m.d.sync += biased.eq(self.value + self.parameters.bias)

        shifted = Signal(signed(32))
        m.d.sync += shifted.eq((biased << left)[:32].as_signed())

        # The multiplier is below 2**31, so the product cannot saturate.
        product = Signal(signed(64))
        m.d.sync += product.eq(shifted * self.parameters.multiplier[:31])

        # Rounding once: keep one more bit, and let the division below do all the rounding.
        high = Signal(signed(34))
        m.d.sync += high.eq(
            Mux(self.round_once, product >> 30, (product + C(1 << 30, signed(32))) >> 31)
        )

        quotient = Signal(signed(33))
        divide = Signal(6)
        mask = Signal(32)
        remainder = Signal(32)
        m.d.comb += [
            divide.eq(right + self.round_once),
            mask.eq((C(1, 33) << divide) - 1),
            remainder.eq(high & mask),
        ]
        away = (high < 0) & ~self.round_once
        m.d.sync += quotient.eq((high >> divide) + (remainder > (mask >> 1) + away))

        offset = Signal(signed(34))
        m.d.comb += offset.eq(quotient + self.zero_point)
        # min(max(offset, clamp_min), clamp_max), also where the limits are the wrong way round.
        with m.If((offset > self.clamp_max) | (self.clamp_min > self.clamp_max)):
            m.d.sync += self.result.eq(self.clamp_max)
        with m.Elif(offset < self.clamp_min):
            m.d.sync += self.result.eq(self.clamp_min)
        with m.Else():
            m.d.sync += self.result.eq(offset)
        return m
