"""Processing element of the systolic array."""

from amaranth.hdl import Module, Mux, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

__all__ = ["PE"]


class PE(wiring.Component):
    """One multiplier with two weights: the active one, and the next one being loaded.

    ``psum_out = psum_in + weight * activation_in``, one cycle later. The weight is the active one,
    or with ``swap`` the one that was loaded last, which becomes the active one.

    Parameters
    ----------
    psum_width
        Bits of a partial sum.
    fir
        Build the register that the depthwise FIR mode needs.

    Members
    -------
    activation_in, activation_out : In(signed(8)), Out(signed(8))
        The sample, passed on one cycle later; with ``delay`` the sample of the wave before is
        passed on instead, so that column c sees the sample c waves ago.
    valid, delay, swap : In(1)
        Control of the wave that is here now. Without ``valid`` the outputs mean nothing.
    weight, load : In(signed(8)), In(1)
        Next weight and its write enable; it may come in the very cycle of ``swap``.
    psum_in, psum_out : In(signed(psum_width)), Out(signed(psum_width))
        Partial sum before and after this element.
    """

    def __init__(self, psum_width: int, *, fir: bool):
        self.fir = fir
        super().__init__(
            {
                "activation_in": In(signed(8)),
                "activation_out": Out(signed(8)),
                "valid": In(1),
                "delay": In(1),
                "swap": In(1),
                "weight": In(signed(8)),
                "load": In(1),
                "psum_in": In(signed(psum_width)),
                "psum_out": Out(signed(psum_width)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        following = Signal(signed(8))
        active = Signal(signed(8))
        weight = Signal(signed(8))
        with m.If(self.load):
            m.d.sync += following.eq(self.weight)
        m.d.comb += weight.eq(Mux(self.swap, following, active))
        m.d.sync += [
            active.eq(weight),
            self.psum_out.eq(self.psum_in + weight * self.activation_in),
            self.activation_out.eq(self.activation_in),
        ]
        if self.fir:
            previous = Signal(signed(8))
            with m.If(self.valid):
                m.d.sync += previous.eq(self.activation_in)
            with m.If(self.delay):
                m.d.sync += self.activation_out.eq(previous)
        return m
