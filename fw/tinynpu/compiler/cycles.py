"""Cycles in closed form, by which the passes choose; `tinynpu.perf` has the model that knows of every wait."""

import math
from collections.abc import Sequence

from tinynpu.arch.config import Config
from tinynpu.compiler.ir.dialect import Vector
from tinynpu.compiler.kernels import TileCommands
from tinynpu.compiler.layout import Box

__all__ = [
    "kernel_cycles",
    "mixed_counts",
    "mixed_cycles",
    "tile_cycles",
    "vector_cycles",
    "wait_cycles",
]

_REQUANTIZER_CYCLES = 11
"""From the last pixel of a group to the first of the next, without the parameters."""
_TILE, _VECTOR = 60, 40
"""Cycles of a command besides its work, where none is ahead."""
_COMPACT_PASS, _COMPACT_GROUP, _COMPACT_VALUE, _COMPACT_BLOCK = 8, 60, 3, 250
"""The compact core: least cycles of a pass, cycles of a group of channels besides its values, of a
value; of an outer block unless a pass is longer."""
_COMPACT_TILE, _COMPACT_WORD, _COMPACT_VECTOR = 400, 24, 400
"""Of a tile besides its blocks; of a word of VECTOR, and of a VECTOR besides its words."""


def tile_cycles(commands: TileCommands, box: Box) -> tuple[int, int]:
    """Cycles of the array and of the requantizer for one outer block of a tile.

    The closed form of `tinynpu.perf` for a tile without waits.
    """
    config = commands.config
    if commands.fir:
        pitch = (box.columns - 1) * commands.stride[1] + commands.cols
        samples = (box.rows - 1) * pitch + (box.columns - 1) * commands.stride[1] + commands.cols
    else:
        samples = box.pixels
    if config.compact:
        groups = -(-min(commands.block, commands.channels) // config.lanes)
        feed = commands.passes * max(samples + 2, _COMPACT_PASS) + max(_COMPACT_BLOCK - samples, 0)
        return feed, groups * (_COMPACT_VALUE * box.pixels + _COMPACT_GROUP)
    # Weights of the next pass are read between the samples, perhaps from the same bank.
    feed = commands.passes * max(samples, 2 * config.cols + 4)
    groups = -(-min(commands.block, commands.channels) // config.lanes)
    parameters = config.param_words(not commands.uniform)
    return feed, groups * (box.pixels + parameters + _REQUANTIZER_CYCLES)


def kernel_cycles(commands: TileCommands, rows: int, columns: int) -> int:
    """Cycles of a kernel with tiles of a size: the slower of array and requantizer for each
    block, and the requantizer's last block alone.
    """
    height, width, _ = commands.shape
    blocks = len(commands.blocks) * (1 if commands.dense else commands.per_word)
    total = 0
    last = 0
    for box in _distinct(height, width, rows, columns):
        feed, drain = tile_cycles(commands, box[0])
        total += box[1] * blocks * max(feed, drain)
        total += box[1] * _COMPACT_TILE * commands.config.compact
        last = drain
    return total + last


def _distinct(height: int, width: int, rows: int, columns: int) -> list[tuple[Box, int]]:
    """Kinds of tiles with their number; the one at the end comes last."""
    result = []
    for h, n in ((rows, height // rows), (height % rows, 1)):
        for w, m in ((columns, width // columns), (width % columns, 1)):
            if h and w and n and m:
                result.append((Box(0, h, 0, w), n * m))
    return result


def vector_cycles(config: Config, words: int, operands: int) -> int:
    """Cycles of a VECTOR besides what it takes to begin and to end it."""
    if config.compact:
        return words * _COMPACT_WORD
    steps = config.rows // config.lanes
    return words * (steps if operands == 1 else max(steps, 2))


def wait_cycles(
    commands: TileCommands, rows: int, maker: TileCommands, follower: Vector | None
) -> int:
    """Cycles from the last samples of a kernel until the first tile of the next one finds all that it reads.

    None, if it does not read what the last tile makes; else the results of that tile's last block must
    be written, and perhaps go through an element-by-element kernel.

    Parameters
    ----------
    rows
        Of the first tile.
    maker, follower
        The kernel before, and the one after it that makes the operand from its result.
    """
    height, width, _ = maker.shape
    tile = maker.op.get("tile")
    box = Box((height - 1) // tile[0] * tile[0], height, 0, min(tile[1], width))
    if commands.source_box(0, Box(0, rows, 0, commands.shape[1])).y1 <= box.y0:
        return 0
    cycles = tile_cycles(maker, box)[1]
    if follower is not None:
        cycles += _after(maker, follower, box) + _overheads(maker.config)[1]
    return cycles


def _overheads(config: Config) -> tuple[int, int]:
    """Cycles of a TILE and of a VECTOR besides their work."""
    return (_COMPACT_TILE, _COMPACT_VECTOR) if config.compact else (_TILE, _VECTOR)


def _after(commands: TileCommands, follower: Vector, box: Box) -> int:
    """Cycles of an element-by-element kernel for the results of an outer block of a tile."""
    config = commands.config
    words = -(-commands.channels // config.rows) / len(commands.blocks)
    return vector_cycles(config, math.ceil(box.pixels * words), len(follower.inputs))


def mixed_cycles(
    commands: TileCommands, follower: Vector, boxes: Sequence[Box], counts: Sequence[int]
) -> int:
    """Cycles of a kernel and of another one that works element by element on each tile of the first
    when it is made.

    Sums of one block are in use while those of the next are made: its last pass waits for them. A tile
    can begin when the results of the one before are next to be written.

    Parameters
    ----------
    boxes
        Tiles.
    counts
        Outer blocks of each chunk of the constants; with each chunk all tiles are gone through.
    """
    tile, vector = _overheads(commands.config)
    each = 1 if commands.dense else commands.per_word
    costs = [(*tile_cycles(commands, box), _after(commands, follower, box)) for box in boxes]
    feed, drain, released, taken = 0, 0, 0, 0
    for count in counts:
        for fed, drained, after in costs:
            feed, taken = max(feed, taken) + tile, drain
            for _ in range(count * each):
                feed = max(feed + fed, released)
                drain = released = max(feed, drain) + drained
            drain += vector + count * after
    return drain


def mixed_counts(
    commands: TileCommands, follower: Vector, boxes: Sequence[Box], counts: Sequence[int]
) -> list[int]:
    """Outer blocks of each chunk so that a kernel and the one that follows tile by tile end early.

    After the last chunk only the follower is left, so it may be worth to have less of it there. To be
    tried: all chunks cut in halves, quarters, …, and the last one in pieces that get smaller by halves,
    or with a small one at its end.
    """
    found = {tuple(counts)}
    size = max(counts)
    while True:
        cut = [part for count in counts for part in _even(count, size)]
        found.add(tuple(cut))
        *first, last = cut
        end = 1
        while end < last:
            found |= {(*first, last - end, end), (*first, *_halved(last, end))}
            end *= 2
        if size == 1:
            break
        size = -(-size // 2)
    return list(
        min(
            found, key=lambda each: (mixed_cycles(commands, follower, boxes, each), len(each), each)
        )
    )


def _even(count: int, size: int) -> list[int]:
    """A count in parts of at most a size."""
    parts = -(-count // size)
    return [count * (n + 1) // parts - count * n // parts for n in range(parts)]


def _halved(count: int, end: int) -> list[int]:
    """A count in parts, the last of a size, each one before it twice as large."""
    parts = [end]
    while sum(parts) + 2 * parts[0] < count:
        parts.insert(0, 2 * parts[0])
    return [count - sum(parts), *parts]
