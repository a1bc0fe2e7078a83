"""Constants of a program in the flash of a board: the image that is written there."""

import hashlib
import struct

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.program import Program
from tinynpu.runtime.link.errors import BusError, WrongFlashError

__all__ = ["FLASH_OFFSET", "HEADER_BYTES", "constants_in_flash", "flash_image"]

FLASH_OFFSET = 1 << 20
"""Address of the image in the flash: bitstreams lie below."""

HEADER_BYTES = 64
"""Header of an image; the constants follow."""

_MAGIC = b"TNPUFLSH"
_VERSION = 1
_DIGEST_BYTES = 16
_HEADER = struct.Struct(f"<8sII{_DIGEST_BYTES}s")
_MOST_BYTES = (1 << 24) - FLASH_OFFSET
_ALIGNMENT = 16


def _header(constants: bytes) -> bytes:
    digest = hashlib.sha256(constants).digest()[:_DIGEST_BYTES]
    packed = _HEADER.pack(_MAGIC, _VERSION, len(constants), digest)
    return packed.ljust(HEADER_BYTES, b"\0")


def flash_image(program: Program) -> bytes:
    """Image with the constants of a program, for `FLASH_OFFSET` of the flash.

    Magic, version, length and digest (the first bytes of SHA-256) of the constants, zeros up to
    `HEADER_BYTES`; the constants; zeros up to a multiple of 16 bytes.

    Raises
    ------
    DeviceError
        They do not fit a flash whose addresses have 24 bits.
    """
    image = _header(program.constants) + program.constants
    image += bytes(-len(image) % _ALIGNMENT)
    if len(image) > _MOST_BYTES:
        raise DeviceError(
            f"Constants in a flash must have at most {_MOST_BYTES - HEADER_BYTES:,} bytes, not "
            f"{len(program.constants):,}."
        )
    return image


def constants_in_flash(port, program: Program) -> int | None:
    """Address of a program's constants in the flash of a board; None: the board has no flash.

    Parameters
    ----------
    port
        `tinynpu.runtime.board.Port`.

    Raises
    ------
    WrongFlashError
        Something else is there.
    """
    if port.flash_base is None:
        return None
    begin = port.flash_base + FLASH_OFFSET
    try:
        found = port.read_memory(begin, HEADER_BYTES)
    except BusError:
        return None
    if found != _header(program.constants):
        what = "those of another program" if found.startswith(_MAGIC) else "something else"
        raise WrongFlashError(
            f"The flash of the board at {port.name} must hold the constants of the program "
            f"({len(program.constants):,} bytes), but holds {what}: write them with the command "
            "that `tinynpu flash MODEL -o image.bin` prints, with the same model and options."
        )
    return begin + HEADER_BYTES
