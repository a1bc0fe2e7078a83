"""What a run of a program showed, command by command."""

import dataclasses
from collections.abc import Sequence

from tinynpu.arch.assembler import Instruction, decode
from tinynpu.arch.isa import COMMAND_BYTES, COMMANDS, ErrorCode, Opcode, Queue
from tinynpu.arch.run import Event, RunResult, Span
from tinynpu.testing.scenarios import Scenario

__all__ = ["CommandFacts", "ProgramFacts", "command_facts", "program_facts"]


@dataclasses.dataclass(frozen=True)
class CommandFacts:
    """A command that ran: why the array stood still for it, and the lines it read or wrote.

    ``lines`` are byte addresses and lengths in memory, of LOAD and STORE.
    """

    instruction: Instruction
    stalls: frozenset[str] = frozenset()
    lines: tuple[tuple[int, int], ...] = ()


@dataclasses.dataclass(frozen=True)
class ProgramFacts:
    """A program that ran.

    ``tokens``: most tokens given and not yet asked for, in the order of the program, by giver and
    taker. ``rows``: commands in a row for the same queue.
    """

    error: ErrorCode
    latency: int
    pause: float
    tokens: dict[tuple[Queue, Queue], int]
    rows: tuple[tuple[Queue, int], ...]


def instructions(scenario: Scenario) -> list[Instruction]:
    """The program of a scenario up to its END, or to what cannot be decoded."""
    begin = (scenario.program - scenario.origin) % (1 << 32)
    found = []
    for at in range(begin, len(scenario.memory) - COMMAND_BYTES + 1, COMMAND_BYTES):
        instruction = decode(scenario.memory[at : at + COMMAND_BYTES].tobytes())
        if instruction is None:
            break
        found.append(instruction)
        if instruction.opcode == Opcode.END:
            break
    return found


def command_facts(scenario: Scenario, result: RunResult | None) -> list[CommandFacts]:
    """Facts of each command that was executed; without a result those that need no run."""
    program = instructions(scenario)
    if result is not None and result.error:
        program = program[: result.error_command]
    stalls = {} if result is None else _stalls(result.events, result.spans)
    return [
        CommandFacts(
            instruction,
            frozenset(stalls.get(index, ())),
            _lines(instruction, scenario.bases),
        )
        for index, instruction in enumerate(program)
    ]


def _stalls(events: Sequence[Event], spans: Sequence[Span]) -> dict[int, set[str]]:
    """Causes by command: a stall belongs to the TILE that streams then, or to the next one."""
    feeds = sorted(
        (event.begin, event.end, event.command) for event in events if event.unit == "feed"
    )
    found: dict[int, set[str]] = {}
    at = 0
    for span in sorted(spans, key=lambda span: span.begin):
        while at < len(feeds) and feeds[at][1] <= span.begin:
            at += 1
        if at == len(feeds):
            break
        for counter in span.cycles:
            if counter.startswith("stall_"):
                found.setdefault(feeds[at][2], set()).add(counter.removeprefix("stall_"))
    return found


def _lines(command: Instruction, bases: tuple[int, int, int, int]) -> tuple[tuple[int, int], ...]:
    if command.opcode not in (Opcode.LOAD, Opcode.STORE):
        return ()
    first = bases[command["region"]] + command["memory_offset"]
    return tuple(
        ((first + line * command["memory_line_step"]) % (1 << 32), command["line_bytes"])
        for line in range(min(command["lines"], 64))
    )


def program_facts(
    scenario: Scenario, result: RunResult, latency: int, pause: float
) -> ProgramFacts:
    """Facts of the whole program."""
    program = instructions(scenario)
    return ProgramFacts(result.error, latency, pause, _tokens(program), _rows(program))


def _tokens(program: Sequence[Instruction]) -> dict[tuple[Queue, Queue], int]:
    have: dict[tuple[Queue, Queue], int] = {}
    most: dict[tuple[Queue, Queue], int] = {}
    for command in program:
        queue = COMMANDS[command.opcode].queue
        if queue is None:
            continue
        for other in Queue:
            if other == queue:
                continue
            name = other.name.lower()
            if command[f"wait_{name}"]:
                have[other, queue] = max(have.get((other, queue), 0) - 1, 0)
            if command[f"signal_{name}"]:
                have[queue, other] = have.get((queue, other), 0) + 1
                most[queue, other] = max(most.get((queue, other), 0), have[queue, other])
    return most


def _rows(program: Sequence[Instruction]) -> tuple[tuple[Queue, int], ...]:
    found: list[tuple[Queue, int]] = []
    for command in program:
        queue = COMMANDS[command.opcode].queue
        if queue is None:
            continue
        if found and found[-1][0] == queue:
            found[-1] = (queue, found[-1][1] + 1)
        else:
            found.append((queue, 1))
    return tuple(found)
