"""Sample walker: one sample a cycle from the scratchpad into the array."""

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import stream, wiring
from amaranth.lib.wiring import In, Out, connect, flipped

from tinynpu.arch.config import Config
from tinynpu.core.accumulator import tag_layout
from tinynpu.core.ahead import Ahead
from tinynpu.core.generator import Fault, SampleGenerator
from tinynpu.core.shapes import READ_LATENCY, Activity, ReadPort, entry_layout

__all__ = ["SampleWalker"]


class SampleWalker(wiring.Component):
    """Streams the samples of every pass of a TILE into the array.

    `SampleGenerator` says what the samples are, up to two ahead. Each waits for what it needs: the
    first one of a command for its fence, of a block for an accumulator buffer, of a pass for its
    weights, which it swaps in; and all of them for the scratchpad. No cycle is lost between passes;
    and from a command to its first sample it takes four.

    Parameters
    ----------
    config
        Sizes.
    words
        Words of a compute command.

    Members
    -------
    command : In(stream)
        A TILE; accepted when nothing but the last samples of the one before are to be streamed.
    loaded, loaded_next, swap : In(1), In(1), Out(1)
        Weights for the next pass are there; they will be in the next cycle; they are taken in this
        one.
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
        Stop; samples that wait already may go.
    """

    def __init__(self, config: Config, words: int):
        self.config = config
        self.words = words
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(words))),
                "loaded": In(1),
                "loaded_next": In(1),
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
        m.submodules.generator = generator = SampleGenerator(config, self.words)
        connect(m, generator.command, flipped(self.command))
        m.d.comb += [
            generator.restart.eq(self.restart),
            self.index.eq(generator.index),
        ]

        # Samples wait here, so that the walk does not depend on the grant of this very cycle.
        m.submodules.waiting = waiting = Ahead(generator.sample.shape())
        some, head = waiting.some, waiting.head
        issue = Signal()
        faulty = Signal()
        m.d.comb += [
            generator.ready.eq(waiting.room),
            waiting.put.eq(generator.valid & generator.ready),
            waiting.entry.eq(generator.sample),
            waiting.take.eq(issue),
            generator.halt.eq(self.halt | faulty),
        ]
        # Behind a sample that is an error comes no command, so that ``index`` is that of the error.
        with m.If(waiting.put & (generator.sample.fault != Fault.NONE)):
            m.d.sync += faulty.eq(1)

        gap = Signal(range(config.fir_gap + 1))
        with m.If(issue & head.fir):
            m.d.sync += gap.eq(config.fir_gap)
        with m.Elif(gap != 0):
            m.d.sync += gap.eq(gap - 1)

        # The accumulators add to an entry in every fourth cycle at most. A pass is not shorter than
        # the load of its weights, except if its second or third and last sample had to wait for the
        # scratchpad.
        first, second = Signal(), Signal()  # of a pass, was the last sample that went
        rests = Signal()  # no pass may begin in the next cycle
        with m.If(issue):
            m.d.sync += [first.eq(head.pass_start), second.eq(first & ~head.pass_start)]
        goes_on = issue & ~head.pass_start
        may_begin = Signal()
        m.d.sync += [
            rests.eq(goes_on & first),
            may_begin.eq(self.loaded_next & ~Mux(goes_on, first | second, rests)),
        ]

        # What the first sample of a command or of a block waits for is looked at a cycle before it
        # goes; so the request of a read is one of registers.
        stop = Signal()
        failed = Signal()
        checked = Signal()
        blocked = Signal()
        reserved = self.reserved.bit_select(head.buffer, 1)
        m.d.comb += [
            stop.eq(self.halt | failed),
            blocked.eq(
                (head.command_start & self.hold)
                | (head.block_start & reserved)
                | ((gap != 0) & ~head.fir)
                | (head.fault != Fault.NONE)
            ),
        ]
        m.d.sync += checked.eq(some & ~blocked & ~issue & ~stop)
        go = Signal()
        m.d.comb += [
            go.eq(some & (checked | ~head.check) & (may_begin | ~head.pass_start)),
            issue.eq(go & (~head.inside | self.read.ready)),
        ]
        with m.If(stop | ~self.busy):
            m.d.comb += self.activity.eq(Activity.IDLE)
        with m.Elif(issue):
            m.d.comb += self.activity.eq(Activity.ACTIVE)
        with m.Elif(go):
            m.d.comb += self.activity.eq(Activity.BANK)
        with m.Elif(~some):
            m.d.comb += self.activity.eq(Activity.HANDOVER)
        with m.Elif(head.command_start & self.hold):
            m.d.comb += self.activity.eq(Activity.FENCE)
        with m.Elif(head.block_start & reserved):
            m.d.comb += self.activity.eq(Activity.ACCUMULATOR)
        with m.Elif(head.pass_start & ~self.loaded):
            m.d.comb += self.activity.eq(Activity.WEIGHT)
        with m.Elif((gap != 0) & ~head.fir):
            m.d.comb += self.activity.eq(Activity.GAP)
        with m.Elif(head.fault != Fault.NONE):
            m.d.comb += self.activity.eq(Activity.IDLE)
            m.d.sync += [self.error.eq(generator.code(head.fault)), failed.eq(1)]
        with m.Else():
            m.d.comb += self.activity.eq(Activity.HANDOVER)  # it is looked at, or ``rests``
        m.d.comb += [
            self.busy.eq(generator.busy | some),
            self.read.address.eq(head.address),
            self.read.valid.eq(go & head.inside),
            self.swap.eq(issue & head.pass_start),
            self.reserve.eq((issue & head.block_start) << head.buffer),
            self.kept.eq(issue & head.kept),
            generator.started.eq(issue & head.command_start),
        ]

        # `READ_LATENCY` cycles later the word is there.
        names = ("valid", "first", "delay", "padding", "pad", "tag")
        target = {name: getattr(self, name) for name in names}
        for stage in range(READ_LATENCY - 1):
            before = {name: Signal.like(target[name], name=f"{name}_{stage}") for name in names}
            m.d.sync += [target[name].eq(before[name]) for name in names]
            target = before
        reading = target
        m.d.sync += [
            reading["valid"].eq(issue),
            reading["first"].eq(head.pass_start),
            reading["delay"].eq(head.fir),
            reading["padding"].eq(~head.inside),
            reading["pad"].eq(head.pad),
            reading["tag"].eq(head.tag),
            reading["tag"].valid.eq(issue & head.tag.valid),
        ]
        return m
