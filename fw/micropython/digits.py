"""Handwritten digits on the tile: layers by the tile, what is between them by the microcontroller.

    import digits
    digits.main()

``digits.tnp`` (the network as blocks of the tile, with host steps) and ``digits.img`` (images) are
written by `tinynpu tinytapeout kit`; its module says what is in them.
"""

import array
import binascii
import struct
import time

from tinynpu_tt import SCALE, TileError, connect, requantize

PROGRAM = "digits.tnp"
IMAGES = "digits.img"
NOWHERE = 0xFFFF
LAYER_STEP, POOL_STEP = 0, 1


class _Reader:
    """Numbers and arrays of a file, one after the other."""

    def __init__(self, path, magic):
        with open(path, "rb") as file:
            self.data = file.read()
        end = struct.unpack("<I", self.data[-4:])[0]
        if self.data[:4] != magic or binascii.crc32(self.data[:-4]) != end:
            raise TileError(path + " must be a whole file of the kit; copy it again.")
        self.at = 4

    def take(self, form):
        """Values of a ``struct`` format."""
        form = "<" + form
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def bytes(self, count):
        """So many bytes."""
        self.at += count
        return self.data[self.at - count : self.at]

    def places(self, count):
        """So many numbers of two bytes."""
        return array.array("H", self.bytes(2 * count))


class Layer:
    """A layer that the tile multiplies."""

    def __init__(self, reader, columns, rows):
        self.flags, self.swapped, self.round_once, padding, self.channels, self.size, count = (
            reader.take("BBBbHHH")
        )
        self.padding = padding & 255
        self.quantization = reader.take("bbb")
        self.scalings = [reader.take("Ibi") for _ in range(self.channels)]
        self.patterns = []
        for _ in range(count):
            steps, scalings = reader.take("HB")
            inner, outer = (columns, rows) if not self.swapped else (rows, columns)
            if self.flags & 1:
                inner = 1
            gather = reader.places(steps * outer)
            constants = reader.bytes(steps * inner)
            targets = reader.places(rows * columns)
            scale = [reader.take("IBi") for _ in range(scalings)]
            self.patterns.append((gather, constants, targets, scale))

    def run(self, tile, values):
        """Output from the input, both as bytes of int8."""
        scales = self.flags & SCALE
        if scales:
            tile.layer(*self.quantization)
        values = bytes(values) + bytes((self.padding, 0))
        sums = array.array("i", [0] * self.size)
        for gather, constants, targets, scalings in self.patterns:
            gathered = bytes([values[place] for place in gather])
            samples, weights = (constants, gathered) if self.swapped else (gathered, constants)
            columns = tile.run(samples, weights, self.flags, scalings)
            count = len(columns)
            for number, column in enumerate(columns):
                for row, value in enumerate(column):
                    place = targets[row * count + number]
                    if place != NOWHERE:
                        sums[place] += value
        if not scales:
            for place in range(self.size):
                sums[place] = requantize(
                    sums[place],
                    self.scalings[place % self.channels],
                    self.quantization,
                    self.round_once,
                )
        return bytes([value & 255 for value in sums])


class Pool:
    """Average pooling without padding."""

    def __init__(self, reader):
        self.size, self.count, self.least, self.greatest = reader.take("HHbb")
        self.gather = reader.places(self.size * self.count)

    def run(self, tile, values):
        """Output from the input, both as bytes of int8; halves are rounded away from zero."""
        result = bytearray(self.size)
        count = self.count
        for place in range(self.size):
            total = 0
            for source in self.gather[place * count : (place + 1) * count]:
                value = values[source]
                total += value - 256 if value > 127 else value
            half = count // 2
            mean = (total + half) // count if total > 0 else -((half - total) // count)
            result[place] = min(max(mean, self.least), self.greatest) & 255
        return bytes(result)


class Network:
    """Steps from a file."""

    def __init__(self, path=PROGRAM):
        reader = _Reader(path, b"TNP1")
        self.identity = reader.bytes(8)
        self.columns, groups, depth = self.identity[3:6]
        self.steps = []
        for _ in range(reader.take("H")[0]):
            (kind,) = reader.take("B")
            if kind == LAYER_STEP:
                self.steps.append(Layer(reader, self.columns, groups * depth))
            else:
                self.steps.append(Pool(reader))

    def run(self, tile, image):
        """Scores of an image, as bytes of int8."""
        values = image
        for step in self.steps:
            values = step.run(tile, values)
        return values


def load_images(path=IMAGES):
    """``[(image, scores, label), …]``."""
    reader = _Reader(path, b"TNI1")
    count, size, scores = reader.take("HHH")
    images = []
    for _ in range(count):
        (label,) = reader.take("B")
        images.append((reader.bytes(size), reader.bytes(scores), label))
    return images


def picture(image, side=8):
    """An image in letters."""
    shades = " .:-=+*#%@"
    lines = []
    for y in range(side):
        row = [(byte + 128 & 255) * len(shades) // 256 for byte in image[y * side : (y + 1) * side]]
        lines.append("".join([2 * shades[level] for level in row]))
    return "\n".join(lines)


def classify(tile, network, images):
    """Classify, print each; the number of right classes and of images with a wrong byte."""
    right = differ = 0
    for image, expected, label in images:
        begin = time.time()
        scores = network.run(tile, image)
        seconds = time.time() - begin
        found = max(range(len(scores)), key=lambda i: scores[i] ^ 0x80)
        right += found == label
        differ += scores != expected
        print(picture(image))
        same = "yes" if scores == expected else "NO"
        print(
            f"this is a {label}, the tile says {found}; scores as on the PC: {same}; {seconds:.1f} s"
        )
    print(f"{right} of {len(images)} right, {differ} with wrong bytes")
    return right, differ


def main(program=PROGRAM, images=IMAGES, **options):
    """Connect as `connect` does, and classify the images of a file."""
    network = Network(program)
    tile = connect(**options)
    try:
        tile.identify()
        found = (tile.columns, tile.groups, tile.depth)
        if found != tuple(network.identity[3:6]):
            raise TileError(f"{program} is for another tile than this: {found!r}.")
        return classify(tile, network, load_images(images))
    finally:
        tile.port.close()
