"""Store engine: scratchpad to memory."""

from amaranth.hdl import Cat, Const, Module, Mux, Signal, signed
from amaranth.lib import data, fifo, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.bus.axi import AxiWriteSignature, BurstSplitter
from tinynpu.core.ahead import Ahead
from tinynpu.core.realign import BeatBuffer
from tinynpu.core.shapes import (
    READ_LATENCY,
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

    Words are read ahead of the beats, one a cycle, also across the lines' ends. A beat may go in the
    eighth cycle after the word that makes it complete was asked for. Between the last beat of a line
    and the first one of the next is a cycle without. A command is done when all its bursts have been
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
        Status. From the cycle after an error or ``halt`` on nothing is read or begun, and the bursts
        that are on their way are completed with beats that write nothing.
    read : Out(ReadPort)
        Scratchpad.
    axi : Out(AxiWriteSignature)
        Bus.
    quiet : Out(1)
        Nothing is under way on the bus, and nothing will be before the next command.
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
        store = Signal(layout, reset_less=True)
        stop = Signal()
        failed = Signal()  # there is an error
        active = Signal()
        accept = Signal()
        m.d.sync += stop.eq(self.engine.halt | failed)  # a cycle later, off the way of everything
        m.d.comb += [
            self.command.ready.eq(~active & ~stop),
            accept.eq(self.command.valid & self.command.ready),
        ]

        # Bursts: offered on AW, and at the same time queued for W.
        m.submodules.splitter = splitter = BurstSplitter(config)
        m.submodules.bursts = bursts = fifo.SyncFIFO(width=8, depth=config.outstanding)
        unanswered = Signal(range(config.outstanding + 1))
        place = Signal()  # for another burst, here and in the queue
        offer = Signal()
        answered = Signal()
        m.d.comb += [
            splitter.start.eq(accept),
            splitter.base.eq(self.bases[incoming.region]),
            splitter.offset.eq(incoming.memory_offset),
            splitter.step.eq(incoming.memory_line_step),
            splitter.lines.eq(incoming.lines),
            splitter.line_bytes.eq(incoming.line_bytes),
            splitter.burst.ready.eq((~axi.awvalid | axi.awready) & place & ~stop),
            offer.eq(splitter.burst.valid & splitter.burst.ready),
            bursts.w_en.eq(offer),
            bursts.w_data.eq(splitter.burst.payload.beats - 1),
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
        m.d.sync += [
            unanswered.eq(unanswered + offer - answered),
            # Beside one that is offered in this cycle, which is not known in time.
            place.eq(unanswered < Mux(offer, config.outstanding - 1, config.outstanding)),
        ]

        # The ring of bytes. A line begins in its first beat where it does in memory, so that beats
        # are aligned; the next line begins in a new beat.
        m.submodules.buffer = buffer = BeatBuffer(config.rows, bus)
        shift = bus.bit_length() - 1
        position = Signal(range(buffer.size))  # of the next word that is asked for
        written = Signal(range(buffer.size // bus))  # beats before this one are complete
        sent = Signal(range(buffer.size // bus))  # the next beat to be sent

        # Words in. Requests wait, so that the walk does not depend on the grant of this very cycle.
        request = data.StructLayout(
            {"address": 16, "position": len(position), "behind": len(written)}
        )
        m.submodules.requests = requests = Ahead(request)
        line_offset = Signal(shift)  # of the next line
        line_base = Signal(16)
        lines_to_read = Signal(16)  # lines behind the one that is read
        word_address = Signal(16)
        inside = Signal()
        more_bytes = Signal(signed(25))  # bytes of the line behind the next word, less one
        line_more = Signal.like(more_bytes)  # the same at a line's first word
        reading = Signal()
        ask = Signal()
        granted = Signal()
        room = Signal()
        last_word = more_bytes[-1]
        end = Signal.like(position)  # behind the next word
        rest = Signal.like(position)  # bytes from the next word to the line's last byte, and a beat
        line_end = Signal.like(position)
        line_rest = (store.line_bytes + (bus - 1))[: len(rest)]
        behind = Signal.like(position)  # where the word behind it begins
        last_read = Signal()
        new_address = Signal(16)
        m.d.comb += [
            end.eq(position + store.step),
            line_end.eq(position + rest),
            behind.eq(Mux(last_word, Cat(line_offset, line_end[shift:]), end)),
            new_address.eq(Mux(last_word, line_base, word_address + store.word_step)),
            last_read.eq(lines_to_read == 0),
            ask.eq(reading & inside & room & requests.room & ~stop),
            requests.put.eq(ask),
            requests.entry.address.eq(word_address),
            requests.entry.position.eq(position),
            requests.entry.behind.eq(behind >> shift),
            self.read.address.eq(requests.head.address),
            requests.drop.eq(self.engine.halt | failed),
            self.read.valid.eq(requests.some),
            granted.eq(self.read.valid & self.read.ready),
            requests.take.eq(granted),
        ]
        # The word may go on into further beats, and the next line begins in one more. What is asked
        # for in this cycle may take as much, and is not known in time.
        used = Signal.like(sent)
        word_beats = -(-config.rows // bus) + 1
        most = buffer.size // bus - 1 - word_beats
        m.d.comb += used.eq((position >> shift) - sent)
        m.d.sync += room.eq(Mux(ask, used <= most - word_beats, used <= most))
        with m.If(ask):
            m.d.sync += [
                position.eq(behind),
                word_address.eq(new_address),
                inside.eq(new_address < config.scratchpad_words),
                more_bytes.eq(Mux(last_word, line_more, more_bytes - store.step)),
                rest.eq(Mux(last_word, line_rest, rest - store.step)),
            ]
            with m.If(last_word):
                m.d.sync += [
                    lines_to_read.eq(lines_to_read - 1),
                    line_offset.eq(line_offset + store.memory_line_step),
                    line_base.eq(line_base + store.line_step),
                    reading.eq(~last_read),
                ]
        with m.If(reading & ~inside & ~failed & ~stop):
            m.d.sync += [self.engine.error.eq(ErrorCode.SCRATCHPAD_RANGE), failed.eq(1)]

        # A word is in the ring two cycles after it arrives.
        arriving, arriving_position = granted, requests.head.position
        arriving_behind = requests.head.behind
        for stage in range(READ_LATENCY):
            later = (
                Signal(name=f"arriving_{stage}"),
                Signal.like(position, name=f"position_{stage}"),
                Signal.like(written, name=f"behind_{stage}"),
            )
            here = (arriving, arriving_position, arriving_behind)
            m.d.sync += [register.eq(value) for register, value in zip(later, here, strict=True)]
            arriving, arriving_position, arriving_behind = later
        writing = Signal()
        writing_behind = Signal.like(written)
        m.d.sync += [writing.eq(arriving), writing_behind.eq(arriving_behind)]
        m.d.comb += [
            buffer.put.eq(arriving),
            buffer.position.eq(arriving_position),
            buffer.word.eq(self.read.data),
            buffer.count.eq(store.step),
        ]
        with m.If(writing):
            m.d.sync += written.eq(writing_behind)

        # Beats out.
        ones = Const((1 << bus) - 1, bus)
        send_offset = Signal(shift)  # of the next line
        lines_to_send = Signal(signed(17))  # lines that have not begun, less one
        head, tail = Signal(bus), Signal(bus)  # bytes of the line in its first and last beat
        first = Signal()
        more_beats = Signal(signed(26 - shift))  # beats behind the next one, less one
        starting = Signal()
        line_ready = Signal()
        all_sent = Signal()
        beats_done = Signal(8)  # of the burst
        send = Signal()
        last = Signal()
        line_tail = Signal(bus)  # the same for the next line
        line_beats = Signal.like(more_beats)
        place = (send_offset + store.line_bytes)[:shift]
        m.d.sync += [
            line_tail.eq(Mux(place == 0, ones, ~(ones << place))),
            line_beats.eq((send_offset + store.line_bytes - (bus + 1)) >> shift),
        ]
        m.d.comb += [
            buffer.index.eq(sent),
            last.eq(beats_done == bursts.r_data),
            send.eq(
                bursts.r_rdy
                & ((line_ready & (sent != written)) | stop)
                & (~axi.wvalid | axi.wready)
            ),
            self.beat.eq(axi.wvalid & axi.wready),
            bursts.r_en.eq(send & last),
        ]
        with m.If(active & ~line_ready & ~starting):
            with m.If(lines_to_send[-1]):
                m.d.sync += all_sent.eq(1)
            with m.Else():
                m.d.sync += [
                    line_ready.eq(1),
                    first.eq(1),
                    head.eq(ones << send_offset),
                    tail.eq(line_tail),
                    more_beats.eq(line_beats),
                    send_offset.eq(send_offset + store.memory_line_step),
                    lines_to_send.eq(lines_to_send - 1),
                ]
        with m.If(axi.wready):
            m.d.sync += axi.wvalid.eq(0)
        with m.If(send):
            m.d.sync += [
                axi.wvalid.eq(1),
                axi.wdata.eq(buffer.beat),
                axi.wstrb.eq(
                    Mux(stop, 0, Mux(first, head, ones) & Mux(more_beats[-1], tail, ones))
                ),
                axi.wlast.eq(last),
                beats_done.eq(Mux(last, 0, beats_done + 1)),
                first.eq(0),
                more_beats.eq(more_beats - 1),
                sent.eq(sent + 1),
                line_ready.eq(~more_beats[-1]),
            ]
        finished = Signal()
        with m.If(accept):
            m.d.sync += [
                active.eq(1),
                store.eq(incoming),
                self.engine.index.eq(self.command.payload.index),
                reading.eq(0),
                line_ready.eq(0),
                all_sent.eq(0),
                send_offset.eq(splitter.base + incoming.memory_offset),
                lines_to_send.eq(incoming.lines - 1),
            ]
        # The first line begins when what depends on the command is known.
        entered = Signal()
        m.d.sync += [
            starting.eq(accept),
            entered.eq(starting),
            line_more.eq(store.line_bytes - 1 - store.step),
        ]
        with m.If(entered):
            m.d.sync += [
                reading.eq(1),
                position.eq((written << shift) + send_offset),
                word_address.eq(store.base),
                inside.eq(store.base < config.scratchpad_words),
                more_bytes.eq(line_more),
                rest.eq(line_rest),
                lines_to_read.eq(store.lines - 1),
                line_offset.eq(send_offset + store.memory_line_step),
                line_base.eq(store.base + store.line_step),
            ]
        m.d.comb += finished.eq(
            active
            & all_sent
            & ~splitter.active
            & ~axi.awvalid
            & ~bursts.r_rdy
            & (unanswered == 0)
            & ~failed
            & ~stop
        )
        with m.If(finished):
            m.d.sync += active.eq(0)
            m.d.comb += [
                self.engine.done.eq(1),
                self.engine.signal.eq(tokens_given(Queue.STORE, store)),
            ]
        with m.If(axi.bvalid & axi.bresp[1] & ~failed & ~stop):
            m.d.sync += [self.engine.error.eq(ErrorCode.STORE_BUS), failed.eq(1)]
        m.d.comb += [
            self.engine.busy.eq(active),
            self.quiet.eq(
                (stop | ~splitter.active) & ~axi.awvalid & ~bursts.r_rdy & (unanswered == 0)
            ),
        ]
        return m
