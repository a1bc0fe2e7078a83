"""What the outputs of a model are compared with."""

import contextlib
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.arch.program import Program
from tinynpu.compiler.compile import import_model
from tinynpu.compiler.tile import TileProgram
from tinynpu.runtime.golden import evaluate

__all__ = ["Reference", "differing_bytes", "find_reference", "random_inputs"]

Reference = Callable[[Sequence[np.ndarray]], list[np.ndarray]]
"""From the inputs of a model to its outputs."""


def find_reference(data: bytes) -> tuple[str, Reference]:
    """Name of what the outputs are compared with, and the function.

    That is LiteRT with its reference kernels for its own files, if it is installed and takes them, else the
    golden model. (onnxruntime computes with float scales, so its bytes are not the ones to compare with.)
    """
    if data[4:8] == b"TFL3":
        # It has limits of its own, as a convolution without a bias.
        refused = (ImportError, RuntimeError, ValueError)
        with contextlib.suppress(*refused), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from ai_edge_litert.interpreter import Interpreter, OpResolverType

            interpreter = Interpreter(
                model_content=data, experimental_op_resolver_type=OpResolverType.BUILTIN_REF
            )
            interpreter.allocate_tensors()
            return "LiteRT BUILTIN_REF", lambda values: _invoke(interpreter, values)
    graph = import_model(data)

    def golden(values: Sequence[np.ndarray]) -> list[np.ndarray]:
        found = evaluate(graph, values)
        return [found[name] for name in graph.outputs]

    return "golden model", golden


def _invoke(interpreter: Any, values: Sequence[np.ndarray]) -> list[np.ndarray]:
    try:
        for detail, value in zip(interpreter.get_input_details(), values, strict=True):
            interpreter.set_tensor(detail["index"], value)
        interpreter.invoke()
    except (RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise FlowError(f"LiteRT must run the model to be compared with ({reason}).") from None
    return [interpreter.get_tensor(d["index"]) for d in interpreter.get_output_details()]


def random_inputs(program: Program | TileProgram, seed: int, number: int) -> list[np.ndarray]:
    """Inputs of a model: the whole range of integers, normally distributed floats.

    Parameters
    ----------
    program
        Program, for shapes and types.
    seed, number
        Other inputs for each seed, and for each number.
    """
    rng = np.random.default_rng((seed, number))
    result = []
    for tensor in program.inputs:
        if tensor.dtype == "float32":
            result.append(rng.normal(0.0, 1.0, tensor.shape).astype(np.float32))
        else:
            kind = np.dtype(tensor.dtype)
            limits = np.iinfo(kind)
            result.append(rng.integers(limits.min, limits.max, tensor.shape, kind, endpoint=True))
    return result


def differing_bytes(ours: Sequence[np.ndarray], theirs: Sequence[np.ndarray]) -> tuple[int, int]:
    """How many bytes of the outputs differ, and of how many; all of one if types or sizes differ."""
    differing = total = 0
    for mine, other in zip(ours, theirs, strict=True):
        a, b = _bytes(mine), _bytes(other)
        total += a.size
        same = mine.dtype == other.dtype and a.size == b.size
        differing += int((a != b).sum()) if same else max(a.size, 1)
    return differing, total


def _bytes(value: np.ndarray) -> np.ndarray:
    return np.frombuffer(value.tobytes(), np.uint8)
