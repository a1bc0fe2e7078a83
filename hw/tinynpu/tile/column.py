"""A column of the tile: its weight, its multipliers, and their sums in rings."""

from amaranth.hdl import Cat, Module, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.multiply_add import MultiplyAdd
from tinynpu.core.technology import Technology

__all__ = ["Column"]

_WEIGHT_BITS = 8


class Column(wiring.Component):
    """Multipliers that share a weight, each with ``depth`` sums that turn with every clock.

    In each cycle, the sum that passes the multiplier of a group gets ``sample * weight`` added, or becomes
    that product (``first``). A sum passes every ``depth`` cycles. Registers of sums have no enable: a
    sample of 0 leaves a sum as it is.

    Parameters
    ----------
    groups, depth, width
        Multipliers, sums of each, bits of a sum.
    technology
        Of the multipliers.

    Members
    -------
    sample_n : In(8) for each group
        Samples, inverted: of a group that has none, all ones.
    first : In(1) for each group
        Forget the sum that passes.
    nibble_n, shift : In(4), In(1)
        The next bits of the weight that comes next, inverted; the ones before move up.
    clear : In(1)
        The weight that comes next becomes 0.
    swap : In(1)
        The weight that comes next is used from the next cycle on.
    above_n : Out(4)
        Bits that a shift moves out: those of the next column.
    sum : Out(signed(width)) for each group
        The sum that passes.
    """

    def __init__(
        self,
        groups: int,
        depth: int,
        width: int,
        *,
        technology: Technology = Technology.GENERIC,
    ):
        self.groups = groups
        self.depth = depth
        self.width = width
        self.technology = technology
        super().__init__(
            {
                "sample_n": In(8).array(groups),
                "first": In(1).array(groups),
                "nibble_n": In(4),
                "shift": In(1),
                "clear": In(1),
                "swap": In(1),
                "above_n": Out(4),
                "sum": Out(signed(width)).array(groups),
            }
        )

    def elaborate(self, platform):
        m = Module()
        following_n = Signal(_WEIGHT_BITS, reset_less=True)
        weight_n = Signal(_WEIGHT_BITS, reset_less=True)
        with m.If(self.clear):
            m.d.sync += following_n.eq(~0)
        with m.Elif(self.shift):
            m.d.sync += following_n.eq(Cat(self.nibble_n, following_n))
        with m.If(self.swap):
            m.d.sync += weight_n.eq(following_n)
        m.d.comb += self.above_n.eq(following_n[4:])

        for group in range(self.groups):
            ring = [
                Signal(signed(self.width), name=f"ring_{group}_{i}", reset_less=True)
                for i in range(self.depth)
            ]
            m.submodules[f"multiply_add_{group}"] = unit = MultiplyAdd(
                self.width, technology=self.technology, exact=True
            )
            passing = ring[-1]
            m.d.comb += [
                unit.a_n.eq(self.sample_n[group]),
                unit.b_n.eq(weight_n),
                unit.addend.eq(passing & ~self.first[group].replicate(self.width)),
                self.sum[group].eq(passing),
            ]
            m.d.sync += Cat(ring).eq(Cat(unit.total, *ring[:-1]))
        return m
