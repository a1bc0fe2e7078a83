"""The TinyTapeout top: the tile behind the 24 pins of a project."""

from amaranth.hdl import (
    C,
    Cat,
    ClockDomain,
    ClockSignal,
    DomainRenamer,
    Module,
    Mux,
    ResetSignal,
    Signal,
)
from amaranth.lib import wiring
from amaranth.lib.cdc import FFSynchronizer
from amaranth.lib.wiring import In, Out

from tinynpu.arch.tile import TileConfig
from tinynpu.core.technology import Technology
from tinynpu.tile.engine import Engine
from tinynpu.tile.spi import WordSpi

__all__ = ["TinyTapeoutTop"]

_OUTPUTS = 0b0000_0110
"""Of ``uio``: ready and valid."""


class TinyTapeoutTop(wiring.Component):
    """The tile with a parallel port, and SPI if the configuration has it.

    Parameters
    ----------
    config
        Parameters of the tile.
    technology
        Of the multipliers.

    Members
    -------
    ui_in, uo_out, uio_in, uio_out, uio_oe, ena, clk, rst_n
        As TinyTapeout names them; `docs/tile.md` has the pinout. Without ``ena`` all outputs are 0, and nothing is
        taken. A change of ``uio_in[3]`` resets the tile.
    """

    ui_in: In(8)
    uo_out: Out(8)
    uio_in: In(8)
    uio_out: Out(8)
    uio_oe: Out(8)
    ena: In(1)
    clk: In(1)
    rst_n: In(1)

    def __init__(self, config: TileConfig, *, technology: Technology = Technology.GENERIC):
        self.config = config
        self.technology = technology
        super().__init__()

    def elaborate(self, platform):
        m = Module()
        m.domains.sync = ClockDomain()
        m.domains.engine = ClockDomain()
        engine = Engine(self.config, technology=self.technology)
        m.submodules.engine = DomainRenamer("engine")(engine)
        mode, mode_before, soft_reset = Signal(), Signal(), Signal()
        # With a reset, or a simulation of gates would begin with soft resets that nobody knows.
        m.submodules.mode = FFSynchronizer(self.uio_in[3], mode, reset_less=False)
        m.d.sync += mode_before.eq(mode)
        m.d.comb += [
            ClockSignal().eq(self.clk),
            ResetSignal().eq(~self.rst_n),
            ClockSignal("engine").eq(self.clk),
            ResetSignal("engine").eq(~self.rst_n | soft_reset),
        ]
        parallel = Mux(engine.valid, engine.output, Cat(engine.error, engine.busy))
        if self.config.spi:
            m.submodules.spi = spi = WordSpi()
            is_spi = self.uio_in[3]
            m.d.comb += [
                Cat(spi.sck, spi.cs_n, spi.mosi).eq(Mux(is_spi, self.ui_in[:3], 0b010)),
                spi.ready.eq(engine.ready),
                spi.valid.eq(engine.valid),
                spi.state.eq(Cat(engine.output, C(0, 6), engine.error, engine.valid)),
                engine.byte.eq(Mux(is_spi, spi.byte, self.ui_in)),
                engine.nibble.eq(Mux(is_spi, spi.nibble, self.uio_in[4:])),
                engine.strobe.eq(Mux(is_spi, spi.move, self.uio_in[0]) & self.ena),
                soft_reset.eq((mode != mode_before) | spi.reset),
            ]
            output = Mux(is_spi, spi.miso, parallel)
        else:
            m.d.comb += [
                engine.byte.eq(self.ui_in),
                engine.nibble.eq(self.uio_in[4:]),
                engine.strobe.eq(self.uio_in[0] & self.ena),
                soft_reset.eq(mode != mode_before),
            ]
            output = parallel
        m.d.comb += [
            self.uo_out.eq(Mux(self.ena, output, 0)),
            self.uio_out.eq(Mux(self.ena, Cat(C(0, 1), engine.ready, engine.valid), 0)),
            self.uio_oe.eq(Mux(self.ena, _OUTPUTS, 0)),
        ]
        return m
