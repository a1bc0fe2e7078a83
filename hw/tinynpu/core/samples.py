"""Sample walker: all loops of a TILE, one sample a cycle."""

from amaranth.hdl import C, Module, Mux, Signal, signed
from amaranth.lib import data, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode
from tinynpu.core.accumulator import tag_layout
from tinynpu.core.shapes import Activity, ReadPort, command_layout, entry_layout

__all__ = ["SampleWalker"]


class SampleWalker(wiring.Component):
    """Streams the samples of every pass of a TILE into the array.

    Two walks run side by side: that of the samples (where to read, or padding), and that of the
    outputs, which starts ``weight_cols - 1`` samples later in a FIR pass and skips what lies
    between two strides or two rows. A pass ends with its last output. The first sample of a pass
    swaps the weights. No cycle is lost between passes or commands.

    Parameters
    ----------
    config
        Sizes.
    words
        Words of a compute command.

    Members
    -------
    command : In(stream)
        A TILE; accepted when the one before has been streamed, or with its last sample.
    loaded, swap : In(1), Out(1)
        Weights for the next pass are there; they are taken in this cycle.
    reserved : In(2)
        Accumulator buffers that are not free.
    reserve : Out(2)
        In one cycle: this buffer is taken for an outer block.
    hold : In(1)
        Start no sample (fence).
    kept, restart : Out(1), In(1)
        In one cycle: a TILE with ``keep`` has been streamed; forget its sums (a program starts).
    read : Out(ReadPort)
        Scratchpad.
    valid, first, delay, padding : Out(1)
        The sample in this cycle, `READ_LATENCY` after its read was granted: there is one; it swaps the
        weights; it is of a FIR pass; it is ``pad`` instead of ``read.data``.
    pad : Out(8)
        Padding byte.
    tag : Out(tag_layout)
        What the accumulators do with its sum.
    busy, index : Out(1), Out(16)
        A command is streamed.
    activity : Out(Activity)
        What happened in this cycle.
    error : Out(8)
        Error code until reset.
    halt : In(1)
        Stop.
    """

    def __init__(self, config: Config, words: int):
        self.config = config
        self.words = words
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(words))),
                "loaded": In(1),
                "swap": Out(1),
                "reserved": In(2),
                "reserve": Out(2),
                "hold": In(1),
                "kept": Out(1),
                "restart": In(1),
                "read": Out(ReadPort(config.rows)),
                "valid": Out(1),
                "first": Out(1),
                "delay": Out(1),
                "padding": Out(1),
                "pad": Out(8),
                "tag": Out(tag_layout(config.accumulator_depth)),
                "busy": Out(1),
                "index": Out(16),
                "activity": Out(Activity),
                "error": Out(8),
                "halt": In(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        layout = command_layout(Opcode.TILE, self.words)
        incoming = data.View(layout, self.command.payload.raw)
        tile = Signal(layout)
        fir = tile.fir if config.has_fir else C(0, 1)

        # Where the walk of the samples is: an address for each loop level, and the coordinates.
        levels = ("outer", "ky", "kx", "block", "row", "column")
        at = {name: Signal(16, name=f"at_{name}") for name in levels}
        y_base, y, x_base, x = (
            Signal(signed(14), name=name) for name in ("y_base", "y", "x_base", "x")
        )
        position = Signal(12)
        counts = {
            name: Signal(len(tile[name]), name=f"count_{name}")
            for name in ("in_blocks", "kernel_width", "kernel_height", "outer_blocks")
        }
        # Where the walk of the outputs is.
        wait = Signal(range(config.cols))
        out_position = Signal(12)
        phase = Signal(4)
        out_column = Signal(12)
        out_row = Signal(12)
        entry = Signal(range(config.accumulator_depth + 1))
        buffer = Signal()
        pass_start = Signal()
        block_start = Signal()
        block_first_pass = Signal()
        # The last TILE kept its sums; this one goes on with them, and has as many outputs.
        kept = Signal()
        continues = Signal()
        kept_last = Signal.like(entry)

        # The sample at hand, and the output that it completes.
        last_position = Signal(12)
        m.d.comb += last_position.eq(Mux(fir, tile.pitch, tile.out_width) - 1)
        inside = Signal()
        m.d.comb += inside.eq((y >= 0) & (y < tile.in_height) & (x >= 0) & (x < tile.in_width))
        emits = Signal()
        m.d.comb += emits.eq((wait == 0) & (phase == 0) & (out_column != tile.out_width))
        last_in_row = Signal()
        m.d.comb += last_in_row.eq(out_column + emits == tile.out_width)
        pass_ends = Signal()
        m.d.comb += pass_ends.eq(emits & last_in_row & (out_row == tile.out_height - 1))

        # Errors that only the walk finds.
        fault = Signal(8)
        with m.If(inside & (at["column"] >= config.scratchpad_words)):
            m.d.comb += fault.eq(ErrorCode.SCRATCHPAD_RANGE)
        with m.If(emits & (entry == config.accumulator_depth)):
            m.d.comb += fault.eq(ErrorCode.ACCUMULATOR_RANGE)
        with m.If((wait == 0) & (out_position == last_position) & ~last_in_row):
            m.d.comb += fault.eq(ErrorCode.ILLEGAL_FIELD)  # pitch too short
        with m.If(fir & (tile.pitch == 0)):
            m.d.comb += fault.eq(ErrorCode.ILLEGAL_FIELD)
        with m.If(tile.keep & (tile.outer_blocks != 1)):
            m.d.comb += fault.eq(ErrorCode.ILLEGAL_FIELD)
        with m.If(continues & emits & ((entry == kept_last) != pass_ends)):
            m.d.comb += fault.eq(ErrorCode.ILLEGAL_FIELD)

        # A FIR sum takes as many more cycles to the accumulators as there are more columns than rows;
        # and the normal sample behind may be for the same entry.
        gap = Signal(range(config.cols + 1))
        in_gap = Signal()
        m.d.comb += in_gap.eq((gap != 0) & ~fir)
        with m.If(gap != 0):
            m.d.sync += gap.eq(gap - 1)

        go = Signal()
        issue = Signal()
        with m.If(~self.busy | self.halt | (self.error != 0)):
            m.d.comb += self.activity.eq(Activity.IDLE)
        with m.Elif(self.hold):
            m.d.comb += self.activity.eq(Activity.FENCE)
        with m.Elif(block_start & self.reserved.bit_select(buffer, 1)):
            m.d.comb += self.activity.eq(Activity.ACCUMULATOR)
        with m.Elif(pass_start & ~self.loaded):
            m.d.comb += self.activity.eq(Activity.WEIGHT)
        with m.Elif(in_gap):
            m.d.comb += self.activity.eq(Activity.GAP)
        with m.Elif(fault != 0):
            m.d.comb += self.activity.eq(Activity.IDLE)
            m.d.sync += self.error.eq(fault)
        with m.Else():
            m.d.comb += [
                go.eq(1),
                issue.eq(~inside | self.read.ready),
                self.activity.eq(Mux(issue, Activity.ACTIVE, Activity.BANK)),
            ]
        m.d.comb += [
            self.read.address.eq(at["column"]),
            self.read.valid.eq(go & inside),
            self.swap.eq(issue & pass_start),
            self.reserve.eq((issue & block_start) << buffer),
        ]

        # `READ_LATENCY` cycles later the word is there.
        names = ("valid", "first", "delay", "padding", "pad", "tag")
        reading = {name: Signal.like(getattr(self, name), name=f"reading_{name}") for name in names}
        m.d.sync += [getattr(self, name).eq(value) for name, value in reading.items()]
        reading_tag = reading["tag"]
        m.d.sync += [
            reading["valid"].eq(issue),
            reading["first"].eq(pass_start),
            reading["delay"].eq(fir),
            reading["padding"].eq(~inside),
            reading["pad"].eq(tile.pad),
            reading_tag.valid.eq(issue & emits),
            reading_tag.fir.eq(fir),
            reading_tag.first.eq(block_first_pass),
            reading_tag.maximum.eq(tile.maximum),
            reading_tag.buffer.eq(buffer),
            reading_tag.address.eq(entry),
            reading_tag.last.eq(0),
        ]

        finished = Signal()
        with m.If(issue):
            m.d.sync += [pass_start.eq(0), block_start.eq(0)]
            with m.If(fir):
                m.d.sync += gap.eq(max(config.cols - config.rows, min(config.cols, 3) - 1))

            with m.If(position == last_position):
                row = (at["row"] + tile.in_row_step)[:16]
                m.d.sync += [
                    position.eq(0),
                    at["row"].eq(row),
                    at["column"].eq(row),
                    y.eq(y + tile.stride_y),
                    x.eq(x_base),
                ]
            with m.Else():
                m.d.sync += [
                    position.eq(position + 1),
                    at["column"].eq(at["column"] + tile.in_column_step),
                    x.eq(x + Mux(fir, 1, tile.stride_x)),
                ]

            with m.If(wait != 0):
                m.d.sync += wait.eq(wait - 1)
            with m.Elif(out_position == last_position):
                m.d.sync += [
                    out_position.eq(0),
                    phase.eq(0),
                    out_column.eq(0),
                    out_row.eq(out_row + 1),
                ]
            with m.Else():
                m.d.sync += [
                    out_position.eq(out_position + 1),
                    out_column.eq(out_column + emits),
                    phase.eq(Mux(~fir | (phase == tile.stride_x - 1), 0, phase + 1)),
                ]
            m.d.sync += entry.eq(entry + emits)

            with m.If(pass_ends):
                m.d.sync += [pass_start.eq(1), block_first_pass.eq(0)]
                m.d.sync += [
                    counter.eq(0) for counter in (out_position, phase, out_column, out_row)
                ]
                m.d.sync += [
                    wait.eq(Mux(fir, tile.weight_cols - 1, 0)),
                    entry.eq(0),
                    position.eq(0),
                    y.eq(y_base),
                    x.eq(x_base),
                ]
                self._next_pass(m, tile, at, counts, levels)
                # Coordinates of the next pass.
                block_wraps = counts["in_blocks"] == tile.in_blocks
                kx_wraps = block_wraps & (counts["kernel_width"] == tile.kernel_width)
                ky_wraps = kx_wraps & (counts["kernel_height"] == tile.kernel_height)
                with m.If(ky_wraps):
                    m.d.sync += [
                        y_base.eq(tile.origin_y),
                        y.eq(tile.origin_y),
                        x_base.eq(tile.origin_x),
                        x.eq(tile.origin_x),
                        block_start.eq(1),
                        block_first_pass.eq(1),
                        buffer.eq(buffer ^ ~tile.keep),
                        reading_tag.last.eq(~tile.keep),
                        continues.eq(0),
                    ]
                    with m.If(counts["outer_blocks"] == tile.outer_blocks):
                        m.d.comb += finished.eq(1)
                        m.d.sync += [kept.eq(tile.keep), kept_last.eq(entry)]
                with m.Elif(kx_wraps):
                    following_y = (y_base + tile.dilation_y)[:14].as_signed()
                    m.d.sync += [
                        y_base.eq(following_y),
                        y.eq(following_y),
                        x_base.eq(tile.origin_x),
                        x.eq(tile.origin_x),
                    ]
                with m.Elif(block_wraps):
                    following_x = (x_base + tile.dilation_x)[:14].as_signed()
                    m.d.sync += [x_base.eq(following_x), x.eq(following_x)]

        m.d.comb += [
            self.command.ready.eq((~self.busy | finished) & ~self.halt & (self.error == 0)),
            self.kept.eq(finished & tile.keep),
        ]
        with m.If(finished):
            m.d.sync += self.busy.eq(0)
        with m.If(self.restart):
            m.d.sync += kept.eq(0)
        going_on = Signal()
        m.d.comb += going_on.eq(Mux(finished, tile.keep, kept))
        with m.If(self.command.valid & self.command.ready):
            m.d.sync += [
                self.busy.eq(1),
                self.index.eq(self.command.payload.index),
                tile.eq(incoming),
                continues.eq(going_on),
                *(at[name].eq(incoming.in_base) for name in levels),
                *(count.eq(1) for count in counts.values()),
                y_base.eq(incoming.origin_y),
                y.eq(incoming.origin_y),
                x_base.eq(incoming.origin_x),
                x.eq(incoming.origin_x),
                position.eq(0),
                entry.eq(0),
                pass_start.eq(1),
                block_start.eq(~going_on),
                block_first_pass.eq(~going_on),
            ]
            m.d.sync += [counter.eq(0) for counter in (out_position, phase, out_column, out_row)]
            m.d.sync += wait.eq(
                Mux(incoming.fir if config.has_fir else 0, incoming.weight_cols - 1, 0)
            )
        return m

    @staticmethod
    def _next_pass(m: Module, tile, at, counts, levels):
        """Step the innermost of the pass loops that has not come to its end, reset those inside."""
        loops = (
            ("block", "in_blocks", tile.in_block_step),
            ("kx", "kernel_width", tile.in_kx_step),
            ("ky", "kernel_height", tile.in_ky_step),
            ("outer", "outer_blocks", tile.in_outer_step),
        )
        carry = 1
        for level, counter, step in loops:
            wraps = counts[counter] == tile[counter]
            with m.If(carry & ~wraps):
                following = (at[level] + step)[:16]
                m.d.sync += counts[counter].eq(counts[counter] + 1)
                m.d.sync += [at[name].eq(following) for name in levels[levels.index(level) :]]
            with m.If(carry & wraps):
                m.d.sync += counts[counter].eq(1)
            carry = carry & wraps
