"""What is claimed about each block: a module for each block or family."""

from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches import axi_lite, burst_splitter, read_arbiter

__all__ = ["BENCHES"]

BENCHES: tuple[Bench, ...] = tuple(
    bench for module in (axi_lite, burst_splitter, read_arbiter) for bench in module.BENCHES
)
"""Every bench, from the leaves to the core."""
