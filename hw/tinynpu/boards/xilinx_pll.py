"""Clock of another frequency on a Xilinx 7 series."""

import dataclasses

from amaranth.hdl import Instance, Module, Signal

from tinynpu.arch.errors import ConfigurationError
from tinynpu.boards.pll import Pll

__all__ = ["XilinxDividers", "XilinxPll", "xilinx_dividers"]


@dataclasses.dataclass(frozen=True)
class XilinxDividers:
    """Dividers of a PLLE2_BASE: ``output = input / divide * multiply / output_divide``."""

    input_hz: float
    divide: int
    multiply: int
    output_divide: int
    output_hz: float
    oscillator_hz: float


def xilinx_dividers(input_hz: float, output_hz: float) -> XilinxDividers:
    """Dividers whose output is nearest to what is asked for, and at most that.

    Source: DS181, Artix-7 speed grade -1: input 19 to 800 MHz, phase detector 19 to 450 MHz,
    oscillator 800 to 1600 MHz, output 6.25 to 464 MHz (a global buffer's limit).

    Raises
    ------
    ConfigurationError
        A frequency is out of range.
    """
    if not 19e6 <= input_hz <= 450e6:
        raise ConfigurationError(f"The input of a 7-series PLL must be 19..450 MHz, not {input_hz / 1e6:g}.")  # fmt: skip
    if not 6.25e6 <= output_hz <= 464e6:
        raise ConfigurationError(f"The clock of a 7-series board must be 6.25..464 MHz, not {output_hz / 1e6:g}.")  # fmt: skip
    best = None
    for divide in range(1, int(input_hz / 19e6) + 1):
        detector = input_hz / divide
        for multiply in range(-int(-800e6 // detector), min(64, int(1600e6 / detector)) + 1):
            oscillator = detector * multiply
            if not 800e6 <= oscillator <= 1600e6 or multiply < 2:
                continue
            output_divide = max(1, -int(-oscillator // (output_hz * (1 + 1e-9))))
            found = oscillator / output_divide
            if output_divide <= 128 and (best is None or found > best.output_hz + 1):
                best = XilinxDividers(input_hz, divide, multiply, output_divide, found, oscillator)
    assert best is not None, "6.25 to 464 MHz can be had from 19 to 450 MHz"
    return best


class XilinxPll(Pll):
    """PLLE2_BASE and a global buffer. Its dividers are those of `xilinx_dividers`."""

    def elaborate(self, platform):
        m = Module()
        found = self.dividers
        feedback, output = Signal(), Signal()
        m.submodules.pll = Instance(
            "PLLE2_BASE",
            p_CLKIN1_PERIOD=1e9 / found.input_hz,
            p_DIVCLK_DIVIDE=found.divide,
            p_CLKFBOUT_MULT=found.multiply,
            p_CLKOUT0_DIVIDE=found.output_divide,
            i_CLKIN1=self.clock,
            i_CLKFBIN=feedback,
            i_RST=0,
            i_PWRDWN=0,
            o_CLKFBOUT=feedback,
            o_CLKOUT0=output,
            o_LOCKED=self.locked,
        )
        m.submodules.buffer = Instance("BUFG", i_I=output, o_O=self.out)
        return m
