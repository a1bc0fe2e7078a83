"""The TinyTapeout tile: its parameters, its commands, and what crosses its pins.

A tile multiplies a matrix of samples by one of weights, ``rows`` × ``columns`` sums at a time. A
*block* is ``steps`` outer products: each step takes a sample for every row, byte by byte, and a
weight for every column, four bits at a time, both at once. `docs/tile.md` tells the whole story.
"""

import dataclasses
import enum
import json
import math
import zlib
from collections.abc import Iterator

import numpy as np

from tinynpu.arch.errors import ConfigurationError

__all__ = [
    "IDENTITY_BYTES",
    "LFSR_SEED",
    "LFSR_TAPS",
    "MAGIC",
    "MAX_STEPS",
    "SELF_TEST_SHIFT",
    "SELF_TEST_STEPS",
    "SIGNATURE_TAPS",
    "SUM_BYTES",
    "Block",
    "Command",
    "ErrorFlag",
    "RunFlag",
    "Scaling",
    "TileConfig",
    "Transfer",
]

MAGIC = b"tn"
"""First bytes of the identification."""
VERSION = 1
IDENTITY_BYTES = 8
MAX_STEPS = 4095
SUM_BYTES = 3
"""That a sum leaves in."""
_MULTIPLIER_BITS = 31

Transfer = tuple[int, int]
"""A byte on ``ui_in`` and four bits on ``uio_in[7:4]``."""


class Command(enum.IntEnum):
    """First byte of a command; any other is an error."""

    NOP = 0x00
    IDENTIFY = 0x01
    """Then `IDENTITY_BYTES` bytes come out; see `TileConfig.identity`."""
    STATUS = 0x02
    """Then one byte of `ErrorFlag` comes out, and the flags are cleared."""
    SELF_TEST = 0x03
    """Then the two bytes of the signature come out, the low one first. Undoes LAYER."""
    LAYER = 0x04
    """Three bytes follow: zero point, least and greatest result. Only with a requantizer."""
    RUN = 0x40
    """With flags of `RunFlag`; two bytes follow, the steps, the low one first. Then the block."""


class RunFlag(enum.IntFlag):
    """In the command RUN."""

    SUMS = 0
    """None of the others: a weight for each column, and the sums come out."""
    SHIFT = 1
    """A step brings one weight, to column 0; the others take that of the column before, at first 0."""
    SCALE = 2
    """Results are int8; else the sums come out. Only with a requantizer."""
    ONE_CHANNEL = 4
    """All columns have the multiplier and the bias of column 0."""


class ErrorFlag(enum.IntFlag):
    """What went wrong since the last STATUS."""

    COMMAND = 1
    """An unknown command, or one of a requantizer that is not there."""
    STEPS = 2
    """A block without steps, or with more than `MAX_STEPS`; the command is over."""


SELF_TEST_STEPS = 32
"""Of the block of the self-test, whose sums are added to the signature, and then, if there is a requantizer, what it
makes of them with zero point 0, from -128 to 127."""
SELF_TEST_SHIFT = 8
"""Set in each `Scaling.right` of the self-test; most results would not be in the range of int8 without it."""
LFSR_SEED, LFSR_TAPS = 0xACE1, 0xB400
"""Galois register that the self-test takes its transfers from: bits 0 to 7 are the byte, 8 to 11 the weights."""
SIGNATURE_TAPS = 0x1021
"""CRC-16 that the bytes which come out are added to, each as a whole after a shift by one."""


@dataclasses.dataclass(frozen=True)
class Scaling:
    """How the sums of a column become int8.

    Members
    -------
    multiplier, right
        Q31 multiplier, and power of two that is divided by (0 to 15).
    bias
        Added to the sum before; signed, 24 bits.
    """

    multiplier: int
    right: int
    bias: int

    BYTES = 8

    def encode(self) -> bytes:
        """As they cross the pins."""
        return (
            self.multiplier.to_bytes(4, "little")
            + self.bias.to_bytes(3, "little", signed=True)
            + bytes([self.right])
        )

    @classmethod
    def decode(cls, data: bytes) -> "Scaling":
        """What `encode` has made bytes of."""
        return cls(
            multiplier=int.from_bytes(data[:4], "little"),
            right=data[7],
            bias=int.from_bytes(data[4:7], "little", signed=True),
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class TileConfig:
    """Parameters of a tile.

    Parameters
    ----------
    columns
        Sums beside each other: weights that are multiplied by one sample (1..64).
    groups
        Multipliers of a column; each has rows of its own (1..16).
    depth
        Sums of a multiplier (1..64).
    accumulator_width
        Bits of a sum, which wraps (20..24).
    requantizer_bits
        Bits of the multiplier that the requantizer takes in a cycle (2..31); 0: there is none, and the
        host scales the sums.
    spi
        There is an SPI subordinate beside the parallel port.

    Raises
    ------
    ConfigurationError
        A value is out of range.
    TypeError
        A value is no integer.
    """

    columns: int = 4
    groups: int = 1
    depth: int = 8
    accumulator_width: int = 20
    requantizer_bits: int = 0
    spi: bool = True

    def __post_init__(self):
        for name, low, high in (
            ("columns", 1, 64),
            ("groups", 1, 16),
            ("depth", 1, 64),
            ("accumulator_width", 20, 24),
            ("requantizer_bits", 0, 31),
        ):
            value = getattr(self, name)
            if not isinstance(value, int):
                raise TypeError(f"The tile's {name} must be an integer, not {value!r}.")
            if not low <= value <= high:
                raise ConfigurationError(
                    f"The tile's {name} must be between {low} and {high}, not {value}."
                )
        if self.requantizer_bits == 1:
            raise ConfigurationError("The tile's requantizer_bits must be 0 or at least 2, not 1.")

    @property
    def name(self) -> str:
        """For people."""
        return f"tile-{self.rows}x{self.columns}"

    @property
    def rows(self) -> int:
        """Samples of a step."""
        return self.groups * self.depth

    @property
    def macs(self) -> int:
        """Multipliers."""
        return self.groups * self.columns

    @property
    def sums(self) -> int:
        """Accumulators."""
        return self.rows * self.columns

    def step_cycles(self, flags: RunFlag = RunFlag.SUMS) -> int:
        """Transfers of a step: a sample each, and a nibble of a weight each."""
        nibbles = 2 if flags & RunFlag.SHIFT else 2 * self.columns
        return max(self.rows, nibbles)

    @property
    def result_cycles(self) -> int:
        """Cycles in which the requantizer multiplies: from one int8 result to the next."""
        return math.ceil(_MULTIPLIER_BITS / self.requantizer_bits)

    def output_order(self, flags: RunFlag = RunFlag.SUMS) -> tuple[tuple[int, int], ...]:
        """Row, and byte of its sum (0 the lowest; of a result 0), of all that leaves a column, in order."""
        count = 1 if flags & RunFlag.SCALE else SUM_BYTES
        return tuple((row, byte) for row in range(self.rows) for byte in range(count))

    @property
    def identity(self) -> bytes:
        """What the tile says to IDENTIFY."""
        return MAGIC + bytes(
            [
                VERSION,
                self.columns,
                self.groups,
                self.depth,
                self.accumulator_width,
                self.requantizer_bits | (0x80 if self.spi else 0),
            ]
        )

    @property
    def hash(self) -> int:
        """CRC-32 of the parameters."""
        text = json.dumps(dataclasses.asdict(self), sort_keys=True)
        return zlib.crc32(text.encode())


@dataclasses.dataclass(frozen=True, eq=False)
class Block:
    """A command RUN with its operands.

    Members
    -------
    samples : int8 [steps, rows]
        Of every step.
    weights : int8 [steps, columns], or [steps] with SHIFT
        Of every step.
    flags
        Of the command.
    scalings
        Of every column, or of the first with ONE_CHANNEL; none without SCALE.
    """

    samples: np.ndarray
    weights: np.ndarray
    flags: RunFlag = RunFlag.SUMS
    scalings: tuple[Scaling, ...] = ()

    @property
    def steps(self) -> int:
        """Outer products."""
        return len(self.samples)

    def header(self) -> list[Transfer]:
        """Command and steps."""
        return [(Command.RUN | self.flags, 0), (self.steps & 255, 0), (self.steps >> 8, 0)]

    def operands(self, config: TileConfig) -> Iterator[Transfer]:
        """Samples and weights; the weights of a step come with the samples of the step before."""
        cycles = config.step_cycles(self.flags)
        rows = np.zeros((self.steps + 1, cycles), np.uint8)
        rows[1:, : config.rows] = self.samples.view(np.uint8)
        nibbles = np.zeros((self.steps + 1, cycles), np.uint8)
        weights = self.weights.view(np.uint8).reshape(self.steps, -1)[:, ::-1]
        count = 2 * weights.shape[1]
        nibbles[:-1, 0:count:2] = weights >> 4
        nibbles[:-1, 1:count:2] = weights & 15
        return zip(rows.ravel().tolist(), nibbles.ravel().tolist(), strict=True)
