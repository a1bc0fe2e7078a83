"""Processing element of the systolic array for standard cells."""

from amaranth.hdl import Module, Mux, Signal, signed
from amaranth.lib import wiring

from tinynpu.core.multiply_add import MultiplyAdd
from tinynpu.core.pe import pe_members
from tinynpu.core.technology import Technology

__all__ = ["SiliconPE"]


class SiliconPE(wiring.Component):
    """A `PE` whose multiplication is a part of the addition, with no registers between.

    ``psum_out = psum_in + weight * activation_in - OFFSET``, where ``psum_in`` comes one cycle after
    ``activation_in``. Samples and weights are inverted, here and on the way to the next element
    (`MultiplyAdd` says why, and what the offset is).

    In a column, each element has ``psum_width`` bits of sum and 16 of weights, and either 8 of a sample or, in an
    array with the FIR mode, twice as many: a register that a valid wave loads, for the product and for the
    sample before, and one for the next column. Synthesis puts clock gates before those with an enable.

    Parameters
    ----------
    psum_width, fir
        See `PE`.
    technology
        Of the `MultiplyAdd`.

    Members
    -------
    See `PE`; ``activation_in``, ``activation_out`` and ``weight`` are inverted.
    """

    LATENCY = 1
    OFFSET = MultiplyAdd.OFFSET
    INVERTED = True

    def __init__(
        self,
        psum_width: int,
        *,
        fir: bool,
        technology: Technology = Technology.SILICON,
    ):
        self.fir = fir
        self.technology = technology
        super().__init__(pe_members(psum_width))

    def elaborate(self, platform):
        m = Module()
        m.submodules.multiply_add = multiply_add = MultiplyAdd(
            len(self.psum_in), technology=self.technology
        )
        following, active, sample = (
            Signal(signed(8), name=name, reset_less=True)
            for name in ("following", "active", "sample")
        )
        psum = Signal.like(self.psum_out, reset_less=True)
        with m.If(self.load):
            m.d.sync += following.eq(self.weight)
        with m.If(self.swap):
            m.d.sync += active.eq(following)
        if self.fir:
            activation = Signal(signed(8), reset_less=True)
            with m.If(self.valid):
                m.d.sync += sample.eq(self.activation_in)
            m.d.sync += activation.eq(Mux(self.delay, sample, self.activation_in))
            m.d.comb += self.activation_out.eq(activation)
        else:
            m.d.sync += sample.eq(self.activation_in)
            m.d.comb += self.activation_out.eq(sample)
        m.d.comb += [
            multiply_add.a_n.eq(sample),
            multiply_add.b_n.eq(active),
            multiply_add.addend.eq(self.psum_in),
            self.psum_out.eq(psum),
        ]
        m.d.sync += psum.eq(multiply_add.total)
        return m
