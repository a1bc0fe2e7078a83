"""STORE."""

import collections

from tinynpu.arch.isa import Queue
from tinynpu.arch.run import Event
from tinynpu.perf.banks import span_shares
from tinynpu.perf.kernel import Process
from tinynpu.perf.reads import split
from tinynpu.perf.state import Machine

__all__ = ["Storer"]


_WAY = 7
"""Cycles from the request of a word to its beat, as in `tinynpu.core.store`."""
_ROOM = 12
"""Beats that are read ahead."""


class Storer:
    """Runs STORE commands, one after the other, line by line.

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

    def run(self) -> Process:
        """Take commands, and send their beats."""
        machine, kernel, config = self.machine, self.machine.kernel, self.machine.config
        banks, bus = machine.banks, config.bus_bytes
        queue = machine.queues[Queue.STORE]
        while True:
            entry = yield from queue.head()
            yield from machine.take_tokens(Queue.STORE, entry)
            f = entry.fields
            accepted = kernel.now
            queue.pop()
            address = machine.bases[f["region"]] + f["memory_offset"]
            words = -(-f["line_bytes"] // f["step"])
            span = (f["lines"] - 1) * f["line_step"] + (words - 1) * f["word_step"]
            shares = span_shares(config, f["base"], min(f["base"] + span, 65535))
            answers: collections.deque[int] = collections.deque([0] * config.outstanding)
            offer = accepted  # when the last burst was offered
            read = accepted + 3  # the line's first word is asked for
            send = free_beat = 0
            for number in range(f["lines"]):
                at = (address + number * f["memory_line_step"]) % 2**32
                offset = at % bus
                bursts = split(at, f["line_bytes"], bus, config.burst_beats)
                if read > kernel.now:
                    yield read
                free = min(banks.free_for_store(bank) for bank, _ in shares)
                while free <= 0.0:
                    yield banks.changed
                    free = min(banks.free_for_store(bank) for bank, _ in shares)
                read = max(read, kernel.now)
                sent = 0
                for beats in bursts:
                    offer = max(offer + 1, answers.popleft() + 1)
                    needed = min(-(-((sent + 1) * bus - offset) // f["step"]), words)
                    ready = read + int((needed - 1) / free) + _WAY
                    begin = max(offer + 1, ready, free_beat)
                    sent += beats
                    needed = min(-(-(sent * bus - offset) // f["step"]), words)
                    send = begin + (beats - 1) * self.beat_cycles
                    send = max(send, read + int((needed - 1) / free) + _WAY)
                    free_beat = send + self.beat_cycles
                    answers.append(send + 1 + self.latency)
                    machine.count("write_beats", beats)
                # The next line is read at once, as far as there is room for it.
                free_beat += 1
                following = max(read + int((words - 1) / free) + 1, send - _ROOM)
                rate = min(words / (following - read), 1.0)
                banks.occupy(banks.store, shares, rate, read, following)
                read = following
            finished = send + 2 + self.latency
            yield finished
            machine.done(Queue.STORE, entry)
            machine.events.append(Event("store", entry.index, accepted + 1, finished + 1))
            machine.count("store_active", finished - accepted)
            yield finished + 1
