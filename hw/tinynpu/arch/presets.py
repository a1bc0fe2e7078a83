"""Named configurations."""

from tinynpu.arch.config import Config
from tinynpu.arch.errors import ConfigurationError

__all__ = ["PRESETS", "preset"]

PRESETS: dict[str, Config] = {
    config.name: config
    for config in (
        Config(
            name="tt",
            rows=2,
            cols=2,
            lanes=1,
            accumulator_depth=16,
            banks=1,
            bank_words=1024,
            single_port=True,
            bus_bytes=4,
            burst_beats=16,
            outstanding=1,
            queue_depth=2,
        ),
        Config(
            name="ice40",
            rows=4,
            cols=4,
            lanes=1,
            accumulator_depth=64,
            banks=2,
            bank_words=16384,
            single_port=True,
            bus_bytes=4,
            outstanding=2,
            queue_depth=2,
        ),
        Config(
            name="compact",
            rows=4,
            cols=4,
            lanes=1,
            accumulator_width=24,
            accumulator_depth=256,
            banks=2,
            bank_words=4096,
            single_port=True,
            bus_bytes=4,
            outstanding=1,
            queue_depth=1,
            compact=True,
        ),
        Config(name="base"),
        Config(
            name="large",
            rows=16,
            cols=16,
            lanes=16,
            accumulator_depth=512,
            banks=8,
            bank_words=2048,
            bus_bytes=16,
            outstanding=8,
        ),
    )
}
"""Configurations by name: ``tt``, ``ice40``, ``compact``, ``base`` and ``large``."""


def preset(name: str) -> Config:
    """Named configuration.

    Raises
    ------
    ConfigurationError
        There is no preset of that name.
    """
    if name not in PRESETS:
        raise ConfigurationError(f"A preset must be one of {', '.join(PRESETS)}, not {name}.")
    return PRESETS[name]
