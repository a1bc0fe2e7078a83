"""Closed forms of a TILE: samples of a pass, banks they lie in, cycles of an outer block."""

import dataclasses

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.perf.banks import Shares, span_shares
from tinynpu.perf.commands import Fields

__all__ = ["Block", "TileShape", "tile_shape"]


@dataclasses.dataclass(frozen=True)
class Block:
    """An outer block: how long its passes take the array if nobody else uses the scratchpad.

    Members
    -------
    work
        Cycles from the first sample of its first pass to the first of its last one.
    samples
        Words that a pass reads, on average, by bank.
    weights
        Shares of the weights.
    """

    work: int
    samples: Shares
    weights: Shares


@dataclasses.dataclass(frozen=True)
class TileShape:
    """What the model needs to know of a TILE.

    Members
    -------
    passes, samples
        Of a block; samples of a pass, padding included.
    pixels
        Outputs of a channel.
    groups
        Groups of channels drained for each block.
    blocks
        Outer blocks; equal ones are the same object.
    """

    passes: int
    samples: int
    pixels: int
    groups: tuple[int, ...]
    blocks: tuple[Block, ...]
    fir: bool


def tile_shape(fields: Fields, config: Config) -> TileShape:
    """Shape of a TILE with its bank conflicts between samples and weights."""
    f = fields
    height, width = f["out_height"], f["out_width"]
    pitch = f["pitch"] if f["fir"] else width
    step_x = 1 if f["fir"] else f["stride_x"]
    if f["fir"]:
        samples = (height - 1) * pitch + (width - 1) * f["stride_x"] + f["weight_cols"]
    else:
        samples = height * width
    passes = f["kernel_height"] * f["kernel_width"] * f["in_blocks"]
    outer = f["outer_blocks"]
    left, groups = f["groups"], []
    for _ in range(outer):
        groups.append(min(left, f["block_groups"]))
        left -= groups[-1]

    # Words read: rows of samples that lie inside, with their columns.
    rows = -(-samples // pitch)
    ky = np.arange(f["kernel_height"])
    kx = np.arange(f["kernel_width"])
    i = np.arange(rows)
    y = f["origin_y"] + i[None, :] * f["stride_y"] + ky[:, None] * f["dilation_y"]
    row_inside = (y >= 0) & (y < f["in_height"])
    x = f["origin_x"] + kx * f["dilation_x"]
    first = np.clip(-(x // step_x), 0, pitch)  # the first s with x + s·step_x >= 0
    last = np.clip(-((x - f["in_width"]) // step_x), first, pitch)
    lengths = np.full(rows, pitch)
    lengths[-1] = samples - (rows - 1) * pitch
    count = np.minimum(last[:, None], lengths[None, :]) - first[:, None]
    count = np.maximum(count, 0)  # [kx, row]
    words = row_inside[:, None, :] * count[None, :, :]  # [ky, kx, row]

    cols, weight_cols = config.cols, f["weight_cols"]
    if config.banks == 1:
        inside = words.sum(axis=2)
        cycles = np.maximum(samples, inside + cols)
        total = int(cycles.sum()) * f["in_blocks"]
        block = Block(
            total - int(cycles[-1, -1]),
            ((0, float(inside.mean())),),
            ((0, 1.0),),
        )
        return TileShape(
            passes, samples, height * width, tuple(groups), (block,) * outer, bool(f["fir"])
        )

    # Banks of the samples, [outer or 1, ky, kx, block, bank].
    size = config.bank_words
    varies = f["in_outer_step"] != 0 and outer > 1
    j = np.arange(outer if varies else 1)
    b = np.arange(f["in_blocks"])
    origin = (
        f["in_base"]
        + j[:, None, None, None] * f["in_outer_step"]
        + ky[:, None, None] * f["in_ky_step"]
        + kx[:, None] * f["in_kx_step"]
        + b * f["in_block_step"]
    ) & 0xFFFF
    # The steps are words modulo 2**16; what looks far ahead lies behind.
    row_step, column_step = _signed(f["in_row_step"]), _signed(f["in_column_step"])
    begin = origin[..., None] + i * row_step + (first * column_step)[:, None, None]
    begin &= 0xFFFF
    reach = (np.maximum(count - 1, 0) * column_step)[:, None, :]
    bank_first = np.minimum(begin // size, config.banks - 1)
    bank_last = np.clip((begin + reach) // size, 0, config.banks - 1)
    weight = words[:, :, None, :] * np.ones(len(b), int)[:, None]
    used = np.broadcast_to(weight > 0, begin.shape)
    inside = np.zeros((*origin.shape, config.banks))
    banks = np.union1d(bank_first[used], bank_last[used])
    if len(banks) <= 1:
        if len(banks):
            inside[..., int(banks[0])] = weight.sum(axis=-1)
    else:
        low, high = np.minimum(begin, begin + reach), np.maximum(begin, begin + reach)
        length = high - low + 1
        for bank in range(int(banks[0]), int(banks[-1]) + 1):
            part = np.minimum(high + 1, (bank + 1) * size) - np.maximum(low, bank * size)
            inside[..., bank] = (np.clip(part, 0, None) / length * weight).sum(axis=-1)

    # Weights of a pass that lie where samples are read wait for these.
    inside = inside.reshape(len(j), passes, config.banks)
    at = f["weight_base"] + np.arange(outer * passes).reshape(outer, passes) * weight_cols
    following = at + weight_cols  # those that are loaded while a pass streams
    bank = np.minimum((following & 0xFFFF) // size, config.banks - 1)
    beside = np.take_along_axis(
        np.broadcast_to(inside, (outer, passes, config.banks)), bank[..., None], axis=2
    )[..., 0]
    load = np.ceil(beside).astype(int) + cols
    cycles = np.maximum(samples, load)
    work = cycles[:, :-1].sum(axis=1)
    mean = inside.mean(axis=1)
    blocks: list[Block] = []
    shares: dict[int, Shares] = {}
    for index in range(outer):
        source = index if varies else 0
        if source not in shares:
            shares[source] = tuple(
                (int(n), float(mean[source, n])) for n in np.flatnonzero(mean[source])
            )
        begin_word = int(at[index, 0]) & 0xFFFF
        block = Block(
            int(work[index]),
            shares[source],
            span_shares(config, begin_word, begin_word + passes * weight_cols - 1),
        )
        blocks.append(block)
    return TileShape(passes, samples, height * width, tuple(groups), tuple(blocks), bool(f["fir"]))


def _signed(step: int) -> int:
    return step - 0x10000 if step & 0x8000 else step
