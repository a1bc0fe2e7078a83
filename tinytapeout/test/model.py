"""What the tile must answer, in plain Python."""

import dataclasses
import random

SHIFT, SCALE, ONE_CHANNEL = 1, 2, 4


@dataclasses.dataclass(frozen=True)
class Tile:
    """Parameters, as in known_answers.json."""

    columns: int
    groups: int
    depth: int
    accumulator_width: int
    requantizer_bits: int
    spi: bool

    @property
    def rows(self):
        """Samples of a step."""
        return self.groups * self.depth

    def step_transfers(self, flags):
        """Transfers of a step: a sample each, and half a weight each."""
        return max(self.rows, 2 if flags & SHIFT else 2 * self.columns)


@dataclasses.dataclass(frozen=True)
class Block:
    """One command RUN. Samples and weights are lists of steps, bytes with a sign; scalings are of 8 bytes each."""

    flags: int
    samples: list
    weights: list
    layer: bytes = b""
    scalings: tuple = ()

    def transfers(self, tile):
        """Bytes and nibbles of the command and its operands."""
        steps = len(self.samples)
        found = [(0x40 | self.flags, 0), (steps & 255, 0), (steps >> 8, 0)]
        count = tile.step_transfers(self.flags)
        for step in range(steps + 1):
            data = self.samples[step - 1] if step else []
            nibbles = []
            if step < steps:
                for weight in reversed(self.weights[step]):
                    nibbles += [weight >> 4 & 15, weight & 15]
            data = data + [0] * (count - len(data))
            nibbles += [0] * (count - len(nibbles))
            found += [(byte & 255, nibble) for byte, nibble in zip(data, nibbles, strict=True)]
        return found

    def output(self, tile):
        """Bytes that come out, column by column."""
        found = []
        for column in range(tile.columns):
            for row in range(tile.rows):
                total = self._sum(tile, row, column)
                if self.flags & SCALE:
                    scaling = self.scalings[0 if self.flags & ONE_CHANNEL else column]
                    found.append(_scale(total, scaling, self.layer) & 255)
                else:
                    found += [total & 255, total >> 8 & 255, total >> 16 & 255]
        return bytes(found)

    def _sum(self, tile, row, column):
        total = 0
        for step, samples in enumerate(self.samples):
            if not self.flags & SHIFT:
                weight = self.weights[step][column]
            else:
                weight = self.weights[step - column][0] if step >= column else 0
            total += samples[row] * weight
        return _signed(total, tile.accumulator_width)


def known_block(entry, tile):
    """A block of known_answers.json."""
    flags, steps = entry["flags"], entry["steps"]
    return Block(
        flags,
        _rows(bytes.fromhex(entry["samples"]), steps),
        _rows(bytes.fromhex(entry["weights"]), steps),
        bytes.fromhex(entry["layer"]),
        tuple(bytes.fromhex(scaling) for scaling in entry["scalings"]),
    )


def random_block(tile, flags, steps):
    """A block of the random module's bytes."""
    width = 1 if flags & SHIFT else tile.columns
    samples = [[random.randint(-128, 127) for _ in range(tile.rows)] for _ in range(steps)]
    weights = [[random.randint(-128, 127) for _ in range(width)] for _ in range(steps)]
    if not flags & SCALE:
        return Block(flags, samples, weights)
    scalings = []
    for _ in range(1 if flags & ONE_CHANNEL else tile.columns):
        multiplier = random.randrange(1 << 30, 1 << 31).to_bytes(4, "little")
        bias = random.randrange(-(1 << 16), 1 << 16).to_bytes(3, "little", signed=True)
        scalings.append(multiplier + bias + bytes([random.randrange(12)]))
    least = random.randrange(-128, 0)
    layer = bytes(value & 255 for value in (random.randrange(-128, 128), least, least + 120))
    return Block(flags, samples, weights, layer, tuple(scalings))


def _scale(value, scaling, layer):
    """int8 result of a sum, rounded twice as TensorFlow Lite does."""
    multiplier = int.from_bytes(scaling[:4], "little")
    bias = _signed(int.from_bytes(scaling[4:7], "little"), 24)
    right = scaling[7]
    high = ((value + bias) * multiplier + (1 << 30)) >> 31
    rest = high & ((1 << right) - 1)
    half = ((1 << right) - 1 >> 1) + (1 if high < 0 else 0)
    result = (high >> right) + (1 if rest > half else 0)
    zero_point, least, greatest = (_signed(byte, 8) for byte in layer)
    return max(least, min(greatest, result + zero_point))


def _signed(value, bits):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def _rows(data, count):
    values = [_signed(byte, 8) for byte in data]
    width = len(values) // count
    return [values[i * width : (i + 1) * width] for i in range(count)]
