"""Memory side of the compact core: instruction fetch, windows of LOAD, bytes of STORE."""

from amaranth.hdl import Cat, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES
from tinynpu.bus.axi import AxiReadSignature, AxiWriteSignature
from tinynpu.core.compact.ports import Output
from tinynpu.core.compact.writes import WRITE_MEMBERS, Writes
from tinynpu.core.shapes import ReadPort, WritePort

__all__ = ["Mover"]


class Mover(wiring.Component):
    """One read burst and one write burst at a time, a byte a cycle.

    Members
    -------
    halt : In(1)
        Complete the bursts under way, move nothing more.
    clear : In(1)
        Forget errors and lines.
    out, port, data : In
        Writes of the microcode (`Output`).
    accepts : Out(1)
        Those of ``port`` that wait for the bus would be accepted.
    take, fetch_ready, fetched : In(1), Out(1), Out(16)
        Halfwords of the fetched command.
    fetch_error, load_error, store_error, range_fault : Out(1)
        Until the next fetch; the others until ``clear``.
    ready, line_done, quiet : Out(1)
        The write burst is answered; all words of the line are written; no burst is under way.
    read_beat, write_beat : Out(1)
        In one cycle.
    read_axi, write_axi : Out
        Bus, 4 bytes wide.
    read, write : Out
        Scratchpad.
    """

    def __init__(self, config: Config):
        self.config = config
        super().__init__(
            {
                "halt": In(1),
                "clear": In(1),
                **WRITE_MEMBERS,
                "accepts": Out(1),
                "take": In(1),
                "fetch_ready": Out(1),
                "fetched": Out(16),
                "fetch_error": Out(1),
                "load_error": Out(1),
                "store_error": Out(1),
                "range_fault": Out(1),
                "ready": Out(1),
                "line_done": Out(1),
                "quiet": Out(1),
                "read_beat": Out(1),
                "write_beat": Out(1),
                "read_axi": Out(AxiReadSignature(4)),
                "write_axi": Out(AxiWriteSignature(4)),
                "read": Out(ReadPort(4)),
                "write": Out(WritePort(4)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        axi = self.read_axi

        written = Writes(m, self)
        register = written.register

        fetch_low = register(Output.FETCH_LOW, Signal(16, name="fetch_low"))
        move_low = register(Output.MOVE_LOW, Signal(16, name="move_low"))
        move_bytes = register(Output.MOVE_BYTES, Signal(8, name="move_bytes"))
        step = register(Output.WINDOW, Signal(3, name="step"))
        pad_left = register(Output.WINDOW, Signal(8, name="pad_left"), 8)
        word_step = register(Output.WORD_STEP, Signal(16, name="word_step"))
        word_address = Signal(16)
        words_left = Signal(16)
        fill = register(Output.FILL, Signal(8, name="fill"), 8)
        stop = Signal()
        m.d.comb += stop.eq(self.halt | self.load_error | self.store_error | self.range_fault)

        # Read bursts.
        reads = Signal()
        for_load = Signal()
        bytes_left = Signal(8)
        lane = Signal(2)
        beats = Signal(6)
        m.d.comb += beats.eq((move_low[:2] + move_bytes + 3) >> 2)
        with m.If(axi.arready):
            m.d.sync += axi.arvalid.eq(0)
        with m.If(written(Output.FETCH_GO)):
            m.d.sync += [
                reads.eq(1),
                for_load.eq(0),
                lane.eq(0),
                axi.arvalid.eq(1),
                axi.araddr.eq(Cat(fetch_low, self.data)),
                axi.arlen.eq(COMMAND_BYTES // 4 - 1),
                self.fetch_error.eq(0),
            ]
        with m.If(written(Output.MOVE_READ)):
            m.d.sync += [
                reads.eq(1),
                for_load.eq(1),
                bytes_left.eq(move_bytes),
                lane.eq(move_low),
                axi.arvalid.eq(1),
                axi.araddr.eq(Cat(move_low & 0xFFFC, self.data)),
                axi.arlen.eq(beats - 1),
            ]
        loads = Signal()
        m.d.comb += loads.eq(reads & for_load)

        # Commands, a halfword at a time; bytes of LOAD.
        half = Signal()
        byte_taken = Signal()
        byte_here = Signal()
        m.d.comb += [
            self.fetch_ready.eq(reads & ~for_load & axi.rvalid),
            self.fetched.eq(Mux(half, axi.rdata[16:], axi.rdata[:16])),
            byte_here.eq(loads & axi.rvalid & (bytes_left != 0)),
            axi.rready.eq(
                Mux(
                    for_load,
                    loads & byte_taken & ((lane == 3) | (bytes_left == 1)),
                    reads & self.take & half,
                )
            ),
            self.read_beat.eq(axi.rvalid & axi.rready),
        ]
        with m.If(self.take):
            m.d.sync += half.eq(~half)
        with m.If(written(Output.FETCH_GO)):
            m.d.sync += half.eq(0)
        with m.If(self.read_beat):
            with m.If(axi.rresp[1]):
                with m.If(for_load):
                    m.d.sync += self.load_error.eq(~self.halt | self.load_error)
                with m.Else():
                    m.d.sync += self.fetch_error.eq(1)
            with m.If(axi.rlast):
                m.d.sync += reads.eq(0)
        with m.If(byte_taken):
            m.d.sync += [bytes_left.eq(bytes_left - 1), lane.eq(lane + 1)]

        # Windows: each byte goes through three registers; with the last one of a window it is whole.
        earlier = Signal(24)
        need = Signal(3)
        pads = Signal(8)
        ended = Signal()
        byte = Signal(8)
        pushes = Signal()
        from_memory = Signal()
        available = Signal()
        m.d.comb += [
            from_memory.eq(pads == 0),
            byte.eq(fill),
            available.eq((pads != 0) | (ended & (words_left != 0) & (bytes_left == 0))),
        ]
        with m.If(from_memory & byte_here):
            m.d.comb += [byte.eq(axi.rdata.word_select(lane, 8)), available.eq(1)]
        completes = Signal()
        beyond = Signal()
        m.d.comb += [
            completes.eq((need == 1) & (words_left != 0)),
            beyond.eq(available & completes & ~stop & (word_address >= config.scratchpad_words)),
            self.write.address.eq(word_address),
            self.write.data.eq(Cat(earlier, byte)),
            self.write.mask.eq(0xF),
            self.write.valid.eq(available & completes & ~stop & ~beyond),
            pushes.eq(available & (stop | ~completes | (self.write.ready & ~beyond))),
            byte_taken.eq(pushes & from_memory & byte_here),
            self.line_done.eq(ended & (words_left == 0) & (bytes_left == 0)),
        ]
        with m.If(beyond):
            m.d.sync += self.range_fault.eq(1)
        with m.If(pushes):
            m.d.sync += [earlier.eq(Cat(earlier, byte)[8:]), need.eq(need - 1)]
            with m.If(~from_memory):
                m.d.sync += pads.eq(pads - 1)
            with m.If(completes):
                m.d.sync += [
                    need.eq(step),
                    words_left.eq(words_left - 1),
                    word_address.eq(word_address + word_step),
                ]
        with m.If(written(Output.WORD_ADDRESS)):
            m.d.sync += word_address.eq(self.data)
        with m.If(written(Output.WORDS)):
            m.d.sync += [
                words_left.eq(self.data),
                pads.eq(pad_left),
                need.eq(config.rows),
                ended.eq(0),
            ]
        with m.If(written(Output.LINE_END)):
            m.d.sync += ended.eq(1)

        # Write bursts: bytes gather in a beat.
        out = self.write_axi
        writes = Signal()
        held = Signal(3)  # bytes of the word at hand
        word = Signal(32)
        to_write = Signal(8)
        place = Signal(2)
        arrives = Signal()
        puts = Signal()
        with m.If(out.awready):
            m.d.sync += out.awvalid.eq(0)
        with m.If(written(Output.STORE_ADDRESS)):
            m.d.sync += [word_address.eq(self.data), held.eq(0)]
        with m.If(written(Output.MOVE_WRITE)):
            m.d.sync += [
                writes.eq(1),
                to_write.eq(move_bytes),
                place.eq(move_low),
                out.awvalid.eq(1),
                out.awaddr.eq(Cat(move_low & 0xFFFC, self.data)),
                out.awlen.eq(beats - 1),
                out.wstrb.eq(0),
            ]
        wants = Signal()
        store_beyond = Signal()
        m.d.comb += [
            wants.eq(writes & (to_write != 0) & (held == 0) & ~arrives & ~stop),
            store_beyond.eq(wants & (word_address >= config.scratchpad_words)),
            self.read.address.eq(word_address),
            self.read.valid.eq(wants & ~store_beyond),
            puts.eq(writes & (to_write != 0) & ((held != 0) | stop) & ~out.wvalid),
            out.bready.eq(1),
            self.write_beat.eq(out.wvalid & out.wready),
        ]
        m.d.sync += arrives.eq(self.read.valid & self.read.ready)
        with m.If(store_beyond):
            m.d.sync += self.range_fault.eq(1)
        with m.If(self.read.valid & self.read.ready):
            m.d.sync += word_address.eq(word_address + word_step)
        with m.If(self.write_beat):
            m.d.sync += [out.wvalid.eq(0), out.wstrb.eq(0)]
        with m.If(puts):
            m.d.sync += [
                out.wdata.word_select(place, 8).eq(word[:8]),
                word.eq(word >> 8),
                held.eq(Mux(stop, 0, held - 1)),
                place.eq(place + 1),
                to_write.eq(to_write - 1),
                out.wlast.eq(to_write == 1),
                out.wvalid.eq((place == 3) | (to_write == 1)),
            ]
            with m.If(~stop):
                m.d.sync += out.wstrb.bit_select(place, 1).eq(1)
        with m.If(stop & ~out.wvalid):
            m.d.sync += out.wstrb.eq(0)
        with m.If(arrives):
            m.d.sync += [word.eq(self.read.data), held.eq(step)]
        with m.If(out.bvalid):
            m.d.sync += writes.eq(0)
            with m.If(out.bresp[1] & ~self.halt):
                m.d.sync += self.store_error.eq(1)

        m.d.comb += [
            self.ready.eq(~writes),
            self.quiet.eq(~reads & ~writes),
            self.accepts.eq(1),
        ]
        with m.Switch(self.port):
            with m.Case(Output.FETCH_GO):
                m.d.comb += self.accepts.eq(~reads)
            with m.Case(Output.MOVE_READ):
                m.d.comb += self.accepts.eq(~reads & (bytes_left == 0))
            with m.Case(Output.MOVE_WRITE):
                m.d.comb += self.accepts.eq(~writes)
        with m.If(self.clear):
            m.d.sync += [
                ended.eq(0),
                words_left.eq(0),
                pads.eq(0),
                held.eq(0),
                self.load_error.eq(0),
                self.store_error.eq(0),
                self.range_fault.eq(0),
            ]
        return m
