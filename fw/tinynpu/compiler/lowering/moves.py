"""Layers that move values to kernels."""

import numpy as np
from xdsl.ir import Operation

from tinynpu import golden
from tinynpu.arch.isa import Combine
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import (
    Layer,
    Move,
    Vector,
    View,
)
from tinynpu.compiler.lowering.base import IDENTITY, HostError
from tinynpu.compiler.lowering.elementwise import Elementwise, every_byte

__all__ = ["Moves"]

_MOST_MOVES = 256
"""Moves of a resize by a factor that is not whole."""


class Moves(Elementwise):
    """Reshapes, transposes, parts and joins. Channels that begin within a word take a product with ones and zeros."""

    def reshape(self, layer: Layer) -> Operation:
        """Other rows and columns of the same words."""
        before, after = layer.input_type(0).hwc, layer.type.hwc
        rows = self.config.rows
        if before[2] != after[2] and (before[2] % rows or after[2] % rows):
            raise HostError(f"channels {before[2]} to {after[2]} regroup the bytes of a word")
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
            raise HostError(f"axis {axis} of {list(shape)}")
        return level

    def concat(self, layer: Layer) -> Operation | list[Operation]:
        """Operands one behind the other."""
        for i in range(len(layer.inputs)):
            if layer.input_type(i).quantization != layer.type.quantization:
                raise HostError("an operand has another quantization")
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
        bytes_ = np.stack([every_byte(), every_byte()]).astype(np.int32)
        for i, value in enumerate(layer.inputs):
            count = layer.input_type(i).hwc[2]
            part = self._picked(layer, value, range(count), at, channels)
            at += count
            ops.append(part)
            if total is not None:
                part = Vector.make(
                    [total.results[0], part.results[0]], part.type, tables=bytes_,
                    combine=int(Combine.ADD), multiplier=IDENTITY[0], shift=IDENTITY[1],
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

    def pad(self, layer: Layer) -> Operation | list[Operation]:
        """The zero point around a tensor."""
        before, after = layer.get("before"), layer.get("after")
        if len(before) > 3 and (any(before[:-3]) or any(after[:-3])):
            raise HostError("it pads the batch")
        if len(before) > 3 and int(np.prod(layer.type.shape[:-3], dtype=np.int64)) != 1:
            raise HostError("a batch of more than one")
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

    def transpose(self, layer: Layer) -> Operation:
        """Rows and columns change places."""
        shape, perm = layer.input_type(0).shape, layer.get("perm")
        wide = [axis for axis in perm if shape[axis] > 1]
        # Of the axes that are not 1 the last stays, the two before it change places.
        if (
            len(shape) < 3
            or perm[-1] != len(shape) - 1
            or len([a for a in wide if a < perm[-1]]) != 2
        ):
            raise HostError("it moves channels, or more than rows and columns")
        source, out = layer.input_type(0).hwc, layer.type.hwc
        if (source[1], source[0], source[2]) != out:
            raise HostError("it moves more than rows and columns")
        return Move.make(
            layer.inputs, layer.type, moves=np.array([[0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1]], np.int64),
            sizes=np.array([out], np.int64), fill=0, covered=True, swap=True,
        )  # fmt: skip

    def slice(self, layer: Layer) -> Operation | list[Operation]:
        """Part of each axis."""
        source = layer.input_type(0)
        begin, strides = layer.get("begin"), layer.get("strides")
        taken = [
            len(range(first, last, step))
            for first, last, step in zip(begin, layer.get("end"), strides, strict=True)
        ]
        rank = len(source.shape)
        if rank > 3 and (int(np.prod(source.shape[:-3], dtype=np.int64)) != 1):
            raise HostError("a batch of more than one")
        size = (1, 1, 1, *taken)[-3:]
        at, steps = (0, 0, 0, *begin)[-3:], (1, 1, 1, *strides)[-3:]
        out = layer.type.hwc
        if size != out:
            raise HostError("it removes an axis")
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

    def resize_nearest(self, layer: Layer) -> Operation | list[Operation]:
        """Each pixel several times, or chosen ones."""
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
            raise HostError(f"it takes more than {_MOST_MOVES} moves, for the factor is not whole")
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


def _nearest(size: int, wanted: int, options: dict[str, bool]) -> list[int]:
    """Index of the source for each row (or column) of a resized map."""
    # Indices beyond a byte in two digits.
    index = np.arange(size)
    digits = np.stack([index % 100, index // 100], axis=-1).astype(np.int8).reshape(1, size, 1, 2)
    made = golden.resize_nearest(digits, (wanted, 1), **options).reshape(wanted, 2).astype(int)
    return [int(low + 100 * high) for low, high in made]
