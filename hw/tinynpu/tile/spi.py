"""SPI subordinate of the tile: words of sixteen bits, one transfer each."""

from amaranth.hdl import Cat, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.cdc import FFSynchronizer
from amaranth.lib.wiring import In, Out

__all__ = ["WordSpi"]


class WordSpi(wiring.Component):
    """Transfers from words of mode 0; `docs/tile.md` describes them.

    One register takes the word that comes and gives the one that goes. It is loaded when a word was done or
    ``cs_n`` is high, so that the manager sees the state before the word. A byte is taken only by a word
    that showed it, and another word moves a byte only if the tile waits for one. A word with bit 14 resets the tile.

    Members
    -------
    sck, cs_n, mosi, miso
        Pins.
    byte, nibble, move : Out(8), Out(4), Out(1)
        A transfer, in a cycle with ``move``.
    reset : Out(1)
        For a cycle, of the tile.
    ready, valid : In(1), In(1)
        The tile waits for a byte; it has one to give.
    state : In(16)
        Word for the manager; bit 15 is ``valid``.
    """

    sck: In(1)
    cs_n: In(1, init=1)
    mosi: In(1)
    miso: Out(1)
    byte: Out(8)
    nibble: Out(4)
    move: Out(1)
    reset: Out(1)
    ready: In(1)
    valid: In(1)
    state: In(16)

    def elaborate(self, platform):
        m = Module()
        sck, cs_n, mosi = Signal(), Signal(init=1), Signal()
        m.submodules.sck = FFSynchronizer(self.sck, sck)
        m.submodules.cs_n = FFSynchronizer(self.cs_n, cs_n, init=1)
        m.submodules.mosi = FFSynchronizer(self.mosi, mosi)
        before = Signal()
        m.d.sync += before.eq(sck)

        word = Signal(16)
        bits = Signal(4)
        shown, pending, loads = Signal(), Signal(), Signal()
        m.d.comb += [
            self.miso.eq(word[15]),
            Cat(self.byte, self.nibble).eq(word),
            self.move.eq(pending & Mux(shown, self.valid, self.ready)),
        ]
        with m.If(loads | cs_n):
            m.d.sync += [word.eq(self.state), shown.eq(self.valid), loads.eq(0)]
        with m.If(cs_n):
            m.d.sync += bits.eq(0)
        with m.Elif(sck & ~before):
            m.d.sync += [word.eq(Cat(mosi, word)), bits.eq(bits + 1)]
            with m.If(bits == 15):
                # The first bit, which is at the top by now, says whether a byte moves.
                moves, resets = word[14], word[13]
                m.d.sync += [
                    pending.eq(moves),
                    self.reset.eq(resets),
                    loads.eq(~moves & ~resets),
                ]
        with m.If(pending | self.reset):
            m.d.sync += [pending.eq(0), self.reset.eq(0), loads.eq(1)]
        return m
