"""The host link as data: frames, commands and statuses of bridge, driver and documentation."""

import dataclasses
import enum

__all__ = [
    "BLOCK_BYTES",
    "BLOCK_WORDS",
    "CRC_BYTES",
    "CRC_POLYNOMIAL",
    "FLASH_WINDOW",
    "IDENTITY",
    "LINK_MAGIC",
    "LINK_VERSION",
    "REPLY",
    "REPLY_PAYLOAD",
    "REPLY_SYNC",
    "REQUEST",
    "REQUEST_SYNC",
    "SPI_ESCAPE",
    "SPI_FILL",
    "SPI_FLIP",
    "FrameField",
    "Link",
    "Space",
    "Status",
    "command_byte",
]


class Link(enum.Enum):
    """Ways from a host to a board."""

    UART = "uart"
    SPI = "spi"


LINK_VERSION = 1
"""Version of the protocol, in every frame."""

LINK_MAGIC = 0x4B4C4E54
"""First word of the identity: ``TNLK`` in ASCII."""

REQUEST_SYNC = 0xA5
"""First byte of a request."""

REPLY_SYNC = 0x5A
"""First byte of a reply; not that of a request, so that an echo is no reply."""

BLOCK_WORDS = 64
"""Words of 4 bytes that a frame carries at most."""

BLOCK_BYTES = 4 * BLOCK_WORDS
"""A frame accesses words of one aligned block of so many bytes."""

CRC_BYTES = 4
"""Bytes of the CRC-32 at the end of a frame, the lowest first."""

CRC_POLYNOMIAL = 0xEDB88320
"""Of the CRC-32 of IEEE 802.3, reflected: that of ``zlib.crc32``."""

FLASH_WINDOW = 1 << 24
"""Address of the first byte of the flash in the memory, where there is one; it has 16 MiB at most."""

REPLY_PAYLOAD = 0x80
"""Bit of a reply's ``words``: there is a payload."""

SPI_FILL = 0x7E
"""What the SPI subordinate sends while it has nothing to say; the manager drops it."""

SPI_ESCAPE = 0x7D
"""Before a byte that is `SPI_FILL` or `SPI_ESCAPE` and is sent with `SPI_FLIP` inverted."""

SPI_FLIP = 0x20
"""See `SPI_ESCAPE`."""


class Space(enum.IntEnum):
    """What a command accesses."""

    REGISTERS = 0
    MEMORY = 1
    IDENTITY = 2


class Status(enum.IntEnum):
    """How a request ended."""

    OK = 0
    BUS_ERROR = 1
    BAD_CRC = 2
    INCOMPLETE = 3
    BAD_VERSION = 4
    BAD_COMMAND = 5


STATUS_TEXT = {
    Status.OK: "Done.",
    Status.BUS_ERROR: "The bus answered with an error; a write stopped at that word.",
    Status.BAD_CRC: "The CRC of the request was wrong; nothing was done.",
    Status.INCOMPLETE: "The request broke off; nothing was done.",
    Status.BAD_VERSION: "The request is of another version of the protocol; nothing was done.",
    Status.BAD_COMMAND: "There is no such command; nothing was done.",
}
"""What a status means."""


@dataclasses.dataclass(frozen=True)
class FrameField:
    """So many bytes of a frame, the lowest first; None: as many as the payload has."""

    name: str
    size: int | None
    doc: str


REQUEST: tuple[FrameField, ...] = (
    FrameField("sync", 1, f"0x{REQUEST_SYNC:02X}."),
    FrameField("version", 1, f"{LINK_VERSION}."),
    FrameField("sequence", 1, "Number of the request, one more for each new one; modulo 256."),
    FrameField(
        "command",
        1,
        "Bit 0: write. Bits 2:1: 0 registers, 1 memory, 2 identity (read only). Bit 3: 0. "
        "Bits 7:4: byte strobes of every word of a write; any in a read.",
    ),
    FrameField("words", 1, f"Words to read or write, less one: 0 to {BLOCK_WORDS - 1}."),
    FrameField("address", 4, "Byte address of the first word, a multiple of 4."),
    FrameField("payload", None, "Only of a write: the words."),
    FrameField("crc", CRC_BYTES, "CRC-32 of all bytes from `version` on."),
)
"""Fields of a request, in order."""

REPLY: tuple[FrameField, ...] = (
    FrameField("sync", 1, f"0x{REPLY_SYNC:02X}."),
    FrameField("version", 1, f"{LINK_VERSION}."),
    FrameField("sequence", 1, "That of the request; any with `BAD_CRC` and `INCOMPLETE`."),
    FrameField(
        "words", 1, "Bit 7: a payload follows, and bits 5:0 are its words less one. Else 0."
    ),
    FrameField("payload", None, "Only of a read: the words; any if the status is not `OK`."),
    FrameField("status", 1, "See below."),
    FrameField("crc", CRC_BYTES, "CRC-32 of all bytes from `version` on."),
)
"""Fields of a reply, in order."""

IDENTITY: tuple[tuple[str, str], ...] = (
    ("magic", f"0x{LINK_MAGIC:08X}, `TNLK` in ASCII."),
    ("config_hash", "Hash of the core's configuration."),
    ("memory_bytes", "Size of the memory; its addresses begin at 0."),
    ("clock_hz", "Clock of the core in Hz."),
)
"""Words of the identity, in order; they repeat."""


def command_byte(space: Space, *, write: bool = False, strobes: int = 0) -> int:
    """Field ``command`` of a request."""
    return int(write) | space << 1 | strobes << 4
