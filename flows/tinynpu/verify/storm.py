"""Random accesses of the registers, each checked, while the core is idle, at work, or in error."""

import numpy as np

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH, REGISTERS, Register
from tinynpu.rtl import Simulator
from tinynpu.rtl.simulator import RegisterAccess

__all__ = ["RegisterStorm", "state_of"]

_WATCHDOG_LEAST = 1 << 24
"""Cycles of the watchdog that no program of a storm reaches."""


def state_of(status: int) -> str:
    """``idle``, ``busy`` or ``error``, from the register ``status``."""
    return "error" if status & 4 else "busy" if status & 1 else "idle"


class RegisterStorm:
    """Accesses that must not disturb a program, with what each read must give.

    Values of ``rw`` registers that a program depends on are written again as they are, byte by
    byte; the watchdog only gets values that no program reaches; ``control`` only gets writes
    without its lowest byte, or a start while a program runs.

    Parameters
    ----------
    rtl
        Simulator; its memory goes on while registers are accessed.
    rng
        Source of all choices.

    Members
    -------
    accesses
        Reads and writes so far.
    """

    def __init__(self, rtl: Simulator, rng: np.random.Generator):
        self.rtl = rtl
        self.rng = rng
        self.accesses = 0
        self.names = {entry.offset: entry for entry in REGISTERS}
        self.values: dict[str, int] = {}
        self.cycles = 0
        self.sync()

    def sync(self):
        """Take the values of all ``rw`` registers as they are now."""
        for entry in REGISTERS:
            if any(field.access == "rw" for field in entry.fields):
                self.values[entry.name] = self.rtl.read_register(entry.name)
        self.cycles = 0

    def _address(self) -> int:
        """Any byte address; half of the time one of a register."""
        if self.rng.integers(2):
            return REGISTERS[int(self.rng.integers(len(REGISTERS)))].offset + int(
                self.rng.integers(4)
            )
        return int(self.rng.integers(1 << CSR_ADDRESS_WIDTH))

    def _write(self, state: str, start: bool) -> tuple[int, int, int]:
        """Address, value and strobes of a harmless write, remembered in the model."""
        address = self._address()
        value, strobes = int(self.rng.integers(1 << 32)), int(self.rng.integers(16))
        entry = self.names.get(address & ~3)
        if entry is None:
            return address, value, strobes
        if entry.name == "control":
            if start and state == "busy" and self.rng.integers(2):
                return address, value & ~2 | 1, strobes | 1
            return (address, value, strobes & ~1) if self.rng.integers(2) else (address, 0, strobes)
        if entry.name in self.values:
            old = self.values[entry.name]
            if entry.name == "watchdog":
                new = _merge(old, value, strobes)
                if 0 < new < _WATCHDOG_LEAST:
                    value, new = 0xFFFFFFFF, _merge(old, 0xFFFFFFFF, strobes)
                if 0 < new < _WATCHDOG_LEAST:
                    strobes, new = 15, value
                self.values[entry.name] = new
            elif entry.name == "interrupt_enable":
                self.values[entry.name] = _merge(old, value, strobes) & 3
            else:
                # Bits outside the fields are ignored, so those may be anything.
                mask = _mask(entry)
                value = old | value & ~mask
        return address, value, strobes

    def step(self, state: str, *, start: bool = False) -> str:
        """One random access, and a read of the status.

        Parameters
        ----------
        state
            State of the core before.
        start
            Whether a start may be written while the core is busy (it must not end meanwhile).

        Returns
        -------
        State of the core afterwards.

        Raises
        ------
        DeviceError
            A read gave something else than it must, or an answer was no OKAY.
        """
        kind = int(self.rng.integers(4))
        read = self._address() if kind != 1 else None
        before = dict(self.values)
        write, value, strobes = self._write(state, start) if kind != 0 else (None, 0, 0)
        if read is not None and write is not None and read & ~3 == write & ~3:
            read ^= 0x800  # what a read gives meanwhile is not said
        skew = int(self.rng.choice([0, 0, -1, 1, -3, 3]))
        patience = int(self.rng.choice([0, 0, 1, 5]))
        access = RegisterAccess(
            reads=int(read is not None),
            read_address=read or 0,
            writes=int(write is not None),
            write_address=write or 0,
            write_data=value,
            strobe=strobes,
            address_delay=max(-skew, 0),
            data_delay=max(skew, 0),
            response_delay=patience,
        )
        self.rtl.access(access)
        self.accesses += (read is not None) + (write is not None) + 1
        if self.rtl.violation:
            raise DeviceError(f"The core must keep the rules of the buses: {self.rtl.violation}.")
        if read is not None:
            self._check(read, access.read_data, before if write is None else self.values)
        return state_of(self.rtl.read_register("status"))

    def _check(self, address: int, data: int, values: dict[str, int]):
        """A read gives the constants, the model's values, 0 elsewhere; cycles never go back."""
        entry = self.names.get(address & ~3)
        expected, known = 0, 0xFFFFFFFF
        if entry is not None:
            known ^= _mask(entry)
            for field in entry.fields:
                mask = (1 << field.width) - 1
                if field.value is not None:
                    expected |= (field.value(self.rtl.config) & mask) << field.lsb
                    known |= mask << field.lsb
                elif field.access == "w1s":
                    known |= mask << field.lsb
            if entry.name in values:
                expected, known = values[entry.name], 0xFFFFFFFF
            if entry.name == "cycles":
                if data < self.cycles:
                    raise DeviceError(f"The cycle counter must rise, not go to {data}.")
                self.cycles = data
        if data & known != expected:
            name = entry.name if entry else "unmapped"
            raise DeviceError(
                f"A read of {name} ({address:#05x}) must give {expected:#010x} in the bits "
                f"{known:#010x}, not {data:#010x}."
            )


def _mask(entry: Register) -> int:
    return sum(((1 << field.width) - 1) << field.lsb for field in entry.fields)


def _merge(old: int, value: int, strobes: int) -> int:
    """A register after a write of some of its bytes."""
    mask = sum(0xFF << 8 * byte for byte in range(4) if strobes >> byte & 1)
    return old & ~mask | value & mask
