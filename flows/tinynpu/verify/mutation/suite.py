"""The suite that mutants of the core have to pass: cheap checks first, expectations computed once."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError, DeviceError
from tinynpu.arch.isa import COMMAND_BYTES, ErrorCode
from tinynpu.arch.registers import COUNTERS
from tinynpu.arch.run import RunResult
from tinynpu.compiler import compile_graph
from tinynpu.rtl import Simulator
from tinynpu.runtime.device import MachineDevice
from tinynpu.runtime.golden import evaluate
from tinynpu.testing import scenarios as generators
from tinynpu.testing.models import random_graph
from tinynpu.testing.registers import check_registers, check_reset_values
from tinynpu.testing.scenarios import Scenario
from tinynpu.verify.mutation.report import Verdict

_AHEAD = 4
"""Commands that are fetched ahead, at most (`tinynpu.core.fetch`)."""

CYCLE_COUNTS = "cycle counts"
"""Check that all counters are those of the unchanged core: nothing else was different."""

_LAST_OF_FIRST = "commands"
"""Check with which the first, quick part of the suite ends."""

__all__ = ["CYCLE_COUNTS", "Bench", "DifferenceError", "Suite", "expect"]


class DifferenceError(Exception):
    """The core does not do what it must."""


def expect(truth: Any, text: str):
    """Raise `DifferenceError` unless this is true."""
    if not truth:
        raise DifferenceError(text)


class Bench:
    """A mutant under test; each machine is new out of reset.

    Parameters
    ----------
    config, library, mutant
        As for `tinynpu.rtl.Simulator`.
    reference
        Counters of all programs of the unchanged core in order, or ``None`` to record them.

    Attributes
    ----------
    counters
        Counters of the programs so far.
    slower
        The first difference to the counters of the unchanged core.
    """

    def __init__(
        self, config: Config, library: Path, mutant: int, reference: list[dict[str, int]] | None
    ):
        self.config = config
        self.library = library
        self.mutant = mutant
        self.reference = reference
        self.counters: list[dict[str, int]] = []
        self.slower = ""

    def machine(self, **options: Any) -> Simulator:
        """The mutant out of reset."""
        machine = Simulator(
            self.config, library=self.library, mutant=self.mutant, max_cycles=2_000_000, **options
        )
        return machine

    def execute(self, machine: Simulator, memory: np.ndarray, scenario: Scenario) -> RunResult:
        """Run in ``memory``; after five times the cycles of the unchanged core it has hung."""
        expected = None
        if self.reference is not None:
            expected = self.reference[len(self.counters)]
            machine.max_cycles = 5 * expected["cycles"] + 1000
        result = machine.execute(memory, program=scenario.program, bases=scenario.bases)
        self.counters.append(result.counters)
        if expected is not None and result.counters != expected and not self.slower:
            name = next(name for name in COUNTERS if result.counters[name] != expected[name])
            self.slower = f"program {len(self.counters)}: {name} {result.counters[name]}, not {expected[name]}"
        return result


def _check_counters(machine: Simulator, result: RunResult, scenario: Scenario):
    """Counters against what was seen from outside; ``machine`` records events."""
    counters = result.counters
    explained = counters["array_active"] + sum(
        value for name, value in counters.items() if name.startswith("stall_")
    )
    expect(explained == counters["cycles"], "the array's cycles are not all explained")
    read, written = machine.beats
    # Commands fetched ahead of END may come after the program has ended.
    ahead = read - counters["read_beats"]
    most = _AHEAD * COMMAND_BYTES // machine.config.bus_bytes
    expect(0 <= ahead <= most, f"{read} beats read are counted as {counters['read_beats']}")
    expect(
        counters["write_beats"] == written,
        f"{written} beats written are counted as {counters['write_beats']}",
    )
    if scenario.commands:
        expect(counters["commands"] == scenario.commands, "commands are miscounted")
    if not result.events:
        return
    for unit, name in (("load", "load_active"), ("store", "store_active")):
        busy = sum(event.end - event.begin for event in result.events if event.unit == unit)
        expect(busy == counters[name], f"{name} is {counters[name]}, but {unit} worked {busy}")
    seen: dict[str, int] = {}
    for span in result.spans:
        for name, value in span.cycles.items():
            seen[name] = seen.get(name, 0) + value
    for name in COUNTERS:
        # Before and after the program the array has no command either.
        if name == "array_active" or (name.startswith("stall_") and name != "stall_command"):
            expect(seen.get(name, 0) == counters[name], f"{name} differs from the trace")


def check_scenario(bench: Bench, scenario: Scenario, machine: Simulator | None = None, **options):
    """A program ends as it must, with the memory as it must be."""
    own = machine or bench.machine(origin=scenario.origin, **options)
    memory = scenario.memory.copy()
    result = bench.execute(own, memory, scenario)
    found = (result.error.name, result.error_command)
    expect(
        found == (scenario.error.name, scenario.command),
        f"{scenario.name}: ended with {found}, not {(scenario.error.name, scenario.command)}",
    )
    if scenario.expected is not None:
        wrong = int((memory != scenario.expected).sum())
        expect(not wrong, f"{scenario.name}: {wrong} bytes of memory are wrong")
        _check_counters(own, result, scenario)
        expect(own.read_register("status") == 2, f"{scenario.name}: status is not done")
    else:
        expect(own.read_register("status") == 0, f"{scenario.name}: the reset does not help")
    expect(not own.violation, own.violation)
    if machine is None:
        own.close()
    return result


@dataclasses.dataclass(frozen=True)
class Check:
    """A part of the suite."""

    name: str
    run: Callable[[Bench], None]


class Suite:
    """Checks with all that they expect, for one configuration.

    Parameters
    ----------
    config
        Configuration of the core.
    seed
        Of the programs and models.
    """

    def __init__(self, config: Config, seed: int = 1):
        self.config = config
        rng = np.random.default_rng((seed, 77))
        checks = list(self._make(rng))
        first = [check.name for check in checks].index(_LAST_OF_FIRST) + 1
        self.parts = checks[:first], checks[first:]
        self._references: list[list[dict[str, int]] | None] = [None, None]

    def _make(self, rng: np.random.Generator):
        config = self.config
        yield Check("reset values", lambda bench: check_reset_values(bench.machine(), config))
        programs_of = {
            "commands": [generators.command_scenario(rng, config) for _ in range(8)],
            "transfers": [generators.transfer_scenario(rng, config) for _ in range(16)],
            "chains": [generators.chain_scenario(rng, config) for _ in range(10)],
            "wide fields": [generators.wide_scenario(rng, config) for _ in range(40)],
            "filters": [generators.wide_scenario(rng, config, filters=True) for _ in range(8)],
        }
        first = {name: scenarios[0] for name, scenarios in programs_of.items()}
        yield Check("first program", _scenarios([first["commands"]], [{"events": True}]))
        yield Check("registers", lambda bench: check_registers(bench.machine(), config))
        yield Check("first programs", _scenarios(list(first.values()), [{"pause": 0.2}]))
        faults = generators.fault_scenarios(rng, config)
        yield Check("faults", lambda bench: _check_faults(bench, faults, first["commands"], {}))
        yield Check("tokens", _scenarios(generators.token_scenarios(rng, config), [{}]))
        bits = generators.bit_scenarios(rng, config)
        yield Check("bits of commands", lambda bench: _check_bits(bench, bits))
        models = list(_models(rng, config, 12))
        yield Check("models", lambda bench: _check_models(bench, models))
        options = [
            {"events": True},
            {"pause": 0.3, "latency": 7, "seed": 2},
            {"latency": 1},
            {"latency": 60},
            {"beat_cycles": 3, "latency": 3},
            {"pause": 0.8, "seed": 3},
            {"pause": 0.05, "latency": 1, "seed": 4},
        ]
        for name, scenarios in programs_of.items():
            yield Check(name, _scenarios(scenarios, options))
        counts = [generators.count_scenario(rng, config) for _ in range(3)]
        yield Check("counts", _scenarios(counts, [{}, {"pause": 0.1}]))
        good = first["commands"]
        busy = first["chains"]
        yield Check("control", lambda bench: _check_control(bench, good, faults))
        yield Check("watchdog", lambda bench: _check_watchdog(bench, good))
        yield Check("bus errors", lambda bench: _check_bus_errors(bench, busy, good))
        yield Check("resets", lambda bench: _check_resets(bench, [busy, good], good))
        yield Check(
            "faults with pauses",
            lambda bench: _check_faults(bench, faults, good, {"pause": 0.3, "latency": 5}),
        )

        long = generators.long_scenarios(rng, config)
        yield Check("long", _scenarios(long, [{}, {"latency": 2}]))

    def run(self, library: Path, mutant: int, part: int) -> Verdict:
        """Run the checks of a part (0 or 1) until one fails.

        The first call of each part must be for the core itself (mutant 0): it records the counters
        of each program. Counters that differ from those at the end are the last check.
        """
        bench = Bench(self.config, library, mutant, self._references[part])
        for check in self.parts[part]:
            try:
                check.run(bench)
            except (DifferenceError, DeviceError, ValueError) as error:
                # ValueError: an error code that does not exist.
                return Verdict(True, check.name, str(error))
            except KeyError as error:
                return Verdict(True, check.name, f"activity {error} does not exist")
        if self._references[part] is None:
            self._references[part] = bench.counters
        return Verdict(bool(bench.slower), CYCLE_COUNTS if bench.slower else "", bench.slower)


def _scenarios(scenarios: list[Scenario], options: list[dict[str, Any]]):
    def run(bench: Bench):
        for i, scenario in enumerate(scenarios):
            check_scenario(bench, scenario, **options[i % len(options)])

    return run


def _moved(scenario: Scenario, origin: int) -> Scenario:
    """The same at another place of the address space."""
    change = origin - scenario.origin
    bases = [(base + change) & 0xFFFFFFFF for base in scenario.bases]
    return dataclasses.replace(
        scenario,
        origin=origin,
        program=(scenario.program + change) & 0xFFFFFFFF,
        bases=(bases[0], bases[1], bases[2], bases[3]),
    )


def _check_faults(
    bench: Bench, faults: list[Scenario], good: Scenario, options: dict[str, Any]
):  # fmt: skip
    """Each fault is named; after some of them a good program must run."""
    good = _moved(good, 0)
    machine = bench.machine(**options)
    for i, fault in enumerate(faults):
        check_scenario(bench, fault, machine)
        if i % 8 == 0:
            check_scenario(bench, good, machine)
    check_scenario(bench, good, machine)
    machine.close()


def _check_bits(bench: Bench, scenarios: list[Scenario]):
    machine = bench.machine(latency=1)
    for scenario in scenarios:
        check_scenario(bench, scenario, machine)
    machine.close()


def _start(machine: Simulator, scenario: Scenario) -> np.ndarray:
    memory = scenario.memory.copy()
    machine.start(memory, program=scenario.program, bases=scenario.bases)
    return memory


def _wait(machine: Simulator, cycles: int = 40_000):
    for _ in range(cycles // 20):
        if not machine.read_register("status") & 1:
            return
        expect(not machine.violation, machine.violation)
        machine.ticks(20)
    raise DifferenceError("the core stays busy")


def _check_control(bench: Bench, good: Scenario, faults: list[Scenario]):
    """Start, status and interrupt bits, and when they are ignored."""
    assert good.expected is not None
    machine = bench.machine(origin=good.origin)
    for enable in (0, 1, 2, 3):
        memory = _start(machine, good)
        machine.write_register("interrupt_enable", enable)
        expect(machine.read_register("status") == 1, "status is not busy")
        expect(not machine.irq, "interrupt while busy")
        machine.write_register("control", 1)  # ignored while busy
        _wait(machine)
        expect(machine.read_register("status") == 2, "status is not done")
        expect(machine.read_register("interrupt_pending") == 1, "done is not pending")
        expect(machine.irq == bool(enable & 1), "interrupt line after done")
        machine.write_register("interrupt_pending", 2)
        expect(machine.read_register("interrupt_pending") == 1, "the wrong bit cleared done")
        machine.write_register("interrupt_pending", 1)
        expect(machine.read_register("interrupt_pending") == 0, "done cannot be cleared")
        expect(not machine.irq, "interrupt after it was cleared")
        expect(np.array_equal(memory, good.expected), "memory after a start while busy")
        now = {name: machine.read_register(name) for name in COUNTERS}
        machine.ticks(50)
        later = {name: machine.read_register(name) for name in COUNTERS}
        expect(now == later, "counters run after the end")
    machine.write_register("control", 0)
    machine.ticks(30)
    expect(machine.read_register("status") == 2, "writing 0 to control did something")
    machine.write_register("control", 2)
    _wait(machine)
    expect(machine.read_register("status") == 0, "done after a reset")
    machine.close()
    for fault in (faults[0], faults[-1], faults[len(faults) // 2]):
        machine = bench.machine()
        for enable in (0, 1, 2, 3):
            memory = _start(machine, fault)
            machine.write_register("interrupt_enable", enable)
            _wait(machine)
            machine.ticks(400)
            expect(machine.read_register("status") == 4, "status is not error")
            expect(machine.read_register("interrupt_pending") == 2, "error is not pending")
            expect(machine.irq == bool(enable & 2), "interrupt line after an error")
            code = machine.read_register("error")
            expect(code == fault.error | fault.command << 16, "error register")
            machine.write_register("control", 1)  # ignored in error
            machine.ticks(60)
            expect(machine.read_register("status") == 4, "a start left the error")
            expect(machine.read_register("error") == code, "the cause changed")
            machine.reset()
            expect(machine.read_register("error") == 0, "error after a reset")
            expect(machine.read_register("interrupt_pending") == 2, "a reset cleared pending")
            machine.write_register("interrupt_pending", 2)
            expect(machine.read_register("interrupt_pending") == 0, "error cannot be cleared")
        machine.close()


def _check_watchdog(bench: Bench, good: Scenario):
    """A limit stops the program in its cycle; one that is not reached changes nothing."""
    assert good.expected is not None
    machine = bench.machine(origin=good.origin)
    for limit in (1, 2, 100, 1023, 2**31 + 5, 0):
        machine.write_register("watchdog", limit)
        memory = good.memory.copy()
        result = bench.execute(machine, memory, good)
        if 0 < limit < 2000:
            expect(result.error == ErrorCode.TIMEOUT, f"watchdog {limit}: {result.error.name}")
            expect(result.error_command == 0, "a timeout has no command")
            cycles = result.counters["cycles"]
            expect(limit <= cycles <= limit + 2, f"watchdog {limit} after {cycles} cycles")
        else:
            expect(result.error == 0, f"watchdog {limit}: {result.error.name}")
            expect(np.array_equal(memory, good.expected), "memory with the watchdog")
    machine.close()


def _check_bus_errors(bench: Bench, busy: Scenario, good: Scenario):
    """Error responses in every part of memory: fetch, load and store stop, the core recovers."""
    assert busy.expected is not None
    changed = np.flatnonzero(busy.memory != busy.expected)
    program = (busy.program - busy.origin) & 0xFFFFFFFF
    places = [
        (program, ErrorCode.FETCH_BUS),
        (program + 200, ErrorCode.FETCH_BUS),
        (program + 64 * (busy.commands - 1), ErrorCode.FETCH_BUS),
        (int(changed[0]), ErrorCode.STORE_BUS),
        (int(changed[len(changed) // 2]), ErrorCode.STORE_BUS),
        (int(changed[-1]), ErrorCode.STORE_BUS),
        (program + 64 * 64 + 30, ErrorCode.LOAD_BUS),
        (program + 64 * 64 + 1000, ErrorCode.LOAD_BUS),
    ]
    for i, (place, code) in enumerate(places):
        machine = bench.machine(
            origin=busy.origin, errors=(place, place + 1), pause=(0.0, 0.3)[i % 2], seed=i
        )
        memory = busy.memory.copy()
        result = bench.execute(machine, memory, busy)
        expect(result.error == code, f"error at {place}: {result.error.name}, not {code.name}")
        machine.options.error_end = 0
        machine.set_options()
        check_scenario(bench, _moved(good, busy.origin), machine)
        machine.close()


def _check_resets(bench: Bench, scenarios: list[Scenario], good: Scenario):
    """A reset at any moment leaves the bus legal and the core ready."""
    for number, scenario in enumerate(scenarios):
        machine = bench.machine(origin=scenario.origin, pause=0.3, seed=number)
        for cycles in [*range(1, 1600, 67), *range(2000, 8000, 397)]:
            memory = _start(machine, scenario)
            machine.ticks(cycles)
            machine.reset()
            expect(machine.read_register("status") == 0, "status after a reset")
            kept = slice(0, scenario.target)
            expect(
                np.array_equal(memory[kept], scenario.memory[kept]),
                f"a reset after {cycles} cycles damages memory",
            )
            after = memory.copy()
            machine.ticks(30)
            expect(np.array_equal(after, memory), "memory changes after a reset")
            expect(not machine.violation, machine.violation)
            if cycles % 3 == 0:
                check_scenario(bench, _moved(good, scenario.origin), machine)
        machine.close()


def _models(rng: np.random.Generator, config: Config, count: int):
    """Compiled models with inputs and the outputs of the golden model."""
    while count:
        graph = random_graph(rng)
        try:
            program = compile_graph(graph, config)
        except CompileError as error:
            if "must fit" not in str(error):  # the scratchpad is small
                raise
            continue
        shapes = [graph.tensors[name].shape for name in graph.inputs]
        inputs = [rng.integers(-128, 128, shape).astype(np.int8) for shape in shapes]
        count -= 1
        yield program, inputs, evaluate(graph, inputs)[graph.outputs[0]]


class _Recorded:
    """Machine for `MachineDevice` that keeps to the cycles of the unchanged core."""

    def __init__(self, bench: Bench, machine: Simulator):
        self.bench = bench
        self.machine = machine
        self.config = machine.config

    def execute(self, memory: np.ndarray, *, program: int, bases: tuple[int, int, int, int]):
        scenario = Scenario("model", memory, 0, program, bases, ErrorCode.NONE, 0, None)
        result = self.bench.execute(self.machine, memory, scenario)
        _check_counters(self.machine, result, scenario)
        return result


def _check_models(bench: Bench, models: list):
    for i, (program, inputs, expected) in enumerate(models):
        machine = bench.machine(pause=(0.0, 0.2)[i % 2], seed=i, events=True)
        inference = MachineDevice(_Recorded(bench, machine)).run(program, inputs)
        expect(np.array_equal(inference.outputs[0], expected), f"model {i}: outputs are wrong")
        machine.close()
