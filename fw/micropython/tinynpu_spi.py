"""The tile's SPI, on four pins of the demo board, while the board's clock runs."""

import time

import machine
from tinynpu_tt import SPI_MODE, UIO_DRIVEN, TileError
from ttboard.pins import gpio_map

MOVE, VALID = 0x80, 0x80
"""Bit of the first byte of a word, to the tile and from it."""
RESET = 0x40
"""Bit of the first byte of a word to the tile, without `MOVE`."""


class SpiPort:
    """SPI, mode 0: sixteen bits for each byte.

    Parameters
    ----------
    tt
        ``DemoBoard`` with the project selected.
    clock_hz
        Clock of the tile.
    baudrate
        Clock of the SPI, at most ``clock_hz`` / 8. MicroPython's SoftSPI reaches some 500 kHz.
    patience
        Words to wait for ``valid``.
    """

    def __init__(self, tt, clock_hz=10_000_000, baudrate=500_000, patience=2000):
        if 8 * baudrate > clock_hz:
            raise TileError(f"The baudrate must be at most clock_hz / 8, not {baudrate}.")
        gpio = gpio_map.GPIOMap
        self.tt = tt
        self.clock_hz = clock_hz
        self.patience = patience
        tt.uio_oe_pico.value = UIO_DRIVEN
        tt.uio_in.value = SPI_MODE
        self.select = machine.Pin(gpio.UI_IN1, machine.Pin.OUT, value=1)
        self.spi = machine.SoftSPI(
            baudrate=baudrate,
            polarity=0,
            phase=0,
            sck=machine.Pin(gpio.UI_IN0),
            mosi=machine.Pin(gpio.UI_IN2),
            miso=machine.Pin(gpio.UO_OUT0),
        )
        tt.clock_project_PWM(clock_hz)

    def reset(self):
        """Reset the tile."""
        self.tt.reset_project(True)
        time.sleep(0.001)
        self.tt.reset_project(False)
        time.sleep(0.001)

    def _transfer(self, words):
        answer = bytearray(len(words))
        self.select(0)
        self.spi.write_readinto(words, answer)
        self.select(1)
        return answer

    def exchange(self, stream, wanted):
        """Give a stream to the tile, then take so many bytes; a cycle with the other mode is a reset."""
        words = bytearray(len(stream))
        for i in range(0, len(stream), 2):
            if stream[i + 1] & SPI_MODE:
                words[i] = RESET
                continue
            words[i] = (MOVE if stream[i + 1] & 1 else 0) | stream[i + 1] >> 4
            words[i + 1] = stream[i]
        if words:
            self._transfer(words)
        if not wanted:
            return b""
        for _ in range(self.patience):
            if self._transfer(b"\x00\x00")[0] & VALID:
                break
        else:
            raise TileError(f"The tile was not valid in {self.patience} words.")
        answer = self._transfer(b"\x80\x00" * wanted)
        data = bytearray(wanted)
        for i in range(wanted):
            if not answer[2 * i] & VALID:
                raise TileError(f"The tile had only {i} of {wanted} bytes.")
            data[i] = answer[2 * i + 1]
        return bytes(data)

    def close(self):
        """Stop the clock, give the pins back to the SDK."""
        self.tt.clock_project_stop()
        self.tt.uio_in.value = 0
        self.tt.mode = self.tt.mode
