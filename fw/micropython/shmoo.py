"""Which vectors are right at which clock: prints a matrix.

    import shmoo
    shmoo.main()                      # or shmoo.main(clocks=(10, 20, 50), settle_ns=30)

A ``+`` is a vector that is right, a ``.`` one with wrong bytes, an ``x`` one that had no answer.
"""

import kat
import machine
from tinynpu_pio import PioPort
from tinynpu_tt import Tile, TileError, connect

CLOCKS_MHZ = (1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 66)
GREATEST_SYSTEM_HZ = 150_000_000


def set_system_clock(clock_hz, greatest_hz=GREATEST_SYSTEM_HZ):
    """A system clock that is an even multiple of the tile's, if there is one: PIO divides by those."""
    for factor in range(greatest_hz // (2 * clock_hz), 0, -1):
        try:
            machine.freq(2 * clock_hz * factor)
            return
        except ValueError:
            pass  # the oscillator cannot make it


def row(tt, clock_hz, vectors, **options):
    """Results of all vectors at a clock, and the clock that it was."""
    port = PioPort(tt, clock_hz=clock_hz, **options)
    tile = Tile(port)
    marks = ""
    try:
        for _, exchanges in vectors:
            # A wrong run may leave the tile in the middle of a block.
            tile.reset()
            try:
                marks += "." if kat.compare(port, exchanges) else "+"
            except TileError:
                marks += "x"
    finally:
        port.close()
    return marks, port.clock_hz


def table(tt, vectors, clocks=CLOCKS_MHZ, **options):
    """Print a line for each clock, in MHz, with the one that PIO made of it; return the lines."""
    lines = []
    before = machine.freq()
    try:
        for clock in clocks:
            clock_hz = int(clock * 1_000_000)
            set_system_clock(clock_hz)
            marks, real_hz = row(tt, clock_hz, vectors, **options)
            lines.append(f"{real_hz / 1_000_000:6.1f} MHz  {marks}")
            print(lines[-1])
    finally:
        machine.freq(before)
    return lines


def main(path=kat.FILE, clocks=CLOCKS_MHZ, tt=None, **options):
    """Select the project and print the matrix; options as of `PioPort`."""
    _, vectors = kat.load(path)
    tile = connect(tt, port="bitbang")
    for number, (name, _) in enumerate(vectors):
        print(f"column {number + 1}: {name}")
    return table(tile.port.tt, vectors, clocks, **options)
