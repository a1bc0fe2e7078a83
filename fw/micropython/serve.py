"""The tile for a PC: does what the frames of `docs/tile_host.md` say, on the board's USB serial port.

mpremote exec --no-follow "import serve; serve.main()"
"""

import sys

from tinynpu_tt import TileError, connect

import micropython

VERSION = 1
DONE, BAD_CRC, TILE_FAILED = 0, 1, 2


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

    def _read(self, count):
        data = bytearray(count)
        view = memoryview(data)
        at = 0
        while at < count:
            got = self.source.readinto(view[at:])
            if not got:
                raise EOFError
            at += got
        return data

    def _answer(self, status, data=b""):
        answer = bytes((status,)) + data
        self.sink.write(answer + bytes((crc8(answer),)))
        if hasattr(self.sink, "flush"):
            self.sink.flush()

    def _exchange(self):
        head = self._read(2)
        stream = self._read(2 * (head[0] | head[1] << 8))
        tail = self._read(3)
        if crc8(tail[:2], crc8(stream, crc8(head))) != tail[2]:
            self._answer(BAD_CRC)
            return
        _to_stream(stream)
        try:
            wanted = tail[0] | tail[1] << 8
            self._answer(DONE, self.tile.port.exchange(stream, wanted))
        except TileError:
            self._answer(TILE_FAILED)

    def run(self):
        """Answer until the PC says Q or the line is closed."""
        while True:
            try:
                request = self._read(1)
                if request == b"N":
                    self._exchange()
                elif request == b"R":
                    self.tile.reset()
                    self._answer(DONE)
                elif request == b"V":
                    self._answer(DONE, bytes((VERSION,)))
                elif request == b"Q":
                    self._answer(DONE)
                    return
            except EOFError:
                return


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
