"""Processing element of the systolic array."""

from amaranth.hdl import Module, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.multiplier import Multiplier
from tinynpu.core.technology import Technology

__all__ = ["PE", "pe_members"]


def pe_members(psum_width: int) -> dict:
    """Members of the signature, as `PE` describes them."""
    return {
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


class PE(wiring.Component):
    """One multiplier with two weights: the active one, and the next one being loaded.

    ``psum_out = psum_in + weight * activation_in``, where ``psum_in`` comes `LATENCY` cycles
    after ``activation_in``, and ``psum_out`` one more cycle later. The weight is the active one, or with ``swap`` the one that was loaded last, which becomes the active one.

    Parameters
    ----------
    psum_width
        Bits of a partial sum.
    fir
        Build the register that the depthwise FIR mode needs.
    technology, block
        Of the `Multiplier`.

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

    LATENCY = Multiplier.LATENCY
    OFFSET = 0
    INVERTED = False

    def __init__(
        self,
        psum_width: int,
        *,
        fir: bool,
        technology: Technology = Technology.GENERIC,
        block: bool = True,
    ):
        self.fir = fir
        self.technology = technology
        self.block = block
        super().__init__(pe_members(psum_width))

    def elaborate(self, platform):
        m = Module()
        m.submodules.multiplier = multiplier = Multiplier(
            8, 8, technology=self.technology, block=self.block
        )
        following = Signal(signed(8), reset_less=True)
        with m.If(self.load):
            m.d.sync += following.eq(self.weight)
        # The multiplier's register holds the active weight.
        m.d.comb += [
            multiplier.a.eq(self.activation_in),
            multiplier.b.eq(following),
            multiplier.b_enable.eq(self.swap),
        ]
        psum = Signal.like(self.psum_out, reset_less=True)
        activation = Signal(signed(8), reset_less=True)
        m.d.sync += [
            psum.eq(self.psum_in + multiplier.product),
            activation.eq(self.activation_in),
        ]
        if self.fir:
            previous = Signal(signed(8), reset_less=True)
            with m.If(self.valid):
                m.d.sync += previous.eq(self.activation_in)
            with m.If(self.delay):
                m.d.sync += activation.eq(previous)
        m.d.comb += [self.psum_out.eq(psum), self.activation_out.eq(activation)]
        return m
