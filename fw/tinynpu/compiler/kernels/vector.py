"""VECTOR commands: element by element, and moves."""

from collections.abc import Sequence

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.isa import Combine, Opcode
from tinynpu.compiler.ir.dialect import Move, Vector
from tinynpu.compiler.kernels.base import Chunk, KernelCommands, Step
from tinynpu.compiler.layout import Box, Placement, table_bytes

__all__ = ["MoveCommands", "VectorCommands"]


def _vector_fields(
    names: Sequence[str], places: Sequence[tuple[int, int, int, int]], size: tuple[int, int, int]
) -> dict[str, int]:
    """Bases and steps (base, row, column, block) of the operands and the result."""
    fields = {"height": size[0], "width": size[1], "blocks": size[2]}
    for name, (base, row, column, block) in zip(names, places, strict=True):
        fields |= {
            f"{name}_base": base,
            f"{name}_row_step": row,
            f"{name}_column_step": column,
            f"{name}_block_step": block,
        }
    return fields


class VectorCommands(KernelCommands):
    """TABLE and VECTOR commands of an element-by-element kernel."""

    def __init__(self, op: Vector, config: Config):
        super().__init__(op, config)
        self.tables = op.get("tables")

    def source_box(self, index: int, box: Box) -> Box:
        """See `KernelCommands.source_box`."""
        height, width, _ = self.op.input_type(index).hwc
        y0, y1 = (0, 1) if height == 1 else (box.y0, box.y1)
        x0, x1 = (0, 1) if width == 1 else (box.x0, box.x1)
        return Box(y0, y1, x0, x1)

    def smallest_chunk(self) -> int:
        """See `KernelCommands.smallest_chunk`."""
        return self.config.table_words

    def chunks(self, most: int, *, rise: bool = False, fall: bool = False) -> list[Chunk]:
        """See `KernelCommands.chunks`: a chunk for each table, the work with the last."""
        result = []
        for number, table in enumerate(self.tables):
            last = number == len(self.tables) - 1
            result.append(Chunk(table_bytes(self.config, table), self.steps if last else _no_steps))
        return result

    def prologue(self, number: int) -> list[Step]:
        """The TABLE command of a chunk."""
        return [Step(Opcode.TABLE, {"table": number, "base": 0}, ("base",))]

    def steps(
        self,
        box: Box,
        sources: Sequence[Placement],
        out: Placement,
        part: range | None = None,
    ) -> list[Step]:
        """VECTOR for a box, or for some of the words of its pixels."""
        op = self.op
        part = part if part is not None else range(-(-self.shape[2] // self.config.rows))
        places, reads = [], []
        for index, place in enumerate(sources):
            need = self.source_box(index, box)
            row = place.row_words if need.rows == box.rows else 0
            column = place.column_words if need.columns == box.columns else 0
            base = (place.word(need.y0, need.x0) + part.start) & 0xFFFF
            places.append((base, row, column, 1))
            reads.append(place.rows(need.y0, need.y1))
        base = (out.word(box.y0, box.x0) + part.start) & 0xFFFF
        places.append((base, out.row_words, out.column_words, 1))
        names = ("a", "b")[: len(sources)]
        low, high = op.get("clamp")
        fields = {
            **_vector_fields((*names, "out"), places, (box.rows, box.columns, len(part))),
            "combine": op.get("combine"),
            "table_a": 1,
            "table_b": int(len(sources) > 1),
            "multiplier": op.get("multiplier"),
            "shift": op.get("shift"),
            "zero_point": op.get("zero_point"),
            "clamp_min": low,
            "clamp_max": high,
        }
        writes = (out.rows(box.y0, box.y1),)
        return [Step(Opcode.VECTOR, fields, (), tuple(reads), writes)]


def _no_steps(box: Box, sources: Sequence[Placement], out: Placement) -> list[Step]:
    return []


class MoveCommands(KernelCommands):
    """VECTOR commands that copy rectangles."""

    def __init__(self, op: Move, config: Config):
        super().__init__(op, config)
        self.swap = bool(op.get("swap", False))
        self.moves = [
            (tuple(move), tuple(size))
            for move, size in zip(op.get("moves").tolist(), op.get("sizes").tolist(), strict=True)
        ]

    def _clipped(self, box: Box):
        """For each move that meets the box: operand, its first pixel there and in the result, count."""
        for move, (rows, columns, channels) in self.moves:
            index, y, x, c, sy, sx, oy, ox, oc, ty, tx = move
            i0, i1 = max(-(-(box.y0 - oy) // ty), 0), min(-(-(box.y1 - oy) // ty), rows)
            j0, j1 = max(-(-(box.x0 - ox) // tx), 0), min(-(-(box.x1 - ox) // tx), columns)
            if i0 < i1 and j0 < j1:
                i, j = (j0, i0) if self.swap else (i0, j0)
                source = (y + i * sy, x + j * sx, c, sy, sx)
                target = (oy + i0 * ty, ox + j0 * tx, oc, ty, tx)
                yield index, source, target, (i1 - i0, j1 - j0, channels)

    def _sources(self, box: Box):
        """As `_clipped`, but with rows and columns of the operand."""
        for index, source, target, (rows, columns, _) in self._clipped(box):
            yield index, source, target, (columns, rows) if self.swap else (rows, columns)

    def source_box(self, index: int, box: Box) -> Box:
        """See `KernelCommands.source_box`."""
        height, width, _ = self.op.input_type(index).hwc
        found = [
            (y, y + (rows - 1) * sy + 1, x, x + (columns - 1) * sx + 1)
            for i, (y, x, _, sy, sx), _, (rows, columns) in self._sources(box)
            if i == index
        ]
        if not found:
            return Box(0, 1, 0, width)
        y0, y1, x0, x1 = zip(*found, strict=True)
        return Box(min(y0), min(max(y1), height), min(x0), min(max(x1), width))

    def smallest_chunk(self) -> int:
        """See `KernelCommands.smallest_chunk`: there are no constants."""
        return 0

    def chunks(self, most: int, *, rise: bool = False, fall: bool = False) -> list[Chunk]:
        """See `KernelCommands.chunks`."""
        blocks = range(-(-self.shape[2] // self.config.rows))
        return [Chunk(np.zeros((0, self.config.rows), np.int8), self._steps, blocks)]

    def _steps(self, box: Box, sources: Sequence[Placement], out: Placement) -> list[Step]:
        rows_ = self.config.rows
        result = []
        common = {"combine": int(Combine.FIRST), "clamp_min": -128, "clamp_max": 127}
        if not self.op.get("covered"):
            blocks = -(-self.shape[2] // rows_)
            place = (out.word(box.y0, box.x0), out.row_words, out.column_words, 1)
            fields = {
                **common,
                **_vector_fields(("a", "out"), (place, place), (box.rows, box.columns, blocks)),
                "zero_point": self.op.get("fill"),
            }
            span = out.rows(box.y0, box.y1)
            result.append(Step(Opcode.VECTOR, fields, (), (span,), (span,)))
        for index, source, target, (rows, columns, channels) in self._clipped(box):
            y, x, c, sy, sx = source
            oy, ox, oc, ty, tx = target
            place = sources[index]
            size = (rows, columns, -(-channels // rows_))
            steps = (place.row_words * sy, place.column_words * sx)
            a = ((place.word(y, x) + c // rows_) & 0xFFFF, *steps[:: -1 if self.swap else 1], 1)
            o = (
                (out.word(oy, ox) + oc // rows_) & 0xFFFF,
                out.row_words * ty, out.column_words * tx, 1,
            )  # fmt: skip
            fields = {
                **common,
                **_vector_fields(("a", "out"), (a, o), size),
                "multiplier": 1 << 30,
                "shift": 1,
            }
            height = columns if self.swap else rows
            reads = (place.rows(y, y + (height - 1) * sy + 1),)
            writes = (out.rows(oy, oy + (rows - 1) * ty + 1),)
            result.append(Step(Opcode.VECTOR, fields, (), reads, writes))
        return result
