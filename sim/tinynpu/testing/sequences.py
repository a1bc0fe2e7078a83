"""Random programs of all queues with tokens, and what becomes of them: for tests of the sequencer."""

import random
from collections import deque

from tinynpu.arch.assembler import Instruction, check, decode
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMANDS, QUEUES, ErrorCode, Opcode, Queue

__all__ = ["outcome", "queued", "random_legal", "random_program"]

_MOST_TOKENS = 8
"""Tokens not yet taken in program order: with the commands that wait in queues below 15."""


def queued(queue: Queue) -> str:
    """Name of a queue in fields and ports."""
    return queue.name.lower()


def random_legal(draw: random.Random, config: Config, opcode: Opcode, **fixed: int) -> Instruction:
    """Command whose fields are anywhere within their limits; token bits are 0 if not given."""
    values = {}
    for field in COMMANDS[opcode].fields:
        if field.name == "opcode":
            continue
        low, high = field.bounds(config)
        token = field.name.startswith(("wait_", "signal_"))
        values[field.name] = 0 if token else draw.choice((low, high, draw.randint(low, high)))
    return Instruction.make(opcode, **{**values, **fixed})


def random_program(draw: random.Random, config: Config, length: int) -> list[Instruction]:
    """START, so many commands whose tokens are given before they are waited for, END."""
    left = {(giver, taker): 0 for giver in Queue for taker in Queue if giver != taker}
    program = [Instruction.start(config)]
    for _ in range(length):
        queue = draw.choice(list(Queue))
        tokens = {}
        for other in Queue:
            if other == queue:
                continue
            if left[other, queue] and draw.random() < 0.6:
                left[other, queue] -= 1
                tokens[f"wait_{queued(other)}"] = 1
            if left[queue, other] < _MOST_TOKENS and draw.random() < 0.4:
                left[queue, other] += 1
                tokens[f"signal_{queued(other)}"] = 1
        program.append(random_legal(draw, config, draw.choice(QUEUES[queue]), **tokens))
    return [*program, Instruction.make(Opcode.END)]


def outcome(program: list[bytes], config: Config) -> tuple[ErrorCode, int]:
    """Error (or NONE) and the position of the command that it names, if engines never fail.

    Does not depend on how long anything takes: queues and tokens have one giver and one taker each.
    """
    tokens = {(giver, taker): 0 for giver in Queue for taker in Queue if giver != taker}
    queues: dict[Queue, deque[tuple[int, dict[str, int]]]] = {queue: deque() for queue in Queue}
    position = 0
    while True:
        moved = False
        for queue, commands in queues.items():
            others = [other for other in Queue if other != queue]
            while commands:
                values = commands[0][1]
                wanted = [other for other in others if values[f"wait_{queued(other)}"]]
                if not all(tokens[other, queue] for other in wanted):
                    break
                for other in wanted:
                    tokens[other, queue] -= 1
                for other in others:
                    tokens[queue, other] += values[f"signal_{queued(other)}"]
                commands.popleft()
                moved = True
        raw = program[position]
        if error := check(raw, config, first=position == 0):
            return error, position
        opcode = Opcode(raw[0] & 15)
        queue = COMMANDS[opcode].queue
        if queue is None and opcode == Opcode.START:
            position, moved = position + 1, True
        elif queue is not None and len(queues[queue]) < config.queue_depth:
            command = decode(raw)
            assert command is not None
            queues[queue].append((position, dict(command.values)))
            position, moved = position + 1, True
        elif opcode == Opcode.END and not any(queues.values()):
            return ErrorCode.NONE, 0
        if not moved:
            first = next(queues[q] for q in (Queue.COMPUTE, Queue.LOAD, Queue.STORE) if queues[q])
            return ErrorCode.DEADLOCK, first[0][0]
