"""Choices of the compiler that may be made differently."""

import dataclasses
from typing import Any

__all__ = ["Tuning"]


@dataclasses.dataclass(frozen=True)
class Tuning:
    """What the passes may be told; by default they decide themselves.

    Members
    -------
    tiles
        Rows and columns of the tiles of a layer, by its title.
    chunk_words
        Most scratchpad words of constants that are loaded at once.
    """

    tiles: dict[str, tuple[int, int]] = dataclasses.field(default_factory=dict)
    chunk_words: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """For a JSON file."""
        return {"tiles": self.tiles, "chunk_words": self.chunk_words}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Tuning":
        """From a JSON file."""
        tiles = {name: (int(size[0]), int(size[1])) for name, size in values["tiles"].items()}
        return cls(tiles, values["chunk_words"])
