"""Byte buffer that turns pieces of one width into pieces of another."""

from amaranth.hdl import Const, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

__all__ = ["ByteBuffer"]


class ByteBuffer(wiring.Component):
    """Queue of bytes; in a cycle some may be taken from the front and some put to the back.

    Parameters
    ----------
    size
        Bytes that fit.
    put_bytes, take_bytes
        Most bytes put and taken in a cycle.

    Members
    -------
    clear : In(1)
        Empty the buffer, whatever else happens; ``clear_level`` bytes of 0 are in it afterwards.
    put, put_count, put_data : In
        Append the first ``put_count`` bytes. The caller sees to it that they fit before anything
        is taken.
    take, take_count : In
        Remove bytes; more than there are leaves it empty.
    level : Out
        Bytes in the buffer.
    front : Out(8 * take_bytes)
        The first bytes; 0 beyond ``level``.
    """

    def __init__(self, size: int, put_bytes: int, take_bytes: int):
        self.size = size
        self.put_bytes = put_bytes
        self.take_bytes = take_bytes
        super().__init__(
            {
                "clear": In(1),
                "clear_level": In(range(put_bytes + take_bytes)),
                "put": In(1),
                "put_count": In(range(put_bytes + 1)),
                "put_data": In(8 * put_bytes),
                "take": In(1),
                "take_count": In(range(take_bytes + 1)),
                "level": Out(range(size + 1)),
                "front": Out(8 * take_bytes),
            }
        )

    def elaborate(self, platform):
        m = Module()
        content = Signal(8 * self.size)
        m.d.comb += self.front.eq(content)

        kept = Signal.like(content)
        kept_level = Signal.like(self.level)
        m.d.comb += [kept.eq(content), kept_level.eq(self.level)]
        with m.If(self.take):
            m.d.comb += [
                kept.eq(content >> (self.take_count << 3)),
                kept_level.eq(Mux(self.level > self.take_count, self.level - self.take_count, 0)),
            ]
        m.d.sync += [content.eq(kept), self.level.eq(kept_level)]
        with m.If(self.put):
            ones = Const((1 << 8 * self.put_bytes) - 1, 8 * self.put_bytes)
            masked = self.put_data & ~(ones << (self.put_count << 3))[: 8 * self.put_bytes]
            m.d.sync += [
                content.eq(kept | (masked << (kept_level << 3))),
                self.level.eq(kept_level + self.put_count),
            ]
        with m.If(self.clear):
            m.d.sync += [content.eq(0), self.level.eq(self.clear_level)]
        return m
