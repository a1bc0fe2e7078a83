"""Sample walker and weight loader of the compact core: one pass at a time."""

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.core.compact.ports import Output
from tinynpu.core.compact.sums import sum_tag
from tinynpu.core.compact.writes import WRITE_MEMBERS, Writes
from tinynpu.core.shapes import Activity, ReadPort

__all__ = ["PassWalker"]


class PassWalker(wiring.Component):
    """Streams the samples of a pass into the array while the weights of the next one are loaded.

    The microcode gives it the base and the coordinates of the passes over all input blocks, while those
    before run.

    Members
    -------
    clear : In(1)
        Forget everything.
    out, port, data : In
        Writes of the microcode (`Output`).
    next_free, done : Out(1)
        The next passes may be given; nothing is left to do.
    entry : Out(16)
        Outputs of the pass.
    read, weight_read : Out(ReadPort)
        Scratchpad.
    valid, swap, padding : Out(1)
        The sample in this cycle, one after its read was granted: there is one; it swaps the weights;
        it is ``pad`` instead of ``read.data``.
    pad : Out(8)
        Padding byte.
    load, zero : Out(cols), Out(1)
        Column of weights that arrives in this cycle; it is 0 instead of ``weight_read.data``.
    tag : Out(sum_tag)
        With the sample.
    range_fault, entry_fault : Out(1)
        A read beyond the scratchpad, a sum beyond the accumulators; until ``clear``.
    activity : Out(Activity)
        What the array does, IDLE if there is no pass.
    """

    def __init__(self, config: Config):
        self.config = config
        super().__init__(
            {
                "clear": In(1),
                **WRITE_MEMBERS,
                "next_free": Out(1),
                "done": Out(1),
                "entry": Out(16),
                "read": Out(ReadPort(config.rows)),
                "weight_read": Out(ReadPort(config.rows)),
                "valid": Out(1),
                "swap": Out(1),
                "padding": Out(1),
                "pad": Out(8),
                "load": Out(config.cols),
                "zero": Out(1),
                "tag": Out(sum_tag(config.accumulator_depth)),
                "range_fault": Out(1),
                "entry_fault": Out(1),
                "activity": Out(Activity),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config

        written = Writes(m, self)
        register = written.register

        # Of the command.
        column_step = register(Output.COLUMN_STEP, Signal(16, name="column_step"))
        row_step = register(Output.ROW_STEP, Signal(16, name="row_step"))
        in_low = register(Output.IN_SIZE_LOW, Signal(16, name="in_low"))
        in_high = register(Output.IN_SIZE_HIGH, Signal(8, name="in_high"))
        stride = register(Output.STRIDE, Signal(8, name="stride"))
        out_low = register(Output.OUT_SIZE_LOW, Signal(16, name="out_low"))
        out_high = register(Output.OUT_SIZE_HIGH, Signal(8, name="out_high"))
        pad = register(Output.PAD, Signal(8, name="pad_value"))
        in_height, in_width = in_low[:12], Signal(12)
        out_height, out_width = out_low[:12], Signal(12)
        m.d.comb += [
            in_width.eq(in_low[12:] | in_high << 4),
            out_width.eq(out_low[12:] | out_high << 4),
            self.pad.eq(pad),
        ]

        # Of the next pass.
        next_y = register(Output.NEXT_Y, Signal(14, name="next_y"))
        next_x = register(Output.NEXT_X, Signal(14, name="next_x"))
        next_first = Signal()
        next_final = Signal()
        occupied = Signal()  # the whole sums of a block have not been read out
        with m.If(written(Output.NEXT_BLOCK)):
            m.d.sync += next_first.eq(~self.data[0])
        with m.If(written(Output.NEXT_FINAL)):
            m.d.sync += next_final.eq(1)
        with m.If(written(Output.RELEASE) & self.data[0]):
            m.d.sync += occupied.eq(0)
        block_step = register(Output.BLOCK_STEP, Signal(16, name="block_step"))
        blocks = register(Output.BLOCKS, Signal(12, name="blocks"))
        next_base = Signal(16)
        blocks_left = Signal(12)
        next_valid = Signal()
        block_end = Signal()
        running = Signal()
        loaded = Signal()
        m.d.comb += [
            self.next_free.eq(~next_valid),
            self.done.eq(~next_valid & ~running & ~block_end),
        ]
        with m.If(written(Output.NEXT_PASS)):
            m.d.sync += [next_valid.eq(1), next_base.eq(self.data), blocks_left.eq(blocks)]
        with m.If(written(Output.BLOCK_END)):
            m.d.sync += block_end.eq(1)

        # The pass at work.
        address, row_address = Signal(16), Signal(16)
        x_base, x, y = Signal(14), Signal(14), Signal(14)
        columns_left, rows_left = Signal(12), Signal(12)
        last_column, last_row = Signal(), Signal()
        entry = Signal((config.accumulator_depth - 1).bit_length() + 1)
        overwrites = Signal()
        completes = Signal()
        first = Signal()
        inside = Signal()
        beyond = Signal()
        too_many = Signal()
        faulty = Signal()
        issue = Signal()
        # What these numbers are compared with is known with them: a comparison in front of the
        # scratchpad, or behind it, would be the longest path of the core.
        x_following, y_following = Signal(14), Signal(14)
        x_inside, y_inside = Signal(), Signal()
        m.d.comb += [
            inside.eq(x_inside & y_inside),
            beyond.eq(inside & (address >= config.scratchpad_words)),
            too_many.eq(entry == config.accumulator_depth),
            faulty.eq(self.range_fault | self.entry_fault),
            self.read.address.eq(address),
            self.read.valid.eq(running & inside & ~faulty & ~beyond & ~too_many),
            issue.eq(running & ~faulty & ~too_many & ((self.read.ready & ~beyond) | ~inside)),
            self.entry.eq(entry),
        ]
        with m.If(running & beyond):
            m.d.sync += self.range_fault.eq(1)
        with m.If(running & too_many):
            m.d.sync += self.entry_fault.eq(1)
        m.d.sync += [
            self.valid.eq(issue),
            self.swap.eq(issue & first),
            self.padding.eq(~inside),
            self.tag.valid.eq(issue),
            self.tag.first.eq(overwrites),
            self.tag.last.eq(0),
            self.tag.final.eq(completes),
            self.tag.entry.eq(entry),
        ]
        with m.If(issue):
            m.d.sync += [
                first.eq(0),
                entry.eq(entry + 1),
                address.eq(address + column_step),
            ]
            with m.If(last_column):
                m.d.sync += [
                    row_address.eq(row_address + row_step),
                    address.eq(row_address + row_step),
                ]
                with m.If(last_row):
                    m.d.sync += running.eq(0)
        start = Signal()
        ends = Signal()
        final, last_block = Signal(), Signal()
        # The weights of a block come in between.
        m.d.sync += last_block.eq(blocks_left == 1)
        # The end of a block is told before the first pass of the next one starts.
        m.d.comb += [
            ends.eq(~running & block_end),
            final.eq(next_final & last_block),
            start.eq(~running & ~block_end & next_valid & loaded & ~(final & occupied)),
        ]
        with m.If(ends):
            m.d.sync += [block_end.eq(0), self.tag.last.eq(1)]
        with m.If(start):
            m.d.sync += [
                running.eq(1),
                next_base.eq(next_base + block_step),
                blocks_left.eq(blocks_left - 1),
                next_first.eq(0),
                overwrites.eq(next_first),
                completes.eq(final),
                first.eq(1),
                address.eq(next_base),
                row_address.eq(next_base),
                x_base.eq(next_x),
                entry.eq(0),
            ]
            with m.If(last_block):
                m.d.sync += next_valid.eq(0)
            with m.If(final):
                m.d.sync += [next_final.eq(0), occupied.eq(1)]
        columns_following, rows_following = Signal(12), Signal(12)
        m.d.comb += [
            columns_following.eq(Mux(start | last_column, out_width, columns_left - 1)),
            rows_following.eq(Mux(start, out_height, rows_left - last_column)),
        ]
        with m.If(start):
            m.d.comb += [x_following.eq(next_x), y_following.eq(next_y)]
        with m.Elif(last_column):
            m.d.comb += [x_following.eq(x_base), y_following.eq(y + stride[:4])]
        with m.Else():
            m.d.comb += [x_following.eq(x + stride[4:]), y_following.eq(y)]
        with m.If(start | issue):
            m.d.sync += [
                columns_left.eq(columns_following),
                rows_left.eq(rows_following),
                last_column.eq(columns_following == 1),
                last_row.eq(rows_following == 1),
                x.eq(x_following),
                y.eq(y_following),
                x_inside.eq(~x_following[12:].any() & (x_following[:12] < in_width)),
                y_inside.eq(~y_following[12:].any() & (y_following[:12] < in_height)),
            ]

        # Weights: from the moment a pass is known, and the last ones have been taken.
        weight_address = Signal(16)
        weight_cols = Signal(4)
        with m.If(written(Output.WEIGHT_BASE)):
            m.d.sync += weight_address.eq(self.data)
        with m.If(written(Output.WEIGHT_COLS)):
            m.d.sync += weight_cols.eq(self.data[8:12])
        column = Signal(range(config.cols))
        go, is_zero, step, out_of_range = Signal(), Signal(), Signal(), Signal()
        m.d.comb += [
            go.eq(next_valid & ~loaded & ~faulty),
            is_zero.eq(column >= weight_cols),
            out_of_range.eq(go & ~is_zero & (weight_address >= config.scratchpad_words)),
            self.weight_read.address.eq(weight_address),
            self.weight_read.valid.eq(go & ~is_zero & ~out_of_range),
            step.eq(go & (is_zero | (self.weight_read.ready & ~out_of_range))),
        ]
        with m.If(out_of_range):
            m.d.sync += self.range_fault.eq(1)
        m.d.sync += [self.load.eq(step << column), self.zero.eq(is_zero)]
        with m.If(issue & first):
            m.d.sync += loaded.eq(0)
        with m.If(step):
            m.d.sync += [column.eq(column + 1), weight_address.eq(weight_address + ~is_zero)]
            with m.If(column == config.cols - 1):
                m.d.sync += [column.eq(0), loaded.eq(1)]

        with m.If(running):
            m.d.comb += self.activity.eq(Mux(issue, Activity.ACTIVE, Activity.BANK))
        with m.Elif(next_valid & ~loaded):
            m.d.comb += self.activity.eq(Activity.WEIGHT)
        with m.Elif(next_valid & final & occupied):
            m.d.comb += self.activity.eq(Activity.ACCUMULATOR)
        with m.Elif(next_valid | block_end):
            m.d.comb += self.activity.eq(Activity.HANDOVER)

        with m.If(self.clear):
            m.d.sync += [
                running.eq(0),
                next_valid.eq(0),
                block_end.eq(0),
                loaded.eq(0),
                column.eq(0),
                next_final.eq(0),
                occupied.eq(0),
                self.range_fault.eq(0),
                self.entry_fault.eq(0),
                self.tag.valid.eq(0),
                self.tag.last.eq(0),
            ]
        return m
