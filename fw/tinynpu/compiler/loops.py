"""Loops of a command written so that the compact core's units, not its microcode, run them."""

from tinynpu.arch.config import Config
from tinynpu.arch.isa import Opcode

__all__ = ["with_inner_loops"]


def with_inner_loops(config: Config, opcode: Opcode, fields: dict[str, int]) -> dict[str, int]:
    """The same work with its longest loops inside; as it is for a core that does not care.

    In the compact core a TILE has no cost for a pass over another input block, and a VECTOR none for
    another column, while the other loops are some dozen microinstructions.
    """
    if config.compact and opcode == Opcode.TILE:
        return _taps_as_blocks(fields)
    if config.compact and opcode == Opcode.VECTOR:
        return _dense_as_columns(fields)
    return fields


def _taps_as_blocks(fields: dict[str, int]) -> dict[str, int]:
    """Kernel columns, and then rows, as input blocks, where none of them lies in the padding."""
    result = dict(fields)
    for axis, kernel, size, out, step in (
        ("x", "kernel_width", "in_width", "out_width", "in_kx_step"),
        ("y", "kernel_height", "in_height", "out_height", "in_ky_step"),
    ):
        taps, blocks = fields[kernel], result["in_blocks"]
        first = fields.get(f"origin_{axis}", 0)
        last = first + (fields[out] - 1) * fields[f"stride_{axis}"]
        last += (taps - 1) * fields[f"dilation_{axis}"]
        if taps == 1:
            continue
        regular = blocks == 1 or fields.get(step, 0) == blocks * result.get("in_block_step", 0)
        if first < 0 or last >= fields[size] or not regular or taps * blocks > 4095:
            break
        if blocks == 1:
            result["in_block_step"] = fields.get(step, 0)
        result |= {kernel: 1, "in_blocks": taps * blocks}
    return result


def _dense_as_columns(fields: dict[str, int]) -> dict[str, int]:
    """Blocks, columns and rows as one row, as far as all operands have them side by side."""
    names = [name for name in ("a", "b", "out") if f"{name}_base" in fields]
    columns, rows = fields["blocks"], 1
    loops = ((fields["width"], "column"), (fields["height"], "row"))

    def side_by_side(loop: str) -> bool:
        return all(fields.get(f"{name}_{loop}_step", 0) == columns for name in names)

    if any(fields.get(f"{name}_block_step", 0) != 1 for name in names):
        return fields
    for count, loop in loops:
        if count > 1 and not side_by_side(loop):
            return fields
        if columns * count <= 4095:
            columns *= count
        elif loop == "row":
            rows = count
        else:
            return fields
    result = {**fields, "width": columns, "height": rows, "blocks": 1}
    for name in names:
        row_step = fields.get(f"{name}_row_step", 0)
        result |= {
            f"{name}_column_step": 1,
            f"{name}_row_step": row_step,
            f"{name}_block_step": 0,
        }
    return result
