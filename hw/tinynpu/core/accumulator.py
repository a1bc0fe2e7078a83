"""Double-buffered accumulators behind the array."""

from amaranth.hdl import Cat, Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import ceil_log2
from tinynpu.bus.ram import NO_COLLISIONS
from tinynpu.core.array import SystolicArray

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
    """Two buffers of one accumulator; read, add and write back, a value in each cycle.

    A value that arrives in cycle t can be read from cycle t + ``latency`` on. The array uses one
    buffer while the other is drained; the caller sees to it that they do not meet.

    Parameters
    ----------
    width
        Bits of an entry, which wraps.
    depth
        Entries of a buffer.
    psum_width
        Bits of a partial sum.
    distance
        Cycles from a value to the next one for the same entry, at least. Below 3 sums that are not
        yet in the buffer are forwarded; from 4 on the adder has a cycle more.

    Members
    -------
    tag, psum : In
        Value to accumulate, and where.
    drain_address : In(ceil_log2(depth))
        Entry to read.
    drain_buffer : In(1)
        Buffer to read.
    drain_data : Out(signed(width))
        The entry, two cycles later.
    """

    def __init__(self, width: int, depth: int, psum_width: int, *, distance: int = 1):
        self.width = width
        self.depth = depth
        self.distance = distance
        self.latency = 5 if distance > 3 else 4
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
        # What is read goes to a register before anything else: block memories are slow.
        reading, adding, writing = (
            Signal.like(self.tag, name=name) for name in ("reading", "adding", "writing")
        )
        psum_reading, psum = (
            Signal.like(self.psum, name=name, reset_less=True)
            for name in ("psum_reading", "psum_adding")
        )
        m.d.sync += [
            reading.eq(self.tag),
            adding.eq(reading),
            psum_reading.eq(self.psum),
            psum.eq(psum_reading),
        ]

        def entry(tag):
            return Cat(tag.address, tag.buffer)

        # A buffer is half of a memory; the array and the drain have one each, which may be far from
        # each other: what the drain reads is written a cycle later.
        shape, depth = signed(self.width), 2 << ceil_log2(self.depth)
        exclusive = NO_COLLISIONS if self.distance > 2 else {}
        m.submodules.sums = sums = Memory(shape=shape, depth=depth, init=[], attrs=exclusive)
        m.submodules.whole = whole = Memory(shape=shape, depth=depth, init=[], attrs=NO_COLLISIONS)
        write, copy = sums.write_port(), whole.write_port()
        read = sums.read_port(transparent_for=(write,) if self.distance < 3 else ())
        drain = whole.read_port()
        value = Signal(signed(self.width))
        copied = Signal(signed(self.width), reset_less=True)
        # Registers that may be a part of the memory.
        old = Signal(signed(self.width), reset_less=True)
        drained = Signal(signed(self.width), reset_less=True)
        m.d.comb += [
            read.addr.eq(entry(self.tag)),
            drain.addr.eq(Cat(self.drain_address, self.drain_buffer)),
            write.addr.eq(entry(writing)),
            write.data.eq(value),
            write.en.eq(writing.valid),
        ]
        m.d.sync += [
            old.eq(read.data),
            drained.eq(drain.data),
            copied.eq(value),
            copy.addr.eq(write.addr),
            copy.en.eq(write.en),
        ]
        m.d.comb += copy.data.eq(copied)
        m.d.comb += self.drain_data.eq(drained)
        if self.distance < 2:
            with m.If(adding.valid & (entry(adding) == entry(reading))):
                m.d.sync += old.eq(value)

        results = old + psum, Mux(old > psum, old, psum), psum
        if self.distance > 3:  # there is a cycle to choose in
            total, before, added = (
                Signal.like(value, name=name, reset_less=True)
                for name in ("total", "before", "added")
            )
            larger = Signal(reset_less=True)
            m.d.sync += [
                writing.eq(adding),
                total.eq(old + psum),
                before.eq(old),
                added.eq(psum),
                larger.eq(old > psum),
            ]
            results = total, Mux(larger, before, added), added
        else:
            m.d.comb += writing.eq(adding)
        total, largest, first = results
        m.d.comb += value.eq(Mux(writing.first, first, Mux(writing.maximum, largest, total)))
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
        The entry of all lanes, two cycles later.
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

        # Normal sums of column 0 come LATENCY + rows cycles after the sample, FIR sums of row 0
        # LATENCY + cols.
        tag = self.tag
        for stage in range(SystolicArray.LATENCY + self.rows):
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
            lane = AccumulatorLane(
                self.width, self.depth, self.psum_width, distance=min(self.cols, 4)
            )
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
        # From the last lane's sum to the last cycle in which the entry cannot be read.
        for stage in range(lane.latency - 2):
            tag = following(tag, f"done_tag_{stage}")
        done = Signal(2)
        m.d.comb += done.eq((tag.valid & tag.last) << tag.buffer)
        m.d.sync += self.full.eq(done)
        return m
