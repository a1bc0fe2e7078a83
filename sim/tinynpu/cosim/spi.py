"""SPI manager for testbenches."""

import random
from collections.abc import Callable
from typing import Any

from cocotb.triggers import Timer

from tinynpu.arch.link import SPI_ESCAPE, SPI_FILL, SPI_FLIP

__all__ = ["SpiManager"]


class SpiManager:
    """Drives the pins in mode 0 at any moment of the design's clock.

    Parameters
    ----------
    dut
        Has the pins ``sck``, ``cs_n``, ``mosi`` and ``miso``.
    draw
        Random numbers.
    take
        Called with each byte that comes, without what `tinynpu.bus.spi` puts between and before them.
    cycle_ps
        Cycle of the design's clock, in picoseconds.
    cycles
        Of that clock for a bit.
    """

    def __init__(
        self,
        dut: Any,
        draw: random.Random,
        take: Callable[[int], object],
        cycle_ps: int,
        cycles: float = 8.0,
    ):
        self.dut = dut
        self.draw = draw
        self.take = take
        self.cycle = cycle_ps
        self.half = round(cycles * cycle_ps / 2)
        self.escaped = False

    async def select(self):
        """Pull ``cs_n`` low."""
        self.dut.cs_n.value = 0
        await Timer(4 * self.cycle, "ps")

    async def deselect(self):
        """Let ``cs_n`` go, and wait until the design has seen it."""
        await Timer(self.half, "ps")
        self.dut.cs_n.value = 1
        await Timer(8 * self.cycle + self.draw.randrange(self.cycle), "ps")

    async def bit(self, value: int) -> int:
        """Exchange a bit."""
        self.dut.mosi.value = value
        await Timer(self.half, "ps")
        self.dut.sck.value = 1
        level = int(self.dut.miso.value)
        await Timer(self.half, "ps")
        self.dut.sck.value = 0
        return level

    async def transfer(self, byte: int):
        """Exchange a byte."""
        value = 0
        for i in reversed(range(8)):
            value = value << 1 | await self.bit(byte >> i & 1)
        if self.escaped:
            self.escaped = False
            self.take(value ^ SPI_FLIP)
        elif value == SPI_ESCAPE:
            self.escaped = True
        elif value != SPI_FILL:
            self.take(value)
