"""Store engine: rules of AXI4's write channels, and what it promises the sequencer."""

from amaranth.hdl import Mux, Signal
from amaranth.lib import data

from tinynpu.arch.isa import COMMANDS, ErrorCode, Opcode
from tinynpu.core.shapes import command_layout
from tinynpu.core.store import StoreEngine
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches.burst_splitter import sound
from tinynpu.verify.formal.benches.command_checker import legal
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import hold, implies, stays, sticky

__all__ = ["BENCHES"]


class _Environment:
    """A store engine with legal commands and a memory that keeps AXI's rules.

    The sequencer clears it while it is halted and the bus is quiet, as `Sequencer` does.
    """

    def __init__(self, h: Harness):
        m = h.m
        clear = h.free("clear")
        self.dut = dut = h.block(StoreEngine(SMALL), clear=clear)
        self.clear = clear
        axi = dut.axi
        command = dut.command
        h.assume(
            implies(command.valid, legal(COMMANDS[Opcode.STORE], command.payload.raw, dut.words))
        )
        h.assume(implies(command.valid, command.payload.raw[:4] == Opcode.STORE))
        stays(h, command.valid, command.ready, command.payload)
        h.assume(implies(h.past(dut.engine.halt & ~clear), dut.engine.halt))
        h.assume(implies(clear, dut.engine.halt & dut.quiet & ~command.valid))

        self.stop = dut.engine.halt | (dut.engine.error != 0)
        self.stopped = h.past(self.stop & ~clear)
        self.aw, self.w, self.b = axi.awvalid & axi.awready, axi.wvalid & axi.wready, axi.bvalid
        self.new_aw = axi.awvalid & ~h.past(axi.awvalid & ~axi.awready)
        self.new_w = axi.wvalid & ~h.past(axi.wvalid & ~axi.wready)
        # Bursts offered, addresses taken, last beats taken: less those that were answered.
        self.begun, self.addressed, self.complete = Signal(3), Signal(3), Signal(3)
        # Bursts offered, less those whose last beat was taken.
        self.unsent = Signal(3)
        last = self.w & axi.wlast
        m.d.sync += [
            self.begun.eq(self.begun + self.new_aw - self.b),
            self.addressed.eq(self.addressed + self.aw - self.b),
            self.complete.eq(self.complete + last - self.b),
            self.unsent.eq(self.unsent + self.new_aw - last),
        ]
        self.answerable = (self.addressed != 0) & (self.complete != 0)
        h.assume(implies(axi.bvalid, self.answerable))


def _bus(h: Harness) -> None:
    env = _Environment(h)
    dut, axi = env.dut, env.dut.axi
    bus = SMALL.bus_bytes
    hold(
        h,
        "aw_stable",
        "AWVALID, AWADDR and AWLEN hold until AWREADY.",
        axi.awvalid,
        axi.awready,
        axi.awaddr,
        axi.awlen,
    )
    hold(
        h,
        "w_stable",
        "WVALID, WDATA, WSTRB and WLAST hold until WREADY.",
        axi.wvalid,
        axi.wready,
        axi.wdata,
        axi.wstrb,
        axi.wlast,
    )
    h.prove(
        "within_4_kib",
        "No burst crosses a 4 KiB boundary (AXI4, A3.4.1).",
        implies(axi.awvalid, axi.awaddr[:12] + ((axi.awlen + 1) * bus) <= 4096),
    )
    h.prove(
        "length",
        "A burst has at most `burst_beats` beats and begins at a multiple of the bus width.",
        implies(axi.awvalid, (axi.awlen < SMALL.burst_beats) & (axi.awaddr % bus == 0)),
    )
    h.prove(
        "no_data_before_address",
        "A beat is offered only after AWVALID of its burst was raised.",
        implies(axi.wvalid, env.unsent != 0),
    )
    # Any one of the bursts: how many are sent before it, and how many of its beats are through.
    chosen = h.free("chosen")
    followed, ahead, length, done = Signal(), Signal(3), Signal(9), Signal(9)
    mine = followed & (ahead == 0)
    with h.m.If(env.w & mine):
        h.m.d.sync += done.eq(done + 1)
    with h.m.If(env.w & axi.wlast & followed):
        h.m.d.sync += [ahead.eq(ahead - 1), followed.eq(ahead != 0)]
    with h.m.If(env.new_aw & chosen & ~followed):
        h.m.d.sync += [
            followed.eq(1),
            ahead.eq(env.unsent - (env.w & axi.wlast)),
            length.eq(axi.awlen + 1),
            done.eq(0),
        ]
    h.prove(
        "last",
        "WLAST is in the beat that AWLEN says, and in no other.",
        implies(axi.wvalid & mine, axi.wlast == (done == length - 1)),
    )
    h.prove(
        "outstanding",
        "At most `outstanding` bursts are offered and not answered.",
        env.begun <= SMALL.outstanding,
    )
    # Invariants, in terms of what is inside.
    h.prove(
        "splitter_state",
        "The registers of the splitter fit together.",
        sound(h, "dut.splitter"),
    )
    h.prove(
        "failed_flag",
        "The register of the failure goes with the error.",
        h.peek("dut.failed") == (dut.engine.error != 0),
    )
    unanswered = h.peek("dut.unanswered", 2)
    h.prove(
        "unanswered",
        "The engine counts the bursts that are not answered.",
        (unanswered == env.begun + env.new_aw) & (unanswered <= SMALL.outstanding),
    )
    h.prove(
        "counts",
        "An offered burst is on AW or its address was taken, and it is sent or not.",
        (env.begun + env.new_aw == env.addressed + axi.awvalid)
        & (env.begun == env.complete + env.unsent),
    )
    pointer = h.peek("dut.bursts.consume")
    queue = [h.peek(f"dut.bursts.storage[{i}]", 8) for i in range(SMALL.outstanding)]
    level, sent = h.peek("dut.bursts.level", 2), h.peek("dut.beats_done", 8)
    popped = axi.wvalid & axi.wlast

    def entry(i):
        return Mux((pointer + i)[0], queue[1], queue[0])

    h.prove(
        "pointers",
        "The queue's pointers are as far apart as its level says.",
        (level <= SMALL.outstanding) & (h.peek("dut.bursts.produce") == (pointer + level)[0]),
    )
    h.prove(
        "newest",
        "The burst that is offered newly is the last one of the queue.",
        implies(env.new_aw, (level != 0) & (entry(level - 1) == axi.awlen)),
    )
    h.prove(
        "place",
        "The followed burst is in the queue, `ahead` from the front, until its last beat is offered.",
        implies(
            followed,
            (ahead < env.unsent)
            & (length != 0)
            & Mux(mine & popped, done == length - 1, entry((ahead - popped)[:2]) == length - 1)
            & implies(mine & ~popped, (sent == done + axi.wvalid) & (sent < length))
            & implies(~mine, done == 0),
        ),
    )
    h.prove(
        "restart",
        "Behind a last beat, and before the first one, the count of beats is 0.",
        implies(popped | (env.unsent == 0), sent == 0),
    )
    h.prove(
        "unsent",
        "The engine's queue holds the bursts that are not sent.",
        level + popped == env.unsent + env.new_aw,
    )
    h.prove(
        "done_is_answered",
        "A command is done only when all its bursts have been sent and answered.",
        implies(dut.engine.done, (env.begun == 0) & ~axi.awvalid & ~axi.wvalid),
    )
    h.prove("bready", "Responses are taken at once.", axi.bready)
    h.prove(
        "quiet",
        "`quiet` only if nothing is offered, and each burst was sent and answered.",
        implies(dut.quiet, (env.begun == 0) & ~axi.awvalid & ~axi.wvalid & (env.unsent == 0)),
    )
    h.prove(
        "quiet_stays",
        "It stays `quiet` until a command is taken.",
        implies(h.past(dut.quiet & ~(dut.command.valid & dut.command.ready)), dut.quiet),
    )
    h.prove(
        "stop",
        "The engine knows in the next cycle that it is to stop.",
        h.peek("dut.stop") == env.stopped,
    )
    h.prove(
        "room",
        "A burst is offered only if there is a place for it.",
        implies(h.peek("dut.place"), unanswered < SMALL.outstanding),
    )
    h.prove(
        "halt_begins_nothing",
        "From the second cycle after `halt` or an error on no burst is begun.",
        implies(h.past(env.stopped), ~env.new_aw),
    )
    h.prove(
        "halt_writes_nothing",
        "From the second cycle after `halt` or an error on the beats that are due have no strobe.",
        implies(h.past(env.stopped) & env.new_w, axi.wstrb == 0),
    )
    h.cover(
        "two_bursts",
        "The last beat of a second burst, the first one not yet answered.",
        env.w & axi.wlast & (env.complete == 1) & (env.addressed == 2),
    )
    h.cover(
        "halted_burst",
        "A burst is completed after `halt`, then the engine is cleared.",
        h.past(env.clear, "was_cleared") & h.past(h.past(env.b & ~env.clear)),
    )
    h.cover(
        "data_first",
        "All beats go before the address does.",
        (env.complete == 1) & (env.addressed == 0),
    )


def _engine(h: Harness) -> None:
    env = _Environment(h)
    dut = env.dut
    engine, command = dut.engine, dut.command
    m = h.m
    accept = command.valid & command.ready
    running = Signal()
    index, signals = Signal(16), Signal(3)
    with m.If(engine.done | env.clear):
        m.d.sync += running.eq(0)
    with m.If(accept):
        m.d.sync += [
            running.eq(1),
            index.eq(command.payload.index),
            signals.eq(command.payload.raw[7:10]),
        ]
    h.prove(
        "busy",
        "`busy` from the cycle after a command was taken until it is done.",
        engine.busy == running,
    )
    h.prove(
        "index", "`index` is that of the running command.", implies(running, engine.index == index)
    )
    h.prove(
        "done",
        "A command is done only while one runs, and gives the tokens that it says.",
        implies(engine.done, running & (engine.signal == signals)),
    )
    h.prove(
        "error_is_not_done",
        "A command that failed is never done, nor is any after `halt`.",
        implies((engine.error != 0) | env.stopped, ~engine.done),
    )
    h.prove(
        "one_at_a_time",
        "A command is taken only when the one before is done.",
        implies(accept, ~running),
    )
    h.prove(
        "error_is_sticky",
        "An error stays until the engine is cleared.",
        implies(h.past((engine.error != 0) & ~env.clear), engine.error == h.past(engine.error)),
    )
    h.prove(
        "error_code",
        "The errors are SCRATCHPAD_RANGE and STORE_BUS.",
        (engine.error == 0)
        | (engine.error == ErrorCode.SCRATCHPAD_RANGE)
        | (engine.error == ErrorCode.STORE_BUS),
    )
    h.prove(
        "address_in_range",
        "A scratchpad address that is asked for is inside.",
        implies(dut.read.valid, dut.read.address < SMALL.scratchpad_words),
    )
    h.prove(
        "halt_reads_nothing",
        "From the cycle after `halt` or an error on nothing is read, and no command taken.",
        implies(env.stopped, ~dut.read.valid & ~command.ready),
    )
    # The beats of the ring between the next one that is sent and the one that is asked for last.
    used = h.peek("dut.used", 4)
    h.prove(
        "ring_fits",
        "What is asked for, and the beat in which the next word begins, fit into the ring.",
        implies(h.past(dut.read.valid & dut.read.ready), used != 0) | (used <= 15),
    )
    h.cover(
        "done_twice",
        "A second command is done.",
        engine.done & h.past(running) & (index == 2) & (signals == 3),
    )
    h.cover("bus_error", "An error response stops the engine.", engine.error == ErrorCode.STORE_BUS)
    h.cover(
        "range_error",
        "An address outside stops the engine.",
        engine.error == ErrorCode.SCRATCHPAD_RANGE,
    )


def _progress(h: Harness) -> None:
    """With a fair memory and scratchpad, after any past, something happens in every few cycles."""
    env = _Environment(h)
    dut, axi = env.dut, env.dut.axi
    store = data.View(command_layout(Opcode.STORE, dut.words), dut.command.payload.raw)
    h.assume(implies(dut.command.valid, (store.lines < 4) & (store.line_bytes < 32)))
    fair = h.free("fair")
    sticky(h, fair)
    h.assume(
        implies(
            fair,
            axi.awready & axi.wready & dut.read.ready & (axi.bvalid == env.answerable) & ~env.clear,
        )
    )
    event = env.aw | env.w | env.b | (dut.read.valid & dut.read.ready) | dut.engine.done
    idle = Signal(4)
    h.m.d.sync += idle.eq(Mux(fair & dut.engine.busy & ~dut.quiet & ~event, idle + ~idle.all(), 0))
    h.prove(
        "bus_progress",
        "While bursts are under way, `halt` or not, something moves at least every 8 cycles.",
        idle <= 8,
    )
    working = Signal(4)
    h.m.d.sync += working.eq(
        Mux(fair & dut.engine.busy & ~env.stop & ~event, working + ~working.all(), 0)
    )
    h.prove(
        "progress",
        "While a command runs, something moves at least every 8 cycles.",
        working <= 8,
    )
    h.cover("fair_done", "A command is done with a fair memory.", dut.engine.done & fair)


BENCHES = (
    Bench(block="store", name="bus", build=_bus, method="induction", depth=3),
    Bench(block="store", name="engine", build=_engine),
    Bench(
        block="store",
        name="progress",
        build=_progress,
        method="bmc",
        depth=20,
        quick=False,
        note="commands of at most 3 lines of 31 bytes; fairness may begin in any cycle",
    ),
)
