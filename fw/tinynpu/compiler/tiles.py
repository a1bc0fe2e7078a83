"""Lowering of convolutions, pooling and fully connected layers to TILE commands."""

import dataclasses

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import Opcode
from tinynpu.compiler.jobs import Chunk, Step
from tinynpu.compiler.layout import Placement, parameter_words

__all__ = ["Scaling", "Window", "dense_chunks", "depthwise_chunks"]


@dataclasses.dataclass(frozen=True)
class Scaling:
    """Requantization of a layer: bias, multiplier and shift of each channel, offset and range,
    and whether it rounds once (as in the ISA).
    """

    bias: np.ndarray
    multiplier: np.ndarray
    shift: np.ndarray
    zero_point: int
    clamp: tuple[int, int]
    round_once: bool = False

    @property
    def uniform(self) -> bool:
        """Whether one multiplier and shift serve all channels."""
        return len({*zip(self.multiplier.tolist(), self.shift.tolist(), strict=True)}) == 1

    def fields(self) -> dict[str, int]:
        """Fields of a command."""
        return {
            "per_channel": int(not self.uniform),
            "round_once": int(self.round_once),
            "multiplier": int(self.multiplier[0]) if self.uniform else 0,
            "shift": int(self.shift[0]) if self.uniform else 0,
            "zero_point": self.zero_point,
            "clamp_min": self.clamp[0],
            "clamp_max": self.clamp[1],
        }

    def words(self, config: Config, first: int, last: int) -> np.ndarray:
        """Parameter words of channels ``first`` to ``last`` (exclusive)."""
        bias = self.bias[first:last]
        if self.uniform:
            return parameter_words(config, bias)
        return parameter_words(config, bias, self.multiplier[first:last], self.shift[first:last])


@dataclasses.dataclass(frozen=True)
class Window:
    """How a window moves over the input.

    Members
    -------
    kernel, stride, dilation
        (rows, columns).
    padding
        (top, left); the output's size says what is padded at the end.
    pad
        Value of the padding.
    packed_step
        0, or for an input whose words are windows of (column, channel) bytes: words from one chunk
        of a kernel row to the next; the horizontal padding is in the words then.
    """

    kernel: tuple[int, int]
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)
    pad: int = 0
    packed_step: int = 0


def _check(name: str, fields: dict[str, int]):
    """Refuse what does not fit in the fields of a TILE."""
    limits = {
        "in_height": 4095, "in_width": 4095, "kernel_height": 255, "kernel_width": 255,
        "stride_y": 15, "stride_x": 15, "dilation_y": 63, "dilation_x": 63, "in_blocks": 4095,
        "out_height": 4095, "out_width": 4095, "pitch": 4095,
    }  # fmt: skip
    for key, most in limits.items():
        if fields[key] > most:
            raise CompileError(
                f"Layer {name} must have {key.replace('_', ' ')} of at most {most}, not {fields[key]}."
            )


def _pixel_tiles(config: Config, out: Placement) -> list[tuple[int, int, int, int]]:
    """Tiles (row, column, rows, columns) of output pixels that fit the accumulators."""
    depth = config.accumulator_depth
    width = min(out.width, depth)
    rows = min(out.height, max(depth // width, 1))
    # As even as possible, so that the last tile is not a sliver.
    rows = -(-out.height // -(-out.height // rows))
    width = -(-out.width // -(-out.width // width))
    return [
        (y, x, min(rows, out.height - y), min(width, out.width - x))
        for y in range(0, out.height, rows)
        for x in range(0, out.width, width)
    ]


def _tile_steps(
    name: str,
    config: Config,
    source: Placement,
    out: Placement,
    window: Window,
    common: dict[str, int],
    *,
    in_block: int = 0,
    out_block: int = 0,
) -> tuple[Step, ...]:
    """A TILE for each tile of output pixels."""
    steps = []
    fir = common.get("fir", 0)
    stride_y, stride_x = window.stride
    top, left = window.padding
    packed = bool(window.packed_step)
    for y, x, height, width in _pixel_tiles(config, out):
        origin_y = y * stride_y - top
        if packed:
            origin_x, step_x, kernel_x = x, 1, window.packed_step
        else:
            origin_x, step_x, kernel_x = x * stride_x - left, stride_x, window.dilation[1]
        fields = {
            **common,
            "in_base": (source.word(origin_y, origin_x) + in_block) & 0xFFFF,
            "in_column_step": source.column_words * (1 if fir else step_x),
            "in_row_step": source.row_words * stride_y,
            "in_kx_step": source.column_words * kernel_x,
            "in_ky_step": source.row_words * window.dilation[0],
            "in_height": source.height,
            "in_width": source.width,
            "origin_y": origin_y,
            "origin_x": origin_x,
            "stride_y": stride_y,
            "stride_x": step_x,
            "dilation_y": window.dilation[0],
            "dilation_x": kernel_x,
            "out_height": height,
            "out_width": width,
            "pitch": 0,
            "out_base": out.word(y, x) + out_block,
            "out_row_step": out.row_words,
            "out_column_step": out.column_words,
            "pad": window.pad,
        }
        if fir:
            span = (width - 1) * stride_x + 1
            tail = common["weight_cols"] - 1
            before = max(-origin_x, 0)
            # The padding between two rows is shared if all that follows the row is padding.
            shared = max(span + tail - before, source.width - origin_x)
            fields["pitch"] = min(span + tail, max(shared, span))
        _check(name, fields)
        steps.append(Step(Opcode.TILE, fields, ("weight_base", "param_base")))
    return tuple(steps)


def _split(
    name: str, config: Config, blocks: list[tuple[np.ndarray, np.ndarray]], most: int
) -> list[range]:
    """Runs of outer blocks whose weights and parameters fit into so many words."""
    runs, begin, size = [], 0, 0
    for index, (weights, parameters) in enumerate(blocks):
        words = len(weights) + len(parameters)
        if words > most:
            raise CompileError(
                f"The weights of one block of channels must fit the scratchpad: layer {name} needs "
                f"{words} words of {config.rows} bytes, and {most} are left beside the activations "
                f"(two buffers)."
            )
        if size + words > most:
            runs.append(range(begin, index))
            begin, size = index, 0
        size += words
    runs.append(range(begin, len(blocks)))
    return runs


def dense_chunks(
    name: str,
    config: Config,
    source: Placement,
    out: Placement,
    weights: np.ndarray,
    scaling: Scaling,
    window: Window,
    buffer_words: int,
    *,
    maximum: bool = False,
) -> tuple[Chunk, ...]:
    """TILE commands for a sum over all input channels.

    Parameters
    ----------
    weights
        int8 [out, kernel rows, passes of a kernel row, input blocks, rows]: the word of each pass.
    buffer_words
        Scratchpad words for a chunk.
    """
    channels, kernel_h, kernel_w, in_blocks, _ = weights.shape
    block = config.block_cols
    cols = min(block, channels)
    blocks = []
    for first in range(0, channels, block):
        columns = np.zeros((cols, *weights.shape[1:]), np.int8)
        part = weights[first : first + cols]
        columns[: len(part)] = part
        # [pass, column, row]
        words = np.moveaxis(columns, 0, 3).reshape(-1, config.rows)
        blocks.append((words, scaling.words(config, first, min(first + block, channels))))
    chunks = []
    for run in _split(name, config, blocks, buffer_words):
        first = run.start * block
        last = min(run.stop * block, channels)
        words = [blocks[j][0] for j in run]
        weight_count = sum(len(part) for part in words)
        words += [blocks[j][1] for j in run]
        common = {
            **scaling.fields(),
            "maximum": int(maximum),
            "first_group": first % config.rows // config.lanes,
            "weight_cols": cols,
            "in_block_step": 1,
            "in_outer_step": 0,
            "weight_base": 0,
            "kernel_height": kernel_h,
            "kernel_width": kernel_w,
            "in_blocks": in_blocks,
            "block_groups": min(block, -(-channels // config.lanes) * config.lanes) // config.lanes,
            "outer_blocks": len(run),
            "out_block_step": 1,
            "param_base": weight_count,
            "groups": -(-(last - first) // config.lanes),
        }
        steps = _tile_steps(
            name, config, source, out, window, common, out_block=first // config.rows
        )
        chunks.append(Chunk(np.concatenate(words), steps))
    return tuple(chunks)


def depthwise_chunks(
    name: str,
    config: Config,
    source: Placement,
    out: Placement,
    weights: np.ndarray,
    scaling: Scaling,
    window: Window,
    buffer_words: int,
    *,
    maximum: bool = False,
) -> tuple[Chunk, ...]:
    """TILE commands for one input channel per output channel.

    With the FIR mode a kernel row is one pass; else (dilated, a kernel row wider than the array,
    fewer columns than rows, or the maximum) each tap is a pass with a diagonal of weights.

    Parameters
    ----------
    weights
        int8 [kernel rows, kernel columns, channels].
    """
    kernel_h, kernel_w, channels = weights.shape
    rows = config.rows
    in_blocks = -(-channels // rows)
    padded = np.zeros((kernel_h, kernel_w, in_blocks * rows), np.int8)
    padded[:, :, :channels] = weights
    fir = config.has_fir and window.dilation[1] == 1 and kernel_w <= config.cols and not maximum
    size = rows if fir else min(config.block_cols, rows)  # channels of an outer block
    per_block = rows // size
    blocks = []
    for first in range(0, in_blocks * rows, size):
        if fir:
            # The taps of a row from the last to the first.
            words = padded[:, ::-1, first : first + rows].reshape(-1, rows)
        else:
            words = np.zeros((kernel_h * kernel_w, size, rows), np.int8)
            for c in range(size):
                words[:, c, first % rows + c] = padded[:, :, first + c].reshape(-1)
            words = words.reshape(-1, rows)
        last = min(first + size, channels)
        bias = np.zeros(0) if last <= first else None
        parameters = (
            scaling.words(config, first, last) if bias is None else np.zeros((0, rows), np.int8)
        )
        blocks.append((words, parameters))
    if per_block > 1:
        # Blocks that share an input word cannot step through the input: one command each word.
        merged = []
        for b in range(in_blocks):
            group = blocks[b * per_block : (b + 1) * per_block]
            merged.append(tuple(np.concatenate([part[k] for part in group]) for k in (0, 1)))
        blocks = merged
    chunks = []
    for run in _split(name, config, blocks, buffer_words):
        words = np.concatenate([blocks[j][0] for j in run] + [blocks[j][1] for j in run])
        weight_count = sum(len(blocks[j][0]) for j in run)
        common = {
            **scaling.fields(),
            "fir": int(fir),
            "maximum": int(maximum),
            "weight_cols": kernel_w if fir else size,
            "in_block_step": 0,
            "in_outer_step": 1,
            "weight_base": 0,
            "kernel_height": kernel_h,
            "kernel_width": 1 if fir else kernel_w,
            "in_blocks": 1,
            "block_groups": size // config.lanes,
            "outer_blocks": len(run),
            "out_block_step": 1,
            "param_base": weight_count,
        }
        steps: tuple[Step, ...] = ()
        if per_block == 1:
            left = min(run.stop * rows, channels) - run.start * rows
            common["groups"] = -(-left // config.lanes)
            steps = _tile_steps(
                name, config, source, out, window, common,
                in_block=run.start, out_block=run.start,
            )  # fmt: skip
        else:
            weight_at, param_at = 0, weight_count
            for b in run:
                left = min((b + 1) * rows, channels) - b * rows
                part = {
                    **common,
                    "in_outer_step": 0,
                    "outer_blocks": per_block,
                    "groups": -(-left // config.lanes),
                    "weight_base": weight_at,
                    "param_base": param_at,
                }
                steps += _tile_steps(
                    name, config, source, out, window, part, in_block=b, out_block=b
                )
                weight_at += len(blocks[b][0])
                param_at += len(blocks[b][1])
        chunks.append(Chunk(words, steps))
    return tuple(chunks)
