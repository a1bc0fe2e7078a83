"""Requantizer of the compact core: ten bits of the accumulator at a time."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.compact.booth import BoothMultiplier
from tinynpu.core.requantizer import parameters_layout
from tinynpu.core.technology import Technology

__all__ = ["SerialRequantizer"]

_DIGIT = 10
"""Bits of the value that are multiplied in a cycle."""
_TAG = data.StructLayout({"valid": 1, "digit": 2, "last": 1})


class SerialRequantizer(wiring.Component):
    """What `tinynpu.core.requantizer.RequantizerLane` computes, in a cycle for each ten bits of the value
    (with bias), at least two, and one more for each bit of a shift to the left.

    The product is summed from the lowest ten bits of the value on; what lies below is dropped as it is
    complete, up to bit 20, as no rounding needs it. Both roundings of the double one are a single sum: with
    ``t = product >> 30``, dividing ``(t + 1) >> 1`` by ``2**right`` with half away from zero is
    ``(t + 2**right ± 1) >> (right + 1)``.

    Parameters
    ----------
    technology
        Of the multiplier.

    Members
    -------
    value : In(signed(32))
        Accumulator.
    parameters, round_once, zero_point, clamp_min, clamp_max : In
        As in `RequantizerLane`.
    ones : In(32)
        ``2**right - 1``, where ``right`` is how far the shift is to the right.
    valid, ready : In(1), Out(1)
        There is a value; it is taken if both are 1.
    last_digit : Out(1)
        The last cycle of a value; the next one may be taken.
    summed, late : Out(1)
        Four cycles and two before ``done``.
    result, done : Out(signed(8)), Out(1)
        Result, in one cycle.
    busy : Out(1)
        Some value is under way.
    """

    def __init__(self, *, technology: Technology = Technology.GENERIC):
        self.technology = technology
        super().__init__(
            {
                "value": In(signed(32)),
                "parameters": In(parameters_layout()),
                "round_once": In(1),
                "zero_point": In(signed(8)),
                "clamp_min": In(signed(8)),
                "clamp_max": In(signed(8)),
                "ones": In(32),
                "valid": In(1),
                "ready": Out(1),
                "last_digit": Out(1),
                "summed": Out(1),
                "late": Out(1),
                "result": Out(signed(8)),
                "done": Out(1),
                "busy": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        shift = self.parameters.shift
        right = Signal(5)
        m.d.comb += right.eq(Mux(shift < 0, -shift, 0))

        # Digits of the value, the lowest first, until nothing but the sign is left.
        value = Signal(signed(32))
        left = Signal(5)
        active = Signal()
        digit = Signal(2)
        multiplies = Signal()
        whole = (value[_DIGIT - 1 :] == 0) | value[_DIGIT - 1 :].all()
        m.d.comb += [
            multiplies.eq(active & (left == 0)),
            self.last_digit.eq(multiplies & (digit != 0) & (digit.all() | whole)),
            self.ready.eq(~active | self.last_digit),
        ]
        with m.If(self.last_digit):
            m.d.sync += active.eq(0)
        with m.If(multiplies):
            m.d.sync += [digit.eq(digit + 1), value.eq(value >> _DIGIT)]
        with m.Elif(active):
            m.d.sync += [left.eq(left - 1), value.eq(value << 1)]
        with m.If(self.valid & self.ready):
            m.d.sync += [
                active.eq(1),
                digit.eq(0),
                value.eq(self.value + self.parameters.bias),
                left.eq(Mux(shift > 0, shift, 0)),
            ]

        # Product: a part, then summed.
        m.submodules.booth = booth = BoothMultiplier(_DIGIT, 31, technology=self.technology)
        carry = Signal()
        total = Signal(signed(len(booth.product) + 2))
        multiplied, part = Signal(_TAG), Signal(_TAG)
        total_digit, total_done = Signal(2), Signal()
        m.d.comb += [
            booth.a.eq(value[:_DIGIT].as_signed()),
            booth.carry.eq(carry & (digit != 0)),
            booth.b.eq(self.parameters.multiplier[:31]),
        ]
        m.d.sync += [
            multiplied.valid.eq(multiplies),
            multiplied.digit.eq(digit),
            multiplied.last.eq(self.last_digit),
            part.eq(multiplied),
            total_digit.eq(part.digit),
            total_done.eq(part.last),
        ]
        with m.If(multiplies):
            m.d.sync += carry.eq(value[_DIGIT - 1])
        with m.If(part.valid):
            m.d.sync += total.eq(Mux(part.digit == 0, 0, total >> _DIGIT) + booth.product)

        # Rounding.
        scaled = Signal(signed(35))
        with m.Switch(total_digit):
            for number in range(1, 4):
                with m.Case(number):
                    m.d.comb += scaled.eq(total >> _DIGIT * (3 - number))
        adjusts = ~self.round_once & (right != 0)
        negative = (scaled < 0) & (scaled[:34] != (1 << 34) - 1)
        # ``2**right`` and ``2**right - 1`` come from a row of ones that is made when the shift is new.
        minus = Signal()
        half = Cat(C(1, 1), self.ones[:31]) & ~self.ones
        m.d.comb += minus.eq(adjusts & negative)
        rounded = Signal(signed(36))
        rounded_done = Signal()
        m.d.sync += [
            rounded.eq(scaled + Mux(minus, self.ones, half) + (adjusts & ~negative)),
            rounded_done.eq(total_done),
        ]

        # Division: by bytes, then by bits. What does not fit 20 bits then is beyond any limit.
        coarse = Signal(signed(36))
        m.d.comb += coarse.eq((rounded >> 1) >> (right[3:] << 3))
        kept = Signal(signed(20))
        kept_done = Signal()
        m.d.sync += kept_done.eq(rounded_done)
        with m.If((coarse[19:] == 0) | coarse[19:].all()):
            m.d.sync += kept.eq(coarse)
        with m.Else():
            m.d.sync += kept.eq(Cat((~coarse[-1]).replicate(19), coarse[-1]))
        fine = Signal(signed(20))
        offset = Signal(signed(21))
        m.d.comb += [fine.eq(kept >> right[:3]), offset.eq(fine + self.zero_point)]
        with m.If((offset > self.clamp_max) | (self.clamp_min > self.clamp_max)):
            m.d.sync += self.result.eq(self.clamp_max)
        with m.Elif(offset < self.clamp_min):
            m.d.sync += self.result.eq(self.clamp_min)
        with m.Else():
            m.d.sync += self.result.eq(offset)
        m.d.sync += self.done.eq(kept_done)
        m.d.comb += [
            self.summed.eq(part.last),
            self.late.eq(rounded_done),
            self.busy.eq(
                active
                | multiplied.valid
                | part.valid
                | total_done
                | rounded_done
                | kept_done
                | self.done
            ),
        ]
        return m
