"""Clock of another frequency on a Lattice ECP5."""

import dataclasses

from amaranth.hdl import Instance, Module, Signal

from tinynpu.arch.errors import ConfigurationError
from tinynpu.boards.pll import Pll

__all__ = ["Ecp5Dividers", "Ecp5Pll", "ecp5_dividers"]


@dataclasses.dataclass(frozen=True)
class Ecp5Dividers:
    """Dividers of an EHXPLLL whose feedback is its first output.

    ``output = input / input_divider * feedback_divider`` and the oscillator runs at
    ``output * output_divider``.
    """

    input_divider: int
    feedback_divider: int
    output_divider: int
    output_hz: float
    oscillator_hz: float


def ecp5_dividers(input_hz: float, output_hz: float) -> Ecp5Dividers:
    """Dividers whose output is nearest to what is asked for, and at most that.

    Source: ECP5 and ECP5-5G Family Data Sheet FPGA-DS-02012, sysCLOCK PLL Timing: input 8 to
    400 MHz, phase detector 3.125 to 400 MHz, oscillator 400 to 800 MHz, output 3.125 to 400 MHz.

    Raises
    ------
    ConfigurationError
        A frequency is out of range.
    """
    if not 8e6 <= input_hz <= 400e6:
        raise ConfigurationError(f"The input of an ECP5 PLL must be 8..400 MHz, not {input_hz / 1e6:g}.")  # fmt: skip
    if not 10e6 <= output_hz <= 400e6:
        raise ConfigurationError(f"The clock of an ECP5 board must be 10..400 MHz, not {output_hz / 1e6:g}.")  # fmt: skip
    best = None
    for input_divider in range(1, int(input_hz / 3.125e6) + 1):
        feedback_divider = min(int(output_hz * input_divider / input_hz * (1 + 1e-9)), 80)
        if not feedback_divider:
            continue
        found = input_hz / input_divider * feedback_divider
        # The middle of the oscillator's range.
        divider = max(1, min(128, round(600e6 / found)))
        oscillator = found * divider
        if 400e6 <= oscillator <= 800e6 and (best is None or found > best.output_hz + 1):
            best = Ecp5Dividers(input_divider, feedback_divider, divider, found, oscillator)
    assert best is not None, "10 to 400 MHz can be had from 8 to 400 MHz"
    return best


class Ecp5Pll(Pll):
    """EHXPLLL. Its dividers are those of `ecp5_dividers`."""

    def elaborate(self, platform):
        m = Module()
        found = self.dividers
        feedback = Signal()
        m.submodules.pll = Instance(
            "EHXPLLL",
            a_ICP_CURRENT="12",
            a_LPF_RESISTOR="8",
            a_MFG_ENABLE_FILTEROPAMP="1",
            a_MFG_GMCREF_SEL="2",
            p_PLLRST_ENA="DISABLED",
            p_INTFB_WAKE="DISABLED",
            p_STDBY_ENABLE="DISABLED",
            p_DPHASE_SOURCE="DISABLED",
            p_OUTDIVIDER_MUXA="DIVA",
            p_CLKOP_ENABLE="ENABLED",
            p_CLKOP_DIV=found.output_divider,
            # Half a period, as the vendor's tool has it.
            p_CLKOP_CPHASE=found.output_divider // 2,
            p_CLKOP_FPHASE=0,
            p_CLKI_DIV=found.input_divider,
            p_CLKFB_DIV=found.feedback_divider,
            p_FEEDBK_PATH="CLKOP",
            i_CLKI=self.clock,
            i_CLKFB=feedback,
            i_RST=0,
            i_STDBY=0,
            i_PHASESEL0=0,
            i_PHASESEL1=0,
            i_PHASEDIR=1,
            i_PHASESTEP=1,
            i_PHASELOADREG=1,
            i_PLLWAKESYNC=0,
            i_ENCLKOP=0,
            o_CLKOP=feedback,
            o_LOCK=self.locked,
        )
        m.d.comb += self.out.eq(feedback)
        return m
