"""The top of a board: clock, reset, pins, and the system with the NPU."""

from amaranth.hdl import ClockDomain, ClockSignal, Module, ResetSignal, Signal
from amaranth.lib import wiring
from amaranth.lib.cdc import FFSynchronizer
from amaranth.lib.wiring import In, Out

from tinynpu.boards.board import Board
from tinynpu.boards.clock import clock_dividers, make_pll
from tinynpu.boards.flash_pads import Ice40FlashPads

__all__ = ["RESET_CYCLES", "BoardTop"]

RESET_CYCLES = 1024
"""Cycles of reset after the clock is stable: block RAM of an iCE40 needs some microseconds."""


class BoardTop(wiring.Component):
    """Clock, reset and pins of a board around a system.

    Parameters
    ----------
    board
        Board.
    system
        Component with the members of the board's link (``rx`` In(1), ``tx`` Out(1), or those of
        `tinynpu.boards.board.SPI_PORTS`), ``leds`` Out(4), ``button`` In(1); the inputs come as
        they are, in no clock domain. If it has a flash, it has a member ``flash`` Out(FlashPins)
        and an attribute ``has_flash``.
    hz
        Clock of the system, which the board's PLL has to make; see `tinynpu.boards.clock`.

    Members
    -------
    clk, rx, sck, cs_n, mosi, button : In(1)
        Pins, with the polarity of the board; those of the board's link.
    tx, miso, led<n> : Out(1)
        Pins, with the polarity of the board; those of the board's link.
    <name of a constant output> : Out(1)
        As `Board.constant` says.
    flash_<name> : IOPort
        Pins of the flash.

    Raises
    ------
    ConfigurationError
        The PLL cannot make the clock.
    """

    def __init__(self, board: Board, system: wiring.Component, hz: int):
        self.board = board
        self.system = system
        self.dividers = clock_dividers(board, hz)
        inputs = {"clk", "rx", "button", "sck", "cs_n", "mosi"}
        self.pads = Ice40FlashPads() if board.flash else None
        pads = {f"flash_{name}" for name in board.flash}
        super().__init__(
            {name: In(1) if name in inputs else Out(1) for name in board.ports if name not in pads}
        )

    def elaborate(self, platform):
        m = Module()
        board, system = self.board, self.system
        m.submodules.system = system
        m.domains.start = ClockDomain(reset_less=True)
        m.domains.sync = ClockDomain()
        locked = Signal()
        if self.dividers is None:
            m.d.comb += [ClockSignal("start").eq(self.clk), locked.eq(1)]
        else:
            m.submodules.pll = pll = make_pll(board, self.dividers)
            m.d.comb += [pll.clock.eq(self.clk), ClockSignal("start").eq(pll.out)]
            m.submodules.locked = FFSynchronizer(pll.locked, locked, o_domain="start")
        m.d.comb += ClockSignal("sync").eq(ClockSignal("start"))

        waited = Signal(range(RESET_CYCLES))
        reset = Signal(init=1)
        with m.If(~locked):
            m.d.start += [waited.eq(0), reset.eq(1)]
        with m.Elif(waited != RESET_CYCLES - 1):
            m.d.start += [waited.eq(waited + 1), reset.eq(1)]
        with m.Else():
            m.d.start += reset.eq(0)
        m.d.comb += ResetSignal("sync").eq(reset)

        # The system brings its inputs into its clock domain itself.
        for name, pin in board.link_pins.items():
            outside, inside = getattr(self, name), getattr(system, name)
            if self.signature.members[name].flow is In:
                m.d.comb += inside.eq(outside ^ pin.inverted)
            else:
                m.d.comb += outside.eq(inside ^ pin.inverted)
        if board.button is not None:
            m.d.comb += system.button.eq(self.button ^ board.button.inverted)
        for number, pin in board.leds.items():
            m.d.comb += getattr(self, f"led{number}").eq(system.leds[number] ^ pin.inverted)
        if self.pads is not None:
            m.submodules.pads = self.pads
            if getattr(system, "has_flash", False):
                wiring.connect(m, system.flash, self.pads.pins)
        for name, (_, level) in board.constant.items():
            m.d.comb += getattr(self, name).eq(level)
        return m
