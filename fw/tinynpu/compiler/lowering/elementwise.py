"""Layers that work element by element to kernels."""

import numpy as np
from xdsl.ir import Operation, SSAValue

from tinynpu.arch.errors import CompileError
from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier, quantize_multiplier
from tinynpu.arch.isa import Combine
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import (
    Dense,
    Layer,
    Vector,
)
from tinynpu.compiler.lowering.base import IDENTITY, Base, HostError

__all__ = ["Elementwise", "every_byte"]


class Elementwise(Base):
    """Sums, products, tables; and mixtures of channels."""

    def add(self, layer: Layer) -> list[Operation]:
        """Sum or difference of tables; LiteRT aligns both operands to 20 more bits."""
        a, b, out = layer.input_type(0), layer.input_type(1), layer.type
        twice = 2 * max(a.scale[0], b.scale[0])
        tables = [
            multiply_by_quantized_multiplier(
                (every_byte() - tensor.zero_point) << 20,
                *quantize_multiplier(tensor.scale[0] / twice),
            )
            for tensor in (a, b)
        ]
        if layer.name == "npu.sub":
            tables[1] = -tables[1]
        scale = quantize_multiplier(twice / ((1 << 20) * out.scale[0]))
        return self._vector(layer, tables, Combine.ADD, scale)

    sub = add

    def mul(self, layer: Layer) -> list[Operation]:
        """Product of the differences to the zero points."""
        if not self.config.has_product:
            raise HostError("the compact core multiplies no two tensors")
        a, b, out = layer.input_type(0), layer.input_type(1), layer.type
        tables = [every_byte() - tensor.zero_point for tensor in (a, b)]
        real = np.float32(a.scale[0]) * np.float32(b.scale[0]) / np.float32(out.scale[0])
        return self._vector(layer, tables, Combine.MULTIPLY, quantize_multiplier(float(real)))

    def lookup(self, layer: Layer) -> Operation:
        """A table."""
        table = layer.get("table").astype(np.int64)
        layer.put(clamp=(-128, 127))
        (op,) = self._vector(layer, [table], Combine.FIRST, IDENTITY)
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
                raise HostError("both operands are repeated")
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
            multiplier=zeros + IDENTITY[0], shift=zeros + IDENTITY[1], zero_point=0,
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


def every_byte() -> np.ndarray:
    """The int8 value of each table index."""
    return np.arange(256, dtype=np.uint8).view(np.int8).astype(np.int64)
