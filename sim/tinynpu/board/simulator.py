"""The RTL of a whole board: `tinynpu.boards.system.System` on Verilator."""

import ctypes
import hashlib
from collections.abc import Sequence
from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.rtl.build import Progress, build_top

__all__ = ["DIVISOR", "TIMEOUT_CYCLES", "BoardSimulator"]

DIVISOR = 8
"""Cycles of a bit: the fewest, so that the simulation is fast."""

TIMEOUT_CYCLES = 4096
"""Longest pause within a request: 51 bytes."""

_HARNESS = Path(__file__).with_name("harness.cpp")
_CHUNK = 4096


def _library(
    config: Config,
    memory_bytes: int,
    baud: int,
    divisor: int,
    flash: bool,
    progress: Progress | None,
) -> Path:
    import tinynpu.boards.panel
    import tinynpu.boards.system
    from tinynpu.core.make import make_core

    def verilog() -> str:
        from amaranth.back import verilog

        ram_words = memory_bytes // (4 * config.banks) if flash else 0
        system = tinynpu.boards.system.System(
            config,
            memory_bytes=memory_bytes,
            clock_hz=divisor * baud,
            baud=baud,
            core=make_core(config, ram_words=ram_words),
            timeout_cycles=TIMEOUT_CYCLES,
            flash=flash,
        )
        return verilog.convert(system, name="tinynpu", strip_internal_attrs=True, emit_src=False)

    key = hashlib.sha256(f"{memory_bytes} {baud} {divisor} {TIMEOUT_CYCLES} {flash}".encode())
    for module in (tinynpu.boards.system, tinynpu.boards.panel):
        key.update(Path(module.__file__ or "").read_bytes())
    return build_top(config, verilog, harness=_HARNESS, key=key.digest(), progress=progress)


class BoardSimulator:
    """A board with its pins.

    Parameters
    ----------
    config
        Configuration of the core; the simulator for it is built unless the cache has it.
    memory_bytes
        Size of the memory; None: 256 KiB, or as much as the scratchpad has if there is a flash.
    baud
        Of the UART, in simulated time.
    divisor
        Cycles of a bit.
    baud_error
        By which part of it the host's baud rate is too high.
    flash
        Content of a serial flash at the pins, from its address 0 on; None: there is none. The
        core must be a compact one, and has the memory in the banks of its scratchpad then.
    progress
        Told what is being done while building.

    Raises
    ------
    FlowError
        The simulator cannot be built.
    ConfigurationError
        There can be no flash, or the memory has another size.
    """

    def __init__(
        self,
        config: Config,
        *,
        memory_bytes: int | None = None,
        baud: int = 115200,
        divisor: int = DIVISOR,
        baud_error: float = 0.0,
        flash: bytes | None = None,
        progress: Progress | None = None,
    ):
        self.config = config
        self.divisor = divisor
        self._board = None
        has_flash = flash is not None
        if memory_bytes is None:
            memory_bytes = 4 * config.scratchpad_words if has_flash else 1 << 18
        self.memory_bytes = memory_bytes
        path = _library(config, memory_bytes, baud, divisor, has_flash, progress)
        self._library = _load(path)
        self._board = self._library.board_create(divisor / (1 + baud_error))
        if flash:
            content = (ctypes.c_uint8 * len(flash)).from_buffer_copy(flash)
            self._library.board_flash(self._board, content, len(flash))
        self._buffer = (ctypes.c_uint8 * _CHUNK)()

    def send(self, symbols: Sequence[int]):
        """Put bytes on the way to the board; bit 8: with a broken stop bit."""
        self._library.board_send(
            self._board, (ctypes.c_uint16 * len(symbols))(*symbols), len(symbols)
        )

    def receive(self) -> bytes:
        """What the board has sent since the last call."""
        data = b""
        while count := self._library.board_receive(self._board, self._buffer, _CHUNK):
            data += bytes(self._buffer[:count])
        return data

    def ticks(self, cycles: int):
        """Let the clock run."""
        self._library.board_ticks(self._board, cycles)

    @property
    def line_idle(self) -> bool:
        """Nothing is on the way in either direction."""
        return bool(self._library.board_line_idle(self._board))

    @property
    def cycle(self) -> int:
        """Cycles since the begin."""
        return self._library.board_cycle(self._board)

    @property
    def framing_errors(self) -> int:
        """Bytes from the board with a stop bit of 0."""
        return self._library.board_framing_errors(self._board)

    @property
    def flash_reads(self) -> int:
        """Reads of the flash since the begin."""
        return self._library.board_flash_reads(self._board)

    @property
    def flash_faults(self) -> int:
        """What no flash would take: other commands, two drivers on a pin, a read before it woke."""
        return self._library.board_flash_faults(self._board)

    @property
    def leds(self) -> int:
        """LEDs, a bit each."""
        return self._library.board_leds(self._board)

    @property
    def interrupt(self) -> bool:
        """Level of the interrupt line."""
        return bool(self._library.board_interrupt(self._board))

    def button(self, pressed: bool):
        """Press or release the button."""
        self._library.board_button(self._board, int(pressed))

    def reset(self):
        """Reset the board as its power does; the memory stays."""
        self._library.board_reset(self._board)

    def close(self):
        """Free the simulation."""
        if self._board:
            self._library.board_destroy(self._board)
            self._board = None


def _load(path: Path) -> ctypes.CDLL:
    library = ctypes.CDLL(str(path))
    handle, number = ctypes.c_void_p, ctypes.c_uint64
    for name, result, arguments in (
        ("create", handle, (ctypes.c_double,)),
        ("destroy", None, (handle,)),
        ("send", None, (handle, ctypes.POINTER(ctypes.c_uint16), number)),
        ("receive", number, (handle, ctypes.POINTER(ctypes.c_uint8), number)),
        ("ticks", None, (handle, number)),
        ("line_idle", ctypes.c_int, (handle,)),
        ("cycle", number, (handle,)),
        ("framing_errors", number, (handle,)),
        ("flash", None, (handle, ctypes.POINTER(ctypes.c_uint8), number)),
        ("flash_reads", number, (handle,)),
        ("flash_faults", number, (handle,)),
        ("leds", ctypes.c_int, (handle,)),
        ("interrupt", ctypes.c_int, (handle,)),
        ("button", None, (handle, ctypes.c_int)),
        ("reset", None, (handle,)),
    ):
        function = getattr(library, f"board_{name}")
        function.restype = result
        function.argtypes = arguments
    return library
