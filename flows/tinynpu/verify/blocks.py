"""The blocks of the RTL by name, in the sizes in which they are verified one by one."""

import dataclasses
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from amaranth.back import rtlil, verilog
from amaranth.lib import wiring

import tinynpu.arch.config
import tinynpu.boards.system
import tinynpu.bus.axi
import tinynpu.core.shapes
from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.arch.isa import Queue
from tinynpu.arch.link import Link
from tinynpu.arch.presets import preset
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH
from tinynpu.boards.board import SPI_PORTS, Pin
from tinynpu.boards.panel import Panel
from tinynpu.boards.system import System
from tinynpu.boards.tinytapeout import TT_CLASSIC
from tinynpu.boards.top import BoardTop
from tinynpu.bus.axi import BurstSplitter, ReadArbiter
from tinynpu.bus.axi_lite import AxiLiteSubordinate
from tinynpu.bus.csr import ControlRegisters
from tinynpu.bus.link import LinkBridge
from tinynpu.bus.memory import OnChipMemory
from tinynpu.bus.spi import SpiSubordinate
from tinynpu.bus.uart import LEAST_DIVISOR, UartReceiver, UartTransmitter
from tinynpu.core.accumulator import AccumulatorLane
from tinynpu.core.array import SystolicArray
from tinynpu.core.checker import CommandChecker
from tinynpu.core.compute import ComputeEngine
from tinynpu.core.fetch import Fetch
from tinynpu.core.load import LoadEngine
from tinynpu.core.pe import PE
from tinynpu.core.realign import BeatBuffer, WindowBuffer
from tinynpu.core.requantizer import RequantizerLane
from tinynpu.core.scratchpad import Scratchpad
from tinynpu.core.sequencer import Sequencer
from tinynpu.core.shapes import queue_words
from tinynpu.core.store import StoreEngine
from tinynpu.core.table import Table
from tinynpu.core.top import Core
from tinynpu.core.weights import WeightLoader

__all__ = ["BLOCKS", "ROOMY", "SLOW_BOARD", "SMALL", "Block", "find_block", "rtl_digest"]

SMALL = Config(
    name="small",
    rows=4,
    cols=4,
    lanes=2,
    accumulator_depth=8,
    banks=2,
    bank_words=64,
    bus_bytes=4,
    burst_beats=16,
    outstanding=2,
    queue_depth=2,
)
"""The configuration in which blocks are verified: each unit is there, each counter wraps soon."""

ROOMY = SMALL.replace(name="roomy", bank_words=512, accumulator_depth=64)
"""The same with memories in which the random programs of `tinynpu.testing` have room."""

_SLOW_HZ = 32_000

SLOW_BOARD = TT_CLASSIC.replace(
    clock_hz=_SLOW_HZ,
    system_hz=_SLOW_HZ,
    baud=_SLOW_HZ // LEAST_DIVISOR,
    config=preset("tt"),
    memory_bytes=8192,
    spi={name: Pin(name) for name in SPI_PORTS},
)
"""Pins of a real board with so slow a clock that a second, which its LEDs need, can be simulated.

No PLL makes the clock. A sixteenth of the pause that ends a frame must be longer than a byte on the
line, as it is with a faster clock; so it cannot be much slower.
"""


@dataclasses.dataclass(frozen=True)
class Block:
    """A block: ``make`` gives the component, of which all instances are equal.

    ``in_core`` is False for what a board holds beside the core; ``cycle_ns`` is the period of the
    clock in its testbench.
    """

    name: str
    title: str
    make: Callable[[], wiring.Component]
    in_core: bool = True
    cycle_ns: int = 10

    def verilog(self) -> str:
        """Verilog; the module is called like the block, its ports like the paths of the members."""
        return verilog.convert(
            self.make(), name=self.name, strip_internal_attrs=True, emit_src=False
        )

    def rtlil(self) -> str:
        """The same as RTLIL, for Yosys."""
        return rtlil.convert(self.make(), name=self.name, emit_src=False)


_TABLES = SMALL.replace(bank_words=256)
"""A look-up table fits in the scratchpad."""
_COMPUTE_WORDS = queue_words(Queue.COMPUTE)


def _link() -> wiring.Component:
    return LinkBridge(
        config_hash=SMALL.hash, memory_bytes=1 << 16, clock_hz=1_000_000, timeout_cycles=512
    )


def _board(link: Link = Link.UART) -> wiring.Component:
    """Without primitives of an FPGA."""
    board = SLOW_BOARD.replace(link=link)
    system = System(
        board.config,
        memory_bytes=board.memory_bytes,
        clock_hz=board.clock_hz,
        baud=board.baud,
        link=link,
    )
    return BoardTop(board, system, board.clock_hz)


BLOCKS: dict[str, Block] = {
    block.name: block
    for block in (
        Block("pe", "processing element", lambda: PE(18, fir=True)),
        Block("array", "systolic array", lambda: SystolicArray(4, 4, 18, fir=True)),
        Block("accumulator", "accumulator lane", lambda: AccumulatorLane(32, 8, 18)),
        Block("requantizer", "requantizer lane", RequantizerLane),
        Block("lookup_table", "look-up table", lambda: Table(1)),
        Block("scratchpad", "scratchpad", lambda: Scratchpad(SMALL)),
        Block("weights", "weight loader", lambda: WeightLoader(SMALL, _COMPUTE_WORDS)),
        Block("compute", "compute engine", lambda: ComputeEngine(_TABLES)),
        Block("window_buffer", "window buffer", lambda: WindowBuffer(4, 4)),
        Block("beat_buffer", "beat buffer", lambda: BeatBuffer(4, 4)),
        Block("burst_splitter", "burst splitter", lambda: BurstSplitter(SMALL)),
        Block("read_arbiter", "read arbiter", lambda: ReadArbiter(SMALL)),
        Block("load", "load engine", lambda: LoadEngine(SMALL)),
        Block("store", "store engine", lambda: StoreEngine(SMALL)),
        Block("fetch", "instruction fetch", lambda: Fetch(SMALL)),
        Block("command_checker", "command checker", lambda: CommandChecker(SMALL)),
        Block("sequencer", "sequencer", lambda: Sequencer(SMALL)),
        Block("axi_lite", "AXI4-Lite subordinate", lambda: AxiLiteSubordinate(CSR_ADDRESS_WIDTH)),
        Block("registers", "control registers", lambda: ControlRegisters(SMALL)),
        Block("core", "whole core", lambda: Core(ROOMY)),
        Block("uart_receiver", "UART receiver", lambda: UartReceiver(8), False),
        Block("uart_transmitter", "UART transmitter", lambda: UartTransmitter(8), False),
        Block("spi", "SPI subordinate", SpiSubordinate, False),
        Block("link", "link bridge", _link, False),
        Block("memory", "on-chip memory", lambda: OnChipMemory(size=2048, bus_bytes=8), False),
        Block("panel", "LEDs and button", lambda: Panel(1 << 12), False),
        Block("board", "whole board", _board, False, 10**9 // _SLOW_HZ),
        Block(
            "board_spi",
            "whole board with SPI",
            lambda: _board(Link.SPI),
            False,
            10**9 // _SLOW_HZ,
        ),
    )
}
"""Blocks by name, from the leaves to the core, then what boards hold beside it."""


def find_block(name: str) -> Block:
    """Block by name.

    Raises
    ------
    FlowError
        There is none of that name.
    """
    if name not in BLOCKS:
        raise FlowError(f"A block must be one of {', '.join(BLOCKS)}, not {name}.")
    return BLOCKS[name]


def rtl_digest() -> str:
    """Digest of every source that the hardware depends on."""
    digest = hashlib.sha256()
    modules = (tinynpu.arch.config, tinynpu.boards.system, tinynpu.bus.axi, tinynpu.core.shapes)
    for module in modules:
        for path in sorted(Path(module.__file__ or "").parent.glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":  # for the Makefiles in tests/cocotb
    sys.stdout.write(f"`timescale 1ns/1ps\n{find_block(sys.argv[1]).verilog()}")
