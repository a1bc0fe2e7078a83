"""One model on the RTL: cycles, what they went to, and whether every byte is right."""

import contextlib
import dataclasses
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.arch.program import HostStep, Program
from tinynpu.bench.vela import VELA_MACS, vela_estimate
from tinynpu.compiler import compile_model, read_model
from tinynpu.compiler.compile import import_model
from tinynpu.models import MODELS, find_model
from tinynpu.perf import estimate, layer_cycles, layer_stalls, roofline
from tinynpu.rtl import Simulator
from tinynpu.runtime.device import MachineDevice
from tinynpu.runtime.golden import evaluate

__all__ = ["TARGETS", "Layer", "Measurement", "measure"]

TARGETS = {"resnet8": 235_000, "ds-cnn": 62_000, "mobilenet": 170_000, "autoencoder": 36_000}
"""Cycles that the reference models should need at most on ``base``."""


@dataclasses.dataclass(frozen=True)
class Layer:
    """Figures of a layer.

    Members
    -------
    name, op, macs
        As in `tinynpu.arch.program.LayerInfo`.
    cycles_rtl, cycles_model
        From the end of the layer before it to its own, on the RTL and in the cycle model.
    stalls
        Cycles in which the array did not multiply, by cause.
    bytes
        Read and written at the memory port.
    bound_cycles, bound
        The larger of what array and port need at least, and which it is.
    """

    name: str
    op: str
    macs: int
    cycles_rtl: int
    cycles_model: int
    utilization: float
    stalls: dict[str, int]
    bytes: int
    bound_cycles: int
    bound: str


@dataclasses.dataclass(frozen=True)
class Measurement:
    """Figures of a model.

    Members
    -------
    model, preset, macs
        Name or file, name of the configuration, multiply-accumulates of an inference.
    cycles_rtl, cycles_model
        Of all that the NPU does; what the host does takes none of them.
    utilization
        Of all multipliers in all cycles.
    mismatched_bytes, reference, inputs
        Bytes of the outputs that differ from the reference, which one that is, and for how many random inputs.
    vela_cycles, vela_npu_cycles, vela_version
        Vela's estimate for an Ethos-U55 with as many multipliers: all, and those of its NPU alone. None: not installed, or there is none.
    host
        Operators that the host runs, with the reason.
    target
        Of `TARGETS`, on ``base`` with the default memory.
    """

    model: str
    preset: str
    macs: int
    cycles_rtl: int
    cycles_model: int
    utilization: float
    mismatched_bytes: int
    reference: str
    inputs: int
    vela_cycles: int | None
    vela_npu_cycles: int | None
    vela_version: str | None
    target: int | None
    memory_latency: int
    stalls: dict[str, int]
    bytes_read: int
    bytes_written: int
    compile_seconds: float
    rtl_seconds: float
    layers: tuple[Layer, ...]
    host: tuple[dict[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self)


def measure(
    model: str,
    config: Config,
    *,
    directory: Path | None = None,
    latency: int = 20,
    inputs: int = 1,
    seed: int = 0,
    progress: Callable[[str, float], None] = lambda text, fraction: None,
) -> Measurement:
    """Compile a model, run it on the RTL, compare it with its reference.

    Parameters
    ----------
    model
        One of `tinynpu.models.MODELS` by name, or a path.
    config
        Configuration.
    directory
        Where to look for named models; see `tinynpu.models.find_model`.
    latency
        Cycles from a read request of the memory port to the first beat.
    inputs, seed
        Random inputs, the first of which is measured.

    Raises
    ------
    TinyNPUError
        The model is absent or refused, or a tool is missing.
    """
    path = find_model(model, directory)
    data = read_model(path)
    if Program.is_program(data):
        raise FlowError(f"A benchmark must have a model, and {model} is a compiled program.")
    progress(f"{model}: compiling", 0.0)
    begin = time.perf_counter()
    program = compile_model(data, config)
    compile_seconds = time.perf_counter() - begin
    name, reference = _reference(data)
    mismatched = 0
    result, rtl_seconds = None, 0.0
    with Simulator(config, latency=latency, events=True, progress=progress) as simulator:
        device = MachineDevice(simulator)
        for number in range(inputs):
            progress(f"{model}: input {number + 1} on the RTL", number / inputs)
            values = _random_inputs(program, seed, number)
            begin = time.perf_counter()
            inference = device.run(program, values)
            if number == 0:
                result, rtl_seconds = inference.result, time.perf_counter() - begin
            for ours, theirs in zip(inference.outputs, reference(values), strict=True):
                mismatched += int((_bytes(ours) != _bytes(theirs)).sum())
    assert result is not None
    modelled = estimate(program, latency=latency)
    cycles = result.counters["cycles"]
    layers = tuple(
        Layer(
            bound.name,
            bound.op,
            bound.macs,
            rtl,
            ours,
            _utilization(bound.macs, rtl, config),
            {key: value for key, value in stalls.items() if key != "array_active"},
            bound.read_bytes + bound.write_bytes,
            max(bound.compute_cycles, bound.port_cycles),
            bound.bound,
        )
        for bound, rtl, ours, stalls in zip(
            roofline(program),
            layer_cycles(program, result.events, cycles),
            layer_cycles(program, modelled.events, modelled.cycles),
            layer_stalls(program, result.events, result.spans, cycles),
            strict=True,
        )
    )
    vela = _vela(path, config, progress)
    title = model if model in MODELS else path.name
    return Measurement(
        model=title,
        preset=config.name,
        macs=program.macs,
        cycles_rtl=cycles,
        cycles_model=modelled.cycles,
        utilization=_utilization(program.macs, cycles, config),
        mismatched_bytes=mismatched,
        reference=name,
        inputs=inputs,
        vela_cycles=vela.total_cycles if vela else None,
        vela_npu_cycles=vela.npu_cycles if vela else None,
        vela_version=vela.version if vela else None,
        target=TARGETS.get(title) if config.name == "base" and latency == 20 else None,
        memory_latency=latency,
        stalls={
            key: value
            for key, value in result.counters.items()
            if key.startswith("stall_") and value
        },
        bytes_read=result.counters["read_beats"] * config.bus_bytes,
        bytes_written=result.counters["write_beats"] * config.bus_bytes,
        compile_seconds=round(compile_seconds, 3),
        rtl_seconds=round(rtl_seconds, 3),
        layers=layers,
        host=tuple(
            {"name": step.name, "op": step.op, "reason": step.reason}
            for step in program.steps
            if isinstance(step, HostStep)
        ),
    )


def _utilization(macs: int, cycles: int, config: Config) -> float:
    return round(macs / max(cycles * config.macs, 1), 4)


def _bytes(value: np.ndarray) -> np.ndarray:
    return np.frombuffer(np.ascontiguousarray(value).tobytes(), np.uint8)


def _random_inputs(program: Program, seed: int, number: int) -> list[np.ndarray]:
    rng = np.random.default_rng((seed, number))
    result = []
    for tensor in program.inputs:
        if tensor.dtype == "float32":
            result.append(rng.normal(0.0, 1.0, tensor.shape).astype(np.float32))
        else:
            limits = np.iinfo(tensor.dtype)
            values = rng.integers(limits.min, limits.max + 1, tensor.shape)
            result.append(values.astype(tensor.dtype))
    return result


def _reference(data: bytes) -> tuple[str, Callable[[list[np.ndarray]], list[np.ndarray]]]:
    """Name of what the outputs are compared with, and a function from inputs to outputs.

    That is LiteRT with its reference kernels for its own files, if it is installed and takes them, else the
    golden model.
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

    def golden(values: list[np.ndarray]) -> list[np.ndarray]:
        found = evaluate(graph, values)
        return [found[name] for name in graph.outputs]

    return "golden model", golden


def _invoke(interpreter: Any, values: list[np.ndarray]) -> list[np.ndarray]:
    for detail, value in zip(interpreter.get_input_details(), values, strict=True):
        interpreter.set_tensor(detail["index"], value)
    interpreter.invoke()
    return [interpreter.get_tensor(d["index"]) for d in interpreter.get_output_details()]


def _vela(path: Path, config: Config, progress: Callable[[str, float], None]):
    """Vela's estimate, or None where there is none."""
    if config.macs not in VELA_MACS or path.suffix != ".tflite":
        return None
    progress(f"{path.name}: Vela", 1.0)
    with tempfile.TemporaryDirectory(prefix="tinynpu-vela-") as work:
        return vela_estimate(path, Path(work), config.macs)
