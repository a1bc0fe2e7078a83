"""NPUs for the sizes of the Lattice ECP5.

| | LUTs | multipliers | block RAMs of 2 KiB |
|---|---|---|---|
| 25F | 24288 | 28 | 56 |
| 45F | 43848 | 72 | 108 |
| 85F | 83640 | 156 | 208 |
"""

from tinynpu.arch.presets import preset

__all__ = [
    "ECP5_25F_CONFIG",
    "ECP5_25F_MEMORY_BYTES",
    "ECP5_45F_CONFIG",
    "ECP5_45F_MEMORY_BYTES",
    "ECP5_85F_CONFIG",
    "ECP5_85F_MEMORY_BYTES",
]

ECP5_25F_CONFIG = preset("base").replace(
    name="ecp5-25f",
    rows=4,
    cols=4,
    lanes=2,  # five multipliers each
    banks=2,
    bus_bytes=4,
    outstanding=2,
    queue_depth=2,
)
ECP5_25F_MEMORY_BYTES = 65536

ECP5_45F_CONFIG = preset("base").replace(name="ecp5-45f", bank_words=1024)
"""`base` with half of its scratchpad: the other half of the block RAM is memory."""
ECP5_45F_MEMORY_BYTES = 65536

ECP5_85F_CONFIG = preset("base")
ECP5_85F_MEMORY_BYTES = 131072
"""As much as ResNet-8 needs."""
