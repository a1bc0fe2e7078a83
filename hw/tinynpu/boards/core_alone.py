"""A core alone on an ECP5, for its figures."""

from amaranth.hdl import ClockDomain, ClockSignal, Const, Instance, Module, ResetSignal, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In

from tinynpu.core.compact.core import CompactCore
from tinynpu.core.top import Core

__all__ = ["CoreAlone"]

_DIVIDER = 2
"""Of the oscillator's 310 MHz; the highest clock that place and route may aim at is the quotient."""


class CoreAlone(wiring.Component):
    """A core with the FPGA's own oscillator as its clock, on a global net.

    A clock from a port that has no pin gets none: it would be routed like any other signal, in the way
    of all others.

    Parameters
    ----------
    core
        Core; its ports become those of the component.

    Members
    -------
    as of the core, and:

    rst : In(1)
        Reset, synchronous.

    Source
    ------
    Lattice FPGA-TN-02200, *ECP5 and ECP5-5G sysCLOCK PLL/DLL Design and Usage Guide*, "Internal
    Oscillator".
    """

    def __init__(self, core: Core | CompactCore):
        self.core = core
        super().__init__(dict(core.signature.members.items()) | {"rst": In(1)})

    def elaborate(self, platform):
        m = Module()
        m.domains.sync = ClockDomain()
        oscillation = Signal()
        m.submodules.oscillator = Instance("OSCG", p_DIV=_DIVIDER, o_OSC=oscillation)
        # nextpnr puts this buffer behind a clock by itself, but not in a design without pins.
        m.submodules.buffer = Instance(
            "DCCA", i_CLKI=oscillation, i_CE=Const(1, 1), o_CLKO=ClockSignal()
        )
        m.submodules.core = self.core
        m.d.comb += ResetSignal().eq(self.rst)
        for name, member in self.core.signature.members.items():
            inside, outside = getattr(self.core, name), getattr(self, name)
            m.d.comb += inside.eq(outside) if member.flow == In else outside.eq(inside)
        return m
