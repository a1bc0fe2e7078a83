"""Known-answer tests: a program, its inputs and what memory must hold, to run without this project."""

from tinynpu.kat.folder import require_folder, write_vectors
from tinynpu.kat.vectors import Piece, Vector, VectorSet, make_vectors

__all__ = ["Piece", "Vector", "VectorSet", "make_vectors", "require_folder", "write_vectors"]
