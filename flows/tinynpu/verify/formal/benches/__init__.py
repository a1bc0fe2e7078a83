"""What is claimed about each block: a module for each block or family."""

from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches import (
    accumulator,
    ahead,
    axi_lite,
    beat_buffer,
    burst_splitter,
    command_checker,
    fetch,
    fifo,
    load,
    pe,
    read_arbiter,
    registers,
    requantizer,
    scratchpad,
    sequencer,
    store,
    weights,
    window_buffer,
)

__all__ = ["BENCHES"]

_MODULES = (
    fifo,
    ahead,
    pe,
    accumulator,
    requantizer,
    scratchpad,
    weights,
    window_buffer,
    beat_buffer,
    burst_splitter,
    read_arbiter,
    load,
    store,
    fetch,
    command_checker,
    sequencer,
    axi_lite,
    registers,
)

BENCHES: tuple[Bench, ...] = tuple(bench for module in _MODULES for bench in module.BENCHES)
"""Every bench, from the leaves to the core."""
