"""Clock of another frequency on a Gowin GW1N or GW2A."""

import dataclasses

from amaranth.hdl import Const, Instance, Module

from tinynpu.arch.errors import ConfigurationError
from tinynpu.boards.pll import Pll

__all__ = ["GowinDividers", "GowinPll", "gowin_dividers"]

# Device: phase detector, oscillator and output in MHz, for the speed grade of the boards here.
_LIMITS = {
    "GW1NR-9C": ((3, 400), (400, 1200), (3.125, 600)),
    "GW2AR-18C": ((3, 500), (500, 1250), (3.90625, 625)),
}


@dataclasses.dataclass(frozen=True)
class GowinDividers:
    """Dividers of an rPLL, as its parameters have them.

    ``output = input * (fbdiv + 1) / (idiv + 1)`` and the oscillator runs at ``output * odiv``.
    """

    device: str
    input_hz: float
    idiv: int
    fbdiv: int
    odiv: int
    output_hz: float
    oscillator_hz: float


def gowin_dividers(device: str, input_hz: float, output_hz: float) -> GowinDividers:
    """Dividers whose output is nearest to what is asked for, and at most that.

    Source: data sheets DS117 (GW1NR, C6/I5) and DS226 (GW2AR, C8/I7), PLL parameters; UG286.

    Parameters
    ----------
    device
        ``GW1NR-9C`` or ``GW2AR-18C``.
    input_hz, output_hz
        Frequencies.

    Raises
    ------
    ConfigurationError
        No dividers lead there, or the device is another one.
    """
    if device not in _LIMITS:
        raise ConfigurationError(f"A Gowin device must be one of {', '.join(_LIMITS)}, not {device}.")  # fmt: skip
    detector, oscillator, output = ((low * 1e6, high * 1e6) for low, high in _LIMITS[device])
    best = None
    for idiv in range(64 if output_hz <= output[1] else 0):
        if not detector[0] <= input_hz / (idiv + 1) <= detector[1]:
            continue
        fbdiv = min(int(output_hz * (idiv + 1) / input_hz * (1 + 1e-9)) - 1, 63)
        found = input_hz * (fbdiv + 1) / (idiv + 1)
        if fbdiv < 0 or not output[0] <= found <= output[1]:
            continue
        for odiv in (2, 4, 8, 16, 32, 48, 64, 80, 96, 112, 128):
            rate = found * odiv
            if oscillator[0] <= rate <= oscillator[1] and (best is None or found > best.output_hz + 1):  # fmt: skip
                best = GowinDividers(device, input_hz, idiv, fbdiv, odiv, found, rate)
    if best is None:
        raise ConfigurationError(
            f"The clock of a {device} must be one that its PLL can make of {input_hz / 1e6:g} MHz, "
            f"{output[0] / 1e6:g}..{output[1] / 1e6:g} MHz, not {output_hz / 1e6:g}."
        )
    return best


class GowinPll(Pll):
    """rPLL. Its dividers are those of `gowin_dividers`."""

    def elaborate(self, platform):
        m = Module()
        found = self.dividers
        m.submodules.pll = Instance(
            "rPLL",
            p_DEVICE=found.device,
            p_FCLKIN=f"{found.input_hz / 1e6:g}",
            p_IDIV_SEL=found.idiv,
            p_DYN_IDIV_SEL="false",
            p_FBDIV_SEL=found.fbdiv,
            p_DYN_FBDIV_SEL="false",
            p_ODIV_SEL=found.odiv,
            p_DYN_ODIV_SEL="false",
            p_CLKFB_SEL="internal",
            i_CLKIN=self.clock,
            i_CLKFB=0,
            i_RESET=0,
            i_RESET_P=0,
            i_FBDSEL=Const(0, 6),
            i_IDSEL=Const(0, 6),
            i_ODSEL=Const(0, 6),
            i_PSDA=Const(0, 4),
            i_DUTYDA=Const(0, 4),
            i_FDLY=Const(0, 4),
            o_CLKOUT=self.out,
            o_LOCK=self.locked,
        )
        return m
