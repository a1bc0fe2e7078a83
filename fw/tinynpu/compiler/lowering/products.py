"""Products of two computed matrices to kernels."""

import numpy as np
from xdsl.ir import Operation, SSAValue

from tinynpu.arch.errors import CompileError
from tinynpu.arch.fixed_point import quantize_multiplier
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import (
    Constant,
    Layer,
    Matmul,
)
from tinynpu.compiler.kernels import MatmulCommands
from tinynpu.compiler.lowering.base import IDENTITY, Base, HostError

__all__ = ["Products"]


class Products(Base):
    """Matrix products."""

    def batch_matmul(self, layer: Layer) -> list[Operation]:
        """A product for each matrix of the batch."""
        ops: list[Operation] = []
        try:
            product = self._product(layer, ops)
            return [*ops, product]
        except HostError:
            # What was made until then uses no values any more.
            for op in ops:
                op.drop_all_references()
            raise

    def _product(self, layer: Layer, ops: list[Operation]) -> Operation:
        """The product; what must be computed before it goes into ``ops``."""
        a, b, out = layer.input_type(0), layer.input_type(1), layer.type
        if not a.hwc[0] == out.hwc[0] or b.hwc[0] not in (1, out.hwc[0]):
            raise HostError("the first operand is repeated")
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
            raise HostError(
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
            multiplier=IDENTITY[0], shift=IDENTITY[1], zero_point=0, clamp=(-128, 127),
            round_once=False, title=f"{layer.title} transpose", op="transpose", macs=0,
        )  # fmt: skip
        self._fits(op)
        ops += [constant, op]
        return op.results[0]

    def _fits(self, op: Matmul):
        words = MatmulCommands(op, self.config).matrix_words
        if 2 * words > self.config.scratchpad_words:
            op.drop_all_references()
            raise HostError(f"a matrix of {words} words is more than half of the scratchpad")
