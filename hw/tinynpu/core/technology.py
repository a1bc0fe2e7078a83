"""Technologies whose primitives the core knows."""

import enum

__all__ = ["Technology"]


class Technology(enum.Enum):
    """Whose multipliers and memories to use; ``GENERIC`` leaves it to synthesis."""

    GENERIC = "generic"
    ICE40 = "ice40"
    ECP5 = "ecp5"
    GOWIN = "gowin"
