"""Control registers: what each access does to each field, generated from the register map."""

from functools import partial
from typing import Any

from amaranth.hdl import Cat, Const, Mux, Signal, Value

from tinynpu.arch.registers import CSR_ADDRESS_WIDTH, REGISTERS, RegisterField
from tinynpu.bus.axi_lite import AxiLiteSubordinate
from tinynpu.bus.csr import ControlRegisters
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches.axi_lite import manager
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_OFFSETS = {register.offset // 4: register for register in REGISTERS}


def _mask(bus: Any, field: RegisterField) -> Value:
    """Bits of a field whose byte is written."""
    return Cat(bus.write_mask[bit // 8] for bit in range(field.lsb, field.lsb + field.width))


def _fields(access: str, h: Harness) -> None:
    """Every field of one kind of access."""
    dut = h.block(ControlRegisters(SMALL))
    bus = dut.bus
    m = h.m
    for register in REGISTERS:
        written = bus.write & (bus.write_address == register.offset // 4)
        here = bus.read_address == register.offset // 4
        read = h.past(here) & here  # data come in the cycle after the address, which stays
        for field in register.fields:
            if field.access != access:
                continue
            name = f"{register.name}_{field.name}"
            bits = slice(field.lsb, field.lsb + field.width)
            data = bus.write_data[bits] & _mask(bus, field)
            shown = bus.read_data[bits]
            if field.value is not None:
                h.prove(
                    f"{name}_constant",
                    f"Field `{name}` reads the value of the configuration.",
                    implies(read, shown == field.value(SMALL)),
                )
            elif access == "ro":
                h.prove(
                    f"{name}_reads",
                    f"Field `{name}` reads what the core said in the cycle before, whatever is written.",
                    implies(read, shown == h.past(getattr(dut, name))),
                )
            elif access == "rw":
                model = Signal(field.width, name=f"model_{name}")
                with m.If(written):
                    m.d.sync += model.eq(data | (model & ~_mask(bus, field)))
                h.prove(
                    f"{name}_holds",
                    f"Field `{name}` holds the bytes that were written last, and nothing else "
                    "changes it.",
                    (getattr(dut, name) == model) & implies(read, shown == h.past(model)),
                )
            elif access == "w1s":
                h.prove(
                    f"{name}_pulses",
                    f"Field `{name}` is 1 for the one cycle after a 1 was written, and reads 0.",
                    (getattr(dut, name) == h.past(Mux(written, data, 0)))
                    & implies(read, shown == 0),
                )
            elif access == "w1c":
                value = getattr(dut, f"{name}_value")
                h.prove(
                    f"{name}_clears",
                    f"Field `{name}` is set by its event, which wins, and cleared by a 1 alone.",
                    value == h.past(getattr(dut, name) | (value & ~Mux(written, data, 0))),
                )
                h.prove(
                    f"{name}_reads",
                    f"Field `{name}` reads its value in the cycle before.",
                    implies(read, shown == h.past(value)),
                )
    h.cover(
        f"{access}_partial_write",
        "Some bytes of a register are written.",
        bus.write & (bus.write_mask == 0b0110) & (bus.write_address == register.offset // 4),
    )
    if access != "ro":
        return
    mapped = Signal(1 << (CSR_ADDRESS_WIDTH - 2))
    used = Signal(32)
    m.d.comb += mapped.eq(sum(1 << address for address in _OFFSETS))
    with m.Switch(bus.read_address):
        for address, register in _OFFSETS.items():
            with m.Case(address):
                mask = sum(((1 << field.width) - 1) << field.lsb for field in register.fields)
                m.d.comb += used.eq(mask)
    h.prove(
        "unused_bits",
        "Bits that no field has, and addresses without a register, read 0.",
        implies(h.past(bus.read_address) == bus.read_address, (bus.read_data & ~used) == 0),
    )
    h.cover("unmapped", "An address without a register is read.", bus.read_address == 0x3FF)


def _port(h: Harness) -> None:
    """Registers behind the AXI4-Lite port, as the core has them."""
    driven = ["bus"]
    axi_lite = h.block(AxiLiteSubordinate(CSR_ADDRESS_WIDTH), driven=["registers"])
    registers = h.block(ControlRegisters(SMALL), name="registers", driven=driven)
    axi = axi_lite.axi
    manager(h, axi)
    initiator, bus = axi_lite.registers, registers.bus
    h.m.d.comb += [
        bus.read_address.eq(initiator.read_address),
        initiator.read_data.eq(bus.read_data),
        bus.write.eq(initiator.write),
        bus.write_address.eq(initiator.write_address),
        bus.write_data.eq(initiator.write_data),
        bus.write_mask.eq(initiator.write_mask),
    ]
    # Any one of the registers that are rw as a whole, and the writes that were answered.
    offset = h.constant("offset", CSR_ADDRESS_WIDTH)
    offsets = [entry.offset for entry in REGISTERS if entry.name.startswith("base")]
    h.assume(Cat(offset == value for value in offsets).any())
    model, settled = Signal(32), Signal()
    address, data, mask = Signal(CSR_ADDRESS_WIDTH), Signal(32), Signal(4)
    b = axi.bvalid & axi.bready
    # One write at a time: the next one begins when the one before has been answered.
    begun, got_data = Signal(), Signal()
    aw, w = axi.awvalid & axi.awready, axi.wvalid & axi.wready
    h.assume(~(aw & begun) & ~(w & got_data))
    h.m.d.sync += [begun.eq((begun | aw) & ~b), got_data.eq((got_data | w) & ~b), settled.eq(1)]
    with h.m.If(aw):
        h.m.d.sync += address.eq(axi.awaddr)
    with h.m.If(w):
        h.m.d.sync += [data.eq(axi.wdata), mask.eq(axi.wstrb)]
    lanes = Cat(bit.replicate(8) for bit in mask)
    with h.m.If(b & (address[2:] == offset[2:])):
        h.m.d.sync += model.eq((model & ~lanes) | (data & lanes))
    ar = axi.arvalid & axi.arready & (axi.araddr[2:] == offset[2:])
    writing = begun | got_data | aw | w
    answered, past_model = ar & ~writing, model
    for _ in range(3):
        answered, past_model = h.past(answered), h.past(past_model)
    h.prove(
        "read_after_write",
        "A base register reads back, over the bus, the bytes of the writes that were answered.",
        implies(answered, axi.rdata == past_model),
    )
    h.cover(
        "second_write",
        "Bytes of two writes in one register.",
        answered & (axi.rdata == Const(0x11002200, 32)) & settled,
    )


BENCHES = (
    *(
        Bench(block="registers", name=f"{access}_fields", build=partial(_fields, access))
        for access in ("ro", "rw", "w1s", "w1c")
    ),
    Bench(
        block="registers",
        name="port",
        build=_port,
        quick=False,
        note="a manager that awaits the response of a write before the next one",
    ),
)
