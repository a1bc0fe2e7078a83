"""STORE."""

import collections

from tinynpu.arch.isa import Queue
from tinynpu.arch.run import Event
from tinynpu.perf.banks import span_shares
from tinynpu.perf.kernel import Process
from tinynpu.perf.reads import split
from tinynpu.perf.state import Machine

__all__ = ["Storer"]


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
        limit = bus + 2 * min(config.rows, bus) - 1  # bytes, as in `tinynpu.core.store`
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
            read = accepted + 1  # the line's first word is read
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
                # Word k is read in cycle next_read + (k − done) / free, for k >= done.
                done, next_read = 0, read
                sent = 0
                for beats in bursts:
                    offer = max(offer + 1, answers.popleft() + 1)
                    needed = min(-(-((sent + 1) * bus - offset) // f["step"]), words)
                    ready = next_read + int((needed - 1 - done) / free) + 2
                    begin = max(offer + 1, ready, free_beat)
                    # No more are read than there is room for, before this beat leaves.
                    most = (limit + sent * bus - offset) // f["step"] + 1
                    if words > most < done + int((begin + 1 - next_read) * free):
                        done, next_read = most, begin + 1
                    sent += beats
                    needed = min(-(-(sent * bus - offset) // f["step"]), words)
                    send = begin + (beats - 1) * self.beat_cycles
                    send = max(send, next_read + int((needed - 1 - done) / free) + 2)
                    free_beat = send + self.beat_cycles
                    answers.append(send + 1 + self.latency)
                    machine.count("write_beats", beats)
                cycles = send - read
                banks.occupy(banks.store, shares, min(words / cycles, 1.0), read, send - 1)
                read = send + 1
            finished = send + 2 + self.latency
            yield finished
            machine.done(Queue.STORE, entry)
            machine.events.append(Event("store", entry.index, accepted + 1, finished + 1))
            machine.count("store_active", finished - accepted)
            yield finished + 1
