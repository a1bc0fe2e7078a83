"""Frames of the link as bytes; their fields are those of `tinynpu.arch.link`."""

import dataclasses
import zlib
from collections.abc import Mapping, Sequence

from tinynpu.arch.link import (
    BLOCK_WORDS,
    LINK_VERSION,
    REPLY,
    REPLY_PAYLOAD,
    REPLY_SYNC,
    REQUEST,
    REQUEST_SYNC,
    FrameField,
    Space,
    Status,
    command_byte,
)

__all__ = ["Reply", "encode_reply", "encode_request", "find_reply", "reply_bytes"]


@dataclasses.dataclass(frozen=True)
class Reply:
    """A reply whose CRC is right."""

    version: int
    sequence: int
    status: int
    payload: bytes


def _encode(fields: Sequence[FrameField], sync: int, values: Mapping[str, int | bytes]) -> bytes:
    """A frame from the values of its fields; sync and CRC are added."""
    body = bytearray()
    for field in fields:
        if field.name not in ("sync", "crc"):
            value = values[field.name]
            body += value if isinstance(value, bytes) else value.to_bytes(field.size or 0, "little")
    return bytes([sync]) + body + zlib.crc32(body).to_bytes(4, "little")


def encode_request(
    sequence: int,
    space: Space,
    address: int,
    *,
    words: int = 0,
    data: bytes | None = None,
    strobes: int = 15,
) -> bytes:
    """Frame that reads ``words``, or writes ``data``, within one block.

    Parameters
    ----------
    sequence
        0 to 255.
    address
        Byte address, a multiple of 4.
    words
        1 to 64, for a read.
    data
        Whole words, for a write.
    strobes
        Which bytes of each word are written, bit 0 for the lowest.
    """
    write = data is not None
    count = len(data) // 4 if data is not None else words
    assert 1 <= count <= BLOCK_WORDS
    return _encode(
        REQUEST,
        REQUEST_SYNC,
        {
            "version": LINK_VERSION,
            "sequence": sequence,
            "command": command_byte(space, write=write, strobes=strobes if write else 0),
            "words": count - 1,
            "address": address,
            "payload": data or b"",
        },
    )


def encode_reply(sequence: int, status: int, payload: bytes = b"", version: int = LINK_VERSION):
    """Frame of a reply, as the bridge makes it."""
    words = REPLY_PAYLOAD | (len(payload) // 4 - 1) if payload else 0
    return _encode(
        REPLY,
        REPLY_SYNC,
        {
            "version": version,
            "sequence": sequence,
            "words": words,
            "payload": payload,
            "status": status,
        },
    )


_OVERHEAD = sum(field.size or 0 for field in REPLY)
_BEFORE_PAYLOAD = sum(
    field.size or 0 for field in REPLY[: [f.name for f in REPLY].index("payload")]
)


def reply_bytes(words: int) -> int:
    """Length of a reply with so many words."""
    return _OVERHEAD + 4 * words


def find_reply(received: bytes | bytearray, sequence: int, words: int) -> Reply | None:
    """The first reply in what came, whatever lies before and behind it.

    A reply is one to this request, or one that says that a request came damaged or is of another
    version; those have no payload. Everything else is passed over.

    Parameters
    ----------
    sequence
        Of the request.
    words
        Words that it reads; 0 for a write.
    """
    at = received.find(REPLY_SYNC)
    while at >= 0:
        for count in {0, words}:
            end = at + reply_bytes(count)
            body = received[at + 1 : end - 4]
            if end > len(received) or body[2] != (REPLY_PAYLOAD | (count - 1) if count else 0):
                continue
            if zlib.crc32(body) != int.from_bytes(received[end - 4 : end], "little"):
                continue
            reply = Reply(body[0], body[1], body[-1], bytes(body[_BEFORE_PAYLOAD - 1 : -1]))
            damaged = reply.status in (Status.BAD_CRC, Status.INCOMPLETE)
            foreign = reply.version != LINK_VERSION or reply.status == Status.BAD_VERSION
            if reply.sequence == sequence or (not count and (damaged or foreign)):
                return reply
        at = received.find(REPLY_SYNC, at + 1)
    return None
