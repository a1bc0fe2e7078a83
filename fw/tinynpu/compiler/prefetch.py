"""Order of commands: loads as early as there is room for what they bring."""

import bisect
import dataclasses
from collections.abc import Sequence

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import Opcode
from tinynpu.compiler.items import Item

__all__ = ["Space", "prefetched"]

_WAITING_LOADS = 2
"""Loads that may be put behind one compute command though they must wait for commands just before it."""

_RECENT = 6
"""Compute commands that may be under way or queued when a command is dispatched."""


@dataclasses.dataclass(frozen=True)
class Space:
    """Words of a kernel: pairs of (first, behind the last) that tensors take, and that it reads as samples."""

    occupied: tuple[int, ...]
    sampled: tuple[int, ...]


@dataclasses.dataclass
class _Held:
    """A range of words: a chunk, until its last user is in order, or a tensor that was loaded early."""

    low: int
    high: int
    until: int


def prefetched(
    config: Config,
    items: list[Item],
    chunks: Sequence[tuple[int, int]],
    space: list[Space],
    most: int,
) -> tuple[list[Item], int]:
    """Copies of the items with loads moved forward and addresses for chunks; and the words in use.

    Parameters
    ----------
    items
        In an order in which they could run one after the other.
    chunks
        Offset and words of each chunk of constants.
    space
        For each kernel the words that tensors take.
    most
        Loads that may be in front of their own place at once.
    """
    copies = [dataclasses.replace(item, fields=dict(item.fields)) for item in items]
    return _Prefetcher(config, copies, chunks, space).run(most)


def _pairs(values: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(zip(values[::2], values[1::2], strict=True))


class _Prefetcher:
    def __init__(self, config, items, chunks, space):
        self.config = config
        self.items: list[Item] = items
        self.chunks = chunks
        self.occupied = [_pairs(each.occupied) for each in space]
        self.sampled = [_pairs(each.sampled) for each in space]
        self.words = config.scratchpad_words
        self.last_use: dict[int, int] = {}
        for index, item in enumerate(items):
            if item.chunk is not None:
                self.last_use[item.chunk] = index
        self.release = self._releases()
        self.touched = np.zeros(self.words, np.int64)  # place in the order of the last access
        self.used = np.zeros(self.words, bool)
        self.held: dict[int, _Held] = {}
        self.early: list[_Held] = []
        self.base: dict[int, int] = {}
        self.next_fit = 0

    def _releases(self) -> list[int]:
        """For each load of a tensor the last item before it that it must not overtake."""
        last = np.full(self.words, -1, np.int64)
        memory_write = -1
        result = [-1] * len(self.items)
        for index, item in enumerate(self.items):
            if item.opcode == Opcode.LOAD:
                if item.chunk is None:
                    low, high = item.writes[0]
                    result[index] = int(last[low:high].max()) if high > low else -1
                    if item.memory_reads:
                        result[index] = max(result[index], memory_write)
                continue
            for low, high in (*item.reads, *item.writes, *item.constants):
                last[low:high] = index
            if item.memory_writes:
                memory_write = index
        return result

    def run(self, most: int) -> tuple[list[Item], int]:
        order: list[Item] = []
        loads = [i for i, item in enumerate(self.items) if item.opcode == Opcode.LOAD]
        at = 0  # next load
        self.done = -1  # all others up to here are in order
        for index, item in enumerate(self.items):
            if item.opcode == Opcode.LOAD:
                if at < len(loads) and loads[at] <= index:
                    self._emit_load(order, loads[at], item.kernel, must=True)
                    at += 1
                continue
            self._emit(order, index)
            self.done = index
            if item.opcode == Opcode.STORE:
                continue
            waiting = 0
            passed = bisect.bisect_left(loads, index)
            while at < len(loads) and loads[at] > index and at - passed < most:
                recent = self._emit_load(order, loads[at], item.kernel, must=False)
                if recent is None:
                    break
                at += 1
                waiting += recent
                if waiting >= _WAITING_LOADS:
                    break
        return order, int(self.used.sum())

    def _touch(self, item: Item, place: int):
        for low, high in (*item.reads, *item.writes, *item.constants):
            self.touched[low:high] = place
            self.used[low:high] = True

    def _emit(self, order: list[Item], index: int):
        """Put a compute command or a store in order."""
        item = self.items[index]
        if item.chunk is not None:
            base = self.base[item.chunk]
            for name in item.relative:
                item.fields[name] += base
            words = self.chunks[item.chunk][1]
            item.constants = ((base, base + words),)
        order.append(item)
        self._touch(item, len(order))
        if item.chunk is not None and self.last_use[item.chunk] == index:
            del self.held[item.chunk]

    def _emit_load(self, order: list[Item], index: int, now: int, *, must: bool) -> bool | None:
        """Put a load in order if that is possible; whether it waits for recent commands."""
        item = self.items[index]
        self.early = [held for held in self.early if held.until > now]
        if item.chunk is None:
            low, high = item.writes[0]
            if not must:
                if self.release[index] > self.done:
                    return None
                if any(held.low < high and low < held.high for held in self.held.values()):
                    return None
            if item.kernel > now:
                self.early.append(_Held(low, high, item.kernel))
        else:
            words = self.chunks[item.chunk][1]
            base = self._find(words, now, item.kernel, must=must)
            if base is None:
                if must:
                    raise CompileError(
                        f"The weights of one block of channels must fit the scratchpad beside the "
                        f"tensors; {words} words do not."
                    )
                return None
            self.base[item.chunk] = base
            item.fields["base"] = base
            item.writes = ((base, base + words),)
            low, high = item.writes[0]
            self.held[item.chunk] = _Held(low, high, self.last_use[item.chunk])
        previous = int(self.touched[low:high].max()) if high > low else 0
        recent = sum(
            1 for other in order[previous:] if other.opcode not in (Opcode.LOAD, Opcode.STORE)
        )
        order.append(item)
        self._touch(item, len(order))
        return previous > 0 and recent < _RECENT

    def _find(self, words: int, now: int, kernel: int, *, must: bool) -> int | None:
        """First word for a chunk that is loaded while kernel ``now`` runs, for ``kernel``."""
        # Kernels whose commands are mixed take turns.
        taken = {part for k in range(min(now, kernel), kernel + 1) for part in self.occupied[k]}
        taken |= {(held.low, held.high) for held in self.held.values()}
        taken |= {(held.low, held.high) for held in self.early}
        gaps = []
        at = 0
        for low, high in sorted(taken):
            if low > at:
                gaps.append((at, low))
            at = max(at, high)
        if at < self.words:
            gaps.append((at, self.words))
        starts = []
        size = self.config.bank_words
        for low, high in gaps:
            points = {low, high - words, self.next_fit, *range(-(-low // size) * size, high, size)}
            starts += [p for p in points if low <= p and p + words <= high]
        if not starts:
            return None
        samples = self.sampled[kernel]

        def cost(start: int) -> tuple:
            banks = range(start // size, -(-(start + words) // size))
            shared = sum(
                1
                for b in banks
                if any(low < (b + 1) * size and b * size < high for low, high in samples)
            )
            return shared, int(self.touched[start : start + words].max()), start

        best = min(starts, key=cost)
        self.next_fit = best + words
        return best
