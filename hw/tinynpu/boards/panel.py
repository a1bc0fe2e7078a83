"""LEDs and a button: looks at the registers between the accesses of the host."""

from amaranth.hdl import Module, Mux, Signal, Value
from amaranth.lib import wiring
from amaranth.lib.cdc import FFSynchronizer
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import ceil_log2
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH, register
from tinynpu.bus.axi_lite import AxiLiteSignature

__all__ = ["DirectPanel", "Panel"]

_CHANNELS = ("aw", "w", "ar")
_RESET = 1 << 1
"""``control.reset``."""


def _lights(m: Module, panel, seen: Value) -> tuple[Signal, Signal, Signal]:
    """Drive the LEDs of a panel.

    Parameters
    ----------
    seen
        Busy, done, error.

    Returns
    -------
    tick, pressed, was_pressed
        When to look at the button; whether it is pressed; whether it was then, which the panel drives.
    """
    pressed = Signal()
    m.submodules.synchronizer = FFSynchronizer(panel.button, pressed)
    # About one period a second; the state of the core is read, and the button looked at, a hundred
    # times as often or more.
    count = Signal(max(ceil_log2(panel.clock_hz), 10))
    slow = len(count) - 7
    tick, was_pressed, active = Signal(), Signal(), Signal()
    m.d.sync += [count.eq(count + 1), tick.eq(count[:slow] == 0)]
    with m.If(panel.link_active):
        m.d.sync += active.eq(1)
    with m.Elif(tick):
        m.d.sync += active.eq(0)
    with m.If(was_pressed):
        m.d.comb += panel.leds.eq(count[-3].replicate(4))
    with m.Else():
        m.d.comb += panel.leds.eq(seen << 1)
        m.d.comb += panel.leds[0].eq(count[-1] ^ (active & count[-4]))
    return tick, pressed, was_pressed


class DirectPanel(wiring.Component):
    """As `Panel`, in less logic, for a core that shows its state and can be stopped at ports of its own.

    Members
    -------
    status : In(3)
        Busy, done, error.
    stop : Out(1)
        In one cycle: reset the core.
    link_active, button, leds
        As of `Panel`.
    """

    status: In(3)
    stop: Out(1)
    link_active: In(1)
    button: In(1)
    leds: Out(4)

    def __init__(self, clock_hz: int):
        self.clock_hz = clock_hz
        super().__init__()

    def elaborate(self, platform):
        m = Module()
        tick, pressed, was_pressed = _lights(m, self, self.status)
        with m.If(tick):
            m.d.sync += was_pressed.eq(pressed)
            m.d.comb += self.stop.eq(pressed & ~was_pressed)
        return m


class Panel(wiring.Component):
    """Shows the state of the core, and lets a button stop its program.

    Parameters
    ----------
    clock_hz
        For the heartbeat.

    Members
    -------
    host : In(AxiLiteSignature)
        Accesses of the host, one at a time; they pass unless the panel has one under way.
    registers : Out(AxiLiteSignature)
        Registers.
    link_active : In(1)
        The link is at work.
    button : In(1)
        1 while pressed; need not be synchronous. A press resets the core (``control.reset``); while
        it is held all LEDs blink.
    leds : Out(4)
        0: heartbeat, 1 Hz, which flickers while the link is at work; 1: busy; 2: done; 3: error.
    """

    def __init__(self, clock_hz: int):
        self.clock_hz = clock_hz
        super().__init__(
            {
                "host": In(AxiLiteSignature(CSR_ADDRESS_WIDTH)),
                "registers": Out(AxiLiteSignature(CSR_ADDRESS_WIDTH)),
                "link_active": In(1),
                "button": In(1),
                "leds": Out(4),
            }
        )

    def elaborate(self, platform):
        m = Module()
        host, registers = self.host, self.registers
        seen = Signal(3)
        tick, pressed, was_pressed = _lights(m, self, seen)

        # The host's channels pass while the panel has nothing under way.
        mine, writing = Signal(), Signal()
        waiting = Signal()  # the host waits for a response
        status, control = register("status").offset, register("control").offset
        for name in _CHANNELS:
            valid, ready = f"{name}valid", f"{name}ready"
            m.d.comb += [
                getattr(registers, valid).eq(getattr(host, valid) & ~mine),
                getattr(host, ready).eq(getattr(registers, ready) & ~mine),
            ]
        m.d.comb += [
            registers.awaddr.eq(Mux(mine, control, host.awaddr)),
            registers.araddr.eq(Mux(mine, status, host.araddr)),
            registers.wdata.eq(host.wdata),
            registers.wstrb.eq(Mux(mine, 1, host.wstrb)),
            host.bvalid.eq(registers.bvalid & ~mine),
            host.bresp.eq(registers.bresp),
            host.rvalid.eq(registers.rvalid & ~mine),
            host.rdata.eq(registers.rdata),
            host.rresp.eq(registers.rresp),
            registers.bready.eq(host.bready | mine),
            registers.rready.eq(host.rready | mine),
        ]
        with m.If(mine):
            m.d.comb += registers.wdata[:8].eq(_RESET)  # all that the strobes cover

        ar_valid, aw_valid, w_valid = Signal(), Signal(), Signal()
        with m.If(mine):
            m.d.comb += [
                registers.arvalid.eq(ar_valid),
                registers.awvalid.eq(aw_valid),
                registers.wvalid.eq(w_valid),
            ]
            for flag, ready in (
                (ar_valid, registers.arready),
                (aw_valid, registers.awready),
                (w_valid, registers.wready),
            ):
                with m.If(ready):
                    m.d.sync += flag.eq(0)
            with m.If(Mux(writing, registers.bvalid, registers.rvalid)):
                m.d.sync += mine.eq(0)
                with m.If(~writing):
                    m.d.sync += seen.eq(registers.rdata[:3])
        with m.Else():
            with m.If((host.bvalid & host.bready) | (host.rvalid & host.rready)):
                m.d.sync += waiting.eq(0)
            with m.If((host.awvalid & host.awready) | (host.arvalid & host.arready)):
                m.d.sync += waiting.eq(1)
            due = Signal()
            with m.If(tick):
                m.d.sync += due.eq(1)
            with m.If(due & ~waiting & ~(host.awvalid | host.wvalid | host.arvalid)):
                stop = pressed & ~was_pressed
                m.d.sync += [
                    due.eq(0),
                    was_pressed.eq(pressed),
                    mine.eq(1),
                    writing.eq(stop),
                    aw_valid.eq(stop),
                    w_valid.eq(stop),
                    ar_valid.eq(~stop),
                ]
        return m
