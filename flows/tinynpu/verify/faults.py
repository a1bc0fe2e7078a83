"""Faults at the edges: late, refusing and silent memories, storms of register accesses, aborts.

Every run must end in the right answer or in a named error, and the run behind it must be right.
"""

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError, DeviceError, FlowError
from tinynpu.arch.isa import ErrorCode
from tinynpu.arch.presets import preset
from tinynpu.arch.run import RunResult
from tinynpu.compiler import compile_graph, compile_model
from tinynpu.iss import Simulator as Iss
from tinynpu.models import MODELS, find_model
from tinynpu.rtl import Simulator as Rtl
from tinynpu.rtl.simulator import CHANNELS
from tinynpu.runtime.device import MachineDevice
from tinynpu.testing.configs import DEFAULT_CONFIGS
from tinynpu.testing.models import random_graph
from tinynpu.testing.models_dir import models_dir
from tinynpu.testing.programs import fault_cases, random_case
from tinynpu.verify.storm import RegisterStorm, state_of

__all__ = ["FaultReport", "Scenario", "Workload", "run_faults"]

Progress = Callable[[str, float], None]

HOLD = 10_000
"""Cycles for which a channel is held back."""
_SMALL = DEFAULT_CONFIGS[0]
_MODELS = 3
_BUS_ERRORS = {
    "fetch": (ErrorCode.FETCH_BUS,),
    "load": (ErrorCode.LOAD_BUS,),
    "store": (ErrorCode.STORE_BUS,),
}


@dataclasses.dataclass(frozen=True, eq=False)
class Workload:
    """A program in a memory image, and the image that it must leave.

    ``cycles`` are those of an undisturbed run.
    """

    name: str
    memory: np.ndarray
    program: int
    bases: tuple[int, int, int, int]
    expected: np.ndarray
    cycles: int = 0


@dataclasses.dataclass(frozen=True)
class Scenario:
    """How the runs of one kind ended.

    Members
    -------
    right
        Runs with the right answer.
    errors
        Runs that ended in a named error, by its name.
    failures
        What was wrong: a sentence for each run that hung, was silently wrong, or named a wrong
        error, or after which the next run was not right.
    accesses
        Register accesses meanwhile.
    cycles
        Clock cycles.
    """

    name: str
    runs: int
    right: int
    errors: dict[str, int]
    failures: tuple[str, ...]
    accesses: int
    cycles: int


@dataclasses.dataclass(frozen=True)
class FaultReport:
    """All scenarios; ``workloads`` names what was run, ``skipped`` says what was not and why."""

    scenarios: tuple[Scenario, ...]
    workloads: tuple[str, ...]
    skipped: tuple[str, ...]
    seed: int
    seconds: float

    @property
    def failures(self) -> tuple[str, ...]:
        """Failures of all scenarios."""
        return tuple(f"{s.name}: {text}" for s in self.scenarios for text in s.failures)

    @property
    def accesses(self) -> int:
        """Register accesses during inferences."""
        return sum(scenario.accesses for scenario in self.scenarios)

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON values."""
        return dataclasses.asdict(self)


def run_faults(*, quick: bool, seed: int, progress: Progress | None = None) -> FaultReport:
    """All scenarios.

    Parameters
    ----------
    quick
        Few runs of small programs, 3000 register accesses. Otherwise also the MLPerf Tiny models,
        if they are there, and 100,000 accesses.
    seed
        Of everything random.
    progress
        Told what is being done, and the fraction that is done.

    Raises
    ------
    FlowError
        A tool is missing.
    """
    tell = progress or (lambda text, fraction: None)
    began = time.monotonic()
    rng = np.random.default_rng(seed)
    scenarios: list[Scenario] = []
    workloads: list[str] = []
    skipped: list[str] = []
    with Rtl(_SMALL, progress=progress) as rtl:
        bench = _Bench(rtl, _small_workloads(rng, _SMALL, 1 if quick else _MODELS), rng, tell)
        scenarios += bench.run(2 if quick else 12, 3_000 if quick else 100_000)
        workloads += [work.name for work in bench.workloads]
    if quick:
        skipped.append("MLPerf Tiny models: left out of a quick run")
    elif models_dir() is None:
        skipped.append("MLPerf Tiny models: not found (tinynpu models --download)")
    else:
        config = preset("base")
        with Rtl(config, progress=progress) as rtl:
            for name in MODELS:
                bench = _Bench(rtl, _reference_workloads(rng, config, name), rng, tell)
                scenarios += bench.inferences(5_000)
                workloads += [work.name for work in bench.workloads]
    return FaultReport(
        tuple(scenarios), tuple(workloads), tuple(skipped), seed,
        round(time.monotonic() - began, 1),
    )  # fmt: skip


class _Recorder:
    """The ISS, which keeps what it ran."""

    def __init__(self, name: str, config: Config):
        self.name = name
        self.iss = Iss(config)
        self.found: list[Workload] = []

    @property
    def config(self) -> Config:
        """Configuration."""
        return self.iss.config

    def execute(
        self, memory: np.ndarray, *, program: int, bases: tuple[int, int, int, int]
    ) -> RunResult:
        """Run, and keep the memory before and behind."""
        before = memory.copy()
        result = self.iss.execute(memory, program=program, bases=bases)
        name = f"{self.name}, step {len(self.found)}" if self.found else self.name
        self.found.append(Workload(name, before, program, bases, memory.copy()))
        return result


def _small_workloads(rng: np.random.Generator, config: Config, models: int) -> list[Workload]:
    """A program of random commands, and small models."""
    case = random_case(rng, config, 6)
    found = []
    recorder = _Recorder("random commands", config)
    if recorder.execute(case.memory.copy(), program=0, bases=case.bases).error:
        raise FlowError("A random program must run on the ISS without an error.")
    found += recorder.found
    for number in range(1000):
        if len(found) > models:
            break
        graph = random_graph(np.random.default_rng(number))
        try:
            program = compile_graph(graph, config)
        except CompileError as error:
            if "must fit" not in str(error):
                raise
            continue
        found += _record(f"random model {number}", config, program, rng)[:1]
    return found


def _reference_workloads(rng: np.random.Generator, config: Config, name: str) -> list[Workload]:
    folder = models_dir()
    assert folder is not None
    program = compile_model(find_model(name, folder).read_bytes(), config)
    return _record(name, config, program, rng)


def _record(name: str, config: Config, program, rng: np.random.Generator) -> list[Workload]:
    recorder = _Recorder(name, config)
    inputs = [rng.integers(-128, 128, t.shape).astype(t.dtype) for t in program.inputs]
    MachineDevice(recorder).run(program, inputs)
    return recorder.found


class _Bench:
    """A simulator, what runs on it, and the scenarios."""

    def __init__(
        self,
        rtl: Rtl,
        workloads: Sequence[Workload],
        rng: np.random.Generator,
        tell: Progress,
    ):
        self.rtl = rtl
        self.rng = rng
        self.tell = tell
        self.memory = np.zeros(0, np.uint8)
        self.workloads = []
        for work in workloads:
            self._calm()
            if self._end(work) != ErrorCode.NONE:
                raise DeviceError(
                    f"{work.name} must run without an error when nothing disturbs it."
                )
            cycles = rtl.read_register("cycles")
            self.workloads.append(dataclasses.replace(work, cycles=cycles))

    # One run

    def _calm(self):
        """A memory without faults."""
        self.rtl.change(
            read_latency=20, write_latency=20, beat_cycles=1, pause_per_1024=0, error_begin=0,
            error_end=0, error_response=2,
        )  # fmt: skip

    def _start(self, work: Workload):
        self.memory = work.memory.copy()
        self.rtl.start(self.memory, program=work.program, bases=work.bases)

    def _finish(self, work: Workload, limit: int) -> ErrorCode:
        """Until the run ends; its error.

        Raises
        ------
        DeviceError
            It hangs, breaks a rule of the bus, or ends without an error and with a wrong answer.
        """
        begin = self.rtl.cycle
        while state_of(self.rtl.read_register("status")) == "busy":
            self.rtl.ticks(50)
            if self.rtl.cycle - begin > limit:
                raise DeviceError(f"{work.name} must end within {limit} cycles, but hangs.")
        if self.rtl.violation:
            raise DeviceError(f"{work.name} must keep the rules of the bus: {self.rtl.violation}.")
        error = ErrorCode(self.rtl.read_register("error") & 0xFF)
        if error == ErrorCode.NONE and not np.array_equal(self.memory, work.expected):
            raise DeviceError(f"{work.name} must give the right answer or an error, but is wrong.")
        return error

    def _end(self, work: Workload, limit: int = 0) -> ErrorCode:
        self._start(work)
        return self._finish(work, limit or 20 * work.cycles + 10_000_000)

    def _recover(self, work: Workload):
        """After whatever happened, a run without disturbance must be right."""
        self._calm()
        self.rtl.write_register("watchdog", 0)
        self.rtl.reset()
        if self._end(work) != ErrorCode.NONE:
            raise DeviceError(f"{work.name} must run without an error after a reset.")

    def _scenario(
        self, name: str, runs: int, run: Callable[[Workload, int], ErrorCode | str]
    ) -> Scenario:
        """So many runs of each workload; ``run`` gives how one ended."""
        ends: Counter[str] = Counter()
        failures = []
        begin = self.rtl.cycle
        for work in self.workloads:
            for number in range(runs):
                self.tell(f"{name}: {work.name}", number / runs)
                try:
                    ends[ErrorCode(run(work, number)).name] += 1
                    self._recover(work)
                except DeviceError as error:
                    failures.append(f"run {number}: {error}")
                    self._calm()
                    self.rtl.reset()
        right = ends.pop(ErrorCode.NONE.name, 0)
        return Scenario(
            name, runs * len(self.workloads), right, dict(ends), tuple(failures), 0,
            self.rtl.cycle - begin,
        )  # fmt: skip

    def _moment(self, work: Workload) -> int:
        """Cycles from the start to a random moment of the run."""
        return int(self.rng.integers(1, work.cycles))

    # Scenarios

    def run(self, runs: int, accesses: int) -> Iterator[Scenario]:
        """All of them."""
        yield self._scenario("late memory", min(runs, 4), self._late)
        yield self._scenario("memory of changing latency", runs, self._changing)
        for kind in _BUS_ERRORS:
            for response, name in ((2, "SLVERR"), (3, "DECERR")):
                yield self._scenario(
                    f"{name} on {kind}",
                    runs,
                    lambda work, n, kind=kind, response=response: self._refused(
                        work, kind, response
                    ),
                )
        for channel in CHANNELS:
            yield self._scenario(
                f"{channel} held back for {HOLD} cycles",
                max(runs // 2, 1),
                lambda work, n, channel=channel: self._held(work, channel),
            )
        yield self._scenario("abort and restart", 4 * runs, self._aborted)
        yield self._scenario("start in error", 1, self._start_in_error)
        yield self._scenario("watchdog", 2 * runs, self._watchdog)
        yield self._storm(accesses)

    def inferences(self, accesses: int) -> Iterator[Scenario]:
        """Those for large models: one run each."""
        name = self.workloads[0].name
        for scenario in (
            self._scenario("memory of changing latency", 1, self._changing),
            self._scenario("R held back", 1, lambda work, n: self._held(work, "R")),
            self._scenario("W held back", 1, lambda work, n: self._held(work, "W")),
            self._scenario("abort and restart", 2, self._aborted),
            self._storm(accesses),
        ):
            yield dataclasses.replace(scenario, name=f"{name}: {scenario.name}")

    def _late(self, work: Workload, number: int) -> ErrorCode:
        latency = (1, 300, 1000, 4000)[number]
        self.rtl.change(read_latency=latency, write_latency=latency)
        return self._end(work, 50_000 + 2000 * work.cycles)

    def _changing(self, work: Workload, number: int) -> ErrorCode:
        """Latency and pauses change some ten times in a run."""
        del number
        self._start(work)
        while state_of(self.rtl.read_register("status")) == "busy":
            latency = int(self.rng.choice([1, 3, 20, 100, 1500]))
            self.rtl.change(
                read_latency=latency,
                write_latency=int(self.rng.choice([1, 20, 1500])),
                beat_cycles=int(self.rng.choice([1, 1, 2, 5])),
                pause_per_1024=int(self.rng.choice([0, 0, 200, 800])),
            )
            self.rtl.ticks(int(self.rng.integers(1, work.cycles // 5 + 2)))
        return self._finish(work, 1)

    def _refused(self, work: Workload, kind: str, response: int) -> ErrorCode:
        """From a random moment on, the memory refuses what one of the units wants."""
        begin, end = self._range(work, kind)
        self._start(work)
        self.rtl.ticks(self._moment(work) if self.rng.integers(3) else 1)
        self.rtl.change(error_begin=begin, error_end=end, error_response=response)
        error = self._finish(work, 10 * work.cycles + 100_000)
        if error != ErrorCode.NONE and error not in _BUS_ERRORS[kind]:
            raise DeviceError(f"{work.name} must name a bus error of {kind}, not {error.name}.")
        return error

    def _range(self, work: Workload, kind: str) -> tuple[int, int]:
        """Addresses that only this unit uses: code, what never changes, or what is written."""
        changed = np.flatnonzero(work.memory != work.expected)
        code = work.program, work.program + 64 * 24
        if kind == "fetch":
            return code
        if kind == "store":
            first = int(changed[int(self.rng.integers(len(changed)))])
            return first, first + 1
        # What is read lies in the regions, outside the code and what is written.
        low = min(base for base in work.bases if base)
        high = int(changed.min()) if int(changed.min()) > low else len(work.memory)
        return max(low, code[1]), high

    def _held(self, work: Workload, channel: str) -> ErrorCode:
        self._start(work)
        self.rtl.hold(channel, after=self._moment(work), cycles=HOLD)
        error = self._finish(work, 10 * work.cycles + 10 * HOLD)
        self.rtl.hold(channel, after=0, cycles=0)
        return error

    def _aborted(self, work: Workload, number: int) -> ErrorCode:
        """A reset at a random moment, sometimes two, and a start at once."""
        latency = (1, 20, 400)[number % 3]
        self.rtl.change(read_latency=latency, write_latency=latency)
        self._start(work)
        self.rtl.ticks(self._moment(work))
        self.rtl.write_register("control", 2)
        if number % 2:
            self.rtl.write_register("control", 2)
        self.rtl.reset()
        if self.rtl.read_register("status") or self.rtl.read_register("error"):
            raise DeviceError("A reset must clear status and error.")
        return self._end(work, 50_000 + 500 * work.cycles)

    def _start_in_error(self, work: Workload, number: int) -> ErrorCode:
        """A start does nothing while an error stands."""
        del number
        case = fault_cases(self.rng, self.rtl.config)[0]
        memory = case.memory.copy()
        self.rtl.start(memory, program=0, bases=case.bases)
        self.rtl.ticks(2000)
        self.memory = work.memory.copy()
        self.rtl.start(self.memory, program=work.program, bases=work.bases)
        self.rtl.ticks(work.cycles)
        if not np.array_equal(self.memory, work.memory):
            raise DeviceError("A start must be ignored while an error stands.")
        return ErrorCode(self.rtl.read_register("error") & 0xFF)

    def _watchdog(self, work: Workload, number: int) -> ErrorCode:
        """TIMEOUT after just as many cycles as said, or the right answer."""
        limit = int(self.rng.integers(1, 2 * work.cycles))
        self.rtl.write_register("watchdog", limit)
        error = self._end(work)
        cycles = self.rtl.read_register("cycles")
        if error == ErrorCode.TIMEOUT and not limit <= cycles <= limit + 2:
            raise DeviceError(f"A watchdog of {limit} must stop the core then, not after {cycles}.")
        if error == ErrorCode.NONE and cycles > limit + 1:
            raise DeviceError(f"A watchdog of {limit} must stop a run of {cycles} cycles.")
        return error

    def _storm(self, accesses: int) -> Scenario:
        """Random accesses while the workloads run, again and again."""
        storm = RegisterStorm(self.rtl, self.rng)
        done, right, runs, failures = 0, 0, 0, []
        begin = self.rtl.cycle
        while done < accesses and not failures:
            work = self.workloads[runs % len(self.workloads)]
            self.tell(f"storm: {work.name}", done / accesses)
            try:
                self._start(work)
                storm.sync()
                started, before, state = self.rtl.cycle, storm.accesses, "busy"
                while state == "busy":
                    early = self.rtl.cycle - started < work.cycles // 2
                    state = storm.step(state, start=early)
                    if self.rtl.cycle - started > 10 * work.cycles + 10_000:
                        raise DeviceError(f"{work.name} must end, but hangs.")
                done += storm.accesses - before
                if self._finish(work, 1) != ErrorCode.NONE:
                    raise DeviceError(f"{work.name} must run without an error.")
                right += 1
            except DeviceError as error:
                failures.append(f"run {runs}: {error}")
            runs += 1
        self.rtl.write_register("watchdog", 0)
        return Scenario(
            "storm of register accesses", runs, right, {}, tuple(failures), done,
            self.rtl.cycle - begin,
        )  # fmt: skip
