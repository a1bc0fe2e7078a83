"""Faults of a line: bytes flipped, lost, doubled, with a broken stop bit."""

import random
from collections import Counter

__all__ = ["BROKEN_STOP", "KINDS", "Faults"]

KINDS = ("flipped", "lost", "doubled", "stop")
"""One to eight bits inverted; not sent; sent twice; sent with a stop bit of 0."""

BROKEN_STOP = 0x100
"""In a symbol for `tinynpu.board.BoardSimulator.send`."""


class Faults:
    """Damages bytes at random.

    Parameters
    ----------
    rate
        Chance of a byte to be damaged.
    seed
        Of the random numbers.
    kinds
        Of `KINDS`, equally likely.

    Members
    -------
    counts
        How many of each kind.
    """

    def __init__(self, rate: float, seed: int, kinds: tuple[str, ...] = KINDS):
        self.rate = rate
        self.kinds = kinds
        self.counts: Counter[str] = Counter()
        self._random = random.Random(seed)

    def __call__(self, data: bytes) -> list[int]:
        """Symbols that arrive instead of these bytes."""
        if not self.rate:
            return list(data)
        result = []
        for byte in data:
            if self._random.random() >= self.rate:
                result.append(byte)
                continue
            kind = self._random.choice(self.kinds)
            self.counts[kind] += 1
            if kind == "flipped":
                result.append(byte ^ self._random.randint(1, 255))
            elif kind == "doubled":
                result += [byte, byte]
            elif kind == "stop":
                result.append(byte | BROKEN_STOP)
        return result
