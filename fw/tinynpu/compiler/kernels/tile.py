"""TILE commands of convolutions, pools and fully connected layers."""

import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import Opcode
from tinynpu.compiler.ir.dialect import Dense, Depthwise
from tinynpu.compiler.kernels.base import Chunk, KernelCommands, Step
from tinynpu.compiler.layout import Box, Placement, parameter_words
from tinynpu.compiler.transfers import Packing

__all__ = ["Piece", "TileCommands"]

_LIMITS = {
    "in_height": 4095, "in_width": 4095, "kernel_height": 255, "kernel_width": 255, "stride_y": 15,
    "stride_x": 15, "dilation_y": 63, "dilation_x": 63, "in_blocks": 4095, "out_height": 4095,
    "out_width": 4095, "pitch": 4095,
}  # fmt: skip


_SMALL_WORDS = 160
"""Words of the smallest chunk at the begin and at the end of a program."""


def _even(sizes: list[int], most: int) -> list[int]:
    """How many blocks each chunk gets: as many as fit, as even as possible."""
    counts, size = [0], 0
    for words in sizes:
        if counts[-1] and size + words > most:
            counts.append(0)
            size = 0
        counts[-1] += 1
        size += words
    per = -(-len(sizes) // len(counts))
    even = [min(per, len(sizes) - i) for i in range(0, len(sizes), per)]
    ends = np.cumsum([0, *even]).tolist()
    return even if all(sum(sizes[a:b]) <= most for a, b in itertools.pairwise(ends)) else counts


def _ramp(sizes: list[int], counts: list[int]) -> list[int]:
    """The first chunk cut into pieces that double in size."""
    first, pieces, at, limit = counts[0], [], 0, _SMALL_WORDS
    while at < first:
        count = 1
        while at + count < first and sum(sizes[at : at + count + 1]) <= limit:
            count += 1
        pieces.append(count)
        at += count
        limit *= 2
    return [*pieces, *counts[1:]]


@dataclasses.dataclass(frozen=True)
class Piece:
    """Passes of an outer block that follow each other: kernel rows, kernel columns, input blocks."""

    y: range
    x: range
    blocks: range

    @property
    def passes(self) -> int:
        """How many."""
        return len(self.y) * len(self.x) * len(self.blocks)

    def first(self, shape: tuple[int, int, int]) -> int:
        """Number of the first of them in a block of this shape."""
        return (self.y.start * shape[1] + self.x.start) * shape[2] + self.blocks.start


def _parts_of(count: int, most: int) -> list[range]:
    """0 … count − 1 in parts of at most so many, as even as possible."""
    size = -(-count // -(-count // most))
    return [range(first, min(first + size, count)) for first in range(0, count, size)]


class TileCommands(KernelCommands):
    """TILE commands of a sum over windows (`Dense`) or of channels by themselves (`Depthwise`).

    With the FIR mode a kernel row of a depthwise convolution is one pass; else (dilated, a kernel row
    wider than the array, fewer columns than rows, or the maximum) each tap is a pass with a diagonal
    of weights.

    Members
    -------
    blocks
        Weight words and parameter words of each outer block.
    passes
        Passes of an outer block.
    fir
        Whether the FIR mode is used.
    pieces
        Parts of the passes whose weights are loaded at once; more than one if a block is larger than
        the attribute ``piece`` (words).
    """

    def __init__(self, op: Dense | Depthwise, config: Config):
        super().__init__(op, config)
        self.kernel = op.get("kernel")
        self.stride = op.get("stride")
        self.dilation = op.get("dilation")
        self.padding = op.get("padding")
        self.bias = op.get("bias")
        self.multiplier = op.get("multiplier")
        self.shift = op.get("shift")
        self.regions = op.get("regions")
        self.uniform = bool(
            (self.multiplier == self.multiplier[0]).all() and (self.shift == self.shift[0]).all()
        )
        self.step, self.apart, self.packed_passes = op.get("packing", (0, 0, 0))
        self.dense = isinstance(op, Dense)
        self.maximum = not self.dense and op.get("maximum")
        kernel_w = self.kernel[1]
        self.fir = (
            not self.dense
            and config.has_fir
            and self.dilation[1] == 1
            and kernel_w <= config.cols
            and not self.maximum
        )
        self.blocks = self._dense_blocks() if self.dense else self._depthwise_blocks()
        self.pieces = self._pieces(op.get("piece", 0))
        for key, value in zip(
            ("kernel_height", "kernel_width", "stride_y", "stride_x", "dilation_y", "dilation_x"),
            (*self.kernel, *self.stride, *self.dilation),
            strict=True,
        ):
            self._limit(key, value)

    def _limit(self, key: str, value: int):
        if value > _LIMITS[key]:
            raise CompileError(
                f"Layer {self.title} must have {key.replace('_', ' ')} of at most {_LIMITS[key]}, "
                f"not {value}."
            )

    def _parameters(self, first: int, last: int) -> np.ndarray:
        bias = self.bias[first:last]
        if self.uniform:
            return parameter_words(self.config, bias)
        return parameter_words(
            self.config, bias, self.multiplier[first:last], self.shift[first:last]
        )

    def _dense_blocks(self) -> list[tuple[np.ndarray, np.ndarray]]:
        words = self.op.get("words")
        channels, kernel_h, passes, in_blocks, rows = words.shape
        self.channels = channels
        self.block = self.config.block_cols
        self.cols = min(self.block, channels)
        self.shape_of_pass = (kernel_h, passes, in_blocks)
        self._limit("in_blocks", in_blocks)
        count = -(-channels // self.block)
        padded = np.zeros((count * self.block, *words.shape[1:]), np.int8)
        padded[:channels] = words
        padded = padded.reshape(count, self.block, -1, rows)[:, : self.cols]
        blocks = []
        for number in range(count):
            first = number * self.block
            part = np.ascontiguousarray(padded[number].transpose(1, 0, 2)).reshape(-1, rows)
            blocks.append((part, self._parameters(first, min(first + self.block, channels))))
        return blocks

    def _depthwise_blocks(self) -> list[tuple[np.ndarray, np.ndarray]]:
        taps = self.op.get("taps")
        kernel_h, kernel_w, channels = taps.shape
        rows = self.config.rows
        self.channels = channels
        in_blocks = -(-channels // rows)
        padded = np.zeros((kernel_h, kernel_w, in_blocks * rows), np.int8)
        padded[:, :, :channels] = taps
        self.block = rows if self.fir else min(self.config.block_cols, rows)
        self.cols = kernel_w if self.fir else self.block
        self.shape_of_pass = (kernel_h, 1 if self.fir else kernel_w, 1)
        self.per_word = rows // self.block
        blocks = []
        for b in range(in_blocks):
            weights, parameters = [], []
            for first in range(b * rows, (b + 1) * rows, self.block):
                if self.fir:
                    # The taps of a row from the last to the first.
                    part = padded[:, ::-1, first : first + rows].reshape(-1, rows)
                else:
                    part = np.zeros((kernel_h * kernel_w, self.block, rows), np.int8)
                    for c in range(self.block):
                        part[:, c, first % rows + c] = padded[:, :, first + c].reshape(-1)
                    part = part.reshape(-1, rows)
                weights.append(part)
                if first < channels:
                    parameters.append(self._parameters(first, min(first + self.block, channels)))
            blocks.append((np.concatenate(weights), np.concatenate(parameters)))
        return blocks

    def _pieces(self, most: int) -> list[Piece]:
        """The passes in parts of at most so many words of weights (0: no limit)."""
        kernel_h, kernel_w, in_blocks = self.shape_of_pass
        whole = Piece(range(kernel_h), range(kernel_w), range(in_blocks))
        if not most or not self.dense or self.passes * self.cols <= most:
            return [whole]
        row, tap = kernel_w * in_blocks * self.cols, in_blocks * self.cols
        if row <= most:
            return [dataclasses.replace(whole, y=part) for part in _parts_of(kernel_h, most // row)]
        if tap <= most:
            return [
                dataclasses.replace(whole, y=range(y, y + 1), x=part)
                for y in range(kernel_h)
                for part in _parts_of(kernel_w, most // tap)
            ]
        return [
            Piece(range(y, y + 1), range(x, x + 1), part)
            for y in range(kernel_h)
            for x in range(kernel_w)
            for part in _parts_of(in_blocks, max(most // self.cols, 1))
        ]

    @property
    def passes(self) -> int:
        """Passes of an outer block."""
        return int(np.prod(self.shape_of_pass))

    def packing(self, index: int) -> Packing | None:
        """See `KernelCommands.packing`."""
        if not self.step:
            return None
        return Packing(self.step, self.padding[1], self.op.get("pad"))

    def place(self, index: int, base: int, box: Box | None = None) -> Placement:
        """See `KernelCommands.place`."""
        if not self.step:
            return super().place(index, base, box)
        height, width, channels = self.op.input_type(0).hwc
        box = Box(box.y0, box.y1, 0, width) if box else Box(0, height, 0, width)
        words = self.shape[1] + (self.packed_passes - 1) * self.apart
        return Placement(base, height, width, channels, words, 1, box)

    def source_box(self, index: int, box: Box) -> Box:
        """See `KernelCommands.source_box`."""
        height, width, channels = self.op.input_type(0).hwc
        if (
            self.dense
            and not self.step
            and self.shape_of_pass[2] > -(-channels // self.config.rows)
        ):
            return Box(0, height, 0, width)  # all pixels are one
        ends = []
        for axis, (first, last, size) in enumerate(
            ((box.y0, box.y1, height), (box.x0, box.x1, width))
        ):
            begin = first * self.stride[axis] - self.padding[axis]
            reach = (self.kernel[axis] - 1) * self.dilation[axis] + 1
            end = (last - 1) * self.stride[axis] - self.padding[axis] + reach
            begin = min(max(begin, 0), size - 1)
            ends.append((begin, max(min(end, size), begin + 1)))
        (y0, y1), (x0, x1) = ends
        return Box(y0, y1, 0, width) if self.step else Box(y0, y1, x0, x1)

    def smallest_chunk(self) -> int:
        """See `KernelCommands.smallest_chunk`."""
        return self._largest_chunk(self.pieces)

    def smaller_piece(self) -> int | None:
        """A value of ``piece`` that makes the smallest chunk smaller; None if there is none."""
        if not self.dense or self.passes == 1:
            return None
        most = max(piece.passes for piece in self.pieces)
        return most // 2 * self.cols if most > 1 else None

    def _largest_chunk(self, pieces: list[Piece]) -> int:
        if len(pieces) == 1:
            return max(len(weights) + len(parameters) for weights, parameters in self.blocks)
        parameters = max(len(parameters) for _, parameters in self.blocks)
        return max(piece.passes for piece in pieces) * self.cols + parameters

    def chunks(self, most: int, *, rise: bool = False, fall: bool = False) -> list[Chunk]:
        """See `KernelCommands.chunks`."""
        if len(self.pieces) > 1:
            return [
                self._chunk(range(j, j + 1), piece)
                for j in range(len(self.blocks))
                for piece in self.pieces
            ]
        return self.runs(self.counts(most, rise=rise, fall=fall))

    def counts(self, most: int, *, rise: bool = False, fall: bool = False) -> list[int]:
        """Outer blocks of each of the `chunks`, if there are no smaller pieces."""
        sizes = [len(weights) + len(parameters) for weights, parameters in self.blocks]
        counts = _even(sizes, most)
        if rise:
            counts = _ramp(sizes, counts)
        if fall:
            counts = _ramp(sizes[::-1], counts[::-1])[::-1]
        return counts

    def runs(self, counts: Sequence[int]) -> list[Chunk]:
        """Chunks of so many outer blocks each, with all their passes."""
        ends = np.cumsum([0, *counts]).tolist()
        return [self._chunk(range(a, b), self.pieces[0]) for a, b in itertools.pairwise(ends)]

    def _chunk(self, run: range, piece: Piece) -> Chunk:
        words = [self.blocks[j][0] for j in run]
        if len(self.pieces) > 1:
            first = piece.first(self.shape_of_pass) * self.cols
            words = [part[first : first + piece.passes * self.cols] for part in words]
        weight_count = sum(len(part) for part in words)
        words += [self.blocks[j][1] for j in run if piece is self.pieces[-1]]

        def steps(box: Box, sources: Sequence[Placement], out: Placement) -> list[Step]:
            result = []
            for part, scaling in self._parts(box):
                result += self._tile(run, piece, weight_count, part, scaling, sources[0], out)
            return result

        return Chunk(np.concatenate(words), steps, self._whole_words(run, piece))

    def _whole_words(self, run: range, piece: Piece) -> range:
        """Words of a pixel of the result that are whole after a run of outer blocks."""
        if piece is not self.pieces[-1]:
            return range(0)
        if not self.dense:
            return run
        rows = self.config.rows
        first, last = run.start * self.block // rows, run.stop * self.block // rows
        return range(first, last if run.stop < len(self.blocks) else -(-self.channels // rows))

    def _parts(self, box: Box) -> list[tuple[Box, dict[str, int]]]:
        """The box, cut where the scaling changes."""
        if self.regions is None:
            uniform = self.uniform
            return [
                (
                    box,
                    {
                        "per_channel": int(not uniform),
                        "multiplier": int(self.multiplier[0]) if uniform else 0,
                        "shift": int(self.shift[0]) if uniform else 0,
                    },
                )
            ]
        result = []
        for y0, y1, x0, x1, multiplier, shift in self.regions.tolist():
            part = box.meet(Box(y0, y1, x0, x1))
            if part:
                scaling = {"per_channel": 0, "multiplier": multiplier, "shift": shift}
                result.append((part, scaling))
        return result

    def _tile(
        self,
        run: range,
        piece: Piece,
        weight_count: int,
        box: Box,
        scaling: dict[str, int],
        source: Placement,
        out: Placement,
    ) -> list[Step]:
        """TILE commands of a run of outer blocks for a box."""
        config, op = self.config, self.op
        stride_y, stride_x = self.stride
        top, left = self.padding
        origin_y = box.y0 * stride_y - top
        if self.step:
            origin_x, step_x, kernel_x = box.x0, 1, self.apart
        else:
            origin_x, step_x, kernel_x = box.x0 * stride_x - left, stride_x, self.dilation[1]
        low, high = op.get("clamp")
        packed_width = source.row_words if self.step else source.width
        fields = {
            **scaling,
            "fir": int(self.fir),
            "maximum": int(self.maximum),
            "round_once": int(op.get("round_once")),
            "zero_point": op.get("zero_point"),
            "clamp_min": low,
            "clamp_max": high,
            "weight_cols": self.cols,
            "in_base": (
                source.word(
                    origin_y + piece.y.start * self.dilation[0],
                    origin_x + piece.x.start * kernel_x,
                )
                + piece.blocks.start
            )
            & 0xFFFF,
            "in_column_step": source.column_words * (1 if self.fir else step_x),
            "in_row_step": source.row_words * stride_y,
            "in_kx_step": source.column_words * kernel_x,
            "in_ky_step": source.row_words * self.dilation[0],
            "in_height": source.height,
            "in_width": packed_width,
            "origin_y": origin_y + piece.y.start * self.dilation[0],
            "origin_x": origin_x + piece.x.start * kernel_x,
            "kernel_height": len(piece.y),
            "kernel_width": len(piece.x),
            "in_blocks": len(piece.blocks),
            "stride_y": stride_y,
            "stride_x": step_x,
            "dilation_y": self.dilation[0],
            "dilation_x": kernel_x,
            "out_height": box.rows,
            "out_width": box.columns,
            "out_base": out.word(box.y0, box.x0),
            "out_row_step": out.row_words,
            "out_column_step": out.column_words,
            "out_block_step": 1,
            "pad": op.get("pad"),
        }
        if self.fir:
            span = (box.columns - 1) * stride_x + 1
            tail = self.cols - 1
            before = max(-origin_x, 0)
            # The padding between two rows is shared if all that follows the row is padding.
            shared = max(span + tail - before, source.width - origin_x)
            fields["pitch"] = min(span + tail, max(shared, span))
        for key in _LIMITS:
            self._limit(key, fields.get(key, 0))
        need = self.source_box(0, box)
        last_piece = piece is self.pieces[-1]
        touches = {
            "reads": (source.rows(need.y0, need.y1),),
            "writes": (out.rows(box.y0, box.y1),) if last_piece else (),
        }
        if self.dense:
            first, last = run.start * self.block, min(run.stop * self.block, self.channels)
            lanes = config.lanes
            padded = -(-self.channels // lanes) * lanes
            blocks = {
                "keep": int(not last_piece),
                "in_block_step": 1,
                "first_group": first % config.rows // lanes,
                "block_groups": min(self.block, padded) // lanes,
                "outer_blocks": len(run),
                "groups": -(-(last - first) // lanes),
                "out_base": (fields["out_base"] + first // config.rows) & 0xFFFF,
                "weight_base": 0,
                "param_base": weight_count,
            }
            fields |= blocks
            return [Step(Opcode.TILE, fields, ("weight_base", "param_base"), **touches)]
        return self._depthwise_tile(run, weight_count, fields, touches)

    def _depthwise_tile(
        self, run: range, weight_count: int, fields: dict[str, int], touches: dict
    ) -> list[Step]:
        config = self.config
        rows, lanes = config.rows, config.lanes
        common = {**fields, "block_groups": self.block // lanes}

        def at(b: int, groups: int, **rest: int) -> Step:
            moved = {
                "in_base": (fields["in_base"] + b) & 0xFFFF,
                "out_base": (fields["out_base"] + b) & 0xFFFF,
                "groups": groups,
            }
            return Step(
                Opcode.TILE, {**common, **moved, **rest}, ("weight_base", "param_base"), **touches
            )

        if self.per_word == 1:
            channels = min(run.stop * rows, self.channels) - run.start * rows
            return [
                at(
                    run.start, -(-channels // lanes), in_outer_step=1, outer_blocks=len(run),
                    weight_base=0, param_base=weight_count,
                )
            ]  # fmt: skip
        # Blocks that share an input word cannot step through the input: one command each word.
        steps = []
        weight_at, param_at = 0, weight_count
        for b in run:
            channels = min((b + 1) * rows, self.channels) - b * rows
            steps.append(
                at(
                    b, -(-channels // lanes), in_outer_step=0, outer_blocks=self.per_word,
                    weight_base=weight_at, param_base=param_at,
                )
            )  # fmt: skip
            weight_at += len(self.blocks[b][0])
            param_at += len(self.blocks[b][1])
        return steps
