"""Read port, instruction fetch with dispatch, and LOAD."""

import collections
import dataclasses
import math

from tinynpu.arch.isa import COMMAND_BYTES, QUEUES, Queue
from tinynpu.arch.run import Event
from tinynpu.perf.banks import Shares, span_shares
from tinynpu.perf.commands import Fields
from tinynpu.perf.kernel import Process, Signal
from tinynpu.perf.kernel import Queue as Fifo
from tinynpu.perf.state import Entry, Machine

__all__ = ["Fetch", "Loader", "ReadPort", "split"]

_AHEAD = 4
"""Commands requested and not yet taken, as in `tinynpu.core.fetch`."""

_QUEUE_OF = {int(opcode): queue for queue, opcodes in QUEUES.items() for opcode in opcodes}


def split(address: int, count: int, bus: int, burst_beats: int) -> list[int]:
    """Beats of the bursts of a line: bus-aligned, at most ``burst_beats``, none across 4 KiB."""
    beat = address // bus
    left = (address % bus + count + bus - 1) // bus
    page = 4096 // bus
    bursts = []
    while left:
        beats = min(left, burst_beats, page - beat % page)
        bursts.append(beats)
        beat += beats
        left -= beats
    return bursts


@dataclasses.dataclass(slots=True)
class _Burst:
    beats: int
    arrival: int
    line: "_Line | None"
    last: bool = False


@dataclasses.dataclass(slots=True)
class _Line:
    """A line of a LOAD, or nothing but the place of a burst in it."""

    load: "_Load"
    number: int
    offset: int  # bytes of the first beat that lie before the line
    beats: int


@dataclasses.dataclass(slots=True)
class _Load:
    entry: Entry
    accepted: int
    shares: Shares


class ReadPort:
    """Bursts in order, fetch before load; what has no room in ``outstanding`` waits.

    Parameters
    ----------
    machine
        Shared state.
    latency, beat_cycles
        Of the memory.
    """

    def __init__(self, machine: Machine, latency: int, beat_cycles: int):
        self.machine = machine
        self.latency = latency
        self.beat_cycles = beat_cycles
        self.left = machine.config.outstanding
        self.next_request = 0
        self.bursts: collections.deque[_Burst] = collections.deque()
        self.arrived = Signal(machine.kernel)
        self.room = {"fetch": Signal(machine.kernel), "load": Signal(machine.kernel)}
        self.beats: list[tuple[int, int]] = []
        """Cycle of the last beat of each burst, and its beats."""

    def request(
        self, client: str, beats: int, line: _Line | None = None, last: bool = False
    ) -> Process:
        """Wait until a burst is accepted."""
        kernel = self.machine.kernel
        while True:
            if not self.left:
                yield self.room[client]
            elif self.next_request > kernel.now:
                yield self.next_request
            else:
                break
        self.left -= 1
        self.next_request = kernel.now + 1
        self.bursts.append(_Burst(beats, kernel.now + 1 + self.latency, line, last))
        self.arrived.fire()

    def _release(self):
        self.left += 1
        for signal in self.room.values():
            signal.fire()

    def serve(self, fetch: "Fetch", loader: "Loader") -> Process:
        """Answer the bursts."""
        kernel = self.machine.kernel
        free = 0
        while True:
            while not self.bursts:
                yield self.arrived
            burst = self.bursts.popleft()
            start = max(burst.arrival, free)
            if burst.line is None:
                yield start + (burst.beats - 1) * self.beat_cycles
                fetch.arrived(burst.last)
            else:
                yield from loader.take(burst, start)
            free = kernel.now + self.beat_cycles
            self.beats.append((kernel.now, burst.beats))
            kernel.at(kernel.now + 1, self._release)


class Fetch:
    """Fetches commands and dispatches them to the queues.

    Parameters
    ----------
    machine, port
        Shared state, and the read port.
    commands
        The program.
    """

    def __init__(self, machine: Machine, port: ReadPort, commands: list[Fields]):
        self.machine = machine
        self.port = port
        self.commands = commands
        self.buffer = Fifo(machine.kernel, _AHEAD + 1)
        self.credit = _AHEAD
        self.credited = Signal(machine.kernel)
        self.finish = 0

    def request(self) -> Process:
        """Request commands while there is room for them; those behind END too."""
        config = self.machine.config
        beats = COMMAND_BYTES // config.bus_bytes
        burst = min(beats, config.burst_beats)
        while True:
            while not self.credit:
                yield self.credited
            for part in range(beats // burst):
                yield from self.port.request("fetch", burst, None, part == beats // burst - 1)
            self.credit -= 1

    def arrived(self, whole: bool):
        """A burst has arrived, perhaps the last one of a command."""
        if whole:
            self.buffer.write(None)

    def _give_credit(self):
        self.credit += 1
        self.credited.fire()

    def dispatch(self) -> Process:
        """Check and queue commands in order; wait for the end."""
        machine, kernel = self.machine, self.machine.kernel
        for index, fields in enumerate(self.commands):
            yield from self.buffer.head()
            self.buffer.pop()
            kernel.at(kernel.now + 1, self._give_credit)
            yield kernel.now + 6  # put together, into the register, checked
            queue = _QUEUE_OF.get(fields["opcode"])
            if queue is not None:
                fifo = machine.queues[queue]
                yield from fifo.room()
                machine.running += 1
                fifo.write(Entry(index, fields))
        while machine.running:
            yield machine.quiet
        self.finish = kernel.now
        machine.count("commands", len(self.commands))


class Loader:
    """LOAD: the address side requests bursts, the data side cuts them into words.

    Parameters
    ----------
    machine, port
        Shared state, and the read port.
    """

    def __init__(self, machine: Machine, port: ReadPort):
        self.machine = machine
        self.port = port
        self.ahead = 0
        self.ahead_left = Signal(machine.kernel)
        self.line_ready = 0  # from here on the first beat of the line at hand can be taken
        self.line_first = 0  # and it was
        self.taken = 0  # beats of this line
        self.words = 0  # words of this line that have left before ``next_word``
        self.next_word = 0
        self.done_before = -2
        self.busy_until = 0

    def address_side(self) -> Process:
        """Take commands and request their bursts."""
        machine, kernel, config = self.machine, self.machine.kernel, self.machine.config
        bus = config.bus_bytes
        queue = machine.queues[Queue.LOAD]
        while True:
            entry = yield from queue.head()
            yield from machine.take_tokens(Queue.LOAD, entry)
            while self.ahead == 2:
                yield self.ahead_left
            f = entry.fields
            queue.pop()
            self.ahead += 1
            address = machine.bases[f["region"]] + f["memory_offset"]
            span = (f["lines"] - 1) * f["line_step"] + (f["words"] - 1) * f["word_step"]
            shares = span_shares(config, f["base"], min(f["base"] + span, 65535))
            load = _Load(entry, kernel.now, shares)
            yield kernel.now + 5
            cache: dict[int, list[int]] = {}
            for number in range(f["lines"]):
                at = (address + number * f["memory_line_step"]) % 2**32
                key = at % 4096
                bursts = cache.get(key)
                if bursts is None:
                    bursts = cache[key] = split(at, f["line_bytes"], bus, config.burst_beats)
                line = _Line(load, number, at % bus, sum(bursts))
                last = len(bursts) - 1
                for part, beats in enumerate(bursts):
                    yield from self.port.request("load", beats, line, part == last)
            yield self.port.next_request

    def take(self, burst: _Burst, start: int) -> Process:
        """Take the beats of a burst, which come from ``start`` on at the earliest."""
        machine, kernel, config = self.machine, self.machine.kernel, self.machine.config
        banks = machine.banks
        line = burst.line
        assert line is not None
        load, f = line.load, line.load.entry.fields
        bus, rows, step = config.bus_bytes, config.rows, f["step"]
        pads = max(-((line.offset - f["pad_left"]) // bus), 0)
        if not self.taken:
            if line.number == 0:
                self.line_ready = max(load.accepted + 2, self.done_before + 1) + 3
            self.line_first = max(start, self.line_ready + pads)
        begin = max(start, self.line_first)
        if begin > kernel.now:
            yield begin
        free = min(banks.free_for_load(bank) for bank, _ in load.shares)
        while free <= 0.0:
            yield banks.writes_changed
            free = min(banks.free_for_load(bank) for bank, _ in load.shares)
        if not self.taken:
            self.line_first = max(self.line_first, kernel.now)

        # Words leave one a cycle, from the one on in which the first is complete.
        if not self.taken:
            lacking = rows - f["pad_left"]
            self.words = 0
            if lacking > 0:
                self.next_word = self.line_first + max(-(-(lacking + line.offset) // bus), 1) + 1
            else:
                self.next_word = min(self.line_first, self.line_ready + -(-rows // bus)) + 1
        else:
            here = f["pad_left"] + self.taken * bus - line.offset
            available = min((here - rows) // step + 1, f["words"])
            self.words = min(self.words + max(kernel.now - self.next_word, 0), available)
            self.next_word = kernel.now + (self.words == available)
        self.taken += burst.beats
        # For the last beat there must be room.
        before = f["pad_left"] + (self.taken - 1) * bus - line.offset
        limit = rows + min(rows, bus) - 1
        words = min(-(-(before - limit) // step), f["words"]) - self.words
        end = max(kernel.now, begin) + (burst.beats - 1) * self.port.beat_cycles
        if words > 0:
            end = max(end, self.next_word + words)
        if banks.single_port:
            words = min(burst.beats * bus / step, f["words"])
            cycles = max(end - kernel.now + 1, math.ceil(words))
            first = kernel.now + 1
            banks.occupy(banks.load, load.shares, words / cycles, first, first + cycles)
        yield from self._wait(load, end - kernel.now)
        self.next_word += kernel.now - end
        if burst.last:
            self._end_line(line, free, kernel.now)

    def _wait(self, load: _Load, cycles: float) -> Process:
        """Let cycles pass, and those in which results are written to the bank besides."""
        kernel, banks = self.machine.kernel, self.machine.banks
        while cycles > 1e-6:
            begin = kernel.now
            free = min(banks.free_for_load(bank) for bank, _ in load.shares)
            if free <= 0.0:
                yield banks.writes_changed
                continue
            end = begin + math.ceil(cycles / free - 1e-6)
            yield end, banks.writes_changed
            cycles = 0.0 if kernel.now >= end else cycles - (kernel.now - begin) * free

    def _end_line(self, line: _Line, free: float, last_beat: int):
        load, f = line.load, line.load.entry.fields
        config = self.machine.config
        # Behind the line, fill bytes make the last word complete.
        need = (f["words"] - 1) * f["step"] + config.rows - f["pad_left"] - f["line_bytes"]
        fill = max(-(-need // config.bus_bytes), 0)
        end = max(
            self.next_word + int((f["words"] - self.words - 1) / free),
            last_beat + 1 + fill,
        )
        self.taken = 0
        self.line_ready = end + 1
        if line.number == f["lines"] - 1:
            begin = max(load.accepted, self.done_before) + 1
            self.machine.kernel.at(end + 2, lambda: self._done(load, begin))
            self.done_before = end + 2

    def _done(self, load: _Load, begin: int):
        machine = self.machine
        now = machine.kernel.now
        machine.done(Queue.LOAD, load.entry)
        machine.events.append(Event("load", load.entry.index, begin, now + 1))
        machine.count("load_active", now + 1 - max(load.accepted + 1, self.busy_until))
        self.busy_until = now + 1
        machine.kernel.at(now + 1, self._leave)

    def _leave(self):
        self.ahead -= 1
        self.ahead_left.fire()
