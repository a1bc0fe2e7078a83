"""What can go wrong with a board, each under a name of its own."""

from tinynpu.arch.errors import DeviceError

__all__ = [
    "BusError",
    "CommandRefusedError",
    "LinkError",
    "MemoryTooSmallError",
    "NoAnswerError",
    "NoiseError",
    "UnpluggedError",
    "WrongBitstreamError",
    "WrongFlashError",
    "WrongVersionError",
]


class LinkError(DeviceError):
    """Base of the errors of a link."""


class UnpluggedError(LinkError):
    """The port cannot be opened, or has gone."""


class NoAnswerError(LinkError):
    """Nothing came, in all tries."""


class NoiseError(LinkError):
    """Something came, but no frame, in all tries."""


class WrongVersionError(LinkError):
    """The other end speaks another version of the protocol, or is none of ours."""


class CommandRefusedError(LinkError):
    """The device does not know the command: driver and device do not belong together."""


class BusError(LinkError):
    """The device's bus answered with an error."""


class WrongBitstreamError(DeviceError):
    """The core in the device is of another configuration or version."""


class MemoryTooSmallError(DeviceError):
    """The program needs more memory than the device has."""


class WrongFlashError(DeviceError):
    """The flash of the board does not hold the constants of the program."""
