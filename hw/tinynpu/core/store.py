"""Store engine: scratchpad to memory."""

from amaranth.hdl import Const, Module, Mux, Signal
from amaranth.lib import data, fifo, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.bus.axi import AxiWriteSignature, BurstSplitter
from tinynpu.core.realign import ByteBuffer
from tinynpu.core.shapes import (
    EngineSignature,
    ReadPort,
    command_layout,
    entry_layout,
    queue_words,
    tokens_given,
)

__all__ = ["StoreEngine"]


class StoreEngine(wiring.Component):
    """Runs STORE commands, one after the other.

    Words are read ahead of the beats, one a cycle; a command is done when all its bursts have been
    answered.

    Parameters
    ----------
    config
        Sizes.

    Members
    -------
    command : In(stream)
        STORE commands.
    bases : In(ArrayLayout(32, 4))
        Base registers.
    engine : Out(EngineSignature())
        Status. After an error or with ``halt`` the bursts that were begun are completed with beats
        that write nothing.
    read : Out(ReadPort)
        Scratchpad.
    axi : Out(AxiWriteSignature)
        Bus.
    quiet : Out(1)
        Nothing is under way on the bus.
    beat : Out(1)
        A beat went out in this cycle.
    """

    def __init__(self, config: Config):
        self.config = config
        self.words = queue_words(Queue.STORE)
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(self.words))),
                "bases": In(data.ArrayLayout(32, 4)),
                "engine": Out(EngineSignature()),
                "read": Out(ReadPort(config.rows)),
                "axi": Out(AxiWriteSignature(config.bus_bytes)),
                "quiet": Out(1),
                "beat": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        axi = self.axi
        bus = config.bus_bytes
        layout = command_layout(Opcode.STORE, self.words)
        incoming = data.View(layout, self.command.payload.raw)
        store = Signal(layout)
        stop = Signal()
        active = Signal()
        accept = Signal()
        address = Signal(32)
        m.d.comb += [
            stop.eq(self.engine.halt | (self.engine.error != 0)),
            address.eq(self.bases[incoming.region] + incoming.memory_offset),
            self.command.ready.eq(~active & ~stop),
            accept.eq(self.command.valid & self.command.ready),
        ]

        # Bursts: offered on AW, and at the same time queued for W.
        m.submodules.splitter = splitter = BurstSplitter(config)
        m.submodules.bursts = bursts = fifo.SyncFIFO(width=9, depth=config.outstanding)
        unanswered = Signal(range(config.outstanding + 1))
        offer = Signal()
        answered = Signal()
        m.d.comb += [
            splitter.start.eq(accept),
            splitter.address.eq(address),
            splitter.step.eq(incoming.memory_line_step),
            splitter.lines.eq(incoming.lines),
            splitter.line_bytes.eq(incoming.line_bytes),
            splitter.burst.ready.eq(
                (~axi.awvalid | axi.awready)
                & bursts.w_rdy
                & (unanswered != config.outstanding)
                & ~stop
            ),
            offer.eq(splitter.burst.valid & splitter.burst.ready),
            bursts.w_en.eq(offer),
            bursts.w_data.eq(splitter.burst.payload.beats),
            axi.bready.eq(1),
            answered.eq(axi.bvalid),
        ]
        with m.If(axi.awready):
            m.d.sync += axi.awvalid.eq(0)
        with m.If(offer):
            m.d.sync += [
                axi.awvalid.eq(1),
                axi.awaddr.eq(splitter.burst.payload.address),
                axi.awlen.eq(splitter.burst.payload.beats - 1),
            ]
        m.d.sync += unanswered.eq(unanswered + offer - answered)

        # Words in: each line's words, read when there is room for them.
        # Up to here another word may have to be read, which arrives after two more beats: to have
        # the third one complete (at most 3 bus - 1 bytes) or to read in every cycle.
        limit = bus + 2 * min(config.rows, bus) - 1
        m.submodules.buffer = buffer = ByteBuffer(limit + config.rows, config.rows, bus)
        line_base = Signal(16)
        word_address = Signal(16)
        read_left = Signal(24)  # bytes of the line that no read asks for yet
        arriving = Signal()
        granted = Signal()
        in_range = word_address < config.scratchpad_words
        reading = Signal()
        committed = buffer.level + Mux(arriving, store.step, 0)
        m.d.comb += [
            reading.eq(active & (read_left != 0) & ~stop),
            self.read.address.eq(word_address),
            self.read.valid.eq(reading & in_range & (committed <= limit)),
            granted.eq(self.read.valid & self.read.ready),
            buffer.put.eq(arriving),
            buffer.put_count.eq(store.step),
            buffer.put_data.eq(self.read.data),
        ]
        m.d.sync += arriving.eq(granted)
        with m.If(granted):
            m.d.sync += [
                word_address.eq(word_address + store.word_step),
                read_left.eq(Mux(read_left > store.step, read_left - store.step, 0)),
            ]
        with m.If(reading & ~in_range):
            m.d.sync += self.engine.error.eq(ErrorCode.SCRATCHPAD_RANGE)

        # Beats out: the line with what lies before it in its first beat.
        line_offset = Signal(bus.bit_length() - 1)
        span_left = Signal(25)  # bytes to go, with those before the line in its first beat
        first = Signal()
        beats_done = Signal(9)
        lines_left = Signal(16)
        ready = Signal()
        ones = Const((1 << bus) - 1, bus)
        send = Signal()
        last = Signal()
        before = Signal(bus)
        behind = Signal(bus)
        m.d.comb += [
            ready.eq(
                active & (span_left != 0) & ((buffer.level >= bus) | (buffer.level >= span_left))
            ),
            before.eq(Mux(first, ~(ones << line_offset)[:bus], 0)),
            behind.eq(Mux(span_left < bus, ones << span_left[: bus.bit_length() - 1], 0)),
            last.eq(beats_done == bursts.r_data - 1),
            send.eq(bursts.r_rdy & (ready | stop) & (~axi.wvalid | axi.wready)),
            self.beat.eq(axi.wvalid & axi.wready),
            bursts.r_en.eq(send & last),
            buffer.take.eq(send),
            buffer.take_count.eq(bus),
        ]
        with m.If(axi.wready):
            m.d.sync += axi.wvalid.eq(0)
        with m.If(send):
            m.d.sync += [
                axi.wvalid.eq(1),
                axi.wdata.eq(buffer.front),
                axi.wstrb.eq(Mux(stop, 0, ones & ~before & ~behind)),
                axi.wlast.eq(last),
                beats_done.eq(Mux(last, 0, beats_done + 1)),
                first.eq(0),
                span_left.eq(Mux(span_left > bus, span_left - bus, 0)),
            ]

        def begin_line(offset, base, line_bytes):
            m.d.sync += [
                line_offset.eq(offset),
                line_base.eq(base),
                word_address.eq(base),
                read_left.eq(line_bytes),
                span_left.eq(line_bytes + offset),
                first.eq(1),
            ]
            m.d.comb += [buffer.clear.eq(1), buffer.clear_level.eq(offset)]

        finished = Signal()
        with m.If(accept):
            m.d.sync += [
                active.eq(1),
                store.eq(incoming),
                lines_left.eq(incoming.lines),
                self.engine.index.eq(self.command.payload.index),
            ]
            begin_line(address[: len(line_offset)], incoming.base, incoming.line_bytes)
        with m.Elif(active & send & (span_left <= bus) & (lines_left != 0) & ~stop):
            m.d.sync += lines_left.eq(lines_left - 1)
            with m.If(lines_left != 1):
                begin_line(
                    (line_offset + store.memory_line_step)[: len(line_offset)],
                    (line_base + store.line_step)[:16],
                    store.line_bytes,
                )
        m.d.comb += finished.eq(
            active
            & (lines_left == 0)
            & ~splitter.active
            & ~axi.awvalid
            & ~bursts.r_rdy
            & (unanswered == 0)
            & ~stop
        )
        with m.If(finished):
            m.d.sync += active.eq(0)
            m.d.comb += [
                self.engine.done.eq(1),
                self.engine.signal.eq(tokens_given(Queue.STORE, store)),
            ]
        with m.If(axi.bvalid & axi.bresp[1] & ~stop):
            m.d.sync += self.engine.error.eq(ErrorCode.STORE_BUS)
        m.d.comb += [
            self.engine.busy.eq(active),
            self.quiet.eq(~axi.awvalid & ~bursts.r_rdy & (unanswered == 0)),
        ]
        return m
