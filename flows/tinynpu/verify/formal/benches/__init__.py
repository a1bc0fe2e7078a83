"""What is claimed about each block: a module for each block or family."""

from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches import (
    accumulator,
    axi_lite,
    burst_splitter,
    byte_buffer,
    command_checker,
    fifo,
    pe,
    read_arbiter,
    registers,
    requantizer,
    scratchpad,
    store,
)

__all__ = ["BENCHES"]

BENCHES: tuple[Bench, ...] = tuple(
    bench
    for module in (
        fifo,
        pe,
        accumulator,
        byte_buffer,
        burst_splitter,
        read_arbiter,
        command_checker,
        axi_lite,
        registers,
        requantizer,
        scratchpad,
        store,
    )
    for bench in module.BENCHES
)
"""Every bench, from the leaves to the core."""
