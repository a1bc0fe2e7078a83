"""Random compute commands that read each other's results, with no more fences than they need."""

import dataclasses
from collections.abc import Iterator

import numpy as np

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.config import Config
from tinynpu.arch.isa import Combine, Opcode
from tinynpu.testing.reference import Reference, random_words

__all__ = [
    "Program",
    "dependent_commands",
    "drained_groups",
    "sample_words",
    "samples_of",
    "values_of",
]

_FENCE_DISTANCE_MAX = 3
_GROUPS = 8
"""Groups of channels that there are parameters for."""


@dataclasses.dataclass
class Program:
    """Commands, and the scratchpad before the first and after each of them."""

    commands: list[Instruction]
    before: np.ndarray
    after: list[np.ndarray]


def samples_of(config: Config, tile: Instruction) -> int:
    """Samples that a TILE streams into the array."""
    f = dict(tile.values)
    passes = f["in_blocks"] * f["kernel_width"] * f["kernel_height"] * f["outer_blocks"]
    if not f["fir"]:
        return passes * f["out_height"] * f["out_width"]
    span = (f["out_width"] - 1) * f["stride_x"] + 1
    return passes * (f["weight_cols"] - 1 + (f["out_height"] - 1) * f["pitch"] + span)


def drained_groups(tile: Instruction) -> int:
    """Groups of channels that a TILE writes."""
    if tile["keep"]:
        return 0
    return min(tile["groups"], tile["outer_blocks"] * tile["block_groups"])


def values_of(config: Config, command: Instruction) -> int:
    """Groups of ``lanes`` values that a command sends through the requantizer."""
    f = dict(command.values)
    if command.opcode == Opcode.TILE:
        return drained_groups(command) * f["out_height"] * f["out_width"]
    if command.opcode == Opcode.VECTOR:
        return f["height"] * f["width"] * f["blocks"] * (config.rows // config.lanes)
    return 0


def sample_words(rng: np.random.Generator, config: Config) -> np.ndarray:
    """Random words for `dependent_commands`, with parameters that do not clamp every result: then
    what a command reads too early is seen in what it writes.
    """
    words = random_words(rng, config)
    for per_channel, base in enumerate(_parameters_at(config)):
        size = config.param_words(bool(per_channel))
        for group in range(_GROUPS):
            for lane in range(config.lanes):
                bias = int(rng.integers(-3000, 3000)).to_bytes(4, "little", signed=True)
                multiplier = int(rng.integers(1 << 30, 1 << 31)).to_bytes(4, "little")
                shift = int(rng.integers(-11, -6)).to_bytes(1, "little", signed=True)
                raw = (bias + multiplier + shift).ljust(size * config.lane_slice, b"\0")
                for word in range(size):
                    part = raw[word * config.lane_slice :][: config.lane_slice]
                    first = lane * config.lane_slice
                    words[base + group * size + word, first : first + config.lane_slice] = (
                        np.frombuffer(part, np.int8)
                    )
    return words


def _parameters_at(config: Config) -> tuple[int, int]:
    """First words of parameters that are a bias, and of those that are per channel."""
    first = 2 * (config.scratchpad_words // 8)
    return first, first + _GROUPS * config.param_words(False)


class _Tracked(Reference):
    """Reference that notes the words that samples come from."""

    def __init__(self, before: Reference):
        super().__init__(before.config, before.words)
        self.tables = before.tables.copy()
        self.kept = before.kept
        self.reads: set[int] = set()

    def sample(self, f, y, x, address):
        if self.inside(f, y, x):
            self.reads.add(address & 0xFFFF)
        return super().sample(f, y, x, address)


def _written(config: Config, command: Instruction) -> set[int]:
    f = dict(command.values)
    if command.opcode == Opcode.VECTOR:
        return {out for _, out in _vector_addresses(f)}
    if command.opcode != Opcode.TILE:
        return set()
    positions = config.rows // config.lanes
    return {
        (
            f["out_base"]
            + i * f["out_row_step"]
            + s * f["out_column_step"]
            + (f["first_group"] + count) // positions * f["out_block_step"]
        )
        & 0xFFFF
        for count in range(drained_groups(command))
        for i in range(f["out_height"])
        for s in range(f["out_width"])
    }


def _vector_addresses(f: dict[str, int]) -> Iterator[tuple[set[int], int]]:
    """Operands' words and the result's word of each element."""
    for i in range(f["height"]):
        for s in range(f["width"]):
            for k in range(f["blocks"]):
                at = [
                    (
                        f[f"{x}_base"]
                        + i * f[f"{x}_row_step"]
                        + s * f[f"{x}_column_step"]
                        + k * f[f"{x}_block_step"]
                    )
                    & 0xFFFF
                    for x in ("a", "b", "out")
                ]
                yield set(at[: 2 if f["combine"] else 1]), at[2]


def _weights_of(tile: Instruction) -> set[int]:
    f = dict(tile.values)
    passes = f["in_blocks"] * f["kernel_width"] * f["kernel_height"] * f["outer_blocks"]
    return set(range(f["weight_base"], f["weight_base"] + passes * f["weight_cols"]))


class _Maker:
    """Makes commands one by one; see `dependent_commands`.

    The first eighth of the scratchpad is for inputs, then as much for weights and for parameters;
    the rest takes results. Inputs and weights are taken from results, too.
    """

    def __init__(self, rng: np.random.Generator, config: Config, words: np.ndarray):
        self.rng, self.config = rng, config
        self.eighth = config.scratchpad_words // 8
        self.results = 3 * self.eighth
        self.state = Reference(config, words)
        self.program = Program([], words.copy(), [])
        self.writes: list[set[int]] = []

    def between(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))

    def chance(self, chance: float) -> int:
        return int(self.rng.random() < chance)

    def source(self) -> int:
        """Where to read: inputs, or what was written of late."""
        recent = [word for words in self.writes[-3:] for word in words]
        if recent and self.chance(0.7):
            return int(self.rng.choice(recent))
        return self.between(0, self.results - 1)

    def steps(self, *names: str) -> dict[str, int]:
        return {name: self.between(-2, 5) & 0xFFFF for name in names}

    def output(self) -> dict[str, int]:
        low, high = sorted((self.between(-128, 127), self.between(-128, 127)))
        return {
            "round_once": self.chance(0.5),
            "out_base": self.between(self.results, self.config.scratchpad_words - 1),
            "multiplier": self.between(1 << 30, (1 << 31) - 1),
            "zero_point": self.between(-128, 127),
            "clamp_min": low if self.chance(0.2) else -128,
            "clamp_max": high if self.chance(0.2) else 127,
            # Waiting is for others to do; signals are just passed on.
            "wait_load": self.chance(0.3),
            "signal_load": self.chance(0.5),
            "signal_store": self.chance(0.5),
        }

    def shift(self, bits: int) -> int:
        """Shift that makes bytes of values of so many bits; too far off now and then."""
        return 7 - bits + (self.between(-9, 9) if self.chance(0.1) else self.between(-1, 1))

    def tile(self, keep: int, outputs: tuple[int, int] | None) -> Instruction:
        config = self.config
        fir = self.chance(0.5) if config.has_fir else 0
        if outputs is None:
            height = self.between(1, 4)
            outputs = height, self.between(1, config.accumulator_depth // height)
        outer = 1 if keep else self.between(1, 3)
        stride_x = self.between(1, 3)
        groups = self.between(1, config.col_groups)
        per_channel = self.chance(0.5)
        return Instruction.make(
            Opcode.TILE,
            fir=fir,
            keep=keep,
            maximum=self.chance(0.25) if config.has_maximum else 0,
            per_channel=per_channel,
            first_group=self.between(0, config.rows // config.lanes - 1),
            weight_cols=self.between(1, config.cols),
            in_base=self.source(),
            weight_base=self.source() if self.chance(0.3) else self.eighth,
            in_height=self.between(1, 6),
            in_width=self.between(1, 6),
            kernel_height=self.between(1, 3),
            kernel_width=self.between(1, 2),
            origin_y=self.between(-2, 1),
            origin_x=self.between(-2, 1),
            stride_y=self.between(1, 3),
            stride_x=stride_x,
            dilation_y=self.between(1, 3),
            dilation_x=self.between(1, 3),
            in_blocks=self.between(1, 2),
            out_height=outputs[0],
            out_width=outputs[1],
            block_groups=groups,
            pitch=((outputs[1] - 1) * stride_x + 1 + self.between(0, 2)) if fir else 0,
            outer_blocks=outer,
            out_row_step=self.between(0, 12),
            out_column_step=self.between(0, 4),
            out_block_step=self.between(0, 9),
            param_base=_parameters_at(config)[per_channel],
            groups=self.between(1, outer * groups + 1),
            shift=self.shift(15),
            pad=self.between(-128, 127),
            **self.steps(
                *("in_column_step", "in_row_step", "in_kx_step", "in_ky_step", "in_block_step"),
                "in_outer_step",
            ),
            **self.output(),
        )

    def vector(self, tables: bool) -> Instruction:
        names = [f"{x}_{level}_step" for x in "ab" for level in ("row", "column", "block")]
        combine = self.between(0, 2 if self.config.has_product else 1)
        table_a, table_b = self.chance(0.5 * tables), self.chance(0.5 * tables)
        # Bits of the operands: 8, or 32 from a table, of which a product takes 16.
        bits = max(32 * table_a, 8, 32 * table_b * (combine == Combine.ADD))
        if combine == Combine.MULTIPLY:
            bits = (16 if table_a else 8) + (16 if table_b else 8)
        return Instruction.make(
            Opcode.VECTOR,
            combine=combine,
            table_a=table_a,
            table_b=table_b,
            shift=max(self.shift(bits), -31),
            a_base=self.source(),
            b_base=self.source(),
            height=self.between(1, 3),
            width=self.between(1, 4),
            blocks=self.between(1, 2),
            bias=self.between(-(2**31), 2**31 - 1) if self.chance(0.2) else self.between(-99, 99),
            **{f"out_{level}_step": self.between(0, 9) for level in ("row", "column", "block")},
            **self.steps(*names),
            **self.output(),
        )

    def add(self, make, *arguments) -> Instruction:
        """Make a command until it is a legal one, run it, and give it its fences."""
        while True:
            command = make(*arguments)
            after = _Tracked(self.state)
            try:
                after.run(command)
            except IndexError:
                continue  # reads or writes beyond the scratchpad
            written = _written(self.config, command)
            if written and min(written) < self.results:
                continue
            if command.opcode == Opcode.TILE:
                if written & (after.reads | _weights_of(command)):
                    continue
                command = self.fenced(command, after.reads)
            elif command.opcode == Opcode.VECTOR and self.overlaps(dict(command.values)):
                continue
            self.state = after
            self.writes.append(written)
            self.program.commands.append(command)
            self.program.after.append(after.words.copy())
            return command

    def overlaps(self, f: dict[str, int]) -> bool:
        """Whether an element's result is an operand of another one."""
        elements = list(_vector_addresses(f))
        return any(
            out in operands
            for number, (_, out) in enumerate(elements)
            for other, (operands, _) in enumerate(elements)
            if other != number
        )

    def fenced(self, tile: Instruction, reads: set[int]) -> Instruction:
        fields = {name: value for name, value in tile.values if name != "opcode"}
        distance = self.distance(reads)
        if distance <= _FENCE_DISTANCE_MAX:
            fields |= {"fence": 1, "fence_distance": self.between(0, distance)}
            if self.chance(0.7):
                fields["fence_distance"] = distance
        if self.distance(_weights_of(tile)) <= _FENCE_DISTANCE_MAX:
            fields["fence_weights"] = 1
        return Instruction.make(Opcode.TILE, **fields)

    def distance(self, reads: set[int]) -> int:
        """Commands between the last one that wrote any of these words and the next one; 4 for none
        that may be under way.
        """
        recent = self.writes[-1 - _FENCE_DISTANCE_MAX :]
        for distance, written in enumerate(reversed(recent)):
            if written & reads:
                return distance
        return _FENCE_DISTANCE_MAX + 1


def dependent_commands(
    rng: np.random.Generator,
    config: Config,
    words: np.ndarray,
    count: int,
    *,
    tables: bool = False,
) -> Program:
    """About ``count`` commands of the compute queue.

    Samples, weights and operands are what earlier commands wrote as often as not; strides, steps and
    paddings are anything that stays in the scratchpad. ``words`` come from `sample_words`. With ``tables`` the program begins with both
    tables, and VECTOR commands use them.
    """
    maker = _Maker(rng, config, words)
    if tables:
        for table in range(2):
            base = maker.between(0, config.scratchpad_words - config.table_words)
            maker.add(lambda t=table, b=base: Instruction.make(Opcode.TABLE, table=t, base=b))
    outputs: tuple[int, int] | None = None  # of sums that are kept
    for _ in range(count):
        kind = maker.rng.random()
        if kind < 0.2:
            maker.add(maker.vector, tables)
        elif kind < 0.3:
            maker.add(lambda: Instruction.make(Opcode.SYNC, signal_store=maker.chance(0.5)))
        else:
            keep = maker.chance(0.2)
            tile = maker.add(maker.tile, keep, outputs)
            outputs = (tile["out_height"], tile["out_width"]) if keep else None
    if outputs:
        maker.add(maker.tile, 0, outputs)
    return maker.program
