"""Words of a serial flash, four bits in a cycle."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, Value
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

__all__ = ["FLASH_WORD_BITS", "FlashPins", "FlashReader"]

FLASH_WORD_BITS = 22
"""Address bits of a word: addresses of flashes have 24 bits."""

_READ = 0x6B
"""Fast read, quad output: the command and 24 address bits on IO0, 8 dummy clocks, data on IO0 to IO3."""

_RELEASE = 0xAB
"""Release from power-down; the three bytes behind it mean nothing, then comes an identity."""


def _next(count: Value) -> Value:
    """One more, in three tables without a carry chain."""
    return Cat(bit ^ count[:i].all() for i, bit in enumerate(count))


class FlashPins(wiring.Signature):
    """Pins of the flash, as its reader sees them.

    Members
    -------
    clock : Out(1)
        There is a clock pulse in this cycle: it rises in the middle and falls at the end.
    select : Out(1)
        Chip select, 1 while selected.
    output, drive : Out(1), Out(1)
        IO0, and whether it is driven. IO1 to IO3 never are.
    inputs : In(4)
        IO0 to IO3.
    """

    def __init__(self):
        super().__init__(
            {
                "clock": Out(1),
                "select": Out(1),
                "output": Out(1),
                "drive": Out(1),
                "inputs": In(4),
            }
        )


class FlashReader(wiring.Component):
    """Reads words from an address on until ``active`` falls.

    The flash's clock has the frequency of this one. It falls where this one rises, so the flash's
    data have a whole cycle, and what is sent to it half of one. The first word is whole 49 cycles after
    ``active`` rose, and each further one 8 cycles later. Its first 20 bits that come are given away in
    advance, so that the other end may keep a word for four cycles while the next one comes.

    Members
    -------
    active : In(1)
        Select the flash and read; 0 for at least a cycle between two reads.
    address : In(22)
        First word; steady while ``active``.
    release : In(1)
        Wake the flash instead: ``last`` comes once, with anything.
    hold : In(1)
        The word before is still needed: there is no ``first``, and the flash's clock waits.
    word : Out(32)
        Little endian; bits 15:0 and 23:20 are true in a cycle with ``first``, the others in one with
        ``last``. Each comes once for each word.
    first, last : Out(1)
        See ``word``.
    pins : Out(FlashPins)
        Flash.

    Source: Winbond W25Q128JV, revision H, sections 8.2.12 (6Bh), 8.2.30 (ABh).
    """

    FIRST_BITS = (*range(16), *range(20, 24))
    """Bits of ``word`` that are true with ``first``."""

    active: In(1)
    address: In(FLASH_WORD_BITS)
    release: In(1)
    hold: In(1)
    word: Out(32)
    first: Out(1)
    last: Out(1)
    pins: Out(FlashPins())

    def elaborate(self, platform):
        m = Module()
        pins = self.pins

        # Pulses: those of the command, two parts of the address, dummies, and then words, of which
        # each ends with the first pulse of an octave. What is sent in a pulse is set the cycle before,
        # so the first cycle has none.
        pulse = Signal(3)
        octave = Signal(3)  # 0: command, 1 to 3: address, 4: dummies, 5: a word, 6: further ones
        started = Signal()
        goes = Signal()
        at_first = pulse == 5
        m.d.comb += [
            goes.eq(~(at_first & self.hold)),
            self.first.eq(at_first & ~self.hold & self.active),
            self.last.eq((pulse == 0) & octave[1] & octave[2]),
            pins.clock.eq(started & self.active & goes),
            pins.select.eq(self.active),
        ]
        m.d.sync += started.eq(self.active)
        with m.If(~self.active):
            m.d.sync += [pulse.eq(0), octave.eq(0)]
        with m.Elif(goes):
            m.d.sync += pulse.eq(_next(pulse))
            with m.If((pulse == 7) & ~(octave[1] & octave[2])):
                m.d.sync += octave.eq(_next(octave))

        # Sixteen bits: the low ones of the address, bit by bit, and then the last four nibbles, the
        # oldest at the right. A bit moves four places at once.
        nibbles = Signal(16)
        address = Cat(C(0, 2), self.address)
        order = [4 * (i % 4) + i // 4 for i in range(16)]  # places by their turn
        low = [address[15 - order.index(place)] for place in range(16)]
        entering = Cat(
            Mux(octave[2], pins.inputs[i], nibbles[i + 1] if i < 3 else C(0, 1)) for i in range(4)
        )
        with m.If(goes):
            m.d.sync += nibbles.eq(Mux(octave[1:] == 0, Cat(low), Cat(nibbles[4:], entering)))
        command = [Mux(self.release, _RELEASE >> 7 - i & 1, _READ >> 7 - i & 1) for i in range(8)]
        with m.Switch(octave[:2]):
            with m.Case(0):
                m.d.sync += pins.output.eq(Cat(*command).bit_select(pulse, 1))
            with m.Case(1):
                m.d.sync += pins.output.eq(address[16:][::-1].bit_select(pulse, 1))
            with m.Default():
                m.d.sync += pins.output.eq(nibbles[0])
        m.d.sync += pins.drive.eq(self.active & ~octave[2])

        # The high nibble of a byte comes first.
        n = [nibbles.word_select(i, 4) for i in range(4)]
        now = pins.inputs
        m.d.comb += self.word.eq(Cat(n[1], n[0], n[3], n[2], n[2], now, now, n[3]))
        return m
