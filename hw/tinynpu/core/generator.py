"""Sample generator: all loops of a TILE."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, signed
from amaranth.lib import data, enum, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode
from tinynpu.core.accumulator import tag_layout
from tinynpu.core.chain import chained
from tinynpu.core.shapes import command_layout, entry_layout

__all__ = ["Fault", "SampleGenerator", "sample_layout"]

_LOOPS = {
    "block": "in_blocks",
    "kx": "kernel_width",
    "ky": "kernel_height",
    "outer": "outer_blocks",
}
"""Loops over the passes, from the innermost one on, and the fields that say how often they go round."""


class Fault(enum.Enum, shape=2):
    """What only the walk finds to be wrong; the error is that of the sample, in its turn."""

    NONE = 0
    SCRATCHPAD = 1
    ACCUMULATOR = 2
    FIELD = 3


_CODES = {
    Fault.SCRATCHPAD: ErrorCode.SCRATCHPAD_RANGE,
    Fault.ACCUMULATOR: ErrorCode.ACCUMULATOR_RANGE,
    Fault.FIELD: ErrorCode.ILLEGAL_FIELD,
}


def sample_layout(config: Config) -> data.StructLayout:
    """A sample: word to read if it is ``inside``, else ``pad``; which loops it begins; its tag.

    ``kept``: it is the last one of a TILE with ``keep``. ``check``: it begins a command or a block,
    or is a fault.
    """
    return data.StructLayout(
        {
            "address": 16,
            "inside": 1,
            "pad": 8,
            "fir": 1,
            "command_start": 1,
            "block_start": 1,
            "pass_start": 1,
            "buffer": 1,
            "kept": 1,
            "check": 1,
            "fault": Fault,
            "tag": tag_layout(config.accumulator_depth),
        }
    )


class SampleGenerator(wiring.Component):
    """The samples of every pass of a TILE, in order.

    Two walks run side by side: that of the samples (where to read, or padding), and that of the
    outputs, which starts ``weight_cols - 1`` samples later in a FIR pass and skips what lies
    between two strides or two rows. A pass ends with its last output. Where the next pass begins is
    known beforehand; and a loop's end is the sign of a counter, which runs down to −1.

    Parameters
    ----------
    config
        Sizes.
    words
        Words of a compute command.

    Members
    -------
    command : In(stream)
        A TILE; accepted when there are no more samples of the one before, and its first one has
        ``started``.
    valid, ready, sample : Out(1), In(1), Out(sample_layout())
        A sample; ``ready`` must not depend on the others.
    started : In(1)
        The first sample of the command is streamed in this cycle.
    busy : Out(1)
        A command is walked over.
    restart : In(1)
        Forget sums that were kept (a program starts).
    index : Out(16)
        Of the last command.
    halt : In(1)
        Accept nothing more, and forget the command at hand.
    """

    def __init__(self, config: Config, words: int):
        self.config = config
        self.words = words
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(words))),
                "valid": Out(1),
                "ready": In(1),
                "sample": Out(sample_layout(config)),
                "started": In(1),
                "busy": Out(1),
                "restart": In(1),
                "index": Out(16),
                "halt": In(1),
            }
        )

    @staticmethod
    def code(fault):
        """Error code of a `Fault`."""
        code = C(0, 8)
        for kind, value in _CODES.items():
            code = Mux(fault == kind, value, code)
        return code

    def elaborate(self, platform):
        m = Module()
        config = self.config
        layout = command_layout(Opcode.TILE, self.words)
        incoming = data.View(layout, self.command.payload.raw)
        tile = Signal(layout, reset_less=True)
        fir = tile.fir if config.has_fir else C(0, 1)
        # A command takes two cycles to its first sample: the first pass, and then the walk over it.
        loading, starting, active = Signal(), Signal(), Signal()
        first_waits = Signal()
        free = Signal()  # not busy, and no first sample waits
        accept = Signal()
        m.d.comb += [
            self.busy.eq(loading | starting | active),
            self.command.ready.eq(free & ~self.halt),
            accept.eq(self.command.valid & self.command.ready),
        ]
        m.d.sync += [loading.eq(accept), starting.eq(loading)]

        step = Signal()
        pass_ends = Signal()
        begin = Signal()  # of a pass
        m.d.comb += [step.eq(self.valid & self.ready), begin.eq(starting | pass_ends)]
        m.submodules.passes = passes = PassWalk(layout)
        single = Signal()  # each pass has one sample
        m.d.sync += single.eq(
            (tile.out_height == 1) & (tile.out_width == 1) & (~fir | (tile.weight_cols == 1))
        )
        m.d.comb += [passes.tile.eq(tile), passes.load.eq(loading), passes.next.eq(begin)]

        # Where the walk of the samples is.
        at, next_row = Signal(16), Signal(16)
        at_y, at_x, first_x = (Signal(signed(14), name=name) for name in ("y", "x", "first_x"))
        step_x = Mux(fir, 1, tile.stride_x)
        columns = Signal(signed(13))
        row_length = Signal(signed(13))  # less two
        m.d.comb += row_length.eq(Mux(fir, tile.pitch, tile.out_width) - 2)
        # Where the walk of the outputs is.
        wait = Signal(range(config.cols))
        waiting = Signal()
        positions, outputs, rows = (
            Signal(signed(13), name=name) for name in ("positions", "outputs", "rows")
        )
        row_done = Signal()  # all outputs of the row have been
        phase = Signal(4)
        entry = Signal(range(config.accumulator_depth + 1))
        buffer = Signal()
        command_start, block_start, pass_start, first_pass = (
            Signal(name=name)
            for name in ("command_start", "block_start", "pass_start", "first_pass")
        )
        # The last TILE kept its sums; this one goes on with them, and has as many outputs.
        kept, continues = Signal(), Signal()
        kept_last = Signal.like(entry)

        # The sample at hand, and whether it completes an output.
        ends = Signal()  # the pass
        emits = Signal()
        position_ends = Signal()
        at_stride = ~fir | (phase == tile.stride_x - 1)  # the next position may complete one
        m.d.comb += [
            position_ends.eq(~waiting & positions[-1]),
            ends.eq(emits & outputs[-1] & rows[-1]),
            pass_ends.eq(step & ends),
        ]
        sample = self.sample
        m.d.comb += [
            sample.address.eq(at),
            sample.inside.eq(
                ~at_y[-1] & (at_y < tile.in_height) & ~at_x[-1] & (at_x < tile.in_width)
            ),
            sample.pad.eq(tile.pad),
            sample.fir.eq(fir),
            sample.command_start.eq(command_start),
            sample.block_start.eq(block_start),
            sample.pass_start.eq(pass_start),
            sample.buffer.eq(buffer),
            sample.check.eq(command_start | block_start | (sample.fault != Fault.NONE)),
            sample.kept.eq(ends & passes.none & tile.keep),
            sample.tag.valid.eq(emits),
            sample.tag.fir.eq(fir),
            sample.tag.first.eq(first_pass),
            sample.tag.maximum.eq(tile.maximum),
            sample.tag.last.eq(ends & passes.new_block & ~tile.keep),
            sample.tag.buffer.eq(buffer),
            sample.tag.address.eq(entry),
        ]
        with m.If(
            (position_ends & ~(row_done | (emits & outputs[-1])))  # pitch too short
            | (fir & (tile.pitch == 0))
            | (tile.keep & (tile.outer_blocks != 1))
            | (continues & emits & ((entry == kept_last) != ends))
        ):
            m.d.comb += sample.fault.eq(Fault.FIELD)
        with m.Elif(emits & (entry == config.accumulator_depth)):
            m.d.comb += sample.fault.eq(Fault.ACCUMULATOR)
        with m.Elif(sample.inside & (at >= config.scratchpad_words)):
            m.d.comb += sample.fault.eq(Fault.SCRATCHPAD)

        begin_row = [positions.eq(row_length), outputs.eq(tile.out_width - 2)]
        begin_row += [row_done.eq(0), phase.eq(0)]
        with m.If(step):
            m.d.sync += [pass_start.eq(0), block_start.eq(0), command_start.eq(0)]
            with m.If(columns[-1]):
                m.d.sync += [
                    columns.eq(row_length),
                    at.eq(next_row),
                    next_row.eq(next_row + tile.in_row_step),
                    at_y.eq(at_y + tile.stride_y),
                    at_x.eq(first_x),
                ]
            with m.Else():
                m.d.sync += [
                    columns.eq(columns - 1),
                    at.eq(at + tile.in_column_step),
                    at_x.eq(at_x + step_x),
                ]
            with m.If(waiting):
                m.d.sync += [wait.eq(wait - 1), waiting.eq(wait != 1), emits.eq(wait == 1)]
            with m.Elif(positions[-1]):
                m.d.sync += [*begin_row, rows.eq(rows - 1), emits.eq(1)]
            with m.Else():
                m.d.sync += [
                    positions.eq(positions - 1),
                    phase.eq(Mux(at_stride, 0, phase + 1)),
                    emits.eq(at_stride & ~(row_done | (emits & outputs[-1]))),
                ]
                with m.If(emits):
                    m.d.sync += [outputs.eq(outputs - 1), row_done.eq(outputs[-1])]
            m.d.sync += entry.eq(entry + emits)
        with m.If(begin):
            m.d.sync += [
                pass_start.eq(1),
                block_start.eq(passes.new_block & ~(starting & continues)),
                first_pass.eq(passes.new_block & ~(starting & continues)),
                at.eq(passes.address),
                next_row.eq(passes.address + tile.in_row_step),
                at_y.eq(passes.y),
                at_x.eq(passes.x),
                first_x.eq(passes.x),
                columns.eq(row_length),
                *begin_row,
                rows.eq(tile.out_height - 2),
                wait.eq(tile.weight_cols - 1),
                waiting.eq(fir & (tile.weight_cols != 1)),
                emits.eq(~fir | (tile.weight_cols == 1)),
                entry.eq(0),
            ]
        with m.If(starting):
            m.d.sync += command_start.eq(1)
        with m.If(pass_ends & passes.new_block):
            m.d.sync += [buffer.eq(buffer ^ ~tile.keep), continues.eq(0)]
        with m.If(pass_ends & passes.none):
            m.d.sync += [kept.eq(tile.keep), kept_last.eq(entry)]
        stays = Signal()  # active
        m.d.comb += stays.eq((starting | (active & ~(pass_ends & passes.none))) & ~self.halt)
        # The pass behind one of a single sample is known a cycle later.
        m.d.sync += [active.eq(stays), self.valid.eq(stays & ~(begin & single))]

        m.d.sync += free.eq(~accept & ~loading & ~stays & (~first_waits | self.started))
        with m.If(self.started):
            m.d.sync += first_waits.eq(0)
        with m.If(self.restart):
            m.d.sync += kept.eq(0)
        with m.If(self.halt):
            m.d.sync += starting.eq(0)
        with m.If(accept):
            m.d.sync += [
                tile.eq(incoming),
                self.index.eq(self.command.payload.index),
                first_waits.eq(1),
                continues.eq(kept),
            ]
        return m


class PassWalk(wiring.Component):
    """Where the passes of a TILE begin, one ahead of the walk over them.

    Members
    -------
    tile : In(layout)
        Command.
    load, next : In(1)
        Go to the first pass; go to the next one, which is known in the second cycle from then on.
    address, y, x : Out
        First sample of a pass.
    new_block, none : Out(1)
        The pass is the first one of a block; there is none (and the one before ended a block).
    """

    def __init__(self, layout: data.Layout):
        super().__init__(
            {
                "tile": In(layout),
                "load": In(1),
                "next": In(1),
                "address": Out(16),
                "y": Out(signed(14)),
                "x": Out(signed(14)),
                "new_block": Out(1),
                "none": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        tile = self.tile
        at = {level: Signal(16, name=f"at_{level}") for level in _LOOPS}
        # Rounds behind this one, less one: negative in the last round.
        left = {
            level: Signal(signed(len(tile[count]) + 1), name=f"left_{level}")
            for level, count in _LOOPS.items()
        }
        # Which loop goes on, and where that leads, is found in the cycle before: `next` comes in
        # every other cycle at most.
        following = {
            level: Signal(16, name=f"following_{level}", reset_less=True) for level in _LOOPS
        }
        following_y, following_x = Signal.like(self.y), Signal.like(self.x)
        m.d.sync += [following[level].eq(at[level] + tile[f"in_{level}_step"]) for level in _LOOPS]
        m.d.sync += [
            following_y.eq(self.y + tile.dilation_y),
            following_x.eq(self.x + tile.dilation_x),
        ]
        origin = [self.y.eq(tile.origin_y), self.x.eq(tile.origin_x)]
        moves = {
            "block": [],
            "kx": [self.x.eq(following_x)],
            "ky": [self.y.eq(following_y), self.x.eq(tile.origin_x)],
            "outer": origin,
        }
        m.d.comb += self.address.eq(at["block"])
        with m.If(self.load):
            m.d.sync += [left[level].eq(tile[count] - 2) for level, count in _LOOPS.items()]
            m.d.sync += [*origin, self.new_block.eq(1), self.none.eq(0)]
        went = Signal()
        m.d.sync += went.eq(self.next)
        with m.If(went):
            m.d.sync += self.new_block.eq(0)
        carry = C(1, 1)
        ends = Cat(value[-1] for value in left.values()).all()
        goes = {}
        for level, count in _LOOPS.items():
            last = left[level][-1]
            goes[level], wraps = Signal(name=f"goes_{level}"), Signal(name=f"wraps_{level}")
            moved = Signal(name=f"moved_{level}")  # by this loop, or by one around it
            m.d.sync += [
                goes[level].eq(self.next & carry & ~last),
                wraps.eq(self.next & carry & last),
                moved.eq(self.next & carry & ~ends),
            ]
            with m.If(goes[level]):
                m.d.sync += left[level].eq(chained(m, f"less_{level}", left[level], C(-1)))
                m.d.sync += moves[level]
            with m.If(wraps):
                m.d.sync += left[level].eq(tile[count] - 2)
            with m.If(moved | self.load):
                m.d.sync += at[level].eq(tile.in_base)
            carry = carry & last
        for level in _LOOPS:
            with m.If(goes[level]):
                for inner in list(_LOOPS)[: list(_LOOPS).index(level) + 1]:
                    m.d.sync += at[inner].eq(following[level])
        with m.If(goes["outer"] | wraps):
            m.d.sync += self.new_block.eq(1)
        with m.If(wraps):  # around the outermost loop
            m.d.sync += self.none.eq(1)
        return m
