"""TILE commands of products of two computed matrices."""

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.isa import Opcode
from tinynpu.compiler.ir.dialect import Matmul
from tinynpu.compiler.kernels.base import KernelCommands, Step
from tinynpu.compiler.layout import Box, Placement, parameter_words

__all__ = ["MatmulCommands"]


def _int8_terms(value: int) -> list[int]:
    """int8 numbers whose sum is a value in −127..128; none for 0."""
    if value == 128:
        return [64, 64]
    return [value] if value else []


class MatmulCommands(KernelCommands):
    """TILE commands of a product of two computed matrices, one batch after the other.

    The rows of ``b`` come from memory as weights. The sum over ``(a − a_zero)(b − b_zero)`` is that over
    ``a·b``, over ``a·(−b_zero)``, over ``(−a_zero)·b``, and a constant: three passes over the same columns,
    as rows of a kernel. The first two read the samples, the last reads padding of −a_zero.

    Members
    -------
    batches, outputs, depth
        Matrices; rows of ``b``; length of a row.
    matrix_words
        Words of everything that a batch needs as weights and parameters.
    """

    def __init__(self, op: Matmul, config: Config):
        super().__init__(op, config)
        self.batches, _, self.outputs = self.shape
        self.depth = op.input_type(1).hwc[2]
        self.shared = op.input_type(1).hwc[0] == 1
        self.in_blocks = -(-self.depth // config.rows)
        self.block = config.block_cols
        self.cols = min(self.block, self.outputs)
        self.count = -(-self.outputs // self.block)
        self.b_terms = _int8_terms(-op.get("b_zero"))
        self.a_terms = _int8_terms(-op.get("a_zero"))
        self.kernel = 1 + len(self.b_terms) + len(self.a_terms)
        self.part = self.in_blocks * self.cols  # words of one pass over all input blocks
        bias = self.depth * op.get("a_zero") * op.get("b_zero")
        self.parameters = parameter_words(config, np.full(self.outputs, bias, np.int32))
        self.weight_words = self.count * self.kernel * self.part
        self.matrix_words = self.weight_words + len(self.parameters)

    def source_box(self, index: int, box: Box) -> Box:
        """See `KernelCommands.source_box`."""
        _, width, _ = self.op.input_type(0).hwc
        return Box(box.y0, box.y1, 0, width)

    def smallest_chunk(self) -> int:
        """See `KernelCommands.smallest_chunk`: the constants lie with the matrix."""
        return 0

    def term_words(self, value: int) -> np.ndarray:
        """Words of a pass with one number as weight in all channels that there are."""
        words = np.zeros((self.in_blocks, self.cols, self.config.rows), np.int8)
        flat = words.transpose(1, 0, 2).reshape(self.cols, -1)
        flat[:, : self.depth] = value
        shape = (self.cols, self.in_blocks, self.config.rows)
        return np.ascontiguousarray(flat.reshape(shape).transpose(1, 0, 2)).reshape(
            -1, self.config.rows
        )

    def passes(self, base: int) -> list[tuple[int, int, int | None]]:
        """For each outer block and kernel row: block, first word, and the number that is its weight,
        or None for the matrix.
        """
        kinds: list[int | None] = [None, *self.b_terms, *([None] * len(self.a_terms))]
        result = []
        for j in range(self.count):
            for row, kind in enumerate(kinds):
                result.append((j, base + (j * self.kernel + row) * self.part, kind))
        return result

    def matrix_load(
        self, batch: int, block: int, base: int, memory: tuple[int, int]
    ) -> dict[str, int]:
        """Fields of the LOAD of one block of rows of ``b``."""
        first = block * self.block
        rows = min(self.outputs - first, self.cols)
        batch = 0 if self.shared else batch
        return {
            "region": memory[0],
            "memory_offset": memory[1] + (batch * self.outputs + first) * self.depth,
            "memory_line_step": self.depth,
            "base": base,
            "line_step": 1,
            "word_step": self.cols,
            "lines": rows,
            "line_bytes": self.depth,
            "step": self.config.rows,
            "words": self.in_blocks,
        }

    def steps(self, box: Box, base: int, source: Placement, out: Placement) -> list[Step]:
        """TILE for a box of one batch, with the matrix at a word."""
        op, lanes = self.op, self.config.lanes
        low, high = op.get("clamp")
        padded = -(-self.outputs // lanes) * lanes
        terms = self.a_terms
        fields = {
            "round_once": int(op.get("round_once")),
            "multiplier": op.get("multiplier"),
            "shift": op.get("shift"),
            "zero_point": op.get("zero_point"),
            "clamp_min": low,
            "clamp_max": high,
            "weight_cols": self.cols,
            "weight_base": base,
            "param_base": base + self.weight_words,
            "in_base": source.word(box.y0, box.x0),
            "in_column_step": source.column_words,
            "in_block_step": 1,
            "in_height": self.kernel - len(terms),
            "in_width": source.width,
            "origin_x": box.x0,
            "kernel_height": self.kernel,
            "kernel_width": 1,
            "in_blocks": self.in_blocks,
            "stride_y": 1,
            "stride_x": 1,
            "dilation_y": 1,
            "dilation_x": 1,
            "out_height": 1,
            "out_width": box.columns,
            "block_groups": min(self.block, padded) // lanes,
            "outer_blocks": self.count,
            "groups": padded // lanes,
            "out_base": out.word(box.y0, box.x0),
            "out_column_step": out.column_words,
            "out_block_step": 1,
            "pad": terms[0] if terms else 0,
        }
        return [
            Step(
                Opcode.TILE, fields, (), (source.rows(box.y0, box.y1),),
                (out.rows(box.y0, box.y1),), ((base, base + self.matrix_words),),
            )
        ]  # fmt: skip
