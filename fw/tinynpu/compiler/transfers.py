"""LOAD and STORE commands for boxes of tensors."""

import dataclasses

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.compiler.layout import Box, Placement

__all__ = ["Location", "Packing", "load_fields", "store_fields"]

_MOST_BYTES = (1 << 24) - 1


@dataclasses.dataclass(frozen=True)
class Location:
    """Where a tensor lies dense in memory: region and byte offset."""

    region: int
    offset: int


@dataclasses.dataclass(frozen=True)
class Packing:
    """Overlapping windows of (column, channel) bytes: bytes from one to the next, padding columns
    in front of each row, value of the padding.
    """

    step: int
    left: int
    fill: int


def _common(place: Placement, location: Location, box: Box) -> dict[str, int]:
    offset = location.offset + (box.y0 * place.width + box.x0) * place.channels
    return {
        "region": location.region,
        "memory_offset": offset,
        "base": place.word(box.y0, box.x0),
        "word_step": 1,
    }


def _lines(config: Config, place: Placement, location: Location, box: Box) -> list[dict[str, int]]:
    """Lines of pixels; ``words`` counts the words of a line."""
    rows, channels = config.rows, place.channels
    blocks = place.column_words
    row_bytes = place.width * channels
    whole = box.columns == place.width and place.box.columns == place.width
    dense = channels % rows == 0 or blocks == 1
    step = rows if channels % rows == 0 or blocks > 1 else channels
    result = []
    if dense:
        # Pixels follow each other in words as in memory.
        common = _common(place, location, box)
        lines = 1 if whole else box.rows
        columns = box.pixels if whole else box.columns
        result.append(
            common
            | {
                "lines": lines,
                "line_bytes": columns * channels,
                "words": columns * blocks,
                "step": step,
                "memory_line_step": 0 if whole else row_bytes,
                "line_step": 0 if whole else place.row_words,
            }
        )
    else:
        parts = [box] if whole else box.tiles(1, box.columns)
        for part in parts:
            result.append(
                _common(place, location, part)
                | {
                    "lines": part.pixels,
                    "line_bytes": channels,
                    "words": blocks,
                    "step": step,
                    "memory_line_step": channels,
                    "line_step": blocks,
                }
            )
    for fields in result:
        if fields["line_bytes"] > _MOST_BYTES or fields["lines"] > 65535:
            raise CompileError(f"A transfer must have lines of at most {_MOST_BYTES} bytes.")
    return result


def load_fields(
    config: Config, place: Placement, location: Location, box: Box, packing: Packing | None = None
) -> list[dict[str, int]]:
    """Fields of the LOADs that bring a box of a tensor to its placement."""
    if packing is None:
        return _lines(config, place, location, box)
    row_bytes = place.width * place.channels
    return [
        {
            "region": location.region,
            "memory_offset": location.offset + box.y0 * row_bytes,
            "base": place.rows(box.y0, box.y1)[0],
            "word_step": 1,
            "lines": box.rows,
            "memory_line_step": row_bytes,
            "line_step": place.row_words,
            "line_bytes": row_bytes,
            "words": place.row_words,
            "step": packing.step,
            "pad_left": packing.left * place.channels,
            "fill": packing.fill,
        }
    ]


def store_fields(
    config: Config, place: Placement, location: Location, box: Box
) -> list[dict[str, int]]:
    """Fields of the STOREs that write a box of a tensor to memory."""
    result = _lines(config, place, location, box)
    for fields in result:
        del fields["words"]
    return result
