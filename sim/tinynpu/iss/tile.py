"""TILE: passes over samples into accumulators, then requantization."""

import numpy as np

from tinynpu.arch.fixed_point import wrap
from tinynpu.arch.isa import ErrorCode
from tinynpu.golden.requantize import requantize
from tinynpu.iss.state import CommandError, State

__all__ = ["tile"]


def tile(state: State, f: dict[str, int]):
    """All outer blocks of a TILE."""
    config = state.config
    span = (f["out_width"] - 1) * f["stride_x"] + 1
    if f["fir"] and f["pitch"] < span:
        raise CommandError(ErrorCode.ILLEGAL_FIELD)
    outputs = f["out_height"] * f["out_width"]
    if f["keep"] and f["outer_blocks"] != 1:
        raise CommandError(ErrorCode.ILLEGAL_FIELD)
    if state.kept is not None and len(state.kept) != outputs:
        raise CommandError(ErrorCode.ILLEGAL_FIELD)
    if outputs > config.accumulator_depth:
        raise CommandError(ErrorCode.ACCUMULATOR_RANGE)
    weight = f["weight_base"]
    drained = 0
    for j in range(f["outer_blocks"]):
        accumulators, state.kept = state.kept, None
        for ky in range(f["kernel_height"]):
            for kx in range(f["kernel_width"]):
                for b in range(f["in_blocks"]):
                    columns = np.arange(f["weight_cols"])
                    weights = state.scratchpad[state.addresses(weight + columns)]
                    weight += f["weight_cols"]
                    samples = _samples(state, f, (j, ky, kx, b))
                    sums = (
                        _fir(state, f, samples, weights)
                        if f["fir"]
                        else _dense(state, samples, weights)
                    )
                    accumulators = _accumulate(state, f, accumulators, sums)
        assert accumulators is not None
        if f["keep"]:
            state.kept = accumulators
            return
        groups = min(f["block_groups"], f["groups"] - drained)
        for group in range(groups):
            _drain(state, f, accumulators, group, drained)
            drained += 1


def _samples(state: State, f: dict[str, int], where: tuple[int, int, int, int]) -> np.ndarray:
    """Samples of a pass, int64 [samples, rows], in the order in which they enter the array."""
    j, ky, kx, b = where
    pitch = f["pitch"] if f["fir"] else f["out_width"]
    if f["fir"]:
        last = (f["out_height"] - 1) * pitch + (f["out_width"] - 1) * f["stride_x"]
        count = last + f["weight_cols"]
    else:
        count = f["out_height"] * pitch
    i, s = np.divmod(np.arange(count), pitch)
    y = f["origin_y"] + i * f["stride_y"] + ky * f["dilation_y"]
    x = f["origin_x"] + s * (1 if f["fir"] else f["stride_x"]) + kx * f["dilation_x"]
    y, x = wrap(y, 14), wrap(x, 14)
    inside = (y >= 0) & (y < f["in_height"]) & (x >= 0) & (x < f["in_width"])
    address = (
        f["in_base"]
        + j * f["in_outer_step"]
        + ky * f["in_ky_step"]
        + kx * f["in_kx_step"]
        + b * f["in_block_step"]
        + i * f["in_row_step"]
        + s * f["in_column_step"]
    )
    samples = np.full((count, state.config.rows), f["pad"], np.int64)
    samples[inside] = state.scratchpad[state.addresses(address[inside])]
    return samples


def _dense(state: State, samples: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Sums of all columns, [samples, cols]; float64 holds them exactly and multiplies fast."""
    sums = np.zeros((len(samples), state.config.cols), np.int64)
    product = samples.astype(np.float64) @ weights.T.astype(np.float64)
    sums[:, : len(weights)] = product.astype(np.int64)
    return sums


def _fir(state: State, f: dict[str, int], samples: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Outputs of the rows' filters, [outputs, cols]."""
    config = state.config
    taps = len(weights)
    count = len(samples) - taps + 1
    filtered = np.zeros((count, config.rows), np.int64)
    for c in range(taps):
        start = taps - 1 - c
        filtered += weights[c].astype(np.int64) * samples[start : start + count]
    rows, columns = np.divmod(np.arange(f["out_height"] * f["out_width"]), f["out_width"])
    sums = np.zeros((len(rows), config.cols), np.int64)
    sums[:, : config.rows] = filtered[rows * f["pitch"] + columns * f["stride_x"]]
    return sums


def _accumulate(
    state: State, f: dict[str, int], accumulators: np.ndarray | None, sums: np.ndarray
) -> np.ndarray:
    if accumulators is None:
        result = sums
    elif f["maximum"]:
        result = np.maximum(accumulators, sums)
    else:
        result = accumulators + sums
    return wrap(result, state.config.accumulator_width)


def _drain(state: State, f: dict[str, int], accumulators: np.ndarray, group: int, drained: int):
    """Requantize and write one group of columns of a block."""
    config = state.config
    lanes = min(config.lanes, config.cols - group * config.lanes)
    bias, multiplier, shift = _parameters(state, f, drained)
    values = accumulators[:, group * config.lanes :][:, :lanes]
    results = requantize(
        wrap(values + bias[:lanes], 32),
        multiplier[:lanes],
        shift[:lanes],
        f["zero_point"],
        f["clamp_min"],
        f["clamp_max"],
        round_once=bool(f["round_once"]),
    )
    block, position = divmod(f["first_group"] + drained, config.rows // config.lanes)
    rows, columns = np.divmod(np.arange(len(values)), f["out_width"])
    where = state.addresses(
        f["out_base"]
        + rows * f["out_row_step"]
        + columns * f["out_column_step"]
        + block * f["out_block_step"]
    )
    first = position * config.lanes
    state.scratchpad[where, first : first + lanes] = results


def _parameters(
    state: State, f: dict[str, int], drained: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Bias, multiplier and shift of each lane for a group."""
    config = state.config
    words = config.param_words(bool(f["per_channel"]))
    where = state.addresses(f["param_base"] + drained * words + np.arange(words))
    # [words, lanes, slice] → [lanes, bytes]: each lane has its own bytes of every word.
    raw = state.scratchpad[where].reshape(words, config.lanes, config.lane_slice)
    raw = np.ascontiguousarray(raw.transpose(1, 0, 2)).reshape(config.lanes, -1).view(np.uint8)
    bias = np.ascontiguousarray(raw[:, :4]).view("<i4")[:, 0].astype(np.int64)
    if f["per_channel"]:
        multiplier = np.ascontiguousarray(raw[:, 4:8]).view("<u4")[:, 0].astype(np.int64)
        return bias, multiplier & 0x7FFFFFFF, wrap(raw[:, 8], 6)
    ones = np.ones(config.lanes, np.int64)
    return bias, ones * f["multiplier"], ones * f["shift"]
