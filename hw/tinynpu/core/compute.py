"""Compute engine: everything between the compute queue and the scratchpad."""

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data, stream, wiring
from amaranth.lib.wiring import In, Out, connect, flipped

from tinynpu.arch.config import Config
from tinynpu.arch.isa import QUEUES, Opcode, Queue
from tinynpu.core.accumulator import Accumulators
from tinynpu.core.array import SystolicArray
from tinynpu.core.postprocess import RequantizerEngine
from tinynpu.core.queue import CommandQueue
from tinynpu.core.samples import SampleWalker
from tinynpu.core.shapes import (
    Activity,
    EngineSignature,
    ReadPort,
    WritePort,
    command_layout,
    entry_layout,
    queue_words,
)
from tinynpu.core.technology import Technology
from tinynpu.core.weights import WeightLoader

__all__ = ["ComputeEngine"]


class ComputeEngine(wiring.Component):
    """Array, accumulators and requantizer with the walkers that feed and drain them.

    A command at the head of the compute queue goes to the weight loader as soon as that is free,
    and to the sample walker (a TILE) and the requantizer's queue when the sample walker is free.
    So the weights of the next TILE are loaded while this one streams, and the results of the last
    one are written meanwhile.

    Parameters
    ----------
    config
        Sizes.
    technology, blocks
        Of the multipliers; `SystolicArray` says what ``blocks`` is.

    Members
    -------
    command : In(stream)
        Commands of the compute queue, tokens permitting. They may be looked at before they are
        accepted.
    restart : In(1)
        In one cycle: a program starts; sums that the last one kept are forgotten.
    engine : Out(EngineSignature())
        Status; ``done`` comes in the order of the commands.
    activity : Out(Activity)
        What the array does in this cycle.
    requantizer_active : Out(1)
        The requantizer lanes take values in this cycle.
    sample_read, weight_read, vector_read : Out(ReadPort)
        Scratchpad; unless the banks have a single port, ``vector_read`` is granted at once.
    result_write : Out(WritePort)
        Scratchpad; must accept at once.
    feed_busy, feed_index, requantizer_busy, requantizer_index : Out
        For traces: command that is streamed, command that the requantizer works on.
    """

    def __init__(
        self,
        config: Config,
        *,
        technology: Technology = Technology.GENERIC,
        blocks: int | None = None,
    ):
        self.config = config
        self.technology = technology
        self.blocks = blocks
        self.words = queue_words(Queue.COMPUTE)
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(self.words))),
                "restart": In(1),
                "engine": Out(EngineSignature()),
                "activity": Out(Activity),
                "requantizer_active": Out(1),
                "sample_read": Out(ReadPort(config.rows)),
                "weight_read": Out(ReadPort(config.rows)),
                "vector_read": Out(ReadPort(config.rows)),
                "result_write": Out(WritePort(config.rows)),
                "feed_busy": Out(1),
                "feed_index": Out(16),
                "requantizer_busy": Out(1),
                "requantizer_index": Out(16),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        sizes = (config.rows, config.cols)
        m.submodules.samples = samples = SampleWalker(config, self.words)
        m.submodules.weights = weights = WeightLoader(config, self.words)
        m.submodules.array = array = SystolicArray(
            *sizes,
            config.psum_width,
            fir=config.has_fir,
            technology=self.technology,
            blocks=self.blocks,
        )
        m.submodules.accumulators = accumulators = Accumulators(
            *sizes, config.accumulator_width, config.accumulator_depth, config.psum_width
        )
        m.submodules.requantizer = requantizer = RequantizerEngine(
            config, self.words, technology=self.technology
        )
        shape = entry_layout(self.words)
        # One whose results are written, a VECTOR behind it, and one that is streamed meanwhile.
        m.submodules.queue = queue = CommandQueue(shape, depth=3)
        connect(m, samples.read, flipped(self.sample_read))
        connect(m, weights.read, flipped(self.weight_read))
        connect(m, requantizer.read, flipped(self.vector_read))
        connect(m, requantizer.write, flipped(self.result_write))

        # The head of the compute queue, to the three units.
        head = data.View(command_layout(Opcode.TILE, self.words), self.command.payload.raw)
        assert [opcode & 3 for opcode in QUEUES[Queue.COMPUTE]].count(Opcode.TILE & 3) == 1
        is_tile = Signal()
        weights_taken = Signal()  # the weight loader has the head already
        accept = Signal()
        m.d.comb += [
            # Among the commands of this queue.
            is_tile.eq(head.opcode[:2] == Opcode.TILE & 3),
            weights.command.payload.eq(self.command.payload),
            weights.command.valid.eq(self.command.valid & is_tile & ~weights_taken),
            samples.command.payload.eq(self.command.payload),
            samples.command.valid.eq(self.command.valid & is_tile & weights_taken & queue.w_rdy),
            queue.w_data.eq(self.command.payload),
            accept.eq(
                self.command.valid
                & queue.w_rdy
                & samples.command.ready
                & (weights_taken | ~is_tile)
            ),
            queue.w_en.eq(accept),
            self.command.ready.eq(accept),
            requantizer.command.payload.eq(queue.r_data),
            requantizer.command.valid.eq(queue.r_rdy),
            queue.r_en.eq(requantizer.command.ready),
        ]
        with m.If(accept):
            m.d.sync += weights_taken.eq(0)
        with m.Elif(weights.command.valid & weights.command.ready):
            m.d.sync += weights_taken.eq(1)

        # Commands that are not done, that of the sample walker included.
        unfinished = Signal(3)
        m.d.sync += unfinished.eq(unfinished + accept - requantizer.engine.done)

        # Fences. A TILE whose weights wait may be ahead of its samples.
        fence = Signal()
        fence_distance = Signal.like(head.fence_distance)
        fence_weights, fence_weights_next = Signal(), Signal()
        with m.If(samples.command.valid & samples.command.ready):
            m.d.sync += [fence.eq(head.fence), fence_distance.eq(head.fence_distance)]
        # Once the weights may be read they may until their last: later commands are accepted while
        # the last samples still wait.
        m.d.comb += fence_weights_next.eq(fence_weights)
        with m.If(~weights_taken & (unfinished == 1)):
            m.d.comb += fence_weights_next.eq(0)
        with m.If(weights.command.valid & weights.command.ready):
            m.d.comb += fence_weights_next.eq(head.fence_weights)
        m.d.sync += fence_weights.eq(fence_weights_next)
        m.d.comb += [
            samples.hold.eq(fence & (unfinished > fence_distance + 1)),
            weights.hold.eq(fence_weights_next),
        ]

        # Accumulator buffers: reserved with the first sample of a block, full with its last sum.
        reserved = Signal(2)
        full = Signal(2)
        m.d.sync += [
            reserved.eq((reserved | samples.reserve) & ~requantizer.release),
            full.eq((full | accumulators.full) & ~requantizer.release),
        ]
        with m.If(self.restart):
            m.d.sync += reserved.eq(0)

        # Commands with ``keep`` that have been streamed, but are not done.
        kept = Signal(3)
        m.d.sync += kept.eq(kept + samples.kept - requantizer.kept_taken)
        m.d.comb += [requantizer.kept.eq(kept != 0), samples.restart.eq(self.restart)]

        m.d.comb += [
            samples.loaded.eq(weights.loaded),
            samples.loaded_next.eq(weights.loaded_next),
            weights.swap.eq(samples.swap),
            samples.reserved.eq(reserved),
            array.sample.eq(
                Mux(samples.padding, samples.pad.replicate(config.rows), samples.read.data)
            ),
            array.valid.eq(samples.valid),
            array.swap.eq(samples.first),
            array.delay.eq(samples.delay),
            array.weight.eq(weights.weight),
            array.load.eq(weights.load),
            accumulators.tag.eq(samples.tag),
            accumulators.columns.eq(array.columns),
            accumulators.filters.eq(array.filters),
            accumulators.drain_address.eq(requantizer.drain_address),
            accumulators.drain_buffer.eq(requantizer.drain_buffer),
            requantizer.drain_data.eq(accumulators.drain_data),
            requantizer.full.eq(full),
        ]

        halt = Signal()
        # Status.
        m.d.comb += [
            self.engine.busy.eq(unfinished != 0),
            self.engine.done.eq(requantizer.engine.done & ~halt),
            self.engine.signal.eq(requantizer.engine.signal),
            self.activity.eq(samples.activity),
            self.requantizer_active.eq(requantizer.active),
            self.feed_busy.eq(samples.busy),
            self.feed_index.eq(samples.index),
            self.requantizer_busy.eq(requantizer.engine.busy),
            self.requantizer_index.eq(requantizer.engine.index),
        ]
        with m.If(~samples.busy & self.command.valid):
            m.d.comb += self.activity.eq(Activity.HANDOVER)
        m.d.comb += self.engine.index.eq(requantizer.engine.index)
        for unit, code in (
            (requantizer, requantizer.engine.error),
            (samples, samples.error),
            (weights, weights.error),
        ):
            with m.If(code != 0):
                m.d.comb += self.engine.error.eq(code)
                if unit is not requantizer:
                    m.d.comb += self.engine.index.eq(unit.index)
        # A cycle later, off the way of everything.
        m.d.sync += halt.eq(self.engine.halt | (self.engine.error != 0))
        m.d.comb += [
            samples.halt.eq(halt),
            weights.halt.eq(halt),
            requantizer.engine.halt.eq(halt),
        ]
        return m
