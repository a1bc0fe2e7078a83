"""Memory of the compact core in the banks of its scratchpad, and a flash behind it."""

from amaranth.hdl import C, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import ceil_log2
from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.link import FLASH_WINDOW
from tinynpu.bus.axi import AxiReadSignature, AxiWriteSignature
from tinynpu.bus.axi_lite import AxiLiteSignature
from tinynpu.bus.flash import FLASH_WORD_BITS, FlashPins, FlashReader
from tinynpu.core.shapes import ReadPort, WritePort

__all__ = ["SharedMemory"]

_BYTES = 4
_DECERR = 3
_PAGE = 4096
"""No burst of AXI crosses a multiple of that."""
_WINDOW_BIT = ceil_log2(FLASH_WINDOW)


class SharedMemory(wiring.Component):
    """Memory of 32-bit words for the compact core and a host, one access or burst at a time.

    A word that was read waits in a register until it is taken, and everything else with it. The host
    comes first. Writes to the flash and addresses beyond both are answered with DECERR; what is
    written there is lost.

    Parameters
    ----------
    size
        Bytes of the memory, a power of two, at least 4096.
    block_words
        A power of two: no burst of the core leaves an aligned block of so many words.
    flash
        There is a flash, from `tinynpu.arch.link.FLASH_WINDOW` on. It is woken after reset; whoever
        reads from it must not do so in the first 100 cycles and 3 µs. (A request of a host comes later.)

    Members
    -------
    read, write : In(AxiReadSignature), In(AxiWriteSignature)
        Core: incrementing bursts of whole beats. From the memory, a beat comes four cycles after the
        one before it was taken; from the flash, see `FlashReader`.
    host : In(AxiLiteSignature)
        Host: byte strobes.
    ram_read, ram_write : Out(ReadPort), Out(WritePort)
        The memory: `tinynpu.core.compact.core.CompactCore`.
    flash : Out(FlashPins)
        Only with ``flash``.

    Raises
    ------
    ConfigurationError
        The size is no power of two, or too small.
    """

    def __init__(self, *, size: int, block_words: int = _PAGE // _BYTES, flash: bool = False):
        if size < _PAGE or size & size - 1:
            raise ConfigurationError(
                "The size of a memory in the banks of the scratchpad must be a power of two from "
                f"{_PAGE} on, not {size}."
            )
        self.size = size
        self.block_words = block_words
        self.has_flash = flash
        members = {
            "read": In(AxiReadSignature(_BYTES)),
            "write": In(AxiWriteSignature(_BYTES)),
            "host": In(AxiLiteSignature(32)),
            "ram_read": Out(ReadPort(_BYTES)),
            "ram_write": Out(WritePort(_BYTES)),
        }
        if flash:
            members["flash"] = Out(FlashPins())
        super().__init__(members)

    def elaborate(self, platform):
        m = Module()
        read, write, host = self.read, self.write, self.host
        ram_read, ram_write = self.ram_read, self.ram_write
        bits = ceil_log2(self.size // _BYTES)
        block = ceil_log2(self.block_words)

        # The access under way.
        busy = Signal(init=self.has_flash)
        for_host = Signal()
        writes = Signal()
        in_flash = Signal(init=self.has_flash)
        awake = Signal(init=not self.has_flash)
        outside = Signal()  # neither in the memory nor behind it up to the flash
        lost = Signal()  # beyond, or a write to the flash
        place = Signal(FLASH_WORD_BITS if self.has_flash else bits)  # of a word
        left = Signal(min(block, 8))  # beats behind this one
        asks_read, asks_write = Signal(), Signal()
        arrives = Signal()  # a word of the memory is at hand
        full = Signal()  # a word waits,
        answers = Signal()  # or the answer to a write
        word = Signal(32)

        # It begins.
        host_reads, host_writes = host.arvalid, host.awvalid & host.wvalid
        by_host = host_reads | host_writes
        host_address = Mux(host_reads, host.araddr, host.awaddr)
        core_address = Mux(read.arvalid, read.araddr, write.awaddr)
        reads = Mux(by_host, host_reads, read.arvalid)

        def chosen(of):
            return Mux(by_host, of(host_address), of(core_address))

        if self.has_flash:
            to_flash = chosen(lambda address: address[_WINDOW_BIT:] == 1)
            beyond = chosen(lambda address: address[_WINDOW_BIT:] != 0)
        else:
            to_flash = C(0, 1)
            beyond = chosen(lambda address: address[2 + bits :] != 0)
        m.d.comb += [
            host.arready.eq(~busy),
            read.arready.eq(~busy & ~by_host),
            write.awready.eq(~busy & ~by_host & ~read.arvalid),
        ]
        with m.If(~busy):
            m.d.sync += [
                busy.eq(by_host | read.arvalid | write.awvalid),
                for_host.eq(by_host),
                writes.eq(~reads),
                in_flash.eq(reads & to_flash),
                outside.eq(beyond),
                place.eq(Mux(by_host, host_address, core_address)[2:]),
                left.eq(Mux(by_host, 0, read.arlen)),
            ]

        m.d.comb += lost.eq(~in_flash & (outside | place[bits:].any()))

        # Words of the memory.
        m.d.comb += [
            ram_read.address.eq(place[:bits]),
            ram_write.address.eq(place[:bits]),
            ram_read.valid.eq(asks_read),
            ram_write.valid.eq(asks_write),
            ram_write.data.eq(Mux(for_host, host.wdata, write.wdata)),
            ram_write.mask.eq(Mux(lost, 0, Mux(for_host, host.wstrb, write.wstrb))),
            host.awready.eq(ram_write.ready & for_host),
            host.wready.eq(ram_write.ready & for_host),
            write.wready.eq(ram_write.ready & ~for_host),
        ]
        # Requests are in registers: the way through the banks is long enough.
        m.d.sync += [
            asks_read.eq(busy & ~writes & ~in_flash & ~arrives & ~full & ~ram_read.ready),
            asks_write.eq(busy & writes & ~answers & (for_host | write.wvalid) & ~ram_write.ready),
            arrives.eq(ram_read.ready),
        ]
        with m.If(ram_read.ready | ram_write.ready):
            m.d.sync += place[:block].eq(place[:block] + 1)
        with m.If(ram_write.ready & (for_host | write.wlast)):
            m.d.sync += answers.eq(1)
        with m.If(arrives):
            m.d.sync += full.eq(1)

        # Words of the flash. The first one after reset is that of waking it.
        if self.has_flash:
            m.submodules.reader = reader = FlashReader()
            wiring.connect(m, wiring.flipped(self.flash), reader.pins)
            m.d.comb += [
                reader.active.eq(in_flash),
                reader.address.eq(place),
                reader.release.eq(~awake),
                reader.hold.eq(full),
            ]
            for i in range(32):
                strobe = reader.first if i in FlashReader.FIRST_BITS else reader.last
                with m.If(arrives | strobe):
                    m.d.sync += word[i].eq(Mux(in_flash, reader.word[i], ram_read.data[i]))
            with m.If(reader.last):
                m.d.sync += [awake.eq(1), full.eq(awake)]
        else:
            with m.If(arrives):
                m.d.sync += word.eq(ram_read.data)

        # It ends.
        taken = full & Mux(for_host, host.rready, read.rready)
        answered = answers & Mux(for_host, host.bready, write.bready)
        with m.If(taken):
            m.d.sync += [full.eq(0), left.eq(left - 1)]
        with m.If(answered):
            m.d.sync += answers.eq(0)
        ends = (taken & (left == 0)) | answered
        if self.has_flash:
            ends = ends | (reader.last & ~awake)
        with m.If(ends):
            m.d.sync += [busy.eq(0), in_flash.eq(0)]

        error = Mux(lost, _DECERR, 0)
        m.d.comb += [
            host.rvalid.eq(full & for_host),
            host.rdata.eq(word),
            host.rresp.eq(error),
            host.bvalid.eq(answers & for_host),
            host.bresp.eq(error),
            read.rvalid.eq(full & ~for_host),
            read.rdata.eq(word),
            read.rresp.eq(error),
            read.rlast.eq(left == 0),
            write.bvalid.eq(answers & ~for_host),
            write.bresp.eq(error),
        ]
        return m
