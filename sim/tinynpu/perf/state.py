"""What the parts of the cycle model share."""

import dataclasses

from tinynpu.arch.config import Config
from tinynpu.arch.isa import Queue
from tinynpu.arch.run import Event, Span
from tinynpu.perf.banks import Banks
from tinynpu.perf.commands import Fields
from tinynpu.perf.kernel import Kernel, Process, Signal
from tinynpu.perf.kernel import Queue as Fifo

__all__ = ["Entry", "Machine"]

_NAMES = {queue: queue.name.lower() for queue in Queue}


@dataclasses.dataclass(slots=True)
class Entry:
    """A command in a queue."""

    index: int
    fields: Fields


class Machine:
    """Queues, tokens, banks, counters and events.

    Parameters
    ----------
    config, bases
        Configuration, and base registers.
    """

    def __init__(self, config: Config, bases: tuple[int, int, int, int]):
        self.config = config
        self.bases = bases
        self.kernel = kernel = Kernel()
        self.banks = Banks(kernel, config)
        self.queues = {queue: Fifo(kernel, config.queue_depth) for queue in Queue}
        self.tokens = {(giver, taker): 0 for giver in Queue for taker in Queue}
        self.token_cycles = 1 if config.compact else 2
        """From the cycle in which a command is done to that in which its tokens are there."""
        self.token_came = {queue: Signal(kernel) for queue in Queue}
        self.running = 0
        """Commands that were dispatched and are not done."""
        self.quiet = Signal(kernel)
        self.events: list[Event] = []
        self.counters: dict[str, int] = {}
        self.spans: list[Span] = []

    def count(self, name: str, amount: int):
        """Add to a counter."""
        self.counters[name] = self.counters.get(name, 0) + amount

    def array(self, begin: int, end: int, cycles: dict[str, int]):
        """What the array did from ``begin`` to before ``end``."""
        if end > begin:
            self.spans.append(Span(begin, end, cycles))
            for name, amount in cycles.items():
                self.count(name, amount)

    def stall(self, name: str, begin: int, end: int):
        """The array waited from ``begin`` to before ``end``."""
        self.array(begin, end, {name: end - begin})

    def take_tokens(self, queue: Queue, entry: Entry) -> Process:
        """Wait for the tokens of a command at the head of its queue, and take them."""
        tokens = self.tokens
        wanted = [
            (other, queue)
            for other in Queue
            if other != queue and entry.fields[f"wait_{_NAMES[other]}"]
        ]
        while any(not tokens[pair] for pair in wanted):
            yield self.token_came[queue]
        for pair in wanted:
            tokens[pair] -= 1

    def done(self, queue: Queue, entry: Entry):
        """A command is done in this cycle: its tokens are there `token_cycles` later."""
        kernel = self.kernel
        kernel.at(kernel.now + self.token_cycles, lambda: self._give(queue, entry))
        kernel.at(kernel.now + 1, self._finish)

    def _give(self, queue: Queue, entry: Entry):
        for other in Queue:
            if other != queue and entry.fields[f"signal_{_NAMES[other]}"]:
                self.tokens[queue, other] += 1
                self.token_came[other].fire()

    def _finish(self):
        self.running -= 1
        if not self.running:
            self.quiet.fire()
