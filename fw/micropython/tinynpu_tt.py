"""Driver of the TinyTapeout tile for MicroPython on TinyTapeout's demo board.

    from tinynpu_tt import connect
    tile = connect()                        # or connect(port="bitbang"), connect(port="spi")
    print(tile.identify(), tile.self_test())

`docs/tile.md` tells what the tile does, `docs/bringup.md` how to begin. A *stream* is what a host
does in consecutive cycles of the tile's clock: two bytes a cycle, that for ``ui_in`` and that for
``uio_in`` (strobe, mode, weights).

Source: TinyTapeout's demo board SDK, https://github.com/TinyTapeout/tt-micropython-firmware,
versions 2.0.4 and 3.0.6.
"""

import struct

import micropython

STROBE, READY, VALID, SPI_MODE = 1, 2, 4, 8
"""Bits of ``uio``; weights are in bits 4 to 7."""
NOP, IDENTIFY, STATUS, SELF_TEST, LAYER, RUN = 0, 1, 2, 3, 4, 0x40
SHIFT, SCALE, ONE_CHANNEL = 1, 2, 4
"""Flags of RUN."""
MAX_STEPS = 4095
IDENTITY_BYTES = 8
SUM_BYTES = 3
SOFT_RESET = 3 * b"\x02\x08" + 3 * b"\x00\x00"
"""Stream that resets the tile: each change of the mode pin does. The SPI's ``CS`` is high meanwhile."""
UIO_DRIVEN = 0xF9
"""Pins of ``uio`` that the board drives."""
PROJECT = "tt_um_tinynpu"


class TileError(Exception):
    """The tile does not answer, answers something else, or cannot do what was asked."""


@micropython.native
def _place_samples(stream, first, stride, samples, rows, steps):
    """Samples of step *s* at byte ``first + s·stride`` of the stream and on."""
    source = 0
    for _ in range(steps):
        place = first
        for _ in range(rows):
            stream[place] = samples[source] & 255
            place += 2
            source += 1
        first += stride


@micropython.native
def _place_weights(stream, first, stride, weights, count, steps):
    """Nibbles of step *s* at byte ``first + s·stride`` of the stream and on, the last weight first."""
    source = count - 1
    for _ in range(steps):
        place = first
        for _ in range(count):
            weight = weights[source] & 255
            stream[place] = (weight & 0xF0) | 1
            stream[place + 2] = (weight & 15) << 4 | 1
            place += 4
            source -= 1
        first += stride
        source += 2 * count


def plain_stream(data):
    """Bytes without weights."""
    stream = bytearray(b"\x00\x01" * len(data))
    for i, byte in enumerate(data):
        stream[2 * i] = byte
    return stream


def encode_scaling(multiplier, right, bias):
    """What a column's results are scaled with, as it crosses the pins; `arch.tile.Scaling`."""
    return struct.pack("<I", multiplier) + struct.pack("<i", bias)[:3] + bytes((right,))


def requantize(value, scaling, layer, round_once=False):
    """A sum as int8, as the tile does it: two roundings, or one.

    Parameters
    ----------
    value
        The sum.
    scaling
        ``(multiplier, right, bias)``; a negative ``right`` shifts left before the multiplication.
    layer
        ``(zero point, least, greatest)``.

    Source
    ------
    ``multiply_by_quantized_multiplier`` in `hw/tinynpu/arch/fixed_point.py`.
    """
    multiplier, right, bias = scaling
    zero_point, least, greatest = layer
    value += bias
    if right < 0:
        value <<= -right
        right = 0
    value = (value + (1 << 31) & 0xFFFFFFFF) - (1 << 31)  # 32 bits, as in TensorFlow Lite
    if round_once:
        value = (value * multiplier + (1 << 30 + right)) >> 31 + right
        return min(max(value + zero_point, least), greatest)
    value = (value * multiplier + (1 << 30)) >> 31
    tail = value & ((1 << right) - 1)
    threshold = ((1 << right) - 1 >> 1) + (1 if value < 0 else 0)
    value = (value >> right) + (1 if tail > threshold else 0) + zero_point
    return min(max(value, least), greatest)


class Tile:
    """A tile behind a port.

    Parameters
    ----------
    port
        ``exchange(stream, wanted)`` gives a stream to the tile, takes ``wanted`` bytes from it, and
        returns them; ``reset()`` resets the tile by its own pin.
    """

    def __init__(self, port):
        self.port = port
        self.identity = None

    def _command(self, data, wanted):
        return self.port.exchange(plain_stream(data), wanted)

    def reset(self):
        """Reset the tile: it waits for a command, without errors; `layer` must be called anew."""
        self.port.reset()

    def soft_reset(self):
        """The same without the pin ``rst_n``: whatever the tile is at, nothing of it is left."""
        self.port.exchange(SOFT_RESET, 0)

    def identify(self):
        """Parameters of the tile, as a dictionary."""
        found = self._command((IDENTIFY,), IDENTITY_BYTES)
        if found[:2] != b"tn" or found[2] != 1:
            raise TileError("The tile must answer 74 6e 01 and its parameters, not " + _hex(found))
        names = ("version", "columns", "groups", "depth", "accumulator_width", "requantizer_bits")
        identity = dict(zip(names, found[2:]))
        identity["requantizer_bits"] &= 0x7F
        identity["spi"] = found[7] >> 7
        self.identity = identity
        self.columns, self.groups, self.depth = found[3:6]
        self.rows = self.groups * self.depth
        return identity

    def status(self):
        """Flags of errors since the last call: 1 unknown command, 2 no steps or too many."""
        return self._command((STATUS,), 1)[0]

    def self_test(self):
        """Signature of the tile's test of itself; `layer` must be called anew behind it."""
        return struct.unpack("<H", self._command((SELF_TEST,), 2))[0]

    def layer(self, zero_point, least=-128, greatest=127):
        """Set what all results until the next call are made with; only with a requantizer."""
        self._known()
        if not self.identity["requantizer_bits"]:
            raise TileError("This tile has no requantizer: use requantize() on its sums.")
        self._command((LAYER, zero_point & 255, least & 255, greatest & 255), 0)

    def _known(self):
        if self.identity is None:
            self.identify()

    def step_cycles(self, flags):
        """Transfers of a step."""
        self._known()
        return max(self.rows, 2 if flags & SHIFT else 2 * self.columns)

    def encode(self, samples, weights, flags=0):
        """Stream of a block without its scalings.

        Parameters
        ----------
        samples
            Bytes or int8, those of a row after each other: ``steps`` × ``rows``.
        weights
            ``steps`` × ``columns``, or one for each step with SHIFT.
        flags
            SHIFT, SCALE, ONE_CHANNEL.
        """
        self._known()
        steps = len(samples) // self.rows
        count = 1 if flags & SHIFT else self.columns
        if not 0 < steps <= MAX_STEPS or len(samples) != steps * self.rows:
            raise TileError(
                f"A block must have 1 to {MAX_STEPS} times {self.rows} samples, not {len(samples)}."
            )
        if len(weights) != steps * count:
            raise TileError(f"A block must have {steps * count} weights, not {len(weights)}.")
        cycles = self.step_cycles(flags)
        stream = bytearray(b"\x00\x01" * (3 + (steps + 1) * cycles))
        stream[0], stream[2], stream[4] = RUN | flags, steps & 255, steps >> 8
        _place_weights(stream, 7, 2 * cycles, weights, count, steps)
        _place_samples(stream, 6 + 2 * cycles, 2 * cycles, samples, self.rows, steps)
        return stream

    def run(self, samples, weights, flags=0, scalings=()):
        """Run a block, as `encode`; return its columns as lists of sums or of int8 results.

        ``scalings`` are ``(multiplier, right, bias)`` of every column, or one with ONE_CHANNEL.
        """
        return self.run_stream(self.encode(samples, weights, flags), flags, scalings)

    def run_stream(self, stream, flags=0, scalings=()):
        """Run an encoded block; return its columns."""
        self._known()
        rows = self.rows
        if not flags & SCALE:
            data = self.port.exchange(stream, self.columns * rows * SUM_BYTES)
            sums = _sums(data)
            return [sums[i : i + rows] for i in range(0, len(sums), rows)]
        expected = 1 if flags & ONE_CHANNEL else self.columns
        if len(scalings) != expected:
            raise TileError(f"A block must have {expected} scalings, not {len(scalings)}.")
        parts = [plain_stream(encode_scaling(*scaling)) for scaling in scalings]
        parts[0] = stream + parts[0]
        data = b""
        for part in parts:
            data += self.port.exchange(part, rows * self.columns // expected)
        results = [byte - 256 if byte > 127 else byte for byte in data]
        return [results[i : i + rows] for i in range(0, len(results), rows)]


def _sums(data):
    """Sums of three bytes each, the low one first."""
    values = []
    for i in range(0, len(data), SUM_BYTES):
        value = data[i] | data[i + 1] << 8 | data[i + 2] << 16
        values.append(value - (1 << 24) if value >> 23 else value)
    return values


def _hex(data):
    return " ".join(f"{byte:02x}" for byte in data)


def connect(tt=None, project=PROJECT, port="pio", **options):
    """Select the project, reset it, and return its `Tile`.

    Parameters
    ----------
    tt
        The SDK's ``DemoBoard``; without it the one there is.
    project
        Its name in the shuttle.
    port
        ``pio`` (fast), ``bitbang`` (slow, and the one to begin with), or ``spi``.
    options
        Of the port: ``clock_hz``; see `tinynpu_pio`, `tinynpu_spi`.
    """
    if tt is None:
        from ttboard.demoboard import DemoBoard

        tt = DemoBoard.get()
    if port == "pio":
        from tinynpu_pio import PioPort as Port
    elif port == "bitbang":
        from tinynpu_bitbang import BitBangPort as Port
    elif port == "spi":
        from tinynpu_spi import SpiPort as Port
    else:
        raise TileError(f"The port must be pio, bitbang or spi, not {port!r}.")
    select(tt, project)
    tile = Tile(Port(tt, **options))
    tile.reset()
    return tile


def select(tt, project):
    """Connect the pins to the project, with ``uio`` as the tile needs it and a clock that stands still."""
    from ttboard.mode import RPMode

    if not tt.shuttle.has(project):
        raise TileError(f"There is no project {project} on this chip.")
    tt.mode = RPMode.ASIC_RP_CONTROL
    getattr(tt.shuttle, project).enable()
    tt.clock_project_stop()
    tt.ui_in.value = 0
    tt.uio_in.value = 0
    tt.uio_oe_pico.value = UIO_DRIVEN
