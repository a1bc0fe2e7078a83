"""Chrome/Perfetto trace of a run."""

import json

from tinynpu.arch.assembler import decode
from tinynpu.arch.isa import COMMAND_BYTES
from tinynpu.arch.program import Program
from tinynpu.arch.run import RunResult

__all__ = ["chrome_trace", "command_name"]

_THREADS = ("load", "feed", "requantizer", "store")


def command_name(program: Program, index: int) -> str:
    """Name of a command, with its layer."""
    data = program.code[index * COMMAND_BYTES : (index + 1) * COMMAND_BYTES]
    instruction = decode(data) if len(data) == COMMAND_BYTES else None
    name = instruction.opcode.name if instruction else "?"
    layer = program.layer_of(index)
    return f"{name} {layer.name}" if layer else name


def chrome_trace(program: Program, result: RunResult) -> str:
    """JSON that chrome://tracing and Perfetto open; a microsecond there is a cycle here."""
    events: list[dict] = [
        {"ph": "M", "pid": 1, "tid": i, "name": "thread_name", "args": {"name": unit}}
        for i, unit in enumerate(_THREADS)
    ]
    events += [
        {
            "ph": "X",
            "pid": 1,
            "tid": _THREADS.index(event.unit),
            "ts": event.begin,
            "dur": event.end - event.begin,
            "name": command_name(program, event.command),
            "args": {"command": event.command},
        }
        for event in result.events
    ]
    return json.dumps({"traceEvents": events, "otherData": {"counters": result.counters}}) + "\n"
