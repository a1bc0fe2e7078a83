"""What every engine owes to the sequencer: monitor of `tinynpu.core.shapes.EngineSignature`."""

from collections.abc import Callable
from typing import Any

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.isa import COMMANDS, Queue
from tinynpu.core.shapes import queue_words
from tinynpu.cosim.agents import Bench

__all__ = ["EngineMonitor", "command_payload"]


def command_payload(index: int, command: Instruction) -> dict[str, Any]:
    """Payload of an engine's command stream."""
    queue = COMMANDS[command.opcode].queue
    assert queue is not None
    raw = command.to_bytes()[: 4 * queue_words(queue)]
    return {"index": index, "raw": int.from_bytes(raw, "little")}


class EngineMonitor:
    """Follows the commands of an engine that runs them one after the other.

    Parameters
    ----------
    bench
        Block with the ports ``command`` and ``engine``.
    done
        Called with the index and the command in the cycle of ``done``.

    Members
    -------
    commands
        Index and command, in the order in which they are given; append to it.
    accepted, done
        How many so far.
    error
        Code and index, or None.
    stopped
        An error or ``halt`` in the last cycle.
    """

    def __init__(self, bench: Bench, done: Callable[[int, Instruction], None]):
        self.bench = bench
        self.commands: list[tuple[int, Instruction]] = []
        self.accepted = self.done = 0
        self.error: tuple[int, int] | None = None
        self.stopped = False
        self._call = done

    def check(self):
        """To be called once in every cycle, after what the engine's ports transfer."""
        bench = self.bench
        busy, index = bench.bits("engine__busy"), bench.bits("engine__index")
        assert busy == (self.accepted > self.done), f"busy is {busy}"
        if busy:
            assert index == self.commands[self.done][0], f"index is {index}"
        error = bench.bits("engine__error")
        if self.error is None and error:
            assert busy, "an error without a command"
            self.error = error, index
        assert error == (self.error[0] if self.error else 0), "an error must stay"
        stopped, self.stopped = self.stopped, bool(error or bench.bits("engine__halt"))
        if bench.bits("engine__done"):
            assert busy, "done without a command"
            assert not stopped, "done after the stop"
            assert not error, "done in spite of an error"
            index, command = self.commands[self.done]
            values = dict(command.values)
            signal = sum(values[f"signal_{queue.name.lower()}"] << queue for queue in Queue)
            assert bench.bits("engine__signal") == signal, "the tokens are wrong"
            self.done += 1
            self._call(index, command)
        if bench.bits("command__valid") and bench.bits("command__ready"):
            assert not stopped, "a command was taken after the stop"
            self.accepted += 1
