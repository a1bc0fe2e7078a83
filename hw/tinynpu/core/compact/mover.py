"""Memory side of the compact core: instruction fetch, windows of LOAD, bytes of STORE."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, Value, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES
from tinynpu.bus.axi import AxiReadSignature, AxiWriteSignature
from tinynpu.core.compact.ports import Gate, Output
from tinynpu.core.compact.writes import WRITE_MEMBERS, Writes
from tinynpu.core.shapes import ReadPort, WritePort

__all__ = ["Mover"]


class _Countdown:
    """A number that is counted down, and whether there is some of it, or one, in registers of their own:
    to compare the number would be too long a way.
    """

    def __init__(self, width: int, name: str):
        self.count = Signal(width, name=name)
        self.some = Signal(name=f"some_{name}")
        self.one = Signal(name=f"one_{name}")

    def begin(self, number: Value) -> list:
        """Statements that set it."""
        return [self.count.eq(number), self.some.eq(number != 0), self.one.eq(number == 1)]

    def step(self) -> list:
        """Statements that take one."""
        return [
            self.count.eq(self.count - 1),
            self.some.eq(~self.one),
            self.one.eq(self.count == 2),
        ]


class Mover(wiring.Component):
    """One read burst and one write burst at a time, a byte a cycle, and a cycle for each word of LOAD.

    Members
    -------
    halt : In(1)
        Complete the bursts under way, move nothing more.
    clear : In(1)
        Forget errors and lines.
    out, port, data : In
        Writes of the microcode (`Output`).
    gates : Out(len(Gate))
        What the microcode need not wait for in this cycle.
    take, fetched : In(1), Out(16)
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
                "gates": Out(len(Gate)),
                "take": In(1),
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

        # A line of LOAD or STORE; the two never run at once.
        step = register(Output.WINDOW, Signal(3, name="step"))
        pads = _Countdown(8, "pads")
        with m.If(written(Output.WINDOW)):
            m.d.sync += pads.begin(self.data[8:])
        word_step = register(Output.WORD_STEP, Signal(16, name="word_step"))
        fill = register(Output.FILL, Signal(8, name="fill"), 8)
        word_address = Signal(16)
        word_beyond = Signal()
        word = Signal(32)  # the last bytes that were loaded, or those that are to be stored
        # Bytes that lack in the window, or that are left in the word.
        word_bytes = Signal(3)
        left = _Countdown(8, "left")  # bytes of the burst
        stop = Signal()
        failed = Signal()  # one of the errors below
        m.d.comb += [
            stop.eq(self.halt | failed),
            word_beyond.eq(word_address >= config.scratchpad_words),
        ]
        with m.If(written(Output.WORD_ADDRESS) | written(Output.STORE_ADDRESS)):
            m.d.sync += word_address.eq(self.data)
        with m.If(written(Output.STORE_ADDRESS)):
            m.d.sync += word_bytes.eq(0)

        # Both address channels show the same address, which belongs to a thread from the low half on
        # until its burst begins, and then to the bus.
        out = self.write_axi
        address = Signal(32)
        last_beat = Signal(5)
        claimed = Signal()
        fetches = written(Output.FETCH_GO)
        begins_read, begins_write = written(Output.MOVE_READ), written(Output.MOVE_WRITE)
        goes = fetches | begins_read | begins_write
        first_byte = Signal(signed(3))
        m.d.comb += [
            axi.araddr.eq(Cat(C(0, 2), address[2:])),
            axi.arlen.eq(last_beat),
            out.awaddr.eq(axi.araddr),
            out.awlen.eq(last_beat),
            first_byte.eq(address[:2] - 1),
        ]
        claims = written(Output.FETCH_LOW) | written(Output.MOVE_LOW)
        with m.If(claims):
            m.d.sync += [address[:16].eq(self.data), claimed.eq(1)]
        with m.If(fetches | written(Output.MOVE_HIGH)):
            m.d.sync += address[16:].eq(self.data)
        with m.If(goes | self.clear):
            m.d.sync += claimed.eq(0)
        with m.If(goes):
            m.d.sync += last_beat.eq((self.data[:8] + first_byte) >> 2)
        with m.If(fetches):
            m.d.sync += last_beat.eq(COMMAND_BYTES // 4 - 1)
        with m.If(begins_read | begins_write):
            m.d.sync += left.begin(self.data[:8])
        with m.If(axi.arready):
            m.d.sync += axi.arvalid.eq(0)
        with m.If(out.awready):
            m.d.sync += out.awvalid.eq(0)

        # Read bursts: commands, a halfword at a time, and bytes of LOAD.
        reads = Signal()
        for_load = Signal()
        lane = Signal(2)
        with m.If(fetches | begins_read):
            m.d.sync += [reads.eq(1), axi.arvalid.eq(1), for_load.eq(begins_read)]
            m.d.sync += lane.eq(Mux(fetches, 0, address[:2]))
        byte_taken, fetch_ready = Signal(), Signal()
        byte_here = Signal()
        m.d.comb += [
            fetch_ready.eq(reads & ~for_load & axi.rvalid),
            self.fetched.eq(axi.rdata.word_select(lane[1], 16)),
            byte_here.eq(reads & for_load & axi.rvalid & left.some),
            axi.rready.eq(
                reads
                & Mux(
                    for_load,
                    byte_taken & ((lane == 3) | left.one),
                    self.take & lane[1],
                )
            ),
            self.read_beat.eq(axi.rvalid & axi.rready),
        ]
        with m.If(fetches):
            m.d.sync += self.fetch_error.eq(0)
        with m.If(self.read_beat):
            with m.If(axi.rresp[1]):
                with m.If(for_load):
                    m.d.sync += [
                        self.load_error.eq(~self.halt | self.load_error),
                        failed.eq(~self.halt | failed),
                    ]
                with m.Else():
                    m.d.sync += self.fetch_error.eq(1)
            with m.If(axi.rlast):
                m.d.sync += reads.eq(0)
        with m.If(self.take):
            m.d.sync += lane[1].eq(~lane[1])
        with m.If(byte_taken):
            m.d.sync += [*left.step(), lane.eq(lane + 1)]

        # Windows: each byte goes through four registers; behind the last one of a window these are whole.
        words = _Countdown(16, "words")
        ended = Signal()
        byte = Signal(8)
        pushes = Signal()
        from_memory = Signal()
        available = Signal()
        m.d.comb += [
            from_memory.eq(~pads.some),
            byte.eq(fill),
            available.eq(pads.some | (ended & words.some & ~left.some)),
        ]
        with m.If(from_memory & byte_here):
            m.d.comb += [byte.eq(self.fetched.word_select(lane[0], 8)), available.eq(1)]
        whole = Signal()
        m.d.comb += [
            self.write.address.eq(word_address),
            self.write.data.eq(word),
            self.write.mask.eq(0xF),
            self.write.valid.eq(whole),
            pushes.eq(available & (stop | ~whole)),
            byte_taken.eq(pushes & from_memory & byte_here),
            self.line_done.eq(ended & ~words.some & ~left.some & ~whole),
        ]
        with m.If(stop | (self.write.valid & self.write.ready)):
            m.d.sync += whole.eq(0)
        with m.If(pushes):
            m.d.sync += word_bytes.eq(word_bytes - 1)
            with m.If(~from_memory):
                m.d.sync += pads.step()
            with m.If((word_bytes == 1) & words.some):
                m.d.sync += [word_bytes.eq(step), *words.step(), whole.eq(~stop & ~word_beyond)]
                with m.If(~stop & word_beyond):
                    m.d.sync += [self.range_fault.eq(1), failed.eq(1)]
        with m.If(written(Output.WORDS)):
            m.d.sync += [*words.begin(self.data), word_bytes.eq(config.rows), ended.eq(0)]
        with m.If(written(Output.LINE_END)):
            m.d.sync += ended.eq(1)

        # Write bursts: bytes gather in a beat.
        writes = Signal()
        place = Signal(2)
        arrives = Signal()
        puts = Signal()
        with m.If(begins_write):
            m.d.sync += [
                writes.eq(1),
                place.eq(address[:2]),
                out.awvalid.eq(1),
                out.wstrb.eq(0),
            ]
        wants, asks = Signal(), Signal()
        m.d.comb += [
            wants.eq(writes & left.some & (word_bytes == 0) & ~arrives & ~stop),
            self.read.address.eq(word_address),
            self.read.valid.eq(asks),
            puts.eq(writes & left.some & ((word_bytes != 0) | stop) & ~out.wvalid),
            out.bready.eq(1),
            self.write_beat.eq(out.wvalid & out.wready),
        ]
        # A request begins a cycle late, which keeps the way through the scratchpad short.
        m.d.sync += [
            asks.eq(wants & ~word_beyond & ~(asks & self.read.ready)),
            arrives.eq(asks & self.read.ready),
        ]
        with m.If(wants & word_beyond):
            m.d.sync += [self.range_fault.eq(1), failed.eq(1)]
        accepted = self.write.valid & self.write.ready
        with m.If(accepted | (self.read.valid & self.read.ready)):
            m.d.sync += word_address.eq(word_address + word_step)
        with m.If(self.write_beat):
            m.d.sync += [out.wvalid.eq(0), out.wstrb.eq(0)]
        with m.If(puts):
            m.d.sync += [
                out.wdata.word_select(place, 8).eq(word[:8]),
                word_bytes.eq(Mux(stop, 0, word_bytes - 1)),
                place.eq(place + 1),
                *left.step(),
                out.wlast.eq(left.one),
                out.wvalid.eq((place == 3) | left.one),
            ]
            with m.If(~stop):
                m.d.sync += out.wstrb.bit_select(place, 1).eq(1)
        with m.If(stop & ~out.wvalid):
            m.d.sync += out.wstrb.eq(0)
        with m.If(pushes | puts):
            m.d.sync += word.eq(Cat(word[8:], byte))
        with m.If(arrives):
            m.d.sync += [word.eq(self.read.data), word_bytes.eq(step)]
        with m.If(out.bvalid):
            m.d.sync += writes.eq(0)
            with m.If(out.bresp[1] & ~self.halt):
                m.d.sync += [self.store_error.eq(1), failed.eq(1)]

        m.d.comb += [
            self.ready.eq(~writes),
            self.quiet.eq(~reads & ~writes),
            # What is written in this cycle counts already.
            self.gates[Gate.ADDRESS].eq(~(claims | claimed | goes | axi.arvalid | out.awvalid)),
            self.gates[Gate.FETCH].eq(~(reads | fetches | begins_read)),
            self.gates[Gate.READ].eq(~(reads | fetches | begins_read) & ~left.some),
            self.gates[Gate.WRITE].eq(~(writes | begins_write)),
            self.gates[Gate.HALFWORD].eq(fetch_ready),
        ]
        with m.If(self.clear):
            m.d.sync += [
                ended.eq(0),
                words.some.eq(0),
                whole.eq(0),
                pads.some.eq(0),
                word_bytes.eq(0),
                self.load_error.eq(0),
                self.store_error.eq(0),
                self.range_fault.eq(0),
                failed.eq(0),
            ]
        return m
