"""How much of each scratchpad bank is taken, so that others have to wait."""

from tinynpu.arch.config import Config
from tinynpu.perf.kernel import Kernel, Signal

__all__ = ["Banks", "Shares", "span_shares"]

Shares = tuple[tuple[int, float], ...]
"""Banks, and the part of the accesses that go to each."""


class Banks:
    """Accesses per cycle of each unit to each bank, and what they leave to those that come last.

    Reads come in the order vector, store, sample, weight; writes in the order result, load. With
    ``single_port`` the writes come before the reads.

    Members
    -------
    result, load, vector, store
        Accesses per cycle to each bank.
    changed, writes_changed
        Fired when what readers, or LOAD, have to wait for changes.
    busy
        Whether readers have to wait for anything at all.
    """

    def __init__(self, kernel: Kernel, config: Config):
        self.kernel = kernel
        self.single_port = config.single_port
        self.bank_words = config.bank_words
        count = config.banks
        self.result = [0.0] * count
        self.load = [0.0] * count
        self.vector = [0.0] * count
        self.store = [0.0] * count
        self.changed = Signal(kernel)
        self.writes_changed = Signal(kernel)
        self.busy = False

    def occupy(self, taken: list[float], shares: Shares, rate: float, begin: int, end: int):
        """Take ``rate`` accesses per cycle from ``begin`` to before ``end``, spread as ``shares``."""
        if end <= begin or (taken is self.load and not self.single_port):
            return
        if begin <= self.kernel.now:
            self.add(taken, shares, rate)
        else:
            self.kernel.at(begin, lambda: self.add(taken, shares, rate))
        self.kernel.at(end, lambda: self.add(taken, shares, -rate))

    def add(self, taken: list[float], shares: Shares, rate: float):
        """Take ``rate`` more accesses per cycle from now on."""
        for bank, share in shares:
            value = taken[bank] + rate * share
            taken[bank] = value if value > 1e-6 else 0.0
        if taken is self.result:
            self.writes_changed.fire()
            if not self.single_port:
                return
        self.busy = any(self.vector) or any(self.store)
        if self.single_port and not self.busy:
            self.busy = any(self.result) or any(self.load)
        self.changed.fire()

    def free_for_samples(self, bank: int) -> float:
        """Part of the cycles in which the array may read."""
        taken = self.vector[bank] + self.store[bank]
        if self.single_port:
            taken += self.result[bank] + self.load[bank]
        return max(1.0 - taken, 0.0)

    def free_for_weights(self, shares: Shares) -> float:
        """Part of the cycles in which weights may be read, samples aside."""
        if not self.busy:
            return 1.0
        return sum(share * self.free_for_samples(bank) for bank, share in shares)

    def free_for_store(self, bank: int) -> float:
        """Part of the cycles in which STORE may read."""
        taken = self.vector[bank]
        if self.single_port:
            taken += self.result[bank] + self.load[bank]
        return max(1.0 - taken, 0.0)

    def free_for_vector(self, bank: int) -> float:
        """Part of the cycles in which the requantizer may read, its own results aside."""
        return max(1.0 - self.load[bank], 0.0) if self.single_port else 1.0

    def free_for_load(self, bank: int) -> float:
        """Part of the cycles in which LOAD may write."""
        return max(1.0 - self.result[bank], 0.0)


def span_shares(config: Config, first: int, last: int) -> Shares:
    """Shares of words that lie evenly from ``first`` to ``last``."""
    first, last = min(first, last), max(first, last)
    size, top = config.bank_words, config.banks - 1
    low, high = min(first // size, top), min(last // size, top)
    if low == high:
        return ((low, 1.0),)
    total = last - first + 1
    return tuple(
        (bank, (min(last + 1, (bank + 1) * size) - max(first, bank * size)) / total)
        for bank in range(low, high + 1)
    )
