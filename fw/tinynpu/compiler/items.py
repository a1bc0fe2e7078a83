"""Commands before they are in order: what each reads and writes, and the tokens that follow from it."""

import bisect
import dataclasses

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.isa import TOKEN_MAX, Opcode, Queue

__all__ = ["Dependencies", "Item", "check_tokens", "insert_tokens"]

Range = tuple[int, int]
_GRAIN = 64
"""Bytes of memory that are looked at together."""

_UNDER_WAY = 3
"""At most so many compute commands are not finished beside the one whose samples are streamed."""


@dataclasses.dataclass(eq=False)
class Item:
    """A command.

    Members
    -------
    opcode, fields
        The command; ``relative`` fields count from the base of ``chunk``.
    layer
        Number of its layer.
    reads, writes
        Scratchpad ranges. The samples of a TILE are ``reads``; its constants are not.
    memory_reads, memory_writes
        Byte ranges of the memory that commands write.
    chunk
        Constants that it loads or uses: an index.
    kernel
        Kernel that it works for.
    """

    opcode: Opcode
    fields: dict[str, int]
    layer: int
    kernel: int = 0
    relative: tuple[str, ...] = ()
    reads: tuple[Range, ...] = ()
    writes: tuple[Range, ...] = ()
    constants: tuple[Range, ...] = ()
    memory_reads: tuple[Range, ...] = ()
    memory_writes: tuple[Range, ...] = ()
    chunk: int | None = None

    @property
    def queue(self) -> Queue:
        """Queue that runs it."""
        if self.opcode == Opcode.LOAD:
            return Queue.LOAD
        return Queue.STORE if self.opcode == Opcode.STORE else Queue.COMPUTE


class Dependencies:
    """Last command of each queue that read or wrote each word, and each piece of the memory that they write.

    Commands are numbered within their queue, from 1.
    """

    def __init__(self, config: Config, memory_bytes: int):
        size = -(-memory_bytes // _GRAIN) + 1
        self.count = dict.fromkeys(Queue, 0)
        self.word_reads = {q: np.zeros(config.scratchpad_words, np.int32) for q in Queue}
        self.word_writes = {q: np.zeros(config.scratchpad_words, np.int32) for q in Queue}
        self.memory_reads = {q: np.zeros(size, np.int32) for q in Queue}
        self.memory_writes = {q: np.zeros(size, np.int32) for q in Queue}

    def add(self, item: Item) -> tuple[dict[Queue, int], int]:
        """Note a command; the last command of each other queue that must finish before it, and the
        last compute command whose results it reads as samples (0: none).
        """
        queue = item.queue
        needs = {other: 0 for other in Queue if other != queue}
        reads = (*item.reads, *item.constants)
        memory = [
            tuple(_grains(r) for r in item.memory_reads),
            tuple(_grains(r) for r in item.memory_writes),
        ]
        for other in needs:
            last = 0
            for low, high in reads:
                last = max(last, _most(self.word_writes[other], low, high))
            for low, high in item.writes:
                last = max(last, _most(self.word_writes[other], low, high))
                last = max(last, _most(self.word_reads[other], low, high))
            for low, high in memory[0]:
                last = max(last, _most(self.memory_writes[other], low, high))
            for low, high in memory[1]:
                last = max(last, _most(self.memory_writes[other], low, high))
                last = max(last, _most(self.memory_reads[other], low, high))
            needs[other] = last
        samples = 0
        if item.opcode == Opcode.TILE:
            for low, high in item.reads:
                samples = max(samples, _most(self.word_writes[queue], low, high))
        self.count[queue] += 1
        number = self.count[queue]
        for low, high in reads:
            self.word_reads[queue][low:high] = number
        for low, high in item.writes:
            self.word_writes[queue][low:high] = number
        for low, high in memory[0]:
            self.memory_reads[queue][low:high] = number
        for low, high in memory[1]:
            self.memory_writes[queue][low:high] = number
        return needs, samples


def _grains(part: Range) -> Range:
    return part[0] // _GRAIN, -(-part[1] // _GRAIN)


def _most(numbers: np.ndarray, low: int, high: int) -> int:
    return int(numbers[low:high].max()) if high > low else 0


def insert_tokens(config: Config, items: list[Item], memory_bytes: int) -> list[dict[str, int]]:
    """Token and fence fields of commands that are in order.

    A command waits for the last command of another queue that it depends on, unless one before it in
    its own queue has done so. Dependencies point backwards in the order, so whatever the queues'
    depth, the oldest command that is not done can go on: there is no deadlock.
    """
    dependencies = Dependencies(config, memory_bytes)
    fields: list[dict[str, int]] = [{} for _ in items]
    where: dict[Queue, list[int]] = {queue: [] for queue in Queue}  # items of each queue
    waited = {(a, b): 0 for a in Queue for b in Queue}  # b has waited for so many commands of a
    for index, item in enumerate(items):
        queue = item.queue
        needs, samples = dependencies.add(item)
        distance = len(where[queue]) - samples
        if samples and distance <= _UNDER_WAY:
            fields[index] |= {"fence": 1, "fence_distance": distance}
        where[queue].append(index)
        for other, last in needs.items():
            if last <= waited[other, queue]:
                continue
            waited[other, queue] = last
            fields[index][f"wait_{other.name.lower()}"] = 1
            fields[where[other][last - 1]][f"signal_{queue.name.lower()}"] = 1
    return fields


def check_tokens(config: Config, items: list[Item], fields: list[dict[str, int]]) -> bool:
    """Whether no token counter can overflow, however far each queue runs ahead of another.

    While a command of one queue waits, its queue takes in `queue_depth` commands, then the dispatch
    stops; another queue may run up to there, or up to a command that waits in its turn.
    """
    place: dict[Queue, list[int]] = {queue: [] for queue in Queue}
    for index, item in enumerate(items):
        place[item.queue].append(index)
    for giver in Queue:
        for taker in Queue:
            if giver == taker:
                continue
            mine, theirs = place[giver], place[taker]
            signal, wait = f"signal_{taker.name.lower()}", f"wait_{giver.name.lower()}"
            gives = np.cumsum([0, *(fields[i].get(signal, 0) for i in mine)])
            blocks = [n for n, i in enumerate(mine) if fields[i].get(f"wait_{taker.name.lower()}")]
            given_back, taken = 0, 0
            for number in range(len(theirs) + 1):
                command = fields[theirs[number]] if number < len(theirs) else {wait: 1}
                if command.get(wait):
                    reach = blocks[given_back] if given_back < len(blocks) else len(mine)
                    beyond = number + config.queue_depth + 1
                    if beyond < len(theirs):
                        reach = min(reach, bisect.bisect_left(mine, theirs[beyond]))
                    if int(gives[reach]) - taken > TOKEN_MAX:
                        return False
                    taken += 1
                given_back += command.get(f"signal_{giver.name.lower()}", 0)
    return True
