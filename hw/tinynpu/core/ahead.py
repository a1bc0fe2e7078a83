"""Two places between what is found out ahead and what takes it."""

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

__all__ = ["Ahead"]


class Ahead(wiring.Component):
    """Two entries of a queue, so that neither side depends on what the other does in this cycle.

    Parameters
    ----------
    shape
        Of an entry.

    Members
    -------
    room : Out(1), put : In(1), entry : In(shape)
        Append an entry; only with ``room``, which does not depend on ``take``.
    some : Out(1), head : Out(shape), take : In(1)
        There is an entry; the oldest one, in registers; remove it, only with ``some``.
    drop : In(1)
        From the next cycle on there is no entry; from then on it must be 1 until a reset.
    """

    def __init__(self, shape):
        self.shape = shape
        super().__init__(
            {
                "room": Out(1, init=1),
                "put": In(1),
                "entry": In(shape),
                "some": Out(1),
                "head": Out(shape),
                "take": In(1),
                "drop": In(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        second = Signal(self.shape, reset_less=True)
        head = Signal(self.shape, reset_less=True)
        two = Signal()
        stays = (two | (self.some & self.put)) & ~self.take
        m.d.sync += [
            self.some.eq((two | self.put | (self.some & ~self.take)) & ~self.drop),
            two.eq(stays),
            self.room.eq(~stays),
        ]
        # Places that nothing is in may take anything, so that these ways are short.
        with m.If(~two):
            m.d.sync += second.eq(self.entry)
        with m.If(self.take | ~self.some):
            m.d.sync += head.eq(Mux(two, second, self.entry))
        m.d.comb += self.head.eq(head)
        return m
