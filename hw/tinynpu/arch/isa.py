"""The instruction set as data.

RTL decode and field checks, ISS decode, assembler, C header, JSON and the documentation page are
all generated from `COMMANDS`. A command is 64 bytes: sixteen 32-bit little-endian words. What the
commands do is written in ``docs/architecture.md``.
"""

import dataclasses
import enum
from collections.abc import Callable

from tinynpu.arch.config import Config

__all__ = [
    "COMMANDS",
    "COMMAND_BYTES",
    "COMMAND_WORDS",
    "ISA_VERSION",
    "MAGIC",
    "QUEUES",
    "Combine",
    "Command",
    "ErrorCode",
    "Field",
    "Opcode",
    "Queue",
]

ISA_VERSION = 1
MAGIC = 0x55504E54
"""``TNPU`` in little-endian ASCII."""
COMMAND_WORDS = 16
COMMAND_BYTES = 4 * COMMAND_WORDS


class Opcode(enum.IntEnum):
    """Operation of a command; 0 is illegal, so that running into zeroed memory stops the core."""

    START = 1
    LOAD = 2
    STORE = 3
    TILE = 4
    VECTOR = 5
    TABLE = 6
    SYNC = 7
    END = 15


class Queue(enum.IntEnum):
    """Command queues; also the order of the ``wait`` and ``signal`` bits."""

    LOAD = 0
    COMPUTE = 1
    STORE = 2


class Combine(enum.IntEnum):
    """What VECTOR does with its two operands."""

    FIRST = 0
    ADD = 1
    MULTIPLY = 2


class ErrorCode(enum.IntEnum):
    """Why the core stopped (CSR ``error.code``)."""

    NONE = 0
    ILLEGAL_OPCODE = 1
    ILLEGAL_FIELD = 2
    CONFIG_MISMATCH = 3
    SCRATCHPAD_RANGE = 4
    ACCUMULATOR_RANGE = 5
    FETCH_BUS = 6
    LOAD_BUS = 7
    STORE_BUS = 8
    TOKEN_OVERFLOW = 9
    DEADLOCK = 10
    TIMEOUT = 11


TOKEN_MAX = 15
"""Tokens that one (from, to) pair of queues can hold."""

Limits = tuple[int, int] | Callable[[Config], tuple[int, int]]


@dataclasses.dataclass(frozen=True)
class Field:
    """A bit field of a command; never crosses a 32-bit word.

    ``limits`` are the inclusive bounds that the sequencer checks; by default all that fits.
    """

    name: str
    word: int
    lsb: int
    width: int
    doc: str
    signed: bool = False
    limits: Limits | None = None

    @property
    def representable(self) -> tuple[int, int]:
        """Smallest and largest value that the bits can hold."""
        if self.signed:
            return -(1 << (self.width - 1)), (1 << (self.width - 1)) - 1
        return 0, (1 << self.width) - 1

    def bounds(self, config: Config) -> tuple[int, int]:
        """Smallest and largest legal value for a configuration."""
        if self.limits is None:
            return self.representable
        low, high = self.limits(config) if callable(self.limits) else self.limits
        least, most = self.representable
        return max(low, least), min(high, most)


@dataclasses.dataclass(frozen=True)
class Command:
    """One kind of command: opcode, the queue that runs it (none: the sequencer), fields."""

    opcode: Opcode
    queue: Queue | None
    doc: str
    fields: tuple[Field, ...]

    def __post_init__(self):
        used = [0] * COMMAND_WORDS
        for field in self.fields:
            mask = ((1 << field.width) - 1) << field.lsb
            assert field.lsb + field.width <= 32, f"{self.opcode.name}.{field.name} crosses a word"
            assert not used[field.word] & mask, f"{self.opcode.name}.{field.name} overlaps"
            used[field.word] |= mask

    def field(self, name: str) -> Field:
        """Field by name."""
        return next(field for field in self.fields if field.name == name)

    @property
    def reserved(self) -> tuple[int, ...]:
        """For each word the mask of the bits that no field covers; they must be zero."""
        masks = [0xFFFFFFFF] * COMMAND_WORDS
        for field in self.fields:
            masks[field.word] &= ~(((1 << field.width) - 1) << field.lsb)
        return tuple(masks)


def _common(queue: Queue) -> tuple[Field, ...]:
    """Opcode, and the token bits; those of the command's own queue must be zero."""
    fields = [Field("opcode", 0, 0, 4, "Operation.")]
    for lsb, verb, doc in (
        (4, "wait", "Take one token that the {} queue gave, before the command starts."),
        (7, "signal", "Give one token to the {} queue when the command has finished."),
    ):
        for other in Queue:
            fields.append(
                Field(
                    f"{verb}_{other.name.lower()}",
                    0,
                    lsb + other,
                    1,
                    "Must be 0." if other == queue else doc.format(other.name.lower()),
                    limits=(0, 0) if other == queue else None,
                )
            )
    return tuple(fields)


def _requantize(word: int, shift: Field) -> tuple[Field, ...]:
    return (
        shift,
        Field("multiplier", word, 0, 32, "Fixed-point multiplier, Q31.", limits=(0, 2**31 - 1)),
        Field("zero_point", word + 1, 8, 8, "Added after scaling.", signed=True),
        Field("clamp_min", word + 1, 16, 8, "Smallest result.", signed=True),
        Field("clamp_max", word + 1, 24, 8, "Largest result.", signed=True),
    )


def _shift(word: int, lsb: int) -> Field:
    return Field(
        "shift",
        word,
        lsb,
        6,
        "Power of two: left before the multiplication if positive, rounding right after it if negative.",
        signed=True,
        limits=(-31, 31),
    )


_COUNT12: Limits = (1, 4095)

_TRANSFER = (
    Field("region", 0, 16, 2, "Base register of the memory address."),
    Field("memory_offset", 1, 0, 32, "Byte offset of the first line from the base."),
    Field("memory_line_step", 2, 0, 32, "Bytes from one line to the next in memory (modulo 2^32)."),
    Field("base", 3, 0, 16, "Scratchpad word of the first line."),
    Field("line_step", 3, 16, 16, "Words from one line to the next in the scratchpad."),
    Field("word_step", 4, 0, 16, "Words from one word of a line to the next."),
    Field("lines", 5, 0, 16, "Lines.", limits=(1, 65535)),
    Field("line_bytes", 6, 0, 24, "Bytes of a line in memory.", limits=(1, 2**24 - 1)),
)

COMMANDS: dict[Opcode, Command] = {
    command.opcode: command
    for command in (
        Command(
            Opcode.START,
            None,
            "First command of every program: names what the program was made for.",
            (
                Field("opcode", 0, 0, 4, "Operation."),
                Field("magic", 1, 0, 32, "`0x55504E54`."),
                Field("version", 2, 0, 32, "Version of the instruction set."),
                Field("config_hash", 3, 0, 32, "Hash of the configuration."),
            ),
        ),
        Command(
            Opcode.LOAD,
            Queue.LOAD,
            "Copy lines of bytes from memory to the scratchpad, as windows of one word.",
            (
                *_common(Queue.LOAD),
                *_TRANSFER,
                Field(
                    "step",
                    4,
                    16,
                    8,
                    "Bytes from one window to the next.",
                    limits=lambda config: (1, config.rows),
                ),
                Field("pad_left", 4, 24, 8, "Fill bytes in front of each line."),
                Field("words", 5, 16, 16, "Words of a line.", limits=(1, 65535)),
                Field("fill", 6, 24, 8, "Byte before and behind a line.", signed=True),
            ),
        ),
        Command(
            Opcode.STORE,
            Queue.STORE,
            "Copy lines of words from the scratchpad to memory, as dense bytes.",
            (
                *_common(Queue.STORE),
                *_TRANSFER,
                Field(
                    "step",
                    4,
                    16,
                    8,
                    "Leading bytes of each word that are stored.",
                    limits=lambda config: (1, config.rows),
                ),
            ),
        ),
        Command(
            Opcode.TILE,
            Queue.COMPUTE,
            "Convolution, pooling or fully connected layer on a tile of output pixels, with all its "
            "loops, requantized into the scratchpad.",
            (
                *_common(Queue.COMPUTE),
                Field(
                    "fence",
                    0,
                    10,
                    1,
                    "Read samples after earlier compute commands finished: all but the last "
                    "`fence_distance`.",
                ),
                Field(
                    "fence_weights",
                    0,
                    14,
                    1,
                    "Read weights after all earlier compute commands finished.",
                ),
                Field(
                    "fir",
                    0,
                    11,
                    1,
                    "Depthwise: each row is a FIR filter. Needs `rows` <= `cols`.",
                    limits=lambda config: (0, int(config.has_fir)),
                ),
                Field(
                    "maximum",
                    0,
                    12,
                    1,
                    "Accumulate by maximum instead of sum; not in the compact core.",
                    limits=lambda config: (0, int(config.has_maximum)),
                ),
                Field("per_channel", 0, 13, 1, "Multiplier and shift come with the bias."),
                Field("round_once", 0, 15, 1, "Round once in requantization instead of twice."),
                Field(
                    "first_group",
                    0,
                    16,
                    6,
                    "Group of `lanes` bytes in the output word that the first channel goes to.",
                    limits=lambda config: (0, config.rows // config.lanes - 1),
                ),
                Field(
                    "keep",
                    0,
                    22,
                    1,
                    "Write nothing: the next TILE adds to the sums. Needs `outer_blocks` = 1.",
                ),
                Field(
                    "weight_cols",
                    0,
                    24,
                    8,
                    "Columns loaded in each pass, the others become 0; with `fir` the taps.",
                    limits=lambda config: (1, config.cols),
                ),
                Field("in_base", 1, 0, 16, "Word of output (0, 0), kernel (0, 0), block 0."),
                Field("in_column_step", 1, 16, 16, "Words to the next sample of a row."),
                Field("in_row_step", 2, 0, 16, "Words to the next row of samples."),
                Field("in_kx_step", 2, 16, 16, "Words to the next kernel column."),
                Field("in_ky_step", 3, 0, 16, "Words to the next kernel row."),
                Field("in_block_step", 3, 16, 16, "Words to the next input channel block."),
                Field("in_outer_step", 4, 0, 16, "Words to the input of the next outer block."),
                Field("weight_base", 4, 16, 16, "First weight word."),
                Field(
                    "in_height", 5, 0, 12, "Rows of the input; outside is padding.", limits=_COUNT12
                ),
                Field("in_width", 5, 12, 12, "Columns of the input.", limits=_COUNT12),
                Field("kernel_height", 5, 24, 8, "Kernel rows.", limits=(1, 255)),
                Field(
                    "origin_y", 6, 0, 12, "Input row of output row 0, kernel row 0.", signed=True
                ),
                Field(
                    "origin_x", 6, 12, 12, "Input column of sample 0, kernel column 0.", signed=True
                ),
                Field(
                    "kernel_width", 6, 24, 8, "Kernel columns (passes, not taps).", limits=(1, 255)
                ),
                Field("stride_y", 7, 0, 4, "Input rows per output row.", limits=(1, 15)),
                Field("stride_x", 7, 4, 4, "Input columns per output column.", limits=(1, 15)),
                Field("dilation_y", 7, 8, 6, "Input rows per kernel row.", limits=(1, 63)),
                Field("dilation_x", 7, 14, 6, "Input columns per kernel column.", limits=(1, 63)),
                Field("in_blocks", 7, 20, 12, "Input channel blocks summed.", limits=_COUNT12),
                Field("out_height", 8, 0, 12, "Output rows of the tile.", limits=_COUNT12),
                Field("out_width", 8, 12, 12, "Output columns of the tile.", limits=_COUNT12),
                Field(
                    "block_groups",
                    8,
                    24,
                    8,
                    "Groups of `lanes` channels drained in each outer block.",
                    limits=lambda config: (1, config.col_groups),
                ),
                Field("pitch", 9, 0, 12, "With `fir`: samples from one row to the next."),
                Field("outer_blocks", 9, 12, 12, "Blocks of output channels.", limits=_COUNT12),
                *_requantize(13, _shift(9, 24)),
                Field("out_base", 10, 0, 16, "Word of output (0, 0)."),
                Field("out_row_step", 10, 16, 16, "Words to the next output row."),
                Field("out_column_step", 11, 0, 16, "Words to the next output column."),
                Field("out_block_step", 11, 16, 16, "Words to the next output channel word."),
                Field("param_base", 12, 0, 16, "First parameter word."),
                Field("groups", 12, 16, 16, "Groups drained in all.", limits=(1, 65535)),
                Field("pad", 14, 0, 8, "Value of padding (the input's zero point).", signed=True),
                Field(
                    "fence_distance", 9, 30, 2, "Compute commands that `fence` does not wait for."
                ),
            ),
        ),
        Command(
            Opcode.VECTOR,
            Queue.COMPUTE,
            "Element by element: tables, sum or product of two operands, requantized.",
            (
                *_common(Queue.COMPUTE),
                Field(
                    "combine",
                    0,
                    10,
                    2,
                    "0: first operand, 1: sum, 2: product (not in the compact core).",
                    limits=lambda config: (0, 2 if config.has_product else 1),
                ),
                Field("table_a", 0, 12, 1, "Look the first operand up in table 0."),
                Field("table_b", 0, 13, 1, "Look the second operand up in table 1."),
                Field("round_once", 0, 15, 1, "Round once in requantization instead of twice."),
                Field("a_base", 1, 0, 16, "First word of the first operand."),
                Field("a_column_step", 1, 16, 16, "Words to its next column."),
                Field("a_row_step", 2, 0, 16, "Words to its next row."),
                Field("a_block_step", 2, 16, 16, "Words to its next block."),
                Field("b_base", 3, 0, 16, "First word of the second operand."),
                Field("b_column_step", 3, 16, 16, "Words to its next column."),
                Field("b_row_step", 4, 0, 16, "Words to its next row."),
                Field("b_block_step", 4, 16, 16, "Words to its next block."),
                Field("out_base", 5, 0, 16, "First word of the result."),
                Field("out_column_step", 5, 16, 16, "Words to its next column."),
                Field("out_row_step", 6, 0, 16, "Words to its next row."),
                Field("out_block_step", 6, 16, 16, "Words to its next block."),
                Field("height", 7, 0, 12, "Rows.", limits=_COUNT12),
                Field("width", 7, 12, 12, "Columns.", limits=_COUNT12),
                Field("blocks", 8, 0, 12, "Words of a pixel.", limits=_COUNT12),
                Field("bias", 9, 0, 32, "Added to the combined value.", signed=True),
                *_requantize(10, _shift(8, 12)),
            ),
        ),
        Command(
            Opcode.TABLE,
            Queue.COMPUTE,
            "Copy a table of 256 int32 from the scratchpad to the requantizer lanes.",
            (
                *_common(Queue.COMPUTE),
                Field("table", 0, 10, 1, "Table."),
                Field("base", 1, 0, 16, "First word."),
            ),
        ),
        Command(
            Opcode.SYNC,
            Queue.COMPUTE,
            "Nothing but its tokens, in order with the other compute commands.",
            _common(Queue.COMPUTE),
        ),
        Command(
            Opcode.END,
            None,
            "Finish when all queues are empty and everything has been written.",
            (Field("opcode", 0, 0, 4, "Operation."),),
        ),
    )
}
"""Every command by opcode."""

QUEUES: dict[Queue, tuple[Opcode, ...]] = {
    queue: tuple(command.opcode for command in COMMANDS.values() if command.queue == queue)
    for queue in Queue
}
"""Opcodes that each queue runs."""
