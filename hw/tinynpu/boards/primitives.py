"""Which multipliers of the core are blocks of the FPGA."""

from tinynpu.arch.config import Config
from tinynpu.boards.board import Family
from tinynpu.core.technology import Technology

__all__ = ["core_options"]

_TECHNOLOGIES = {
    Family.ICE40: Technology.ICE40,
    Family.ECP5: Technology.ECP5,
    Family.GOWIN: Technology.GOWIN,
    Family.XILINX: Technology.GENERIC,
}

# Device: its multipliers, and how many of them a requantizer lane takes.
_MULTIPLIERS = {
    "LFE5U-25F": (28, 5),
    "LFE5U-45F": (72, 5),
    "LFE5U-85F": (156, 5),
    # In halves: a block is two of 9 bits or one of 18.
    "GW1NR-9C": (40, 10),
    "GW2AR-18C": (96, 10),
}


def core_options(config: Config, family: Family, device: str) -> dict:
    """Options of `tinynpu.core.top.Core` for a device: as many multipliers as it has are blocks.

    The lanes of the requantizer come first; what is left goes to the array, whose other
    multipliers are of LUTs. Where the table does not know the device, synthesis decides.
    """
    options: dict = {"technology": _TECHNOLOGIES[family]}
    if device in _MULTIPLIERS:
        count, per_lane = _MULTIPLIERS[device]
        options["blocks"] = min(config.macs, max(0, count - per_lane * config.lanes))
    return options
