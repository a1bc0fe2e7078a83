"""Checks of the register port, from `tinynpu.arch.registers` alone."""

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import DeviceError
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH, REGISTERS, Register, register
from tinynpu.rtl import Simulator
from tinynpu.rtl.simulator import RegisterAccess

__all__ = ["check_registers", "check_reset_values"]

_WRITABLE = ("interrupt_enable", "program", "watchdog", "base0", "base1", "base2", "base3")
_SEED = 5


def _constant(entry: Register, config: Config) -> int:
    """What it reads out of reset: constant fields, else 0."""
    return sum(
        field.value(config) << field.lsb for field in entry.fields if field.value is not None
    )


def _read(machine: Simulator, address: int, expected: int, **delays: int):
    access = RegisterAccess(reads=1, read_address=address, **delays)
    machine.access(access)
    if machine.violation:
        raise DeviceError(machine.violation)
    if access.read_data != expected:
        raise DeviceError(f"register {address:#x}: {access.read_data:#x}, not {expected:#x}")


def check_reset_values(machine: Simulator, config: Config):
    """Every register out of reset."""
    for entry in REGISTERS:
        _read(machine, entry.offset, _constant(entry, config))
    machine.close()


def check_registers(machine: Simulator, config: Config):
    """Writes in any order and pace keep what they must; nothing else is there."""
    rng = np.random.default_rng(_SEED)
    model = {entry.offset: _constant(entry, config) for entry in REGISTERS}
    masks = {
        entry.offset: sum(
            ((1 << field.width) - 1) << field.lsb for field in entry.fields if field.access == "rw"
        )
        for entry in REGISTERS
    }
    writable = [entry.offset for entry in REGISTERS if entry.name in _WRITABLE]
    assert [offset for offset in masks if masks[offset]] == writable
    control = register("control").offset

    def pace() -> dict[str, int]:
        names = ("read_delay", "address_delay", "data_delay", "response_delay")
        return {name: int(value) for name, value in zip(names, rng.integers(0, 6, 4), strict=True)}

    for turn in range(150):
        address = int(rng.choice(writable))
        if turn % 5 == 4:  # read-only, or nothing at all
            address = 4 * int(rng.integers(1 << (CSR_ADDRESS_WIDTH - 2)))
            if address == control:
                continue
        data = int(rng.integers(1 << 32))
        if turn < 2 * len(writable):
            address, data = writable[turn // 2], 0xFFFFFFFF * (1 - turn % 2)
        strobe = int(rng.integers(16)) if turn >= 2 * len(writable) else 15
        # The write takes a cycle or more, so a read at the same time may see either value: read
        # another register.
        other = int(rng.choice([offset for offset in model if offset != address]))
        access = RegisterAccess(
            reads=turn % 2, read_address=other, writes=1, write_address=address,
            write_data=data, strobe=strobe, **pace(),
        )  # fmt: skip
        machine.access(access)
        if machine.violation:
            raise DeviceError(machine.violation)
        if turn % 2 and access.read_data != model[other]:
            raise DeviceError(f"register {other:#x} during a write of {address:#x}")
        if address in model:
            lanes = sum(0xFF << 8 * i for i in range(4) if strobe >> i & 1) & masks[address]
            model[address] = model[address] & ~lanes | data & lanes
            _read(machine, address, model[address], **pace())
    for address in range(0, 1 << CSR_ADDRESS_WIDTH, 4):
        if address not in model:  # there is nothing, under no other name either
            machine.access(
                RegisterAccess(writes=1, write_address=address, write_data=0xFFFFFFFF, strobe=15)
            )
    for offset, value in model.items():
        _read(machine, offset, value)
    for address in range(0, 1 << CSR_ADDRESS_WIDTH, 4):
        _read(machine, address, model.get(address, 0))
    # A write without byte enables does not start anything.
    machine.access(
        RegisterAccess(writes=1, write_address=control, write_data=1, strobe=14, **pace())
    )
    machine.ticks(10)
    _read(machine, register("status").offset, 0)
