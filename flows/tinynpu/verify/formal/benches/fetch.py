"""Instruction fetch: which commands come, in which order, and that what is requested fits."""

from amaranth.hdl import Cat, Mux, Signal

from tinynpu.arch.isa import COMMAND_BYTES
from tinynpu.core.fetch import Fetch
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies, stays

__all__ = ["BENCHES"]

_AHEAD = 4
_CONFIG = SMALL.replace(bus_bytes=16)
"""A wide bus: few beats make a command."""

_BEATS = COMMAND_BYTES // _CONFIG.bus_bytes
"""Beats of a command, which come in one burst."""


class _Environment:
    """Fetch, with a memory that answers in order, enabled by a sequencer that waits for `idle`."""

    def __init__(self, h: Harness):
        m = h.m
        self.dut = dut = h.block(Fetch(_CONFIG))
        request, response, command = dut.request, dut.response, dut.command
        self.sent = request.valid & request.ready
        self.beat = response.valid & response.ready
        self.taken = command.valid & command.ready
        # Bursts that are awaited, and beats of the first of them that came.
        self.owed, self.progress = Signal(4), Signal(range(_BEATS))
        last = self.progress == _BEATS - 1
        self.whole = self.beat & last
        m.d.sync += self.owed.eq(self.owed + self.sent - self.whole)
        with m.If(self.beat):
            m.d.sync += self.progress.eq(self.progress + 1)
        h.assume(implies(response.valid, (self.owed != 0) & (response.payload.last == last)))
        stays(h, response.valid, response.ready, response.payload)
        # Fetching goes on and ends a cycle after `enable` does.
        self.on = h.past(dut.enable)
        self.was_on = h.past(self.on)
        h.assume(implies(dut.enable & ~self.on, dut.idle))
        h.assume(dut.address[:6] == 0)
        h.assume(implies(self.on, dut.address == h.past(dut.address)))
        # Since fetching was enabled.
        self.requested, self.received, self.given = Signal(16), Signal(16), Signal(16)
        with m.If(~self.on):
            m.d.sync += [self.requested.eq(0), self.received.eq(0), self.given.eq(0)]
        with m.Else():
            m.d.sync += [
                self.requested.eq(self.requested + self.sent),
                self.received.eq(self.received + self.whole),
                self.given.eq(self.given + self.taken),
            ]


def _order(h: Harness) -> None:
    env = _Environment(h)
    dut = env.dut
    request, command = dut.request, dut.command
    inside = (env.requested - env.given)[:16]
    come = (env.received - env.given)[:16]
    h.prove(
        "idle",
        "`idle` exactly while no response is awaited, and fetching was not enabled a cycle before.",
        dut.idle == ((env.owed == 0) & ~env.on),
    )
    h.prove("idle_asks_nothing", "While `idle` nothing is asked for.", ~dut.idle | ~request.valid)
    h.prove("ahead", f"At most {_AHEAD} commands are awaited.", env.owed <= _AHEAD)
    h.prove(
        "response_ready",
        "Responses are taken at once, so those of others are not held up.",
        dut.response.ready,
    )
    h.prove(
        "disabled",
        "Nothing is requested or offered from the cycle after fetching ended on.",
        implies(~env.on, ~request.valid & ~command.valid),
    )
    h.prove(
        "address",
        "Command n is requested from `address` + 64 n, as one burst.",
        implies(
            request.valid,
            (request.payload.beats == _BEATS)
            & (request.payload.address[6:22] == (dut.address[6:] + env.requested)[:16]),
        ),
    )
    h.prove(
        "index",
        "Commands are numbered 0, 1, 2, … as they are taken.",
        implies(env.on, command.payload.index == env.given),
    )
    h.prove(
        "fits",
        "What is requested and not taken fits into the buffer.",
        implies(env.on, inside <= _AHEAD),
    )
    h.prove(
        "prompt",
        "With room for another command in the cycle before, and no request in it, there is one.",
        implies(env.on & h.past(env.on & ~env.sent & (inside < _AHEAD)), request.valid),
    )
    h.prove(
        "no_command_from_nothing",
        "A command is offered only when all its beats have come.",
        implies(command.valid, come != 0),
    )
    h.prove(
        "command_stable",
        "A command that is offered holds until it is taken, or the cycle after fetching ended.",
        implies(
            h.past(command.valid & ~command.ready) & env.on,
            command.valid & (command.payload.as_value() == h.past(command.payload.as_value())),
        ),
    )
    # Invariants, in terms of what is inside.
    h.prove(
        "awaited",
        "The block counts the bursts that are awaited.",
        h.peek("dut.awaited", 3) == env.owed,
    )
    was_on, credit = env.was_on, h.peek("dut.credit", 3)
    h.prove(
        "begins_anew",
        "What was fetched is dropped in every cycle after one that did not enable it.",
        h.peek("dut.dropped") == ~env.on,
    )
    # Beats in the buffer, and in the command that is put together.
    level = h.peek("dut.buffer.r_rdy") + h.peek("dut.buffer.inner_level", 4)
    complete, beat = h.peek("dut.complete"), h.peek("dut.beat", 2)
    inside_beats = h.peek("dut.buffer.w_en") + level + Mux(complete, _BEATS, beat)
    h.prove(
        "off",
        "From the second cycle after fetching ended on all begins anew.",
        implies(~was_on, (Cat(env.requested, env.received, env.given) == 0) & (inside_beats == 0)),
    )
    h.prove(
        "owed",
        "What is requested comes.",
        implies(was_on, env.owed == (env.requested - env.received)[:16]),
    )
    h.prove(
        "credit",
        "Credits and commands inside add up; some are known only when there are some.",
        (credit + inside == _AHEAD)
        & ~h.peek("dut.part")
        & implies(h.peek("dut.some_credit"), credit != 0),
    )
    h.prove(
        "come",
        "Beats that came are in the buffer or in the command at hand.",
        implies(was_on, inside_beats == _BEATS * come + env.progress)
        & implies(complete, beat == 0)
        & (inside_beats <= _AHEAD * _BEATS),
    )
    h.prove(
        "offset",
        "Requests go on where the last one ended.",
        h.peek("dut.offset", 32)[6:22] == env.requested,
    )
    h.prove(
        "beats",
        "No part of a command has come when nothing is awaited.",
        implies(env.owed == 0, env.progress == 0),
    )
    h.cover("second", "A second command is taken.", env.taken & (env.given == 1))
    h.cover(
        "dropped",
        "Fetching ended with responses awaited, and a command is offered after it began again.",
        command.valid & h.past(dut.enable & (env.requested == 1)) & (env.requested == 2),
    )


def _content(h: Harness) -> None:
    """Any one of the first commands: its words, index and error."""
    env = _Environment(h)
    dut = env.dut
    command, response = dut.command, dut.response
    bits = 8 * _CONFIG.bus_bytes
    beats = [Signal(bits, name=f"beat_{i}") for i in range(_BEATS)]
    error = Signal()
    number = h.constant("number", 3)
    collect = env.beat & (env.received == number)
    for i, beat in enumerate(beats):
        with h.m.If(collect & (env.progress == i)):
            h.m.d.sync += beat.eq(response.payload.data)
    with h.m.If(collect):
        h.m.d.sync += error.eq(Mux(env.progress == 0, 0, error) | response.payload.error)
    mine = command.valid & (env.given == number)
    h.prove(
        "raw",
        "A command is its beats, the first one lowest.",
        implies(mine, command.payload.raw == Cat(beats)),
    )
    h.prove(
        "error",
        "A command carries an error if one of its beats did.",
        implies(mine, command.payload.error == error),
    )
    h.prove(
        "number",
        "Commands have the indices 0, 1, 2, …",
        implies(command.valid, command.payload.index == env.given),
    )
    h.cover(
        "third",
        "A third command is taken, with an error.",
        mine & (number == 2) & env.taken & error,
    )


BENCHES = (
    Bench(
        block="fetch",
        name="order",
        build=_order,
        method="induction",
        depth=2,
        note="bus of 16 bytes",
    ),
    Bench(
        block="fetch",
        name="content",
        build=_content,
        method="bmc",
        depth=14,
        quick=False,
        note="bus of 16 bytes",
    ),
)
