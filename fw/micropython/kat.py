"""Known answers: what the tile must say to streams that `tinynpu tinytapeout kit` wrote.

    import kat
    kat.main()                        # or kat.main(port="bitbang")

The file: ``TNK1``, identification (8 bytes), number of vectors (2); of each its name (length in 1
byte), its number of exchanges (1), and of each exchange the number of transfers (4) and of bytes
wanted (4), the stream, and these bytes. At the end CRC-32. Numbers have the low byte first.
"""

import binascii
import struct

from tinynpu_tt import TileError, connect

FILE = "vectors.tnk"


def load(path=FILE):
    """``(identification, [(name, [(stream, bytes), …]), …])`` of a file."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] != b"TNK1" or binascii.crc32(data[:-4]) != struct.unpack("<I", data[-4:])[0]:
        raise TileError(path + " must be a whole file of vectors; copy it again.")
    (count,) = struct.unpack_from("<H", data, 12)
    vectors = []
    at = 14
    for _ in range(count):
        name = data[at + 1 : at + 1 + data[at]].decode()
        at += 1 + data[at]
        exchanges = []
        parts = data[at]
        at += 1
        for _ in range(parts):
            transfers, wanted = struct.unpack_from("<II", data, at)
            middle = at + 8 + 2 * transfers
            exchanges.append((data[at + 8 : middle], data[middle : middle + wanted]))
            at = middle + wanted
        vectors.append((name, exchanges))
    return data[4:12], vectors


def compare(port, exchanges):
    """Play a vector; what is wrong, or an empty string."""
    for stream, expected in exchanges:
        found = port.exchange(stream, len(expected))
        if found != expected:
            wrong = [i for i in range(len(expected)) if found[i] != expected[i]]
            first = wrong[0]
            return (
                f"{len(wrong)} of {len(expected)} bytes, the first is byte {first}: "
                f"{found[first]:02x} instead of {expected[first]:02x}"
            )
    return ""


def check(tile, vectors):
    """Play all vectors, print a line for each; whether all are right."""
    passed = 0
    for name, exchanges in vectors:
        try:
            wrong = compare(tile.port, exchanges)
        except TileError as error:
            wrong = str(error)
        if wrong:
            # What is left of the vector was not played.
            tile.reset()
        result = "FAIL: " + wrong if wrong else "ok"
        print(f"{name:32} {result}")
        passed += not wrong
    print(f"{passed} of {len(vectors)} vectors are right")
    return passed == len(vectors)


def main(path=FILE, **options):
    """Connect as `connect` does, and play the vectors of a file."""
    _, vectors = load(path)
    tile = connect(**options)
    try:
        return check(tile, vectors)
    finally:
        tile.port.close()
