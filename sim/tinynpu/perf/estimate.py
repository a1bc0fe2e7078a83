"""Cycles of a program, without simulating each of them."""

import dataclasses

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import COMMAND_BYTES
from tinynpu.arch.program import Program
from tinynpu.arch.registers import COUNTERS
from tinynpu.arch.run import Event, Span
from tinynpu.perf.commands import Fields, decode_code
from tinynpu.perf.compact import CompactMachine
from tinynpu.perf.feed import Feed
from tinynpu.perf.reads import Fetch, Loader, ReadPort
from tinynpu.perf.requantizer import Requantizer
from tinynpu.perf.state import Machine
from tinynpu.perf.writes import Storer

__all__ = ["Estimate", "estimate", "estimate_code"]


@dataclasses.dataclass(frozen=True)
class Estimate:
    """What a program is thought to take.

    Members
    -------
    cycles
        From start to done.
    counters
        As in `tinynpu.arch.registers.COUNTERS`.
    events
        When each unit works on each command, by their ends.
    spans
        What the array did.
    """

    cycles: int
    counters: dict[str, int]
    events: tuple[Event, ...]
    spans: tuple[Span, ...]


def estimate(program: Program, *, latency: int = 20, beat_cycles: int = 1) -> Estimate:
    """Cycles of a program, those of host steps left out.

    Parameters
    ----------
    program
        Program.
    latency, beat_cycles
        Of the memory, as in `tinynpu.rtl.Simulator`.
    """
    parts: list[tuple[int, Estimate]] = []
    for step in program.npu_steps:
        code = program.code[step.first_command * COMMAND_BYTES :]
        part = estimate_code(program.config, code, latency=latency, beat_cycles=beat_cycles)
        parts.append((step.first_command, part))
    return parts[0][1] if len(parts) == 1 else _joined(parts)


def _joined(parts: list[tuple[int, Estimate]]) -> Estimate:
    """Steps one after the other, each with the index of its first command."""
    cycles = 0
    counters = dict.fromkeys(COUNTERS, 0)
    events: list[Event] = []
    spans: list[Span] = []
    for first, part in parts:
        events += [
            Event(e.unit, first + e.command, cycles + e.begin, cycles + e.end) for e in part.events
        ]
        spans += [Span(cycles + s.begin, cycles + s.end, s.cycles) for s in part.spans]
        for name, value in part.counters.items():
            counters[name] += value
        cycles += part.cycles
    return Estimate(cycles, counters, tuple(events), tuple(spans))


def estimate_code(
    config: Config,
    code: bytes,
    *,
    bases: tuple[int, int, int, int] = (0, 0, 0, 0),
    latency: int = 20,
    beat_cycles: int = 1,
) -> Estimate:
    """Cycles of a row of commands.

    Parameters
    ----------
    config
        Configuration.
    code
        Commands, up to END.
    bases
        Base registers; only where a transfer lies in a beat and in 4 KiB matters.
    latency, beat_cycles
        As in `estimate`.

    Raises
    ------
    CompileError
        An opcode is illegal, there is no END, or the program would not come to its end.
    """
    machine = Machine(config, bases)
    commands = decode_code(code)
    if config.compact:
        return _compact(machine, commands, latency, beat_cycles)
    port = ReadPort(machine, latency, beat_cycles)
    fetch = Fetch(machine, port, commands)
    loader = Loader(machine, port)
    feed = Feed(machine)
    requantizer = Requantizer(machine, feed)
    storer = Storer(machine, latency, beat_cycles)
    for process in (
        fetch.request(),
        fetch.dispatch(),
        port.serve(fetch, loader),
        loader.address_side(),
        feed.take(),
        feed.run(),
        requantizer.run(),
        storer.run(),
    ):
        machine.kernel.start(process)
    machine.kernel.run()
    counters = machine.counters
    cycles = fetch.finish + 1
    counters["read_beats"] = sum(beats for cycle, beats in port.beats if cycle < cycles)
    return _result(machine, fetch.finish)


def _compact(machine: Machine, commands: list[Fields], latency: int, beat_cycles: int) -> Estimate:
    core = CompactMachine(machine, commands, latency, beat_cycles)
    for process in core.processes():
        machine.kernel.start(process)
    machine.kernel.run()
    return _result(machine, core.finish)


def _result(machine: Machine, finish: int) -> Estimate:
    """Counters and events of a program that ended in cycle ``finish``, 0 if it did not."""
    if not finish:
        raise CompileError("A program must come to its END; this one waits for ever.")
    counters = machine.counters
    counters["cycles"] = cycles = finish + 1
    counters = {name: counters.get(name, 0) for name in COUNTERS}
    explained = counters["array_active"] + sum(
        value for name, value in counters.items() if name.startswith("stall_")
    )
    counters["stall_command"] += cycles - explained
    events = sorted(machine.events, key=lambda event: (event.end, event.unit))
    return Estimate(cycles, counters, tuple(events), tuple(machine.spans))
