"""A register with an enable, of which the tile has most."""

from amaranth.hdl import ClockSignal, Instance, Module
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.technology import Technology

__all__ = ["WORD_CELL", "Word"]

WORD_CELL = """\
module tinynpu_word #(parameter WIDTH = 1) (
  input clk, input enable, input [WIDTH-1:0] d, output reg [WIDTH-1:0] q
);
  always @(posedge clk) if (enable) q <= d;
endmodule
"""
"""Verilog of the cell that `Word` names, for whatever has no clock gates of its own."""


class Word(wiring.Component):
    """``q`` becomes ``d`` at a clock edge with ``enable``; it has no reset.

    Parameters
    ----------
    width
        Bits.
    technology
        SILICON: a cell ``tinynpu_word``, so that a library's clock gate can serve instead of a multiplexer for
        every bit. Others: a plain register.

    Members
    -------
    enable, d, q : In(1), In(width), Out(width)
        As above.
    """

    def __init__(self, width: int, *, technology: Technology = Technology.GENERIC):
        self.width = width
        self.technology = technology
        super().__init__({"enable": In(1), "d": In(width), "q": Out(width)})

    def elaborate(self, platform):
        m = Module()
        if self.technology == Technology.SILICON:
            m.submodules.cell = Instance(
                "tinynpu_word",
                p_WIDTH=self.width,
                i_clk=ClockSignal(),
                i_enable=self.enable,
                i_d=self.d,
                o_q=self.q,
            )
        else:
            with m.If(self.enable):
                m.d.sync += self.q.eq(self.d)
        return m
