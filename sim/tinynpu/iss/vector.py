"""VECTOR and TABLE."""

import numpy as np

from tinynpu.arch.fixed_point import wrap
from tinynpu.arch.isa import Combine
from tinynpu.golden.requantize import requantize
from tinynpu.iss.state import State

__all__ = ["table", "vector"]


def vector(state: State, f: dict[str, int]):
    """Element by element; operands are read before anything is written."""
    i, s, k = np.meshgrid(
        np.arange(f["height"]), np.arange(f["width"]), np.arange(f["blocks"]), indexing="ij"
    )

    def words(name: str) -> np.ndarray:
        return state.addresses(
            f[f"{name}_base"]
            + i * f[f"{name}_row_step"]
            + s * f[f"{name}_column_step"]
            + k * f[f"{name}_block_step"]
        ).reshape(-1)

    def operand(name: str, index: int) -> np.ndarray:
        raw = state.scratchpad[words(name)]
        return (
            state.tables[index][raw.view(np.uint8)] if f[f"table_{name}"] else raw.astype(np.int64)
        )

    value = operand("a", 0)
    if f["combine"] == Combine.ADD:
        value = value + operand("b", 1)
    elif f["combine"] == Combine.MULTIPLY:
        value = wrap(value, 16) * wrap(operand("b", 1), 16)
    value = wrap(wrap(value, 32) + f["bias"], 32)
    state.scratchpad[words("out")] = requantize(
        value,
        f["multiplier"],
        f["shift"],
        f["zero_point"],
        f["clamp_min"],
        f["clamp_max"],
        round_once=bool(f["round_once"]),
    )


def table(state: State, f: dict[str, int]):
    """Copy 256 int32 to a table."""
    config = state.config
    where = state.addresses(f["base"] + np.arange(config.table_words))
    words = state.scratchpad[where]
    if config.table_entries_per_word:
        raw = words[:, : 4 * config.table_entries_per_word].reshape(256, 4)
    else:
        raw = words.reshape(256, -1)[:, :4]
    state.tables[f["table"]] = np.ascontiguousarray(raw).view("<i4")[:, 0]
