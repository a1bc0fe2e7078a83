"""Weight-stationary systolic array."""

from amaranth.hdl import Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.multiplier import Multiplier
from tinynpu.core.pe import PE
from tinynpu.core.silicon_pe import SiliconPE
from tinynpu.core.technology import Technology

__all__ = ["SystolicArray"]


class SystolicArray(wiring.Component):
    """Grid of `PE`, with the registers that skew samples and weights row by row.

    A sample word that enters in cycle t makes a wave: PE (r, c) takes it in cycle t + 1 + r + c, and
    adds its product in cycle t + `LATENCY` + r + c.
    Everything that steers a PE travels with the wave, so waves with other weights or in the other
    mode follow each other without a gap, and cycles without a sample do no harm.

    Normal: ``columns[c]`` in cycle t + `LATENCY` + rows + c is the sum over r of weight[r][c] · sample[r].
    FIR: ``filters[r]`` in cycle t + `LATENCY` + cols + r is the sum over c of weight[r][c] · the
    sample[r] that entered c samples before.

    Parameters
    ----------
    rows, cols
        Size of the grid.
    psum_width
        Bits of a partial sum; ``16 + ceil(log2(max(rows, cols)))`` never overflows.
    fir
        Build the FIR mode.
    technology
        Of the multipliers.
    blocks
        Multipliers that are blocks of the technology, the others are of LUTs; None: all are blocks.

    Members
    -------
    sample : In(8 * rows)
        Bytes for the rows, row 0 in the low byte.
    valid : In(1)
        There is a sample.
    swap : In(1)
        The weights loaded last become active with this sample.
    delay : In(1)
        This sample belongs to a FIR pass.
    weight : In(8 * rows)
        Weights of one column.
    load : In(cols)
        The column, one-hot. Columns are loaded in order from 0 on, at most one in a cycle, column 0
        in the cycle of the swap before or later. The next swap may follow one cycle after the last.
    columns, filters : Out
        Sums as above.
    """

    LATENCY = 1 + Multiplier.LATENCY

    def __init__(
        self,
        rows: int,
        cols: int,
        psum_width: int,
        *,
        fir: bool,
        technology: Technology = Technology.GENERIC,
        blocks: int | None = None,
    ):
        self.rows = rows
        self.cols = cols
        self.psum_width = psum_width
        self.fir = fir
        self.technology = technology
        self.blocks = rows * cols if blocks is None else blocks
        super().__init__(
            {
                "sample": In(8 * rows),
                "valid": In(1),
                "swap": In(1),
                "delay": In(1),
                "weight": In(8 * rows),
                "load": In(cols),
                "columns": Out(data.ArrayLayout(signed(psum_width), cols)),
                "filters": Out(data.ArrayLayout(signed(psum_width), rows)),
            }
        )

    def elaborate(self, platform):
        m = Module()

        def delayed(source, cycles: int, name: str):
            for stage in range(cycles):
                register = Signal.like(source, name=f"{name}_{stage}", reset_less=True)
                m.d.sync += register.eq(source)
                source = register
            return source

        element = SiliconPE if self.technology == Technology.SILICON else PE
        # The control of diagonal d = r + c, from a delay line that all PEs share.
        controls = []
        control = data.View(
            data.StructLayout({"valid": 1, "swap": 1, "delay": 1}), Signal(3, name="control")
        )
        m.d.comb += [
            control.valid.eq(self.valid),
            control.swap.eq(self.valid & self.swap),
            control.delay.eq(self.delay),
        ]
        latency, offset = element.LATENCY, element.OFFSET
        for diagonal in range(self.rows + self.cols - 1 + latency):
            following = Signal(control.shape(), name=f"control_{diagonal}")
            m.d.sync += following.eq(control)
            controls.append(following)
            control = following

        grid = [[self._element(r, c) for c in range(self.cols)] for r in range(self.rows)]
        load = self.load
        for r, line in enumerate(grid):
            sample, weight = self.sample.word_select(r, 8), self.weight.word_select(r, 8)
            if element.INVERTED:
                sample, weight = ~sample, ~weight
            sample = delayed(sample, r + 1, f"sample_{r}")
            weight = delayed(weight, r + 1, f"weight_{r}")
            load = delayed(load, 1, f"load_{r}")
            for c, pe in enumerate(line):
                m.submodules[f"pe_{r}_{c}"] = pe
                here = controls[r + c]
                adding = controls[r + c + latency]
                above = grid[r - 1][c].psum_out if r else self.rows * offset
                left = line[c - 1].psum_out if c else self.cols * offset
                m.d.comb += [
                    pe.activation_in.eq(line[c - 1].activation_out if c else sample.as_signed()),
                    pe.valid.eq(here.valid),
                    pe.swap.eq(here.swap),
                    pe.delay.eq(here.delay),
                    pe.weight.eq(weight.as_signed()),
                    pe.load.eq(load[c]),
                    pe.psum_in.eq(Mux(adding.delay, left, above) if self.fir else above),
                ]
            filtered = delayed(line[-1].psum_out, Multiplier.LATENCY - latency, f"filter_{r}")
            m.d.comb += self.filters[r].eq(filtered)
        for c in range(self.cols):
            summed = delayed(grid[-1][c].psum_out, Multiplier.LATENCY - latency, f"column_{c}")
            m.d.comb += self.columns[c].eq(summed)
        return m

    def _element(self, row: int, col: int) -> PE | SiliconPE:
        if self.technology == Technology.SILICON:
            return SiliconPE(self.psum_width, fir=self.fir)
        return PE(
            self.psum_width,
            fir=self.fir,
            technology=self.technology,
            block=row * self.cols + col < self.blocks,
        )
