"""Instruction fetch."""

from amaranth.hdl import Cat, Module, Mux, ResetInserter, Signal
from amaranth.lib import data, fifo, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES
from tinynpu.core.shapes import memory_request_layout, memory_response_layout

__all__ = ["Fetch", "fetched_layout"]

_AHEAD = 4
"""Commands requested and not yet taken, at most."""


def fetched_layout() -> data.StructLayout:
    """A command: index in the program (modulo 2**16), bytes, and whether the bus said error."""
    return data.StructLayout({"index": 16, "error": 1, "raw": 8 * COMMAND_BYTES})


class Fetch(wiring.Component):
    """Reads the commands of a program in order, some ahead of what is needed.

    Requests only what the buffer has room for, because a response that had to wait would hold up
    those of the load engine behind it.

    Parameters
    ----------
    config
        ``bus_bytes`` and ``burst_beats``.

    Members
    -------
    enable : In(1)
        Fetch from ``address`` on. When it falls, what was fetched is dropped.
    address : In(32)
        Program, a multiple of 64.
    command : Out(stream)
        Commands; their bytes come together one beat in each cycle.
    request, response : stream
        Memory.
    idle : Out(1)
        No response is awaited, and nothing is asked for.
    """

    def __init__(self, config: Config):
        self.config = config
        super().__init__(
            {
                "enable": In(1),
                "address": In(32),
                "command": Out(stream.Signature(fetched_layout())),
                "request": Out(stream.Signature(memory_request_layout())),
                "response": In(stream.Signature(memory_response_layout(config.bus_bytes))),
                "idle": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        bus = self.config.bus_bytes
        beats = COMMAND_BYTES // bus
        burst = min(beats, self.config.burst_beats)

        # All that depends on it is a cycle late; no request is lost, since `idle` waits for that.
        enable, dropped = Signal(), Signal(init=1)
        m.d.sync += [enable.eq(self.enable), dropped.eq(~self.enable)]

        # Beats wait in a narrow memory, and are put together when the command before is taken.
        shape = data.StructLayout({"data": 8 * bus, "error": 1})
        buffer = fifo.SyncFIFOBuffered(width=shape.size, depth=_AHEAD * beats)
        m.submodules.buffer = ResetInserter(dropped)(buffer)
        oldest = data.View(shape, buffer.r_data)
        beat = Signal(range(beats))
        complete = Signal()
        raw = Signal(8 * COMMAND_BYTES, reset_less=True)
        command = self.command.payload
        taken = self.command.valid & self.command.ready
        m.d.comb += [
            self.response.ready.eq(1),
            command.raw.eq(raw),
            buffer.r_en.eq(~complete | taken),
            self.command.valid.eq(complete & enable),
        ]
        m.d.sync += [
            buffer.w_en.eq(self.response.valid & enable),
            buffer.w_data.eq(Cat(self.response.payload.data, self.response.payload.error)),
        ]
        with m.If(taken):
            m.d.sync += [complete.eq(0), command.index.eq(command.index + 1)]
        with m.If(buffer.r_rdy & buffer.r_en):
            m.d.sync += [
                raw.eq(Cat(raw, oldest.data)[8 * bus :]),
                command.error.eq(((beat != 0) & command.error) | oldest.error),
                beat.eq(beat + 1),
            ]
            with m.If(beat == beats - 1):
                m.d.sync += [beat.eq(0), complete.eq(1)]

        # Requests: whole commands, each in one or more bursts.
        offset = Signal(32)
        part = Signal(range(max(beats // burst, 2)))
        credit = Signal(range(_AHEAD + 1), init=_AHEAD)
        some_credit = Signal(init=1)
        awaited = Signal(range(_AHEAD * beats // burst + 1))
        sent = self.request.valid & self.request.ready
        answered = self.response.valid & self.response.ready & self.response.payload.last
        whole = sent & (part == beats // burst - 1)
        m.d.comb += [
            self.request.valid.eq(enable & some_credit),
            self.request.payload.address.eq(self.address + offset),
            self.request.payload.beats.eq(burst),
            self.idle.eq((awaited == 0) & ~enable),
        ]
        m.d.sync += [
            awaited.eq(awaited + sent - answered),
            credit.eq(credit + taken - whole),
            some_credit.eq(Mux(whole, credit > 1, credit != 0)),
        ]
        with m.If(sent):
            m.d.sync += [
                offset.eq(offset + burst * bus),
                part.eq(Mux(whole, 0, part + 1)),
            ]

        with m.If(dropped):
            m.d.sync += [
                offset.eq(0),
                part.eq(0),
                credit.eq(_AHEAD),
                some_credit.eq(1),
                beat.eq(0),
                complete.eq(0),
                command.index.eq(0),
            ]
        return m
