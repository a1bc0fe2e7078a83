"""From a model to a program."""

from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.program import Program, TensorInfo
from tinynpu.compiler.graph import Graph
from tinynpu.compiler.lower import Lowering
from tinynpu.compiler.schedule import schedule
from tinynpu.compiler.tflite import import_tflite

__all__ = ["compile_graph", "compile_model", "read_model"]

_ALIGNMENT = 64


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


def compile_model(data: bytes, config: Config) -> Program:
    """Program of a TensorFlow Lite model for a configuration.

    Raises
    ------
    CompileError
        The model is damaged, not supported, or does not fit.
    """
    return compile_graph(import_tflite(data), config, data)


def compile_graph(graph: Graph, config: Config, model: bytes = b"") -> Program:
    """Program of a graph; ``model`` is the file that it came from.

    Raises
    ------
    CompileError
        The graph is not supported, or does not fit.
    """
    graph.verify()
    lowering = Lowering(graph, config)
    for name in graph.outputs:
        if graph.producer(name) is None:
            raise CompileError(f"Output {name} must be computed, not passed through.")

    def tensors(names: tuple[str, ...]) -> tuple[TensorInfo, ...]:
        infos, offset = [], 0
        for name in names:
            tensor = graph.tensors[name]
            infos.append(TensorInfo(name, tensor.shape, tensor.scale[0], tensor.zero_point, offset))
            offset += -(-infos[-1].size // _ALIGNMENT) * _ALIGNMENT
        return tuple(infos)

    inputs, outputs = tensors(graph.inputs), tensors(graph.outputs)
    made = {node.output: index for index, node in enumerate(lowering.nodes)}
    code, constants, layers, used = schedule(
        config,
        lowering.jobs(),
        lowering.allocation.buffers,
        [lowering.load_fields(info.name, info.offset) for info in inputs],
        [
            (made[lowering.root(info.name)], lowering.store_fields(info.name, info.offset))
            for info in outputs
        ],
        constants_at=0,
    )
    return Program(
        config=config,
        code=code,
        constants=constants,
        inputs=inputs,
        outputs=outputs,
        layers=layers,
        model=model,
        scratchpad_words=lowering.allocation.activation_words + 2 * used,
    )
