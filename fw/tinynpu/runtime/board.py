"""Boards: a core whose registers and memory are reached through a port."""

import time
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import DeviceError
from tinynpu.arch.isa import ISA_VERSION, MAGIC, ErrorCode
from tinynpu.arch.presets import PRESETS
from tinynpu.arch.program import Program, TensorInfo
from tinynpu.arch.registers import COUNTERS, register
from tinynpu.arch.run import RunResult
from tinynpu.boards.up5k import UP5K_CONFIG
from tinynpu.runtime.device import MachineDevice
from tinynpu.runtime.flash import constants_in_flash
from tinynpu.runtime.image import BOARD_ALIGNMENT, Image
from tinynpu.runtime.link.errors import MemoryTooSmallError, WrongBitstreamError

__all__ = ["BoardDevice", "BoardMachine", "Port"]

_MERGE = 32
"""Bytes that did not change between two that did are sent, too: a frame costs more."""
_WATCHDOG = 0xFFFFFFFF
"""Most cycles; also tells a core that was reset in between, whose register is 0."""
_BUSY, _DONE, _ERROR = (1 << field.lsb for field in register("status").fields)
_START, _RESET = (1 << field.lsb for field in register("control").fields)
_LONGEST_PAUSE = 0.05


class Port(Protocol):
    """Registers and memory of a board.

    Members
    -------
    name
        For messages.
    memory_bytes
        Size of the memory.
    memory_base
        Address of its first byte, as the core sees it.
    flash_base
        Address of the first byte of a flash that there may be, behind the memory; None: there is none.
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def memory_bytes(self) -> int: ...  # noqa: D102

    @property
    def memory_base(self) -> int: ...  # noqa: D102

    @property
    def flash_base(self) -> int | None: ...  # noqa: D102

    def read_registers(self, offset: int, count: int) -> tuple[int, ...]:
        """Values of registers from a byte offset on."""
        ...

    def write_register(self, offset: int, value: int):
        """Write a register."""
        ...

    def read_memory(self, address: int, size: int) -> bytes:
        """Bytes of the memory; ``address`` counts from its begin."""
        ...

    def write_memory(self, address: int, data: bytes):
        """Write bytes of the memory; ``address`` counts from its begin."""
        ...

    def close(self):
        """Free the port."""
        ...


class BoardMachine:
    """Core of a board, as a `tinynpu.arch.run.Machine`.

    Parameters
    ----------
    port
        Way to the board.
    config
        Configuration that it must have; None: ask, which works for the presets and the boards with
        an iCE40UP5K.
    seconds
        A program that takes longer is aborted.

    Raises
    ------
    WrongBitstreamError
        The core is of another configuration or version, or an unknown one.
    """

    def __init__(self, port: Port, config: Config | None = None, *, seconds: float = 600):
        self.port = port
        self.seconds = seconds
        self._memory: np.ndarray | None = None  # whose content is on the board
        self._known: np.ndarray | None = None  # what the board holds, where that is known
        self._written: dict[str, int] = {}
        self._config = self._identify(config)

    def _identify(self, config: Config | None) -> Config:
        magic, version, found = self.port.read_registers(0, 3)
        if magic != MAGIC:
            raise WrongBitstreamError(
                f"The core at {self.port.name} must be a tinynpu ({MAGIC:08x}), not {magic:08x}."
            )
        if version != ISA_VERSION:
            raise WrongBitstreamError(
                f"The core at {self.port.name} must have instruction set {ISA_VERSION}, not "
                f"{version}: program the board with this tinynpu's bitstream."
            )
        known = {each.hash: each for each in (*PRESETS.values(), UP5K_CONFIG)}
        if config is None:
            if found not in known:
                raise WrongBitstreamError(
                    f"The core at {self.port.name} has configuration {found:08x}, which is no "
                    "preset: name it with --config."
                )
            return known[found]
        if found != config.hash:
            name = f"{known[found].name}, " if found in known else ""
            raise WrongBitstreamError(
                f"The core at {self.port.name} must have the configuration of the program "
                f"({config.name}, {config.hash:08x}), not {name}{found:08x}: program the board "
                "with the right bitstream, or compile for the one that it has."
            )
        return config

    @property
    def config(self) -> Config:
        """Configuration of the core."""
        return self._config

    def execute(
        self, memory: np.ndarray, *, program: int, bases: tuple[int, int, int, int]
    ) -> RunResult:
        """Run a program; see `tinynpu.arch.run.Machine`.

        What differs from the board's memory is sent, and all of it is read back.
        """
        self._require_room(memory)
        if self._survived() and self._memory is memory and self._known is not None:
            self._send(memory, _changes(memory, self._known))
        else:
            self._send(memory, [(0, len(memory))])
        self._memory = self._known = None
        result = self._run(program, bases)
        memory[:] = np.frombuffer(self.port.read_memory(0, len(memory)), np.uint8)
        self._memory, self._known = memory, memory.copy()
        return result

    def execute_part(
        self,
        memory: np.ndarray,
        *,
        program: int,
        bases: tuple[int, int, int, int],
        written: Sequence[tuple[int, int]],
        wanted: Sequence[tuple[int, int]],
    ) -> RunResult:
        """Run a program, and transfer only what matters.

        Parameters
        ----------
        written
            Ranges of ``memory``, as (begin, end), that changed since the last run with this
            memory. With another memory, or after an error, all of it is sent.
        wanted
            Ranges that are read back. The rest of ``memory`` stays as it is.
        """
        self._require_room(memory)
        if self._survived() and self._memory is memory:
            self._send(memory, written)
        else:
            self._send(memory, [(0, len(memory))])
        self._memory = self._known = None
        result = self._run(program, bases)
        for begin, end in wanted:
            memory[begin:end] = np.frombuffer(self.port.read_memory(begin, end - begin), np.uint8)
        if result.error == ErrorCode.NONE:
            self._memory = memory
        return result

    def reset(self):
        """Stop whatever runs.

        Raises
        ------
        DeviceError
            The core does not come to rest.
        """
        self._write("control", _RESET)
        deadline = time.monotonic() + 5
        while self._read("status") & _BUSY:
            if time.monotonic() > deadline:
                raise DeviceError(
                    f"The core at {self.port.name} must come to rest after a reset, but stays busy."
                )

    def close(self):
        """Free the port."""
        self.port.close()

    def _require_room(self, memory: np.ndarray):
        if len(memory) > self.port.memory_bytes:
            raise MemoryTooSmallError(
                f"The board at {self.port.name} must have memory for the program "
                f"({len(memory):,} bytes), but has {self.port.memory_bytes:,}."
            )

    def _send(self, memory: np.ndarray, ranges: Sequence[tuple[int, int]]):
        for begin, end in ranges:
            self.port.write_memory(begin, memory[begin:end].tobytes())

    def _survived(self) -> bool:
        """Whether the core still has the registers that were written: it was not reset since."""
        if not self._written:
            return False
        offsets = {name: register(name).offset for name in self._written}
        first = min(offsets.values())
        words = self.port.read_registers(first, (max(offsets.values()) - first) // 4 + 1)
        survived = all(
            words[(offsets[name] - first) // 4] == value for name, value in self._written.items()
        )
        if not survived:
            self._written.clear()
        return survived

    def _run(self, program: int, bases: tuple[int, int, int, int]) -> RunResult:
        port = self.port
        if self._read("status") & (_BUSY | _ERROR):
            self.reset()
        base = port.memory_base
        values = {"watchdog": _WATCHDOG, "program": program + base}
        values |= {f"base{i}": address + base for i, address in enumerate(bases)}
        for name, value in values.items():
            if self._written.get(name) != value:
                self._written.pop(name, None)
                self._write(name, value)
                self._written[name] = value
        self._write("control", _START)
        status = self._wait()
        (error,) = port.read_registers(register("error").offset, 1)
        first = register(next(iter(COUNTERS))).offset
        counters = dict(zip(COUNTERS, port.read_registers(first, len(COUNTERS)), strict=True))
        if status & _ERROR:
            self.reset()
        return RunResult(ErrorCode(error & 0xFF), error >> 16, counters)

    def _wait(self) -> int:
        """Status at the end of the program."""
        deadline = time.monotonic() + self.seconds
        pause = 0.0
        while True:
            status = self._read("status")
            if status & (_DONE | _ERROR):
                return status
            if not status & _BUSY:
                raise DeviceError(
                    f"A program must run to its end, but the core at {self.port.name} was reset "
                    "while it ran."
                )
            if time.monotonic() > deadline:
                self.reset()
                raise DeviceError(
                    f"A program must end within {self.seconds:g} s on the board; this did not."
                )
            time.sleep(pause)
            pause = min(2 * pause + 0.0005, _LONGEST_PAUSE)

    def _read(self, name: str) -> int:
        return self.port.read_registers(register(name).offset, 1)[0]

    def _write(self, name: str, value: int):
        self.port.write_register(register(name).offset, value)


def _changes(memory: np.ndarray, known: np.ndarray) -> list[tuple[int, int]]:
    """Ranges in which two memories differ; such as lie close together are one."""
    places = np.flatnonzero(memory != known)
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > _MERGE)
    begins = [places[0], *places[breaks + 1]]
    ends = [*places[breaks], places[-1]]
    return [(int(begin), int(end) + 1) for begin, end in zip(begins, ends, strict=True)]


class BoardDevice(MachineDevice):
    """Device around a board: program and constants are sent once, then inputs and outputs only.

    If the constants do not fit the memory, they have to be in the board's flash
    (`tinynpu.runtime.flash`).
    """

    machine: BoardMachine

    def _image(self, program: Program) -> Image:
        port = self.machine.port
        image = Image(program, alignment=BOARD_ALIGNMENT)
        if len(image.memory) <= port.memory_bytes:
            return image
        without = Image(program, alignment=BOARD_ALIGNMENT, constants_at=0)
        if len(without.memory) > port.memory_bytes:
            return image  # which is refused
        place = constants_in_flash(port, program)
        if place is None:
            return image
        return Image(program, alignment=BOARD_ALIGNMENT, constants_at=place)

    def _execute(
        self,
        image: Image,
        program: int,
        written: Sequence[TensorInfo],
        wanted: Sequence[TensorInfo],
    ) -> RunResult:
        return self.machine.execute_part(
            image.memory,
            program=program,
            bases=image.bases,
            written=[image.range_of(tensor) for tensor in written],
            wanted=[image.range_of(tensor) for tensor in wanted],
        )
