"""Where the bytes of the self-test come from and go to."""

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.tile import LFSR_SEED, LFSR_TAPS, SIGNATURE_TAPS

__all__ = ["SelfTest"]


class SelfTest(wiring.Component):
    """Pseudo-random transfers, and a signature of what comes out.

    Members
    -------
    start : In(1)
        Begin anew.
    byte, nibble, next : Out(8), Out(4), In(1)
        A transfer, and that the next one is wanted.
    output, add : In(8), In(1)
        A byte for the signature.
    checksum : Out(16)
        The signature of all bytes so far.
    """

    start: In(1)
    byte: Out(8)
    nibble: Out(4)
    next: In(1)
    output: In(8)
    add: In(1)
    checksum: Out(16)

    def elaborate(self, platform):
        m = Module()
        source = Signal(16, reset_less=True)
        signature = Signal(16, reset_less=True)
        m.d.comb += [
            self.byte.eq(source[:8]),
            self.nibble.eq(source[8:12]),
            self.checksum.eq(signature),
        ]
        with m.If(self.next):
            m.d.sync += source.eq((source >> 1) ^ Mux(source[0], LFSR_TAPS, 0))
        with m.If(self.add):
            m.d.sync += signature.eq(
                (signature << 1)[:16] ^ Mux(signature[15], SIGNATURE_TAPS, 0) ^ self.output
            )
        with m.If(self.start):
            m.d.sync += [source.eq(LFSR_SEED), signature.eq(0)]
        return m
