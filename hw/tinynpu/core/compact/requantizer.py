"""Requantizer of the compact core: six bits of the accumulator at a time."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.compact.booth import BoothMultiplier
from tinynpu.core.requantizer import parameters_layout
from tinynpu.core.technology import Technology

__all__ = ["SerialRequantizer"]

_PART = 6
"""Bits of the value that are multiplied in a cycle."""
_SHORT, _LONG = 3, 6
"""Parts of a value that fits ``_SHORT * _PART - 1`` bits, and of any other. What the sum of a long
product drops are 30 bits, which no rounding needs."""
_KEPT = 13
"""Bits before the last three places of the division: what does not fit is beyond any limit."""


class SerialRequantizer(wiring.Component):
    """What `tinynpu.core.requantizer.RequantizerLane` computes, in three cycles for a value (with bias)
    of up to 17 bits, else six, and one more for each bit of a shift to the left.

    The product is summed from the lowest part of the value on; what lies below is dropped as it is
    complete. Both roundings of the double one are few steps: with ``t = product >> 30``, dividing
    ``(t + 1) >> 1`` by ``2**right`` with half away from zero is, with ``w = (t ± 1) >> right``,
    ``(w + 1) >> 1``: up where ``(t + 1) >> 1`` is not negative. Without a shift to the right, or
    with a single rounding, nothing is added to ``t``.

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
    valid, ready : In(1), Out(1)
        There is a value; it is taken if both are 1.
    last_part : Out(1)
        The last cycle of a value; the next one may be taken.
    late : Out(1)
        Three cycles before ``done`` and after ``last_part``.
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
                "valid": In(1),
                "ready": Out(1),
                "last_part": Out(1),
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
        m.d.sync += right.eq(Mux(shift < 0, -shift, 0))

        # Parts of the value, the lowest first.
        value = Signal(signed(32))
        left = Signal(5)
        shifts, multiplies = Signal(), Signal()
        number = Signal(_LONG, init=1)  # of the part, one-hot
        above = value[_SHORT * _PART - 2 :]
        is_short = Signal()
        m.d.comb += [
            self.last_part.eq(multiplies & (number[_LONG - 1] | (number[_SHORT - 1] & is_short))),
            self.ready.eq(~shifts & (~multiplies | self.last_part)),
        ]
        with m.If(multiplies):
            m.d.sync += [number.eq(number << 1), is_short.eq(above.all() | ~above.any())]
        with m.If(self.ready):
            m.d.sync += [
                shifts.eq(self.valid & (shift > 0)),
                multiplies.eq(self.valid & (shift <= 0)),
                number.eq(1),
                value.eq(self.value + self.parameters.bias),
                left.eq(shift),
            ]
        with m.Elif(shifts):
            m.d.sync += [left.eq(left - 1), value.eq(value << 1)]
            with m.If(left == 1):
                m.d.sync += [shifts.eq(0), multiplies.eq(1)]

        # Product: a part, then summed.
        m.submodules.booth = booth = BoothMultiplier(_PART, 31, technology=self.technology)
        carry = Signal()
        part = 0
        for index in range(_LONG):
            part |= (value >> _PART * index)[:_PART] & number[index].replicate(_PART)
        m.d.comb += [
            booth.a.eq(part),
            booth.carry.eq(carry & ~number[0]),
            booth.b.eq(self.parameters.multiplier[:31]),
        ]
        m.d.sync += carry.eq(booth.carry_out)
        total = Signal(booth.product.shape())
        adds, first, ends, is_long = Signal(), Signal(), Signal(), Signal()
        total_done, total_long = Signal(), Signal()
        m.d.sync += [
            adds.eq(multiplies),
            first.eq(number[0]),
            ends.eq(self.last_part),
            is_long.eq(number[_LONG - 1]),
            total_done.eq(ends),
            total_long.eq(is_long),
        ]
        with m.If(adds):
            m.d.sync += total.eq(Mux(first, 0, total >> _PART) + booth.product)

        # Rounding, and division by a multiple of four bits, then by the others.
        t = Signal(signed(34))
        m.d.comb += t.eq(Mux(total_long, total, total >> _PART * (_LONG - _SHORT)))
        adjusts = ~self.round_once & (right != 0)
        minus = adjusts & t[-1]  # where t is -1, both give the same
        adjusted = Signal(signed(34))
        m.d.sync += [
            adjusted.eq(t + Cat(adjusts, minus.replicate(33)).as_signed()),
            self.late.eq(total_done),
        ]
        coarse = Signal(signed(34))
        m.d.comb += coarse.eq(adjusted >> (right[2:] << 2))
        kept = Signal(signed(_KEPT))
        kept_done = Signal()
        above = coarse[_KEPT - 1 :]
        m.d.sync += kept_done.eq(self.late)
        with m.If(above.all() | ~above.any()):
            m.d.sync += kept.eq(coarse)
        with m.Else():
            m.d.sync += kept.eq(Cat((~coarse[-1]).replicate(_KEPT - 1), coarse[-1]))

        # Half up, and the zero point; limits.
        fine = Signal(signed(_KEPT))
        offset = Signal(signed(_KEPT))
        fitting = Signal(signed(8))
        fitting_done = Signal()
        m.d.comb += [
            fine.eq(kept >> right[:2]),
            offset.eq((fine + Cat(C(1, 1), self.zero_point).as_signed()) >> 1),
        ]
        m.d.sync += fitting_done.eq(kept_done)
        above = offset[7:]
        with m.If(above.all() | ~above.any()):
            m.d.sync += fitting.eq(offset)
        with m.Else():
            m.d.sync += fitting.eq(Cat((~offset[-1]).replicate(7), offset[-1]))
        least = Signal(signed(8))
        m.d.comb += least.eq(Mux(fitting < self.clamp_min, self.clamp_min, fitting))
        m.d.sync += [
            self.result.eq(Mux(least > self.clamp_max, self.clamp_max, least)),
            self.done.eq(fitting_done),
        ]
        m.d.comb += self.busy.eq(
            shifts
            | multiplies
            | ends
            | adds
            | total_done
            | self.late
            | kept_done
            | fitting_done
            | self.done
        )
        return m
