"""Pads of a serial flash."""

from amaranth.hdl import C, ClockSignal, Instance, IOPort, Module
from amaranth.lib import wiring
from amaranth.lib.wiring import In

from tinynpu.bus.flash import FlashPins

__all__ = ["FLASH_PORTS", "Ice40FlashPads"]

FLASH_PORTS = ("clk", "cs", "dq0", "dq1", "dq2", "dq3")
"""Pins of a flash by name; dq2 and dq3 are also called WP and HOLD."""

_INPUT = 0b01
_OUTPUT = 0b0110_00 | _INPUT
_OUTPUT_DDR = 0b0100_00 | _INPUT
_TRISTATE = 0b1010_00 | _INPUT


class Ice40FlashPads(wiring.Component):
    """Pads of a serial flash on an iCE40.

    The clock's pad has a register for either edge: it is low in the first half of a cycle and
    ``pins.clock`` in the second, so it rises in the middle of a cycle with a pulse, and falls at its end.
    The data have pull-ups, so that neither WP nor HOLD is ever low.

    Members
    -------
    pins : In(FlashPins)
        Flash.
    ports
        IOPort of each pin, by its name in `FLASH_PORTS`.

    Source: Lattice, *iCE Technology Library* (SB_IO).
    """

    pins: In(FlashPins())

    def __init__(self):
        self.ports = {name: IOPort(1, name=f"flash_{name}") for name in FLASH_PORTS}
        super().__init__()

    def elaborate(self, platform):
        m = Module()
        pins = self.pins
        m.submodules.clk = Instance(
            "SB_IO",
            p_PIN_TYPE=C(_OUTPUT_DDR, 6),
            io_PACKAGE_PIN=self.ports["clk"],
            i_CLOCK_ENABLE=C(1, 1),
            i_OUTPUT_CLK=ClockSignal(),
            i_D_OUT_0=C(0, 1),
            i_D_OUT_1=pins.clock,
        )
        m.submodules.cs = Instance(
            "SB_IO",
            p_PIN_TYPE=C(_OUTPUT, 6),
            io_PACKAGE_PIN=self.ports["cs"],
            i_D_OUT_0=~pins.select,
        )
        m.submodules.dq0 = Instance(
            "SB_IO",
            p_PIN_TYPE=C(_TRISTATE, 6),
            p_PULLUP=C(1, 1),
            io_PACKAGE_PIN=self.ports["dq0"],
            i_D_OUT_0=pins.output,
            i_OUTPUT_ENABLE=pins.drive,
            o_D_IN_0=pins.inputs[0],
        )
        for i in range(1, 4):
            m.submodules[f"dq{i}"] = Instance(
                "SB_IO",
                p_PIN_TYPE=C(_INPUT, 6),
                p_PULLUP=C(1, 1),
                io_PACKAGE_PIN=self.ports[f"dq{i}"],
                o_D_IN_0=pins.inputs[i],
            )
        return m
