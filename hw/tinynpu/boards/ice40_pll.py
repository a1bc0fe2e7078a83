"""Clock of another frequency on a Lattice iCE40."""

import dataclasses

from amaranth.hdl import Instance, Module

from tinynpu.arch.errors import ConfigurationError
from tinynpu.boards.pll import Pll

__all__ = ["Ice40Dividers", "Ice40Pll", "ice40_dividers"]


@dataclasses.dataclass(frozen=True)
class Ice40Dividers:
    """Dividers of an SB_PLL40 in simple feedback, as its parameters have them.

    ``output = input * (divf + 1) / (divr + 1) / 2**divq``
    """

    divr: int
    divf: int
    divq: int
    filter_range: int
    output_hz: float
    oscillator_hz: float


def ice40_dividers(input_hz: float, output_hz: float) -> Ice40Dividers:
    """Dividers whose output is nearest to what is asked for, and at most that.

    Source: iCE40 sysCLOCK PLL Design and Usage Guide FPGA-TN-02052: input and phase detector 10 to
    133 MHz, oscillator 533 to 1066 MHz, output 16 to 275 MHz.

    Raises
    ------
    ConfigurationError
        A frequency is out of range.
    """
    if not 10e6 <= input_hz <= 133e6:
        raise ConfigurationError(f"The input of an iCE40 PLL must be 10..133 MHz, not {input_hz / 1e6:g}.")  # fmt: skip
    if not 16e6 <= output_hz <= 275e6:
        raise ConfigurationError(f"The clock of an iCE40 board with its PLL must be 16..275 MHz, not {output_hz / 1e6:g}.")  # fmt: skip
    best = None
    for divr in range(min(16, int(input_hz / 10e6))):
        detector = input_hz / (divr + 1)
        for divq in range(1, 7):
            divf = min(int(output_hz * 2**divq / detector * (1 + 1e-9)) - 1, 127)
            oscillator = detector * (divf + 1)
            if not 533e6 <= oscillator <= 1066e6:
                continue
            found = oscillator / 2**divq
            if best is None or found > best.output_hz + 1:
                best = Ice40Dividers(divr, divf, divq, _filter(detector), found, oscillator)
    assert best is not None, "16 to 275 MHz can be had from 10 to 133 MHz"
    return best


def _filter(detector_hz: float) -> int:
    limits = (17e6, 26e6, 44e6, 66e6, 101e6)
    return 1 + sum(detector_hz >= limit for limit in limits)


class Ice40Pll(Pll):
    """SB_PLL40_PAD: its clock comes from a pin, which has to be one of the PLL's own. The output is on
    a global net.

    Parameters
    ----------
    dividers
        Of `ice40_dividers`.
    own_pin
        False: the clock comes from anywhere (SB_PLL40_CORE).
    """

    def __init__(self, dividers: Ice40Dividers, *, own_pin: bool = True):
        self.own_pin = own_pin
        super().__init__(dividers)

    def elaborate(self, platform):
        m = Module()
        found = self.dividers
        source = {"i_PACKAGEPIN" if self.own_pin else "i_REFERENCECLK": self.clock}
        m.submodules.pll = Instance(
            "SB_PLL40_PAD" if self.own_pin else "SB_PLL40_CORE",
            p_FEEDBACK_PATH="SIMPLE",
            p_DIVR=found.divr,
            p_DIVF=found.divf,
            p_DIVQ=found.divq,
            p_FILTER_RANGE=found.filter_range,
            i_RESETB=1,
            i_BYPASS=0,
            o_PLLOUTGLOBAL=self.out,
            o_LOCK=self.locked,
            **source,
        )
        return m
