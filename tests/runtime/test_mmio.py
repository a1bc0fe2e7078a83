"""Mapped registers and memory, on ordinary files with a core in a thread."""

import threading
import time

import numpy as np
import pytest

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.presets import preset
from tinynpu.arch.registers import register
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL
from tinynpu.runtime import board_config, open_device
from tinynpu.runtime.link import BusError, UnpluggedError
from tinynpu.runtime.mmio import MmioPort, open_mmio
from tinynpu.testing.board import Core

BASE = preset("base")
_BASE_ADDRESS = 0x10000000


class MappedCore:
    """Watches the file of the registers as a core watches its bus."""

    def __init__(self, folder, memory_bytes=1 << 16):
        self.registers, self.memory = folder / "uio0", folder / "udmabuf0"
        np.zeros(4096, np.uint8).tofile(self.registers)
        np.zeros(memory_bytes, np.uint8).tofile(self.memory)
        self.words = np.memmap(self.registers, np.uint32, "r+")
        self.core = Core(BASE, np.memmap(self.memory, np.uint8, "r+"), _BASE_ADDRESS)
        self._publish()
        self._stop = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _publish(self):
        for offset, value in self.core.words.items():
            self.words[offset // 4] = value

    def _run(self):
        control = register("control").offset
        while not self._stop:
            if value := int(self.words[control // 4]):
                for offset in range(register("program").offset, 0x50, 4):
                    self.core.words[offset] = int(self.words[offset // 4])
                self.core.write(control, value)
                self._publish()
                self.words[control // 4] = 0
            time.sleep(0.0005)

    def close(self):
        self._stop = True
        self._thread.join()


@pytest.fixture
def mapped(tmp_path):
    core = MappedCore(tmp_path)
    yield core
    core.close()


def test_programs_run(mapped):
    program = compile_model(MODEL.read_bytes(), BASE)
    wanted = open_device("iss", BASE)
    kind = f"mmio:{mapped.registers},{mapped.memory},{_BASE_ADDRESS:#x}"
    assert board_config(kind) == BASE
    device = open_device(kind, BASE)
    # A core in silicon is quicker than the driver; this one is not: wait where `done` is old.
    write = device.machine.port.write_register

    def write_and_wait(offset, value):
        write(offset, value)
        while offset == register("control").offset and mapped.words[offset // 4]:
            time.sleep(0.0005)

    device.machine.port.write_register = write_and_wait
    for seed in range(3):
        x = [np.random.default_rng(seed).integers(-128, 128, (1, 8, 8, 1)).astype(np.int8)]
        assert np.array_equal(device.run(program, x).outputs[0], wanted.run(program, x).outputs[0])
    device.close()


def test_places_from_linux(tmp_path, mapped):
    """Sizes and addresses are those that Linux tells."""
    about = tmp_path / "sys" / "u-dma-buf" / "udmabuf0"
    about.mkdir(parents=True)
    (about / "size").write_text("65536\n")
    (about / "phys_addr").write_text("0x0000000010000000\n")
    port = open_mmio(f"{mapped.registers},{mapped.memory}", tmp_path / "sys")
    assert (port.memory_bytes, port.memory_base) == (1 << 16, _BASE_ADDRESS)
    port.close()
    both = tmp_path / "uio1"
    np.arange(3 * 4096, dtype=np.uint32).astype(np.uint8).tofile(both)
    about = tmp_path / "sys" / "uio" / "uio1" / "maps" / "map1"
    about.mkdir(parents=True)
    (about / "size").write_text("0x2000\n")
    (about / "addr").write_text("0x20000000\n")
    port = open_mmio(str(both), tmp_path / "sys")
    assert (port.memory_bytes, port.memory_base) == (8192, 0x20000000)
    assert port.read_memory(1, 3) == b"\x01\x02\x03"
    port.write_memory(8190, b"ab")
    with pytest.raises(BusError, match="must lie in the 8192 bytes of memory, not end at 8193"):
        port.write_memory(8191, b"ab")
    port.close()
    assert both.read_bytes()[-2:] == b"ab"


def test_wrong_devices(tmp_path, mapped):
    with pytest.raises(UnpluggedError, match=r"absent must be there and writable"):
        open_mmio(f"{tmp_path}/absent,{mapped.memory},0", tmp_path)
    with pytest.raises(UnpluggedError, match="The size of the memory must be readable in"):
        open_mmio(str(mapped.registers), tmp_path)
    with pytest.raises(UnpluggedError, match="must have 99999999 bytes to map from 0 on"):
        MmioPort(mapped.registers, mapped.memory, memory_bytes=99999999)
    with pytest.raises(DeviceError, match="address of the memory must be a number, not here"):
        open_mmio(f"{mapped.registers},{mapped.memory},here", tmp_path)
    with pytest.raises(DeviceError, match=r"mmio:/dev/uioN\[,MEMORY\[,ADDRESS\]\], not mmio:"):
        open_mmio("", tmp_path)
