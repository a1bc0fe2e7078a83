"""A small discrete event kernel: processes are generators that wait for a cycle or for a signal."""

import heapq
from collections.abc import Callable, Generator
from typing import Any

__all__ = ["Kernel", "Process", "Queue", "Signal"]

Wait = Any
"""What a process yields: a cycle, a `Signal`, or ``(cycle, Signal)`` for whichever comes first."""

Process = Generator[Wait, None, Any]


class _Task:
    __slots__ = ("generator", "version")

    def __init__(self, generator: Process):
        self.generator = generator
        self.version = 0


class Signal:
    """Something that processes wait for; they look again at what they need when it is fired."""

    __slots__ = ("kernel", "waiting")

    def __init__(self, kernel: "Kernel"):
        self.kernel = kernel
        self.waiting: list[tuple[_Task, int]] = []

    def fire(self):
        """Resume all that wait, in this cycle."""
        if self.waiting:
            for task, version in self.waiting:
                if task.version == version:
                    self.kernel.push(self.kernel.now, task, version)
            self.waiting = []


class Kernel:
    """Runs processes in the order of their cycles; within a cycle in the order of their requests.

    Members
    -------
    now
        Cycle.
    """

    def __init__(self):
        self.now = 0
        self._heap: list[tuple[int, int, Any, int]] = []
        self._count = 0

    def push(self, cycle: int, what: Any, version: int):
        """Put a task or a callable on the agenda."""
        self._count += 1
        heapq.heappush(self._heap, (cycle, self._count, what, version))

    def start(self, process: Process):
        """Begin a process in this cycle."""
        self.push(self.now, _Task(process), 0)

    def at(self, cycle: int, action: Callable[[], None]):
        """Call something in a later cycle."""
        self.push(cycle, action, -1)

    def run(self):
        """Until nothing is left to do."""
        heap = self._heap
        pop = heapq.heappop
        while heap:
            cycle, _, what, version = pop(heap)
            if version < 0:
                self.now = cycle
                what()
                continue
            if what.version != version:
                continue  # it was resumed by something else
            self.now = cycle
            what.version = version = version + 1
            try:
                wait = next(what.generator)
            except StopIteration:
                continue
            if type(wait) is Signal:
                wait.waiting.append((what, version))
            elif type(wait) is tuple:
                until, signal = wait
                signal.waiting.append((what, version))
                self.push(until, what, version)
            else:
                self.push(wait, what, version)


class Queue:
    """A `CommandQueue`: an entry can be read two cycles after it was written, and after the one before
    has left.

    Parameters
    ----------
    kernel, depth
        Kernel; entries that fit.
    gap
        Cycles from the removal of an entry until the next one can be read.

    Members
    -------
    entries
        What it holds, with the cycle from which each may be seen.
    changed
        Fired when an entry comes or goes.
    """

    def __init__(self, kernel: Kernel, depth: int, gap: int = 1):
        self.kernel = kernel
        self.depth = depth
        self.gap = gap
        self.entries: list[tuple[Any, int]] = []
        self.changed = Signal(kernel)
        self._used = 0
        self._popped = -1

    @property
    def full(self) -> bool:
        """Whether there is no room in this cycle."""
        return self._used >= self.depth

    def write(self, entry: Any):
        """Append an entry in this cycle."""
        self._used += 1
        self.entries.append((entry, self.kernel.now + 2))
        self.changed.fire()

    def head(self) -> Process:
        """Wait for the first entry, and return it."""
        while not self.entries:
            yield self.changed
        entry, visible = self.entries[0]
        visible = max(visible, self._popped + self.gap)
        if visible > self.kernel.now:
            yield visible
        return entry

    def room(self) -> Process:
        """Wait until there is room."""
        while self.full:
            yield self.changed

    def pop(self):
        """Remove the first entry in this cycle; its place is free in the next one."""
        self.entries.pop(0)
        self._popped = self.kernel.now
        self.kernel.at(self._popped + self.gap, self._free)

    def _free(self):
        self._used -= 1
        self.changed.fire()
