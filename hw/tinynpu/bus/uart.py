"""UART, 8 data bits, no parity, one stop bit."""

from amaranth.hdl import Cat, Module, Signal
from amaranth.lib import stream, wiring
from amaranth.lib.cdc import FFSynchronizer
from amaranth.lib.wiring import In, Out

from tinynpu.arch.errors import ConfigurationError

__all__ = ["LEAST_DIVISOR", "UartReceiver", "UartTransmitter", "uart_divisor"]

LEAST_DIVISOR = 8
"""Fewest cycles of a bit, with which the receiver takes ±3 % of baud error."""

_TOLERANCE = 0.02


def uart_divisor(clock_hz: int, baud: int) -> int:
    """Cycles of a bit.

    Raises
    ------
    ConfigurationError
        The clock is too slow for the baud rate, or does not divide well enough (2 %).
    """
    divisor = max(round(clock_hz / baud), 1)
    if divisor < LEAST_DIVISOR:
        raise ConfigurationError(
            f"The baud rate must be at most {clock_hz // LEAST_DIVISOR} at {clock_hz} Hz "
            f"({LEAST_DIVISOR} cycles a bit), not {baud}."
        )
    if abs(clock_hz / divisor / baud - 1) > _TOLERANCE:
        raise ConfigurationError(
            f"The baud rate must be a divisor of the clock within {_TOLERANCE:.0%}; {baud} at "
            f"{clock_hz} Hz would be {clock_hz / divisor:.0f}."
        )
    return divisor


def _require_divisor(divisor: int):
    if divisor < LEAST_DIVISOR:
        raise ConfigurationError(
            f"A UART must have at least {LEAST_DIVISOR} cycles a bit, not {divisor}."
        )


class UartReceiver(wiring.Component):
    """Bytes from a line.

    Each bit is sampled once, in its middle as counted from the falling edge of the start bit. The
    edge is known to one cycle, and the stop bit is sampled 9.5 bits after it, or up to a cycle later:
    with an even ``divisor`` n a baud rate is taken that is too high by (1/2 − 1/n) / (9.5 + 1/n) or too
    low by 1/2 / 9.5; 3.9 % and 5.3 % with 8.

    Parameters
    ----------
    divisor
        Cycles of a bit, at least `LEAST_DIVISOR`.

    Members
    -------
    rx : In(1)
        Line; need not be synchronous.
    byte : Out(stream of 8)
        What came, offered from the middle of the stop bit on. It should be taken within
        ``divisor // 2 - 1`` cycles.
    error : Out(1)
        In this cycle a byte was dropped: its stop bit was 0, or the one before had not been taken
        when its start bit was half over.
    """

    def __init__(self, divisor: int):
        _require_divisor(divisor)
        self.divisor = divisor
        super().__init__(
            {
                "rx": In(1, init=1),
                "byte": Out(stream.Signature(8)),
                "error": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        line = Signal(init=1)
        m.submodules.synchronizer = FFSynchronizer(self.rx, line, init=1)
        timer = Signal(range(self.divisor))
        bits = Signal(range(10))
        drop = Signal()

        with m.If(self.byte.ready):
            m.d.sync += self.byte.valid.eq(0)
        m.d.sync += timer.eq(timer - 1)
        with m.FSM():
            with m.State("IDLE"):
                m.d.sync += [timer.eq(self.divisor // 2 - 1), bits.eq(0)]
                with m.If(~line):
                    m.next = "BITS"
            with m.State("BITS"):
                with m.If(bits == 0):
                    m.d.sync += drop.eq(self.byte.valid & ~self.byte.ready)
                with m.If(timer == 0):
                    m.d.sync += [timer.eq(self.divisor - 1), bits.eq(bits + 1)]
                    with m.If(bits == 0):
                        with m.If(line):
                            m.next = "IDLE"  # a spike
                    with m.Elif(bits == 9):
                        m.d.comb += self.error.eq(~line | drop)
                        with m.If(line & ~drop):
                            m.d.sync += self.byte.valid.eq(1)
                        with m.If(line):
                            m.next = "IDLE"
                        with m.Else():
                            m.next = "BREAK"
                    with m.Elif(~drop):
                        m.d.sync += self.byte.payload.eq(Cat(self.byte.payload[1:], line))
            with m.State("BREAK"):
                with m.If(line):
                    m.next = "IDLE"
        return m


class UartTransmitter(wiring.Component):
    """Bytes to a line.

    Parameters
    ----------
    divisor
        Cycles of a bit, at least `LEAST_DIVISOR`.

    Members
    -------
    byte : In(stream of 8)
        What to send; one byte in ``10 * divisor`` cycles.
    tx : Out(1)
        Line.
    """

    def __init__(self, divisor: int):
        _require_divisor(divisor)
        self.divisor = divisor
        super().__init__({"byte": In(stream.Signature(8)), "tx": Out(1, init=1)})

    def elaborate(self, platform):
        m = Module()
        timer = Signal(range(self.divisor))
        # The bits that follow the one on the line: data, then ones. A byte is through when only
        # the mark behind the data is left.
        rest = Signal(9)
        m.d.comb += self.byte.ready.eq((timer == 0) & (rest == 0))
        with m.If(timer != 0):
            m.d.sync += timer.eq(timer - 1)
        with m.Elif(rest != 0):
            m.d.sync += [
                self.tx.eq(rest[0]),
                rest.eq(rest >> 1),
                timer.eq(self.divisor - 1),
            ]
        with m.Elif(self.byte.valid):
            m.d.sync += [
                self.tx.eq(0),
                rest.eq(Cat(self.byte.payload, 1)),
                timer.eq(self.divisor - 1),
            ]
        return m
