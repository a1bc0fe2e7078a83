"""Fuse: layers into those beside them, where the result is the same in every bit."""

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

from tinynpu.compiler.ir.dialect import Conv2D, DepthwiseConv2D, Layer, Lookup, Pad
from tinynpu.compiler.passes.fold import Fold

__all__ = ["Fuse"]


def _only_use(value: SSAValue) -> bool:
    return len(list(value.uses)) == 1


class _Padding(RewritePattern):
    """A pad of rows and columns goes into the convolution behind it: both pad with the zero point."""

    def match_and_rewrite(self, op, rewriter: PatternRewriter):
        if not isinstance(op, Conv2D | DepthwiseConv2D):
            return
        pad = op.inputs[0].owner
        if not isinstance(pad, Pad) or pad.input_type(0).quantization != pad.type.quantization:
            return
        before, after = pad.get("before"), pad.get("after")
        if len(before) != 4 or any((before[0], before[3], after[0], after[3])):
            return
        top, bottom, left, right = op.get("padding")
        padding = (top + before[1], bottom + after[1], left + before[2], right + after[2])
        if max(padding) > 255:
            return
        new = type(op).make(
            [pad.inputs[0], *op.inputs[1:]], op.type, **{**op.values(), "padding": padding}
        )
        rewriter.replace(op, new)


class _Activation(RewritePattern):
    """A table that only cuts values off goes into the range of the layer in front of it."""

    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: Lookup, rewriter: PatternRewriter):
        before = op.inputs[0].owner
        if not isinstance(before, Layer) or "clamp" not in before.KEYS:
            return
        if not _only_use(op.inputs[0]) or before.type.quantization != op.type.quantization:
            return
        if before.type.shape != op.type.shape:
            return
        values = np.arange(-128, 128)
        table = op.get("table")[values & 255].astype(np.int64)
        low, high = int(table.min()), int(table.max())
        if (table != np.clip(values, low, high)).any():
            return
        least, most = before.get("clamp")
        clamp = (min(max(least, low), high), max(min(most, high), low))
        # The layer in front keeps its place; only its range changes.
        new = type(before).make(
            before.inputs, op.type,
            **{**before.values(), "clamp": clamp, "title": f"{before.title}, {op.title}"},
        )  # fmt: skip
        rewriter.replace(op, new)


class Fuse(ModulePass):
    """Apply all of the above until nothing changes."""

    name = "fuse"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        patterns = GreedyRewritePatternApplier([_Padding(), _Activation()])
        PatternRewriteWalker(patterns).rewrite_module(op)
        Fold().apply(ctx, op)
