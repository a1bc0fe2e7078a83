"""Reliable accesses over an unreliable byte link."""

import dataclasses
import struct
import time
from collections.abc import Callable, Iterator

from tinynpu.arch.link import (
    BLOCK_BYTES,
    BLOCK_WORDS,
    FLASH_WINDOW,
    IDENTITY,
    LINK_MAGIC,
    LINK_VERSION,
    Space,
    Status,
)
from tinynpu.runtime.link.errors import (
    BusError,
    CommandRefusedError,
    LinkError,
    NoAnswerError,
    NoiseError,
    UnpluggedError,
    WrongVersionError,
)
from tinynpu.runtime.link.protocol import Reply, encode_request, find_reply, reply_bytes
from tinynpu.runtime.link.transport import Transport

__all__ = ["Link", "LinkCounts"]

_TRIES = 20
_SILENCES = 5
"""Tries in a row without any byte, after which nobody is there."""
_PATIENCE = 0.25
_LONGEST_PATIENCE = 4.0
_GAP = 0.1
"""Seconds in which nothing comes: the rest of a reply is lost."""
_LAST_GAP = 0.02
"""The same, once as many bytes have come as the reply has."""


@dataclasses.dataclass
class LinkCounts:
    """What a link has done: requests, frames sent for them, and why frames were sent again."""

    requests: int = 0
    frames: int = 0
    refused: int = 0
    damaged: int = 0
    silent: int = 0
    given_up: int = 0
    bytes_written: int = 0
    bytes_read: int = 0


class Link:
    """Registers and memory of a board behind a transport.

    Each request is sent until it is answered, at most ``tries`` times, and five times if nothing at
    all comes; the board does it once. After an error the next request finds the link in order again: it begins
    with the identity, and opens the port again if that had gone.

    Parameters
    ----------
    connect
        Opens the transport.
    tries
        How often a request is sent.
    patience
        Seconds for the first answer beyond the time on the line; doubled with each silence, to
        4 s.

    Members
    -------
    counts
        What happened so far.
    identity
        Words of `tinynpu.arch.link.IDENTITY` by name.

    Raises
    ------
    LinkError
        One of its kinds.
    """

    def __init__(
        self,
        connect: Callable[[], Transport],
        *,
        tries: int = _TRIES,
        patience: float = _PATIENCE,
    ):
        self.tries = tries
        self.patience = patience
        self.counts = LinkCounts()
        self.identity: dict[str, int] = {}
        self._connect = connect
        self._transport: Transport | None = connect()
        self._sequence = 0
        self._greeted = False
        try:
            self._greet()
        except LinkError:
            self.close()
            raise

    @property
    def memory_bytes(self) -> int:
        """Size of the memory."""
        return self.identity["memory_bytes"]

    @property
    def memory_base(self) -> int:
        """Address of its first byte."""
        return 0

    @property
    def flash_base(self) -> int | None:
        """Where the flash is in the memory; a board without one answers with an error there."""
        return FLASH_WINDOW

    @property
    def name(self) -> str:
        """Name of the port."""
        return self._transport.name if self._transport else "the closed port"

    def read_registers(self, offset: int, count: int) -> tuple[int, ...]:
        """Values of ``count`` registers from a byte offset on."""
        data = self._read(Space.REGISTERS, offset, 4 * count)
        return struct.unpack(f"<{count}I", data)

    def write_register(self, offset: int, value: int):
        """Write a register."""
        self._request(Space.REGISTERS, offset, data=value.to_bytes(4, "little"))

    def read_memory(self, address: int, size: int) -> bytes:
        """Bytes of the memory, from any address on."""
        first = address % 4
        data = self._read(Space.MEMORY, address - first, -(-(first + size) // 4) * 4)
        return data[first : first + size]

    def write_memory(self, address: int, data: bytes):
        """Write bytes to the memory, at any address; others stay as they are."""
        at = 0
        for begin, end in _word_pieces(address, len(data)):
            piece = data[at : at + end - begin]
            at += end - begin
            first = begin % 4
            strobes = ((1 << end - begin) - 1) << first if (end - begin) % 4 or first else 15
            padded = bytes(first) + piece + bytes(-(first + len(piece)) % 4)
            self._request(Space.MEMORY, begin - first, data=padded, strobes=strobes)

    def close(self):
        """Free the port."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def _read(self, space: Space, address: int, size: int) -> bytes:
        parts = []
        for begin, end in _blocks(address, size):
            parts.append(self._request(space, begin, words=(end - begin) // 4))
        return b"".join(parts)

    def _greet(self):
        """Ask for the identity. A read, so the board's record of the last request is ours then."""
        words = len(IDENTITY)
        data = self._exchange(Space.IDENTITY, 0, words=words).payload
        values = struct.unpack(f"<{words}I", data)
        self.identity = {name: value for (name, _), value in zip(IDENTITY, values, strict=True)}
        if self.identity["magic"] != LINK_MAGIC:
            raise WrongVersionError(
                f"The board at {self.name} must say that it is a tinynpu "
                f"({LINK_MAGIC:08x}), not {self.identity['magic']:08x}."
            )
        self._greeted = True

    def _request(self, space: Space, address: int, **what) -> bytes:
        if self._transport is None:
            self._transport = self._connect()
        if not self._greeted:
            self._greet()
        reply = self._exchange(space, address, **what)
        if reply.status == Status.BUS_ERROR:
            raise BusError(
                f"The {space.name.lower()} of the board must take an access at {address:#x}, "
                "but its bus answered with an error."
            )
        return reply.payload

    def _exchange(
        self,
        space: Space,
        address: int,
        *,
        words: int = 0,
        data: bytes | None = None,
        strobes: int = 15,
    ) -> Reply:
        """Send a request until there is an answer to it."""
        self._sequence = (self._sequence + 1) % 256
        frame = encode_request(
            self._sequence, space, address, words=words, data=data, strobes=strobes
        )
        counts = self.counts
        counts.requests += 1
        noise = False
        silences = 0
        try:
            for _ in range(self.tries):
                counts.frames += 1
                patience = min(self.patience * 2**silences, _LONGEST_PATIENCE)
                reply, heard = self._try(frame, words, patience)
                silences = 0 if heard else silences + 1
                if silences == _SILENCES:
                    break
                if reply is None:
                    noise |= heard
                    counts.damaged += heard
                    counts.silent += not heard
                elif reply.version != LINK_VERSION or reply.status == Status.BAD_VERSION:
                    raise WrongVersionError(
                        f"The board at {self.name} must speak version {LINK_VERSION} of the link, "
                        f"not {reply.version}: program it again with this tinynpu."
                    )
                elif reply.status == Status.BAD_COMMAND:
                    raise CommandRefusedError(
                        f"The board at {self.name} must know every command of this tinynpu, but "
                        f"refuses one at {address:#x} of the {space.name.lower()}."
                    )
                elif reply.status in (Status.BAD_CRC, Status.INCOMPLETE):
                    noise = True
                    counts.refused += 1
                elif words and len(reply.payload) != 4 * words:
                    noise = True
                    counts.damaged += 1
                else:
                    counts.bytes_written += len(data or b"")
                    counts.bytes_read += len(reply.payload)
                    return reply
        except UnpluggedError:
            counts.given_up += 1
            self._greeted = False
            self.close()
            raise
        except LinkError:
            self._greeted = False
            raise
        counts.given_up += 1
        self._greeted = False
        if noise and not silences:
            raise NoiseError(
                f"The link to {self.name} must carry a frame in {self.tries} tries, but only noise "
                "came: check cable and baud rate."
            )
        raise NoAnswerError(
            f"The board at {self.name} must answer, but nothing came in {_SILENCES} tries: "
            "check power, bitstream and baud rate."
        )

    def _try(self, frame: bytes, words: int, patience: float) -> tuple[Reply | None, bool]:
        """Send once: the reply, or None; and whether anything came."""
        transport = self._transport
        assert transport is not None
        stale = time.monotonic() + _GAP
        while transport.read(0) and time.monotonic() < stale:
            pass  # left over
        transport.write(frame)
        expected = reply_bytes(words)
        line = (len(frame) + expected) * transport.byte_seconds
        deadline = time.monotonic() + line + patience
        received = bytearray()
        while True:
            left = deadline - time.monotonic()
            if received:
                left = min(left, _LAST_GAP if len(received) >= expected else _GAP + line)
            chunk = transport.read(left)
            received += chunk
            reply = find_reply(received, self._sequence, words)
            if reply is not None:
                return reply, True
            if not chunk or time.monotonic() > deadline:
                return None, bool(received)


def _blocks(address: int, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of a range, none across a multiple of `BLOCK_BYTES`."""
    end = address + size
    while address < end:
        until = min(end, (address // BLOCK_BYTES + 1) * BLOCK_BYTES)
        yield address, until
        address = until


def _word_pieces(address: int, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of a range that one frame each can write: whole words of a block, or bytes of one."""
    for begin, end in _blocks(address, size):
        head = min(-begin % 4, end - begin)
        tail = (end - begin - head) % 4
        for first, last in ((begin, begin + head), (begin + head, end - tail), (end - tail, end)):
            if first < last:
                assert last - first <= 4 * BLOCK_WORDS
                yield first, last
