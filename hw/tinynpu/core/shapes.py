"""Shapes and signatures that the units of the core share, derived from `tinynpu.arch`."""

from amaranth.hdl import C, Cat, Value, signed, unsigned
from amaranth.lib import data, enum, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.isa import COMMAND_WORDS, COMMANDS, Opcode, Queue

__all__ = [
    "READ_LATENCY",
    "Activity",
    "EngineSignature",
    "ReadPort",
    "WritePort",
    "command_layout",
    "entry_layout",
    "memory_request_layout",
    "memory_response_layout",
    "queue_words",
    "result_layout",
    "tokens_given",
    "walker_latency",
]


class Activity(enum.Enum, shape=4):
    """What the array does in a cycle; exactly one of these, so that all cycles are explained."""

    IDLE = 0
    """No TILE to stream (the sequencer tells waiting for a command from waiting for a token)."""
    ACTIVE = 1
    FENCE = 2
    HANDOVER = 3
    WEIGHT = 4
    ACCUMULATOR = 5
    BANK = 6
    GAP = 7


def queue_words(queue: Queue) -> int:
    """Leading 32-bit words of a command that the commands of a queue use."""
    return 1 + max(
        field.word
        for command in COMMANDS.values()
        if command.queue == queue
        for field in command.fields
    )


def command_layout(opcode: Opcode, words: int = COMMAND_WORDS) -> data.FlexibleLayout:
    """Fields of a command over its raw bits: ``data.View(command_layout(op, words), raw)``."""
    return data.FlexibleLayout(
        32 * words,
        {
            field.name: data.Field(
                signed(field.width) if field.signed else unsigned(field.width),
                32 * field.word + field.lsb,
            )
            for field in COMMANDS[opcode].fields
        },
    )


def entry_layout(words: int) -> data.StructLayout:
    """A queued command: its index in the program and its leading words."""
    return data.StructLayout({"index": 16, "raw": 32 * words})


def tokens_given(own: Queue, command: data.View) -> Value:
    """Value of ``signal`` of `EngineSignature` when a command of the ``own`` queue has finished.

    One assignment to all bits: Verilog simulators never run the process of a bit that nothing but
    a constant is assigned to, and leave it at X.
    """
    return Cat(
        C(0, 1) if queue == own else command[f"signal_{queue.name.lower()}"] for queue in Queue
    )


class EngineSignature(wiring.Signature):
    """What an engine tells the sequencer.

    Members
    -------
    busy : Out(1)
        From the cycle after a command was accepted until the cycle of ``done``, inclusive.
    index : Out(16)
        Index of the running command; valid while ``busy``.
    done : Out(1)
        In one cycle: a command has finished and all it wrote is visible.
    signal : Out(3)
        Tokens that the finished command gives, a bit for each `Queue`; valid with ``done``.
    error : Out(8)
        Error code; not 0 from the moment the command ``index`` fails, until a reset.
    halt : In(1)
        From the next cycle on start nothing more: no scratchpad access, no new burst. Bursts under
        way are completed.
    """

    def __init__(self):
        super().__init__(
            {
                "busy": Out(1),
                "index": Out(16),
                "done": Out(1),
                "signal": Out(3),
                "error": Out(8),
                "halt": In(1),
            }
        )


READ_LATENCY = 3
"""Cycles from a granted read of the scratchpad to its word: block memories are slow, and far from
each other. A register before them leaves a cycle to the grants, one behind them a cycle to what
takes the word."""


def walker_latency(single_port: bool) -> int:
    """Cycles from a read of a walker of the requantizer to its word.

    With banks of two ports nobody comes before the requantizer: its requests go through a register.
    """
    return READ_LATENCY if single_port else READ_LATENCY + 1


class ReadPort(wiring.Signature):
    """Scratchpad read, as the client sees it.

    ``address`` is accepted in a cycle in which ``valid`` and ``ready`` are 1; ``data`` holds the word
    `READ_LATENCY` cycles later (in the compact core: one), in that cycle only. ``ready`` depends on
    ``address``, but not on ``valid``. An address that is not below ``scratchpad_words`` is an error of
    the client's command: what is read there means nothing.
    """

    def __init__(self, word_bytes: int):
        super().__init__(
            {
                "valid": Out(1),
                "ready": In(1),
                "address": Out(16),
                "data": In(8 * word_bytes),
            }
        )


class WritePort(wiring.Signature):
    """Scratchpad write, as the client sees it: bytes whose ``mask`` bit is 1 are written.

    ``address`` must be below ``scratchpad_words``.
    """

    def __init__(self, word_bytes: int):
        super().__init__(
            {
                "valid": Out(1),
                "ready": In(1),
                "address": Out(16),
                "data": Out(8 * word_bytes),
                "mask": Out(word_bytes),
            }
        )


def memory_request_layout() -> data.StructLayout:
    """A burst to read: bus-aligned byte address, and beats (1..burst_beats), within 4 KiB."""
    return data.StructLayout({"address": 32, "beats": 9})


def memory_response_layout(bus_bytes: int) -> data.StructLayout:
    """A beat read: data, whether it is the last of its burst, and whether the bus says error."""
    return data.StructLayout({"data": 8 * bus_bytes, "last": 1, "error": 1})


def result_layout(positions: int) -> data.StructLayout:
    """Where a group of results goes: scratchpad word, and which group of ``lanes`` bytes in it."""
    return data.StructLayout({"valid": 1, "address": 16, "position": range(max(positions, 2))})
