"""The host's end of the link to a board: frames, transports, retries."""

from tinynpu.runtime.link.errors import (
    BusError,
    CommandRefusedError,
    LinkError,
    MemoryTooSmallError,
    NoAnswerError,
    NoiseError,
    UnpluggedError,
    WrongBitstreamError,
    WrongFlashError,
    WrongVersionError,
)
from tinynpu.runtime.link.link import Link, LinkCounts
from tinynpu.runtime.link.protocol import Reply, encode_request, find_reply
from tinynpu.runtime.link.transport import Transport, open_transport

__all__ = [
    "BusError",
    "CommandRefusedError",
    "Link",
    "LinkCounts",
    "LinkError",
    "MemoryTooSmallError",
    "NoAnswerError",
    "NoiseError",
    "Reply",
    "Transport",
    "UnpluggedError",
    "WrongBitstreamError",
    "WrongFlashError",
    "WrongVersionError",
    "encode_request",
    "find_reply",
    "open_transport",
]
