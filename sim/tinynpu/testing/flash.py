"""Model of a serial flash, as far as the reader uses it, at the pins of a simulated design."""

__all__ = ["FlashModel"]

_READ, _RELEASE, _SLEEP = 0x6B, 0xAB, 0xB9
_DUMMIES = 8


class FlashModel:
    """A flash that sleeps at first.

    It answers as a Winbond W25Q128JV with its quad enable bit set: quad output fast read and release
    from power-down. Everything else is an error.

    Parameters
    ----------
    content
        From address 0 on; erased behind that.
    asleep
        It ignores everything but a release.
    wake_cycles
        After a release it must not be selected for so long.

    Members
    -------
    reads
        Address of each read so far.
    pulses
        Clock pulses so far while it was selected.
    """

    def __init__(self, content: bytes, *, asleep: bool = True, wake_cycles: int = 100):
        self.content = content
        self.asleep = asleep
        self.wake_cycles = wake_cycles
        self.reads: list[int] = []
        self.pulses = 0
        self._cycle = 0
        self._released_at = -(10**9)
        self._selected = False
        self._bits = 0
        self._count = 0

    def cycle(self, *, clock: int, select: int, output: int, drive: int) -> int | None:
        """What happens in a cycle; the value of its outputs from the end of it on, or None.

        None means that the flash drives nothing: any value may be read.
        """
        self._cycle += 1
        if not select:
            if self._selected and self._count >= 8 and self._command == _RELEASE:
                self.asleep = False
                self._released_at = self._cycle
            self._selected = False
            return None
        if not self._selected:
            assert self._cycle - self._released_at >= self.wake_cycles, "selected too early"
            self._selected, self._bits, self._count = True, 0, 0
        if not clock:
            return self._value()
        self.pulses += 1
        if self._count < 32:
            assert drive, "command and address must be driven"
            self._bits = self._bits << 1 | output
        elif self._count >= 32:
            assert not drive, "nothing may be driven beside the flash"
        self._count += 1
        if self._count == 8:
            assert self._bits in (_READ, _RELEASE), f"command {self._bits:02x}"
            self._command = self._bits
        if self._count == 32 and self._command == _READ and not self.asleep:
            self.reads.append(self._bits & 0xFFFFFF)
        return self._value()

    def _value(self) -> int | None:
        nibble = self._count - 32 - _DUMMIES
        if nibble < 0 or self.asleep or self._command != _READ:
            return None
        at = (self._bits & 0xFFFFFF) + nibble // 2
        byte = self.content[at] if at < len(self.content) else 0xFF
        return byte & 15 if nibble % 2 else byte >> 4
