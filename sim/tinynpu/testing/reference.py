"""Compute commands one by one: literal loops from docs/architecture.md, and random legal commands.

Independent of the ISS and of the golden model, and slow: for tests of both and of the RTL.
"""

import numpy as np

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.config import Config
from tinynpu.arch.isa import Opcode

__all__ = [
    "Reference",
    "random_commands",
    "random_tile",
    "random_vector",
    "random_words",
    "regions_of",
]


def _wrap(value, width):
    """Two's complement of ``width`` bits."""
    half = 1 << (width - 1)
    return (value + half) % (1 << width) - half


def _requantize(value, multiplier, shift, zero_point, low, high, round_once):
    """The documented formula on one Python integer."""
    value = _wrap(value << max(shift, 0), 32)
    right = max(-shift, 0)
    if round_once:
        value = (value * multiplier + (1 << (30 + right))) >> (31 + right)
    else:
        value = (value * multiplier + (1 << 30)) >> 31
        mask = (1 << right) - 1
        value = (value >> right) + ((value & mask) > (mask >> 1) + (value < 0))
    return min(max(value + zero_point, low), high)


class Reference:
    """Scratchpad and tables, changed by commands one after the other."""

    def __init__(self, config, words):
        self.config = config
        self.words = words.copy()
        self.tables = np.zeros((2, 256), np.int64)
        self.kept = None

    def run(self, command):
        getattr(self, command.opcode.name.lower())(dict(command.values))

    def sync(self, f):
        pass

    def table(self, f):
        config, entries = self.config, []
        for i in range(config.table_words):
            entries.append(bytes(self.words[(f["base"] + i) & 0xFFFF].astype(np.uint8)))
        if config.rows >= 4:
            raw = b"".join(word[: 4 * config.table_entries_per_word] for word in entries)
        else:
            n = -(-4 // config.rows)
            raw = b"".join(b"".join(entries[i : i + n])[:4] for i in range(0, len(entries), n))
        self.tables[f["table"]] = np.frombuffer(raw, "<i4")

    def vector(self, f):
        for i in range(f["height"]):
            for s in range(f["width"]):
                for k in range(f["blocks"]):
                    at = {
                        x: (
                            f[f"{x}_base"]
                            + i * f[f"{x}_row_step"]
                            + s * f[f"{x}_column_step"]
                            + k * f[f"{x}_block_step"]
                        )
                        & 0xFFFF
                        for x in ("a", "b", "out")
                    }
                    result = []
                    for r in range(self.config.rows):
                        a = int(self.words[at["a"], r])
                        a = int(self.tables[0, a & 255]) if f["table_a"] else a
                        if f["combine"]:
                            b = int(self.words[at["b"], r])
                            b = int(self.tables[1, b & 255]) if f["table_b"] else b
                            a = a + b if f["combine"] == 1 else _wrap(a, 16) * _wrap(b, 16)
                        result.append(self.requantize(f, _wrap(a + f["bias"], 32)))
                    self.words[at["out"]] = result

    @staticmethod
    def requantize(f, value, multiplier=None, shift=None):
        return _requantize(
            value,
            f["multiplier"] if multiplier is None else multiplier,
            f["shift"] if shift is None else shift,
            f["zero_point"],
            f["clamp_min"],
            f["clamp_max"],
            f["round_once"],
        )

    @staticmethod
    def inside(f, y, x):
        """Whether coordinates, which wrap at 14 bits, are those of a sample and not of padding."""
        return 0 <= _wrap(y, 14) < f["in_height"] and 0 <= _wrap(x, 14) < f["in_width"]

    def sample(self, f, y, x, address):
        if self.inside(f, y, x):
            return self.words[address & 0xFFFF]
        return np.full(self.config.rows, f["pad"], np.int64)

    def tile(self, f):
        config = self.config
        weight_at = f["weight_base"]
        count = 0
        for j in range(f["outer_blocks"]):
            entries, self.kept = self.kept, None
            for ky in range(f["kernel_height"]):
                for kx in range(f["kernel_width"]):
                    for b in range(f["in_blocks"]):
                        weights = np.zeros((config.cols, config.rows), np.int64)
                        for c in range(f["weight_cols"]):
                            weights[c] = self.words[(weight_at + c) & 0xFFFF]
                        weight_at += f["weight_cols"]
                        outputs = self.one_pass(f, j, ky, kx, b, weights)
                        if entries is None:
                            entries = outputs
                        elif f["maximum"]:
                            entries = np.maximum(entries, outputs)
                        else:
                            entries = entries + outputs
                        entries = _wrap(entries, config.accumulator_width)
            assert entries is not None
            if f["keep"]:
                self.kept = entries
                return
            for group in range(min(f["block_groups"], f["groups"] - count)):
                self.drain(f, count, entries[:, group * config.lanes :][:, : config.lanes])
                count += 1

    def one_pass(self, f, j, ky, kx, b, weights):
        config = self.config
        pitch = f["pitch"] if f["fir"] else f["out_width"]
        samples = []
        for i in range(f["out_height"] + 1 + config.cols if f["fir"] else f["out_height"]):
            for s in range(pitch):
                samples.append(
                    self.sample(
                        f,
                        f["origin_y"] + i * f["stride_y"] + ky * f["dilation_y"],
                        f["origin_x"]
                        + s * (1 if f["fir"] else f["stride_x"])
                        + kx * f["dilation_x"],
                        f["in_base"]
                        + j * f["in_outer_step"]
                        + ky * f["in_ky_step"]
                        + kx * f["in_kx_step"]
                        + b * f["in_block_step"]
                        + i * f["in_row_step"]
                        + s * f["in_column_step"],
                    )
                )
        outputs = []
        if not f["fir"]:
            return np.array([weights @ sample for sample in samples])
        taps = f["weight_cols"]
        for i in range(f["out_height"]):
            for o in range(f["out_width"]):
                n = i * pitch + o * f["stride_x"]
                lanes = np.zeros(config.cols, np.int64)
                for c in range(taps):
                    lanes[: config.rows] += weights[c] * samples[n + taps - 1 - c]
                outputs.append(lanes)
        return np.array(outputs)

    def drain(self, f, count, values):
        config = self.config
        words = config.param_words(bool(f["per_channel"]))
        q = f["first_group"] + count
        positions = config.rows // config.lanes
        for lane in range(values.shape[1]):
            piece = b"".join(
                bytes(self.words[(f["param_base"] + count * words + k) & 0xFFFF].astype(np.uint8))[
                    lane * config.lane_slice : (lane + 1) * config.lane_slice
                ]
                for k in range(words)
            )
            bias = int.from_bytes(piece[:4], "little", signed=True)
            multiplier = shift = None
            if f["per_channel"]:
                multiplier = int.from_bytes(piece[4:8], "little") & 0x7FFFFFFF
                shift = _wrap(piece[8], 6)
            for n in range(len(values)):
                i, s = divmod(n, f["out_width"])
                at = (
                    f["out_base"]
                    + i * f["out_row_step"]
                    + s * f["out_column_step"]
                    + q // positions * f["out_block_step"]
                ) & 0xFFFF
                value = _wrap(int(values[n, lane]) + bias, 32)
                self.words[at, q % positions * config.lanes + lane] = self.requantize(
                    f, value, multiplier, shift
                )


def random_tile(rng, config, regions, outputs=None):
    """A legal TILE whose reads stay in ``regions['in'], ['weights'], ['params']``.

    ``outputs`` is its height and width; without it they are random.
    """
    fir = bool(config.has_fir and rng.integers(2))
    channels_in = int(rng.integers(1, 3))
    height, width = (int(v) for v in rng.integers(1, 6, 2))
    stride_y, stride_x = (int(v) for v in rng.integers(1, 3, 2))
    taps_x = int(rng.integers(1, min(4, config.cols) + 1)) if fir else 1
    kernel_height = int(rng.integers(1, 4))
    kernel_width = 1 if fir else int(rng.integers(1, 4))
    outer = int(rng.integers(1, 4))
    while True:
        out_height, out_width = outputs or (int(v) for v in rng.integers(1, 7, 2))
        if out_height * out_width <= config.accumulator_depth:
            break
    row_words = width * channels_in
    per_channel = int(rng.integers(2))
    block_groups = int(rng.integers(1, config.cols // config.lanes + 1))
    positions = config.rows // config.lanes
    span = (out_width - 1) * stride_x + 1
    weight_cols = taps_x if fir else int(rng.integers(1, config.cols + 1))
    # Weights must not reach into the results: a TILE's weights are loaded while results are written.
    in_blocks = 1 if fir else channels_in
    room = regions["params"] - regions["weights"]
    while outer * kernel_height * kernel_width * in_blocks * weight_cols > room:
        if outer > 1:
            outer -= 1
        elif kernel_width > 1:
            kernel_width -= 1
        else:
            kernel_height -= 1
    return Instruction.make(
        Opcode.TILE,
        # No results are read: every fence is right.
        fence=int(rng.integers(2)),
        fence_weights=int(rng.integers(2)),
        fence_distance=int(rng.integers(4)),
        fir=int(fir),
        maximum=int(config.has_maximum and rng.integers(4) == 0),
        per_channel=per_channel,
        round_once=int(rng.integers(2)),
        first_group=int(rng.integers(positions)),
        weight_cols=weight_cols,
        in_base=regions["in"],
        in_column_step=channels_in * (1 if fir else stride_x),
        in_row_step=row_words * stride_y,
        in_kx_step=channels_in,
        in_ky_step=row_words,
        in_block_step=0 if fir else 1,
        in_outer_step=int(rng.integers(channels_in)) if fir else 0,
        weight_base=regions["weights"],
        in_height=height,
        in_width=width,
        kernel_height=kernel_height,
        origin_y=0,
        origin_x=0,
        kernel_width=kernel_width,
        stride_y=stride_y,
        stride_x=stride_x,
        dilation_y=1,
        dilation_x=1,
        in_blocks=in_blocks,
        out_height=out_height,
        out_width=out_width,
        block_groups=block_groups,
        pitch=span + int(rng.integers(0, 4)) if fir else 0,
        outer_blocks=outer,
        # Mostly a scale at which sums of a few products spread over the results' range.
        shift=int(rng.integers(-12, 4) if rng.integers(4) == 0 else rng.integers(-11, -5)),
        out_base=regions["out"],
        out_row_step=out_width * 16,
        out_column_step=16,
        out_block_step=1,
        param_base=regions["params" if per_channel else "biases"],
        groups=int(rng.integers(1, outer * block_groups + 2)),
        multiplier=int(rng.integers(1 << 30, 1 << 31)),
        pad=int(rng.integers(-128, 128)),
        zero_point=int(rng.integers(-128, 128)),
        clamp_min=-128 + int(rng.integers(0, 20)),
        clamp_max=127 - int(rng.integers(0, 20)),
    )


def _shifted(tile, **changes):
    """The TILE with an origin that makes padding, its base moved along."""
    values = {**dict(tile.values), **changes}
    values["in_base"] = (
        values["in_base"]
        + values["origin_y"] * values["in_ky_step"]
        + values["origin_x"] * values["in_kx_step"]
    ) & 0xFFFF
    del values["opcode"]
    return Instruction.make(Opcode.TILE, **values)


def random_vector(rng, config, regions, rows=3):
    table_a, table_b = (int(v) for v in rng.integers(0, 2, 2))
    if rng.integers(4) == 0:
        shift, most = int(rng.integers(-20, 3)), 2**31
    elif table_a or table_b:
        shift, most = int(rng.integers(-25, -21)), 2**30  # their entries have 32 bits
    else:
        shift, most = int(rng.integers(-7, 1)), 2**6
    return Instruction.make(
        Opcode.VECTOR,
        combine=int(rng.integers(3 if config.has_product else 2)),
        table_a=table_a,
        table_b=table_b,
        round_once=int(rng.integers(2)),
        a_base=regions["in"],
        a_column_step=2,
        a_row_step=8,
        a_block_step=1,
        b_base=regions["weights"],
        b_column_step=int(rng.integers(3)),
        b_row_step=5,
        b_block_step=1,
        out_base=regions["out"],
        out_column_step=2,
        out_row_step=8,
        out_block_step=1,
        height=rows,
        width=int(rng.integers(1, 5)),
        blocks=int(rng.integers(1, 3)),
        shift=shift,
        bias=int(rng.integers(-most, most)),
        multiplier=int(rng.integers(1 << 30, 1 << 31)),
        zero_point=int(rng.integers(-128, 128)),
        clamp_min=-128,
        clamp_max=127,
    )


def random_words(rng, config):
    """Random bytes, but none that would be the undefined shift -32.

    Most parameters of channels have a scale at which results differ instead of being clamped.
    """
    words = rng.integers(-128, 128, (config.scratchpad_words, config.rows)).astype(np.int64)
    regions = regions_of(config)
    for begin, end, per_channel in (
        (regions["params"], regions["biases"], True),
        (regions["biases"], regions["out"], False),
    ):
        size = config.param_words(per_channel)
        for group in range(begin, end - size + 1, size):
            for lane in range(config.lanes):
                if rng.integers(4) == 0:
                    continue
                here = slice(lane * config.lane_slice, (lane + 1) * config.lane_slice)
                piece = _parameters(rng, size * config.lane_slice)
                words[group : group + size, here] = piece.reshape(size, config.lane_slice)
    return np.where(words & 63 == 32, 0, words)


def _parameters(rng, length):
    """Bias, multiplier and shift of a channel, as many bytes of them as asked for."""
    bias, shift = int(rng.integers(-(2**15), 2**15)), int(rng.integers(-11, -5))
    multiplier = int(rng.integers(2**30, 2**31))
    raw = bias.to_bytes(4, "little", signed=True) + multiplier.to_bytes(4, "little")
    raw += shift.to_bytes(1, signed=True)
    return np.frombuffer(raw.ljust(length, b"\0")[:length], np.int8)


def regions_of(config):
    part = config.scratchpad_words // 16
    return {"in": 0, "weights": 2 * part, "params": 4 * part, "biases": 5 * part, "out": 6 * part}


def random_commands(rng, config: Config, count: int = 6) -> list[Instruction]:
    """Tables, then TILEs with VECTOR and SYNC commands between them."""
    regions = regions_of(config)
    commands = [
        Instruction.make(Opcode.TABLE, table=table, base=regions["in"]) for table in range(2)
    ]
    for _ in range(count):
        origin = {"origin_y": -int(rng.integers(0, 2)), "origin_x": -int(rng.integers(0, 3))}
        tile = random_tile(rng, config, regions)
        parts = int(rng.integers(1, 4)) if rng.integers(2) else 1
        for _ in range(parts - 1):
            # The sums go on in another TILE.
            commands.append(_shifted(tile, keep=1, outer_blocks=1, **origin))
            if rng.integers(3) == 0:
                commands.append(random_vector(rng, config, regions))
            tile = random_tile(rng, config, regions, (tile["out_height"], tile["out_width"]))
        commands.append(_shifted(tile, **origin))
        if rng.integers(2):
            commands.append(random_vector(rng, config, regions))
        if rng.integers(3) == 0:
            commands.append(Instruction.make(Opcode.SYNC))
    return commands
