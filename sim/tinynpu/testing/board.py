"""A board in Python: registers, memory and the instruction-set simulator behind the link's frames.

It stands in for hardware in tests of the driver: what `tinynpu.bus.link` does, without bits.
"""

import zlib

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ISA_VERSION, MAGIC, ErrorCode
from tinynpu.arch.link import (
    IDENTITY,
    LINK_MAGIC,
    LINK_VERSION,
    REQUEST_SYNC,
    Space,
    Status,
)
from tinynpu.arch.registers import register
from tinynpu.iss import Simulator
from tinynpu.runtime.link.errors import UnpluggedError
from tinynpu.runtime.link.protocol import encode_reply

__all__ = ["Core", "FakeBoard"]

_HEADER = 9


class Core:
    """Registers of a core; a start runs the program at once.

    Parameters
    ----------
    config
        Configuration.
    memory
        Of the board, changed in place.
    base
        Address of its first byte.
    """

    def __init__(self, config: Config, memory: np.ndarray, base: int = 0):
        self.config = config
        self.memory = memory
        self.base = base
        self.words: dict[int, int] = {}
        self.starts = 0
        self.never_ends = False
        self.power_on()

    def power_on(self):
        self.words = {
            register("id").offset: MAGIC,
            register("version").offset: ISA_VERSION,
            register("config_hash").offset: self.config.hash,
        }

    def get(self, name: str) -> int:
        return self.words.get(register(name).offset, 0)

    def set(self, name: str, value: int):
        self.words[register(name).offset] = value

    def write(self, offset: int, value: int):
        if offset != register("control").offset:
            self.words[offset] = value
        elif value & 2:
            self.set("status", 0)
        elif value & 1:
            self._start()

    def _start(self):
        self.starts += 1
        if self.never_ends:
            self.set("status", 1)
            return
        first, second, third, fourth = (self.get(f"base{i}") - self.base for i in range(4))
        result = Simulator(self.config).execute(
            self.memory,
            program=self.get("program") - self.base,
            bases=(first, second, third, fourth),
        )
        failed = result.error != ErrorCode.NONE
        self.set("status", 4 if failed else 2)
        self.set("error", result.error | result.error_command << 16)


class FakeBoard:
    """Both a board and a `tinynpu.runtime.link.Transport` to it.

    Members
    -------
    damage
        Called with each reply; gives what arrives instead.
    plugged
        False: the port has gone.
    faulty
        Addresses whose accesses end with a bus error.
    """

    name = "a board in Python"
    byte_seconds = 0.0

    def __init__(self, config: Config, memory_bytes: int = 1 << 16):
        self.core = Core(config, np.zeros(memory_bytes, np.uint8))
        self.version = LINK_VERSION
        self.plugged = True
        self.faulty = range(0)
        self.damage = lambda reply: reply
        self.written: list[tuple[int, int]] = []
        self.requests = 0
        self._last: tuple[int, int] | None = None
        self._waiting = bytearray()
        self.magic = LINK_MAGIC

    def connect(self) -> "FakeBoard":
        if not self.plugged:
            raise UnpluggedError("The port of the board in Python must be there.")
        return self

    def write(self, data: bytes):
        self._require_plug()
        self.requests += 1
        self._waiting += self.damage(self._answer(data))

    def read(self, timeout: float) -> bytes:
        self._require_plug()
        data = bytes(self._waiting)
        self._waiting.clear()
        return data

    def close(self):
        self._waiting.clear()

    def _require_plug(self):
        if not self.plugged:
            raise UnpluggedError("The board in Python must stay plugged in, but its port has gone.")

    def _answer(self, frame: bytes) -> bytes:
        sequence = frame[2]
        if frame[0] != REQUEST_SYNC or zlib.crc32(frame[1:-4]) != int.from_bytes(
            frame[-4:], "little"
        ):
            return encode_reply(sequence, Status.BAD_CRC, version=self.version)
        if frame[1] != self.version:
            return encode_reply(sequence, Status.BAD_VERSION, version=self.version)
        space, words = Space(frame[3] >> 1 & 3), frame[4] + 1
        address = int.from_bytes(frame[5:9], "little")
        if frame[3] & 1:
            if self._last is not None and self._last[0] == sequence:
                return encode_reply(sequence, self._last[1])
            status = self._write(space, address, frame[_HEADER:-4], frame[3] >> 4)
            self._last = sequence, status
            return encode_reply(sequence, status)
        self._last = sequence, Status.OK
        beyond = space == Space.MEMORY and address + 4 * words > len(self.core.memory)
        if beyond or address in self.faulty:
            return encode_reply(sequence, Status.BUS_ERROR, bytes(4 * words))
        return encode_reply(sequence, Status.OK, self._read(space, address, words))

    def _write(self, space: Space, address: int, data: bytes, strobes: int) -> Status:
        if address in self.faulty:
            return Status.BUS_ERROR
        for i in range(0, len(data), 4):
            if space == Space.REGISTERS:
                self.core.write(address + i, int.from_bytes(data[i : i + 4], "little"))
                continue
            for byte in range(4):
                if strobes >> byte & 1:
                    self.core.memory[address + i + byte] = data[i + byte]
        if space == Space.MEMORY:
            self.written.append((address, len(data)))
        return Status.OK

    def _read(self, space: Space, address: int, words: int) -> bytes:
        if space == Space.MEMORY:
            return self.core.memory[address : address + 4 * words].tobytes()
        values = {
            "magic": self.magic,
            "config_hash": self.core.config.hash,
            "memory_bytes": len(self.core.memory),
            "clock_hz": 1_000_000,
        }
        if space == Space.IDENTITY:
            found = [values[name] for name, _ in IDENTITY][:words]
        else:
            found = [self.core.words.get(address + 4 * i, 0) for i in range(words)]
        return b"".join(value.to_bytes(4, "little") for value in found)
