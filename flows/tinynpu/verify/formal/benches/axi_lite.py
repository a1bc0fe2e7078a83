"""AXI4-Lite subordinate: the rules of the bus, and that accesses become register accesses."""

from typing import Any

from amaranth.hdl import Mux, Signal

from tinynpu.arch.registers import CSR_ADDRESS_WIDTH
from tinynpu.bus.axi_lite import AxiLiteSubordinate
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import hold, stays

__all__ = ["BENCHES", "manager"]


def manager(h: Harness, axi: Any) -> None:
    """Assume a manager that keeps AXI's rules: what is offered stays until it is taken."""
    stays(h, axi.awvalid, axi.awready, axi.awaddr)
    stays(h, axi.wvalid, axi.wready, axi.wdata, axi.wstrb)
    stays(h, axi.arvalid, axi.arready, axi.araddr)


def _build(h: Harness) -> None:
    dut = h.block(AxiLiteSubordinate(CSR_ADDRESS_WIDTH))
    axi, registers = dut.axi, dut.registers
    m = h.m
    manager(h, axi)

    hold(h, "b_stable", "BVALID and BRESP hold until BREADY.", axi.bvalid, axi.bready, axi.bresp)
    hold(
        h,
        "r_stable",
        "RVALID, RDATA and RRESP hold until RREADY.",
        axi.rvalid,
        axi.rready,
        axi.rdata,
        axi.rresp,
    )
    h.prove(
        "okay",
        "Every response is OKAY.",
        (~axi.bvalid | (axi.bresp == 0)) & (~axi.rvalid | (axi.rresp == 0)),
    )

    # Transfers that have happened, less the responses.
    addresses, words, reads = Signal(3), Signal(3), Signal(3)
    aw, w, b = axi.awvalid & axi.awready, axi.wvalid & axi.wready, axi.bvalid & axi.bready
    ar, r = axi.arvalid & axi.arready, axi.rvalid & axi.rready
    m.d.sync += [
        addresses.eq(addresses + aw - b),
        words.eq(words + w - b),
        reads.eq(reads + ar - r),
    ]
    h.prove(
        "write_response_has_request",
        "BVALID only while an address and its data have been taken and not been answered.",
        ~axi.bvalid | ((addresses != 0) & (words != 0)),
    )
    h.prove(
        "read_response_has_request",
        "RVALID only while a read has been taken and not been answered; there is one at a time.",
        (~axi.rvalid | (reads != 0)) & (reads <= 1),
    )
    taken = [ar]  # a read, so many cycles before
    for _ in range(3):
        taken.append(h.past(taken[-1]))
    h.prove(
        "read_response_is_prompt",
        "RVALID rises in the third cycle after the address was taken and only then.",
        taken[3] == (axi.rvalid & ~h.past(axi.rvalid & ~axi.rready)),
    )
    h.prove(
        "at_most_two_writes",
        "At most one write waits behind the one that is answered.",
        (addresses <= 2) & (words <= 2),
    )
    waiting = Signal(4)
    m.d.sync += waiting.eq(
        Mux((addresses != 0) & (words != 0) & ~axi.bvalid, waiting + ~waiting.all(), 0)
    )
    h.prove(
        "write_response_is_prompt",
        "BVALID comes one cycle after address and data are both there and the response before "
        "has been taken.",
        waiting <= 1,
    )
    for name, ready, response, paired in (
        ("awready", axi.awready, axi.bready, words >= addresses),
        ("wready", axi.wready, axi.bready, addresses >= words),
        ("arready", axi.arready, axi.rready, 1),
    ):
        lag = Signal(4, name=f"lag_{name}")
        m.d.sync += lag.eq(Mux(~ready & response & paired, lag + ~lag.all(), 0))
        h.prove(
            f"{name}_returns",
            f"{name.upper()} is low for at most three cycles in which responses are taken at once "
            "and the other half of the write is there.",
            lag <= 3,
        )

    # What the registers see.
    address, data, mask = Signal(CSR_ADDRESS_WIDTH - 2), Signal(32), Signal(4)
    got_address, got_data = Signal(), Signal()
    with m.If(registers.write):
        m.d.sync += [got_address.eq(0), got_data.eq(0)]
    with m.If(aw):
        m.d.sync += [address.eq(axi.awaddr[2:]), got_address.eq(1)]
    with m.If(w):
        m.d.sync += [data.eq(axi.wdata), mask.eq(axi.wstrb), got_data.eq(1)]
    h.prove(
        "write_is_the_request",
        "A register write has the address, data and strobes that were taken last.",
        ~registers.write
        | (
            got_address
            & got_data
            & (registers.write_address == address)
            & (registers.write_data == data)
            & (registers.write_mask == mask)
        ),
    )
    h.prove(
        "one_write_per_response",
        "BVALID rises in the cycle after a register write and only then.",
        h.past(registers.write) == (axi.bvalid & ~h.past(axi.bvalid & ~axi.bready)),
    )
    read_address = Signal(CSR_ADDRESS_WIDTH - 2)
    with m.If(ar):
        m.d.sync += read_address.eq(axi.araddr[2:])
    h.prove(
        "read_address",
        "The register that is read is that of ARADDR, in the two cycles after the address was taken.",
        ~(taken[1] | taken[2]) | (registers.read_address == read_address),
    )
    h.prove(
        "read_is_the_register",
        "RDATA is what the registers answer in the cycle after their address came.",
        ~taken[3] | (axi.rvalid & (axi.rdata == h.past(registers.read_data))),
    )
    h.cover(
        "write_while_answering",
        "A second write waits while the response of the first one does.",
        axi.bvalid & (addresses == 2) & (words == 2),
    )
    h.cover("data_before_address", "The data of a write comes first.", w & ~aw & (addresses == 0))
    h.cover("both_channels", "A read and a write are answered in one cycle.", b & r)


BENCHES = (Bench(block="axi_lite", name="axi_lite", build=_build),)
