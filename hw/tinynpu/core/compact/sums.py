"""Accumulators of the compact core."""

from amaranth.hdl import Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.bus.ram import NO_COLLISIONS

__all__ = ["SumBuffers", "sum_tag"]


def sum_tag(depth: int) -> data.StructLayout:
    """What travels beside a sample: ``valid``, ``first`` (overwrite), ``final`` (the sum is whole),
    ``last`` (no sample: the block ended), entry.
    """
    return data.StructLayout(
        {"valid": 1, "first": 1, "final": 1, "last": 1, "entry": (depth - 1).bit_length()}
    )


class SumBuffers(wiring.Component):
    """Sums of all columns side by side, and a second memory that holds the whole sums of a block.

    The array goes on with the next block while one is read out; only its last pass has to wait. A
    value that arrives in cycle t can be followed by one for the same entry in cycle t + 2.

    Members
    -------
    tag : In(sum_tag(depth))
        One cycle before the sums.
    columns : In
        Sums to add.
    full : Out(1)
        In one cycle: a block ended.
    drain_entry : In
        Entry of the whole sums.
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
                "drain_sums": Out(data.ArrayLayout(signed(width), cols)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        tag = Signal.like(self.tag)
        m.d.sync += [tag.eq(self.tag), self.full.eq(tag.last)]
        shape = self.width * self.cols
        # An entry that is read is written in the next cycle at the earliest, one that is read out after.
        sums = Memory(shape=shape, depth=self.depth, init=[], attrs=NO_COLLISIONS)
        whole = Memory(shape=shape, depth=self.depth, init=[], attrs=NO_COLLISIONS)
        m.submodules.sums, m.submodules.whole = sums, whole
        read, drain = sums.read_port(), whole.read_port()
        writes = (sums.write_port(), tag.valid), (whole.write_port(), tag.valid & tag.final)
        m.d.comb += [
            read.addr.eq(self.tag.entry),
            drain.addr.eq(self.drain_entry),
            self.drain_sums.eq(drain.data),
        ]
        for write, enable in writes:
            m.d.comb += [write.addr.eq(tag.entry), write.en.eq(enable)]
        stored = data.View(self.drain_sums.shape(), read.data)
        for c in range(self.cols):
            total = Mux(tag.first, 0, stored[c]) + self.columns[c]
            for write, _ in writes:
                m.d.comb += write.data.word_select(c, self.width).eq(total)
        return m
