"""From a model to a program."""

from collections.abc import Collection
from pathlib import Path

from tinynpu.arch.assembler import disassemble
from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.program import Program
from tinynpu.compiler.graph import Graph
from tinynpu.compiler.ir.dialect import print_module
from tinynpu.compiler.passes.assemble import assemble_module
from tinynpu.compiler.passes.import_graph import import_graph
from tinynpu.compiler.pipeline import (
    PASSES,
    Observe,
    Show,
    passes,
    require_passes,
    run_passes,
)
from tinynpu.compiler.tuning import Tuning

__all__ = ["compile_graph", "compile_model", "import_model", "read_model"]


def read_model(path: Path) -> bytes:
    """Bytes of a model file.

    Raises
    ------
    CompileError
        It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise CompileError(f"The model {path} must be readable ({error.strerror}).") from None


def import_model(data: bytes) -> Graph:
    """Graph of a TensorFlow Lite or ONNX model.

    Raises
    ------
    CompileError
        The model is damaged or not supported.
    """
    if data[4:8] == b"TFL3":
        from tinynpu.compiler.tflite import import_tflite

        return import_tflite(data)
    try:
        from tinynpu.compiler.onnx import import_onnx
    except ImportError:
        raise CompileError(
            "A model must be a TensorFlow Lite file (identifier TFL3); this is not."
        ) from None
    return import_onnx(data)


def compile_model(data: bytes, config: Config, tuning: Tuning | None = None) -> Program:
    """Program of a model for a configuration.

    Raises
    ------
    CompileError
        The model is damaged, not supported, or does not fit.
    """
    return compile_graph(import_model(data), config, data, tuning)


def compile_graph(
    graph: Graph,
    config: Config,
    model: bytes = b"",
    tuning: Tuning | None = None,
    *,
    show: Show | None = None,
    before: Collection[str] = (),
    after: Collection[str] = (),
    observe: Observe | None = None,
) -> Program:
    """Program of a graph; ``model`` is the file that it came from.

    Parameters
    ----------
    tuning
        Choices that the passes need not make.
    show, before, after, observe
        As in `tinynpu.compiler.pipeline.run_passes`.

    Raises
    ------
    CompileError
        The graph is not supported, or does not fit.
    """
    graph.verify()
    require_passes((*before, *after), (*PASSES, "all"))
    if show and ("import" in before or "all" in before):
        show("before import", str(graph))
    module = import_graph(graph)
    if show and ("import" in after or "all" in after):
        show("after import", print_module(module))
    run_passes(
        module, passes(config, tuning).values(), show=show, before=before, after=after,
        observe=observe,
    )  # fmt: skip
    if show and ("assemble" in before or "all" in before):
        show("before assemble", print_module(module))
    program = assemble_module(module, config, model)
    if show and ("assemble" in after or "all" in after):
        show("after assemble", disassemble(program.code))
    return program
