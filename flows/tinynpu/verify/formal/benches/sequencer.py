"""Sequencer: order, tokens, errors and reset, with engines that keep their contract."""

from amaranth.hdl import Cat, Mux, Signal
from amaranth.lib import data

from tinynpu.arch.isa import COMMANDS, QUEUES, TOKEN_MAX, Opcode, Queue
from tinynpu.core.checker import CommandChecker
from tinynpu.core.fetch import fetched_layout
from tinynpu.core.sequencer import Sequencer
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches.command_checker import legal
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_ENGINE_HOLDS = 3
"""Commands that an engine accepts before the first of them is done, at most."""

_RUN, _HALTED = 2, (1, 3, 5)
"""States in which a program runs, and in which engines are halted: numbered as they are named."""

_LATE = 4
"""Tokens that may still come from one queue for another until too many of them stop the core."""


class _Environment:
    """The sequencer with engines that report what they accepted, and a fetch that counts."""

    def __init__(self, h: Harness):
        m = h.m
        self.dut = dut = h.block(Sequencer(SMALL))
        self.engines = {queue: getattr(dut, f"{queue.name.lower()}_engine") for queue in Queue}
        self.outputs = {queue: getattr(dut, queue.name.lower()) for queue in Queue}
        self.starts, self.running = {}, {}
        for queue in Queue:
            name = queue.name.lower()
            engine, output = self.engines[queue], self.outputs[queue]
            start = Signal(name=f"start_{name}")
            count = Signal(3, name=f"running_{name}")
            m.d.comb += start.eq(output.valid & output.ready)
            m.d.sync += count.eq(Mux(dut.clear, 0, count + start - engine.done))
            h.assume(engine.busy == (count != 0))
            h.assume(implies(engine.done, count != 0))
            h.assume(implies(output.ready, count < _ENGINE_HOLDS))
            h.assume(implies(engine.done, ~engine.signal.bit_select(queue, 1)))
            h.assume(
                implies(
                    h.past(engine.error != 0) & ~h.past(dut.clear),
                    engine.error == h.past(engine.error),
                )
            )
            h.assume(implies(h.past(dut.clear), engine.error == 0))
            h.assume(implies(h.past(engine.error != 0), ~engine.done))
            self.starts[queue], self.running[queue] = start, count
        fetched = dut.fetched
        # Fetching goes on and ends a cycle after `fetch_enable` does.
        payload = fetched.payload.as_value()
        on = h.past(dut.fetch_enable)
        h.assume(implies(fetched.valid, on & ~dut.fetch_idle))
        h.assume(
            implies(
                h.past(fetched.valid & ~fetched.ready) & on,
                fetched.valid & (payload == h.past(payload)),
            )
        )
        self.taken = fetched.valid & fetched.ready


def _control(h: Harness) -> None:
    env = _Environment(h)
    dut = env.dut
    halt = dut.load_engine.halt
    any_start = Cat(env.starts.values()).any()
    h.prove(
        "start",
        "A start is taken only while the core is neither busy nor in error.",
        implies(dut.started, dut.start & ~dut.busy & ~dut.error),
    )
    h.prove(
        "done_event",
        "`done_event` is there for the one cycle before `done` becomes 1, and only while busy.",
        implies(dut.done_event, dut.busy & ~dut.done & ~h.past(dut.done_event))
        & implies(h.past(dut.done_event), dut.done),
    )
    h.prove(
        "done",
        "`done` rises by `done_event`, and falls by a start or a reset alone.",
        dut.done == h.past(dut.done_event | (dut.done & ~dut.started & ~dut.clear)),
    )
    h.prove(
        "error_event",
        "`error_event` is there for the one cycle before `error` becomes 1.",
        implies(dut.error_event, ~dut.error & dut.running)
        & implies(h.past(dut.error_event), dut.error),
    )
    h.prove(
        "error_is_sticky",
        "`error`, its code and its command stay until the core is cleared.",
        implies(
            h.past(dut.error & ~dut.clear),
            dut.error
            & (dut.error_code == h.past(dut.error_code))
            & (dut.error_command == h.past(dut.error_command)),
        ),
    )
    h.prove(
        "error_has_a_code",
        "`error` exactly while there is a code.",
        dut.error == (dut.error_code != 0),
    )
    h.prove(
        "error_halts",
        "In error the engines are halted, and no program runs.",
        implies(dut.error, halt & ~dut.running),
    )
    h.prove(
        "one_halt",
        "All engines are halted together.",
        (halt == dut.compute_engine.halt) & (halt == dut.store_engine.halt),
    )
    h.prove(
        "starts_only_running",
        "A command is started only while a program runs.",
        implies(any_start, dut.running & ~halt),
    )
    h.prove(
        "clear",
        "`clear` is there for one cycle, while halted, after the bus and the fetch were quiet.",
        implies(dut.clear, halt & h.past(dut.bus_quiet & dut.fetch_idle & ~dut.clear)),
    )
    h.prove(
        "fetch",
        "Commands are fetched while a program runs, and taken at the latest in the cycle after.",
        (dut.fetch_enable == dut.running) & implies(env.taken, dut.running | h.past(dut.running)),
    )
    h.prove("busy", "A program that runs is busy.", implies(dut.running, dut.busy))
    h.prove(
        "done_is_quiet",
        "A program ends only when no engine has a command.",
        implies(dut.done_event, Cat(env.running.values()) == 0),
    )
    state = h.peek("dut.fsm_state", 3)
    h.prove("states", "The state machine is in one of its six states.", state < 6)
    h.prove("running", "A program runs in one of the states.", dut.running == (state == _RUN))
    for queue, engine in env.engines.items():
        h.prove(
            f"error_of_{queue.name.lower()}",
            f"An error of {queue.name} stops the program in the third cycle after it is there.",
            implies(
                h.past(h.past(dut.running & (engine.error != 0)) & ~dut.reset) & ~dut.reset,
                dut.error_event | ~dut.running,
            ),
        )
    h.cover("done_program", "A program ends.", dut.done_event)
    h.cover(
        "error_then_clear",
        "An error is cleared, and a program started.",
        h.past(dut.clear & dut.error) & dut.started,
    )


def _tokens(h: Harness) -> None:
    env = _Environment(h)
    dut = env.dut
    m = h.m
    h.prove(
        "running_state",
        "A program runs in one of the states.",
        dut.running == (h.peek("dut.fsm_state", 3) == _RUN),
    )
    failure = h.peek("dut.failure", 8)
    causes = {queue: h.peek(f"dut.failure_overflow_{queue.name.lower()}") for queue in Queue}
    for giver, taker in ((giver, taker) for giver in Queue for taker in Queue if giver != taker):
        name = f"{giver.name.lower()}_{taker.name.lower()}"
        count = h.peek(f"dut.tokens_{giver.name}_{taker.name}", range(2 * TOKEN_MAX + 1))
        model, before = Signal(6, name=f"model_{name}"), Signal(6, name=f"before_{name}")
        give = env.engines[giver].done & env.engines[giver].signal.bit_select(taker, 1)
        take = env.starts[taker] & env.outputs[taker].payload.raw.bit_select(4 + giver, 1)
        with m.If(dut.started | dut.clear):
            m.d.sync += [model.eq(0), before.eq(0)]
        with m.Elif(dut.running):
            m.d.sync += [model.eq(model + give - take), before.eq(model)]
        h.prove(
            f"tokens_{name}",
            f"The counter {giver.name} → {taker.name} is the tokens given less those taken, all before "
            "the cycle before, while a program runs.",
            implies(dut.running, count == before),
        )
        h.prove(
            f"waits_{name}",
            f"No {taker.name} command that waits for {giver.name} starts without a token.",
            implies(take, model != 0),
        )
        many = dut.running & (model > TOKEN_MAX)
        late = [h.past(many)]  # so many cycles ago, and one; the program has run on since then
        for _ in range(_LATE - 2):
            late.append(h.past(late[-1] & dut.running))
        h.prove(
            f"overflow_{name}",
            f"A token of {giver.name} for {taker.name} beyond {TOKEN_MAX} is an error, which stops the "
            f"program {_LATE} cycles after there were too many.",
            implies(late[-1] & dut.running & ~dut.reset, dut.error_event)
            & implies(dut.running, model < TOKEN_MAX + 1 + _LATE),
        )
        h.prove(
            f"overflowing_{name}",
            f"Too many tokens of {giver.name} for {taker.name} are found one step after the other.",
            implies(
                dut.running,
                implies(late[1], causes[giver])
                & implies(late[2], failure != 0)
                & Cat(were | (model < TOKEN_MAX + 2 + age) for age, were in enumerate(late)).all(),
            ),
        )
    h.cover(
        "taken",
        "A LOAD waits for a token of STORE, and starts.",
        env.starts[Queue.LOAD] & dut.load.payload.raw[6],
    )


def _order(queue: Queue, h: Harness) -> None:
    """Any one of the commands of a queue, from the fetch to its engine."""
    env = _Environment(h)
    dut = env.dut
    m = h.m
    name = queue.name.lower()
    payload = dut.fetched.payload
    words = len(env.outputs[queue].payload.raw)
    first = Signal(init=1)

    def mine(raw):
        return Cat(
            (raw[:4] == opcode) & legal(COMMANDS[opcode], raw) for opcode in QUEUES[queue]
        ).any()

    enters = env.taken & mine(payload.raw) & ~payload.error & ~first
    with m.If(dut.started):
        m.d.sync += first.eq(1)
    with m.Elif(env.taken):
        m.d.sync += first.eq(0)
    start = env.starts[queue]
    inside = Signal(4)  # commands of this queue that were fetched and not started
    depth = SMALL.queue_depth + 1
    chosen = h.free("chosen")
    followed, ahead, raw, index = Signal(), Signal(4), Signal(words), Signal(16)
    m.d.sync += inside.eq(inside + enters - start)
    with m.If(start & followed):
        m.d.sync += [ahead.eq(ahead - 1), followed.eq(ahead != 0)]
    with m.If(enters & chosen & ~followed):
        m.d.sync += [
            followed.eq(1),
            ahead.eq(inside - start),
            raw.eq(payload.raw),
            index.eq(payload.index),
        ]
    with m.If(dut.clear):
        m.d.sync += [inside.eq(0), followed.eq(0)]

    # Invariants: where the commands are inside, from the head of the queue to the register before.
    fifo = f"dut.queue_{name}"
    head_valid, behind = h.peek(f"{fifo}.r_rdy"), h.peek(f"{fifo}.inner_level")
    head, stored = h.peek(f"{fifo}.r_data", 16 + words), h.peek(f"{fifo}.storage[0]", 16 + words)
    pending = data.View(fetched_layout(), h.peek("dut.pending", fetched_layout().size))
    there = h.peek("dut.pending_valid")
    before = Signal(name="before")  # the register before the queue has one of its commands
    m.d.comb += before.eq(there & ~h.peek("dut.pending_first") & ~pending.error & mine(pending.raw))
    level = head_valid + behind
    state = h.peek("dut.fsm_state", 3)
    h.prove(
        f"{name}_state",
        "A program runs in one of the states, and in some of the others the engines are halted.",
        (dut.running == (state == _RUN))
        & (dut.load_engine.halt == state.matches(*_HALTED))
        & (state < 6),
    )
    h.prove(
        f"{name}_pending",
        "A command that was checked is there; behind END there is none.",
        implies(h.peek("dut.age", CommandChecker.LATENCY) != 0, there)
        & implies(h.peek("dut.good"), there)
        & implies(there & (pending.raw[:4] == Opcode.END), h.peek("dut.ended")),
    )
    h.prove(
        f"{name}_checked",
        f"What goes to the queue of {queue.name} was checked.",
        implies(h.peek(f"dut.for_{name}"), before),
    )
    h.prove(
        f"{name}_count",
        "Commands that were taken and not started are in the queue or in the register before it.",
        (inside == level + before) & (h.peek(f"{fifo}.level", 2) == level),
    )
    h.prove(
        f"{name}_idle_is_empty",
        "No command is left when a program has ended or been cleared.",
        implies(~dut.running & ~dut.load_engine.halt, inside == 0),
    )
    h.prove(
        f"{name}_first",
        "The sequencer knows which command is the first of a program.",
        implies(dut.running, h.peek("dut.first") == first),
    )
    entry = Cat(pending.index, pending.raw[:words])
    place = Mux(ahead == level, entry, Mux((ahead == 0) & head_valid, head, stored))
    h.prove(
        f"{name}_place",
        "The followed command is at its place.",
        implies(followed, (ahead < inside) & (place == Cat(index, raw))),
    )
    output = env.outputs[queue]
    h.prove(
        f"{name}_order",
        f"Each {queue.name} command goes to its engine unchanged, once, and in its place.",
        implies(
            start & followed & (ahead == 0),
            (output.payload.raw == raw) & (output.payload.index == index),
        ),
    )
    h.prove(
        f"{name}_source",
        f"No {queue.name} command starts that was not fetched, or a second time.",
        implies(start, inside != 0),
    )
    h.prove(
        f"{name}_room",
        "No more commands are taken than the queue and the register before it hold.",
        inside <= depth,
    )
    h.cover(
        f"{name}_full",
        "Queue and register are full, then the followed command starts.",
        h.past(inside == depth) & followed & (ahead == 0) & start & (index == 3),
    )


def _reset(h: Harness) -> None:
    """From any state, also one that no run reaches."""
    dut = h.block(Sequencer(SMALL))
    h.any_state = True
    m = h.m
    state = h.peek("dut.fsm_state", 3)
    begun = Signal()
    m.d.sync += begun.eq(1)
    h.assume(begun | (state < 6))
    # From the reset on, the bus and the fetch are quiet, as they come to be: see their benches.
    resetting = Signal()
    m.d.sync += resetting.eq(resetting | dut.reset)
    h.assume(implies(resetting, dut.bus_quiet & dut.fetch_idle & ~dut.start & ~dut.reset))
    cycles = Signal(4)
    cleared = Signal()
    m.d.sync += cleared.eq((resetting | dut.reset) & (cleared | dut.clear))
    for queue in Queue:
        # Engines that were cleared have nothing to be done with.
        engine = getattr(dut, f"{queue.name.lower()}_engine")
        h.assume(implies(cleared, ~engine.done))
    m.d.sync += cycles.eq(Mux(resetting, cycles + ~cycles.all(), 0))
    idle = ~dut.busy & ~dut.load_engine.halt & ~dut.running
    h.prove(
        "reset_brings_idle",
        "From any state, three cycles after a reset the core is idle, without error or done, if the "
        "bus and the fetch are quiet.",
        implies(cycles >= 2, idle & ~dut.error & ~dut.done & (dut.error_code == 0)),
    )
    tokens = [
        h.peek(f"dut.tokens_{giver.name}_{taker.name}", range(2 * TOKEN_MAX + 1))
        for giver in Queue
        for taker in Queue
        if giver != taker
    ]
    levels = [h.peek(f"dut.queue_{queue.name.lower()}.level", 2) for queue in Queue]
    h.prove(
        "reset_clears",
        "From any state, after a reset there are no tokens, and the queues are empty.",
        implies(cycles >= 2, Cat(*tokens, *levels) == 0),
    )
    h.prove(
        "reset_clears_once",
        "From any state, a reset clears the engines within two cycles.",
        implies(cycles >= 2, cleared),
    )
    h.cover("from_error", "A reset in error.", resetting & h.past(dut.reset & dut.error))
    h.cover("wild", "A first state that no run has.", ~begun & dut.error & dut.done & dut.running)


def _from(queue: Queue):
    def build(h: Harness) -> None:
        _order(queue, h)

    return build


BENCHES = (
    Bench(block="sequencer", name="control", build=_control),
    Bench(block="sequencer", name="tokens", build=_tokens, method="induction", depth=5),
    *(
        Bench(
            block="sequencer",
            name=f"order_{queue.name.lower()}",
            build=_from(queue),
            method="induction",
            depth=7,
            quick=False,
        )
        for queue in Queue
    ),
    Bench(block="sequencer", name="reset", build=_reset),
)
