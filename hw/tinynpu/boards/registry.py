"""Boards by name."""

import importlib

from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.boards.board import Board

__all__ = ["BOARDS", "find_board"]

# Name: module and constant. A board is imported when it is asked for.
BOARDS: dict[str, tuple[str, str]] = {
    "icebreaker": ("icebreaker", "ICEBREAKER"),
    "tt-fabricfox": ("tinytapeout", "TT_FABRICFOX"),
    "tt-classic": ("tinytapeout", "TT_CLASSIC"),
    "ulx3s-85f": ("ulx3s", "ULX3S_85F"),
    "ulx3s-45f": ("ulx3s", "ULX3S_45F"),
    "ulx3s-25f": ("ulx3s", "ULX3S_25F"),
    "orangecrab-25f": ("orangecrab", "ORANGECRAB"),
    "colorlight-i5": ("colorlight", "COLORLIGHT_I5"),
    "colorlight-i9": ("colorlight", "COLORLIGHT_I9"),
    "tang-nano-9k": ("tang_nano", "TANG_NANO_9K"),
    "tang-nano-20k": ("tang_nano", "TANG_NANO_20K"),
    "arty-a7-35": ("xilinx", "ARTY_A7_35"),
    "arty-a7-100": ("xilinx", "ARTY_A7_100"),
    "pynq-z2": ("xilinx", "PYNQ_Z2"),
}
"""Every board: where it is described."""


def find_board(name: str) -> Board:
    """Board of a name.

    Raises
    ------
    ConfigurationError
        There is none.
    FlowError
        The package with the pins is missing.
    """
    if name not in BOARDS:
        raise ConfigurationError(f"A board must be one of {', '.join(BOARDS)}, not {name}.")
    module, constant = BOARDS[name]
    try:
        return getattr(importlib.import_module(f"tinynpu.boards.{module}"), constant)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "tinynpu":
            raise
        raise FlowError("Boards need the package amaranth-boards: pip install 'tinynpu[fpga]'.") from None  # fmt: skip
