"""SPI subordinate, mode 0, as a byte link."""

from amaranth.hdl import Cat, Module, Mux, Signal
from amaranth.lib import stream, wiring
from amaranth.lib.cdc import FFSynchronizer
from amaranth.lib.wiring import In, Out

from tinynpu.arch.link import SPI_ESCAPE, SPI_FILL, SPI_FLIP

__all__ = ["SpiSubordinate"]


class SpiSubordinate(wiring.Component):
    """Bytes from and to an SPI manager: mode 0, the highest bit first.

    The pins are sampled with the clock of the design, which must be at least eight times as fast as
    ``sck``. The manager clocks out what there is to say; where there is nothing yet it gets
    `SPI_FILL`. A byte that looks like that, or like `SPI_ESCAPE`, is sent as two: `SPI_ESCAPE`, and
    the byte exclusive-or `SPI_FLIP`. Bytes from the manager come as they are.

    Members
    -------
    sck, cs_n, mosi, miso
        Pins; need not be synchronous. ``miso`` is to be driven while ``selected``.
    selected : Out(1)
        ``cs_n`` is 0.
    received : Out(stream of 8)
        What came; a byte that breaks off as ``cs_n`` rises is dropped.
    send : In(stream of 8)
        What to send; a byte is taken when the manager samples its first bit.
    overrun : Out(1)
        In this cycle a byte was dropped, as the one before was not taken yet.
    """

    sck: In(1)
    cs_n: In(1, init=1)
    mosi: In(1)
    miso: Out(1)
    selected: Out(1)
    received: Out(stream.Signature(8))
    send: In(stream.Signature(8))
    overrun: Out(1)

    def elaborate(self, platform):
        m = Module()
        sck, cs_n, mosi = Signal(), Signal(init=1), Signal()
        for name, pin, signal in (
            ("sck", self.sck, sck),
            ("cs_n", self.cs_n, cs_n),
            ("mosi", self.mosi, mosi),
        ):
            m.submodules[name] = FFSynchronizer(pin, signal, init=signal.init)
        before = Signal()
        m.d.sync += before.eq(sck)
        rises, falls = sck & ~before, ~sck & before

        bits = Signal(range(8))
        shift_in = Signal(7)
        shift_out = Signal(8)
        holds_data, escaped, second = Signal(), Signal(), Signal()
        byte = self.send.payload
        special = (byte == SPI_FILL) | (byte == SPI_ESCAPE)
        load = [
            holds_data.eq(self.send.valid),
            second.eq(escaped | ~special),  # with this byte all of it has been sent
            shift_out.eq(
                Mux(
                    ~self.send.valid,
                    SPI_FILL,
                    Mux(escaped, byte ^ SPI_FLIP, Mux(special, SPI_ESCAPE, byte)),
                )
            ),
        ]

        m.d.comb += [self.miso.eq(shift_out[7]), self.selected.eq(~cs_n)]
        with m.If(self.received.ready):
            m.d.sync += self.received.valid.eq(0)
        with m.If(cs_n):
            m.d.sync += [bits.eq(0), *load]
        with m.Else():
            with m.If(rises):
                m.d.sync += [bits.eq(bits + 1), shift_in.eq(Cat(mosi, shift_in))]
                with m.If(bits == 0):
                    m.d.comb += self.send.ready.eq(holds_data & second)
                    m.d.sync += escaped.eq(holds_data & ~second)
                with m.If(bits == 7):
                    with m.If(self.received.valid & ~self.received.ready):
                        m.d.comb += self.overrun.eq(1)
                    with m.Else():
                        m.d.sync += [
                            self.received.valid.eq(1),
                            self.received.payload.eq(Cat(mosi, shift_in)),
                        ]
            with m.If(falls):
                m.d.sync += shift_out.eq(shift_out << 1)
                with m.If(bits == 0):
                    m.d.sync += load
        return m
