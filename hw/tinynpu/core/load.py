"""Load engine: memory to scratchpad."""

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data, fifo, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.bus.axi import BurstSplitter
from tinynpu.core.realign import ByteBuffer
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


class LoadEngine(wiring.Component):
    """Runs LOAD commands.

    The address side requests bursts and may be a command ahead of the data side, which cuts the
    bytes of each line into windows of a word, one word a cycle.

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
        Status; ``index`` is that of the data side.
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
        m.d.comb += stop.eq(self.engine.halt | (self.engine.error != 0))

        # Address side. The data side needs the command and where its first line lies in a beat.
        shape = entry_layout(self.words).size
        m.submodules.splitter = splitter = BurstSplitter(config)
        m.submodules.ahead = ahead = fifo.SyncFIFOBuffered(width=shape + 32, depth=2)
        address = Signal(32)
        accept = Signal()
        m.d.comb += [
            address.eq(self.bases[incoming.region] + incoming.memory_offset),
            self.command.ready.eq(~splitter.active & ahead.w_rdy & ~stop),
            accept.eq(self.command.valid & self.command.ready),
            ahead.w_en.eq(accept),
            ahead.w_data.eq(self.command.payload.as_value() | (address << shape)),
            splitter.start.eq(accept),
            splitter.address.eq(address),
            splitter.step.eq(incoming.memory_line_step),
            splitter.lines.eq(incoming.lines),
            splitter.line_bytes.eq(incoming.line_bytes),
            self.request.payload.eq(splitter.burst.payload),
            self.request.valid.eq(splitter.burst.valid & ~stop),
            splitter.burst.ready.eq(self.request.ready & ~stop),
        ]

        # Data side.
        entry = data.View(entry_layout(self.words), ahead.r_data[:shape])
        load = data.View(layout, entry.raw)
        # Up to here a beat may have to come in the cycle in which a word leaves: to have the next
        # word complete (at most 2 rows - 1 bytes) or to take a beat in every cycle (rows + bus - 1).
        limit = config.rows + min(config.rows, bus) - 1
        m.submodules.buffer = buffer = ByteBuffer(limit + bus, bus, config.rows)
        line_address = Signal(bus.bit_length() - 1)  # only where in a beat a line begins
        line_base = Signal(16)
        word_address = Signal(16)
        lines_left = Signal(16)
        words_left = Signal(16)
        bytes_left = Signal(24)
        pad_left = Signal(8)
        skip = Signal(range(bus))  # bytes of the next beat that lie before the line
        active = Signal()

        def begin_line(address, base):
            return [
                line_address.eq(address),
                line_base.eq(base),
                word_address.eq(base),
                words_left.eq(load.words),
                bytes_left.eq(load.line_bytes),
                pad_left.eq(load.pad_left),
                skip.eq(address),
                buffer.clear.eq(1),
            ]

        # What can be appended: padding, a beat, or after the line's end fill bytes. When all words
        # are written, what is left of the line is dropped.
        room = Signal()
        m.d.comb += room.eq(buffer.level <= limit)
        fill = load.fill.as_unsigned().replicate(bus)
        available = Signal(range(bus + 1))
        count = Signal(range(bus + 1))
        m.d.comb += [
            available.eq(bus - skip),
            count.eq(Mux(bytes_left < available, bytes_left, available)),
        ]
        with m.If(~active):
            pass
        with m.Elif(pad_left != 0):
            m.d.comb += [
                buffer.put.eq(room),
                buffer.put_count.eq(Mux(pad_left < bus, pad_left, bus)),
                buffer.put_data.eq(fill),
            ]
            with m.If(room | (words_left == 0)):
                m.d.sync += pad_left.eq(pad_left - buffer.put_count)
        with m.Elif(bytes_left != 0):
            m.d.comb += [
                self.response.ready.eq(room | (words_left == 0)),
                buffer.put.eq(self.response.valid & room),
                buffer.put_count.eq(count),
                buffer.put_data.eq(self.response.payload.data >> (skip << 3)),
            ]
            with m.If(self.response.valid & self.response.ready):
                m.d.sync += [bytes_left.eq(bytes_left - count), skip.eq(0)]
        with m.Else():
            m.d.comb += [
                buffer.put.eq(room),
                buffer.put_count.eq(bus),
                buffer.put_data.eq(fill),
            ]

        # Words out.
        can_write = Signal()
        in_range = word_address < config.scratchpad_words
        m.d.comb += [
            can_write.eq(active & (words_left != 0) & (buffer.level >= config.rows)),
            self.write.valid.eq(can_write & in_range & ~stop),
            self.write.address.eq(word_address),
            self.write.data.eq(buffer.front),
            self.write.mask.eq((1 << config.rows) - 1),
            buffer.take.eq(self.write.valid & self.write.ready),
            buffer.take_count.eq(load.step),
        ]
        with m.If(buffer.take):
            m.d.sync += [
                word_address.eq(word_address + load.word_step),
                words_left.eq(words_left - 1),
            ]
        last_word = Signal()
        line_done = Signal()
        m.d.comb += [
            last_word.eq((words_left == 0) | ((words_left == 1) & buffer.take)),
            line_done.eq(active & last_word & (bytes_left == 0) & (pad_left == 0) & ~stop),
        ]

        with m.If(line_done):
            m.d.sync += lines_left.eq(lines_left - 1)
            self._begin(
                m,
                begin_line(
                    (line_address + load.memory_line_step)[: len(line_address)],
                    (line_base + load.line_step)[:16],
                ),
            )
            with m.If(lines_left == 1):
                m.d.sync += active.eq(0)
                m.d.comb += [
                    ahead.r_en.eq(1),
                    self.engine.done.eq(1),
                    self.engine.signal.eq(tokens_given(Queue.LOAD, load)),
                ]
        with m.Elif(ahead.r_rdy & ~active & ~stop):
            m.d.sync += [active.eq(1), lines_left.eq(load.lines)]
            self._begin(m, begin_line(ahead.r_data[shape:][: len(line_address)], load.base))

        with m.If(stop):
            m.d.comb += [self.response.ready.eq(1), buffer.put.eq(0)]
        bus_error = self.response.valid & self.response.ready & self.response.payload.error
        with m.If(can_write & ~in_range & ~stop):
            m.d.sync += self.engine.error.eq(ErrorCode.SCRATCHPAD_RANGE)
        with m.Elif(bus_error & ~stop):
            m.d.sync += self.engine.error.eq(ErrorCode.LOAD_BUS)

        unfinished = Signal(3)
        m.d.sync += unfinished.eq(unfinished + accept - self.engine.done)
        accepted = Signal(16)
        with m.If(accept):
            m.d.sync += accepted.eq(self.command.payload.index)
        m.d.comb += [
            self.engine.busy.eq(unfinished != 0),
            self.engine.index.eq(Mux(ahead.r_rdy, entry.index, accepted)),
        ]
        return m

    @staticmethod
    def _begin(m: Module, statements):
        """All but the last statement are registers; the last clears the buffer now."""
        m.d.sync += statements[:-1]
        m.d.comb += statements[-1]
