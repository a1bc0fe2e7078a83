"""Runs programs until every coverage point is hit, each compared with the instruction-set simulator."""

import dataclasses
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.arch.isa import ErrorCode
from tinynpu.arch.run import RunResult
from tinynpu.core.verilog import generate_verilog
from tinynpu.rtl import Simulator
from tinynpu.testing import scenarios
from tinynpu.testing.registers import check_registers
from tinynpu.testing.scenarios import Scenario
from tinynpu.verify.blocks import ROOMY
from tinynpu.verify.coverage.collect import Collector
from tinynpu.verify.coverage.facts import command_facts, program_facts
from tinynpu.verify.coverage.verilator import ModuleCoverage, read_coverage
from tinynpu.verify.coverage.waivers import unwaived

__all__ = ["COVERED", "CoverageReport", "run_coverage"]

COVERED = ROOMY.replace(name="covered", cols=6)
"""The configuration that is covered; with ``cols`` > ``rows`` every cause of a stall exists."""

_LATENCIES = (1, 7, 20, 300)
_KINDS: tuple[Callable[..., Scenario], ...] = (
    scenarios.command_scenario,
    scenarios.transfer_scenario,
    scenarios.wide_scenario,
    scenarios.chain_scenario,
)
_BY_WATCHDOG = ("program: error", "TIMEOUT")
_PROGRAMS_FOR_LINES = 15
_TRIES = 60
"""Programs drawn, at most, to find one that hits a bin that is still missed."""


@dataclasses.dataclass(frozen=True)
class CoverageReport:
    """What was covered.

    Members
    -------
    counts
        Hits of each bin of each point.
    unreachable
        Bins that cannot be hit: point, bin, reason.
    missed
        Bins that were not hit and are not unreachable: point, bin.
    modules
        Lines and toggles by Verilog module, without the lines that are waived; empty in a quick run.
    waived
        How many lines are waived, by reason.
    programs, cycles, seed, seconds
        What was run.
    """

    counts: dict[str, dict[str, int]]
    unreachable: list[tuple[str, str, str]]
    missed: list[tuple[str, str]]
    modules: list[ModuleCoverage]
    waived: dict[str, int]
    programs: int
    cycles: int
    seed: int
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return dataclasses.asdict(self)


def run_coverage(
    *,
    quick: bool = False,
    seed: int = 1,
    most: int = 0,
    progress: Callable[[str, float], None] | None = None,
) -> CoverageReport:
    """Run programs and collect coverage.

    First every fault and every use of tokens, then random programs, then programs that are chosen
    because they hit what is still missed.

    Parameters
    ----------
    quick
        Few programs, without lines and toggles.
    seed
        Of the programs and of the memory's pauses.
    most
        Random programs of each of the four kinds, at most; 0: 10 if ``quick``, else 60.
    progress
        Told what is being done.

    Raises
    ------
    FlowError
        A program does something else than on the instruction-set simulator, or a bin that is listed
        as unreachable was hit.
    """
    begin = time.monotonic()
    with _Run(seed, lines=False) as run:
        _execute(run, most or (10 if quick else 60), progress)
    if wrong := run.collector.wrongly_unreachable():
        raise FlowError(f"These bins are listed as unreachable, and were hit: {wrong}.")
    modules, waived = [], {}
    if not quick:
        # Counting lines and toggles makes the simulator ten times slower.
        with _Run(seed, lines=True) as lines:
            _execute(lines, _PROGRAMS_FOR_LINES, progress)
            modules, waived = lines.modules()
    return CoverageReport(
        run.collector.counts(),
        [(*key, reason) for key, reason in run.collector.unreachable.items()],
        sorted(run.collector.missed()),
        modules,
        waived,
        run.programs,
        run.cycles,
        seed,
        round(time.monotonic() - begin, 1),
    )


def _execute(run: "_Run", most: int, progress: Callable[[str, float], None] | None):
    """Registers, faults and tokens, then random programs, then the watchdog."""
    rng = np.random.default_rng((run.seed, 11))
    directed = [
        *scenarios.fault_scenarios(rng, COVERED),
        *scenarios.token_scenarios(rng, COVERED),
    ]
    run.registers()
    for number, scenario in enumerate(itertools.chain(directed, _random(rng, run, most))):
        run.execute(scenario)
        if progress and number % 10 == 0:
            left = len(run.collector.missed())
            what = "lines" if run.lines else "coverage"
            progress(
                f"{what}: {run.programs} programs, {left} bins missed",
                number / (len(directed) + 4 * most),
            )
    run.time_out(scenarios.command_scenario(rng, COVERED))


def _random(rng: np.random.Generator, run: "_Run", most: int) -> Iterator[Scenario]:
    """Random programs; from a tenth of them on, only those that may hit what is missed."""
    for number in range(most):
        for kind in _KINDS:
            if number * 10 < most:
                yield kind(rng, COVERED)
                continue
            missed = run.collector.missed() - {_BY_WATCHDOG}
            static = {key for key in missed if "stall" not in key[0]}
            if not missed:
                return
            if missed != static:
                # Stalls come from what is under way; long programs of TILEs have most of it.
                yield scenarios.command_scenario(rng, COVERED, 10)
            if static:
                yield _hitting(rng, run, kind, static)


def _hitting(
    rng: np.random.Generator,
    run: "_Run",
    kind: Callable[..., Scenario],
    wanted: set[tuple[str, str]],
) -> Scenario:
    """A program that hits a wanted bin, if one is found in some tries."""
    scenario = kind(rng, COVERED)
    for _ in range(_TRIES):
        if run.collector.would_hit(command_facts(scenario, None), wanted):
            break
        scenario = kind(rng, COVERED)
    return scenario


class _Run:
    """The core under programs, and what they covered."""

    def __init__(self, seed: int, *, lines: bool):
        self.collector = Collector(COVERED)
        self.lines = lines
        self.seed = seed
        self.random = np.random.default_rng((seed, 12))
        self.programs = 0
        self.cycles = 0
        self.machine = self._new()

    def _new(self) -> Simulator:
        return Simulator(COVERED, coverage=self.lines, events=True, max_cycles=5_000_000)

    def __enter__(self):
        return self

    def __exit__(self, *exception: object):
        self.machine.close()

    def modules(self) -> tuple[list[ModuleCoverage], dict[str, int]]:
        """Lines and toggles so far, and the lines that are waived by reason."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "coverage.dat"
            self.machine.write_coverage(path)
            return unwaived(list(read_coverage([path]).values()), generate_verilog(COVERED))

    def execute(self, scenario: Scenario):
        """Run a program with a random memory, compare, and collect."""
        machine = self._new() if scenario.fresh else self.machine
        latency = int(self.random.choice(_LATENCIES))
        pause = float(self.random.choice((0.0, 0.3)))
        options = machine.options
        options.read_latency = options.write_latency = latency
        options.pause_per_1024 = round(1024 * pause)
        options.beat_cycles = int(self.random.choice((1, 3)))
        options.origin = scenario.origin
        machine.set_options()
        memory = scenario.memory.copy()
        result = machine.execute(memory, program=scenario.program, bases=scenario.bases)
        if scenario.fresh:
            machine.close()
        found = (result.error, result.error_command)
        if found != (scenario.error, scenario.command):
            raise FlowError(
                f"Program {self.programs} ({scenario.name}) must end with "
                f"{scenario.error.name} at {scenario.command}, not {found[0].name} at {found[1]}."
            )
        if scenario.expected is not None and not np.array_equal(memory, scenario.expected):
            raise FlowError(
                f"Program {self.programs} ({scenario.name}) must leave the memory that the "
                "instruction-set simulator leaves, and does not."
            )
        self._collect(scenario, result, latency, pause)

    def registers(self):
        """Access every register in every way, out of reset."""
        check_registers(self.machine, COVERED)
        self.machine.write_register("watchdog", 0)

    def time_out(self, scenario: Scenario):
        """Run a program that the watchdog stops."""
        self.machine.options.origin = scenario.origin
        self.machine.set_options()
        self.machine.write_register("watchdog", 50)
        result = self.machine.execute(
            scenario.memory.copy(), program=scenario.program, bases=scenario.bases
        )
        self.machine.write_register("watchdog", 0)
        if result.error != ErrorCode.TIMEOUT:
            raise FlowError(f"The watchdog must stop a program; it ended with {result.error.name}.")
        self._collect(scenario, result, 20, 0.0)

    def _collect(self, scenario: Scenario, result: RunResult, latency: int, pause: float):
        self.programs += 1
        self.cycles += result.counters["cycles"]
        for facts in command_facts(scenario, result):
            self.collector.command(facts)
        self.collector.program(program_facts(scenario, result, latency, pause))
