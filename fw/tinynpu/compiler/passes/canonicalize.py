"""Canonicalize: one form for what can be said in several ways."""

import numpy as np
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import SSAValue
from xdsl.passes import ModulePass
from xdsl.pattern_rewriter import (
    GreedyRewritePatternApplier,
    PatternRewriter,
    PatternRewriteWalker,
    RewritePattern,
    op_type_rewrite_pattern,
)

from tinynpu import golden
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import (
    Add,
    AveragePool2D,
    Concat,
    Constant,
    Conv2D,
    DepthwiseConv2D,
    FullyConnected,
    Lookup,
    MaxPool2D,
    Mul,
    Pad,
    Reshape,
    Slice,
    Sub,
    Transpose,
)

__all__ = ["Canonicalize", "constant_value"]


def constant_value(value: SSAValue) -> np.ndarray | None:
    """Value of a constant operand, else None."""
    return value.owner.get("value") if isinstance(value.owner, Constant) else None


class _Nothing(RewritePattern):
    """What changes nothing is left out: reshapes to the same type, whole slices, and so on."""

    def match_and_rewrite(self, op, rewriter: PatternRewriter):
        if isinstance(op, Concat):
            nothing = len(op.inputs) == 1
        else:
            nothing = isinstance(op, Reshape | Slice | Pad | Transpose)
        if not nothing or op.input_type(0) != op.type:
            return
        if isinstance(op, Transpose) and not _free(op):
            return
        rewriter.replace(op, [], [op.inputs[0]])


def _free(op: Transpose) -> bool:
    """Whether only dimensions of size 1 move."""
    shape = op.input_type(0).shape
    moved = [axis for axis in op.get("perm") if shape[axis] != 1]
    return moved == sorted(moved)


class _FreeTranspose(RewritePattern):
    """A transpose that moves only dimensions of size 1 is a reshape."""

    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: Transpose, rewriter: PatternRewriter):
        if _free(op):
            rewriter.replace(op, Reshape.make(op.inputs, op.type, title=op.title, macs=0))


class _Reshapes(RewritePattern):
    """Of two reshapes the second is enough."""

    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: Reshape, rewriter: PatternRewriter):
        before = op.inputs[0].owner
        if isinstance(before, Reshape):
            rewriter.replace(op, Reshape.make(before.inputs, op.type, title=op.title, macs=0))


class _Flattened(RewritePattern):
    """A fully connected layer with one row of inputs flattens by itself."""

    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: FullyConnected, rewriter: PatternRewriter):
        before = op.inputs[0].owner
        if isinstance(before, Reshape) and op.type.size == op.input_type(1).shape[0]:
            new = FullyConnected.make([before.inputs[0], *op.inputs[1:]], op.type, **op.values())
            rewriter.replace(op, new)


class _OnePixel(RewritePattern):
    """With one output pixel the stride does not matter."""

    def match_and_rewrite(self, op, rewriter: PatternRewriter):
        if not isinstance(op, Conv2D | DepthwiseConv2D | AveragePool2D | MaxPool2D):
            return
        height, width, _ = op.type.hwc
        stride = op.get("stride")
        wanted = (1 if height == 1 else stride[0], 1 if width == 1 else stride[1])
        if wanted != stride:
            op.put(stride=wanted)
            rewriter.handle_operation_modification(op)


class _Multiplier(RewritePattern):
    """A depthwise convolution with a multiplier above 1 is a convolution with zeros between."""

    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: DepthwiseConv2D, rewriter: PatternRewriter):
        channels = op.input_type(0).hwc[2]
        weights = constant_value(op.inputs[1])
        if weights is None or weights.shape[3] == channels:
            return
        _, height, width, outputs = weights.shape
        dense = np.zeros((outputs, height, width, channels), np.int8)
        number = np.arange(outputs)
        dense[number, :, :, number // (outputs // channels)] = weights[0].transpose(2, 0, 1)
        old = op.input_type(1)
        kind = TensorType.make(dense.shape, "int8", old.scale, old.zero_point)
        constant = Constant.make([], kind, value=dense, title=f"{op.title} weights")
        new = Conv2D.make(
            [op.inputs[0], constant.results[0], *op.inputs[2:]], op.type, **op.values()
        )
        rewriter.replace(op, [constant, new])


_GOLDEN = {Add: golden.add, Sub: golden.sub, Mul: golden.mul}


class _ConstantOperand(RewritePattern):
    """A sum or product with one number is a table; a smaller constant operand is spread out."""

    def match_and_rewrite(self, op, rewriter: PatternRewriter):
        if not isinstance(op, Add | Sub | Mul):
            return
        for index in (0, 1):
            value = constant_value(op.inputs[index])
            other = op.input_type(1 - index)
            if value is None or constant_value(op.inputs[1 - index]) is not None:
                continue
            if value.size == 1 and other.size == op.type.size:
                bytes_ = np.arange(256, dtype=np.uint8).view(np.int8)
                operands = [bytes_, value.reshape(1)] if index else [value.reshape(1), bytes_]
                types = [op.input_type(0), op.input_type(1), op.type]
                table = _GOLDEN[type(op)](
                    *operands,
                    scales=tuple(kind.scale[0] for kind in types),
                    zero_points=tuple(kind.zero_point for kind in types),
                    clamp=op.get("clamp"),
                )
                new = Lookup.make(
                    [op.inputs[1 - index]], op.type, title=op.title, macs=0, table=table,
                    function=op.name.removeprefix("npu.").upper(),
                )  # fmt: skip
                rewriter.replace(op, new)
                return
            if value.size != op.type.size:
                old = op.input_type(index)
                spread = np.ascontiguousarray(np.broadcast_to(value, op.type.shape))
                kind = TensorType.make(op.type.shape, old.dtype, old.scale, old.zero_point)
                constant = Constant.make([], kind, value=spread, title=f"{op.title} constant")
                operands = list(op.inputs)
                operands[index] = constant.results[0]
                new = type(op).make(operands, op.type, **op.values())
                rewriter.replace(op, [constant, new])
                return


class Canonicalize(ModulePass):
    """Apply all of the above until nothing changes."""

    name = "canonicalize"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        patterns = GreedyRewritePatternApplier(
            [_FreeTranspose(), _Reshapes(), _Nothing(), _Flattened(), _OnePixel(), _Multiplier(),
             _ConstantOperand()]
        )  # fmt: skip
        PatternRewriteWalker(patterns).rewrite_module(op)
