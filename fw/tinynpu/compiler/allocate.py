"""Scratchpad addresses of the activations."""

import dataclasses

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError

__all__ = ["Allocation", "Lifetime", "allocate"]


@dataclasses.dataclass(frozen=True)
class Lifetime:
    """A tensor that needs words from one layer to another (both inclusive)."""

    name: str
    words: int
    first: int
    last: int


@dataclasses.dataclass(frozen=True)
class Allocation:
    """First word of each tensor, the words that are left, and the two buffers for constants."""

    bases: dict[str, int]
    buffers: tuple[int, int]
    buffer_words: int
    activation_words: int


def allocate(config: Config, lifetimes: list[Lifetime]) -> Allocation:
    """Place tensors that live at the same time beside each other, the largest first.

    What is left above them is two buffers for weights, from the next bank on if that leaves enough,
    so that loading weights and reading samples do not meet.

    Raises
    ------
    CompileError
        The tensors do not fit.
    """
    placed: list[tuple[Lifetime, int]] = []
    for lifetime in sorted(lifetimes, key=lambda item: (-item.words, item.first, item.name)):
        overlapping = sorted(
            (base, base + other.words)
            for other, base in placed
            if other.first <= lifetime.last and lifetime.first <= other.last
        )
        base = 0
        for begin, end in overlapping:
            if base + lifetime.words <= begin:
                break
            base = max(base, end)
        placed.append((lifetime, base))
    peak = max((base + lifetime.words for lifetime, base in placed), default=0)
    total = config.scratchpad_words
    if peak >= total:
        layer = max(
            range(max(item.last for item in lifetimes) + 1),
            key=lambda i: sum(item.words for item in lifetimes if item.first <= i <= item.last),
        )
        names = [item.name for item in lifetimes if item.first <= layer <= item.last]
        raise CompileError(
            f"The activations must fit the scratchpad with room for weights: {', '.join(names)} "
            f"need {peak} words of {config.rows} bytes at once, and there are {total}."
        )
    begin = -(-peak // config.bank_words) * config.bank_words
    if total - begin < (total - peak) // 2 or total - begin < 2:
        begin = peak
    size = (total - begin) // 2
    # Two whole banks if they are there: one is read while the other is written.
    return Allocation(
        bases={lifetime.name: base for lifetime, base in placed},
        buffers=(begin, begin + size),
        buffer_words=size,
        activation_words=peak,
    )
