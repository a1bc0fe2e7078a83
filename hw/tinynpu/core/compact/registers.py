"""Control and status registers of the compact core: a mirror in the registers of the microcode."""

from collections.abc import Sequence

from amaranth.hdl import C, Cat, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.registers import COUNTERS, CSR_ADDRESS_WIDTH, REGISTERS, register
from tinynpu.bus.axi_lite import AxiLiteSignature
from tinynpu.core.compact.microcode import State

__all__ = ["MirroredRegisters"]


def _word(name: str) -> int:
    """Number of a register."""
    return register(name).offset // 4


_WRITABLE = [
    entry.offset // 4
    for entry in REGISTERS
    if any(item.access == "rw" for item in entry.fields) and entry.name != "interrupt_enable"
]
_ALL = [entry.offset // 4 for entry in REGISTERS]
_NEEDED = "cycles"
"""The counter that the microcode compares with the watchdog's limit."""
_ROUNDS = 3
"""Times that all counters have been looked at when every event is surely in them."""
_TURN_CYCLES = 5
"""From one turn of the service port to the next."""


class MirroredRegisters(wiring.Component):
    """AXI4-Lite port and performance counters, through the service port of the micro engine.

    Events are counted in at most eight bits each, which are added to the 32-bit counters in turn. The
    host's address and data are used where they are: a channel is ready when its access is done.

    Parameters
    ----------
    counters
        Names of the counters that are built, ``cycles`` among them; the others read 0.

    Members
    -------
    axi : In(AxiLiteSignature)
        Bus.
    service_* : as in `tinynpu.core.compact.engine.MicroEngine`, seen from here.
    state_written, state : In(1), In(8)
        The microcode writes `State`; its value from the next cycle on.
    event_written, event : In(1), In(4)
        The microcode writes `Output.EVENT`.
    events : In
        What the counters count in this cycle.
    start, reset : Out(1)
        The host asked for it.
    counted : Out(1)
        Since the last change of the state all counters have been updated.
    irq : Out(1)
        An enabled event is pending.
    status, stop : Out(3), In(1)
        Busy, done, error; as ``control.reset`` of the host.

    Raises
    ------
    ConfigurationError
        ``counters`` has a name that is none, or lacks ``cycles``.
    """

    def __init__(self, counters: Sequence[str] = tuple(COUNTERS)):
        unknown = [name for name in counters if name not in COUNTERS]
        if unknown or _NEEDED not in counters:
            raise ConfigurationError(
                f"The counters must be {_NEEDED} and any of {', '.join(COUNTERS)}, "
                f"not {', '.join(counters) or 'none'}."
            )
        self.counters = [name for name in COUNTERS if name in counters]
        super().__init__(
            {
                "axi": In(AxiLiteSignature(CSR_ADDRESS_WIDTH)),
                "service_turn": In(1),
                "service_low": Out(8),
                "service_high": Out(8),
                "service_data": In(32),
                "service_write": Out(1),
                "service_address": Out(8),
                "service_value": Out(16),
                "service_mask": Out(2),
                "state_written": In(1),
                "state": In(8),
                "event_written": In(1),
                "event": In(4),
                "events": In(len(COUNTERS)),
                "start": Out(1),
                "reset": Out(1),
                "counted": Out(1),
                "irq": Out(1),
                "status": Out(3),
                "stop": In(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        axi = self.axi
        clears = self.state[State.CLEAR.bit_length() - 1]

        # Bus: one read and one write at a time; they wait in their channels until it is their turn.
        write_word, read_word = axi.awaddr[2:], axi.araddr[2:]
        value, strobe = axi.wdata, axi.wstrb
        reads, writes = Signal(), Signal()
        m.d.comb += [
            reads.eq(axi.arvalid & ~axi.rvalid),
            writes.eq(axi.awvalid & axi.wvalid & ~axi.bvalid),
        ]
        with m.If(axi.bready):
            m.d.sync += axi.bvalid.eq(0)
        with m.If(axi.rready):
            m.d.sync += axi.rvalid.eq(0)

        # Turns: the host and the counters one after the other, if both have something to do.
        host_last = Signal()
        for_host = Signal()
        for_write = Signal()
        half = Signal()
        counter = Signal(range(len(self.counters)))
        counter_half = Signal()
        # After a reset the microcode clears the registers first.
        cleared = Signal()
        with m.If(self.state_written):
            m.d.sync += cleared.eq(1)
        m.d.comb += for_host.eq((reads | writes) & ~host_last & cleared)
        host, host_writes, counts = Signal(), Signal(), Signal()
        m.d.sync += [host.eq(0), counts.eq(0)]
        with m.If(self.service_turn):
            m.d.sync += [
                host.eq(for_host),
                host_writes.eq(for_write),
                counts.eq(~for_host),
                host_last.eq(for_host),
            ]
        # The host reads both halves of a register, a counter comes one half after the other.
        at_counter = Signal(8)
        with m.Switch(counter):
            for index, name in enumerate(self.counters):
                with m.Case(index):
                    m.d.comb += at_counter.eq(Cat(counter_half, C(_word(name), 7)))
        m.d.comb += [
            for_write.eq(writes & (half | ~reads)),
            self.service_low.eq(Mux(for_host, Cat(C(0, 1), read_word[:7]), at_counter)),
            self.service_high.eq(Cat(C(1, 1), read_word[:7])),
        ]

        # Registers that are not in the mirror.
        enable, pending = Signal(2), Signal(2)
        m.d.comb += self.irq.eq((enable & pending).any())
        set_pending = Signal(2)
        clear_pending = Signal(2)
        m.d.sync += pending.eq((pending & ~clear_pending) | set_pending)
        with m.If(self.event_written):
            m.d.comb += set_pending.eq(self.event)
            with m.If(self.event[3]):
                m.d.sync += self.reset.eq(0)
        idle = ~self.state[0] & ~self.state[2]
        with m.If(self.state[0]):
            m.d.sync += self.start.eq(0)

        # Second cycle of a turn: the register is there, and one half may be written.
        writable = Signal()
        low = Signal(16)
        m.d.comb += [
            writable.eq(write_word.matches(*_WRITABLE)),
            low.eq(value[:16]),
        ]
        with m.If(write_word == _word("program")):
            m.d.comb += low[:6].eq(0)
        with m.If(host & host_writes):
            m.d.comb += [
                self.service_write.eq(writable),
                self.service_address.eq(Cat(half, write_word)),
                self.service_value.eq(Mux(half, value[16:], low)),
                self.service_mask.eq(Mux(half, strobe[2:], strobe[:2])),
            ]
            m.d.sync += half.eq(~half)
            with m.If(half):
                m.d.comb += [axi.awready.eq(1), axi.wready.eq(1)]
                m.d.sync += axi.bvalid.eq(1)
                with m.If(strobe[0]):
                    with m.If(write_word == _word("control")):
                        m.d.sync += self.reset.eq(self.reset | value[1])
                        with m.If(idle & ~self.reset & value[0] & ~value[1]):
                            m.d.sync += self.start.eq(1)
                    with m.If(write_word == _word("interrupt_enable")):
                        m.d.sync += enable.eq(value)
                    with m.If(write_word == _word("interrupt_pending")):
                        m.d.comb += clear_pending.eq(value)
        m.d.comb += self.status.eq(
            Cat(
                self.state[0] | self.start | self.reset,
                self.state[1] & ~self.start & ~self.reset,
                self.state[2] & ~self.reset,
            )
        )
        with m.If(self.stop):
            m.d.sync += self.reset.eq(1)
        with m.If(host & ~host_writes):
            m.d.comb += axi.arready.eq(1)
            m.d.sync += [axi.rvalid.eq(1), axi.rdata.eq(0)]
            with m.If(read_word.matches(*_ALL)):
                m.d.sync += axi.rdata.eq(self.service_data)
            for name, other in (
                ("status", self.status),
                ("interrupt_enable", enable),
                ("interrupt_pending", pending),
            ):
                with m.If(read_word == _word(name)):
                    m.d.sync += axi.rdata.eq(other)

        # Counters. Another turn comes to each before its few bits are full.
        few_bits = min((2 * _TURN_CYCLES * 2 * len(self.counters)).bit_length(), 8)
        few = [Signal(few_bits, name=f"few_{name}") for name in self.counters]
        chosen = Signal(few_bits)
        total = Signal(17)
        carry = Signal()
        rounds = Signal(range(_ROUNDS + 1))
        m.d.comb += [
            self.counted.eq(rounds == _ROUNDS),
            total.eq(self.service_data[:16] + Mux(counter_half, carry, chosen)),
        ]
        for index, (name, count) in enumerate(zip(self.counters, few, strict=True)):
            here = counter == index
            with m.If(here):
                m.d.comb += chosen.eq(count)
            added = counts & ~counter_half & here
            event = self.events[list(COUNTERS).index(name)]
            m.d.sync += count.eq(Mux(added, C(0, few_bits), count) + event)
        with m.If(counts):
            m.d.comb += [
                self.service_write.eq(1),
                self.service_address.eq(at_counter),
                self.service_value.eq(Mux(clears, 0, total)),
                self.service_mask.eq(3),
            ]
            m.d.sync += [counter_half.eq(0), carry.eq(total[16])]
            with m.If(~counter_half & (total[16] | clears)):
                m.d.sync += counter_half.eq(1)
            with m.Else():
                last = counter == len(few) - 1
                m.d.sync += counter.eq(Mux(last, 0, counter + 1))
                with m.If(last & ~self.counted):
                    m.d.sync += rounds.eq(rounds + 1)
        with m.If(self.state_written):
            m.d.sync += rounds.eq(0)
        return m
