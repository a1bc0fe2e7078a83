"""Requantizer lane: a 32-bit accumulator to an 8-bit result."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.technology import Technology
from tinynpu.core.wide_multiplier import WideMultiplier

__all__ = ["RequantizerLane", "parameters_layout"]


def parameters_layout() -> data.StructLayout:
    """Scaling of a channel: ``bias``, Q31 ``multiplier``, ``shift`` (left if positive)."""
    return data.StructLayout({"bias": signed(32), "multiplier": 32, "shift": signed(6)})


class RequantizerLane(wiring.Component):
    """Scale, round, offset and clamp; a result each cycle, `LATENCY` cycles after the value.

    ``v = (value + bias) << left``; ``v = (v * multiplier + 2**30) >> 31``; divide by ``2**right``
    rounding half away from zero; add ``zero_point``; clamp. With ``round_once`` the product is
    divided at once, halves up.

    Parameters
    ----------
    technology
        Of the multiplier.

    Members
    -------
    value : In(signed(32))
        Accumulator.
    parameters, load : In(parameters_layout()), In(1)
        Scaling of the values from the next cycle on; it holds still in that cycle, too. The last
        value with other parameters was here at least two cycles before ``load``.
    round_once : In(1)
        Way of rounding.
    zero_point, clamp_min, clamp_max : In(signed(8))
        Of the output. Like ``round_once`` they hold still while a value is on its way.
    result : Out(signed(8))
        ``requantize(value + bias)``.

    Source
    ------
    ``MultiplyByQuantizedMultiplier`` (double rounding) in TensorFlow Lite's
    ``kernels/internal/common.h``; gemmlowp ``fixedpoint/fixedpoint.h``.
    """

    LATENCY = 2 + WideMultiplier.LATENCY + 6

    def __init__(self, *, technology: Technology = Technology.GENERIC):
        self.technology = technology
        super().__init__(
            {
                "value": In(signed(32)),
                "parameters": In(parameters_layout()),
                "load": In(1),
                "round_once": In(1),
                "zero_point": In(signed(8)),
                "clamp_min": In(signed(8)),
                "clamp_max": In(signed(8)),
                "result": Out(signed(8)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        m.submodules.multiplier = multiplier = WideMultiplier(technology=self.technology)
        bias = Signal(signed(32), reset_less=True)
        left, right = (Signal(5, name=name, reset_less=True) for name in ("left", "right"))
        shift = self.parameters.shift
        with m.If(self.load):
            m.d.sync += [
                bias.eq(self.parameters.bias),
                left.eq(Mux(shift[-1], 0, shift)),
                right.eq(Mux(shift[-1], -shift, 0)),
            ]
        m.d.sync += multiplier.b_enable.eq(self.load)

        # Bias, and the shift to the left in two steps.
        biased, coarse = (
            Signal(signed(32), name=name, reset_less=True) for name in ("biased", "coarse")
        )
        m.d.sync += [
            biased.eq(self.value + bias),
            coarse.eq(biased << Cat(C(0, 2), left[2:])),
        ]
        operand = Signal(signed(32))
        m.d.comb += [
            operand.eq(coarse << left[:2]),
            multiplier.a.eq(operand),
            multiplier.b.eq(self.parameters.multiplier),
        ]

        m.submodules.rounding = rounding = Rounding()
        for stage in range(3 + WideMultiplier.LATENCY):
            following = Signal.like(right, name=f"right_{stage}", reset_less=True)
            m.d.sync += following.eq(right)
            right = following
        m.d.comb += [
            rounding.product.eq(multiplier.product),
            rounding.right.eq(right),
            rounding.round_once.eq(self.round_once),
            rounding.zero_point.eq(self.zero_point),
            rounding.clamp_min.eq(self.clamp_min),
            rounding.clamp_max.eq(self.clamp_max),
            self.result.eq(rounding.result),
        ]
        return m


class Rounding(wiring.Component):
    """The second half of a lane: from the product to the result, `LATENCY` cycles later.

    Members
    -------
    product : In(signed(64))
        Value times multiplier, between −2^62 and 2^62.
    right : In(5)
        Shift to the right of its quotient, one cycle after ``product``.
    round_once, zero_point, clamp_min, clamp_max, result
        As in `RequantizerLane`.
    """

    LATENCY = 6

    def __init__(self):
        super().__init__(
            {
                "product": In(signed(64)),
                "right": In(5),
                "round_once": In(1),
                "zero_point": In(signed(8)),
                "clamp_min": In(signed(8)),
                "clamp_max": In(signed(8)),
                "result": Out(signed(8)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        # The multiplier is below 2**31, so the product cannot saturate. What is below its upper 33
        # bits is at most a half, which the first rounding adds, or which is left to the second one.
        product = self.product
        high = Signal(signed(34), reset_less=True)
        m.d.sync += high.eq(
            Cat(
                product[30] & self.round_once,
                product[31:] + (product[30] & ~self.round_once),
            )
        )
        # Division in two steps: below the quotient stay its first fractional bit and whether any
        # other is not 0. Halves of negative values are rounded down, or with ``round_once`` up.
        fine_right = Signal(3, reset_less=True)
        divided = Signal(signed(34), reset_less=True)
        rest = Signal(reset_less=True)
        m.d.sync += [
            divided.eq(high >> Cat(C(0, 3), self.right[3:])),
            rest.eq(
                (self.right[3] & high[:8].any())
                | (self.right[4] & high[:16].any())
                | (self.right[3] & self.right[4] & high[16:24].any())
            ),
            fine_right.eq(self.right),
        ]
        quotient = Signal(signed(33), reset_less=True)
        up = Signal(reset_less=True)
        shifted = Signal(signed(34))
        lower = Signal()
        m.d.comb += [
            shifted.eq(divided >> fine_right),
            lower.eq(rest | (divided[:7] & ((C(1, 8) << fine_right) - 1)[:7]).any()),
        ]
        m.d.sync += [
            quotient.eq(shifted >> 1),
            up.eq(shifted[0] & (self.round_once | ~shifted[-1] | lower)),
        ]

        offset = Signal(signed(34), reset_less=True)
        m.d.sync += offset.eq(quotient + self.zero_point + up)
        # min(max(offset, clamp_min), clamp_max), also where the limits are the wrong way round.
        byte = offset[:8].as_signed()
        outside = Signal()
        at_max, at_min = Signal(), Signal()
        last = Signal.like(byte, reset_less=True)
        m.d.comb += outside.eq(offset[7:].any() & ~offset[7:].all())
        m.d.sync += [
            at_max.eq(
                (self.clamp_min > self.clamp_max) | Mux(outside, ~offset[-1], byte > self.clamp_max)
            ),
            at_min.eq(Mux(outside, offset[-1], byte < self.clamp_min)),
            last.eq(byte),
            self.result.eq(Mux(at_max, self.clamp_max, Mux(at_min, self.clamp_min, last))),
        ]
        return m
