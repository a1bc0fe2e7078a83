"""What the boards with an iCE40UP5K have in common: 5280 logic cells, 128 KiB of SPRAM."""

from tinynpu.arch.presets import preset

__all__ = ["UP5K_CONFIG", "UP5K_MEMORY_BYTES"]

UP5K_CONFIG = preset("compact").replace(name="up5k", banks=2, bank_words=8192)
"""Half of the SPRAM is scratchpad, in two banks, so that samples and results do not collide."""

UP5K_MEMORY_BYTES = 65536
"""The other half of each bank is memory (`tinynpu.bus.shared_memory`)."""
