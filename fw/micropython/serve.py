"""The tile for a PC: does what the frames of `docs/tile_host.md` say, on the board's USB serial port.

mpremote exec --no-follow "import serve; serve.main()"
"""

import sys

from tinynpu_tt import TileError, connect

import micropython

VERSION = 1
DONE, BAD_CRC, TILE_FAILED, NO_MEMORY = 0, 1, 2, 3


def _make_table():
    table = bytearray(256)
    for value in range(256):
        crc = value
        for _ in range(8):
            crc = (crc << 1 ^ (0x07 if crc & 0x80 else 0)) & 0xFF
        table[value] = crc
    return table


_TABLE = _make_table()


@micropython.native
def crc8(data, crc=0):
    """CRC-8 of bytes that come after those with the CRC ``crc``."""
    table = _TABLE
    for byte in data:
        crc = table[crc ^ byte]
    return crc


@micropython.native
def _to_stream(data):
    """Nibbles become what is on ``uio_in``."""
    for i in range(1, len(data), 2):
        data[i] = (data[i] & 15) << 4 | 1


class Server:
    """Answers requests.

    Parameters
    ----------
    tile
        `Tile`.
    source, sink
        Files of bytes.
    """

    def __init__(self, tile, source, sink):
        self.tile, self.source, self.sink = tile, source, sink
        self.piece = bytearray(256)

    def _fill(self, data):
        view = memoryview(data)
        at = 0
        while at < len(data):
            got = self.source.readinto(view[at:])
            if not got:
                raise EOFError
            at += got
        return data

    def _read(self, count):
        return self._fill(bytearray(count))

    def _answer(self, status, data=b""):
        status = bytes((status,))
        self.sink.write(status)
        self.sink.write(data)
        self.sink.write(bytes((crc8(data, crc8(status)),)))
        if hasattr(self.sink, "flush"):
            self.sink.flush()

    def _skip(self, count):
        """Read so many bytes that there is no room for."""
        for _ in range(count // len(self.piece)):
            self._fill(self.piece)
        self._read(count % len(self.piece))

    def _exchange(self):
        head = self._read(2)
        count = 2 * (head[0] | head[1] << 8)
        try:
            stream = bytearray(count)
        except MemoryError:
            self._skip(count + 3)
            raise
        self._fill(stream)
        tail = self._read(3)
        if crc8(tail[:2], crc8(stream, crc8(head))) != tail[2]:
            self._answer(BAD_CRC)
            return
        _to_stream(stream)
        self._answer(DONE, self.tile.port.exchange(stream, tail[0] | tail[1] << 8))

    def _fail(self, status):
        """Answer; nobody knows how much the tile has got, so it begins anew."""
        try:  # noqa: SIM105 (MicroPython has no contextlib)
            self.tile.soft_reset()
        except (TileError, MemoryError):
            pass  # the next request fails, too
        self._answer(status)

    def _serve(self, request):
        if request == b"N":
            self._exchange()
        elif request == b"R":
            self.tile.reset()
            self._answer(DONE)
        elif request == b"V":
            self._answer(DONE, bytes((VERSION,)))
        elif request == b"Q":
            self._answer(DONE)

    def run(self):
        """Answer until the PC says Q or the line is closed."""
        request = b""
        while request != b"Q":
            try:
                request = self._read(1)
                self._serve(request)
            except EOFError:
                return
            except TileError:
                self._fail(TILE_FAILED)
            except MemoryError:
                self._fail(NO_MEMORY)


def main(**options):
    """Connect as `connect` does, then serve; Ctrl-C is a byte like others meanwhile."""
    tile = connect(**options)
    tile.identify()
    micropython.kbd_intr(-1)
    try:
        Server(tile, sys.stdin.buffer, sys.stdout.buffer).run()
    finally:
        micropython.kbd_intr(3)
        tile.port.close()
