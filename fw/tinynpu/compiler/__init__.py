"""Compiler: int8 models to programs."""

from tinynpu.compiler.compile import compile_graph, compile_model, read_model

__all__ = ["compile_graph", "compile_model", "read_model"]
