"""Load engine: what it requests, where it writes, and what it promises the sequencer."""

from amaranth.hdl import Mux, Signal
from amaranth.lib import data

from tinynpu.arch.isa import COMMANDS, ErrorCode, Opcode
from tinynpu.core.load import LoadEngine
from tinynpu.core.shapes import command_layout
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches.burst_splitter import sound
from tinynpu.verify.formal.benches.command_checker import legal
from tinynpu.verify.formal.benches.read_arbiter import ReadMemory
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies, stays, sticky

__all__ = ["BENCHES"]

_SHORT = "commands of at most 3 lines of 31 bytes, 15 words and 7 bytes of padding"


class _Environment:
    """A load engine with legal commands, and a memory that answers in order.

    It is cleared when it has been halted before and nothing is under way, as `Sequencer` does.
    """

    def __init__(self, h: Harness):
        clear = h.free("clear")
        self.clear = clear
        self.dut = dut = h.block(LoadEngine(SMALL), clear=clear)
        command, request, response = dut.command, dut.request, dut.response
        h.assume(
            implies(command.valid, legal(COMMANDS[Opcode.LOAD], command.payload.raw, dut.words))
        )
        h.assume(implies(command.valid, command.payload.raw[:4] == Opcode.LOAD))
        stays(h, command.valid, command.ready, command.payload)
        h.assume(implies(h.past(dut.engine.halt & ~clear), dut.engine.halt))
        self.stop = dut.engine.halt | (dut.engine.error != 0)
        self.stopped = h.past(self.stop & ~clear)
        self.accept = command.valid & command.ready
        self.sent = request.valid & request.ready
        self.beat = response.valid & response.ready
        self.memory = ReadMemory(
            h,
            self.sent,
            request.payload.beats,
            request.payload.address[:1],
            self.beat,
            SMALL.outstanding,
        )
        h.assume(implies(self.memory.count == SMALL.outstanding, ~request.ready))
        h.assume(
            implies(
                response.valid,
                (self.memory.count != 0) & (response.payload.last == self.memory.last),
            )
        )
        stays(h, response.valid, response.ready, response.payload)
        quiet = dut.engine.halt & (self.memory.count == 0) & ~command.valid
        h.assume(implies(clear, quiet & h.past(dut.engine.halt)))


def _engine(h: Harness) -> None:
    env = _Environment(h)
    dut, engine, write = env.dut, env.dut.engine, env.dut.write
    m = h.m
    bus = SMALL.bus_bytes
    request = dut.request.payload
    h.prove(
        "address_in_range",
        "A scratchpad word that is written is inside.",
        implies(write.valid, write.address < SMALL.scratchpad_words),
    )
    size = SMALL.scratchpad_words
    second = h.peek("dut.words.second", 16 + 8 * SMALL.rows)[:16]
    in_front = h.peek("dut.buffer.valid") & h.peek("dut.inside")
    h.prove(
        "words_in_range",
        "Words that wait are inside, and so is the one in front of them.",
        implies(h.peek("dut.words.two"), second < size)
        & implies(h.peek("dut.words.some"), write.address < size)
        & implies(in_front, h.peek("dut.at_hand", 16) < size),
    )
    h.prove("whole_words", "Words are written whole.", implies(write.valid, write.mask.all()))
    h.prove(
        "halt_writes_nothing",
        "From the cycle after `halt` or an error on nothing is accepted, written or requested.",
        implies(env.stopped, ~write.valid & ~dut.request.valid & ~dut.command.ready),
    )
    h.prove(
        "halt_drains",
        "From the cycle after `halt` or an error on responses are taken at once.",
        implies(env.stopped, dut.response.ready),
    )
    h.prove(
        "write_stable",
        "A write that is offered holds until it is granted, unless the engine stops.",
        implies(
            h.past(write.valid & ~write.ready & ~env.clear) & ~env.stopped,
            write.valid
            & (write.address == h.past(write.address))
            & (write.data == h.past(write.data)),
        ),
    )
    h.prove(
        "splitter_state",
        "The registers of the splitter fit together.",
        sound(h, "dut.splitter"),
    )
    h.prove(
        "request",
        "A burst is aligned, has 1 to `burst_beats` beats, and is within 4 KiB.",
        implies(
            dut.request.valid,
            (request.address % bus == 0)
            & (request.beats >= 1)
            & (request.beats <= SMALL.burst_beats)
            & (request.address[:12] + request.beats * bus <= 4096),
        ),
    )
    h.prove(
        "buffer_fits",
        "A beat is put into the buffer only if it fits.",
        implies(h.peek("dut.buffer.put"), h.peek("dut.buffer.room")),
    )
    h.prove(
        "failed_flag",
        "The register of the failure goes with the error.",
        h.peek("dut.failed") == (engine.error != 0),
    )
    h.prove(
        "stop",
        "The engine knows in the next cycle that it is to stop.",
        h.peek("dut.stop") == env.stopped,
    )
    h.prove(
        "error_is_not_done",
        "A command that failed is never done, nor is any after `halt`.",
        implies((engine.error != 0) | env.stopped, ~engine.done),
    )
    h.prove(
        "error_is_sticky",
        "An error stays until the engine is cleared.",
        implies(h.past((engine.error != 0) & ~env.clear), engine.error == h.past(engine.error)),
    )
    h.prove(
        "error_code",
        "The errors are SCRATCHPAD_RANGE and LOAD_BUS.",
        (engine.error == 0)
        | (engine.error == ErrorCode.SCRATCHPAD_RANGE)
        | (engine.error == ErrorCode.LOAD_BUS),
    )
    running = Signal(4)
    m.d.sync += running.eq(Mux(env.clear, 0, running + env.accept - engine.done))
    both = Signal()
    m.d.sync += both.eq(both | (running == 2))
    # Where the commands are that were accepted: the queue, and its head.
    head, behind = h.peek("dut.ahead.r_rdy"), h.peek("dut.ahead.inner_level")
    waiting = head + behind
    h.prove(
        "accepted",
        "A command that was accepted is in the queue until it is done; there are at most two.",
        (running == waiting) & (waiting <= 2) & (h.peek("dut.unfinished", 3) == waiting),
    )
    h.prove(
        "busy",
        "`busy` from the cycle after a command was taken until the last is done.",
        engine.busy == (running != 0),
    )
    h.prove("done", "Only a command that was taken is done.", implies(engine.done, running != 0))
    h.prove(
        "active",
        "The data side works on the head of the queue.",
        implies(h.peek("dut.fsm_state", 3) != 0, head),
    )
    h.cover(
        "done_twice",
        "A second command is done.",
        engine.done & (running == 1) & both & (engine.index == 7),
    )
    h.cover("bus_error", "An error response stops the engine.", engine.error == ErrorCode.LOAD_BUS)
    h.cover(
        "range_error",
        "An address outside stops the engine.",
        engine.error == ErrorCode.SCRATCHPAD_RANGE,
    )


def _short(h: Harness) -> _Environment:
    """The environment with short commands, for bounded checks."""
    env = _Environment(h)
    dut = env.dut
    load = data.View(command_layout(Opcode.LOAD, dut.words), dut.command.payload.raw)
    h.assume(
        implies(
            dut.command.valid,
            (load.lines < 4) & (load.line_bytes < 32) & (load.words < 16) & (load.pad_left < 8),
        )
    )
    return env


def _answers(h: Harness) -> None:
    """What was requested and what a command takes of it belong together."""
    env = _short(h)
    dut, engine = env.dut, env.dut.engine
    # A command alone: nothing of it is under way when it is done.
    running = Signal(4)
    h.m.d.sync += running.eq(Mux(env.clear, 0, running + env.accept - engine.done))
    h.prove(
        "done_is_answered",
        "When the only command is done, all it requested has come.",
        implies(engine.done & (running == 1), (env.memory.count == 0) & ~dut.request.valid),
    )
    h.prove(
        "response_is_used",
        "A response never comes to an engine without a command.",
        implies(env.memory.count != 0, (running != 0) | env.stop),
    )
    h.cover("done_alone", "The only command is done.", engine.done & (running == 1))


def _progress(h: Harness) -> None:
    """With a fair memory and scratchpad, after any past, something happens in every few cycles."""
    env = _short(h)
    dut, engine = env.dut, env.dut.engine
    fair = h.free("fair")
    sticky(h, fair)
    h.assume(
        implies(
            fair,
            (dut.request.ready == (env.memory.count != SMALL.outstanding))
            & (dut.response.valid == (env.memory.count != 0))
            & dut.write.ready
            & ~env.clear,
        )
    )
    event = env.sent | env.beat | (dut.write.valid & dut.write.ready) | engine.done
    idle = Signal(4)
    # Padding enters the buffer, and a line begins, without an event outside.
    event = event | h.peek("dut.buffer.put") | h.peek("dut.buffer.clear")
    h.m.d.sync += idle.eq(Mux(fair & engine.busy & ~env.stop & ~event, idle + ~idle.all(), 0))
    h.prove("progress", "While a command runs, something moves at least every 8 cycles.", idle <= 8)
    h.cover("fair_done", "A command is done with a fair memory.", engine.done & fair)


BENCHES = (
    Bench(block="load", name="engine", build=_engine, method="induction", depth=3),
    Bench(
        block="load",
        name="answers",
        build=_answers,
        method="bmc",
        depth=10,
        quick=False,
        note=_SHORT,
    ),
    Bench(
        block="load",
        name="progress",
        build=_progress,
        method="bmc",
        depth=16,
        quick=False,
        note=f"{_SHORT}; fairness may begin in any cycle",
    ),
)
