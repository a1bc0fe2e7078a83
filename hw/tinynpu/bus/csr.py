"""Control and status registers, generated from `tinynpu.arch.registers`."""

from amaranth.hdl import Cat, Const, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH, REGISTERS
from tinynpu.bus.axi_lite import RegisterBus

__all__ = ["ControlRegisters"]


class ControlRegisters(wiring.Component):
    """All registers behind a register bus.

    Members
    -------
    bus : In(RegisterBus)
        Accesses.
    <register>_<field>
        For each field that is not constant: ``ro`` an input, read as it is; ``rw`` an output;
        ``w1s`` an output, 1 in the cycle after a 1 was written; ``w1c`` an input that sets the bit
        (setting wins over clearing), with the bit itself as ``<register>_<field>_value``.
    """

    def __init__(self, config: Config):
        self.config = config
        members = {"bus": In(RegisterBus(CSR_ADDRESS_WIDTH - 2))}
        for register in REGISTERS:
            for field in register.fields:
                name = f"{register.name}_{field.name}"
                if field.value is None:
                    members[name] = (In if field.access in ("ro", "w1c") else Out)(field.width)
                if field.access == "w1c":
                    members[f"{name}_value"] = Out(field.width)
        super().__init__(members)

    def elaborate(self, platform):
        m = Module()
        bus = self.bus
        mask = Cat(bit.replicate(8) for bit in bus.write_mask)
        words = {}
        for register in REGISTERS:
            words[register.offset // 4] = word = Signal(32, name=f"read_{register.name}")
            written = Signal(name=f"write_{register.name}")
            m.d.comb += written.eq(bus.write & (bus.write_address == register.offset // 4))
            for field in register.fields:
                m.d.comb += word[field.lsb : field.lsb + field.width].eq(
                    self._field(m, register.name, field, written, mask)
                )
        # A tree of multiplexers in two cycles; what is not a register reads 0.
        width = max(words).bit_length()
        groups = []
        for first in range(0, 1 << width, 4):
            group = [words.get(first + i, Const(0, 32)) for i in range(4)]
            chosen = Signal(32, name=f"registers_{first}")
            m.d.sync += chosen.eq(Cat(group).word_select(bus.read_address[:2], 32))
            groups.append(chosen)
        here = bus.read_address[width:] == 0
        m.d.comb += bus.read_data.eq(
            Cat(groups).word_select(bus.read_address[2:width], 32) & here.replicate(32)
        )
        return m

    def _field(self, m: Module, register: str, field, written, mask):
        """Logic of one field; returns what a read gives."""
        name = f"{register}_{field.name}"
        if field.value is not None:
            return field.value(self.config)
        port = getattr(self, name)
        bits = slice(field.lsb, field.lsb + field.width)
        data, enable = self.bus.write_data[bits], mask[bits]
        if field.access == "ro":
            return port
        if field.access == "rw":
            with m.If(written):
                m.d.sync += port.eq((port & ~enable) | (data & enable))
            return port
        if field.access == "w1s":
            m.d.sync += port.eq(Mux(written, data & enable, 0))
            return 0
        value = getattr(self, f"{name}_value")
        m.d.sync += value.eq((value & ~Mux(written, data & enable, 0)) | port)
        return value
