"""A core alone on an ECP5, for its figures."""

from amaranth.hdl import Cat, ClockDomain, ClockSignal, Instance, Module, ResetSignal, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.compact.core import CompactCore
from tinynpu.core.top import Core

__all__ = ["CORE_MHZ", "CoreAlone"]

_DIVIDER = 2
"""Of the oscillator's 310 MHz."""

CORE_MHZ = 310 / _DIVIDER
"""What place and route aims at."""


class CoreAlone(wiring.Component):
    """A core between registers, with the FPGA's own oscillator as its clock.

    Its ports are more than the device has pins: inputs come from a shift register, outputs go into
    a signature.

    Parameters
    ----------
    core
        Core; all its ports are signals.

    Members
    -------
    shift_in : In(1)
        Into the shift register.
    checksum : Out(1)
        A bit of the signature.

    Source
    ------
    Lattice FPGA-TN-02200, *ECP5 and ECP5-5G sysCLOCK PLL/DLL Design and Usage Guide*, "Internal
    Oscillator".
    """

    def __init__(self, core: Core | CompactCore):
        self.core = core
        super().__init__({"shift_in": In(1), "checksum": Out(1)})

    def elaborate(self, platform):
        m = Module()
        m.domains.sync = ClockDomain()
        m.submodules.oscillator = Instance("OSCG", p_DIV=_DIVIDER, o_OSC=ClockSignal())
        m.submodules.core = self.core
        members = self.core.signature.members.items()
        inputs = Cat(getattr(self.core, name) for name, member in members if member.flow == In)
        outputs = Cat(getattr(self.core, name) for name, member in members if member.flow == Out)
        driven = Signal(1 + len(inputs), reset_less=True)
        seen = Signal(len(outputs), reset_less=True)
        m.d.sync += [
            driven.eq(Cat(self.shift_in, driven)),
            seen.eq(outputs ^ seen.rotate_left(1)),
        ]
        m.d.comb += [Cat(inputs, ResetSignal()).eq(driven), self.checksum.eq(seen[-1])]
        return m
