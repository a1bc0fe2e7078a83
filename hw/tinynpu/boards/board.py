"""What a board is: its FPGA, its pins, and the NPU that it carries."""

import dataclasses
import enum
from collections.abc import Mapping

from tinynpu.arch.config import Config
from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.link import Link
from tinynpu.boards.flash_pads import FLASH_PORTS

__all__ = ["LED_NAMES", "SPI_PORTS", "Board", "Family", "Pin"]

LED_NAMES = ("heartbeat", "busy", "done", "error")
"""What the LEDs of `tinynpu.boards.system.System` say, by number."""


SPI_PORTS = ("sck", "cs_n", "mosi", "miso")
"""Pins of an SPI; the host is its manager."""


class Family(enum.Enum):
    """Families of FPGAs, each with its own tools."""

    ICE40 = "ice40"
    ECP5 = "ecp5"
    GOWIN = "gowin"
    XILINX = "xilinx"


@dataclasses.dataclass(frozen=True)
class Pin:
    """A pin of the package.

    Members
    -------
    name
        As the tools call it.
    inverted
        Low means 1.
    options
        Of its buffer, in the tools' terms (``IO_TYPE``, ``PULLMODE``, …).
    """

    name: str
    inverted: bool = False
    options: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Board:
    """A board.

    Members
    -------
    name, title, url
        On the command line, in documents, and where to read more.
    family, device, package, speed
        The FPGA, in the terms of the tools of its family.
    clock, clock_hz
        Input of the oscillator.
    system_hz
        Clock of the NPU if nobody asks for another one; without a PLL where it is `clock_hz`.
    rx, tx
        UART as the FPGA sees it: ``rx`` is an input.
    spi
        Pins of an SPI as the FPGA sees it, by the names in `SPI_PORTS`. Empty: none were chosen.
    link
        The one of the two that the NPU has.
    leds
        Pins of the LEDs by the number of what they say, `LED_NAMES`.
    button
        Aborts a program; None: there is none.
    flash
        Pins of a serial flash with quad output, by their names in `tinynpu.boards.flash_pads`; only
        on an iCE40. Empty: there is none.
    constant
        Outputs that stand at 0 or 1: ``(pin, level)`` by port name.
    config
        NPU that fits.
    memory_bytes
        Memory of the NPU in block RAM, a multiple of 1024.
    baud
        Bits per second of the UART.
    program
        Command that loads a bitstream; ``{file}`` stands for it.
    flash_program
        Command that writes ``{file}`` to the flash from byte ``{offset}`` on.
    source
        Where the pins are from.
    remarks
        What its user has to know, sentences.
    """

    name: str
    title: str
    url: str
    family: Family
    device: str
    package: str
    speed: str
    clock: Pin
    clock_hz: int
    system_hz: int
    rx: Pin
    tx: Pin
    leds: Mapping[int, Pin]
    button: Pin | None
    config: Config
    memory_bytes: int
    program: tuple[str, ...]
    source: str
    spi: Mapping[str, Pin] = dataclasses.field(default_factory=dict)
    link: Link = Link.UART
    flash: Mapping[str, Pin] = dataclasses.field(default_factory=dict)
    flash_program: tuple[str, ...] = ()
    constant: Mapping[str, tuple[Pin, int]] = dataclasses.field(default_factory=dict)
    baud: int = 115200
    remarks: tuple[str, ...] = ()

    def __post_init__(self):
        for number in self.leds:
            if number not in range(len(LED_NAMES)):
                raise ConfigurationError(
                    f"An LED of a board must be one of 0..{len(LED_NAMES) - 1}, not {number}."
                )
        if self.spi and set(self.spi) != set(SPI_PORTS):
            raise ConfigurationError(
                f"The SPI of a board must have the pins {', '.join(SPI_PORTS)}, not "
                f"{', '.join(self.spi)}."
            )
        if self.link is Link.SPI and not self.spi:
            raise ConfigurationError(
                f"For an SPI a board must have pins for it, and {self.name} has none."
            )
        if self.flash and (set(self.flash) != set(FLASH_PORTS) or self.family is not Family.ICE40):
            raise ConfigurationError(
                f"The flash of a board must have the pins {', '.join(FLASH_PORTS)} and an iCE40, not "
                f"{', '.join(self.flash)} and {self.family.value}."
            )
        if self.memory_bytes < 1024 or self.memory_bytes % 1024:
            raise ConfigurationError(
                f"The memory of a board must be a multiple of 1024 bytes, not {self.memory_bytes}."
            )

    @property
    def link_pins(self) -> dict[str, Pin]:
        """Pins of the link by the names of the members of `tinynpu.boards.system.System`."""
        return {"rx": self.rx, "tx": self.tx} if self.link is Link.UART else dict(self.spi)

    @property
    def ports(self) -> dict[str, Pin]:
        """Pins by the names of the ports of `tinynpu.boards.top.BoardTop`."""
        ports = {"clk": self.clock} | self.link_pins
        if self.button is not None:
            ports["button"] = self.button
        ports |= {f"led{number}": pin for number, pin in sorted(self.leds.items())}
        ports |= {f"flash_{name}": pin for name, pin in self.flash.items()}
        return ports | {name: pin for name, (pin, _) in self.constant.items()}

    def replace(self, **changes) -> "Board":
        """This board with some values changed."""
        return dataclasses.replace(self, **changes)
