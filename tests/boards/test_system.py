"""What a board refuses to be."""

import gc
import warnings

import pytest

from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.presets import preset
from tinynpu.boards.system import System
from tinynpu.boards.up5k import UP5K_CONFIG
from tinynpu.bus.memory import OnChipMemory
from tinynpu.bus.shared_memory import SharedMemory
from tinynpu.bus.small_memory import SmallMemory
from tinynpu.bus.uart import UartReceiver, UartTransmitter, uart_divisor
from tinynpu.core.compact.scratchpad import SinglePortScratchpad
from tinynpu.core.make import make_core
from tinynpu.core.technology import Technology

TT = preset("tt")

pytestmark = pytest.mark.filterwarnings("ignore::amaranth.hdl.UnusedElaboratable")
"""What is refused is made in part, and never elaborated."""


@pytest.fixture(autouse=True)
def unused():
    """Components that are made to be refused, or only looked at, are not missed when they go."""
    gc.disable()
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()
    gc.enable()


def test_divisors():
    assert uart_divisor(12_000_000, 115200) == 104
    assert uart_divisor(8 * 115200, 115200) == 8
    with pytest.raises(ConfigurationError, match=r"at most 1500000 at 12000000 Hz .8 cycles a bit., not 3000000"):  # fmt: skip
        uart_divisor(12_000_000, 3_000_000)
    with pytest.raises(ConfigurationError, match=r"a divisor of the clock within 2%; 1300000 at 12000000 Hz would be 1333333"):  # fmt: skip
        uart_divisor(12_000_000, 1_300_000)
    for block in (UartReceiver, UartTransmitter):
        with pytest.raises(ConfigurationError, match="at least 8 cycles a bit, not 7"):
            block(7)


def test_memories():
    with pytest.raises(ConfigurationError, match="4, 8 or 16 bytes, not 2"):
        OnChipMemory(size=64, bus_bytes=2)
    for size in (0, 4, 65):
        with pytest.raises(ConfigurationError, match=f"multiple of 8 bytes above 0, not {size}"):
            OnChipMemory(size=size, bus_bytes=8)
    for size in (0, 3, 66):
        with pytest.raises(ConfigurationError, match=f"multiple of 4 bytes above 0, not {size}"):
            SmallMemory(size=size)
    for size in (0, 2048, 4096 + 4, 3 * 4096):
        with pytest.raises(ConfigurationError, match=f"power of two from 4096 on, not {size}"):
            SharedMemory(size=size)


def test_boards():
    with pytest.raises(ConfigurationError, match="The baud rate must be at most 125000"):
        System(TT, memory_bytes=4096, clock_hz=1_000_000, baud=200_000)
    with pytest.raises(ConfigurationError, match="multiple of 4 bytes above 0, not 1023"):
        System(TT, memory_bytes=1023, clock_hz=12_000_000)
    core = object()
    system = System(TT, memory_bytes=4096, clock_hz=12_000_000, core=core, spram=True)
    assert system.core is core
    assert system.bridge.identity["config_hash"] == TT.hash
    assert system.bridge.identity["clock_hz"] == 12_000_000
    assert isinstance(system.memory, OnChipMemory)
    assert not hasattr(system, "flash")
    with pytest.raises(ConfigurationError, match="memory in the banks of a compact core"):
        System(TT, memory_bytes=4096, clock_hz=12_000_000, flash=True)
    small = System(preset("compact"), memory_bytes=4096, clock_hz=12_000_000, core=core)
    assert isinstance(small.memory, SmallMemory)


def test_memory_in_the_banks_of_the_core():
    core = make_core(UP5K_CONFIG, ram_words=UP5K_CONFIG.bank_words)
    system = System(
        UP5K_CONFIG, memory_bytes=65536, clock_hz=12_000_000, core=core, spram=True, flash=True
    )
    assert isinstance(system.memory, SharedMemory)
    assert system.has_flash
    with pytest.raises(ConfigurationError, match="in the banks of the core, 65536 bytes, not 4096"):
        System(UP5K_CONFIG, memory_bytes=4096, clock_hz=12_000_000, core=core)
    for words, ram_words in ((8192, 4096), (8000, 8000)):
        with pytest.raises(ConfigurationError, match=f"not {ram_words} behind {words}"):
            SinglePortScratchpad(2, words, ram_words=ram_words, technology=Technology.ICE40)
