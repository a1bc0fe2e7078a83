"""Machine that executes program bytes, without a clock."""

import collections

import numpy as np

from tinynpu.arch.assembler import Instruction, check, decode
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES, QUEUES, TOKEN_MAX, ErrorCode, Opcode, Queue
from tinynpu.arch.run import RunResult
from tinynpu.iss.state import CommandError, State
from tinynpu.iss.tile import tile
from tinynpu.iss.transfer import load, store
from tinynpu.iss.vector import table, vector

__all__ = ["Simulator"]

_OPERATIONS = {
    Opcode.LOAD: load,
    Opcode.STORE: store,
    Opcode.TILE: tile,
    Opcode.VECTOR: vector,
    Opcode.TABLE: table,
}
_QUEUE_OF = {opcode: queue for queue, opcodes in QUEUES.items() for opcode in opcodes}


class Simulator:
    """Executes programs as ``docs/architecture.md`` says, as a `tinynpu.arch.run.Machine`.

    Commands go through queues of the same depth and wait for the same tokens as in the core, so a
    program that would deadlock there does so here. Each command is done in one step; a program
    whose result depends on timing is wrong, and may give another result here.

    Parameters
    ----------
    config
        Configuration of the core.
    """

    def __init__(self, config: Config):
        self._config = config
        self.state = State(config)

    @property
    def config(self) -> Config:
        """Configuration of the core."""
        return self._config

    def execute(
        self, memory: np.ndarray, *, program: int, bases: tuple[int, int, int, int]
    ) -> RunResult:
        """Run a program; see `tinynpu.arch.run.Machine`."""
        if memory.dtype != np.uint8 or memory.ndim != 1:
            raise TypeError("Memory must be a one-dimensional array of uint8.")
        self.state.memory = memory
        self.state.bases = bases
        self.state.kept = None
        return _Run(self.state, program).run()


class _Run:
    """One program: queues, tokens, and where dispatch is."""

    def __init__(self, state: State, program: int):
        self.state = state
        self.program = program
        self.index = 0
        self.queues: dict[Queue, collections.deque[tuple[int, Instruction]]] = {
            queue: collections.deque() for queue in Queue
        }
        self.tokens = dict.fromkeys(((a, b) for a in Queue for b in Queue if a != b), 0)

    def run(self) -> RunResult:
        ended = False
        while True:
            progress = False
            while not ended:
                code, ended, dispatched = self._dispatch()
                if code:
                    return RunResult(code, self.index & 0xFFFF)
                if not dispatched:
                    break
                progress = True
            for queue in Queue:
                while self._can_start(queue):
                    index, code = self._step(queue)
                    if code:
                        return RunResult(code, index & 0xFFFF)
                    progress = True
            if ended and not any(self.queues.values()):
                return RunResult(ErrorCode.NONE, 0)
            if not progress:
                # Named after the compute command that waits, if there is one, else load, else store.
                for queue in (Queue.COMPUTE, Queue.LOAD, Queue.STORE):
                    if self.queues[queue]:
                        return RunResult(ErrorCode.DEADLOCK, self.queues[queue][0][0] & 0xFFFF)

    def _dispatch(self) -> tuple[ErrorCode, bool, bool]:
        """Look at the next command: error, whether it is END, whether it went on."""
        state = self.state
        address = (self.program + self.index * COMMAND_BYTES) & 0xFFFFFFFF
        if address + COMMAND_BYTES > len(state.memory):
            return ErrorCode.FETCH_BUS, False, False
        data = bytes(state.memory[address : address + COMMAND_BYTES])
        code = check(data, state.config, first=self.index == 0)
        if code:
            return code, False, False
        instruction = decode(data)
        assert instruction is not None
        if instruction.opcode == Opcode.END:
            return ErrorCode.NONE, True, True
        if instruction.opcode != Opcode.START:
            queue = self.queues[_QUEUE_OF[instruction.opcode]]
            if len(queue) == state.config.queue_depth:
                return ErrorCode.NONE, False, False
            queue.append((self.index, instruction))
        self.index += 1
        return ErrorCode.NONE, False, True

    def _can_start(self, queue: Queue) -> bool:
        if not self.queues[queue]:
            return False
        instruction = self.queues[queue][0][1]
        return all(
            self.tokens[other, queue] > 0
            for other in Queue
            if other != queue and instruction[f"wait_{other.name.lower()}"]
        )

    def _step(self, queue: Queue) -> tuple[int, ErrorCode]:
        """Execute the head of a queue."""
        index, instruction = self.queues[queue].popleft()
        fields = dict(instruction.values)
        for other in Queue:
            if other != queue and fields[f"wait_{other.name.lower()}"]:
                self.tokens[other, queue] -= 1
        try:
            if instruction.opcode in _OPERATIONS:
                _OPERATIONS[instruction.opcode](self.state, fields)
        except CommandError as error:
            return index, error.code
        for other in Queue:
            if other != queue and fields[f"signal_{other.name.lower()}"]:
                self.tokens[queue, other] += 1
                if self.tokens[queue, other] > TOKEN_MAX:
                    return index, ErrorCode.TOKEN_OVERFLOW
        return index, ErrorCode.NONE
