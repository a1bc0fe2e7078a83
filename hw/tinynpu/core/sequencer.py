"""Sequencer: dispatch, queues, tokens, errors, reset and counters."""

from amaranth.hdl import C, Cat, Module, Mux, ResetInserter, Signal
from amaranth.lib import data, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import QUEUES, TOKEN_MAX, ErrorCode, Opcode, Queue
from tinynpu.core.chain import chained
from tinynpu.core.checker import CommandChecker
from tinynpu.core.fetch import fetched_layout
from tinynpu.core.queue import CommandQueue
from tinynpu.core.shapes import (
    EngineSignature,
    command_layout,
    entry_layout,
    queue_words,
)

__all__ = ["Sequencer"]

_END_CYCLES = 3
"""Cycles from the last command's end to that of the program: by then each failure is known."""

_SETTLE_CYCLES = 8
"""Cycles without any way on before it is a deadlock: more than a queue needs to show an entry."""


class Sequencer(wiring.Component):
    """Takes commands in order, checks them, and hands them to the engines through three queues.

    Parameters
    ----------
    config
        ``queue_depth``, and the limits of the checks.

    Members
    -------
    start, reset : In(1)
        From the CSRs, for one cycle.
    watchdog : In(32)
        Most cycles of a program, or 0.
    fetch_enable, fetch_idle, fetched
        Instruction fetch.
    load, compute, store : Out(stream)
        Commands for the engines.
    load_engine, compute_engine, store_engine : In(EngineSignature())
        Their status.
    bus_quiet : In(1)
        Nothing is under way on the memory port.
    clear : Out(1)
        Resets the engines for one cycle.
    busy, done, error, error_code, error_command : Out
        Status, as the CSRs show it.
    done_event, error_event : Out(1)
        For one cycle, when ``done`` or ``error`` becomes 1.
    started : Out(1)
        For one cycle, when a program starts: the counters are cleared.
    running : Out(1)
        A program runs; the counters count.
    stall_token : Out(1)
        The next compute command waits for a token.
    """

    def __init__(self, config: Config):
        self.config = config
        members = {
            "start": In(1),
            "reset": In(1),
            "watchdog": In(32),
            "fetch_enable": Out(1),
            "fetch_idle": In(1),
            "fetched": In(stream.Signature(fetched_layout())),
            "bus_quiet": In(1),
            "clear": Out(1),
            "busy": Out(1),
            "done": Out(1),
            "error": Out(1),
            "error_code": Out(8),
            "error_command": Out(16),
            "done_event": Out(1),
            "error_event": Out(1),
            "started": Out(1),
            "running": Out(1),
            "stall_token": Out(1),
        }
        for queue in Queue:
            name = queue.name.lower()
            members[name] = Out(stream.Signature(entry_layout(queue_words(queue))))
            members[f"{name}_engine"] = In(EngineSignature())
        super().__init__(members)

    def elaborate(self, platform):
        m = Module()
        config = self.config
        engines = {queue: getattr(self, f"{queue.name.lower()}_engine") for queue in Queue}
        outputs = {queue: getattr(self, queue.name.lower()) for queue in Queue}

        # Every cause of an error stops the core in the second cycle after it was there; the first
        # one is kept. Among those of one cycle the last counts.
        failure = Signal(8)
        failed_command = Signal(16)
        m.d.sync += failure.eq(0)

        def fail(name, condition, code, command):
            cause = Signal(name=f"failure_{name}")
            m.d.sync += cause.eq(condition & self.running)
            with m.If(cause):
                m.d.sync += [failure.eq(code), failed_command.eq(command)]

        halted = Signal()
        cycles = Signal(32)  # of the program, the next two included
        fail("timeout", (self.watchdog != 0) & (cycles >= self.watchdog), ErrorCode.TIMEOUT, 0)

        # Dispatch: a command is checked in a register, and goes from there to a queue.
        m.submodules.checker = checker = CommandChecker(config)
        pending = Signal(fetched_layout(), reset_less=True)
        pending_valid = Signal()
        first = Signal()
        pending_first = Signal()
        age = Signal(CommandChecker.LATENCY)  # a bit for each cycle that it has been there
        good = Signal()
        pending_error = Signal(8)  # what the check said
        ended = Signal()
        leaves = Signal()
        m.d.comb += [
            self.fetch_enable.eq(self.running),
            checker.raw.eq(pending.raw),
            checker.first.eq(pending_first),
            self.fetched.ready.eq(~pending_valid & ~ended),
        ]
        m.d.sync += age.eq(Cat(pending_valid, age))
        with m.If(age[-1] & (pending_error == 0)):
            m.d.sync += [
                good.eq(~pending.error & (checker.error == 0)),
                pending_error.eq(Mux(pending.error, ErrorCode.FETCH_BUS, checker.error)),
            ]
        with m.If(leaves):
            m.d.sync += [pending_valid.eq(0), age.eq(0), good.eq(0)]
        with m.If(self.fetched.valid & self.fetched.ready):
            m.d.sync += [
                pending_valid.eq(1),
                pending.eq(self.fetched.payload),
                pending_first.eq(first),
                first.eq(0),
            ]
            with m.If(self.fetched.payload.raw[:4] == Opcode.END):
                m.d.sync += ended.eq(1)  # whatever is fetched behind it is not looked at

        # Queues and tokens.
        tokens = {
            (giver, taker): Signal(
                range(2 * TOKEN_MAX + 1), name=f"tokens_{giver.name}_{taker.name}"
            )
            for giver in Queue
            for taker in Queue
            if giver != taker
        }
        finished_index = {
            queue: Signal(16, name=f"finished_{queue.name.lower()}") for queue in Queue
        }
        # Of the command that gave tokens, in the cycle in which too many are seen to be a failure.
        for queue in Queue:
            index = engines[queue].index
            for cycle in range(2):
                later = Signal(16, name=f"giver_{queue.name.lower()}_{cycle}")
                m.d.sync += later.eq(index)
                index = later
            m.d.sync += finished_index[queue].eq(index)
        opcode = pending.raw[:4]
        blocked = Signal()  # the command at dispatch finds its queue full
        entries = Signal(3)  # queues that hold something
        can_start = Signal(3)
        waiting = Signal(3)
        offers = []
        moves = []
        overflows = {queue: [] for queue in Queue}  # of the tokens that it gives
        for queue in Queue:
            words = queue_words(queue)
            shape = entry_layout(words)
            buffer = CommandQueue(shape, config.queue_depth)
            m.submodules[f"queue_{queue.name.lower()}"] = ResetInserter(self.clear)(buffer)
            entry = Signal(shape, name=f"entry_{queue.name.lower()}")
            mine = Signal(name=f"for_{queue.name.lower()}")
            opcodes = QUEUES[queue]
            m.d.comb += [
                entry.index.eq(pending.index),
                entry.raw.eq(pending.raw),
                buffer.w_data.eq(entry),
                mine.eq(good & opcode.matches(*map(int, opcodes))),
                buffer.w_en.eq(mine & self.running & ~halted),
                entries[queue].eq(buffer.level != 0),
            ]
            with m.If(mine & buffer.w_rdy & self.running):
                m.d.comb += leaves.eq(1)
            with m.If(mine & ~buffer.w_rdy):
                m.d.comb += blocked.eq(1)

            # The head starts when all the tokens that it waits for are there.
            common = data.View(command_layout(opcodes[0], words), buffer.r_data.raw)
            output = outputs[queue]
            lacking = 0
            taken = Signal(name=f"start_{queue.name.lower()}")
            for other in Queue:
                if other != queue:
                    lacking = lacking | (
                        common[f"wait_{other.name.lower()}"] & (tokens[other, queue] == 0)
                    )
            # No other queue takes these tokens: what was there in the cycle before is still there.
            offered = Signal(name=f"offered_{queue.name.lower()}")
            offers.append(offered)
            m.d.sync += offered.eq(buffer.r_rdy & ~lacking)
            m.d.comb += [
                output.payload.eq(buffer.r_data),
                output.valid.eq(buffer.r_rdy & offered & self.running),
                waiting[queue].eq(buffer.r_rdy & lacking),
                can_start[queue].eq(buffer.r_rdy & ~lacking),
                taken.eq(output.valid & output.ready),
                buffer.r_en.eq(taken),
            ]
            # Tokens are given and taken a cycle later, in which the queue still shows the command.
            started = Signal(name=f"started_{queue.name.lower()}")
            m.d.sync += started.eq(taken)
            moves.append(started)
            for other in Queue:
                if other == queue:
                    continue
                count = tokens[other, queue]
                gives = Signal(name=f"gives_{other.name.lower()}_{queue.name.lower()}")
                takes = Signal(name=f"takes_{other.name.lower()}_{queue.name.lower()}")
                m.d.sync += gives.eq(engines[other].done & engines[other].signal[queue])
                m.d.comb += takes.eq(started & common[f"wait_{other.name.lower()}"])
                moves.append(gives)
                with m.If(gives & ~takes):
                    m.d.sync += count.eq(chained(m, f"more_{count.name}", count, C(1)))
                with m.If(takes & ~gives):
                    m.d.sync += count.eq(chained(m, f"less_{count.name}", count, C(-1)))
                overflows[other].append(count > TOKEN_MAX)
        for queue in Queue:
            fail(
                f"overflow_{queue.name.lower()}",
                Cat(overflows[queue]).any(),
                ErrorCode.TOKEN_OVERFLOW,
                finished_index[queue],
            )
        with m.If(good & (opcode == Opcode.START)):
            m.d.comb += leaves.eq(1)

        # Deadlock: there are commands, none can start, none runs.
        engines_busy = Signal()
        m.d.comb += engines_busy.eq(
            self.load_engine.busy | self.compute_engine.busy | self.store_engine.busy
        )
        stuck = Signal()  # in the cycle before
        settle = Signal(range(_SETTLE_CYCLES + 1))
        at_end = good & (opcode == Opcode.END)
        m.d.sync += stuck.eq(~engines_busy & ~can_start.any() & entries.any() & (blocked | at_end))
        m.d.sync += settle.eq(Mux(stuck, settle + 1, 0))
        # Named after the compute command that waits, if there is one, else load, else store.
        stuck_command = Signal(16)
        for queue in (Queue.STORE, Queue.LOAD, Queue.COMPUTE):
            with m.If(waiting[queue]):
                m.d.sync += stuck_command.eq(outputs[queue].payload.index)
        fail("deadlock", stuck & (settle == _SETTLE_CYCLES - 1), ErrorCode.DEADLOCK, stuck_command)

        # These stay until the core is cleared.
        fail("command", pending_error != 0, pending_error, pending.index)
        for queue, engine in engines.items():
            fail(queue.name.lower(), engine.error != 0, engine.error, engine.index)
            m.d.comb += engine.halt.eq(halted)

        m.d.comb += self.stall_token.eq(waiting[Queue.COMPUTE])
        finished = Signal(_END_CYCLES)  # so long ago
        m.d.sync += finished.eq(Cat(at_end & ~engines_busy & ~entries.any(), finished))
        begin = [
            pending_valid.eq(0),
            age.eq(0),
            good.eq(0),
            pending_error.eq(0),
            first.eq(1),
            ended.eq(0),
            cycles.eq(2),  # a failure stops the core so late
            finished.eq(0),
            settle.eq(0),
            *(count.eq(0) for count in tokens.values()),
            *(register.eq(0) for register in (*offers, *moves)),
        ]
        with m.FSM():
            with m.State("IDLE"):
                with m.If(self.reset):
                    m.d.sync += halted.eq(1)
                    m.next = "RESET"
                with m.Elif(self.start):
                    m.d.comb += self.started.eq(1)
                    m.d.sync += [*begin, self.done.eq(0), self.running.eq(1)]
                    m.next = "RUN"
            with m.State("RUN"):
                m.d.comb += self.busy.eq(1)
                m.d.sync += cycles.eq(cycles + 1)
                with m.If(self.reset):
                    m.d.sync += [halted.eq(1), self.running.eq(0)]
                    m.next = "RESET"
                with m.Elif(failure != 0):
                    m.d.comb += self.error_event.eq(1)
                    m.d.sync += [
                        halted.eq(1),
                        self.running.eq(0),
                        self.error.eq(1),
                        self.error_code.eq(failure),
                        self.error_command.eq(failed_command),
                    ]
                    m.next = "ERROR"
                with m.Elif(finished[-1]):
                    m.d.sync += self.running.eq(0)
                    m.next = "FINISH"
            with m.State("FINISH"):
                # Commands that were fetched beyond END are on their way.
                m.d.comb += self.busy.eq(1)
                with m.If(self.reset):
                    m.d.sync += halted.eq(1)
                    m.next = "RESET"
                with m.Elif(self.fetch_idle):
                    m.d.comb += self.done_event.eq(1)
                    m.d.sync += self.done.eq(1)
                    m.next = "IDLE"
            with m.State("ERROR"):
                with m.If(self.reset):
                    m.d.sync += halted.eq(1)
                    m.next = "RESET"
            with m.State("RESET"):
                m.d.comb += self.busy.eq(1)
                with m.If(self.bus_quiet & self.fetch_idle):
                    m.next = "CLEAR"
            with m.State("CLEAR"):
                # Still halted: an engine must not begin a burst while it is being cleared.
                m.d.comb += [self.clear.eq(1), self.busy.eq(1)]
                m.d.sync += [
                    *begin,
                    self.running.eq(0),
                    halted.eq(0),
                    self.done.eq(0),
                    self.error.eq(0),
                    self.error_code.eq(0),
                    self.error_command.eq(0),
                ]
                m.next = "IDLE"
        return m
