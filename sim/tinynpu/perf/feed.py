"""The first half of the compute commands: weights and samples into the array."""

import math

from tinynpu.arch.isa import Opcode, Queue
from tinynpu.arch.run import Event
from tinynpu.perf.banks import Shares, span_shares
from tinynpu.perf.kernel import Process, Signal
from tinynpu.perf.kernel import Queue as Fifo
from tinynpu.perf.state import Entry, Machine
from tinynpu.perf.stream import Stream
from tinynpu.perf.tile import Block, TileShape, tile_shape

__all__ = ["Feed", "Job"]

_AHEAD = 3
"""Commands that the queue between the array and the requantizer holds, as in `tinynpu.core.compute`."""

_START = 3
"""Cycles from a command in the sample walker to its first sample, as in `tinynpu.core.generator`."""


_READ = 3
"""Cycles of a read of the scratchpad, as in `tinynpu.core.shapes`."""


class Job:
    """A compute command on its way through the array and the requantizer."""

    __slots__ = ("accepted", "entry", "loaded", "shape")

    def __init__(self, entry: Entry, shape: TileShape | None):
        self.entry = entry
        self.shape = shape
        self.loaded = -1  # when its first weights are there
        self.accepted = False


class Feed:
    """Weight loader and sample walker.

    Parameters
    ----------
    machine
        Shared state.
    """

    def __init__(self, machine: Machine):
        self.machine = machine
        kernel = machine.kernel
        self.requantizer_queue = Fifo(kernel, _AHEAD, gap=2)
        self.unfinished = 0
        self.finished_one = Signal(kernel)
        # Accumulator buffers: outer blocks begun and released, and those that are complete.
        self.blocks_begun = 0
        self.blocks_released = 0
        self.released = Signal(kernel)
        self.full: list[int] = []
        self.filled = Signal(kernel)
        # Whether the last TILE kept its sums, and those with ``keep`` that have been streamed.
        self.keeps = False
        self.kept = 0
        # Sample walker.
        self.job: Job | None = None
        self.assigned = Signal(kernel)
        self.free = Signal(kernel)
        self.idle_since = 0  # cycle from which the walker was not busy
        # Weight loader.
        self.loader_busy = False
        self.loader_free = 0
        self.loader_done = Signal(kernel)
        self.last_swap = 0
        self.stream: Stream | None = None
        self.weights_loaded = Signal(kernel)

    def _idle(self, name: str, begin: int):
        """Count cycles up to now in which the sample walker had nothing to do."""
        if self.job is None:
            self.machine.stall(name, max(begin, self.idle_since), self.machine.kernel.now)

    def take(self) -> Process:
        """Give the commands at the head of the compute queue to the units."""
        machine, kernel = self.machine, self.machine.kernel
        queue = machine.queues[Queue.COMPUTE]
        since = 0
        while True:
            entry = yield from queue.head()
            self._idle("stall_command", since)
            since = kernel.now
            yield from machine.take_tokens(Queue.COMPUTE, entry)
            self._idle("stall_token", since)
            since = kernel.now
            is_tile = entry.fields["opcode"] == Opcode.TILE
            job = Job(entry, tile_shape(entry.fields, machine.config) if is_tile else None)
            if is_tile:
                while self.loader_busy:
                    yield self.loader_done
                begin = max(kernel.now, self.loader_free)
                self.loader_busy = True
                kernel.start(self._first_weights(job, since))
                if self.job is None:
                    yield begin + 2
            while self.requantizer_queue.full or self.job is not None:
                if self.job is not None:
                    yield self.free
                else:
                    yield self.requantizer_queue.changed
            queue.pop()
            self.requantizer_queue.write(job)
            kernel.at(kernel.now + 1, self._accepted)
            job.accepted = True
            self.finished_one.fire()
            if is_tile:
                self.job = job
                self.assigned.fire()
            # In the cycle of a last sample the array was at work, else the head had to wait.
            self._handover(since)
            since = kernel.now + 1

    def _handover(self, since: int):
        begin = max(since, self.idle_since)
        self.machine.stall("stall_handover", begin, self.machine.kernel.now + 1)

    def _accepted(self):
        self.unfinished += 1

    def command_done(self):
        """The requantizer has finished a command in the cycle before."""
        self.unfinished -= 1
        self.finished_one.fire()

    def _first_weights(self, job: Job, taken: int) -> Process:
        """Load the weights of a command's first pass; those of the others are in `Stream`."""
        kernel, config = self.machine.kernel, self.machine.config
        f = job.entry.fields
        if f["fence_weights"]:
            while not job.accepted or self.unfinished != 1:
                yield self.finished_one
            taken = kernel.now
        begin = max(taken + 2 + _READ, self.loader_free, self.last_swap)
        if begin > kernel.now:
            yield begin
        shares = span_shares(config, f["weight_base"], f["weight_base"] + f["weight_cols"] - 1)
        # Samples of a pass that still streams go first.
        streams = self.stream if self.job not in (None, job) else None
        if streams is not None and streams.beside(shares) > 0.5:
            yield self.free
            yield kernel.now + 1
        columns = f["weight_cols"], config.cols - f["weight_cols"]
        yield from self._finish_weights(job, *columns, shares)

    def _finish_weights(self, job: Job, reads: float, zeros: float, shares: Shares) -> Process:
        """Load what is left of the columns that the job waits for."""
        kernel, banks = self.machine.kernel, self.machine.banks
        while reads > 1e-6:
            begin = kernel.now
            free = banks.free_for_weights(shares)
            if free <= 0.0:
                yield banks.changed
                continue
            end = begin + math.ceil(reads / free - 1e-6)
            yield end, banks.changed
            reads = 0.0 if kernel.now >= end else reads - (kernel.now - begin) * free
        if zeros > 0:
            yield kernel.now + math.ceil(zeros - 1e-6)
        job.loaded = kernel.now
        self.weights_loaded.fire()

    def run(self) -> Process:
        """Stream the samples of one TILE after the other."""
        kernel = self.machine.kernel
        gap_until = 0
        config = self.machine.config
        self.idle_since = 0
        while True:
            while self.job is None:
                yield self.assigned
            job = self.job
            shape = job.shape
            assert shape is not None
            yield kernel.now + 1
            begin = kernel.now
            self.machine.stall("stall_handover", begin, begin + _START)
            yield begin + _START
            yield from self._hold(job)
            for number, block in enumerate(shape.blocks):
                yield from self._begin_block(job, gap_until)
                self.keeps = bool(job.entry.fields.get("keep"))
                last = number == len(shape.blocks) - 1
                yield from self._block(job, shape, block, last)
                # See `tinynpu.core.accumulator`.
                delay = 12 - (config.cols < 4) + config.rows + config.cols
                if shape.fir:
                    delay += max(config.cols - config.rows, 0)
                    gap_until = kernel.now + 1 + config.fir_gap
                if not self.keeps:
                    kernel.at(kernel.now + delay, self._fill)
                if not last:
                    yield kernel.now + 1
            # This is the cycle of the last sample.
            if self.keeps:
                kernel.at(kernel.now + 1, self._keep)
            self.machine.events.append(Event("feed", job.entry.index, begin, kernel.now + 1))
            self.job = None
            self.idle_since = kernel.now + 1
            self.free.fire()

    def _fill(self):
        self.full.append(self.machine.kernel.now)
        self.filled.fire()

    def _keep(self):
        self.kept += 1
        self.filled.fire()

    def release(self):
        """The requantizer has read a buffer; it is free from this cycle on."""
        self.blocks_released += 1
        self.released.fire()

    def _hold(self, job: Job) -> Process:
        """Fence: wait for the commands before."""
        f = job.entry.fields
        if f["fence"]:
            begin = self.machine.kernel.now
            while self.unfinished - 1 > f.get("fence_distance", 0):
                yield self.finished_one
            self.machine.stall("stall_fence", begin, self.machine.kernel.now)

    def _begin_block(self, job: Job, gap_until: int) -> Process:
        """Wait for an accumulator buffer and for weights."""
        machine, kernel = self.machine, self.machine.kernel
        begin = kernel.now
        if not self.keeps:
            while self.blocks_begun - self.blocks_released >= 2:
                yield self.released
            self.blocks_begun += 1
        machine.stall("stall_accumulator", begin, kernel.now)
        begin = kernel.now
        while job.loaded < 0:
            yield self.weights_loaded
        if job.loaded > kernel.now:
            yield job.loaded
        machine.stall("stall_weight", begin, kernel.now)
        if kernel.now == begin:  # the buffer was looked at in this cycle
            machine.stall("stall_handover", begin, begin + 1)
            yield begin + 1
        if job.shape is not None and not job.shape.fir and gap_until > kernel.now:
            machine.stall("stall_gap", kernel.now, gap_until)
            yield gap_until

    def _block(self, job: Job, shape: TileShape, block: Block, last: bool) -> Process:
        """All passes of a block, up to the cycle of its last sample."""
        machine, kernel = self.machine, self.machine.kernel
        config, banks = machine.config, machine.banks
        weight_cols = job.entry.fields["weight_cols"]
        begin = kernel.now
        self.stream = stream = Stream(banks, shape, block, config.cols, weight_cols)
        swapped = False
        while True:
            if stream.passes == 1 and not swapped:
                swapped = True
                self.last_swap = kernel.now
                if last:
                    self.loader_busy = False
                    early = 0
                    if shape.passes > 1:
                        early = max(shape.samples - config.cols, 0)
                    self.loader_free = max(kernel.now - early, begin)
                    self.loader_done.fire()
            cycles = stream.plan() - (stream.passes == 1)
            since = kernel.now
            if math.isinf(cycles):
                yield banks.changed
            elif cycles > 1e-6:
                yield since + math.ceil(cycles - 1e-6), banks.changed
            stream.advance(kernel.now - since)
            if stream.passes == 1 and swapped and stream.samples < 1.0 + 1e-6:
                break
        # What the passes took beyond their samples.
        active = shape.passes * shape.samples
        bank = round(stream.waited)
        weight = kernel.now + 1 - begin - active - bank
        machine.array(
            begin,
            kernel.now + 1,
            {"array_active": active, "stall_bank": bank, "stall_weight": weight},
        )
        if not last:
            job.loaded = -1
            kernel.start(self._finish_weights(job, stream.reads, stream.zeros, block.weights))
