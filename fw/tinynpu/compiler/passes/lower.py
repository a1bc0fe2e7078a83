"""Lower: layers to kernels, and what the core cannot do to the host."""

import numpy as np
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, BlockArgument, Operation, SSAValue
from xdsl.passes import ModulePass

from tinynpu import golden
from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier, quantize_multiplier
from tinynpu.arch.isa import Combine
from tinynpu.compiler.graph import multipliers
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import (
    Constant,
    Dense,
    Depthwise,
    Host,
    Kernel,
    Layer,
    Matmul,
    Move,
    Output,
    Vector,
    View,
    body,
)
from tinynpu.compiler.kernels import MatmulCommands
from tinynpu.compiler.passes.canonicalize import constant_value

__all__ = ["HOST_LAYERS", "Lower", "average_multiplier"]

HOST_LAYERS = ("softmax", "layer_norm", "quantize", "dequantize")
"""Layers that the host always runs."""

_IDENTITY = (1 << 30, 1)
"""Multiplier and shift that leave a value as it is."""

_AVERAGE_WEIGHT = 4
"""Weight of each pixel in an average: the sum gets two bits more than it needs."""


def average_multiplier(count: int) -> tuple[int, int]:
    """Multiplier and shift that divide `_AVERAGE_WEIGHT` times a sum by ``count``, exactly.

    The result is rounded half away from zero. With ``2**bits >= 2 · count`` the first rounding
    keeps so many fractional bits that only a true half looks like one; the multiplier is rounded
    up, so a true half never falls below. Exact for sums of ``count`` int8, ``count < 2**18``.
    """
    bits = (2 * count - 1).bit_length()
    return -(-(1 << (31 + bits)) // (_AVERAGE_WEIGHT * count)), -bits


_MOST_MOVES = 256
"""Moves of a resize by a factor that is not whole."""


def _nearest(size: int, wanted: int, options: dict[str, bool]) -> list[int]:
    """Index of the source for each row (or column) of a resized map."""
    # Indices beyond a byte in two digits.
    index = np.arange(size)
    digits = np.stack([index % 100, index // 100], axis=-1).astype(np.int8).reshape(1, size, 1, 2)
    made = golden.resize_nearest(digits, (wanted, 1), **options).reshape(wanted, 2).astype(int)
    return [int(low + 100 * high) for low, high in made]


class _HostError(Exception):
    """The core cannot do this layer; the text says why."""


_ONE_BY_ONE = (
    "conv2d",
    "depthwise_conv2d",
    "average_pool2d",
    "max_pool2d",
    "mean",
    "resize_nearest",
)
"""Layers that the core does for one sample at a time."""


def _batched(layer: Layer) -> bool:
    """Whether a layer works on several samples that must be taken apart."""
    shape = layer.input_type(0).shape
    name = layer.name.removeprefix("npu.")
    padded = name == "pad" and not layer.get("before")[0] and not layer.get("after")[0]
    return (name in _ONE_BY_ONE or padded) and len(shape) == 4 and shape[0] > 1


class Lower(ModulePass):
    """A kernel, or a host operation, for each layer.

    Parameters
    ----------
    config
        Configuration: weights are laid out for its array.
    """

    name = "lower"

    def __init__(self, config: Config):
        super().__init__()
        object.__setattr__(self, "config", config)

    config: Config

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        block = body(op)
        for layer in list(block.ops):
            if isinstance(layer, Output) or not isinstance(layer, Layer):
                continue
            if isinstance(layer, Constant):
                continue
            new = self._lower(layer)
            for operation in new:
                block.insert_op_before(operation, layer)
            layer.results[0].replace_all_uses_with(new[-1].results[0])
            layer.detach()
            layer.erase()
        self._pass_through(block)
        for constant in [item for item in block.ops if isinstance(item, Constant)]:
            if not any(True for _ in constant.results[0].uses):
                constant.detach()
                constant.erase()

    @staticmethod
    def _pass_through(block: Block):
        """An output that nothing computes is copied by the host."""
        output = block.last_op
        assert isinstance(output, Output)
        for index, operand in enumerate(output.inputs):
            source = source_value(operand)
            if isinstance(source, BlockArgument) or isinstance(source.owner, Constant):
                kind = operand.type
                assert isinstance(kind, TensorType)
                copy = Host.make(
                    [source], kind, op="reshape", title=f"output {index}", macs=0,
                    reason="nothing computes this output",
                )  # fmt: skip
                block.insert_op_before(copy, output)
                output.operands[index] = copy.results[0]

    def _lower(self, layer: Layer) -> list[Operation]:
        kind = layer.name.removeprefix("npu.")
        if kind in HOST_LAYERS:
            return [_host(layer, kind, "")]
        tensors = [layer.type, *(layer.input_type(i) for i in range(len(layer.inputs)))]
        try:
            if any(tensor.dtype not in ("int8", "int32") for tensor in tensors):
                raise _HostError("its tensors are not int8")
            made = self._batches(layer) if _batched(layer) else getattr(self, f"_{kind}")(layer)
        except _HostError as reason:
            return [_host(layer, kind, str(reason))]
        made = made if isinstance(made, list) else [made]
        last = made[-1]
        assert isinstance(last, Kernel)
        last.put(title=layer.title, op=kind, macs=layer.get("macs", 0))
        return made

    def _batches(self, layer: Layer) -> list[Operation]:
        """Samples of a batch one after the other; they are further rows of a map."""
        source, out = layer.input_type(0), layer.type
        count = source.shape[0]
        ops: list[Operation] = []
        parts: list[SSAValue] = []
        for number in range(count):
            kinds = [
                TensorType.make((1, *kind.shape[1:]), kind.dtype, kind.scale, kind.zero_point)
                for kind in (source, out)
            ]
            rows, columns, channels = kinds[0].hwc
            taken = Move.make(
                [layer.inputs[0]], kinds[0],
                moves=np.array([(0, number * rows, 0, 0, 1, 1, 0, 0, 0, 1, 1)], np.int64),
                sizes=np.array([(rows, columns, channels)], np.int64), fill=0, covered=True,
                title=f"{layer.title} sample {number}", op="slice", macs=0,
            )  # fmt: skip
            values = {**layer.values(), "title": f"{layer.title} of sample {number}", "macs": layer.get("macs", 0) // count}  # fmt: skip
            single = type(layer).make([taken.results[0], *layer.inputs[1:]], kinds[1], **values)
            made = self._lower(single)
            # The layer for one sample was only there to be lowered.
            single.drop_all_references()
            ops += [taken, *made]
            parts.append(made[-1].results[0])
        # Results are further rows, or columns where a layer leaves one pixel.
        one = TensorType.make((1, *out.shape[1:]), "int8").hwc
        step = (one[0], 0) if out.hwc == (count * one[0], *one[1:]) else (0, one[1])
        moves = [(n, 0, 0, 0, 1, 1, n * step[0], n * step[1], 0, 1, 1) for n in range(count)]
        joined = Move.make(
            parts, out, moves=np.array(moves, np.int64),
            sizes=np.array([one] * count, np.int64), fill=0, covered=True,
        )  # fmt: skip
        return [*ops, joined]

    # Layers with weights

    def _blocked(self, weights: np.ndarray) -> np.ndarray:
        """[..., channels] to [..., blocks, rows], padded with 0."""
        rows = self.config.rows
        blocks = -(-weights.shape[-1] // rows)
        padded = np.zeros((*weights.shape[:-1], blocks * rows), np.int8)
        padded[..., : weights.shape[-1]] = weights
        return padded.reshape(*weights.shape[:-1], blocks, rows)

    def _weights(self, layer: Layer) -> np.ndarray:
        value = constant_value(layer.inputs[1])
        if value is None or value.dtype != np.int8:
            raise CompileError(f"The weights of {layer.title} must be constant int8.")
        return value

    def _scaling(self, layer: Layer, zero_terms: np.ndarray) -> dict:
        """Scaling of a layer with weights; the input's zero point goes into the bias."""
        kind = layer.name.removeprefix("npu.")
        source, out = layer.input_type(0), layer.type
        channels = len(zero_terms)
        pairs = multipliers(kind, source.scale[0], layer.input_type(1).scale, out.scale[0])
        pairs *= channels if len(pairs) == 1 else 1
        for multiplier, shift in pairs:
            if not (-31 <= shift <= 31 and multiplier < 1 << 31):
                raise CompileError(f"The scales of layer {layer.title} must be less far apart.")
        bias = np.zeros(channels, np.int64)
        if len(layer.inputs) > 2:
            data = constant_value(layer.inputs[2])
            if data is None or data.size != channels:
                raise CompileError(f"The bias of {layer.title} must be {channels} constants.")
            bias += data.reshape(-1)
        bias -= source.zero_point * zero_terms
        wrapped = (bias + (1 << 31)) % (1 << 32) - (1 << 31)
        return {
            "bias": wrapped.astype(np.int32),
            "multiplier": np.array([pair[0] for pair in pairs], np.int32),
            "shift": np.array([pair[1] for pair in pairs], np.int32),
            "zero_point": out.zero_point,
            "clamp": layer.get("clamp"),
            "round_once": bool(layer.get("round_once", kind == "fully_connected")),
        }

    def _window(self, layer: Layer, kernel: tuple[int, int], pad: int) -> dict:
        top, _, left, _ = layer.get("padding")
        return {
            "kernel": kernel,
            "stride": layer.get("stride"),
            "dilation": layer.get("dilation", (1, 1)),
            "padding": (top, left),
            "pad": pad,
        }

    def _one_batch(self, layer: Layer):
        shape = layer.input_type(0).shape
        if int(np.prod(shape[:-3], dtype=np.int64)) != 1:
            raise _HostError(f"a batch of more than one, {list(shape)}")

    def _conv2d(self, layer: Layer) -> Operation:
        self._one_batch(layer)
        weights = self._weights(layer)
        out_channels, kernel_h, kernel_w, channels = weights.shape
        pad = layer.input_type(0).zero_point
        scaling = self._scaling(layer, weights.astype(np.int64).sum(axis=(1, 2, 3)))
        window = self._window(layer, (kernel_h, kernel_w), pad)
        packing = self._packing(layer, window, channels)
        if packing[0]:
            step, apart, passes = packing
            rows = self.config.rows
            flat = weights.reshape(out_channels, kernel_h, kernel_w * channels)
            words = np.zeros((out_channels, kernel_h, passes, 1, rows), np.int8)
            for number in range(passes):
                at = number * apart * step
                # All passes but the last stop where the next one begins.
                size = apart * step if number < passes - 1 else rows
                part = flat[:, :, at : at + size]
                words[:, :, number, 0, : part.shape[2]] = part
        else:
            words = self._blocked(weights)
        return Dense.make(
            [layer.inputs[0]], layer.type, words=words, packing=packing, **window, **scaling
        )

    def _packing(self, layer: Layer, window: dict, channels: int) -> tuple[int, int, int]:
        """How columns and channels of an input from memory go into the rows together, or zeros.

        (Bytes from a window to the next, words from a pass of a kernel row to the next, passes.)
        """
        rows = self.config.rows
        source = layer.inputs[0]
        kernel_w = window["kernel"][1]
        step = window["stride"][1] * channels
        packs = (
            not isinstance(source.owner, Operation)  # an argument: it is in memory
            and len(list(source.uses)) == 1
            and kernel_w > 1
            and 2 * channels <= rows
            and window["dilation"][1] == 1
            and step <= rows
            and window["padding"][1] * channels <= 255
        )
        if not packs:
            return 0, 0, 0
        apart = rows // step
        # The last pass may use all bytes of its word.
        passes = 1 + max(-(-(kernel_w * channels - rows) // (apart * step)), 0)
        return step, apart, passes

    def _depthwise_conv2d(self, layer: Layer) -> Operation:
        self._one_batch(layer)
        taps = self._weights(layer)[0]
        scaling = self._scaling(layer, taps.astype(np.int64).sum(axis=(0, 1)))
        window = self._window(layer, taps.shape[:2], layer.input_type(0).zero_point)
        return Depthwise.make(
            [layer.inputs[0]], layer.type, taps=taps, maximum=False, **window, **scaling
        )

    def _fully_connected(self, layer: Layer) -> Operation | list[Operation]:
        weights = self._weights(layer)
        outputs, size = weights.shape
        scaling = self._scaling(layer, weights.astype(np.int64).sum(axis=1))
        source = layer.input_type(0)
        height, width, channels = source.hwc
        pad = source.zero_point
        values = layer.inputs[0]
        ops: list[Operation] = []
        if source.size == size:
            words = self._blocked(weights.reshape(outputs, height, width, channels))
            if height * width * words.shape[3] <= 4095:
                # The words of all pixels follow each other: one row of blocks.
                words = words.reshape(outputs, 1, 1, -1, self.config.rows)
                kernel = (1, 1)
            else:
                kernel = (height, width)
        elif channels == size:
            words = self._blocked(weights.reshape(outputs, 1, 1, size))
            kernel = (1, 1)
        else:
            raise _HostError(f"rows of {size} in a tensor of {list(source.shape)}")
        window = {
            "kernel": kernel,
            "stride": (1, 1),
            "dilation": (1, 1),
            "padding": (0, 0),
            "pad": pad,
        }
        rows_of = layer.type.hwc[:2]
        if kernel == (1, 1) and source.size != size and rows_of != (height, width):
            kind = TensorType.make(
                (*rows_of, channels), source.dtype, source.scale, source.zero_point
            )
            ops.append(View.make([values], kind, title=layer.title))
            values = ops[0].results[0]
        ops.append(
            Dense.make([values], layer.type, words=words, packing=(0, 0, 0), **window, **scaling)
        )
        return ops

    # Pooling

    def _pool(
        self, layer: Layer, multiplier: int, shift: int, *, maximum: bool
    ) -> Operation | list[Operation]:
        self._one_batch(layer)
        source, out = layer.input_type(0), layer.type
        channels = out.hwc[2]
        if source.quantization != out.quantization:
            raise _HostError("it changes the quantization")
        kernel = layer.get("kernel")
        taps = np.full((*kernel, channels), 1 if maximum else _AVERAGE_WEIGHT, np.int8)
        scaling = {
            "bias": np.zeros(channels, np.int32),
            "multiplier": np.full(channels, multiplier, np.int32),
            "shift": np.full(channels, shift, np.int32),
            "zero_point": 0,
            "clamp": layer.get("clamp"),
        }
        if not maximum and kernel == source.hwc[:2] and not any(layer.get("padding")):
            return self._whole(layer, taps, **scaling)
        if max(kernel) > 255:
            raise _HostError(f"its window {kernel} is wider than 255")
        window = self._window(layer, kernel, -128 if maximum else 0)
        return Depthwise.make(
            [layer.inputs[0]], layer.type, taps=taps, maximum=maximum, round_once=False, **window,
            **scaling,
        )  # fmt: skip

    def _average_pool2d(self, layer: Layer) -> Operation | list[Operation]:
        kernel = layer.get("kernel")
        count = kernel[0] * kernel[1]
        if 128 * _AVERAGE_WEIGHT * count > 1 << (self.config.accumulator_width - 1):
            raise _HostError(
                f"{count} pixels do not fit {self.config.accumulator_width}-bit accumulators"
            )
        op = self._pool(layer, *average_multiplier(count), maximum=False)
        if any(layer.get("padding")):
            assert isinstance(op, Depthwise)
            op.put(regions=_regions(layer))
        return op

    def _max_pool2d(self, layer: Layer) -> Operation | list[Operation]:
        return self._pool(layer, *_IDENTITY, maximum=True)

    # Element by element

    def _add(self, layer: Layer) -> list[Operation]:
        a, b, out = layer.input_type(0), layer.input_type(1), layer.type
        twice = 2 * max(a.scale[0], b.scale[0])
        tables = [
            multiply_by_quantized_multiplier(
                (_bytes() - tensor.zero_point) << 20, *quantize_multiplier(tensor.scale[0] / twice)
            )
            for tensor in (a, b)
        ]
        if layer.name == "npu.sub":
            tables[1] = -tables[1]
        scale = quantize_multiplier(twice / ((1 << 20) * out.scale[0]))
        return self._vector(layer, tables, Combine.ADD, scale)

    _sub = _add

    def _mul(self, layer: Layer) -> list[Operation]:
        a, b, out = layer.input_type(0), layer.input_type(1), layer.type
        tables = [_bytes() - tensor.zero_point for tensor in (a, b)]
        real = np.float32(a.scale[0]) * np.float32(b.scale[0]) / np.float32(out.scale[0])
        return self._vector(layer, tables, Combine.MULTIPLY, quantize_multiplier(float(real)))

    def _lookup(self, layer: Layer) -> Operation:
        table = layer.get("table").astype(np.int64)
        layer.put(clamp=(-128, 127))
        (op,) = self._vector(layer, [table], Combine.FIRST, _IDENTITY)
        assert isinstance(op, Vector)
        op.put(zero_point=0)
        return op

    def _vector(
        self, layer: Layer, tables: list[np.ndarray], combine: Combine, scale: tuple[int, int]
    ) -> list[Operation]:
        out = layer.type.hwc
        if not -31 <= scale[1] <= 31:
            raise CompileError(f"The scales of layer {layer.title} must be less far apart.")
        ops: list[Operation] = []
        operands = [self._spread(layer, value, out[2], ops) for value in layer.inputs]
        kinds = [operand.type for operand in operands]
        whole = [isinstance(kind, TensorType) and kind.hwc == out for kind in kinds]
        if not all(whole):
            # The first operand must be whole; the second may be repeated over rows and columns.
            if not whole[0] and combine != Combine.FIRST:
                operands.reverse()
                tables = tables[::-1]
                whole.reverse()
            small = operands[-1].type
            assert isinstance(small, TensorType)
            sizes = zip(small.hwc[:2], out[:2], strict=True)
            fits = small.hwc[2] == out[2] and all(n in (1, m) for n, m in sizes)
            if not whole[0] or not fits:
                for op in ops:
                    op.drop_all_references()
                raise _HostError("both operands are repeated")
        vector = Vector.make(
            operands, layer.type, tables=np.stack(tables).astype(np.int32), combine=int(combine),
            multiplier=scale[0], shift=scale[1], zero_point=layer.type.zero_point,
            clamp=layer.get("clamp"),
        )  # fmt: skip
        return [*ops, vector]

    def _spread(
        self, layer: Layer, value: SSAValue, channels: int, ops: list[Operation]
    ) -> SSAValue:
        """An operand of one channel as one of so many that are all the same."""
        kind = value.type
        assert isinstance(kind, TensorType)
        if kind.hwc[2] != 1 or channels == 1:
            return value
        shape = (1, *kind.hwc[:2], channels)
        op = self._mixed(layer, value, shape, np.ones((channels, 1), np.int8))
        ops.append(op)
        return op.results[0]

    # Channels that begin anywhere in a word: a product with a matrix of ones and zeros

    def _mixed(
        self,
        layer: Layer,
        value: SSAValue,
        shape: tuple[int, ...],
        matrix: np.ndarray,
        bias: np.ndarray | None = None,
    ) -> Dense:
        """Each channel of the result is a sum of channels: ``matrix`` int8 [out, in]. Bytes stay as they are."""
        kind = value.type
        assert isinstance(kind, TensorType)
        channels = len(matrix)
        zeros = np.zeros(channels, np.int32)
        return Dense.make(
            [value], TensorType.make(shape, "int8", kind.scale, kind.zero_point),
            words=self._blocked(matrix.reshape(channels, 1, 1, -1)), packing=(0, 0, 0),
            kernel=(1, 1), stride=(1, 1), dilation=(1, 1), padding=(0, 0), pad=0,
            bias=zeros if bias is None else bias.astype(np.int32),
            multiplier=zeros + _IDENTITY[0], shift=zeros + _IDENTITY[1], zero_point=0,
            clamp=(-128, 127), round_once=False, title=f"{layer.title} channels",
            op=layer.name.removeprefix("npu."), macs=0,
        )  # fmt: skip

    def _picked(
        self, layer: Layer, value: SSAValue, source: range, at: int, channels: int, fill: int = 0
    ) -> Dense:
        """Channels ``source`` of a value as channels from ``at`` on of so many; the others are ``fill``."""
        kind = value.type
        assert isinstance(kind, TensorType)
        matrix = np.zeros((channels, kind.hwc[2]), np.int8)
        bias = np.full(channels, fill)
        for number, channel in enumerate(source):
            matrix[at + number, channel] = 1
            bias[at + number] = 0
        return self._mixed(layer, value, (1, *kind.hwc[:2], channels), matrix, bias)

    # Moves

    def _reshape(self, layer: Layer) -> Operation:
        before, after = layer.input_type(0).hwc, layer.type.hwc
        rows = self.config.rows
        if before[2] != after[2] and (before[2] % rows or after[2] % rows):
            raise _HostError(f"channels {before[2]} to {after[2]} regroup the bytes of a word")
        return View.make([layer.inputs[0]], layer.type)

    def _aligned(self, layer: Layer, moves: list, sizes: list) -> bool:
        """Whether all channels that are moved begin and end at words."""
        rows = self.config.rows
        channels = layer.type.hwc[2]
        return all(
            not move[3] % rows
            and not move[8] % rows
            and (size[2] % rows == 0 or move[8] + size[2] == channels)
            for move, size in zip(moves, sizes, strict=True)
        )

    def _move(
        self, layer: Layer, moves: list, sizes: list, *, fill: int, covered: bool
    ) -> Operation:
        """Moves of (operand, y, x, c, steps y x; y, x, c, steps y x), sizes (rows, columns, channels)."""
        return Move.make(
            layer.inputs, layer.type, moves=np.array(moves, np.int64).reshape(-1, 11),
            sizes=np.array(sizes, np.int64).reshape(-1, 3), fill=fill, covered=covered,
        )  # fmt: skip

    def _axis(self, layer: Layer, axis: int) -> int:
        """Axis of a tensor as 0 (rows), 1 (columns), 2 (channels)."""
        shape = layer.type.shape
        axis %= len(shape)
        level = axis - len(shape) + 3
        if level < 0 or (level == 0 and int(np.prod(shape[:axis], dtype=np.int64)) != 1):
            if int(np.prod(shape[:axis], dtype=np.int64)) == 1 and level < 0:
                return 0
            raise _HostError(f"axis {axis} of {list(shape)}")
        return level

    def _concat(self, layer: Layer) -> Operation | list[Operation]:
        for i in range(len(layer.inputs)):
            if layer.input_type(i).quantization != layer.type.quantization:
                raise _HostError("an operand has another quantization")
        axis = self._axis(layer, layer.get("axis"))
        moves, sizes, at = [], [], [0, 0, 0]
        for i in range(len(layer.inputs)):
            size = layer.input_type(i).hwc
            moves.append((i, 0, 0, 0, 1, 1, *at[:2], at[2], 1, 1))
            sizes.append(size)
            at[axis] += size[axis]
        if self._aligned(layer, moves, sizes):
            return self._move(layer, moves, sizes, fill=0, covered=True)
        return self._joined(layer)

    def _joined(self, layer: Layer) -> list[Operation]:
        """Operands one behind the other in the channels: each in its place among zeros, then their sum."""
        channels = layer.type.hwc[2]
        ops: list[Operation] = []
        total: Operation | None = None
        at = 0
        bytes_ = np.stack([_bytes(), _bytes()]).astype(np.int32)
        for i, value in enumerate(layer.inputs):
            count = layer.input_type(i).hwc[2]
            part = self._picked(layer, value, range(count), at, channels)
            at += count
            ops.append(part)
            if total is not None:
                part = Vector.make(
                    [total.results[0], part.results[0]], part.type, tables=bytes_,
                    combine=int(Combine.ADD), multiplier=_IDENTITY[0], shift=_IDENTITY[1],
                    zero_point=0, clamp=(-128, 127), title=f"{layer.title} join", op="concat", macs=0,
                )  # fmt: skip
                ops.append(part)
            total = part
        assert total is not None
        return self._as(layer, ops)

    @staticmethod
    def _as(layer: Layer, ops: list[Operation]) -> list[Operation]:
        """With the type of the layer behind the last one."""
        last = ops[-1].results[0]
        if last.type == layer.type:
            return ops
        return [*ops, View.make([last], layer.type)]

    def _pad(self, layer: Layer) -> Operation | list[Operation]:
        before, after = layer.get("before"), layer.get("after")
        if len(before) > 3 and (any(before[:-3]) or any(after[:-3])):
            raise _HostError("it pads the batch")
        if len(before) > 3 and int(np.prod(layer.type.shape[:-3], dtype=np.int64)) != 1:
            raise _HostError("a batch of more than one")
        y, x, c = (0, 0, 0, *before)[-3:]
        size, fill = layer.input_type(0).hwc, layer.type.zero_point
        move = (0, 0, 0, 0, 1, 1, y, x, c, 1, 1)
        if self._aligned(layer, [move], [size]):
            return self._move(layer, [move], [size], fill=fill, covered=False)
        out = layer.type.hwc
        wide = self._picked(layer, layer.inputs[0], range(size[2]), c, out[2], fill)
        if size[:2] == out[:2]:
            return self._as(layer, [wide])
        place = (0, 0, 0, 0, 1, 1, y, x, 0, 1, 1)
        moved = Move.make(
            [wide.results[0]], layer.type, moves=np.array([place], np.int64),
            sizes=np.array([(*size[:2], out[2])], np.int64), fill=fill, covered=False,
        )  # fmt: skip
        return [wide, moved]

    def _transpose(self, layer: Layer) -> Operation:
        shape, perm = layer.input_type(0).shape, layer.get("perm")
        wide = [axis for axis in perm if shape[axis] > 1]
        # Of the axes that are not 1 the last stays, the two before it change places.
        if (
            len(shape) < 3
            or perm[-1] != len(shape) - 1
            or len([a for a in wide if a < perm[-1]]) != 2
        ):
            raise _HostError("it moves channels, or more than rows and columns")
        source, out = layer.input_type(0).hwc, layer.type.hwc
        if (source[1], source[0], source[2]) != out:
            raise _HostError("it moves more than rows and columns")
        return Move.make(
            layer.inputs, layer.type, moves=np.array([[0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1]], np.int64),
            sizes=np.array([out], np.int64), fill=0, covered=True, swap=True,
        )  # fmt: skip

    def _slice(self, layer: Layer) -> Operation | list[Operation]:
        source = layer.input_type(0)
        begin, strides = layer.get("begin"), layer.get("strides")
        taken = [
            len(range(first, last, step))
            for first, last, step in zip(begin, layer.get("end"), strides, strict=True)
        ]
        rank = len(source.shape)
        if rank > 3 and (int(np.prod(source.shape[:-3], dtype=np.int64)) != 1):
            raise _HostError("a batch of more than one")
        size = (1, 1, 1, *taken)[-3:]
        at, steps = (0, 0, 0, *begin)[-3:], (1, 1, 1, *strides)[-3:]
        out = layer.type.hwc
        if size != out:
            raise _HostError("it removes an axis")
        move = (0, *at, steps[0], steps[1], 0, 0, 0, 1, 1)
        if steps[2] == 1 and self._aligned(layer, [move], [size]):
            return self._move(layer, [move], [size], fill=0, covered=True)
        ops: list[Operation] = []
        value = layer.inputs[0]
        if size[:2] != source.hwc[:2]:
            kind = TensorType.make(
                (1, *size[:2], source.hwc[2]), "int8", source.scale, source.zero_point
            )
            place = (0, at[0], at[1], 0, steps[0], steps[1], 0, 0, 0, 1, 1)
            ops.append(
                Move.make(
                    [value], kind, moves=np.array([place], np.int64),
                    sizes=np.array([kind.hwc], np.int64), fill=0, covered=True,
                    title=f"{layer.title} pixels", op="slice", macs=0,
                )
            )  # fmt: skip
            value = ops[-1].results[0]
        channels = range(at[2], at[2] + (size[2] - 1) * steps[2] + 1, steps[2])
        ops.append(self._picked(layer, value, channels, 0, size[2]))
        return self._as(layer, ops)

    def _resize_nearest(self, layer: Layer) -> Operation | list[Operation]:
        self._one_batch(layer)
        (height, width, channels), out = layer.input_type(0).hwc, layer.type.hwc
        fy, fx = out[0] // height, out[1] // width
        if (height * fy, width * fx) != out[:2] or layer.get("align_corners"):
            return self._resampled(layer)
        moves = [(0, 0, 0, 0, 1, 1, y, x, 0, fy, fx) for y in range(fy) for x in range(fx)]
        return self._move(
            layer, moves, [(height, width, channels)] * len(moves), fill=0, covered=True
        )

    def _resampled(self, layer: Layer) -> list[Operation]:
        """Each row of the result from its row of the operand, then each column."""
        source, out = layer.input_type(0), layer.type.hwc
        if out[0] + out[1] > _MOST_MOVES:
            raise _HostError(f"it takes more than {_MOST_MOVES} moves, for the factor is not whole")
        height, width, channels = source.hwc
        options = {key: layer.get(key) for key in ("align_corners", "half_pixel_centers")}
        rows = _nearest(height, out[0], options)
        columns = _nearest(width, out[1], options)
        tall = TensorType.make(
            (1, out[0], width, channels), "int8", source.scale, source.zero_point
        )
        first = Move.make(
            [layer.inputs[0]], tall,
            moves=np.array([(0, y, 0, 0, 1, 1, i, 0, 0, 1, 1) for i, y in enumerate(rows)], np.int64),
            sizes=np.array([(1, width, channels)] * out[0], np.int64), fill=0, covered=True,
            title=f"{layer.title} rows", op="resize_nearest", macs=0,
        )  # fmt: skip
        second = Move.make(
            [first.results[0]], layer.type,
            moves=np.array([(0, 0, x, 0, 1, 1, 0, j, 0, 1, 1) for j, x in enumerate(columns)], np.int64),
            sizes=np.array([(out[0], 1, channels)] * out[1], np.int64), fill=0, covered=True,
        )  # fmt: skip
        return [first, second]

    # Matrices

    def _batch_matmul(self, layer: Layer) -> list[Operation]:
        ops: list[Operation] = []
        try:
            product = self._product(layer, ops)
            return [*ops, product]
        except _HostError:
            # What was made until then uses no values any more.
            for op in ops:
                op.drop_all_references()
            raise

    def _product(self, layer: Layer, ops: list[Operation]) -> Operation:
        """The product; what must be computed before it goes into ``ops``."""
        a, b, out = layer.input_type(0), layer.input_type(1), layer.type
        if not a.hwc[0] == out.hwc[0] or b.hwc[0] not in (1, out.hwc[0]):
            raise _HostError("the first operand is repeated")
        product = float(np.float32(a.scale[0]) * np.float32(b.scale[0]))
        multiplier, shift = quantize_multiplier(product / out.scale[0])
        if not -31 <= shift <= 31:
            raise CompileError(f"The scales of layer {layer.title} must be less far apart.")
        values = list(layer.inputs)
        for index, turned in ((0, layer.get("adj_x")), (1, not layer.get("adj_y"))):
            if turned:
                values[index] = self._turned(layer, values[index], ops)
        depth = values[0].type.hwc[2]  # type: ignore[attr-defined]
        if 4 * depth * 128 * 128 >= 1 << (self.config.accumulator_width - 1):
            raise _HostError(
                f"rows of {depth} do not fit {self.config.accumulator_width}-bit accumulators"
            )
        op = Matmul.make(
            values, out, batches=out.hwc[0], a_zero=a.zero_point, b_zero=b.zero_point,
            multiplier=multiplier, shift=shift, zero_point=out.zero_point,
            clamp=layer.get("clamp"), round_once=bool(layer.get("round_once", False)),
        )  # fmt: skip
        self._fits(op)
        return op

    def _turned(self, layer: Layer, value: SSAValue, ops: list[Operation]) -> SSAValue:
        """Transpose of the last two axes: the product of the identity with the rows as weights."""
        kind = value.type
        assert isinstance(kind, TensorType)
        batches, rows, columns = kind.hwc
        identity = TensorType.make((batches, columns, columns), "int8", kind.scale, 0)
        ones = np.ascontiguousarray(
            np.broadcast_to(np.eye(columns, dtype=np.int8), (batches, columns, columns))
        )
        constant = Constant.make([], identity, value=ones, title=f"{layer.title} identity")
        result = TensorType.make((batches, columns, rows), "int8", kind.scale, kind.zero_point)
        op = Matmul.make(
            [constant.results[0], value], result, batches=batches, a_zero=0, b_zero=0,
            multiplier=_IDENTITY[0], shift=_IDENTITY[1], zero_point=0, clamp=(-128, 127),
            round_once=False, title=f"{layer.title} transpose", op="transpose", macs=0,
        )  # fmt: skip
        self._fits(op)
        ops += [constant, op]
        return op.results[0]

    def _fits(self, op: Matmul):
        words = MatmulCommands(op, self.config).matrix_words
        if 2 * words > self.config.scratchpad_words:
            op.drop_all_references()
            raise _HostError(f"a matrix of {words} words is more than half of the scratchpad")

    def _mean(self, layer: Layer) -> list[Operation]:
        self._one_batch(layer)
        source, out = layer.input_type(0), layer.type
        height, width, channels = source.hwc
        count = height * width
        multiplier, shift = golden.mean_multiplier(source.scale[0], out.scale[0], count)
        if 128 * count > 1 << (self.config.accumulator_width - 1) or not -31 <= shift <= 31:
            raise _HostError(
                f"{count} pixels do not fit {self.config.accumulator_width}-bit accumulators"
            )
        return self._whole(
            layer,
            taps=np.ones((height, width, channels), np.int8),
            bias=np.full(channels, -count * source.zero_point, np.int32),
            multiplier=np.full(channels, multiplier, np.int32),
            shift=np.full(channels, shift, np.int32),
            zero_point=out.zero_point,
            clamp=layer.get("clamp", (-128, 127)),
        )

    def _whole(self, layer: Layer, taps: np.ndarray, **scaling) -> list[Operation]:
        """A window over all pixels: they are taken as rows that fit the array's filters."""
        height, width, channels = layer.input_type(0).hwc
        count = height * width
        columns = max(n for n in range(1, self.config.cols + 1) if count % n == 0)
        rows = count // columns
        if rows > 255:
            raise _HostError(f"a window of {height}×{width} pixels has more than 255 rows")
        source = layer.input_type(0)
        kind = TensorType.make(
            (1, rows, columns, channels), "int8", source.scale, source.zero_point
        )
        view = View.make([layer.inputs[0]], kind, title=layer.title)
        op = Depthwise.make(
            [view.results[0]], layer.type, taps=taps.reshape(rows, columns, channels), maximum=False,
            kernel=(rows, columns), stride=(1, 1), dilation=(1, 1), padding=(0, 0), pad=0,
            round_once=False, **scaling,
        )  # fmt: skip
        return [view, op]


def _host(layer: Layer, kind: str, reason: str) -> Host:
    values = layer.values()
    title, macs = values.pop("title", ""), values.pop("macs", 0)
    arguments = {f"arg_{key}": value for key, value in values.items()}
    return Host.make(
        layer.inputs, layer.type, op=kind, title=title, macs=macs, reason=reason, **arguments
    )


def _regions(layer: Layer) -> np.ndarray:
    """Rectangles of output pixels whose windows hold equally many pixels.

    int64 [n, 6]: first and last + 1 row, first and last + 1 column, multiplier, shift.
    """
    height, width, _ = layer.input_type(0).hwc
    out = layer.type.hwc
    top, _, left, _ = layer.get("padding")
    kernel, stride = layer.get("kernel"), layer.get("stride")

    def runs(size: int, count: int, pad: int, k: int, s: int) -> list[tuple[int, int, int]]:
        covered = [min(i * s - pad + k, size) - max(i * s - pad, 0) for i in range(count)]
        result, begin = [], 0
        for i in range(1, count + 1):
            if i == count or covered[i] != covered[begin]:
                result.append((begin, i, covered[begin]))
                begin = i
        return result

    rows = runs(height, out[0], top, kernel[0], stride[0])
    columns = runs(width, out[1], left, kernel[1], stride[1])
    found = [
        (y0, y1, x0, x1, *average_multiplier(max(a * b, 1)))
        for y0, y1, a in rows
        for x0, x1, b in columns
    ]
    return np.array(found, np.int64)


def _bytes() -> np.ndarray:
    """The int8 value of each table index."""
    return np.arange(256, dtype=np.uint8).view(np.int8).astype(np.int64)


def source_value(value: SSAValue) -> SSAValue:
    """The value whose words a value shares."""
    while isinstance(value.owner, View):
        value = value.owner.inputs[0]
    return value
