"""Cycles of a program on the compact core: its four threads, each with its own processes.

A thread has every fifth cycle, so what counts are the microinstructions on the way to the next thing
that a unit has to wait for; the numbers here are those of `tinynpu.core.compact.microcode`.
"""

from tinynpu.arch.config import Config
from tinynpu.arch.isa import QUEUES, Combine, Opcode, Queue
from tinynpu.arch.run import Event
from tinynpu.perf.commands import Fields
from tinynpu.perf.kernel import Process, Signal
from tinynpu.perf.state import Entry, Machine

__all__ = ["CompactMachine"]

_TURN = 5
"""Cycles from one instruction of a thread to the next."""

# Microinstructions.
_FIND, _FETCH, _DISPATCH = 15, 8, 16
_CHECK = {
    Opcode.START: 40, Opcode.LOAD: 33, Opcode.STORE: 38, Opcode.TILE: 42, Opcode.VECTOR: 40,
    Opcode.TABLE: 41, Opcode.SYNC: 42, Opcode.END: 42,
}  # fmt: skip
_MOVE_BEGIN, _MOVE_LINE, _MOVE_BURST, _MOVE_END = 25, 18, 20, 9
_FEED_TAKE, _FEED_TILE, _FEED_SET, _FEED_OUTER, _FEED_KY, _FEED_KX = 14, 48, 14, 9, 9, 10
_DRAIN_TAKE, _DRAIN_TILE, _DRAIN_BLOCK, _DRAIN_GROUP, _DRAIN_RELEASE = 10, 48, 8, 14, 5
_DRAIN_VECTOR, _DRAIN_ROW, _DRAIN_END, _DRAIN_TABLE = 51, 9, 7, 4

_LAST_RESULT = 10
"""Cycles from the last value of a group to its result in the scratchpad."""
_VALUE = 3
"""Cycles of a sum in the requantizer: sums of more than 17 bits, which take six, are rare."""
_WORD = {Combine.FIRST: 15, Combine.ADD: 24}
"""Cycles of a word of VECTOR: elements that were scaled have more than 17 bits."""
_WEIGHTS = 5
"""Cycles from the first sample of a pass to the weights of the next one."""


class CompactMachine:
    """The compact core as processes on the machine's kernel.

    Parameters
    ----------
    machine
        Shared state.
    commands
        The program.
    latency, beat_cycles
        Of the memory.
    """

    def __init__(self, machine: Machine, commands: list[Fields], latency: int, beat_cycles: int):
        self.machine = machine
        self.config: Config = machine.config
        self.commands = commands
        self.latency = latency
        self.beat_cycles = beat_cycles
        self.finish = 0
        self.bus_free = 0
        self.moving = False
        self.moved = Signal(machine.kernel)
        self.handed: list[Entry] = []
        self.hand = Signal(machine.kernel)
        self.streamed: list[int] = []  # cycles in which blocks were whole
        self.stream = Signal(machine.kernel)
        self.occupied = False
        self.released = Signal(machine.kernel)
        self.unfinished = 0
        self.finished_one = Signal(machine.kernel)

    def processes(self) -> tuple[Process, ...]:
        """All threads."""
        moves = self._move(Queue.LOAD), self._move(Queue.STORE)
        return self._control(), *moves, self._feed(), self._drain()

    def _burst(self, beats: int, cycles_a_beat: float) -> Process:
        """A read burst: the bus is one's own until its last beat has been taken."""
        kernel = self.machine.kernel
        while self.bus_free > kernel.now:
            yield self.bus_free
        end = kernel.now + 1 + self.latency + int(beats * max(cycles_a_beat, self.beat_cycles))
        self.bus_free = end
        self.machine.count("read_beats", beats)
        yield end

    def _control(self) -> Process:
        machine, kernel = self.machine, self.machine.kernel
        for index, fields in enumerate(self.commands):
            yield kernel.now + _TURN * (_FIND + 2)
            yield from self._burst(16, 2 * _TURN)
            opcode = Opcode(fields["opcode"])
            yield kernel.now + _TURN * (_FETCH - 2 + _CHECK[opcode] + _DISPATCH)
            queue = next((q for q in Queue if opcode in QUEUES[q]), None)
            if queue is not None:
                fifo = machine.queues[queue]
                yield from fifo.room()
                machine.running += 1
                fifo.write(Entry(index, fields))
        while machine.running:
            yield machine.quiet
        self.finish = kernel.now + 10 * _TURN
        machine.count("commands", len(self.commands))

    def _move(self, queue: Queue) -> Process:
        """LOAD or STORE: one process each, of which only one moves something at a time."""
        while True:
            yield from self._transfer(queue)

    def _transfer(self, queue: Queue) -> Process:
        machine, kernel = self.machine, self.machine.kernel
        fifo = machine.queues[queue]
        entry = yield from fifo.head()
        yield from machine.take_tokens(queue, entry)
        while self.moving:
            yield self.moved
        self.moving = True
        begin = kernel.now
        fifo.pop()
        f = entry.fields
        yield kernel.now + _TURN * _MOVE_BEGIN
        size = 4 * min(self.config.burst_beats, 32)
        address = machine.bases[f["region"]] + f["memory_offset"]
        for line in range(f["lines"]):
            yield kernel.now + _TURN * _MOVE_LINE
            at = address + line * f["memory_line_step"]
            left = f["line_bytes"]
            while left:
                count = min(size - at % size, left)
                beats = -(-(at % 4 + count) // 4)
                setup = kernel.now + _TURN * _MOVE_BURST
                if queue == Queue.LOAD:
                    # A byte a cycle, and a cycle for each word.
                    yield from self._burst(beats, 4 + 4 / f["step"])
                else:
                    machine.count("write_beats", beats)
                    yield kernel.now + beats * max(7, self.beat_cycles) + self.latency + 3
                if setup > kernel.now:
                    yield setup
                at, left = at + count, left - count
        yield kernel.now + _TURN * _MOVE_END
        machine.count(f"{queue.name.lower()}_active", kernel.now - begin)
        machine.events.append(Event(queue.name.lower(), entry.index, begin, kernel.now))
        machine.done(queue, entry)
        self.moving = False
        self.moved.fire()

    def _feed(self) -> Process:
        machine, kernel = self.machine, self.machine.kernel
        fifo = machine.queues[Queue.COMPUTE]
        idle = 0
        while True:
            entry = yield from fifo.head()
            machine.stall("stall_command", idle, kernel.now)
            begin = kernel.now
            yield from machine.take_tokens(Queue.COMPUTE, entry)
            machine.stall("stall_token", begin, kernel.now)
            begin = kernel.now
            yield kernel.now + _TURN * _FEED_TAKE
            while len(self.handed) >= 2:
                yield self.hand
            self.unfinished += 1
            self.handed.append(entry)
            self.hand.fire()
            fifo.pop()
            if entry.fields["opcode"] == Opcode.TILE:
                yield from self._tile(entry, begin)
            else:
                machine.stall("stall_handover", begin, kernel.now)
            idle = kernel.now

    def _tile(self, entry: Entry, begin: int) -> Process:
        machine, kernel = self.machine, self.machine.kernel
        f = entry.fields
        yield kernel.now + _TURN * _FEED_TILE
        machine.stall("stall_handover", begin, kernel.now)
        if f["fence"] or f["fence_weights"]:
            most = 0 if f["fence_weights"] else f["fence_distance"]
            begin = kernel.now
            while self.unfinished - 1 > most:
                yield self.finished_one
            machine.stall("stall_fence", begin, kernel.now)
        begin = kernel.now
        yield kernel.now + _TURN * _FEED_SET
        machine.stall("stall_handover", begin, kernel.now)
        samples = f["out_height"] * f["out_width"]
        single = max(samples + 2, _WEIGHTS + 1 if f["weight_cols"] else 0)
        active = samples * f["in_blocks"]
        whole = f["in_blocks"] * single
        first = kernel.now
        for _ in range(f["outer_blocks"]):
            # The walker does the passes of one kernel column while the thread prepares the next.
            begin = kernel.now
            yield kernel.now + _TURN * (_FEED_OUTER + _FEED_KY)
            machine.stall("stall_handover", begin, kernel.now)
            for ky in range(f["kernel_height"]):
                for kx in range(f["kernel_width"]):
                    begin = kernel.now
                    thread = begin + _TURN * (_FEED_KX + (_FEED_KY if kx == 0 and ky else 0))
                    last = ky == f["kernel_height"] - 1 and kx == f["kernel_width"] - 1
                    if last and not f["keep"]:
                        # The last pass has to wait until the sums of the block before are read.
                        yield begin + whole - single
                        wait = kernel.now
                        while self.occupied:
                            yield self.released
                        machine.stall("stall_accumulator", wait, kernel.now)
                        begin += kernel.now - wait
                        self.occupied = True
                    yield max(begin + whole, thread)
                    machine.array(begin, begin + active, {"array_active": active})
                    machine.stall("stall_weight", begin + active, begin + whole)
                    machine.stall("stall_handover", begin + whole, kernel.now)
            kernel.at(kernel.now + 6, self._ended)
        machine.events.append(Event("feed", entry.index, first, kernel.now))

    def _ended(self):
        self.streamed.append(self.machine.kernel.now)
        self.stream.fire()

    def _release(self, whole: bool):
        self.streamed.pop(0)
        if whole:
            self.occupied = False
            self.released.fire()

    def _drain(self) -> Process:
        machine, kernel = self.machine, self.machine.kernel
        while True:
            while not self.handed:
                yield self.hand
            yield kernel.now + _TURN
            entry = self.handed.pop(0)
            begin = kernel.now
            self.hand.fire()
            yield kernel.now + _TURN * _DRAIN_TAKE
            f = entry.fields
            opcode = Opcode(f["opcode"])
            if opcode == Opcode.TILE:
                yield from self._sums(f)
            elif opcode == Opcode.VECTOR:
                rows, words = f["height"] * f["blocks"], f["width"]
                yield kernel.now + _TURN * _DRAIN_VECTOR
                each = words * _WORD.get(Combine(f["combine"]), 14)
                yield kernel.now + rows * max(each + 2 * _TURN, _TURN * _DRAIN_ROW)
                machine.count("requantizer_active", 4 * rows * words)
            elif opcode == Opcode.TABLE:
                yield kernel.now + _TURN * _DRAIN_TABLE + 512
            yield kernel.now + _LAST_RESULT + _TURN * _DRAIN_END
            self.unfinished -= 1
            machine.events.append(Event("requantizer", entry.index, begin, kernel.now))
            machine.done(Queue.COMPUTE, entry)
            self.finished_one.fire()

    def _sums(self, f: Fields) -> Process:
        machine, kernel, config = self.machine, self.machine.kernel, self.config
        if f["keep"]:
            while not self.streamed:
                yield self.stream
            self._release(whole=False)
            return
        yield kernel.now + _TURN * _DRAIN_TILE
        pixels = f["out_height"] * f["out_width"]
        words = config.param_words(bool(f["per_channel"]))
        left = f["groups"]
        for _ in range(f["outer_blocks"]):
            yield kernel.now + _TURN * _DRAIN_BLOCK
            while not self.streamed:
                yield self.stream
            for _ in range(min(f["block_groups"], left)):
                ready = kernel.now + _LAST_RESULT + 2 * words + 4 * _TURN
                # What the next group needs is made ready meanwhile.
                yield ready + max(_VALUE * pixels, _TURN * _DRAIN_GROUP)
                machine.count("requantizer_active", pixels)
                left -= 1
            yield kernel.now + _TURN * _DRAIN_RELEASE
            self._release(whole=True)
