"""A simulated board behind a pseudo-terminal, for the same driver as a real cable."""

import contextlib
import os
import select
import threading
import tty

from tinynpu.board.faults import BROKEN_STOP, Faults
from tinynpu.board.simulator import TIMEOUT_CYCLES, BoardSimulator

__all__ = ["SimulatedBoard"]

_CHUNK_BYTES = 16
"""Bytes on the line before the pseudo-terminal is looked at again."""
_LINGER = 16 * TIMEOUT_CYCLES
"""Cycles that the clock runs on when nothing happens: every frame that broke off has ended."""
_BUSY = 1 << 1
_NONE = Faults(0.0, 0)


class SimulatedBoard:
    """Serves a board in a thread of its own, until it is closed.

    Time passes while bytes are on the line, while a program runs, and for a while after that.

    Parameters
    ----------
    simulator
        Board; closed with this.
    to_board, to_host
        Faults of the two directions.

    Members
    -------
    path
        The pseudo-terminal's other end, to be opened as a serial port.
    """

    def __init__(
        self,
        simulator: BoardSimulator,
        *,
        to_board: Faults = _NONE,
        to_host: Faults = _NONE,
    ):
        self.simulator = simulator
        self.to_board = to_board
        self.to_host = to_host
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.path = os.ttyname(self._slave)
        self._wake, self._waker = os.pipe()
        self._stop = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def unplug(self):
        """Let the port vanish, as a USB adapter that is pulled out."""
        if not self._stop:
            self._stop = True
            os.write(self._waker, b"x")
            self._thread.join()
            for descriptor in (self._master, self._slave, self._wake, self._waker):
                os.close(descriptor)

    def press(self, pressed: bool):
        """Press or release the button."""
        with self._lock:
            self.simulator.button(pressed)
        os.write(self._waker, b"x")

    def reset(self):
        """Reset the board; what was in its memory stays."""
        with self._lock:
            self.simulator.reset()

    @property
    def leds(self) -> int:
        """LEDs, a bit each."""
        with self._lock:
            return self.simulator.leds

    def close(self):
        """End the thread, and free the port and the simulation."""
        self.unplug()
        self.simulator.close()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def _serve(self):
        simulator = self.simulator
        chunk = _CHUNK_BYTES * 10 * simulator.divisor
        quiet = 0
        while not self._stop:
            asleep = quiet > _LINGER
            ready, _, _ = select.select([self._master, self._wake], [], [], None if asleep else 0)
            if self._wake in ready:
                os.read(self._wake, 64)
                quiet = 0
            data = b""
            if self._master in ready:
                with contextlib.suppress(OSError):
                    data = os.read(self._master, 4096)
            with self._lock:
                if data:
                    simulator.send(self.to_board(data))
                simulator.ticks(chunk)
                received = simulator.receive()
                active = bool(data or received or not simulator.line_idle)
                active |= bool(simulator.leds & _BUSY)
            quiet = 0 if active else quiet + chunk
            symbols = self.to_host(received)
            # A byte with a broken stop bit is none for the host's UART.
            out = bytes(symbol for symbol in symbols if not symbol & BROKEN_STOP)
            if out:
                with contextlib.suppress(BlockingIOError):  # nobody reads: lost, as on a line
                    os.write(self._master, out)
