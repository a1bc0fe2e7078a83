"""What every board holds: core, memory, host link."""

from typing import Any

from amaranth.hdl import Module
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out, connect, flipped

from tinynpu.arch.config import Config, ceil_log2
from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.link import FLASH_WINDOW, Link
from tinynpu.boards.panel import DirectPanel, Panel
from tinynpu.bus.flash import FlashPins
from tinynpu.bus.link import LinkBridge
from tinynpu.bus.memory import OnChipMemory
from tinynpu.bus.shared_memory import SharedMemory
from tinynpu.bus.small_memory import SmallMemory
from tinynpu.bus.spi import SpiSubordinate
from tinynpu.bus.uart import UartReceiver, UartTransmitter, uart_divisor
from tinynpu.core.make import make_core
from tinynpu.core.ports import join_flat

__all__ = ["System"]

_TIMEOUTS_PER_SECOND = 16
"""A frame may pause for 1/16 s; operating systems and USB adapters make pauses of milliseconds."""


class System(wiring.Component):
    """Core with on-chip memory and a UART or SPI to the host, in one clock domain.

    Parameters
    ----------
    config
        Configuration of the core.
    memory_bytes
        Size of the memory, a multiple of ``config.bus_bytes``.
    clock_hz
        Frequency of the clock.
    baud
        Of the UART, at most ``clock_hz / 8``.
    link
        To the host.
    core
        Component with the ports of `tinynpu.core.top.Core`, instead of that. If it has memory in the
        banks of its scratchpad, that is the memory.
    timeout_cycles
        Longest pause within a request; by default 1/16 s, rounded up.
    spram
        The memory is made of SPRAM blocks of an iCE40 UltraPlus.
    flash
        There is a flash (`tinynpu.bus.shared_memory`); only with memory in the banks of the core.

    Members
    -------
    rx, tx : In(1), Out(1)
        UART, 8N1 (`tinynpu.arch.link`).
    sck, cs_n, mosi, miso : In(1), In(1), In(1), Out(1)
        SPI instead (`tinynpu.bus.spi`); ``miso`` is always driven.
    leds : Out(4)
        0: heartbeat, 1 Hz, which flickers while the link is at work; 1: busy; 2: done; 3: error
        (until the next start or reset). All blink while the button is held.
    button : In(1)
        1 while pressed: aborts the program (``control.reset``).
    interrupt : Out(1)
        An enabled event is pending.
    flash : Out(FlashPins)
        Only with ``flash``.

    Raises
    ------
    ConfigurationError
        The baud rate or the size of the memory does not fit, or there can be no flash.
    """

    def __init__(
        self,
        config: Config,
        *,
        memory_bytes: int,
        clock_hz: int,
        baud: int = 115200,
        link: Link = Link.UART,
        core: Any = None,
        timeout_cycles: int | None = None,
        spram: bool = False,
        flash: bool = False,
    ):
        self.link = link
        self.core = make_core(config) if core is None else core
        self.memory: OnChipMemory | SmallMemory | SharedMemory
        self.shares = bool(getattr(self.core, "ram_words", 0))
        self.has_flash = flash
        if flash and not self.shares:
            raise ConfigurationError(
                "A system with a flash must have its memory in the banks of a compact core."
            )
        if self.shares:
            held = 4 * config.banks * self.core.ram_words
            if memory_bytes != held:
                raise ConfigurationError(
                    f"The memory must be that in the banks of the core, {held} bytes, not "
                    f"{memory_bytes}."
                )
            self.memory = SharedMemory(
                size=memory_bytes, block_words=self.core.block_words, flash=flash
            )
        elif config.compact:
            self.memory = SmallMemory(size=memory_bytes, spram=spram)
        else:
            self.memory = OnChipMemory(
                size=memory_bytes,
                bus_bytes=config.bus_bytes,
                single_port=config.single_port,
                spram=spram,
            )
        self.bridge = LinkBridge(
            config_hash=config.hash,
            memory_bytes=memory_bytes,
            clock_hz=clock_hz,
            timeout_cycles=timeout_cycles or clock_hz // _TIMEOUTS_PER_SECOND,
            address_bits=ceil_log2(2 * FLASH_WINDOW) if flash else None,
        )
        if link is Link.UART:
            divisor = uart_divisor(clock_hz, baud)
            self.receiver = UartReceiver(divisor)
            self.transmitter = UartTransmitter(divisor)
        else:
            self.spi = SpiSubordinate()
        self.panel = DirectPanel(clock_hz) if self.shares else Panel(clock_hz)
        members = (
            {"rx": In(1, init=1), "tx": Out(1, init=1)}
            if link is Link.UART
            else {"sck": In(1), "cs_n": In(1, init=1), "mosi": In(1), "miso": Out(1)}
        )
        members |= {
            "leds": Out(4),
            "button": In(1),
            "interrupt": Out(1),
        }
        if flash:
            members["flash"] = Out(FlashPins())
        super().__init__(members)

    def elaborate(self, platform):
        m = Module()
        core, memory, bridge, panel = self.core, self.memory, self.bridge, self.panel
        m.submodules.core = core
        m.submodules.memory = memory
        m.submodules.bridge = bridge
        if self.link is Link.UART:
            m.submodules.receiver = receiver = self.receiver
            m.submodules.transmitter = transmitter = self.transmitter
            received, send = receiver.byte, transmitter.byte
            pins = [receiver.rx.eq(self.rx), self.tx.eq(transmitter.tx)]
        else:
            m.submodules.spi = spi = self.spi
            received, send = spi.received, spi.send
            pins = [getattr(spi, name).eq(getattr(self, name)) for name in ("sck", "cs_n", "mosi")]
            pins.append(self.miso.eq(spi.miso))
        m.submodules.panel = panel

        connect(m, received, bridge.received)
        connect(m, bridge.send, send)
        connect(m, bridge.memory, memory.host)
        if isinstance(panel, Panel):
            connect(m, bridge.registers, panel.host)
            join_flat(m, core, "s_axil", panel.registers)
        else:
            join_flat(m, core, "s_axil", bridge.registers)
            m.d.comb += [panel.status.eq(core.status), core.stop.eq(panel.stop)]
        join_flat(m, core, "m_axi", memory.read)
        join_flat(m, core, "m_axi", memory.write)
        if isinstance(memory, SharedMemory):
            connect(m, memory.ram_read, core.ram_read)
            connect(m, memory.ram_write, core.ram_write)
        if self.has_flash:
            connect(m, flipped(self.flash), memory.flash)
        m.d.comb += [
            *pins,
            panel.link_active.eq(bridge.active),
            panel.button.eq(self.button),
            self.leds.eq(panel.leds),
            self.interrupt.eq(core.irq),
        ]
        return m
