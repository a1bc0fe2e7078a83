"""The clock of the NPU on a board: its oscillator, or a PLL."""

from tinynpu.arch.errors import ConfigurationError
from tinynpu.boards.board import Board, Family
from tinynpu.boards.ecp5_pll import Ecp5Dividers, Ecp5Pll, ecp5_dividers
from tinynpu.boards.gowin_pll import GowinDividers, GowinPll, gowin_dividers
from tinynpu.boards.ice40_pll import Ice40Dividers, Ice40Pll, ice40_dividers
from tinynpu.boards.pll import Pll
from tinynpu.boards.xilinx_pll import XilinxDividers, XilinxPll, xilinx_dividers

__all__ = ["Dividers", "clock_dividers", "made_hz", "make_pll"]

Dividers = Ecp5Dividers | GowinDividers | Ice40Dividers | XilinxDividers

_ICE40_PLL_PIN = "35"
"""The pin of an iCE40UP5K-SG48 that leads to its PLL."""


def clock_dividers(board: Board, hz: int) -> Dividers | None:
    """Dividers of the board's PLL for a clock: the nearest one that is not above what is asked for.

    Returns
    -------
    Dividers or None
        None: the oscillator has this clock already.

    Raises
    ------
    ConfigurationError
        No PLL of the board makes it.
    """
    if hz == board.clock_hz:
        return None
    match board.family:
        case Family.ECP5:
            found = ecp5_dividers(board.clock_hz, hz)
        case Family.ICE40:
            found = ice40_dividers(board.clock_hz, hz)
        case Family.GOWIN:
            found = gowin_dividers(board.device, board.clock_hz, hz)
        case Family.XILINX:
            found = xilinx_dividers(board.clock_hz, hz)
    if found.output_hz < 0.9 * hz:
        raise ConfigurationError(
            f"The clock of {board.name} must be one that its PLL can make of "
            f"{board.clock_hz / 1e6:g} MHz, not {hz / 1e6:g} MHz."
        )
    return found


def made_hz(board: Board, hz: int) -> int:
    """What comes out if a clock is asked for; see `clock_dividers`."""
    found = clock_dividers(board, hz)
    return hz if found is None else round(found.output_hz)


def make_pll(board: Board, dividers: Dividers) -> Pll:
    """PLL of the board's family."""
    match dividers:
        case Ecp5Dividers():
            return Ecp5Pll(dividers)
        case Ice40Dividers():
            return Ice40Pll(dividers, own_pin=board.clock.name == _ICE40_PLL_PIN)
        case GowinDividers():
            return GowinPll(dividers)
        case XilinxDividers():
            return XilinxPll(dividers)
