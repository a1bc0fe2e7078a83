"""What the boards with an LFE5U-25F have in common: 24288 LUTs, 28 multipliers, 56 block RAMs."""

from tinynpu.arch.config import Config

__all__ = ["ECP5_25F_CONFIG", "ECP5_25F_MEMORY_BYTES"]

ECP5_25F_CONFIG = Config(
    name="ecp5-25f",
    rows=4,
    cols=4,
    lanes=1,
    banks=2,
    bank_words=2048,
    bus_bytes=4,
    outstanding=2,
    queue_depth=2,
)

ECP5_25F_MEMORY_BYTES = 32768
