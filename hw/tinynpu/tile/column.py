"""A column of the tile: its weight, its multipliers, and their sums."""

from amaranth.hdl import Cat, Module, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.multiply_add import MultiplyAdd
from tinynpu.core.technology import Technology
from tinynpu.tile.word import Word

__all__ = ["Column"]

_WEIGHT_BITS = 8


class Column(wiring.Component):
    """Multipliers that share a weight, each with ``depth`` sums.

    In a cycle with ``write``, the sum at ``place`` of each multiplier that has a sample becomes itself, or 0 with ``first``,
    plus ``sample * weight``.

    Parameters
    ----------
    groups, depth, width
        Multipliers, sums of each, bits of a sum.
    technology
        Of multipliers and registers.

    Members
    -------
    sample_n : In(8)
        The sample, inverted.
    place, write : In(depth), In(depth) for each group
        One-hot: the sum that is read, and the one that is written.
    first : In(1)
        Forget the sum that was there.
    nibble_n, shift : In(4), In(1)
        The next bits of the weight that comes next, inverted; the ones before move up.
    clear : In(1)
        The weight that comes next becomes 0.
    swap : In(1)
        The weight that comes next is used from the next cycle on.
    above_n : Out(4)
        Bits that a shift moves out: those of the next column.
    sum : Out(signed(width)) for each group
        The sum at ``place``.
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
                "sample_n": In(8),
                "place": In(depth),
                "write": In(depth).array(groups),
                "first": In(1),
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
        with m.If(self.clear):
            m.d.sync += following_n.eq(~0)
        with m.Elif(self.shift):
            m.d.sync += following_n.eq(Cat(self.nibble_n, following_n))
        m.submodules.weight_n = weight_n = Word(_WEIGHT_BITS, technology=self.technology)
        m.d.comb += [
            weight_n.enable.eq(self.swap),
            weight_n.d.eq(following_n),
            self.above_n.eq(following_n[4:]),
        ]

        for group in range(self.groups):
            m.submodules[f"multiply_add_{group}"] = unit = MultiplyAdd(
                self.width, technology=self.technology, exact=True
            )
            found = 0
            for number in range(self.depth):
                m.submodules[f"sum_{group}_{number}"] = word = Word(
                    self.width, technology=self.technology
                )
                m.d.comb += [word.enable.eq(self.write[group][number]), word.d.eq(unit.total)]
                found |= word.q & self.place[number].replicate(self.width)
            m.d.comb += [
                unit.a_n.eq(self.sample_n),
                unit.b_n.eq(weight_n.q),
                unit.addend.eq(self.sum[group] & ~self.first.replicate(self.width)),
                self.sum[group].eq(found),
            ]
        return m
