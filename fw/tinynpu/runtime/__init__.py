"""Runtime: one interface to everything that runs a program."""

from tinynpu.runtime.device import (
    BOARDS,
    DEVICES,
    Device,
    Inference,
    board_config,
    is_board,
    open_device,
)

__all__ = [
    "BOARDS",
    "DEVICES",
    "Device",
    "Inference",
    "board_config",
    "is_board",
    "open_device",
]
