"""What the core is built of on an FPGA."""

from typing import Any

from tinynpu.arch.registers import COUNTERS
from tinynpu.boards.board import Family
from tinynpu.core.technology import Technology

__all__ = ["core_options"]

_TECHNOLOGIES = {
    Family.ICE40: Technology.ICE40,
    Family.ECP5: Technology.ECP5,
    Family.GOWIN: Technology.GOWIN,
    Family.XILINX: Technology.GENERIC,
}

_MULTIPLIERS = {
    "LFE5U-25F": 28,
    "LFE5U-45F": 72,
    "LFE5U-85F": 156,
    "GW1NR-9C": 20,
    "GW2AR-18C": 48,
}
"""Multipliers of 18 bits."""

_COUNTERS = {"iCE40UP5K": ("cycles",)}
"""Performance counters, where there is no room for all."""


def core_options(family: Family, device: str) -> dict[str, Any]:
    """Options of `tinynpu.core.make.make_core` for a device: primitives, multipliers, counters.

    Where the table does not know the device, synthesis decides what is a multiplier.
    """
    return {
        "technology": _TECHNOLOGIES[family],
        "multipliers": _MULTIPLIERS.get(device),
        "counters": _COUNTERS.get(device, tuple(COUNTERS)),
    }
