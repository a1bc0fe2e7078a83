"""Known answers for the board: streams of transfers and the bytes that must come out."""

import dataclasses
import json
import struct
import zlib
from typing import Any

import numpy as np

from tinynpu.arch.tile import Block, Command, RunFlag, Scaling, TileConfig
from tinynpu.arch.tile_exchange import Exchange, TileLayer, exchanges
from tinynpu.flows.tinytapeout.known_answers import known_answers, self_test_signature

__all__ = ["BoardVector", "board_vectors", "pack_vectors"]

_MAGIC = b"TNK1"
_STROBE = 1
_UNKNOWN_COMMAND = 0x99
_SOFT_RESET = 3 * b"\x02\x08" + 3 * b"\0\0"
"""The mode pin goes up and down, each for three cycles; the SPI's ``CS`` is high meanwhile."""


@dataclasses.dataclass(frozen=True)
class BoardVector:
    """What a board tries.

    Members
    -------
    name
        For people.
    parts
        Streams, two bytes a cycle (``ui_in`` and ``uio_in``), and what comes out after each.
    """

    name: str
    parts: tuple[tuple[bytes, bytes], ...]


def board_vectors(config: TileConfig) -> list[BoardVector]:
    """Each command, and the blocks of `known_answers`; each begins and ends with a tile that waits."""
    status = (_plain(bytes([Command.STATUS])), b"\0")
    vectors = [
        BoardVector("identify", ((_plain(bytes([Command.IDENTIFY])), config.identity),)),
        # The self-test's results depend on LAYER, so it comes first.
        BoardVector("self-test", ((_plain(bytes([Command.SELF_TEST])), self_test_signature(config)),)),
        BoardVector("status", ((_plain(bytes([Command.NOP, Command.STATUS])), b"\0"),)),
        BoardVector(
            "errors",
            (
                (_plain(bytes([_UNKNOWN_COMMAND, Command.STATUS])), b"\x01"),
                (_plain(bytes([Command.RUN, 0, 0, Command.STATUS])), b"\x02"),
                status,
            ),
        ),
        BoardVector(
            "soft reset",
            (
                (_plain(bytes([Command.IDENTIFY])), config.identity[:3]),
                (_SOFT_RESET + _plain(bytes([_UNKNOWN_COMMAND, Command.RUN, 2])), b""),
                (_SOFT_RESET + status[0], status[1]),
            ),
        ),
    ]  # fmt: skip
    for entry in json.loads(known_answers(config))["blocks"]:
        vectors.append(_vector(entry, config))
    return vectors


def _vector(entry: dict[str, Any], config: TileConfig) -> BoardVector:
    flags = RunFlag(entry["flags"])
    samples, weights = (
        np.frombuffer(bytes.fromhex(entry[key]), np.int8).reshape(entry["steps"], -1)
        for key in ("samples", "weights")
    )
    scalings = tuple(Scaling.decode(bytes.fromhex(each)) for each in entry["scalings"])
    if flags & RunFlag.SHIFT:
        weights = weights[:, 0]
    block = Block(samples, weights, flags, scalings)
    output = bytes.fromhex(entry["output"])
    parts: list[tuple[bytes, bytes]] = []
    if entry["layer"]:
        zero_point, least, greatest = np.frombuffer(bytes.fromhex(entry["layer"]), np.int8)
        layer = TileLayer(int(zero_point), int(least), int(greatest))
        parts.append((_stream(layer.exchange()), b""))
    for exchange in exchanges(block, config):
        parts.append((_stream(exchange), output[: exchange.wanted]))
        output = output[exchange.wanted :]
    assert not output
    return BoardVector(entry["name"], tuple(parts))


def _stream(exchange: Exchange) -> bytes:
    """Bytes of ``ui_in`` and ``uio_in``, cycle by cycle."""
    transfers = np.array(exchange.transfers, np.uint8)
    transfers[:, 1] = transfers[:, 1] << 4 | _STROBE
    return transfers.tobytes()


def _plain(data: bytes) -> bytes:
    return b"".join(bytes([byte, _STROBE]) for byte in data)


def pack_vectors(vectors: list[BoardVector], config: TileConfig) -> bytes:
    """File for ``fw/micropython/kat.py``, which says what is in it."""
    data = _MAGIC + config.identity + struct.pack("<H", len(vectors))
    for vector in vectors:
        name = vector.name.encode()
        data += bytes([len(name)]) + name + bytes([len(vector.parts)])
        for stream, expected in vector.parts:
            data += struct.pack("<II", len(stream) // 2, len(expected)) + stream + expected
    return data + struct.pack("<I", zlib.crc32(data))
