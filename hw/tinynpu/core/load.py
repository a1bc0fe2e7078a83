"""Load engine: memory to scratchpad."""

from amaranth.hdl import Cat, Const, Module, Mux, Signal, signed
from amaranth.lib import data, fifo, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_WORDS, ErrorCode, Opcode, Queue
from tinynpu.bus.axi import BurstSplitter
from tinynpu.core.ahead import Ahead
from tinynpu.core.realign import WindowBuffer
from tinynpu.core.shapes import (
    EngineSignature,
    WritePort,
    command_layout,
    entry_layout,
    memory_request_layout,
    memory_response_layout,
    queue_words,
    tokens_given,
)

__all__ = ["LoadEngine"]

_FIELDS = ("line_bytes", "base", "line_step", "word_step", "step", "pad_left", "words", "fill")


def _accepted_layout(bus_bytes: int) -> data.StructLayout:
    """What the data side needs of a command; of memory addresses where in a beat they lie."""
    fields = data.View(command_layout(Opcode.LOAD), Const(0, 32 * COMMAND_WORDS))
    place = bus_bytes.bit_length() - 1
    return data.StructLayout(
        {
            "index": 16,
            "signal": len(Queue),
            "offset": place,
            "offset_step": place,
            "lines": 16,
            **{name: fields[name].shape() for name in _FIELDS},
        }
    )


class LoadEngine(wiring.Component):
    """Runs LOAD commands.

    The address side requests bursts and may be a command ahead of the data side, which cuts the
    bytes of each line into windows of a word, one word a cycle. A line takes two cycles more than
    its words, and a command is done in the cycle after its last word was written.

    Parameters
    ----------
    config
        Sizes.

    Members
    -------
    command : In(stream)
        LOAD commands.
    bases : In(ArrayLayout(32, 4))
        Base registers.
    engine : Out(EngineSignature())
        Status; ``index`` is that of the data side. Nothing is requested and written from the cycle
        after an error or ``halt`` on.
    request, response : stream
        Memory.
    write : Out(WritePort)
        Scratchpad.
    """

    def __init__(self, config: Config):
        self.config = config
        self.words = queue_words(Queue.LOAD)
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(self.words))),
                "bases": In(data.ArrayLayout(32, 4)),
                "engine": Out(EngineSignature()),
                "request": Out(stream.Signature(memory_request_layout())),
                "response": In(stream.Signature(memory_response_layout(config.bus_bytes))),
                "write": Out(WritePort(config.rows)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        bus = config.bus_bytes
        layout = command_layout(Opcode.LOAD, self.words)
        incoming = data.View(layout, self.command.payload.raw)
        stop = Signal()
        failed = Signal()  # there is an error
        m.d.sync += stop.eq(self.engine.halt | failed)  # a cycle later, off the way of everything

        # Address side. The data side needs to know where in a beat the lines lie.
        shape = _accepted_layout(bus)
        m.submodules.splitter = splitter = BurstSplitter(config)
        m.submodules.ahead = ahead = fifo.SyncFIFOBuffered(width=shape.size, depth=2)
        accept = Signal()
        accepted = Signal(shape)
        m.d.comb += [
            self.command.ready.eq(~splitter.active & ahead.w_rdy & ~stop),
            accept.eq(self.command.valid & self.command.ready),
            accepted.index.eq(self.command.payload.index),
            accepted.signal.eq(tokens_given(Queue.LOAD, incoming)),
            accepted.offset.eq(splitter.base + incoming.memory_offset),
            accepted.offset_step.eq(incoming.memory_line_step),
            accepted.lines.eq(incoming.lines),
            *(accepted[name].eq(incoming[name]) for name in _FIELDS),
            ahead.w_en.eq(accept),
            ahead.w_data.eq(accepted),
            splitter.start.eq(accept),
            splitter.base.eq(self.bases[incoming.region]),
            splitter.offset.eq(incoming.memory_offset),
            splitter.step.eq(incoming.memory_line_step),
            splitter.lines.eq(incoming.lines),
            splitter.line_bytes.eq(incoming.line_bytes),
            self.request.payload.eq(splitter.burst.payload),
            self.request.valid.eq(splitter.burst.valid & ~stop),
            splitter.burst.ready.eq(self.request.ready & ~stop),
        ]

        # Data side: beats into the buffer. Those of a line are padding, then as many as come from
        # memory, with padding before and behind the line in the first and the last, then padding
        # until all words are there; what comes from memory behind that is dropped.
        load = data.View(shape, ahead.r_data)
        m.submodules.buffer = buffer = WindowBuffer(bus, config.rows)
        shift = bus.bit_length() - 1
        ones = Const((1 << bus) - 1, bus)
        running = Signal()
        pads_left = Signal(range(256 // bus + 2))
        # Beats and words that are left behind the next one, less one: negative with the last one.
        more_beats = Signal(signed(26 - shift))
        more_words = Signal(signed(17))
        all_beats = Signal()
        all_words = Signal()
        first_beat = Signal()
        head, tail = Signal(bus), Signal(bus)  # bytes of the line in its first and last beat
        word_address = Signal(16)
        lines_left = Signal(16)  # lines that have not begun
        last_line = Signal()

        # The next line: its place in a beat and in the scratchpad, and what follows from that.
        offset = Signal(shift)
        base = Signal(16)
        line_pads = Signal.like(pads_left)
        line_more = Signal.like(more_beats)
        line_tail = Signal(bus)
        line_window = Signal(shift)  # where in a beat the first window begins
        end = (offset + load.line_bytes)[:shift]
        m.d.sync += [
            line_pads.eq((load.pad_left + ~offset) >> shift),
            line_more.eq((offset + load.line_bytes - (bus + 1)) >> shift),
            line_tail.eq(Mux(end == 0, ones, ~(ones << end))),
            line_window.eq(offset - load.pad_left),
        ]

        data_turn = Signal()
        put_data = Signal(bus)
        m.d.comb += [
            put_data.eq(
                Mux(first_beat, head, ones)
                & Mux(more_beats[-1], tail, ones)
                & data_turn.replicate(bus)
            ),
            buffer.beat.eq(
                Cat(
                    Mux(
                        put_data[i],
                        self.response.payload.data.word_select(i, 8),
                        load.fill.as_unsigned(),
                    )
                    for i in range(bus)
                )
            ),
            data_turn.eq((pads_left == 0) & ~all_beats),
            self.response.ready.eq(
                running & ~all_beats & (all_words | ((pads_left == 0) & buffer.room))
            ),
            buffer.put.eq(
                running & ~all_words & buffer.room & (~data_turn | self.response.valid) & ~stop
            ),
        ]
        with m.If(buffer.put & (pads_left != 0)):
            m.d.sync += pads_left.eq(pads_left - 1)
        with m.If(self.response.valid & self.response.ready):
            m.d.sync += [
                more_beats.eq(more_beats - 1),
                all_beats.eq(more_beats[-1]),
                first_beat.eq(0),
            ]

        # Words out. They wait, so that the buffer does not depend on the grant of this very cycle.
        at_hand = Signal(16)  # address of the window at hand
        inside = Signal()
        word = data.StructLayout({"address": 16, "data": 8 * config.rows})
        m.submodules.words = words = Ahead(word)
        m.d.comb += [
            buffer.more.eq(running & ~all_words),
            buffer.step.eq(load.step),
            # Words behind an error go nowhere.
            buffer.take.eq(buffer.valid & inside & words.room),
            words.put.eq(buffer.take),
            words.entry.address.eq(at_hand),
            words.entry.data.eq(buffer.window),
            words.drop.eq(self.engine.halt | failed),
            words.take.eq(self.write.valid & self.write.ready),
            self.write.valid.eq(words.some),
            self.write.address.eq(words.head.address),
            self.write.data.eq(words.head.data),
            self.write.mask.eq((1 << config.rows) - 1),
        ]
        with m.If(buffer.gathered):
            m.d.sync += [
                inside.eq(word_address < config.scratchpad_words),
                at_hand.eq(word_address),
                word_address.eq(word_address + load.word_step),
                more_words.eq(more_words - 1),
                all_words.eq(more_words[-1]),
            ]

        begin = Signal()
        beginning = Signal()  # the first line
        m.d.comb += begin.eq(beginning | (running & all_words & all_beats & ~last_line))
        with m.If(begin):
            m.d.sync += [
                pads_left.eq(line_pads),
                more_beats.eq(line_more),
                more_words.eq(load.words - 2),
                all_beats.eq(0),
                all_words.eq(0),
                first_beat.eq(1),
                head.eq(ones << offset),
                tail.eq(line_tail),
                word_address.eq(base),
                lines_left.eq(lines_left - 1),
                offset.eq(offset + load.offset_step),
                base.eq(base + load.line_step),
            ]
        m.d.comb += [buffer.clear.eq(begin), buffer.offset.eq(line_window)]
        m.d.sync += last_line.eq(lines_left == 0)
        with m.FSM():
            with m.State("IDLE"):
                m.d.sync += [offset.eq(load.offset), base.eq(load.base), lines_left.eq(load.lines)]
                with m.If(ahead.r_rdy):
                    m.next = "PREPARE"
            with m.State("PREPARE"):
                m.d.sync += beginning.eq(1)
                m.next = "BEGIN"
            with m.State("BEGIN"):
                m.d.sync += [beginning.eq(0), running.eq(1)]
                m.next = "RUN"
            with m.State("RUN"):
                with m.If(all_words & all_beats & last_line):
                    m.d.sync += running.eq(0)
                    m.next = "FINISH"
            with m.State("FINISH"):
                with m.If(~buffer.valid & ~words.some & ~failed & ~stop):
                    m.d.comb += [
                        ahead.r_en.eq(1),
                        self.engine.done.eq(1),
                        self.engine.signal.eq(load.signal),
                    ]
                    m.next = "IDLE"

        with m.If(stop):
            m.d.comb += self.response.ready.eq(1)
        bus_error = self.response.valid & self.response.ready & self.response.payload.error
        with m.If(~failed & ~stop):
            # Words in front of it are written before.
            with m.If(buffer.valid & ~inside & ~words.some):
                m.d.sync += [self.engine.error.eq(ErrorCode.SCRATCHPAD_RANGE), failed.eq(1)]
            with m.Elif(bus_error):
                m.d.sync += [self.engine.error.eq(ErrorCode.LOAD_BUS), failed.eq(1)]

        unfinished = Signal(3)
        m.d.sync += unfinished.eq(unfinished + accept - self.engine.done)
        newest = Signal(16)
        with m.If(accept):
            m.d.sync += newest.eq(self.command.payload.index)
        m.d.comb += [
            self.engine.busy.eq(unfinished != 0),
            self.engine.index.eq(Mux(ahead.r_rdy, load.index, newest)),
        ]
        return m
