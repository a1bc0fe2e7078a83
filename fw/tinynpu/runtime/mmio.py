"""Registers and memory mapped into this process: Linux UIO and u-dma-buf."""

import mmap
import os
from pathlib import Path

import numpy as np

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH
from tinynpu.runtime.link.errors import BusError, UnpluggedError

__all__ = ["MmioPort", "open_mmio"]

_WINDOW = 1 << CSR_ADDRESS_WIDTH
_SYSTEM = Path("/sys/class")


class MmioPort:
    """Registers in the first mapping of a UIO device, memory in another device or its second one.

    Ordinary files serve as well.

    Parameters
    ----------
    registers
        File of the registers.
    memory
        File of the memory.
    memory_bytes
        Size of the memory.
    memory_base
        Its address as the core sees it.
    memory_offset
        Where it lies in its file.

    Raises
    ------
    UnpluggedError
        A file cannot be opened or mapped.
    """

    def __init__(
        self,
        registers: Path,
        memory: Path,
        *,
        memory_bytes: int,
        memory_base: int = 0,
        memory_offset: int = 0,
    ):
        self.name = str(registers)
        self.memory_bytes = memory_bytes
        self.memory_base = memory_base
        self.flash_base = None
        self._maps: list[mmap.mmap] = []
        try:
            # Accesses of whole words: the registers take no others.
            self._registers = self._map(registers, _WINDOW, 0).view(np.uint32)
            self._memory = self._map(memory, memory_bytes, memory_offset)
        except DeviceError:
            self.close()
            raise

    def _map(self, path: Path, size: int, offset: int) -> np.ndarray:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_SYNC)
        except OSError as error:
            raise UnpluggedError(
                f"The device {path} must be there and writable ({error.strerror})."
            ) from None
        try:
            self._maps.append(mmap.mmap(descriptor, size, offset=offset))
        except (OSError, ValueError) as error:
            raise UnpluggedError(
                f"The device {path} must have {size} bytes to map from {offset} on ({error})."
            ) from None
        finally:
            os.close(descriptor)
        return np.frombuffer(self._maps[-1], np.uint8)

    def read_registers(self, offset: int, count: int) -> tuple[int, ...]:
        """See `tinynpu.runtime.board.Port`."""
        first = offset // 4
        return tuple(int(self._registers[first + i]) for i in range(count))

    def write_register(self, offset: int, value: int):
        """See `tinynpu.runtime.board.Port`."""
        self._registers[offset // 4] = value

    def read_memory(self, address: int, size: int) -> bytes:
        """See `tinynpu.runtime.board.Port`."""
        self._require(address, size)
        return self._memory[address : address + size].tobytes()

    def write_memory(self, address: int, data: bytes):
        """See `tinynpu.runtime.board.Port`."""
        self._require(address, len(data))
        self._memory[address : address + len(data)] = np.frombuffer(data, np.uint8)

    def _require(self, address: int, size: int):
        if address + size > self.memory_bytes:
            raise BusError(
                f"An access must lie in the {self.memory_bytes} bytes of memory, not end at "
                f"{address + size}."
            )

    def close(self):
        """See `tinynpu.runtime.board.Port`."""
        self._registers = self._memory = np.zeros(0, np.uint8)
        for each in self._maps:
            each.close()
        self._maps.clear()


def _read_number(path: Path, what: str) -> int:
    try:
        return int(path.read_text().strip(), 0)
    except (OSError, ValueError) as error:
        raise UnpluggedError(f"{what} must be readable in {path} ({error}).") from None


def open_mmio(text: str, system: Path = _SYSTEM) -> MmioPort:
    """Port by its text: ``/dev/uioN`` or ``/dev/uioN,MEMORY``.

    Without MEMORY it is the second mapping of the UIO device. MEMORY is a u-dma-buf, whose address
    and size Linux tells, or a file with ``,ADDRESS`` behind it.

    Parameters
    ----------
    text
        After ``mmio:``.
    system
        Where Linux describes its devices.

    Raises
    ------
    DeviceError
        The text is wrong, or a device is missing.
    """
    parts = text.split(",")
    if not parts[0] or len(parts) > 3:
        raise DeviceError(
            f"A mapped device must be mmio:/dev/uioN[,MEMORY[,ADDRESS]], not mmio:{text}."
        )
    registers = Path(parts[0])
    if len(parts) == 1:
        about = system / "uio" / registers.name / "maps" / "map1"
        return MmioPort(
            registers,
            registers,
            memory_bytes=_read_number(about / "size", "The size of the memory"),
            memory_base=_read_number(about / "addr", "The address of the memory"),
            memory_offset=mmap.PAGESIZE,
        )
    memory = Path(parts[1])
    if len(parts) == 2:
        about = system / "u-dma-buf" / memory.name
        base = _read_number(about / "phys_addr", "The address of the memory")
        return MmioPort(
            registers,
            memory,
            memory_bytes=_read_number(about / "size", "The size of the memory"),
            memory_base=base,
        )
    try:
        base = int(parts[2], 0)
        size = memory.stat().st_size
    except ValueError:
        raise DeviceError(f"The address of the memory must be a number, not {parts[2]}.") from None
    except OSError as error:
        raise UnpluggedError(f"The device {memory} must be there ({error.strerror}).") from None
    return MmioPort(registers, memory, memory_bytes=size, memory_base=base)
