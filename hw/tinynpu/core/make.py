"""The core that a configuration asks for."""

from collections.abc import Sequence

from tinynpu.arch.config import Config
from tinynpu.arch.registers import COUNTERS
from tinynpu.core.compact.core import CompactCore
from tinynpu.core.technology import Technology
from tinynpu.core.top import Core

__all__ = ["make_core"]


def make_core(
    config: Config,
    *,
    technology: Technology = Technology.GENERIC,
    multipliers: int | None = None,
    counters: Sequence[str] = tuple(COUNTERS),
    ram_words: int = 0,
) -> Core | CompactCore:
    """`Core`, or `CompactCore` with ``config.compact``; both have the same ports.

    Parameters
    ----------
    config
        Configuration.
    technology, multipliers
        See `Core`.
    counters, ram_words
        See `CompactCore`; the other core has all counters and no memory.
    """
    if config.compact:
        return CompactCore(config, technology=technology, counters=counters, ram_words=ram_words)
    return Core(config, technology=technology, multipliers=multipliers)
