"""Registers of the two weights of a processing element."""

import enum
from typing import Any

from amaranth.hdl import ClockSignal, Instance, Signal

__all__ = ["CELLS", "Storage", "active_weight", "swap_clock"]

CELLS = """\
module tinynpu_latch (input open, input d, output q);
  sky130_fd_sc_hd__dlxtp_1 latch (.GATE(open), .D(d), .Q(q));
endmodule

module tinynpu_clock_gate (input clk, input enable, output gated);
  sky130_fd_sc_hd__dlclkp_1 gate (.CLK(clk), .GATE(enable), .GCLK(gated));
endmodule

module tinynpu_low_pulse (input clk, input enable, output pulse);
  sky130_fd_sc_hd__nor2b_1 gate (.A(clk), .B_N(enable), .Y(pulse));
endmodule

module tinynpu_select (input a1, input a2, input b1, input b2, input c1, input c2, output y);
  sky130_fd_sc_hd__a222oi_1 gate (.A1(a1), .A2(a2), .B1(b1), .B2(b2), .C1(c1), .C2(c2), .Y(y));
endmodule
"""
"""Verilog of the cells that the alternatives name beside those of the core."""


class Storage(enum.Enum):
    """What holds the weights: ``following``, which is loaded, and ``active``, which multiplies.

    Members
    -------
    FLIP_FLOPS
        Both are flip-flops with an enable: multiplexers, or a clock gate, as synthesis is told.
    LATCH
        ``following`` is of latches, ``active`` of flip-flops.
    LATCHES
        Both are of latches.

    A latch has three quarters of the area of a flip-flop. No two that follow each other are ever open at
    once, so nothing runs through:

    - ``following`` is open in the low half of the clock in the cycle of ``load``, and shuts with the rising
      edge. ``load`` and the weight come from flip-flops, so the pulse, ``~clk & load``, has no
      glitch; it must be there half a cycle after the edge.
    - ``active`` as latches is open in the high half of the cycle after ``swap``, by a clock gate. The product
      of that cycle sees it change when flip-flops would change, so it has the whole cycle.
    - `late`: a load in the very cycle of the swap must not reach ``following`` before ``active`` has taken the
      weight. Therefore weights and loads of the array come one cycle later than with flip-flops: one
      more register in front of each row; the loads are those of the next row. Only then ``following`` is
      open in the low half after the high half in which ``active`` was.

    Where ``active`` shuts and ``following`` opens, at a falling edge, a hold check is left, like that
    between two flip-flops: the gate and the latch in front must not be faster than the clock gate is late.

    Source
    ------
    N. H. E. Weste, D. M. Harris, *CMOS VLSI design*, 4th edition, 2011, chapter 10 (two-phase latches).
    """

    FLIP_FLOPS = "flip-flops"
    LATCH = "latch"
    LATCHES = "latches"

    @property
    def late(self) -> int:
        """Cycles that weights and loads come later than with flip-flops."""
        return 0 if self is Storage.FLIP_FLOPS else 1


def swap_clock(m: Any, storage: Storage, swap: Any) -> Any:
    """What `active_weight` needs of ``swap``: itself, or the clock that it gates, for all who have it."""
    if storage is not Storage.LATCHES:
        return swap
    gated = Signal(name="swap_clock")
    m.submodules.swap_gate = Instance(
        "tinynpu_clock_gate", i_clk=ClockSignal(), i_enable=swap, o_gated=gated
    )
    return gated


def active_weight(m: Any, name: str, storage: Storage, weight: Any, load: Any, swap: Any) -> Any:
    """The active one of two weights.

    Parameters
    ----------
    m, name
        Gets the registers; begins their names.
    storage
        Their kind.
    weight, load
        Next weight, and that it is to be taken.
    swap
        Of `swap_clock`.
    """
    following = Signal(len(weight), name=f"{name}_following", reset_less=True)
    active = Signal(len(weight), name=f"{name}_active", reset_less=True)
    if storage is Storage.FLIP_FLOPS:
        with m.If(load):
            m.d.sync += following.eq(weight)
    else:
        pulse = Signal(name=f"{name}_pulse")
        m.submodules[f"{name}_pulse"] = Instance(
            "tinynpu_low_pulse", i_clk=ClockSignal(), i_enable=load, o_pulse=pulse
        )
        _latch(m, f"{name}_following", pulse, weight, following)
    if storage is Storage.LATCHES:
        _latch(m, f"{name}_active", swap, following, active)
    else:
        with m.If(swap):
            m.d.sync += active.eq(following)
    return active


def _latch(m: Any, name: str, is_open: Any, source: Any, target: Any):
    for i in range(len(target)):
        m.submodules[f"{name}_{i}"] = Instance(
            "tinynpu_latch", i_open=is_open, i_d=source[i], o_q=target[i]
        )
