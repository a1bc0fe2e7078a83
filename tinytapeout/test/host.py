"""Both ports of the tile, as a host drives them. Each moves bytes in with put() and out with get()."""

import os
import random

from cocotb.handle import Force, Release
from cocotb.triggers import Timer
from cocotb.types import Logic

HALF_PERIOD = 500  # ns; gates have a delay of 1 ns each
STROBE, READY, VALID, SPI = 1, 2, 4, 8


class Pins:
    """The pins of the project, and its clock."""

    def __init__(self, dut):
        self.dut = dut
        self.limit = 20_000

    async def reset(self, uio=0, ui=0):
        """Begin with the inputs given."""
        self.dut.clk.value = 0
        self.dut.ena.value = 1
        self.dut.ui_in.value = ui
        self.dut.uio_in.value = uio
        self.dut.rst_n.value = 0
        for _ in range(4):
            await self._clock()  # what is on the outputs is not known yet
        if os.environ.get("GATES") == "yes":
            await self._power_up()
        self.dut.rst_n.value = 1
        await self.cycle()

    async def _power_up(self):
        """Give registers that are unknown some value, as silicon does.

        Gates may keep an unknown value through a reset that makes it 0: as (x and r) or (not x and r) would.
        """
        unknown = [net for net in self.dut.user_project if not _is_known(net)]
        for net in unknown:
            net.value = Force(random.getrandbits(1))
        await self._clock()
        for net in unknown:
            net.value = Release()
        for _ in range(4):
            await self._clock()

    async def cycle(self, ui=None, uio=None):
        """One clock; returns uo_out and uio_out from just before its rising edge."""
        if ui is not None:
            self.dut.ui_in.value = ui
        if uio is not None:
            self.dut.uio_in.value = uio
        uo, uio = await self._clock()
        seen = int(uo), int(uio)
        assert seen[1] & (READY | VALID) != READY | VALID, "ready and valid at once"
        return seen

    async def _clock(self):
        await Timer(HALF_PERIOD, "ns")
        seen = self.dut.uo_out.value, self.dut.uio_out.value
        self.dut.clk.value = 1
        await Timer(HALF_PERIOD, "ns")
        self.dut.clk.value = 0
        return seen


def _is_known(net):
    """Whether a bit has a value; what is no bit has one."""
    value = getattr(net, "value", None)
    return not isinstance(value, Logic) or str(value) in "01"


class ParallelPort:
    """A byte with every clock; with a chance of pauses."""

    SOFT_RESET = 3  # clocks from a change of uio[3] to the tile after its reset

    idle = (0, 0)

    def __init__(self, pins, pauses=0.0):
        self.pins = pins
        self.pauses = pauses

    async def start(self):
        """Reset with this port chosen."""
        await self.pins.reset()

    async def soft_reset(self):
        """Choose the other port and this one again."""
        for uio in (SPI, 0):
            for _ in range(self.SOFT_RESET):
                await self.pins.cycle(0, uio)

    async def put(self, transfers):
        """Move bytes with their nibbles in."""
        for byte, nibble in transfers:
            for _ in range(self.pins.limit):
                await self._pause()
                _, uio = await self.pins.cycle(byte, nibble << 4 | STROBE)
                assert not uio & VALID, "the tile has a byte, and must have none"
                if uio & READY:
                    break
            else:
                raise AssertionError("the tile is never ready")
        await self.pins.cycle(*self.idle)

    async def get(self, count):
        """Move bytes out."""
        found = []
        for _ in range(self.pins.limit):
            await self._pause()
            uo, uio = await self.pins.cycle(0, STROBE if len(found) < count else 0)
            if len(found) == count:
                return bytes(found)
            if uio & VALID:
                found.append(uo)
        raise AssertionError("the tile is never valid")

    async def status(self):
        """What uo_out says while there is no byte: bit 0 error, bit 1 not idle."""
        uo, uio = await self.pins.cycle(*self.idle)
        assert not uio & VALID
        return uo

    async def _pause(self):
        while random.random() < self.pauses:
            await self.pins.cycle(*self.idle)


class SpiPort:
    """Words of 16 bits in mode 0."""

    SCK, CS, MOSI = 1, 2, 4

    HALF = 4  # clocks

    def __init__(self, pins):
        self.pins = pins

    async def start(self):
        """Reset with this port chosen."""
        await self.pins.reset(SPI, self.CS)

    async def soft_reset(self):
        """The word for it."""
        await self.words([0x4000])

    async def words(self, words):
        """Exchange words while CS is low."""
        found = []
        await self._hold(0)
        for word in words:
            answer = 0
            for bit in reversed(range(16)):
                mosi = self.MOSI if word >> bit & 1 else 0
                uo = await self._hold(mosi)
                answer = answer << 1 | uo & 1
                await self._hold(mosi | self.SCK)
            found.append(answer)
        await self._hold(0)
        await self._hold(self.CS)
        return found

    async def put(self, transfers):
        """Move bytes with their nibbles in."""
        answers = await self.words([0x8000 | nibble << 8 | byte for byte, nibble in transfers])
        assert not any(answer & 0x8000 for answer in answers), "the tile has a byte"

    async def get(self, count):
        """Move bytes out."""
        found = []
        for _ in range(self.pins.limit):
            (answer,) = await self.words([0x8000])
            if answer & 0x8000:
                found.append(answer & 255)
                if len(found) == count:
                    return bytes(found)
        raise AssertionError("the tile is never valid")

    async def _hold(self, ui):
        uo = 0
        for _ in range(self.HALF):
            uo, _ = await self.pins.cycle(ui, SPI)
            assert uo & 0xFE == 0, "only MISO moves"
        return uo
