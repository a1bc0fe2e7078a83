"""Size of the host link on an iCE40: it shares 5,280 logic cells with a core."""

import re

from amaranth.back import rtlil
from amaranth.hdl import Module
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out, connect, flipped

from tinynpu.arch.registers import CSR_ADDRESS_WIDTH
from tinynpu.bus.axi_lite import AxiLiteSignature
from tinynpu.bus.link import LinkBridge
from tinynpu.bus.uart import UartReceiver, UartTransmitter, uart_divisor
from tinynpu.verify.formal.yosys import run_yosys

CLOCK_HZ = 12_000_000


class Link(wiring.Component):
    """Bridge with its UART."""

    rx: In(1)
    tx: Out(1)
    registers: Out(AxiLiteSignature(CSR_ADDRESS_WIDTH))
    memory: Out(AxiLiteSignature(32))

    def elaborate(self, platform):
        m = Module()
        divisor = uart_divisor(CLOCK_HZ, 115200)
        m.submodules.bridge = bridge = LinkBridge(
            config_hash=0x12345678, memory_bytes=1 << 16, clock_hz=CLOCK_HZ
        )
        m.submodules.receiver = receiver = UartReceiver(divisor)
        m.submodules.transmitter = transmitter = UartTransmitter(divisor)
        connect(m, receiver.byte, bridge.received)
        connect(m, bridge.send, transmitter.byte)
        connect(m, flipped(self.registers), bridge.registers)
        connect(m, flipped(self.memory), bridge.memory)
        m.d.comb += [receiver.rx.eq(self.rx), self.tx.eq(transmitter.tx)]
        return m


def test_at_most_500_luts(tmp_path):
    (tmp_path / "link.il").write_text(rtlil.convert(Link(), name="link", emit_src=False))
    text = run_yosys("read_rtlil link.il\nsynth_ice40 -top link\nstat\n", tmp_path)
    last = text[text.rindex("=== link ===") :]
    count = {name: int(number) for number, name in re.findall(r"(\d+)\s+(SB_\w+)", last)}
    print(count)
    assert 0 < count["SB_LUT4"] <= 500
    assert count["SB_RAM40_4K"] <= 2
