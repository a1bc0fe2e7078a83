"""Technologies whose own primitives the core can use."""

import enum

__all__ = ["Technology"]


class Technology(enum.Enum):
    """What the hardware is built in; the same cycles and the same bytes in each of them.

    The top chooses it, and every component that has an implementation per technology takes it.
    """

    GENERIC = "generic"
    """Plain RTL: simulation, and FPGAs without an entry of their own."""
    ICE40 = "ice40"
    """Lattice iCE40 UltraPlus."""
    ECP5 = "ecp5"
    """Lattice ECP5."""
    SILICON = "silicon"
    """Standard cells of an ASIC, among them full adders (`tinynpu.core.multiply_add`)."""
    GOWIN = "gowin"
    """Gowin GW1N and GW2A."""
