"""On-chip memory in little logic: one access at a time, a beat in two cycles."""

from amaranth.hdl import C, Module, Mux, Signal, Value
from amaranth.lib import wiring
from amaranth.lib.wiring import In

from tinynpu.arch.config import ceil_log2
from tinynpu.arch.errors import ConfigurationError
from tinynpu.bus.axi import AxiReadSignature, AxiWriteSignature
from tinynpu.bus.axi_lite import AxiLiteSignature
from tinynpu.bus.ram import SinglePortRam

__all__ = ["SmallMemory"]

_BYTES = 4
_DECERR = 3
_PAGE_BITS = 12
"""A burst does not cross 4 KiB."""
_LENGTH_BITS = 8


class SmallMemory(wiring.Component):
    """Memory of 32-bit words in a RAM of one port, for the compact core and a host.

    The RAM's output is the data of a read response: while the core or the host has not taken its
    word, nothing is read or written. So each waits for the other; that ends, because both take a word
    that they have asked for, whatever becomes of their other accesses. The host comes first. Addresses
    beyond the end are answered with DECERR; what is written there is lost.

    Parameters
    ----------
    size
        Bytes, a multiple of 4.
    spram
        RAM of SPRAM blocks of an iCE40 UltraPlus (`tinynpu.bus.ram.SinglePortRam`).

    Members
    -------
    read, write : In(AxiReadSignature), In(AxiWriteSignature)
        Core: incrementing bursts of whole beats, one under way in all; a beat read in two cycles, or
        one written in a cycle. Read data come two cycles after the request.
    host : In(AxiLiteSignature)
        Host: byte strobes.
    """

    def __init__(self, *, size: int, spram: bool = False):
        if size < _BYTES or size % _BYTES:
            raise ConfigurationError(
                f"The memory's size must be a multiple of {_BYTES} bytes above 0, not {size}."
            )
        self.size = size
        self.spram = spram
        super().__init__(
            {
                "read": In(AxiReadSignature(_BYTES)),
                "write": In(AxiWriteSignature(_BYTES)),
                "host": In(AxiLiteSignature(32)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        depth = self.size // _BYTES
        read, write, host = self.read, self.write, self.host
        m.submodules.ram = ram = SinglePortRam(depth=depth, width_bytes=_BYTES, spram=self.spram)

        # A word's place: as many bits as may change in a burst or are in the memory, and whether
        # there are others.
        page = _PAGE_BITS - 2
        bits = max(ceil_log2(depth), page)

        def word(address: Value) -> Value:
            return address[2 : 2 + bits]

        def far(address: Value) -> Value:
            return address[2 + bits :].any()

        def beyond(place: Value) -> Value:
            return place >= depth if depth < 1 << bits else C(0, 1)

        # Who has the RAM in this cycle.
        writing, reading = Signal(), Signal()
        host_writes, host_reads, core_writes, core_reads = (
            Signal(name=name) for name in ("host_writes", "host_reads", "core_writes", "core_reads")
        )
        free = ~(host.rvalid | read.rvalid)
        by_host = host_writes | host_reads
        m.d.comb += [
            host_writes.eq(host.awvalid & host.wvalid & ~host.bvalid & free),
            host_reads.eq(host.arvalid & ~host_writes & free),
            core_writes.eq(writing & write.wvalid & ~by_host & free),
            core_reads.eq(reading & ~by_host & free),
        ]

        # The host's accesses.
        address = Mux(host_writes, host.awaddr, host.araddr)
        host_far = far(address) | beyond(word(address))
        m.d.comb += [
            host.awready.eq(host_writes),
            host.wready.eq(host_writes),
            host.arready.eq(host_reads),
            host.rdata.eq(ram.read_data),
        ]
        with m.If(host.bready):
            m.d.sync += host.bvalid.eq(0)
        with m.If(host.rready):
            m.d.sync += host.rvalid.eq(0)
        with m.If(host_writes):
            m.d.sync += [host.bvalid.eq(1), host.bresp.eq(Mux(host_far, _DECERR, 0))]
        with m.If(host_reads):
            m.d.sync += [host.rvalid.eq(1), host.rresp.eq(Mux(host_far, _DECERR, 0))]

        # The core's burst.
        place = Signal(bits)
        is_far = Signal()
        end = Signal(_LENGTH_BITS)  # lowest bits of the last beat's place
        core_far = is_far | beyond(place)
        last = place[:_LENGTH_BITS] == end
        burst = Mux(read.arvalid, read.araddr, write.awaddr)
        m.d.comb += [
            read.arready.eq(~reading & ~writing),
            write.awready.eq(~reading & ~writing & ~write.bvalid & ~read.arvalid),
            write.wready.eq(writing & ~by_host & free),
            read.rdata.eq(ram.read_data),
        ]
        with m.If(read.rready):
            m.d.sync += read.rvalid.eq(0)
        with m.If(write.bready):
            m.d.sync += write.bvalid.eq(0)
        with m.If(core_reads):
            m.d.sync += [
                read.rvalid.eq(1),
                read.rlast.eq(last),
                read.rresp.eq(Mux(core_far, _DECERR, 0)),
                reading.eq(~last),
            ]
        with m.If(core_writes):
            with m.If(core_far):
                m.d.sync += write.bresp.eq(_DECERR)
            with m.If(write.wlast):
                m.d.sync += [writing.eq(0), write.bvalid.eq(1)]
        with m.If(core_reads | core_writes):
            m.d.sync += place[:page].eq(place[:page] + 1)
        starts_read, starts_write = read.arvalid & read.arready, write.awvalid & write.awready
        with m.If(starts_read):
            m.d.sync += reading.eq(1)
        with m.If(starts_write):
            m.d.sync += [writing.eq(1), write.bresp.eq(0)]
        with m.If(starts_read | starts_write):
            m.d.sync += [
                place.eq(word(burst)),
                is_far.eq(far(burst)),
                end.eq(word(burst)[:_LENGTH_BITS] + read.arlen),
            ]

        writes = (host_writes & ~host_far) | (core_writes & ~core_far)
        m.d.comb += [
            ram.address.eq(Mux(by_host, word(address), place)),
            ram.read.eq(host_reads | core_reads),
            ram.write.eq(writes),
            ram.mask.eq(Mux(host_writes, host.wstrb, write.wstrb)),
            ram.write_data.eq(Mux(host_writes, host.wdata, write.wdata)),
        ]
        return m
