"""Programs of the suite: random transfers, chains through all queues, wide fields, token faults."""

import dataclasses
import functools

import numpy as np

from tinynpu.arch.assembler import Instruction, assemble
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMANDS, TOKEN_MAX, ErrorCode, Opcode, Queue
from tinynpu.iss import Simulator as Iss
from tinynpu.testing.programs import Case, fault_cases, random_case
from tinynpu.testing.reference import random_words

__all__ = [
    "Scenario",
    "bit_scenarios",
    "chain_scenario",
    "command_scenario",
    "count_scenario",
    "fault_scenarios",
    "long_scenarios",
    "slack_scenario",
    "token_scenarios",
    "transfer_scenario",
    "wide_scenario",
]

_DATA = 1 << 16
_MASK = 0xFFFFFFFF


@dataclasses.dataclass(frozen=True, eq=False)
class Scenario:
    """A program, the memory that it runs in, and what must come out.

    Members
    -------
    memory
        Image before; its first byte has the address ``origin``.
    program, bases
        As `tinynpu.arch.run.Machine.execute` takes them, ``origin`` included.
    error, command
        How it ends.
    expected
        Image after; ``None`` if that is not defined (after an error).
    commands
        Commands of the program, END included; 0 if not known.
    target
        Everything that is written lies behind this offset in ``memory``.
    fresh
        It reads what it has not written: the scratchpad must be as it is after power-up.
    """

    name: str
    memory: np.ndarray
    origin: int
    program: int
    bases: tuple[int, int, int, int]
    error: ErrorCode
    command: int
    expected: np.ndarray | None
    commands: int = 0
    target: int = 0
    fresh: bool = False


def _solve(
    config: Config,
    name: str,
    memory: np.ndarray,
    program: int,
    bases: tuple[int, ...],
    *,
    origin: int = 0,
    commands: int = 0,
    target: int = 0,
    fresh: bool = False,
) -> Scenario:
    """Let the ISS, whose memory begins at address 0, find what comes out."""
    after = memory.copy()
    result = Iss(config).execute(
        after, program=program, bases=(bases[0], bases[1], bases[2], bases[3])
    )
    moved = [(base + origin) & _MASK for base in bases]
    return Scenario(
        name, memory, origin, (program + origin) & _MASK, (moved[0], moved[1], moved[2], moved[3]),
        result.error, result.error_command, None if result.error else after, commands, target, fresh,
    )  # fmt: skip


def _from_case(config: Config, case: Case, origin: int = 0) -> Scenario:
    target = _DATA + config.scratchpad_bytes
    scenario = _solve(
        config, case.name, case.memory, 0, (0, _DATA, 0, 0), origin=origin, target=target
    )
    assert (scenario.error, scenario.command) == (case.error, case.command), case.name
    return scenario


def command_scenario(rng: np.random.Generator, config: Config, count: int = 4) -> Scenario:
    """Random compute commands between a LOAD and a STORE of the whole scratchpad."""
    origin = int(rng.integers(1 << 26)) << 6
    return _from_case(config, random_case(rng, config, count), origin)


def fault_scenarios(rng: np.random.Generator, config: Config) -> list[Scenario]:
    """Every error code that a program can cause."""
    return [_from_case(config, case) for case in fault_cases(rng, config)]


class _Image:
    """Memory of random bytes: a program, then an area to load from and one to store to."""

    def __init__(self, rng: np.random.Generator, config: Config, *, room: int = 64, more: int = 0):
        self.rng = rng
        self.config = config
        self.program = int(rng.integers(4)) << 6
        self.source = self.program + 64 * room
        self.area = 4 * config.scratchpad_bytes + 8192 + more
        self.target = self.source + self.area
        self.origin = int(rng.integers(1 << 26)) << 6
        if rng.integers(8) == 0:  # the addresses wrap within what is loaded or stored
            wrap = self.source + int(rng.integers(2 * self.area))
            self.origin = -(wrap & ~63) & _MASK
        self.memory = rng.integers(0, 256, self.target + self.area, dtype=np.uint8)
        self.bases = tuple(int(base) for base in rng.integers(0, 1 << 32, 4))

    def at(self, address: int) -> dict[str, int]:
        """Fields for an address of the image, through any region."""
        region = int(self.rng.integers(4))
        return {"region": region, "memory_offset": (address - self.bases[region]) & _MASK}

    def copy(self, opcode: Opcode, address: int, **fields: int) -> Instruction:
        """LOAD or STORE of the whole scratchpad."""
        config = self.config
        if opcode == Opcode.LOAD:
            fields["words"] = config.scratchpad_words
        return Instruction.make(
            opcode, word_step=1, lines=1, step=config.rows, line_bytes=config.scratchpad_bytes,
            **self.at(address), **fields,
        )  # fmt: skip

    def solve(self, name: str, commands: list[Instruction], *, fresh: bool = False) -> Scenario:
        config = self.config
        program = [Instruction.start(config), *commands, Instruction.make(Opcode.END)]
        code = assemble(program)
        assert self.program + len(code) <= self.source
        memory = self.memory.copy()
        memory[self.program : self.program + len(code)] = np.frombuffer(code, np.uint8)
        return _solve(
            config, name, memory, self.program, self.bases,
            origin=self.origin, commands=len(program), target=self.target, fresh=fresh,
        )  # fmt: skip


def _with(instruction: Instruction, **changes: int) -> Instruction:
    values = {**dict(instruction.values), **changes}
    del values["opcode"]
    return Instruction.make(instruction.opcode, **values)


def _step(rng: np.random.Generator, count: int, room: int) -> tuple[int, int]:
    """A step, forwards or backwards, and the words from the lowest to the highest it reaches."""
    most = max(room // max(count - 1, 1), 1)
    step = int(rng.integers(0, min(most, 300) + 1)) if rng.integers(4) else 1
    reach = step * (count - 1)
    return (step if rng.integers(2) else -step), reach


def _walk(
    rng: np.random.Generator, words: int, counts: tuple[int, ...]
) -> tuple[int, list[int], set[int]]:
    """Base and steps of nested loops that stay within ``words``, and the words they touch."""
    steps, room = [], words - 1
    low = 0
    for count in counts:
        step, reach = _step(rng, count, room)
        if reach > room:
            step, reach = 0, 0
        if count == 1 and rng.integers(2):
            step = int(rng.choice((0, int(rng.integers(-(1 << 15), 1 << 15)))))  # never taken
        elif step < 0:
            low += reach
        room -= reach
        steps.append(step)
    base = low + int(rng.integers(room + 1))
    touched = {base}
    for step, count in zip(steps, counts, strict=True):
        touched = {at + i * step for at in touched for i in range(count)}
    assert min(touched) >= 0
    assert max(touched) < words
    return base, [step & 0xFFFF for step in steps], touched


def _transfer(rng: np.random.Generator, image: _Image, opcode: Opcode) -> Instruction:
    config = image.config
    lines = int(rng.integers(1, 5)) if rng.integers(5) else int(rng.integers(5, 30))
    step = int(rng.integers(1, config.rows + 1))
    line_bytes = int(rng.integers(1, (40, 12, 300)[int(rng.integers(3))]))
    words = -(-line_bytes // step)
    fields: dict[str, int] = {}
    if opcode == Opcode.LOAD:
        words = int(rng.integers(1, (8, 2 * words + 2, words + 2)[int(rng.integers(3))]))
        fields = {
            "words": words,
            "fill": int(rng.choice((-128, 0, 127, int(rng.integers(-128, 128))))),
            "pad_left": int(rng.choice((0, 0, 1, 3, 4, 5, 255, int(rng.integers(256))))),
        }
    words = min(words, config.scratchpad_words // 2)
    base, (word_step, line_step), _ = _walk(rng, config.scratchpad_words, (words, lines))
    span = image.area - line_bytes - 64
    pitch = int(rng.integers(0, min(span // lines, 2000) + 1))
    start = int(rng.integers(0, span - pitch * (lines - 1) + 1))
    if rng.integers(2):
        start, pitch = start + pitch * (lines - 1), -pitch
    area = image.source if opcode == Opcode.LOAD else image.target
    return Instruction.make(
        opcode, lines=lines, line_bytes=line_bytes, step=step, base=base, word_step=word_step,
        line_step=line_step, memory_line_step=pitch & _MASK, **image.at(area + start), **fields,
    )  # fmt: skip


def _legal(scenario: Scenario) -> bool:
    return scenario.error == ErrorCode.NONE


def transfer_scenario(rng: np.random.Generator, config: Config, count: int = 6) -> Scenario:
    """LOADs of any shape and alignment, then STOREs, twice; then the whole scratchpad."""
    while True:
        image = _Image(rng, config)
        commands = [image.copy(Opcode.LOAD, image.source)]
        for turn in range(2):
            loads = [_transfer(rng, image, Opcode.LOAD) for _ in range(count)]
            stores = [_transfer(rng, image, Opcode.STORE) for _ in range(count)]
            if turn:
                loads[0] = _with(loads[0], wait_store=1)
            else:
                stores[-1] = _with(stores[-1], signal_load=1)
            loads[-1] = _with(loads[-1], signal_store=1)
            stores[0] = _with(stores[0], wait_load=1)
            commands += [*loads, *stores]
        commands.append(image.copy(Opcode.STORE, image.target + 4096 + int(rng.integers(64))))
        scenario = image.solve("transfers", commands)
        if _legal(scenario):
            return scenario


def _requantization(rng: np.random.Generator) -> dict[str, int]:
    low, high = sorted(int(v) for v in rng.integers(-128, 128, 2))
    if rng.integers(2):
        low, high = -128, 127
    elif rng.integers(8) == 0:
        high = low
    shifts = (-31, 0, 31, int(rng.integers(-31, 32)))
    multipliers = (0, (1 << 31) - 1, int(rng.integers(1 << 31)))
    zero_points = (-128, 0, 127, int(rng.integers(-128, 128)))
    return {
        "shift": int(rng.integers(-12, 3) if rng.integers(3) else rng.choice(shifts)),
        "multiplier": int(rng.integers(1 << 30, 1 << 31) if rng.integers(3) else rng.choice(multipliers)),
        "zero_point": int(rng.choice(zero_points)),
        "clamp_min": low,
        "clamp_max": high,
        "round_once": int(rng.integers(2)),
    }  # fmt: skip


def wide_vector(rng: np.random.Generator, config: Config) -> Instruction:
    """VECTOR with steps in both directions, whose result overwrites neither operand."""
    while True:
        counts = tuple(int(v) for v in rng.integers(1, 6, 3))
        walks = [_walk(rng, config.scratchpad_words, counts) for _ in range(3)]
        (a_base, a_steps, a), (b_base, b_steps, b), (out_base, out_steps, out) = walks
        if out & (a | b) or len(out) < np.prod(counts):
            continue
        names = ("row_step", "column_step", "block_step")
        steps = {
            f"{operand}_{name}": step
            for operand, values in (("a", a_steps), ("b", b_steps), ("out", out_steps))
            for name, step in zip(names, values, strict=True)
        }
        bias = int(rng.integers(-(1 << 31), 1 << 31)) >> int(rng.integers(32))
        return Instruction.make(
            Opcode.VECTOR, a_base=a_base, b_base=b_base, out_base=out_base,
            height=counts[0], width=counts[1], blocks=counts[2], bias=bias,
            combine=int(rng.integers(3 if config.has_product else 2)), table_a=int(rng.integers(2)),
            table_b=int(rng.integers(2)), **steps, **_requantization(rng),
        )  # fmt: skip


def wide_tile(
    rng: np.random.Generator, config: Config, shape: tuple[int, int] | None
) -> Instruction:
    """TILE whose samples, weights, parameters and results lie anywhere, apart from each other."""
    total = config.scratchpad_words
    while True:
        fir = bool(config.has_fir and rng.integers(2))
        height, width = shape or (int(v) for v in rng.integers(1, 9, 2))
        if shape is None and rng.integers(12) == 0:  # as many outputs as there is room for
            height = 1 << int(rng.integers(4))
            width = config.accumulator_depth // height
        if height * width > config.accumulator_depth:
            continue
        outer = int(rng.integers(1, 4))
        ky = int(rng.integers(1, 4))
        kx = int(rng.integers(1, 4))
        blocks = int(rng.integers(1, 4))
        taps = int(rng.integers(1, config.cols + 1))
        stride_y, stride_x = (int(v) for v in rng.integers(1, 16, 2))
        if rng.integers(3):
            stride_y, stride_x = (int(v) for v in rng.integers(1, 3, 2))
        dilation_y, dilation_x = (int(v) for v in rng.choice((1, 1, 2, 5, 63), 2))
        span = (width - 1) * stride_x + 1
        pitch = span + int(rng.integers(0, taps + 2)) if fir else 0
        rows_in = height + 1 + (taps + pitch - 1) // pitch if fir else height
        counts = (outer, ky, kx, blocks, rows_in, pitch if fir else width)
        in_base, in_steps, samples = _walk(rng, total, counts)
        groups_all = -(-config.cols // config.lanes)
        block_groups = int(rng.integers(1, groups_all + 1))
        first_group = int(rng.integers(config.rows // config.lanes))
        groups = int(rng.integers(1, outer * block_groups + 2))
        drained = min(groups, outer * block_groups)
        words_out = -(-(first_group + drained) // (config.rows // config.lanes))
        out_base, out_steps, out = _walk(rng, total, (height, width, words_out))
        per_channel = int(rng.integers(2))
        weights = outer * ky * kx * blocks * taps
        params = drained * config.param_words(bool(per_channel))
        if weights + params > total // 2 or len(out) < height * width * words_out:
            continue
        weight_base = int(rng.integers(total - weights + 1))
        param_base = int(rng.integers(total - params + 1))
        read = samples | {*range(weight_base, weight_base + weights)}
        if out & (read | {*range(param_base, param_base + params)}):
            continue
        origins = [int(v) for v in rng.integers(-40, 4, 2)]
        if rng.integers(2):
            origins = [int(v) for v in rng.integers(-2, 1, 2)]
        names = ("outer", "ky", "kx", "block", "row", "column")
        return Instruction.make(
            Opcode.TILE, fir=int(fir), maximum=int(config.has_maximum and rng.integers(3) == 0), per_channel=per_channel,
            first_group=first_group, weight_cols=taps, weight_base=weight_base,
            fence=1, fence_weights=1, in_base=in_base,
            **{f"in_{name}_step": step for name, step in zip(names, in_steps, strict=True)},
            in_height=int(rng.choice((1, 2, 4, 9, 64, 4095))),
            in_width=int(rng.choice((1, 2, 4, 9, 64, 4095))),
            origin_y=origins[0], origin_x=origins[1], kernel_height=ky, kernel_width=kx,
            stride_y=stride_y, stride_x=stride_x, dilation_y=dilation_y, dilation_x=dilation_x,
            in_blocks=blocks, out_height=height, out_width=width, block_groups=block_groups,
            pitch=pitch, outer_blocks=outer, out_base=out_base, out_row_step=out_steps[0],
            out_column_step=out_steps[1], out_block_step=out_steps[2], param_base=param_base,
            groups=groups, pad=int(rng.choice((-128, 0, 127, int(rng.integers(-128, 128))))), **_requantization(rng),
        )  # fmt: skip


def _put_parameters(rng: np.random.Generator, config: Config, words: np.ndarray, tile: Instruction):
    """Parameters that leave most results between the clamps; random bytes would hide the sums."""
    count = config.param_words(bool(tile["per_channel"]))
    groups = min(tile["groups"], tile["outer_blocks"] * tile["block_groups"])
    for group in range(groups):
        piece = rng.integers(0, 256, (config.lanes, count * config.lane_slice), dtype=np.uint8)
        bias = rng.integers(-(1 << 31), 1 << 31, config.lanes) >> int(rng.choice((0, 12, 15, 20)))
        piece[:, :4] = bias.astype("<i4").view(np.uint8).reshape(-1, 4)
        if tile["per_channel"]:
            shift = rng.integers(-10, -3, config.lanes) if rng.integers(4) else piece[:, 8]
            piece[:, 8] = np.where(shift & 63 == 32, 0, shift).astype(np.int8).view(np.uint8)
        pieces = piece.reshape(config.lanes, count, config.lane_slice).transpose(1, 0, 2)
        at = tile["param_base"] + group * count
        words[at : at + count] = pieces.reshape(count, config.rows).view(np.int8)


def deep_tile(rng: np.random.Generator, config: Config) -> Instruction:
    """TILE with so many passes that its sums use most bits of an accumulator."""
    quarter = config.scratchpad_words // 4
    passes = int(rng.integers(quarter // 2, 2 * quarter - 8))
    shift = -int(rng.integers(6, 20))
    return Instruction.make(
        Opcode.TILE, maximum=int(config.has_maximum and rng.integers(2)), weight_cols=1, weight_base=0, fence=1,
        fence_weights=1, in_base=int(rng.integers(passes)), in_height=1, in_width=2,
        in_column_step=1, kernel_height=1, kernel_width=1, stride_y=1, stride_x=1, dilation_y=1,
        dilation_x=1, in_blocks=passes, in_block_step=int(rng.integers(2)), out_height=1,
        out_width=2, block_groups=1, outer_blocks=1, groups=1, out_base=3 * quarter,
        out_column_step=1, param_base=2 * quarter, shift=shift, multiplier=(1 << 31) - 1,
        clamp_min=-128, clamp_max=127,
    )  # fmt: skip


def filter_tile(rng: np.random.Generator, config: Config) -> Instruction:
    """TILE with FIR filters of many taps, all channels drained, whose results are seldom clamped."""
    while True:
        tile = wide_tile(rng, config, None)
        if (
            tile["fir"]
            and tile["weight_cols"] >= min(config.cols, 3)
            and tile["groups"] >= tile["outer_blocks"] * tile["block_groups"] > 1
        ):
            shift = -int(rng.integers(6, 10))
            return _with(tile, per_channel=0, maximum=0, shift=shift, clamp_min=-128, clamp_max=127)


def wide_scenario(
    rng: np.random.Generator, config: Config, count: int = 6, *, filters: bool = False
) -> Scenario:
    """TILEs and VECTORs whose fields use all their bits, and tables; ``filters``: with FIR only."""
    while True:
        image = _Image(rng, config)
        words = random_words(rng, config).astype(np.int8)
        if rng.integers(4) == 0:  # the largest products
            words = np.where(words < 0, -128, 127).astype(np.int8)
        tables = config.scratchpad_words - config.table_words
        commands = [image.copy(Opcode.LOAD, image.source, signal_compute=1)]
        compute = [
            Instruction.make(Opcode.TABLE, table=i, base=int(rng.integers(tables + 1)))
            for i in range(2)
        ]
        for _ in range(count):
            kind = int(rng.integers(12))
            if filters and config.has_fir:
                compute.append(filter_tile(rng, config))
                _put_parameters(rng, config, words, compute[-1])
                continue
            if kind < 4:
                compute.append(wide_vector(rng, config))
                continue
            tile = deep_tile(rng, config) if kind == 4 else wide_tile(rng, config, None)
            if kind > 8:
                compute.append(_with(tile, keep=1, outer_blocks=1))
                tile = wide_tile(rng, config, (tile["out_height"], tile["out_width"]))
            compute.append(tile)
            _put_parameters(rng, config, words, tile)
        content = words.view(np.uint8).reshape(-1)
        image.memory[image.source : image.source + len(content)] = content
        compute[0] = _with(compute[0], wait_load=1)
        compute[-1] = _with(compute[-1], signal_store=1)
        commands += [*compute, image.copy(Opcode.STORE, image.target, wait_compute=1)]
        scenario = image.solve("wide fields", commands)
        if _legal(scenario):
            return scenario


def bit_scenarios(rng: np.random.Generator, config: Config) -> list[Scenario]:
    """Commands with one bit that must be 0, fields at and beyond their limits, and other STARTs.

    A legal command waits for a token for ever, so that its error is another one.
    """
    start, end = Instruction.start(config), Instruction.make(Opcode.END)
    found: list[tuple[str, list[bytes]]] = []
    for bit in range(4, 512):
        data = bytearray(start.to_bytes())
        data[bit // 8] ^= 1 << bit % 8
        found.append((f"START with another bit {bit}", [bytes(data), end.to_bytes()]))
    quarter = config.scratchpad_words // 4
    good = [
        Instruction.make(Opcode.LOAD, lines=1, words=1, line_bytes=1, step=1),
        Instruction.make(Opcode.STORE, lines=1, line_bytes=1, step=1),
        deep_tile(rng, config),
        Instruction.make(Opcode.VECTOR, height=1, width=1, blocks=1, out_base=quarter),
        Instruction.make(Opcode.TABLE),
        Instruction.make(Opcode.SYNC),
        end,
    ]
    for instruction in good:
        command = COMMANDS[instruction.opcode]
        name = instruction.opcode.name
        raw = instruction.to_bytes()
        for bit in range(512):
            if command.reserved[bit // 32] >> bit % 32 & 1:
                data = bytearray(raw)
                data[bit // 8] |= 1 << bit % 8
                found.append((f"reserved bit {bit} of {name}", [start.to_bytes(), bytes(data)]))
        for field in command.fields:
            low, high = field.bounds(config)
            least, most = field.representable
            values = {low - 1, high + 1, least, most, 0}
            values |= {high + (1 << i) for i in range(field.width)}
            values |= {1 << i for i in range(field.width)} | {low, high}
            values |= {low - (1 << i) for i in range(field.width)}
            for value in sorted(values):
                if field.name == "opcode" or not least <= value <= most:
                    continue
                if field.name.startswith(("wait", "signal")) and low < high:
                    continue
                waits = {}
                if low <= value <= high and instruction.opcode != Opcode.END:
                    queue = command.queue
                    waits = {"wait_load" if queue == Queue.COMPUTE else "wait_compute": 1}
                data = _with(instruction, **{field.name: value, **waits}).to_bytes()
                code = [start.to_bytes(), data, *([end.to_bytes()] if waits else [])]
                found.append((f"{field.name}={value} of {name}", code))
    scenarios = []
    for name, code in found:
        memory = np.frombuffer(b"".join(code) + bytes(64 * 5), np.uint8).copy()
        scenarios.append(_solve(config, name, memory, 0, (0, 0, 0, 0)))
        assert scenarios[-1].error, name
    return scenarios


def count_scenario(rng: np.random.Generator, config: Config) -> Scenario:
    """Loops of VECTOR and TILE that use most bits of their counters, one at a time.

    Results fall on the same words, so that the last ones say how often a loop went round.
    """
    image = _Image(rng, config)
    total = config.scratchpad_words
    out, params = total - 8, total - 32
    words = rng.integers(-30, 31, (total, config.rows)).astype(np.int8)
    compute: list[Instruction] = []
    last = {"clamp_min": -128, "clamp_max": 127, "multiplier": (1 << 31) - 1}
    for level, limit in (("row", "height"), ("column", "width"), ("block", "blocks")):
        for count in (0x2AA, 0x155, 0xAAA):
            counts = {"height": 1, "width": 1, "blocks": 1, limit: count}
            step = {f"{name}_{level}_step": int(count < total - 64) for name in ("a", "b")}
            compute.append(
                Instruction.make(
                    Opcode.VECTOR, combine=1, a_base=2, b_base=5, out_base=out + len(compute) % 7,
                    **counts, **step, **last,
                )
            )  # fmt: skip
    tile = Instruction.make(
        Opcode.TILE, fence=1, fence_weights=1, weight_cols=1, in_base=3, in_height=4095,
        in_width=4095, kernel_height=1, kernel_width=1, stride_y=1, stride_x=1, dilation_y=1,
        dilation_x=1, in_blocks=1, out_height=1, out_width=1, block_groups=1, outer_blocks=1,
        groups=1, param_base=params, shift=-7, pad=3, **last,
    )  # fmt: skip
    for fields in (
        {"kernel_height": 0xAA, "in_ky_step": 1},
        {"kernel_height": 0x55, "in_ky_step": 2, "dilation_y": 63, "in_height": 2000},
        {"kernel_width": 0xAA, "in_kx_step": 1},
        {"kernel_width": 0x55, "in_kx_step": 2, "dilation_x": 63, "in_width": 2000},
        {"in_blocks": 0x2AA, "in_block_step": 1},
        {"in_blocks": 0x155, "in_block_step": 2},
        {"outer_blocks": 0xAA, "in_outer_step": 1, "groups": 8},
        {"outer_blocks": 0x55, "in_outer_step": 2, "groups": 0xAAAA, "param_base": 600},
    ):
        compute.append(_with(tile, out_base=out + len(compute) % 7, **fields))
    if config.has_fir:
        for pitch in (0xAAA, 0x555, 0x2AA, int(rng.integers(512, 1024))):
            compute.append(
                _with(
                    tile, fir=1, weight_cols=2, pitch=pitch, out_height=2, in_row_step=5,
                    in_column_step=1, in_width=7, out_base=out, out_row_step=1, shift=-5,
                )
            )  # fmt: skip
    for command in compute:
        if command.opcode == Opcode.TILE:
            _put_parameters(rng, config, words, _with(command, groups=min(command["groups"], 4)))
    content = words.view(np.uint8).reshape(-1)
    image.memory[image.source : image.source + len(content)] = content
    commands = [image.copy(Opcode.LOAD, image.source, signal_compute=1)]
    compute[0] = _with(compute[0], wait_load=1)
    for i, command in enumerate(compute):
        # Seven results, then they are stored.
        here = (i + 1) % 7 == 0 or i + 1 == len(compute)
        wait = {"wait_store": 1} if i and i % 7 == 0 else {}
        commands.append(_with(command, **wait, **({"signal_store": 1} if here else {})))
        if here:
            commands.append(
                image.copy(
                    Opcode.STORE, image.target + i // 7 * config.scratchpad_bytes, wait_compute=1,
                    **({} if i + 1 == len(compute) else {"signal_compute": 1}),
                )
            )  # fmt: skip
    scenario = image.solve("counts", commands)
    assert _legal(scenario), scenario.error
    return scenario


def long_scenarios(rng: np.random.Generator, config: Config) -> list[Scenario]:
    """Counts that use most bits of their counters: lines, bytes of a line, commands."""
    scenarios = []
    image = _Image(rng, config)
    lines = Instruction.make(
        Opcode.LOAD, lines=0xAAAA, line_bytes=1, words=1, step=1, line_step=1,
        **image.at(image.source),
    )  # fmt: skip
    lines = _with(lines, line_step=0, base=7)
    commands = [
        image.copy(Opcode.LOAD, image.source),
        _with(lines, memory_line_step=0, signal_store=1),
        Instruction.make(
            Opcode.STORE, lines=0x5555, line_bytes=1, step=1, base=7, wait_load=1,
            **image.at(image.target),
        ),
    ]  # fmt: skip
    scenarios.append(image.solve("many lines", commands))
    for opcode in (Opcode.LOAD, Opcode.STORE):
        # Each word over the one before: the scratchpad is small.
        image = _Image(rng, config, more=0xB_0000)
        words = {"words": 0xAAAA} if opcode == Opcode.LOAD else {}
        commands = [
            Instruction.make(
                opcode, lines=1, line_bytes=0xA_AAAA, step=config.rows, base=3,
                **image.at(image.source if opcode == Opcode.LOAD else image.target), **words,
            ),
        ]  # fmt: skip
        if opcode == Opcode.LOAD:
            commands[0] = _with(commands[0], signal_store=1)
            commands.append(image.copy(Opcode.STORE, image.target, wait_load=1))
        else:
            commands.insert(0, image.copy(Opcode.LOAD, image.source, signal_store=1))
            commands[1] = _with(commands[1], wait_load=1)
        scenarios.append(image.solve(f"a long {opcode.name}", commands))
    for count in (0x1555, 0x2AAA):
        sync = Instruction.make(Opcode.SYNC).to_bytes()
        code = Instruction.start(config).to_bytes() + sync * (count - 1) + bytes(64 * 6)
        memory = np.frombuffer(code, np.uint8).copy()
        scenarios.append(_solve(config, f"fault of command {count}", memory, 0, (0, 0, 0, 0)))
    return scenarios


_SIGNALS = {Queue.LOAD: "load", Queue.COMPUTE: "compute", Queue.STORE: "store"}


def _chained(steps: list[tuple[Queue, Instruction]]) -> list[Instruction]:
    """Each command waits for the one before, if that is in another queue."""
    commands = [command for _, command in steps]
    for i in range(1, len(steps)):
        before, after = steps[i - 1][0], steps[i][0]
        if before != after:
            commands[i - 1] = _with(commands[i - 1], **{f"signal_{_SIGNALS[after]}": 1})
            commands[i] = _with(commands[i], **{f"wait_{_SIGNALS[before]}": 1})
    return commands


def chain_scenario(rng: np.random.Generator, config: Config, count: int = 24) -> Scenario:
    """LOADs, VECTORs and STOREs in any order, each after the other: no token can be missed."""
    while True:
        image = _Image(rng, config)
        steps = [(Queue.LOAD, image.copy(Opcode.LOAD, image.source))]
        for _ in range(count):
            queue = Queue(int(rng.integers(3)))
            if queue == Queue.COMPUTE:
                command = Instruction.make(Opcode.SYNC)
                if rng.integers(3):
                    command = _with(wide_vector(rng, config), table_a=0, table_b=0)
            else:
                opcode = Opcode.LOAD if queue == Queue.LOAD else Opcode.STORE
                command = _transfer(rng, image, opcode)
            steps.append((queue, command))
        steps.append((Queue.STORE, image.copy(Opcode.STORE, image.target + 4096)))
        scenario = image.solve("chain", _chained(steps))
        if _legal(scenario):
            return scenario


def slack_scenario(rng: np.random.Generator, config: Config) -> Scenario:
    """Tokens that are given and taken at the same time, with some left over all the while."""
    image = _Image(rng, config)
    slack = 6

    def give() -> Instruction:
        return Instruction.make(
            Opcode.LOAD, lines=int(rng.integers(1, 3)), line_bytes=int(rng.integers(1, 40)), step=1,
            words=1, base=1, signal_compute=1, **image.at(image.source),
        )  # fmt: skip

    take = Instruction.make(Opcode.SYNC, wait_load=1)
    commands = [give() for _ in range(slack)]
    for _ in range(20):
        commands += [give(), take] if rng.integers(2) else [take, give()]
    return image.solve("tokens given and taken at once", [*commands, *[take] * slack])


def token_scenarios(rng: np.random.Generator, config: Config) -> list[Scenario]:
    """All tokens of each pair of queues, one too many, and waits that never end."""
    scenarios = []
    for giver in Queue:
        for taker in Queue:
            if giver == taker:
                continue
            image = _Image(rng, config)
            add = functools.partial(image.solve, fresh=True)

            def small(queue: Queue, image=image, **fields: int) -> Instruction:
                if queue == Queue.COMPUTE:
                    return Instruction.make(Opcode.SYNC, **fields)
                if queue == Queue.LOAD:
                    fields |= {"words": 1, "base": 1}  # not the word that a STORE reads
                area = image.source if queue == Queue.LOAD else image.target
                opcode = Opcode.LOAD if queue == Queue.LOAD else Opcode.STORE
                return Instruction.make(
                    opcode, lines=1, line_bytes=1, step=1, **image.at(area), **fields
                )

            gives = {f"signal_{_SIGNALS[taker]}": 1}
            waits = {f"wait_{_SIGNALS[giver]}": 1}
            name = f"from {giver.name} to {taker.name}"
            give, take = small(giver, **gives), small(taker, **waits)
            for count in (1, 3, TOKEN_MAX):
                commands = [*[give] * count, *[take] * count]
                scenarios.append(add(f"{count} tokens {name}", commands))
            for count in (1, TOKEN_MAX):
                commands = [*[give] * count, *[take] * (count + 1)]
                scenarios.append(add(f"a token less {name}", commands))
            scenarios.append(add(f"a token more {name}", [give] * (TOKEN_MAX + 1)))
            mixed = [give, take] * 20
            scenarios.append(add(f"tokens in turn {name}", mixed))
    return scenarios
