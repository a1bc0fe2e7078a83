"""One model on the RTL: cycles, what they went to, and whether every byte is right."""

import dataclasses
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.arch.presets import preset
from tinynpu.arch.program import Program
from tinynpu.arch.registers import COUNTERS
from tinynpu.arch.run import RunResult
from tinynpu.bench.figures import TARGETS, Layer, Measurement
from tinynpu.bench.reference import differing_bytes, find_reference, random_inputs
from tinynpu.bench.vela import VELA_MACS, VelaEstimate, vela_estimate
from tinynpu.compiler import compile_model, read_model
from tinynpu.models import MODELS, find_model
from tinynpu.perf import estimate, layer_cycles, layer_stalls, roofline
from tinynpu.rtl import Simulator
from tinynpu.runtime.device import MachineDevice

__all__ = ["Candidate", "measure", "prepare"]

Progress = Callable[[str, float], None]


@dataclasses.dataclass(frozen=True)
class Candidate:
    """A model that was compiled: what it is called, its file, its program, how long that took."""

    name: str
    path: Path
    program: Program
    compile_seconds: float


def prepare(
    model: str,
    config: Config,
    directory: Path | None = None,
    progress: Progress = lambda text, fraction: None,
) -> Candidate:
    """Compile a model.

    Parameters
    ----------
    model
        One of `tinynpu.models.MODELS` by name, or a path.
    config
        Configuration.
    directory
        Where to look for named models; see `tinynpu.models.find_model`.

    Raises
    ------
    TinyNPUError
        The model is absent or refused.
    """
    path = find_model(model, directory)
    data = read_model(path)
    if Program.is_program(data):
        raise FlowError(f"A benchmark must have a model, and {model} is a compiled program.")
    progress(f"{model}: compiling", 0.0)
    begin = time.perf_counter()
    program = compile_model(data, config)
    seconds = time.perf_counter() - begin
    return Candidate(model if model in MODELS else path.name, path, program, seconds)


def measure(
    candidate: Candidate,
    *,
    latency: int = 20,
    beat_cycles: int = 1,
    inputs: int = 1,
    seed: int = 0,
    progress: Progress = lambda text, fraction: None,
) -> Measurement:
    """Run a model on the RTL, compare it with its reference, explain its cycles.

    Parameters
    ----------
    candidate
        Of `prepare`.
    latency
        Cycles from a read request of the memory port to the first beat.
    beat_cycles
        Cycles of a beat of the memory port.
    inputs, seed
        Random inputs, the first of which is measured.

    Raises
    ------
    TinyNPUError
        A tool is missing, or a run fails.
    """
    program, config = candidate.program, candidate.program.config
    name, reference = find_reference(program.model)
    mismatched = compared = 0
    result, rtl_seconds = None, 0.0
    with Simulator(
        config, latency=latency, beat_cycles=beat_cycles, events=True, progress=progress
    ) as simulator:
        device = MachineDevice(simulator)
        for number in range(inputs):
            progress(f"{candidate.name}: input {number + 1} on the RTL", number / inputs)
            values = random_inputs(program, seed, number)
            begin = time.perf_counter()
            inference = device.run(program, values)
            if number == 0:
                result, rtl_seconds = inference.result, time.perf_counter() - begin
            wrong, count = differing_bytes(inference.outputs, reference(values))
            mismatched, compared = mismatched + wrong, compared + count
    assert result is not None, "a machine says what it did"
    # A model that is for the host alone has no run to count in.
    counters = dict.fromkeys(COUNTERS, 0) | result.counters
    cycles, beats = counters["cycles"], counters["read_beats"]
    modelled_cycles, layers = _layers(program, result, cycles, latency, beat_cycles)
    progress(f"{candidate.name}: Vela", 1.0)
    vela, missing = _vela(candidate.path, config)
    wanted = config == preset("base") and latency == 20
    return Measurement(
        model=candidate.name,
        preset=config.name,
        macs=program.macs,
        cycles_rtl=cycles,
        cycles_model=modelled_cycles,
        utilization=_utilization(program.macs, cycles, config),
        port_utilization=round(beats / max(cycles, 1), 4),
        mismatched_bytes=mismatched,
        output_bytes=compared,
        reference=name,
        inputs=inputs,
        vela_cycles=vela.total_cycles if vela else None,
        vela_npu_cycles=vela.npu_cycles if vela else None,
        vela_version=vela.version if vela else None,
        vela_missing=missing,
        target=TARGETS.get(candidate.name) if wanted else None,
        memory_latency=latency,
        stalls={key: n for key, n in counters.items() if key.startswith("stall_") and n},
        bytes_read=beats * config.bus_bytes,
        bytes_written=counters["write_beats"] * config.bus_bytes,
        compile_seconds=round(candidate.compile_seconds, 3),
        rtl_seconds=round(rtl_seconds, 3),
        layers=layers,
        host=tuple(
            {"name": step.name, "op": step.op, "reason": step.reason} for step in program.host_steps
        ),
    )


def _layers(
    program: Program, result: RunResult, cycles: int, latency: int, beat_cycles: int
) -> tuple[int, tuple[Layer, ...]]:
    """Cycles of the model, and the layers."""
    modelled = estimate(program, latency=latency, beat_cycles=beat_cycles)
    layers = tuple(
        Layer(
            bound.name,
            bound.op,
            bound.macs,
            rtl,
            ours,
            _utilization(bound.macs, rtl, program.config),
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
    return modelled.cycles, layers


def _utilization(macs: int, cycles: int, config: Config) -> float:
    return round(macs / max(cycles * config.macs, 1), 4)


def _vela(path: Path, config: Config) -> tuple[VelaEstimate | None, str | None]:
    """Vela's estimate; where there is none, the reason."""
    if config.macs not in VELA_MACS:
        known = ", ".join(map(str, VELA_MACS))
        return None, f"An Ethos-U55 has {known} multipliers, not {config.macs}."
    if path.suffix != ".tflite":
        return None, "Vela takes .tflite files."
    with tempfile.TemporaryDirectory(prefix="tinynpu-vela-") as work:
        try:
            found = vela_estimate(path, Path(work), config.macs)
        except FlowError as error:
            # Its log goes with the folder.
            return None, str(error).partition("; its log:")[0].rstrip(".") + "."
    return found, None if found else "Vela is not installed: pip install 'tinynpu[bench]'."
