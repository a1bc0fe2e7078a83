"""LOAD and STORE."""

import numpy as np

from tinynpu.arch.isa import ErrorCode
from tinynpu.iss.state import State

__all__ = ["load", "store"]


def load(state: State, f: dict[str, int]):
    """Cut windows of a word from each line of memory."""
    rows = state.config.rows
    k = np.arange(f["words"])
    windows = k[:, None] * f["step"] + np.arange(rows)
    length = max(int(windows.max()) + 1, f["pad_left"] + f["line_bytes"])
    for i in range(f["lines"]):
        line = np.full(length, f["fill"], np.int8)
        span = state.span(
            f["region"],
            f["memory_offset"] + i * f["memory_line_step"],
            f["line_bytes"],
            ErrorCode.LOAD_BUS,
        )
        line[f["pad_left"] : f["pad_left"] + f["line_bytes"]] = state.memory[span].view(np.int8)
        where = state.addresses(f["base"] + i * f["line_step"] + k * f["word_step"])
        # Later words win where addresses repeat; NumPy assigns in order.
        state.scratchpad[where] = line[windows]


def store(state: State, f: dict[str, int]):
    """Put the leading bytes of each line's words side by side in memory."""
    k = np.arange(-(-f["line_bytes"] // f["step"]))
    for i in range(f["lines"]):
        where = state.addresses(f["base"] + i * f["line_step"] + k * f["word_step"])
        line = state.scratchpad[where, : f["step"]].reshape(-1)[: f["line_bytes"]]
        span = state.span(
            f["region"],
            f["memory_offset"] + i * f["memory_line_step"],
            f["line_bytes"],
            ErrorCode.STORE_BUS,
        )
        state.memory[span] = line.view(np.uint8)
