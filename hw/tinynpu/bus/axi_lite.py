"""AXI4-Lite subordinate in front of registers."""

from amaranth.hdl import Module, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

__all__ = ["AxiLiteSignature", "AxiLiteSubordinate", "RegisterBus"]


class AxiLiteSignature(wiring.Signature):
    """AXI4-Lite with 32 data bits, as the manager sees it."""

    def __init__(self, address_width: int):
        super().__init__(
            {
                "awaddr": Out(address_width),
                "awprot": Out(3),
                "awvalid": Out(1),
                "awready": In(1),
                "wdata": Out(32),
                "wstrb": Out(4),
                "wvalid": Out(1),
                "wready": In(1),
                "bresp": In(2),
                "bvalid": In(1),
                "bready": Out(1),
                "araddr": Out(address_width),
                "arprot": Out(3),
                "arvalid": Out(1),
                "arready": In(1),
                "rdata": In(32),
                "rresp": In(2),
                "rvalid": In(1),
                "rready": Out(1),
            }
        )


class RegisterBus(wiring.Signature):
    """Register access, as the initiator sees it; reads and writes may come in the same cycle.

    ``read_data`` answers ``read_address`` in the next cycle; ``read_address`` stands for both.
    ``write`` is 1 for one cycle.
    Addresses count words of 4 bytes.
    """

    def __init__(self, address_width: int):
        super().__init__(
            {
                "read_address": Out(address_width),
                "read_data": In(32),
                "write": Out(1),
                "write_address": Out(address_width),
                "write_data": Out(32),
                "write_mask": Out(4),
            }
        )


class AxiLiteSubordinate(wiring.Component):
    """Answers every access with OKAY; one read and one write under way at a time.

    Address and data of a write may come in any order.

    Parameters
    ----------
    address_width
        Bits of a byte address.

    Members
    -------
    axi : In(AxiLiteSignature)
        Bus.
    registers : Out(RegisterBus)
        Registers.
    """

    def __init__(self, address_width: int):
        super().__init__(
            {
                "axi": In(AxiLiteSignature(address_width)),
                "registers": Out(RegisterBus(address_width - 2)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        axi = self.axi
        registers = self.registers

        # A write waits in registers until both halves are there and the last response is taken.
        has_address = Signal()
        has_data = Signal()
        m.d.comb += [
            axi.awready.eq(~has_address),
            axi.wready.eq(~has_data),
            registers.write.eq(has_address & has_data & ~axi.bvalid),
        ]
        with m.If(axi.bready):
            m.d.sync += axi.bvalid.eq(0)
        with m.If(registers.write):
            m.d.sync += [has_address.eq(0), has_data.eq(0), axi.bvalid.eq(1)]
        with m.If(axi.awvalid & axi.awready):
            m.d.sync += [has_address.eq(1), registers.write_address.eq(axi.awaddr[2:])]
        with m.If(axi.wvalid & axi.wready):
            m.d.sync += [
                has_data.eq(1),
                registers.write_data.eq(axi.wdata),
                registers.write_mask.eq(axi.wstrb),
            ]

        choosing, reading = Signal(), Signal()
        m.d.comb += axi.arready.eq(~axi.rvalid & ~choosing & ~reading)
        m.d.sync += [choosing.eq(axi.arvalid & axi.arready), reading.eq(choosing)]
        with m.If(axi.arvalid & axi.arready):
            m.d.sync += registers.read_address.eq(axi.araddr[2:])
        with m.If(axi.rready):
            m.d.sync += axi.rvalid.eq(0)
        with m.If(reading):
            m.d.sync += [axi.rvalid.eq(1), axi.rdata.eq(registers.read_data)]
        return m
