"""What is around the sequencer: instruction fetch, three engines, the bus; and all that it must do."""

import dataclasses
from collections import deque

from tinynpu.arch.assembler import check, decode
from tinynpu.arch.isa import COMMANDS, TOKEN_MAX, ErrorCode, Opcode, Queue
from tinynpu.core.shapes import queue_words
from tinynpu.cosim.agents import Bench
from tinynpu.testing.sequences import queued
from tinynpu.verify.blocks import SMALL

CHECK = 4
"""Cycles from the dispatch of a command until it was checked, and may go to its queue."""
_SETTLED = 4 + CHECK
"""Cycles from the dispatch of a command until its queue surely shows it."""
_DEADLOCK_CYCLES = 8
_END_CYCLES = 3
"""Cycles in which a program must have nothing left to do before it ends."""
_OUTPUTS = (
    "fetch_enable", "clear", "busy", "done", "error", "error_code", "error_command", "done_event",
    "error_event", "started", "running", "stall_token", "fetched__ready",
    *(f"{queued(queue)}__valid" for queue in Queue),
    *(f"{queued(queue)}_engine__halt" for queue in Queue),
)  # fmt: skip


@dataclasses.dataclass
class Waiting:
    """A command at dispatch or in a queue."""

    index: int
    values: dict[str, int]
    raw: int
    since: int  # cycle in which it was dispatched, or the one before it was started
    taken: int  # cycle in which it was dispatched


@dataclasses.dataclass
class Engine:
    """An engine: commands it has accepted, with the cycles that each takes."""

    capacity: int
    running: deque[list] = dataclasses.field(default_factory=deque)
    error: int = 0
    held: bool = False  # does not finish anything


class Surroundings:
    """Everything outside, cycle by cycle; after each cycle all outputs are checked.

    Parameters
    ----------
    bench
        Block.
    pause
        Chance of a pause of everything that may pause.
    slowest
        Most cycles that a command takes.

    Members
    -------
    state
        State in which the sequencer must be.
    outcome
        Code and index of the last error, ``(0, 0)`` if there was none.
    run_cycles
        Cycles of the program until now.
    position, fetch_limit
        Commands that were dispatched, and of which no more are offered.
    tokens, waiting, engines
        As they were after the last cycle.
    """

    def __init__(self, bench: Bench, pause=0.3, slowest=12):
        self.bench = bench
        self.pause = pause
        self.slowest = slowest
        self.watchdog = 0
        self.first_index = 0
        self.fetch_limit = 1 << 30
        self.fetch_holds = self.bus_holds = False
        self._program: list[bytes] = []
        self._fetch_errors: set[int] = set()
        self._engine_errors: dict[int, int] = {}
        self.engines = {
            Queue.LOAD: Engine(2),
            Queue.COMPUTE: Engine(3),
            Queue.STORE: Engine(1),
        }
        self.state = "IDLE"
        self.cycle = self.run_cycles = 0
        self.done = 0
        self.outcome = (0, 0)
        self._offered = False
        self._enabled = 0
        self._begin()

    def program(self, program, *, index=0, fetch_errors=(), engine_errors=None):
        """What is fetched from the next start on.

        ``index`` is that of the first command; ``fetch_errors`` are positions that come with a
        bus error, ``engine_errors`` positions at which the engine fails, with the code.
        """
        self._program = program
        self.first_index = index
        self._fetch_errors = set(fetch_errors)
        self._engine_errors = engine_errors or {}

    async def step(self, *, start=0, reset=0):
        """One cycle."""
        inputs = {"start": start, "reset": reset, "watchdog": self.watchdog}
        inputs |= self._drive_fetch() | self._drive_engines()
        quiet = not self.bus_holds and self.bench.random.random() >= self.pause
        idle = not self._enabled and not self.fetch_holds
        idle = idle and self.bench.random.random() >= self.pause
        inputs |= {"bus_quiet": int(quiet), "fetch_idle": int(idle)}
        for name, value in inputs.items():
            self.bench.set(name, value)
        await self.bench.edge()
        self._check(inputs, {name: self.bench.bits(name) for name in _OUTPUTS})
        self.cycle += 1

    async def run(self, limit: int = 20_000) -> tuple[int, int]:
        """Start, and wait for the end; error (0 if none) and the index that it names."""
        await self.step(start=1)
        assert self.state == "RUN"
        for _ in range(limit):
            await self.step()
            if self.state in ("IDLE", "ERROR"):
                return self.outcome
        raise AssertionError(f"the program has not ended within {limit} cycles: {self.state}")

    async def reset(self):
        """A reset by the CSR, until it is over."""
        await self.step(reset=1)
        for _ in range(1000):
            if self.state == "IDLE":
                return
            await self.step()
        raise AssertionError(f"the reset must end: {self.state}")

    def _begin(self):
        """What a start and a reset leave."""
        self.tokens = {(a, b): 0 for a in Queue for b in Queue if a != b}
        self.waiting: dict[Queue, deque[Waiting]] = {queue: deque() for queue in Queue}
        self.position = 0
        self._shown: set[Queue] = set()
        self._able: set[Queue] = set()  # queues that may start a command, and have not offered it
        self._failing: tuple[int, int, int] | None = None  # the command at dispatch, and since when
        self._found: deque[tuple[int, int] | None] = deque([None, None])  # in the last two cycles
        # Errors that too many tokens are, in the last two cycles.
        self._overflowed: deque[tuple[int, int] | None] = deque([None, None])
        self._fresh: set[tuple[Queue, Queue]] = set()  # given in the cycle before: nobody sees them
        self._finished = deque([False] * _END_CYCLES)  # what was so in the last cycles
        self._ended: int | None = None  # when END was dispatched
        self._stuck = 0
        self._was_stuck = False
        self.run_cycles = 0

    # What is outside

    def _drive_fetch(self):
        draw = self.bench.random
        if not self._enabled or self.position >= self.fetch_limit:
            self._offered = False
        elif not self._offered:
            self._offered = draw.random() >= self.pause
        if not self._offered:
            self.bench.scramble("fetched__payload")
            return {"fetched__valid": 0}
        if self.position < len(self._program):
            raw = int.from_bytes(self._program[self.position], "little")
            error = int(self.position in self._fetch_errors)
        else:  # behind END
            raw = error = 1
        index = (self.first_index + self.position) & 0xFFFF
        payload = {"index": index, "error": error, "raw": raw}
        return {"fetched__valid": 1, "fetched__payload": payload}

    def _drive_engines(self):
        draw, inputs = self.bench.random, {}
        for queue, engine in self.engines.items():
            name = queued(queue)
            done = signal = 0
            if engine.running and not engine.held:
                index, values, left = engine.running[0]
                engine.running[0][2] = left - 1
                if left <= 0 and not engine.error:
                    code = self._engine_errors.get((index - self.first_index) & 0xFFFF, 0)
                    engine.error, done = code, int(not code)
                    signal = sum(values[f"signal_{queued(other)}"] << other for other in Queue)
            room = len(engine.running) < engine.capacity
            inputs |= {
                f"{name}__ready": int(room and draw.random() >= self.pause),
                f"{name}_engine__busy": int(bool(engine.running)),
                f"{name}_engine__index": engine.running[0][0] if engine.running else 0xDEAD,
                f"{name}_engine__done": done,
                f"{name}_engine__signal": signal if done else draw.getrandbits(3),
                f"{name}_engine__error": engine.error,
            }
        return inputs

    # What the sequencer must do

    def _check(self, i, o):
        self._enabled = o["fetch_enable"]
        state = self.state
        running = state == "RUN"
        # An error stops the core in the second cycle after it was found.
        found = self._found.popleft()
        failure = found if running and not i["reset"] else None
        self._found.append(self._failure(i) if running else None)
        self._overflowed.append(self._overflow(i))
        self._overflowed.popleft()
        for name, wanted in {
            "running": running,
            "fetch_enable": running,
            "busy": state in ("RUN", "FINISH", "RESET", "CLEAR"),
            "clear": state == "CLEAR",
            "started": state == "IDLE" and i["start"] and not i["reset"],
            "done_event": state == "FINISH" and i["fetch_idle"] and not i["reset"],
            "error_event": failure is not None,
            "done": self.done,
            "error": self.outcome[0] != 0,
            "error_code": self.outcome[0],
            "error_command": self.outcome[1],
            **{f"{queued(q)}_engine__halt": state in ("ERROR", "RESET", "CLEAR") for q in Queue},
        }.items():
            assert o[name] == int(wanted), f"{name} is {o[name]} in {state}"
        finished = running and self._ended_for(CHECK) and not self._failing
        finished = finished and not any(self.waiting.values())
        finished = finished and not any(engine.running for engine in self.engines.values())
        self._check_queues(i, o, running)
        self._take(i, o, running)
        self._finish_commands(i)
        self._finished.append(finished)
        self._next(i, failure, self._finished.popleft())

    def _failure(self, i):
        """Error that this cycle must find: the last of these counts."""
        failure = None
        if self.watchdog and self.run_cycles + 2 >= self.watchdog:
            failure = ErrorCode.TIMEOUT, 0
        failure = self._overflowed[0] or failure
        if self._deadlock(i):
            failure = ErrorCode.DEADLOCK, self._deadlocked()
        if self._failing and self.cycle >= self._failing[2] + CHECK:
            failure = self._failing[:2]
        for queue in Queue:
            if i[f"{queued(queue)}_engine__error"]:
                name = f"{queued(queue)}_engine"
                failure = i[f"{name}__error"], i[f"{name}__index"]
        return failure

    def _overflow(self, i) -> tuple[int, int] | None:
        """Error that too many tokens of this cycle are in the second cycle from now."""
        overflow = None
        for giver in Queue:
            if any(self._overflows(i, giver, taker) for taker in Queue):
                overflow = ErrorCode.TOKEN_OVERFLOW, i[f"{queued(giver)}_engine__index"]
        return overflow

    def _overflows(self, i, giver: Queue, taker: Queue) -> bool:
        name = queued(giver)
        if giver == taker or not i[f"{name}_engine__done"]:
            return False
        gives = i[f"{name}_engine__signal"] >> taker & 1
        takes = (
            taker in self._starting(i) and self.waiting[taker][0].values[f"wait_{queued(giver)}"]
        )
        return bool(gives and not takes and self.tokens[giver, taker] == TOKEN_MAX)

    def _starting(self, i) -> set[Queue]:
        """Queues whose command starts in this cycle."""
        return {
            queue
            for queue in Queue
            if self.bench.bits(f"{queued(queue)}__valid") and i[f"{queued(queue)}__ready"]
        }

    def _has_tokens(self, queue: Queue) -> bool:
        values = self.waiting[queue][0].values
        return all(
            self.tokens[other, queue] > ((other, queue) in self._fresh)
            or not values[f"wait_{queued(other)}"]
            for other in Queue
            if other != queue
        )

    def _deadlock(self, i) -> bool:
        """Whether there is a deadlock in this cycle: so long no way on, at END or a full queue."""
        waiting = [queue for queue in Queue if self.waiting[queue]]
        stuck = (
            bool(waiting)
            and not any(i[f"{queued(queue)}_engine__busy"] for queue in Queue)
            and not any(self._has_tokens(queue) for queue in waiting)
            and (self._ended_for(CHECK) or any(self._blocked(q) for q in waiting))
        )
        self._stuck = self._stuck + 1 if self._was_stuck else 0
        self._was_stuck = stuck
        return self._stuck == _DEADLOCK_CYCLES

    def _ended_for(self, cycles: int) -> bool:
        return self._ended is not None and self.cycle >= self._ended + cycles

    def _blocked(self, queue: Queue) -> bool:
        """Whether a command that was checked finds its queue full."""
        waits = self.waiting[queue]
        return len(waits) > SMALL.queue_depth and self.cycle >= waits[-1].taken + CHECK

    def _deadlocked(self) -> int:
        order = (Queue.COMPUTE, Queue.LOAD, Queue.STORE)
        return next(self.waiting[queue][0].index for queue in order if self.waiting[queue])

    def _check_queues(self, i, o, running: bool):
        """What the queues offer: in order, only with tokens, and not later than necessary."""
        for queue in Queue:
            name = queued(queue)
            valid = o[f"{name}__valid"]
            waits = self.waiting[queue]
            if valid:
                assert running, f"{name}: a command is offered in {self.state}"
                assert waits, f"{name}: a command that nobody gave"
                head, payload = waits[0], self.bench.get(f"{name}__payload")
                assert (payload.index, payload.raw) == (head.index, head.raw), f"{name}: payload"
                assert self._has_tokens(queue), f"{name}: a command starts without its tokens"
            elif running:
                assert queue not in self._shown, f"{name}: an offer was withdrawn"
                settled = waits and self.cycle - waits[0].since >= _SETTLED
                late = settled and self._has_tokens(queue)
                # Offered in the second cycle with its tokens.
                assert not (late and queue in self._able), f"{name}: a command does not start"
                (self._able.add if late else self._able.discard)(queue)
            if valid:
                self._able.discard(queue)
            self._shown -= {queue}
            if valid and not i[f"{name}__ready"]:
                self._shown.add(queue)
        if running:
            waits = self.waiting[Queue.COMPUTE]
            lacking = bool(waits) and not self._has_tokens(Queue.COMPUTE)
            assert not o["stall_token"] or lacking, "stall_token although nothing waits"
            if lacking and self.cycle - waits[0].since >= _SETTLED:
                assert o["stall_token"], "stall_token is missing"

    def _take(self, i, o, running: bool):
        """Commands that start, and the one that is dispatched."""
        taken = i["fetched__valid"] and o["fetched__ready"]
        assert not o["fetched__ready"] or self._ended is None or not running, "fetched__ready"
        starting = self._starting(i)
        for queue in starting:
            command = self.waiting[queue].popleft()
            if self.waiting[queue]:
                head = self.waiting[queue][0]
                head.since = max(head.since, self.cycle)
            for other in Queue:
                if other != queue and command.values[f"wait_{queued(other)}"]:
                    self.tokens[other, queue] -= 1
            duration = self.bench.random.randint(0, self.slowest)
            self.engines[queue].running.append([command.index, command.values, duration])
        if taken:
            if running:  # else it comes too late, and is dropped
                self._dispatch(i["fetched__payload"])
            self.position += 1
            self._offered = False

    def _dispatch(self, payload):
        raw = payload["raw"].to_bytes(64, "little")
        first = self.position == 0
        error = ErrorCode.FETCH_BUS if payload["error"] else check(raw, SMALL, first=first)
        if raw[0] & 15 == Opcode.END:
            self._ended = self.cycle
        if error:
            self._failing = error, payload["index"], self.cycle
            return
        queue = COMMANDS[Opcode(raw[0] & 15)].queue
        command = decode(raw)
        assert command is not None
        if queue is not None:
            bits = payload["raw"] & ((1 << 32 * queue_words(queue)) - 1)
            self.waiting[queue].append(
                Waiting(payload["index"], dict(command.values), bits, self.cycle, self.cycle)
            )

    def _finish_commands(self, i):
        self._fresh.clear()
        for queue, engine in self.engines.items():
            if not i[f"{queued(queue)}_engine__done"]:
                continue
            engine.running.popleft()
            for other in Queue:
                if other != queue:
                    gives = i[f"{queued(queue)}_engine__signal"] >> other & 1
                    self.tokens[queue, other] += gives
                    if gives:
                        self._fresh.add((queue, other))

    def _next(self, i, failure, finished):
        """State of the next cycle."""
        if self.state == "RUN":
            self.run_cycles += 1
        if self.state == "CLEAR":
            self._begin()
            for engine in self.engines.values():
                engine.running.clear()
                engine.error = 0
            self.done, self.outcome, self.state = 0, (0, 0), "IDLE"
        elif self.state == "RESET":
            self.state = "CLEAR" if i["bus_quiet"] and i["fetch_idle"] else "RESET"
        elif i["reset"]:
            self.state = "RESET"
        elif self.state == "IDLE" and i["start"]:
            self._begin()
            self.done, self.state = 0, "RUN"
        elif self.state == "RUN" and failure is not None:
            self.outcome, self.state = (int(failure[0]), failure[1]), "ERROR"
        elif self.state == "RUN" and finished:
            self.state = "FINISH"
        elif self.state == "FINISH" and i["fetch_idle"]:
            self.done, self.state = 1, "IDLE"
