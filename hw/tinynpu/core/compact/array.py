"""Array of the compact core: a dot product for each column, without skew."""

from amaranth.hdl import C, Module, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.chain import chained
from tinynpu.core.multiplier_pair import MultiplierPair

__all__ = ["DotArray"]


class DotArray(wiring.Component):
    """All columns see a sample in the same cycle, which saves the registers of the skew.

    ``columns[c]`` in cycle t + 3 is the sum over r of weight[r][c] · sample[r] of cycle t.

    Parameters
    ----------
    rows, cols
        Size; ``rows`` is a power of two.
    psum_width
        Bits of a sum.
    technology
        Of the multipliers.

    Members
    -------
    sample : In(8 * rows)
        Bytes for the rows.
    swap : In(1)
        The weights loaded last become active with this sample.
    weight : In(8 * rows)
        Weights of one column.
    load : In(cols)
        The column, one-hot.
    columns : Out
        Sums.
    """

    LATENCY = 3

    def __init__(self, rows: int, cols: int, psum_width: int, *, technology):
        self.rows = rows
        self.cols = cols
        self.psum_width = psum_width
        self.technology = technology
        super().__init__(
            {
                "sample": In(8 * rows),
                "swap": In(1),
                "weight": In(8 * rows),
                "load": In(cols),
                "columns": Out(data.ArrayLayout(signed(psum_width), cols)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        for c in range(self.cols):
            following = Signal(8 * self.rows, name=f"following_{c}")
            with m.If(self.load[c]):
                m.d.sync += following.eq(self.weight)
            total = C(0, 1)
            for r in range(0, self.rows, 2):
                pair = MultiplierPair(technology=self.technology, latency=2)
                m.submodules[f"pair_{r}_{c}"] = pair
                m.d.comb += pair.b_enable.eq(self.swap.replicate(2))
                for i in range(2):
                    m.d.comb += [
                        pair.a[i].eq(self.sample.word_select(r + i, 8)),
                        pair.b[i].eq(following.word_select(r + i, 8)),
                    ]
                two = chained(m, f"two_{r}_{c}", pair.product[0], pair.product[1])
                total = chained(m, f"total_{r}_{c}", total, two) if r else two
            m.d.sync += self.columns[c].eq(total)
        return m
