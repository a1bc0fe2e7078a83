"""The second half of the compute commands: drain, VECTOR, TABLE."""

import math

from tinynpu.arch.config import Config
from tinynpu.arch.isa import Combine, Opcode, Queue
from tinynpu.arch.run import Event
from tinynpu.perf.banks import Shares, span_shares
from tinynpu.perf.commands import Fields
from tinynpu.perf.feed import Feed, Job
from tinynpu.perf.kernel import Process
from tinynpu.perf.state import Machine

__all__ = ["Requantizer", "requantizer_cycles"]

_FLIGHT = 15
"""Cycles from a value to the write of its result: 2 and `RequantizerLane.LATENCY`."""
_SIMULATED = 32
"""Words of a VECTOR after which its reads and writes are taken to repeat."""


class Requantizer:
    """Works on one compute command after the other.

    Parameters
    ----------
    machine, feed
        Shared state, and the array.
    """

    def __init__(self, machine: Machine, feed: Feed):
        self.machine = machine
        self.feed = feed
        self.drained = 0

    def run(self) -> Process:
        """Take commands from the queue."""
        machine, kernel, feed = self.machine, self.machine.kernel, self.feed
        queue = feed.requantizer_queue
        while True:
            job: Job = yield from queue.head()
            begin = kernel.now
            f = job.entry.fields
            opcode = f["opcode"]
            if opcode == Opcode.TILE and f.get("keep"):
                yield kernel.now + 1  # KEEP
                while not feed.kept:
                    yield feed.filled
                feed.kept -= 1
                yield kernel.now + 1  # FLUSH
            elif opcode == Opcode.TILE:
                yield from self._drain(job)
            elif opcode == Opcode.VECTOR:
                yield from self._vector(f)
            elif opcode == Opcode.TABLE:
                yield from self._table(f)
            else:
                yield begin + 1
            queue.pop()
            machine.done(Queue.COMPUTE, job.entry)
            kernel.at(kernel.now + 1, feed.command_done)
            machine.events.append(Event("requantizer", job.entry.index, begin, kernel.now + 1))
            yield kernel.now + 1

    def _drain(self, job: Job) -> Process:
        machine, kernel, feed = self.machine, self.machine.kernel, self.feed
        config, banks = machine.config, machine.banks
        f, shape = job.entry.fields, job.shape
        assert shape is not None
        words = config.param_words(bool(f["per_channel"]))
        per_word = config.rows // config.lanes
        reach = (f["out_height"] - 1) * f["out_row_step"]
        reach += (f["out_width"] - 1) * f["out_column_step"]
        target = f["first_group"]
        params = f["param_base"]
        landed = 0
        yield kernel.now + 2  # RUN, PARAMETERS
        for groups in shape.groups:
            for number in range(groups):
                where = span_shares(config, params, params + words - 1)
                yield from self._read((where,), 1.0, words)
                yield kernel.now + (1 if config.single_port else 2)  # SETTLE, WAIT
                params += words
                if number == 0:
                    yield from self._full()
                yield kernel.now + 1  # DRAIN
                first = kernel.now + _FLIGHT
                out = f["out_base"] + target // per_word * f["out_block_step"] & 0xFFFF
                banks.occupy(
                    banks.result,
                    span_shares(config, out, min(out + reach, 65535)),
                    1.0,
                    first,
                    first + shape.pixels,
                )
                machine.count("requantizer_active", shape.pixels)
                target += 1
                last = kernel.now + shape.pixels - 1
                landed = last + 1 + _FLIGHT
                if number == groups - 1:
                    kernel.at(last + 2, feed.release)
                    yield last + 2  # RELEASE
                else:
                    yield last + 1
            if not groups:
                yield from self._full()
                kernel.at(kernel.now + 2, feed.release)
                yield kernel.now + 2
        if landed > kernel.now:
            yield landed  # FLUSH

    def _full(self) -> Process:
        feed = self.feed
        while len(feed.full) <= self.drained:
            yield feed.filled
        self.drained += 1

    def _read(self, operands: tuple[Shares, ...], rate: float, cycles: int) -> Process:
        """Read for so many cycles, ``rate`` words in each, or longer if banks are taken."""
        kernel, banks = self.machine.kernel, self.machine.banks
        for shares in operands:
            banks.add(banks.vector, shares, rate)
        left = float(cycles)
        while left > 1e-6:
            begin = kernel.now
            free = min(banks.free_for_vector(bank) for shares in operands for bank, _ in shares)
            if free <= 0.0:
                yield banks.changed
                continue
            end = begin + math.ceil(left / free - 1e-6)
            if banks.single_port:
                yield end, banks.changed
            else:
                yield end
            left = 0.0 if kernel.now >= end else left - (kernel.now - begin) * free
        for shares in operands:
            banks.add(banks.vector, shares, -rate)

    def _table(self, f: Fields) -> Process:
        kernel, config = self.machine.kernel, self.machine.config
        where = span_shares(config, f["base"], f["base"] + config.table_words - 1)
        yield kernel.now + 2
        yield from self._read((where,), 1.0, config.table_words)
        yield kernel.now + (2 if config.single_port else 3)

    def _vector(self, f: Fields) -> Process:
        machine, kernel = self.machine, self.machine.kernel
        config, banks = machine.config, machine.banks
        words = f["height"] * f["width"] * f["blocks"]
        steps = config.rows // config.lanes
        two = f["combine"] != Combine.FIRST
        operands = tuple(_operand(f, config, name) for name in ("a", "b")[: 1 + two])
        out = _operand(f, config, "out")
        period = max(steps, 2) if two else steps
        span = words * period
        if config.single_port:
            span = _shared_cycles(operands, out, steps, words, _vector_flight(f, config))
        yield kernel.now + 2
        flight = _vector_flight(f, config)
        first = kernel.now + flight
        rate = words * steps / span
        kernel.at(first, lambda: banks.add(banks.result, out, rate))
        machine.count("requantizer_active", words * steps)
        # The last word's read, its steps, and the way of its results.
        yield from self._read(operands, words / span, span - period + 1 + two)
        yield kernel.now + steps + flight - 1
        kernel.at(kernel.now + 1, lambda: banks.add(banks.result, out, -rate))


def _vector_flight(f: Fields, config: Config) -> int:
    """Cycles from the last read for a word of a VECTOR to the first write of its results."""
    read = 3 if config.single_port else 4  # as in `tinynpu.core.shapes.walker_latency`
    return read + (4 if f["combine"] == Combine.MULTIPLY else 2) + _FLIGHT


def _operand(f: Fields, config: Config, name: str) -> Shares:
    base = f[f"{name}_base"]
    reach = (
        (f["height"] - 1) * f[f"{name}_row_step"]
        + (f["width"] - 1) * f[f"{name}_column_step"]
        + (f["blocks"] - 1) * f[f"{name}_block_step"]
    )
    return span_shares(config, base, min(base + reach, 65535))


def _shared_cycles(
    operands: tuple[Shares, ...], out: Shares, steps: int, words: int, flight: int
) -> int:
    """Cycles of a VECTOR whose own results hold up its reads, because banks have one port."""
    written = {bank for bank, _ in out}
    blocked = [any(bank in written for bank, _ in shares) for shares in operands]
    writes: list[int] = []  # first cycle of each word's writes
    now, room, first = 0, 0, 0
    simulated = min(words, _SIMULATED)
    finals: list[int] = []
    for _ in range(simulated):
        for index, collides in enumerate(blocked):
            if index == len(blocked) - 1:
                now = max(now, room)
            while collides and any(begin <= now < begin + steps for begin in writes[-32:]):
                now += 1
            now += 1
        final = now - 1
        finals.append(final)
        writes.append(final + flight)
        room = final + steps
    if words == simulated:
        return finals[-1] - first + 1 + (steps - 1)
    half = simulated // 2
    each = (finals[-1] - finals[half - 1]) / (simulated - half)
    return round(finals[-1] + each * (words - simulated)) + 1 + (steps - 1)


def requantizer_cycles(f: Fields, config: Config) -> int:
    """Least cycles of a compute command in the requantizer."""
    opcode = f["opcode"]
    if opcode == Opcode.TILE:
        groups = min(f["groups"], f["outer_blocks"] * f["block_groups"])
        words = config.param_words(bool(f["per_channel"]))
        pixels = f["out_height"] * f["out_width"]
        return groups * (words + 2 + (not config.single_port) + pixels) + _FLIGHT
    if opcode == Opcode.VECTOR:
        steps = config.rows // config.lanes
        words = f["height"] * f["width"] * f["blocks"]
        return words * (max(steps, 2) if f["combine"] != Combine.FIRST else steps)
    return config.table_words if opcode == Opcode.TABLE else 1
