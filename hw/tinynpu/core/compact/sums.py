"""Accumulators of the compact core."""

from amaranth.hdl import Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

__all__ = ["SumBuffers", "sum_tag"]


def sum_tag(depth: int) -> data.StructLayout:
    """What travels beside a sample: ``valid``, ``first`` (overwrite), ``last`` (no sample: the block
    ended), buffer, entry.
    """
    return data.StructLayout(
        {"valid": 1, "first": 1, "last": 1, "buffer": 1, "entry": (depth - 1).bit_length()}
    )


class SumBuffers(wiring.Component):
    """Two buffers with the sums of all columns side by side.

    A value that arrives in cycle t can be followed by one for the same entry in cycle t + 2.

    Members
    -------
    tag : In(sum_tag(depth))
        One cycle before the sums.
    columns : In
        Sums to add.
    full : Out(1)
        In one cycle: all sums of a block are there.
    drain_entry, drain_buffer : In
        Entry to read; a buffer is not added to meanwhile.
    drain_sums : Out
        The entry of all columns, one cycle later.
    """

    def __init__(self, cols: int, width: int, depth: int, psum_width: int):
        self.cols = cols
        self.width = width
        self.depth = depth
        super().__init__(
            {
                "tag": In(sum_tag(depth)),
                "columns": In(data.ArrayLayout(signed(psum_width), cols)),
                "full": Out(1),
                "drain_entry": In((depth - 1).bit_length()),
                "drain_buffer": In(1),
                "drain_sums": Out(data.ArrayLayout(signed(width), cols)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        tag = Signal.like(self.tag)
        m.d.sync += [tag.eq(self.tag), self.full.eq(tag.last)]
        drained = Signal()
        m.d.sync += drained.eq(self.drain_buffer)

        stored = []
        writes = []
        for b in range(2):
            memory = Memory(shape=self.width * self.cols, depth=self.depth, init=[])
            m.submodules[f"buffer_{b}"] = memory
            read, write = memory.read_port(), memory.write_port()
            m.d.comb += [
                read.addr.eq(
                    Mux(
                        self.tag.valid & (self.tag.buffer == b),
                        self.tag.entry,
                        self.drain_entry,
                    )
                ),
                write.addr.eq(tag.entry),
                write.en.eq(tag.valid & (tag.buffer == b)),
            ]
            stored.append(data.View(self.drain_sums.shape(), read.data))
            writes.append(write)
        for c in range(self.cols):
            old = Signal(signed(self.width), name=f"old_{c}")
            with m.If(~tag.first):
                m.d.comb += old.eq(Mux(tag.buffer, stored[1][c], stored[0][c]))
            m.d.comb += self.drain_sums[c].eq(Mux(drained, stored[1][c], stored[0][c]))
            for write in writes:
                m.d.comb += write.data.word_select(c, self.width).eq(old + self.columns[c])
        return m
