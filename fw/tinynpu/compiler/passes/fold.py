"""Fold: what can be computed now is; what nobody uses goes."""

import numpy as np
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass
from xdsl.pattern_rewriter import (
    GreedyRewritePatternApplier,
    PatternRewriter,
    PatternRewriteWalker,
    RewritePattern,
    op_type_rewrite_pattern,
)

from tinynpu.compiler.ir.dialect import (
    Constant,
    Layer,
    Lookup,
    Pad,
    Reshape,
    Slice,
    Transpose,
    body,
)
from tinynpu.compiler.passes.canonicalize import constant_value

__all__ = ["Fold"]


class _Constants(RewritePattern):
    """A rearrangement or a table of a constant is a constant."""

    def match_and_rewrite(self, op, rewriter: PatternRewriter):
        if not isinstance(op, Reshape | Transpose | Slice | Pad | Lookup):
            return
        value = constant_value(op.inputs[0])
        if value is None:
            return
        if isinstance(op, Reshape):
            value = value.reshape(op.type.shape)
        elif isinstance(op, Transpose):
            value = value.transpose(op.get("perm"))
        elif isinstance(op, Slice):
            parts = zip(op.get("begin"), op.get("end"), op.get("strides"), strict=True)
            value = value[tuple(slice(*part) for part in parts)].reshape(op.type.shape)
        elif isinstance(op, Pad):
            sides = list(zip(op.get("before"), op.get("after"), strict=True))
            value = np.pad(value, sides, constant_values=op.type.zero_point)
        else:
            value = op.get("table")[value.view(np.uint8)]
        constant = Constant.make([], op.type, value=np.ascontiguousarray(value), title=op.title)
        rewriter.replace(op, constant)


class _Tables(RewritePattern):
    """A table of a table is one table; a table that changes nothing goes."""

    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: Lookup, rewriter: PatternRewriter):
        table = op.get("table")
        if op.input_type(0) == op.type and (table.view(np.uint8) == np.arange(256)).all():
            rewriter.replace(op, [], [op.inputs[0]])
            return
        before = op.inputs[0].owner
        if isinstance(before, Lookup):
            both = table[before.get("table").view(np.uint8)]
            values = {**op.values(), "table": both}
            values["function"] = f"{before.get('function')}, {op.get('function')}"
            rewriter.replace(op, Lookup.make(before.inputs, op.type, **values))


class Fold(ModulePass):
    """Apply all of the above until nothing changes, then remove what is not used."""

    name = "fold"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        patterns = GreedyRewritePatternApplier([_Constants(), _Tables()])
        PatternRewriteWalker(patterns).rewrite_module(op)
        for layer in reversed(list(body(op).ops)):
            unused = isinstance(layer, Layer) and not any(
                True for result in layer.results for _ in result.uses
            )
            if unused:
                layer.detach()
                layer.erase()
