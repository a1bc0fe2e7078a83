"""The RTL of a TinyTapeout tile on Verilator, driven through its 24 pins."""

import ctypes
import functools
import hashlib
import os
from pathlib import Path

import numpy as np

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.tile import (
    SELF_TEST_STEPS,
    SUM_BYTES,
    Block,
    Command,
    ErrorFlag,
    Scaling,
    TileConfig,
)
from tinynpu.arch.tile_exchange import Exchange, TileLayer, exchanges
from tinynpu.rtl.build import VERILATOR_FLAGS, Progress, cached
from tinynpu.tools.cache import cache_directory
from tinynpu.tools.cxx import find_compiler
from tinynpu.tools.process import run_tool
from tinynpu.tools.verilated import VerilatedCxx
from tinynpu.tools.verilator import find_verilator

__all__ = ["TileSimulator"]

_HARNESS = Path(__file__).with_name("tile_harness.cpp")
_FAULTS = {
    1: "must move the next byte in time, which it does not",
    2: "must not be ready and valid at once",
    3: "must drive ready and valid, and no other of the uio pins",
    4: "must wait for as many bytes as a block has, and then give as many",
}
"""What a tile has done wrong, by the harness's status."""


class TileSimulator:
    """A simulated tile; a link as `tinynpu.runtime.tile.TileLink` wants it.

    Parameters
    ----------
    config
        Parameters of the tile; the simulator for it is built unless the cache has it.
    pauses
        Probability that the host pauses in a cycle; all pins are noise then. 0: full speed.
    seed
        Of the pauses.
    spi
        Through the SPI pins, with the fastest clock that they allow; with ``pauses`` an uneven one.
    progress
        Told what is being done while building.

    Raises
    ------
    FlowError
        The simulator cannot be built.
    DeviceError
        There are no SPI pins. Methods raise it if the tile does what it must not.
    """

    def __init__(
        self,
        config: TileConfig,
        *,
        pauses: float = 0.0,
        seed: int = 0,
        spi: bool = False,
        progress: Progress | None = None,
    ):
        self.config = config
        self._tile = None
        if spi and not config.spi:
            raise DeviceError("A tile must have SPI pins for --spi; this has none.")
        self._library = _load(_build(config, progress))
        half_clock = 4 if spi else 0
        # Nothing takes longer than the self-test.
        patience = (SELF_TEST_STEPS + 1) * config.step_cycles() + config.sums * SUM_BYTES + 64
        if config.requantizer_bits:
            patience += config.columns * Scaling.BYTES + config.sums * config.result_cycles
        if pauses:
            patience = int(patience / (1 - pauses)) * 8
        self._tile = self._library.tile_create(patience, seed, pauses, half_clock)

    @property
    def cycles(self) -> int:
        """Cycles of the clock since the reset."""
        return self._library.tile_cycle(self._tile)

    def exchange(self, exchange: Exchange) -> bytes:
        """Move transfers to the tile, and bytes from it."""
        out = np.empty(exchange.wanted, np.uint8)
        transfers = np.ascontiguousarray(exchange.transfers)
        status = self._library.tile_play(
            self._tile, transfers.ctypes.data, len(transfers), out.ctypes.data, exchange.wanted
        )
        if status:
            raise DeviceError(f"A tile {_FAULTS[status]}.")
        return out.tobytes()

    def command(self, command: Command, wanted: int) -> bytes:
        """A command of one byte, after which bytes come."""
        return self.exchange(Exchange(np.array([[command, 0]], np.uint8), wanted))

    def settings(self, layer: TileLayer):
        """Command LAYER."""
        self.exchange(layer.exchange())

    def run(self, block: Block) -> bytes:
        """Command RUN with its operands; what comes out."""
        return b"".join(self.exchange(part) for part in exchanges(block, self.config))

    def errors(self) -> ErrorFlag:
        """Command STATUS."""
        return ErrorFlag(self.command(Command.STATUS, 1)[0])

    def reset(self):
        """Pulse ``rst_n``."""
        self._library.tile_reset(self._tile)

    def close(self):
        """Free the simulation."""
        if self._tile:
            self._library.tile_destroy(self._tile)
            self._tile = None


def _build(config: TileConfig, progress: Progress | None) -> Path:
    """Path of the shared library, from the cache or newly built; it is kept by the text of the Verilog."""
    text = _verilog(config)
    verilator, compiler = find_verilator(), find_compiler()
    digest = hashlib.sha256(text.encode() + _HARNESS.read_bytes())
    words = [verilator.version, *compiler.command[-1:], compiler.version, os.uname().machine]
    digest.update("\n".join([*words, *VERILATOR_FLAGS]).encode())

    def make(folder: Path, tell: Progress) -> Path:
        source = folder / "tinynpu.v"
        source.write_text(text)
        tell("Verilator translates to C++", 0.1)
        objects = folder / "obj"
        run_tool(
            [verilator.binary, *VERILATOR_FLAGS, "--Mdir", objects, source],
            verilator.environment,
            "Verilator",
        )
        cxx = VerilatedCxx(verilator, compiler, objects)
        compiled = cxx.objects(
            [*objects.glob("*.cpp"), _HARNESS],
            lambda path: "-O0" if "Slow" in path.name else "-O2",
            done=lambda share: tell("compiling C++", 0.25 + 0.7 * share),
        )
        tell("linking", 0.96)
        return cxx.link(compiled, folder / "simulator.so")

    cache = cache_directory() / "tile"
    cache.mkdir(exist_ok=True)
    return cached(cache, digest.hexdigest()[:24], make, progress)


@functools.cache
def _verilog(config: TileConfig) -> str:
    from tinynpu.tile.verilog import tile_verilog

    return tile_verilog(config, "tinynpu")


def _load(path: Path) -> ctypes.CDLL:
    library = ctypes.CDLL(str(path))
    handle, number = ctypes.c_void_p, ctypes.c_uint64
    for name, result, arguments in (
        ("create", handle, (number, ctypes.c_uint32, ctypes.c_double, ctypes.c_uint32)),
        ("destroy", None, (handle,)),
        ("reset", None, (handle,)),
        ("cycle", number, (handle,)),
        ("play", ctypes.c_int, (handle, ctypes.c_void_p, number, ctypes.c_void_p, number)),
    ):
        function = getattr(library, f"tile_{name}")
        function.restype = result
        function.argtypes = arguments
    return library
