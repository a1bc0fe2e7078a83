"""Double-buffered accumulators behind the array."""

from amaranth.hdl import Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import ceil_log2

__all__ = ["AccumulatorLane", "Accumulators", "tag_layout"]


def tag_layout(depth: int) -> data.StructLayout:
    """What travels beside a sample to the accumulators.

    ``valid``: this sample yields an output. ``fir``: it comes from the rows' filters. ``first``:
    overwrite instead of accumulate. ``maximum``: keep the larger value. ``last``: the last output
    of an outer block. ``buffer`` and ``address``: the entry.
    """
    return data.StructLayout(
        {
            "valid": 1,
            "fir": 1,
            "first": 1,
            "maximum": 1,
            "last": 1,
            "buffer": 1,
            "address": ceil_log2(depth),
        }
    )


class AccumulatorLane(wiring.Component):
    """Two buffers of one accumulator; read, add and write back once a cycle.

    A value that arrives in cycle t is in the buffer from cycle t + 2 on. The array uses one buffer
    while the other is drained; the caller sees to it that they do not meet.

    Parameters
    ----------
    width
        Bits of an entry, which wraps.
    depth
        Entries of a buffer.
    psum_width
        Bits of a partial sum.

    Members
    -------
    tag, psum : In
        Value to accumulate, and where.
    drain_address : In(ceil_log2(depth))
        Entry to read.
    drain_buffer : In(1)
        Buffer to read.
    drain_data : Out(signed(width))
        The entry, one cycle later.
    """

    def __init__(self, width: int, depth: int, psum_width: int):
        self.width = width
        self.depth = depth
        super().__init__(
            {
                "tag": In(tag_layout(depth)),
                "psum": In(signed(psum_width)),
                "drain_address": In(ceil_log2(depth)),
                "drain_buffer": In(1),
                "drain_data": Out(signed(width)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        tag = Signal.like(self.tag)
        psum = Signal.like(self.psum)
        drain_buffer = Signal()
        m.d.sync += [
            tag.eq(self.tag),
            psum.eq(self.psum),
            drain_buffer.eq(self.drain_buffer),
        ]

        value = Signal(signed(self.width))
        stored = []
        for b in range(2):
            memory = Memory(shape=signed(self.width), depth=self.depth, init=[])
            m.submodules[f"buffer_{b}"] = memory
            write = memory.write_port()
            # Transparent: the next sample may be for the entry that is being written.
            read = memory.read_port(transparent_for=(write,))
            stored.append(read.data)
            m.d.comb += [
                read.addr.eq(
                    Mux(
                        self.tag.valid & (self.tag.buffer == b),
                        self.tag.address,
                        self.drain_address,
                    )
                ),
                write.addr.eq(tag.address),
                write.data.eq(value),
                write.en.eq(tag.valid & (tag.buffer == b)),
            ]
        old = Signal(signed(self.width))
        m.d.comb += [
            old.eq(Mux(tag.buffer, stored[1], stored[0])),
            self.drain_data.eq(Mux(drain_buffer, stored[1], stored[0])),
        ]
        with m.If(tag.first):
            m.d.comb += value.eq(psum)
        with m.Elif(tag.maximum):
            m.d.comb += value.eq(Mux(old > psum, old, psum))
        with m.Else():
            m.d.comb += value.eq(old + psum)
        return m


class Accumulators(wiring.Component):
    """Lanes for all columns; the tags are delayed as the array delays the sums.

    Parameters
    ----------
    rows, cols
        Size of the array.
    width, depth
        Bits and entries of a buffer.
    psum_width
        Bits of a partial sum.

    Members
    -------
    tag : In(tag_layout(depth))
        Tag of the sample that enters the array in this cycle. After a FIR sample there must be at
        least ``cols - rows`` cycles without a normal sample, else both would arrive at once.
    columns, filters : In
        Sums from the array.
    full : Out(2)
        In one cycle, for each buffer: the last output of a block is in the buffer in all lanes.
    drain_address, drain_buffer : In
        Entry to read.
    drain_data : Out(ArrayLayout(signed(width), cols))
        The entry of all lanes, one cycle later.
    """

    def __init__(self, rows: int, cols: int, width: int, depth: int, psum_width: int):
        self.rows = rows
        self.cols = cols
        self.width = width
        self.depth = depth
        self.psum_width = psum_width
        super().__init__(
            {
                "tag": In(tag_layout(depth)),
                "columns": In(data.ArrayLayout(signed(psum_width), cols)),
                "filters": In(data.ArrayLayout(signed(psum_width), rows)),
                "full": Out(2),
                "drain_address": In(ceil_log2(depth)),
                "drain_buffer": In(1),
                "drain_data": Out(data.ArrayLayout(signed(width), cols)),
            }
        )

    def elaborate(self, platform):
        m = Module()

        def following(tag, name: str):
            register = Signal.like(tag, name=name)
            m.d.sync += register.eq(tag)
            return register

        # Normal sums of column 0 come 1 + rows cycles after the sample, FIR sums of row 0 1 + cols.
        tag = self.tag
        for stage in range(1 + self.rows):
            tag = following(tag, f"tag_{stage}")
        if self.cols > self.rows:
            late = tag
            for stage in range(self.cols - self.rows):
                late = following(late, f"late_{stage}")
            merged = Signal.like(self.tag)
            m.d.comb += merged.eq(tag)
            with m.If(tag.fir):
                m.d.comb += merged.valid.eq(0)
            with m.If(late.valid & late.fir):
                m.d.comb += merged.eq(late)
            tag = merged

        for c in range(self.cols):
            lane = AccumulatorLane(self.width, self.depth, self.psum_width)
            m.submodules[f"lane_{c}"] = lane
            # Rows beyond the array have no filter: their lanes get 0.
            fir = self.filters[c] if c < self.rows else 0
            m.d.comb += [
                lane.tag.eq(tag),
                lane.psum.eq(Mux(tag.fir, fir, self.columns[c])),
                lane.drain_address.eq(self.drain_address),
                lane.drain_buffer.eq(self.drain_buffer),
                self.drain_data[c].eq(lane.drain_data),
            ]
            tag = following(tag, f"lane_tag_{c}")
        # The last lane writes in this cycle; in the next one the entry can be read.
        done = Signal(2)
        m.d.comb += done.eq((tag.valid & tag.last) << tag.buffer)
        m.d.sync += self.full.eq(done)
        return m
