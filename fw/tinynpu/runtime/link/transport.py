"""Bytes to and from a board: a serial port, or SPI."""

import importlib
import time
from typing import Any, Protocol

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.link import SPI_ESCAPE, SPI_FILL, SPI_FLIP
from tinynpu.runtime.link.errors import UnpluggedError

__all__ = ["SerialTransport", "SpiTransport", "Transport", "open_transport"]

_DEFAULT_BAUD = 115200
_DEFAULT_HZ = 1_000_000
_SPI_CHUNK = 64


class Transport(Protocol):
    """A byte link. Every method raises `UnpluggedError` once the other end has gone."""

    name: str
    byte_seconds: float

    def write(self, data: bytes):
        """Send bytes; may return before they are on the line."""
        ...

    def read(self, timeout: float) -> bytes:
        """What has come: at least a byte, or nothing after ``timeout`` seconds."""
        ...

    def close(self):
        """Free the port."""
        ...


def _missing(package: str, what: str, extra: str) -> DeviceError:
    return DeviceError(f"{what} needs the package {package}: pip install 'tinynpu[{extra}]'.")


class SerialTransport:
    """A serial port, also the pseudo-terminal of a simulated board.

    Raises
    ------
    UnpluggedError
        The port cannot be opened.
    """

    def __init__(self, port: str, baud: int = _DEFAULT_BAUD):
        try:
            import serial
        except ImportError:
            raise _missing("pyserial", "A serial port", "fpga") from None
        self.name = port
        self.byte_seconds = 10 / baud
        self._gone = (OSError, serial.SerialException, TypeError)  # TypeError: closed under way
        try:
            self._serial = serial.Serial(port, baud, timeout=0, write_timeout=30)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UnpluggedError(
                f"The serial port {port} must be there and free ({reason}); is the board plugged in?"
            ) from None

    def write(self, data: bytes):
        """See `Transport.write`."""
        try:
            self._serial.write(data)
        except self._gone as error:
            raise self._unplugged(error) from None

    def read(self, timeout: float) -> bytes:
        """See `Transport.read`."""
        try:
            self._serial.timeout = max(timeout, 0)
            data = self._serial.read(1)
            if data and self._serial.in_waiting:
                data += self._serial.read(self._serial.in_waiting)
            return data
        except self._gone as error:
            raise self._unplugged(error) from None

    def _unplugged(self, error: Exception) -> UnpluggedError:
        return UnpluggedError(
            f"The board at {self.name} must stay plugged in, but its port has gone ({error})."
        )

    def close(self):
        """See `Transport.close`."""
        self._serial.close()


class SpiTransport:
    """Linux spidev in mode 0; what the board has to say is clocked out with zeros.

    Parameters
    ----------
    path
        ``/dev/spidevB.C``.
    hz
        Clock; at most an eighth of the board's.
    device
        Instead of that port: an object with ``xfer2`` and ``close`` of ``spidev.SpiDev``.

    Raises
    ------
    UnpluggedError
        The port cannot be opened.
    """

    def __init__(self, path: str, hz: int = _DEFAULT_HZ, *, device: Any = None):
        self.name = path
        self.byte_seconds = 8 / hz
        self._received = bytearray()
        self._escaped = False
        if device is None:
            try:
                spidev = importlib.import_module("spidev")
            except ImportError:
                raise _missing("spidev", "SPI", "spi") from None
            bus, dot, chip = path.removeprefix("/dev/spidev").partition(".")
            if not (dot and bus.isdigit() and chip.isdigit()):
                raise DeviceError(f"An SPI port must be named /dev/spidevB.C, not {path}.")
            device = spidev.SpiDev()
            try:
                device.open(int(bus), int(chip))
            except OSError as error:
                raise UnpluggedError(
                    f"The SPI port {path} must be there and free ({error.strerror})."
                ) from None
            device.mode = 0
            device.max_speed_hz = hz
        self._device = device

    def _transfer(self, data: bytes):
        try:
            answer = bytes(self._device.xfer2(list(data)))
        except OSError as error:
            raise UnpluggedError(
                f"The board at {self.name} must stay connected, but its port fails "
                f"({error.strerror})."
            ) from None
        for byte in answer:
            if self._escaped:
                self._received.append(byte ^ SPI_FLIP)
                self._escaped = False
            elif byte == SPI_ESCAPE:
                self._escaped = True
            elif byte != SPI_FILL:
                self._received.append(byte)

    def write(self, data: bytes):
        """See `Transport.write`."""
        for begin in range(0, len(data), _SPI_CHUNK):
            self._transfer(data[begin : begin + _SPI_CHUNK])

    def read(self, timeout: float) -> bytes:
        """See `Transport.read`."""
        deadline = time.monotonic() + timeout
        while True:
            self._transfer(bytes(_SPI_CHUNK))
            if self._received or time.monotonic() > deadline:
                data = bytes(self._received)
                self._received.clear()
                return data

    def close(self):
        """See `Transport.close`."""
        self._device.close()


def _number(text: str, what: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value <= 0:
        raise DeviceError(f"{what} must be a number above 0, not {text}.")
    return value


def open_transport(kind: str) -> Transport:
    """Transport by its text: ``uart:PORT[,baud]`` or ``spi:/dev/spidevB.C[,hz]``.

    Raises
    ------
    DeviceError
        The text is wrong, a package is missing, or the port cannot be opened.
    """
    name, _, rest = kind.partition(":")
    port, comma, number = rest.partition(",")
    if not port or name not in ("uart", "spi"):
        raise DeviceError(
            f"A link must be uart:PORT[,baud] or spi:/dev/spidevB.C[,hz], not {kind}."
        )
    if name == "uart":
        return SerialTransport(port, _number(number, "A baud rate") if comma else _DEFAULT_BAUD)
    return SpiTransport(port, _number(number, "An SPI clock") if comma else _DEFAULT_HZ)
