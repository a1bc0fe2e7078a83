"""Bridge from a byte link to registers and memory."""

from amaranth.hdl import Cat, Const, Module, Mux, Signal
from amaranth.lib import data, stream, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import ceil_log2
from tinynpu.arch.link import (
    BLOCK_WORDS,
    CRC_BYTES,
    CRC_POLYNOMIAL,
    IDENTITY,
    LINK_MAGIC,
    LINK_VERSION,
    REPLY_PAYLOAD,
    REPLY_SYNC,
    REQUEST,
    REQUEST_SYNC,
    Space,
    Status,
)
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH
from tinynpu.bus.axi_lite import AxiLiteSignature
from tinynpu.bus.ram import NO_COLLISIONS

__all__ = ["FrameCheck", "LinkBridge"]

_QUIET = 4
"""A damaged frame has ended after ``timeout_cycles / 2**_QUIET`` without a byte."""

_HEADER = ("sequence", "command", "words", "address")
"""Fields of a request that are kept; they lie between ``version`` and ``payload``."""


_ADDRESS_BYTES = next(field.size or 0 for field in REQUEST if field.name == "address")


class FrameCheck(wiring.Component):
    """CRC-32 of the bytes of a frame, one bit in a cycle.

    Members
    -------
    restart : In(1)
        Begin a frame; a byte that is being counted is forgotten.
    byte, take : In(8), In(1)
        Count this byte; only while not ``busy``.
    closing : In(1)
        The byte that is taken is one of the CRC itself.
    busy : Out(1)
        A byte is being counted: 8 cycles.
    crc : Out(8)
        Next byte of the CRC.
    wrong : Out(1)
        A byte that was taken while ``closing`` differed from ``crc``.
    """

    restart: In(1)
    byte: In(8)
    take: In(1)
    closing: In(1)
    busy: Out(1)
    crc: Out(8)
    wrong: Out(1)

    def elaborate(self, platform):
        m = Module()
        state = Signal(32)
        bits = Signal(8)
        count = Signal(4)
        closing = Signal()
        feedback = (state[0] ^ bits[0]) & ~closing
        m.d.comb += [self.busy.eq(count[3]), self.crc.eq(~state[:8])]
        with m.If(self.busy):
            m.d.sync += [
                count.eq(count + 1),
                bits.eq(bits >> 1),
                state.eq((state >> 1) ^ (feedback.replicate(32) & CRC_POLYNOMIAL)),
                self.wrong.eq(self.wrong | (closing & ~(state[0] ^ bits[0]))),
            ]
        with m.If(self.take):
            m.d.sync += [count.eq(8), bits.eq(self.byte), closing.eq(self.closing)]
        with m.If(self.restart):
            m.d.sync += [state.eq(~0), self.wrong.eq(0), count.eq(0)]
        return m


class LinkBridge(wiring.Component):
    """Does what the frames of `tinynpu.arch.link` ask for, one after the other.

    A request is done when all of it has come and its CRC is right. Between frames and while a
    request is done or answered, bytes that come are dropped unless they are the first of a request.
    A frame that breaks off is answered after ``timeout_cycles`` without a byte, one whose CRC is
    wrong after a sixteenth of it, so every state leads back to the begin as long as ``send`` is
    taken and the buses answer, and after an answer the next byte is the first of a request.

    A write with the sequence number of the last request is a repetition: it is answered as that one
    was, and not done again. Reads are done again.

    Parameters
    ----------
    config_hash, memory_bytes, clock_hz
        For the identity.
    address_bits
        Of an address that count; None: those of ``memory_bytes``.
    timeout_cycles
        Longest pause within a request; rounded up to a power of two.

    Members
    -------
    received, send : In(stream of 8), Out(stream of 8)
        Bytes from and to the host. ``received`` is taken at most 9 cycles later.
    registers : Out(AxiLiteSignature)
        Registers. Responses are held until they have been sent.
    memory : Out(AxiLiteSignature)
        Memory, 32-bit addresses. Only the lowest ``address_bits`` of an address are kept; the others
        are 1 if one of them was.
    active : Out(1)
        A frame is under way.
    refused : Out(1)
        In this cycle a frame turned out to be damaged or unknown.
    """

    def __init__(
        self,
        *,
        config_hash: int,
        memory_bytes: int,
        clock_hz: int,
        timeout_cycles: int = 1 << 20,
        address_bits: int | None = None,
    ):
        self.identity = {
            "magic": LINK_MAGIC,
            "config_hash": config_hash,
            "memory_bytes": memory_bytes,
            "clock_hz": clock_hz,
        }
        self.address_bits = max(address_bits or ceil_log2(memory_bytes), CSR_ADDRESS_WIDTH)
        self.timeout_bits = ceil_log2(timeout_cycles)
        self.quiet_bits = max(self.timeout_bits - _QUIET, 0)
        super().__init__(
            {
                "received": In(stream.Signature(8)),
                "send": Out(stream.Signature(8)),
                "registers": Out(AxiLiteSignature(CSR_ADDRESS_WIDTH)),
                "memory": Out(AxiLiteSignature(32)),
                "active": Out(1),
                "refused": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        m.submodules.check = check = FrameCheck()
        # It is read all the time, but only what is read between the frames is used.
        buffer = Memory(
            shape=data.ArrayLayout(8, 4), depth=BLOCK_WORDS, init=[], attrs=NO_COLLISIONS
        )
        m.submodules.buffer = buffer
        fill = buffer.write_port(granularity=1)
        drain = buffer.read_port()

        sizes = {field.name: 8 * (field.size or 0) for field in REQUEST}
        address_bytes = self.address_bits // 8
        sizes["address"] = 8 * address_bytes
        header = Signal(data.StructLayout({name: sizes[name] for name in _HEADER}))
        kept_bytes = len(header.as_value()) // 8
        header_bytes = kept_bytes + _ADDRESS_BYTES - address_bytes
        top = Signal(self.address_bits % 8)  # bits of the address that are no whole byte
        far = Signal()  # a bit of the address that is not kept was not 0
        address = Cat(header.address, top, far.replicate(32 - self.address_bits))
        is_write = header.command[0]
        space = header.command[1:3]
        last_sequence = Signal(8)
        last_valid = Signal()
        last_failed = Signal()
        unknown_version = Signal()
        status = Signal(range(len(Status)))
        answers = Signal()  # the reply has a payload
        index = Signal(8)  # of a byte within a part of a frame; of a word: index[2:]
        last_word = index[2:] == header.words[: len(index[2:])]
        aw_valid, w_valid = Signal(), Signal()
        response = Signal(data.StructLayout({"bvalid": 1, "bresp": 1, "rvalid": 1, "rresp": 1}))
        read_data = Signal(32)
        rready, bready, arvalid, arready = Signal(), Signal(), Signal(), Signal()

        # Both buses see the same payloads; that of the space sees the handshakes.
        chosen = {Space.REGISTERS: self.registers, Space.MEMORY: self.memory}
        for number, bus in chosen.items():
            here = space == number
            m.d.comb += [
                bus.awaddr.eq(address),
                bus.araddr.eq(address),
                bus.wdata.eq(drain.data.as_value()),
                bus.wstrb.eq(header.command[4:]),
                bus.awvalid.eq(aw_valid & here),
                bus.wvalid.eq(w_valid & here),
                bus.arvalid.eq(arvalid & here),
                bus.bready.eq(bready & here),
                bus.rready.eq(rready & here),
            ]
        bus = {
            name: Mux(space[0], getattr(self.memory, name), getattr(self.registers, name))
            for name in ("awready", "wready", "bvalid", "bresp", "arready", "rvalid", "rresp", "rdata")
        }  # fmt: skip
        m.d.comb += [
            arready.eq(bus["arready"]),
            response.bvalid.eq(bus["bvalid"]),
            response.bresp.eq(bus["bresp"][1]),
            response.rvalid.eq(bus["rvalid"]),
            response.rresp.eq(bus["rresp"][1]),
            read_data.eq(bus["rdata"]),
        ]
        with m.If(bus["awready"]):
            m.d.sync += aw_valid.eq(0)
        with m.If(bus["wready"]):
            m.d.sync += w_valid.eq(0)

        identity = Const(
            sum(self.identity[name] << 32 * i for i, (name, _) in enumerate(IDENTITY)), 128
        )
        word_byte = Mux(
            space[1],
            identity.word_select(Cat(index[:2], header.address[2:4]), 8),
            read_data.word_select(index[:2], 8),
        )

        m.d.comb += [
            fill.addr.eq(index[2:]),
            fill.data.as_value().eq(self.received.payload.replicate(4)),
            drain.addr.eq(index[2:]),
            drain.en.eq(1),
        ]
        # A byte is taken, or sent, in the states that do so (not asking for the state is a shorter way).
        taken = self.received.valid & ~check.busy
        sent = self.send.ready & ~check.busy
        idle_cycles = Signal(self.timeout_bits + 1)

        def begin_reply(value):
            return [status.eq(value), index.eq(0)]

        def next_word():
            low = header.address[2:8]
            return [low.eq(low + 1), index[2:].eq(index[2:] + 1)]

        def receive():
            """Take a byte into the CRC; a pause that is too long ends the frame."""
            m.d.comb += [
                self.received.ready.eq(~check.busy),
                check.byte.eq(self.received.payload),
                check.take.eq(taken),
            ]
            m.d.sync += idle_cycles.eq(idle_cycles + 1)
            with m.If(taken):
                m.d.sync += [idle_cycles.eq(0), index.eq(index + 1)]
            with m.If(idle_cycles[-1] & ~taken):
                m.d.comb += [check.restart.eq(1), self.refused.eq(1)]
                m.d.sync += [*begin_reply(Status.INCOMPLETE), answers.eq(0)]
                m.next = "HEAD"

        def offer(byte):
            """Send a byte and take it into the CRC."""
            m.d.comb += [
                self.send.valid.eq(~check.busy),
                self.send.payload.eq(byte),
                check.byte.eq(byte),
                check.take.eq(sent),
            ]

        m.d.comb += [self.received.ready.eq(1), self.active.eq(1)]
        with m.FSM():
            with m.State("IDLE"):
                m.d.comb += [self.active.eq(0), check.restart.eq(1)]
                m.d.sync += [index.eq(0), idle_cycles.eq(0)]
                with m.If(self.received.valid & (self.received.payload == REQUEST_SYNC)):
                    m.next = "HEADER"
            with m.State("HEADER"):
                receive()
                with m.If(taken):
                    with m.If(index == 0):
                        m.d.sync += unknown_version.eq(self.received.payload != LINK_VERSION)
                        m.d.sync += far.eq(0)
                    with m.Elif(index[:4] <= kept_bytes):
                        shifted = Cat(header.as_value()[8:], self.received.payload)
                        m.d.sync += header.as_value().eq(shifted)
                    with m.Elif(index[:4] == kept_bytes + 1):
                        m.d.sync += [
                            top.eq(self.received.payload),
                            far.eq(self.received.payload[len(top) :].any()),
                        ]
                    with m.Else():
                        m.d.sync += far.eq(far | self.received.payload.any())
                    with m.If(index[:4] == header_bytes):
                        m.d.sync += index.eq(0)
                        # With the last byte of the header the command comes to its place.
                        early = header.as_value()[16]
                        with m.If(early if kept_bytes == header_bytes else is_write):
                            m.next = "PAYLOAD"
                        with m.Else():
                            m.next = "CHECK"
            with m.State("PAYLOAD"):
                receive()
                m.d.comb += fill.en.eq(taken.replicate(4) & (1 << index[:2])[:4])
                with m.If(taken & last_word & (index[:2] == 3)):
                    m.d.sync += index.eq(0)
                    m.next = "CHECK"
            with m.State("CHECK"):
                receive()
                m.d.comb += check.closing.eq(1)
                with m.If(taken & (index[:2] == CRC_BYTES - 1)):
                    m.next = "JUDGE"
            with m.State("JUDGE"):
                m.d.sync += [index.eq(0), answers.eq(0)]
                with m.If(~check.busy):
                    m.d.comb += check.restart.eq(1)
                    m.next = "HEAD"
                    with m.If(check.wrong):
                        m.d.comb += self.refused.eq(1)
                        m.d.sync += status.eq(Status.BAD_CRC)
                        m.next = "FLUSH"
                    with m.Elif(unknown_version):
                        m.d.comb += self.refused.eq(1)
                        m.d.sync += status.eq(Status.BAD_VERSION)
                    with m.Elif(
                        header.command[3]
                        | (space == 3)
                        | (is_write & (space == Space.IDENTITY))
                        | header.words[6:].any()
                        | header.address[:2].any()
                    ):
                        m.d.comb += self.refused.eq(1)
                        m.d.sync += status.eq(Status.BAD_COMMAND)
                    with m.Else():
                        m.d.sync += [
                            status.eq(Status.OK),
                            last_sequence.eq(header.sequence),
                            last_valid.eq(1),
                            answers.eq(~is_write),
                        ]
                        with m.If(is_write):
                            with m.If(last_valid & (last_sequence == header.sequence)):
                                m.d.sync += status.eq(Mux(last_failed, Status.BUS_ERROR, Status.OK))
                            with m.Else():
                                m.d.sync += last_failed.eq(0)
                                m.next = "FETCH"
                        with m.Else():
                            m.d.sync += last_failed.eq(0)
            with m.State("FLUSH"):
                # More of the frame may come. An answer now would make the host begin anew while
                # its last frame is still on the way, and both would stay one frame apart.
                m.d.comb += check.restart.eq(1)
                m.d.sync += idle_cycles.eq(Mux(self.received.valid, 0, idle_cycles + 1))
                with m.If(idle_cycles[self.quiet_bits]):
                    m.next = "HEAD"
            with m.State("FETCH"):
                m.d.sync += [aw_valid.eq(1), w_valid.eq(1)]
                m.next = "WRITE"
            with m.State("WRITE"):
                m.d.comb += bready.eq(1)
                with m.If(response.bvalid):
                    m.d.sync += next_word()
                    m.next = "FETCH"
                    with m.If(response.bresp):
                        m.d.sync += [status.eq(Status.BUS_ERROR), last_failed.eq(1)]
                    with m.If(response.bresp | last_word):
                        m.d.sync += index.eq(0)
                        m.next = "HEAD"
            with m.State("HEAD"):
                with m.Switch(index[:2]):
                    with m.Case(0):
                        offer(REPLY_SYNC)
                        m.d.comb += check.take.eq(0)
                    with m.Case(1):
                        offer(LINK_VERSION)
                    with m.Case(2):
                        offer(header.sequence)
                    with m.Case(3):
                        offer(Mux(answers, header.words[:6] | REPLY_PAYLOAD, 0))
                with m.If(sent):
                    m.d.sync += index[:2].eq(index[:2] + 1)
                    with m.If(index[:2] == 3):
                        m.next = "STATUS"
                        with m.If(answers):
                            m.next = "READ"
            with m.State("READ"):
                m.d.comb += arvalid.eq(1)
                with m.If(arready | space[1]):
                    m.next = "DATA"
            with m.State("DATA"):
                offer(word_byte)
                there = response.rvalid | space[1]
                m.d.comb += [
                    self.send.valid.eq(~check.busy & there),
                    check.take.eq(sent & there),
                    rready.eq(sent & there & (index[:2] == 3)),
                ]
                with m.If(response.rvalid & response.rresp):
                    m.d.sync += status.eq(Status.BUS_ERROR)
                with m.If(sent & there):
                    m.d.sync += index[:2].eq(index[:2] + 1)
                    with m.If(index[:2] == 3):
                        m.d.sync += next_word()
                        m.next = "READ"
                        with m.If(last_word):
                            m.next = "STATUS"
            with m.State("STATUS"):
                m.d.sync += index.eq(0)
                offer(status)
                with m.If(sent):
                    m.next = "CRC"
            with m.State("CRC"):
                offer(check.crc)
                m.d.comb += check.closing.eq(1)
                with m.If(sent):
                    m.d.sync += index[:2].eq(index[:2] + 1)
                    with m.If(index[:2] == CRC_BYTES - 1):
                        m.next = "IDLE"
        return m
