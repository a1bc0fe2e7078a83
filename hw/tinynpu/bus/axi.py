"""AXI4 manager port: channel signatures, burst splitting and the sharing of the read channels."""

from amaranth.hdl import C, Module, Mux, Signal
from amaranth.lib import fifo, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.core.chain import chained
from tinynpu.core.shapes import memory_request_layout, memory_response_layout

__all__ = ["AxiReadSignature", "AxiWriteSignature", "BurstSplitter", "ReadArbiter"]


class AxiReadSignature(wiring.Signature):
    """AR and R of a manager; what is constant (size, burst, IDs, …) is added by the top."""

    def __init__(self, bus_bytes: int):
        super().__init__(
            {
                "araddr": Out(32),
                "arlen": Out(8),
                "arvalid": Out(1),
                "arready": In(1),
                "rdata": In(8 * bus_bytes),
                "rresp": In(2),
                "rlast": In(1),
                "rvalid": In(1),
                "rready": Out(1),
            }
        )


class AxiWriteSignature(wiring.Signature):
    """AW, W and B of a manager; what is constant is added by the top."""

    def __init__(self, bus_bytes: int):
        super().__init__(
            {
                "awaddr": Out(32),
                "awlen": Out(8),
                "awvalid": Out(1),
                "awready": In(1),
                "wdata": Out(8 * bus_bytes),
                "wstrb": Out(bus_bytes),
                "wlast": Out(1),
                "wvalid": Out(1),
                "wready": In(1),
                "bresp": In(2),
                "bvalid": In(1),
                "bready": Out(1),
            }
        )


class BurstSplitter(wiring.Component):
    """Splits the lines of a transfer into bursts.

    The first burst is offered five cycles after ``start``, and each further one in the third cycle
    after the one before it was taken: a burst has far more beats. What a burst's length depends on
    is found in three steps, each in a cycle: where its 4 KiB end, how long it may be, how long it is.
    Where the next line begins, and how long it is, is known before this one ends.

    Parameters
    ----------
    config
        ``bus_bytes`` and ``burst_beats``.

    Members
    -------
    start : In(1)
        Take a transfer (only while not ``active``).
    base, offset, step, lines, line_bytes : In
        Byte address of the first line as a sum, bytes from line to line, lines, bytes of a line.
    active : Out(1)
        Bursts are left.
    burst : Out(stream)
        Bus-aligned bursts, of at most ``burst_beats`` beats, none across 4 KiB.
    """

    def __init__(self, config: Config):
        self.config = config
        super().__init__(
            {
                "start": In(1),
                "base": In(32),
                "offset": In(32),
                "step": In(32),
                "lines": In(16),
                "line_bytes": In(24),
                "active": Out(1),
                "burst": Out(stream.Signature(memory_request_layout())),
            }
        )

    def elaborate(self, platform):
        m = Module()
        bus, longest = self.config.bus_bytes, self.config.burst_beats
        shift = bus.bit_length() - 1
        page = 4096 // bus

        step = Signal(32)
        line_bytes = Signal(24)
        lines_left = Signal(16)
        beat = Signal(32 - shift)  # address in beats
        beats_left = Signal(25 - shift)
        limit = Signal(range(longest + 1))  # most beats of the burst at hand
        beats = Signal(9)  # of the burst at hand
        last = Signal()  # the burst at hand ends its line,
        last_line = Signal()  # and no line is behind that

        def room(first):
            """Beats from there to the end of the 4 KiB, but not more than those of a burst.

            Both are powers of two: less than a burst is left in the last of them alone.
            """
            low = longest.bit_length() - 1
            in_last = first[low : page.bit_length() - 1].all()
            return longest - Mux(in_last, first[:low], 0)

        # The next line.
        following = Signal(32)
        way = Signal(32)  # to there: from the offset at first, then from one line to the next
        moved = Signal(32)
        m.d.comb += moved.eq(following + way)
        following_beats = Signal.like(beats_left)
        following_limit = Signal.like(limit)
        m.d.sync += [
            following_beats.eq((following[:shift] + line_bytes + (bus - 1)) >> shift),
            following_limit.eq(room(following[shift:])),
        ]

        m.d.comb += [
            self.burst.payload.address.eq(beat << shift),
            self.burst.payload.beats.eq(beats),
        ]
        with m.FSM():
            with m.State("IDLE"):
                with m.If(self.start):
                    m.d.sync += [
                        self.active.eq(1),
                        way.eq(self.base),
                        following.eq(self.offset),
                        step.eq(self.step),
                        line_bytes.eq(self.line_bytes),
                        lines_left.eq(self.lines),
                    ]
                    m.next = "ADD"
            with m.State("ADD"):
                m.d.sync += [following.eq(moved), way.eq(step)]
                m.next = "FIRST"
            with m.State("FIRST"):  # the first line's length is found
                m.next = "LINE"
            with m.State("LINE"):
                m.d.sync += [
                    beat.eq(following[shift:]),
                    beats_left.eq(following_beats),
                    limit.eq(following_limit),
                    following.eq(moved),
                ]
                m.next = "CUT"
            with m.State("CUT"):
                m.d.sync += [
                    beats.eq(Mux(beats_left < limit, beats_left, limit)),
                    last.eq(beats_left <= limit),
                    last_line.eq(lines_left == 1),
                ]
                m.next = "OFFER"
            with m.State("OFFER"):
                m.d.comb += self.burst.valid.eq(1)
                with m.If(self.burst.ready):
                    m.d.sync += [beat.eq(beat + beats), beats_left.eq(beats_left - beats)]
                    m.next = "LIMIT"
                    with m.If(last):
                        m.d.sync += lines_left.eq(lines_left - 1)
                        m.next = "LINE"
                        with m.If(last_line):
                            m.d.sync += self.active.eq(0)
                            m.next = "IDLE"
            with m.State("LIMIT"):
                m.d.sync += limit.eq(room(beat))
                m.next = "CUT"
        return m


class ReadArbiter(wiring.Component):
    """Shares the read channels between instruction fetch (first) and load.

    Responses come back in the order of the requests; each client must take all of its own sooner
    or later.

    Parameters
    ----------
    config
        ``bus_bytes``, and ``outstanding`` bursts under way at most.

    Members
    -------
    fetch_request, fetch_response, load_request, load_response : stream
        Clients.
    axi : Out(AxiReadSignature)
        Bus.
    halt : In(1)
        Accept no more requests.
    quiet : Out(1)
        Nothing is under way.
    beat : Out(1)
        A beat came in this cycle.
    """

    def __init__(self, config: Config):
        self.config = config
        request = In(stream.Signature(memory_request_layout()))
        response = Out(stream.Signature(memory_response_layout(config.bus_bytes)))
        super().__init__(
            {
                "fetch_request": request,
                "fetch_response": response,
                "load_request": request,
                "load_response": response,
                "axi": Out(AxiReadSignature(config.bus_bytes)),
                "halt": In(1),
                "quiet": Out(1),
                "beat": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        axi = self.axi
        depth = self.config.outstanding
        m.submodules.origins = origins = fifo.SyncFIFOBuffered(width=1, depth=depth)

        # Requests: the chosen one moves to a register, from which it goes to the bus.
        room = Signal()
        m.d.comb += room.eq((~axi.arvalid | axi.arready) & origins.w_rdy & ~self.halt)
        with m.If(axi.arready):
            m.d.sync += axi.arvalid.eq(0)
        chosen = Signal(memory_request_layout())
        length = Signal.like(axi.arlen)
        for client, origin in ((self.load_request, 1), (self.fetch_request, 0)):
            less = chained(m, f"length_{origin}", client.payload.beats, C(-1))
            with m.If(client.valid):
                m.d.comb += [
                    chosen.eq(client.payload),
                    length.eq(less),
                    origins.w_data.eq(origin),
                ]
        m.d.comb += [
            self.fetch_request.ready.eq(room),
            self.load_request.ready.eq(room & ~self.fetch_request.valid),
            origins.w_en.eq(room & (self.fetch_request.valid | self.load_request.valid)),
        ]
        with m.If(origins.w_en):
            m.d.sync += [
                axi.arvalid.eq(1),
                axi.araddr.eq(chosen.address),
                axi.arlen.eq(length),
            ]

        # Responses.
        layout = memory_response_layout(self.config.bus_bytes)
        beat = Signal(layout)
        m.d.comb += [
            beat.data.eq(axi.rdata),
            beat.last.eq(axi.rlast),
            beat.error.eq(axi.rresp[1]),
            self.fetch_response.payload.eq(beat),
            self.load_response.payload.eq(beat),
            self.fetch_response.valid.eq(axi.rvalid & origins.r_rdy & ~origins.r_data),
            self.load_response.valid.eq(axi.rvalid & origins.r_rdy & origins.r_data),
            axi.rready.eq(
                Mux(origins.r_data, self.load_response.ready, self.fetch_response.ready)
                & origins.r_rdy
            ),
            self.beat.eq(axi.rvalid & axi.rready),
            origins.r_en.eq(self.beat & axi.rlast),
            self.quiet.eq(~axi.arvalid & (origins.level == 0)),
        ]
        return m
