"""A tile behind the demo board's serial port; `docs/tile_host.md` describes the frames."""

import numpy as np

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.tile import IDENTITY_BYTES, Block, Command, TileConfig
from tinynpu.arch.tile_exchange import Exchange, TileLayer, exchanges
from tinynpu.runtime.link.transport import SerialTransport, Transport

__all__ = ["PROTOCOL", "BoardLink", "crc8", "open_board"]

PROTOCOL = 1
"""Version of the frames."""

_EXCHANGE, _RESET, _VERSION = b"N", b"R", b"V"
_MOST = 4096
"""Transfers and wanted bytes of a frame: what the RP2040 has memory for, in all its forms."""
_POLYNOMIAL = 0x07
_QUIET_SECONDS = 0.05
_TRIES = 3
_MIDDLE = 2 * 0xFFFF + 8
"""Bytes after which a board that is within a frame, however long, has come to its end."""
_FAULTS = {
    1: "must understand every frame, and refuses one (its checksum is wrong)",
    2: "must have a tile that is ready and valid in time; it has reset it, so begin anew",
    3: "must have memory for a frame, and has not; start it anew with nothing but serve.py",
}


def _table() -> list[int]:
    found = []
    for value in range(256):
        for _ in range(8):
            value = (value << 1 ^ (_POLYNOMIAL if value & 128 else 0)) & 255
        found.append(value)
    return found


_CRC = _table()


def crc8(data: bytes) -> int:
    """Checksum of the frames: polynomial 0x07, high bit first, from 0, not inverted."""
    value = 0
    for byte in data:
        value = _CRC[value ^ byte]
    return value


def open_board(port: str, config: TileConfig) -> "BoardLink":
    """Board at a serial port.

    Raises
    ------
    DeviceError
        The port cannot be opened, the board does not answer, or it has another tile.
    """
    transport = SerialTransport(port)
    try:
        return BoardLink(transport, config)
    except BaseException:
        transport.close()
        raise


class BoardLink:
    """Frames to a board and back; a `tinynpu.runtime.tile.link.TileLink`.

    After an error nobody knows what the tile waits for: before the next exchange it is reset.

    Parameters
    ----------
    transport
        Bytes to the board and back.
    config
        Tile that must be there.
    timeout
        Longest silence, in seconds, in which an answer may still come.

    Raises
    ------
    DeviceError
        The board does not answer, or has another tile.
    """

    def __init__(self, transport: Transport, config: TileConfig, *, timeout: float = 5.0):
        self.config = config
        self._transport = transport
        self._timeout = timeout
        self._received = bytearray()
        self._is_lost = True
        identity = self.exchange(Exchange(np.array([[Command.IDENTIFY, 0]]), IDENTITY_BYTES))
        if identity != config.identity:
            raise DeviceError(
                f"The tile at {transport.name} must say that it is {config.identity.hex(' ')}, "
                f"not {identity.hex(' ')}; choose the one that it is."
            )

    @property
    def cycles(self) -> None:
        """Nobody counts them."""
        return None

    def settings(self, layer: TileLayer):
        """See `TileLink.settings`."""
        self.exchange(layer.exchange())

    def run(self, block: Block) -> bytes:
        """See `TileLink.run`."""
        return b"".join(self.exchange(part) for part in exchanges(block, self.config))

    def exchange(self, exchange: Exchange) -> bytes:
        """Move transfers to the tile, and bytes from it."""
        if self._is_lost:
            self._meet()
            self._request(_RESET, 0)
        self._is_lost = True
        found = self._exchange(exchange)
        self._is_lost = False
        return found

    def close(self):
        """See `TileLink.close`."""
        self._transport.close()

    def _exchange(self, exchange: Exchange) -> bytes:
        transfers = exchange.transfers.astype(np.uint8)
        *before, last = range(0, max(len(transfers), 1), _MOST)
        for first in before:
            self._move(transfers[first : first + _MOST], 0)
        found = self._move(transfers[last:], min(exchange.wanted, _MOST))
        while len(found) < exchange.wanted:
            found += self._move(transfers[:0], min(exchange.wanted - len(found), _MOST))
        return found

    def _move(self, transfers: np.ndarray, wanted: int) -> bytes:
        body = len(transfers).to_bytes(2, "little") + transfers.tobytes()
        body += wanted.to_bytes(2, "little")
        return self._request(_EXCHANGE + body + bytes([crc8(body)]), wanted)

    def _request(self, data: bytes, wanted: int) -> bytes:
        """Send a request; the bytes of its answer."""
        self._transport.write(data)
        status = self._read(1)
        answer = status + self._read(0 if status[0] else wanted)
        if self._read(1)[0] != crc8(answer):
            raise DeviceError(
                f"The board at {self._transport.name} must give whole answers; a checksum is wrong."
            )
        if status[0]:
            reason = _FAULTS.get(status[0], f"must give a known status, not {status[0]}")
            raise DeviceError(f"The board at {self._transport.name} {reason}.")
        return answer[1:]

    def _read(self, count: int) -> bytes:
        while len(self._received) < count:
            data = self._transport.read(self._timeout)
            if not data:
                raise DeviceError(
                    f"The board at {self._transport.name} must answer within {self._timeout:g} s; "
                    "does serve.py run on it?"
                )
            self._received += data
        found = bytes(self._received[:count])
        del self._received[:count]
        return found

    def _meet(self):
        """Ask for the version until it comes: the board may be in the middle of a frame."""
        for attempt in range(_TRIES):
            self._silence()
            try:
                version = self._request(_VERSION, 1)[0]
            except DeviceError:
                if attempt == _TRIES - 1:
                    raise
                self._transport.write(_VERSION * _MIDDLE)
                continue
            if version != PROTOCOL:
                raise DeviceError(
                    f"The board at {self._transport.name} must speak version {PROTOCOL} of the frames, "
                    f"not {version}."
                )
            return

    def _silence(self):
        """Forget what comes without being asked for."""
        while self._transport.read(_QUIET_SECONDS):
            pass
        self._received.clear()
