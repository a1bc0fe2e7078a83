"""What LOAD and STORE move, byte by byte as docs/architecture.md says: for tests of the engines."""

import random
from collections.abc import Callable, Iterator, Sequence

from tinynpu.arch.config import Config

__all__ = ["bursts_of", "line_addresses", "load_words", "random_transfer", "store_lines"]

Fields = dict[str, int]


def bursts_of(config: Config, address, step, lines, line_bytes) -> list[tuple[int, int]]:
    """Bursts (address, beats) of a transfer, beat by beat."""
    bus, result = config.bus_bytes, []
    for line in range(lines):
        first = (address + line * step) & 0xFFFFFFFF
        begin = True
        for beat in range(first // bus, (first + line_bytes - 1) // bus + 1):
            at = beat * bus & 0xFFFFFFFF
            if begin or at % 4096 == 0 or result[-1][1] == config.burst_beats:
                result.append([at, 0])
            result[-1][1] += 1
            begin = False
    return [tuple(burst) for burst in result]


def line_addresses(f: Fields, bases: Sequence[int]) -> list[int]:
    """Byte address of each line of a LOAD or STORE."""
    first = bases[f["region"]] + f["memory_offset"]
    return [(first + i * f["memory_line_step"]) & 0xFFFFFFFF for i in range(f["lines"])]


def load_words(
    config: Config, f: Fields, bases: Sequence[int], memory: Callable[[int], int]
) -> Iterator[tuple[int, bytes]]:
    """Scratchpad words (address, bytes) that a LOAD writes, in order.

    ``memory`` gives the byte at an address.
    """
    for i, at in enumerate(line_addresses(f, bases)):
        line = bytes([f["fill"] & 255]) * f["pad_left"]
        line += bytes(memory((at + k) & 0xFFFFFFFF) for k in range(f["line_bytes"]))
        line += bytes([f["fill"] & 255]) * (f["words"] * f["step"] + config.rows)
        for k in range(f["words"]):
            word = (f["base"] + i * f["line_step"] + k * f["word_step"]) & 0xFFFF
            yield word, line[k * f["step"] :][: config.rows]


def store_lines(
    f: Fields, bases: Sequence[int], scratchpad: Callable[[int], bytes]
) -> Iterator[tuple[int, bytes]]:
    """Lines (byte address, bytes) that a STORE writes, in order.

    ``scratchpad`` gives the word at an address.
    """
    for i, at in enumerate(line_addresses(f, bases)):
        words = [
            (f["base"] + i * f["line_step"] + k * f["word_step"]) & 0xFFFF
            for k in range(-(-f["line_bytes"] // f["step"]))
        ]
        line = b"".join(scratchpad(word)[: f["step"]] for word in words)
        yield at, line[: f["line_bytes"]]


def random_transfer(draw: random.Random, config: Config, words: int) -> Fields:
    """Random fields that LOAD and STORE share, for lines of so many words in the scratchpad."""
    lines = draw.randint(1, 5)
    edge = draw.choice((0, 1, 2, 0xFFFF, 0xFFFE, 7))
    while True:
        steps = (lines - 1, draw.choice((edge, draw.randint(-40, 40) & 0xFFFF))), (words - 1, edge)
        base = draw.randrange(config.scratchpad_words)
        corners = [
            (base + a * steps[0][1] + b * steps[1][1]) & 0xFFFF
            for a in (0, steps[0][0])
            for b in (0, steps[1][0])
        ]
        # All words lie between the corners, because the steps are small.
        if max(corners) < config.scratchpad_words:
            break
        edge = draw.choice((0, 1, edge))
    return {
        "region": draw.randrange(4),
        "memory_offset": draw.choice((draw.getrandbits(32), draw.getrandbits(32) | 0xFE0)),
        "memory_line_step": draw.choice((draw.getrandbits(32), draw.randrange(64), 0xFFFF_FFFF)),
        "base": base,
        "line_step": steps[0][1],
        "word_step": steps[1][1],
        "lines": lines,
        "step": draw.choice((config.rows, draw.randint(1, config.rows))),
    }
