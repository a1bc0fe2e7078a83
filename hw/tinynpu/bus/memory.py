"""On-chip memory behind AXI4 and, for the host, AXI4-Lite."""

from amaranth.hdl import C, Cat, Module, Mux, Signal
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In

from tinynpu.arch.config import ceil_log2
from tinynpu.arch.errors import ConfigurationError
from tinynpu.bus.axi import AxiReadSignature, AxiWriteSignature
from tinynpu.bus.axi_lite import AxiLiteSignature
from tinynpu.bus.ram import SinglePortRam

__all__ = ["OnChipMemory"]

_DECERR = 3


class OnChipMemory(wiring.Component):
    """Block RAM with a port for the core and one for the host.

    In a cycle it reads one word and writes one (with ``single_port`` it does one of the two, writes
    first). The host comes before the core, and never waits for it. Addresses beyond the end are answered with DECERR; what is written there is lost.

    Parameters
    ----------
    size
        Bytes, a multiple of ``bus_bytes``.
    bus_bytes
        Width of the core's port: 4, 8 or 16.
    single_port
        RAM of one port.
    spram
        The same of SPRAM blocks of an iCE40 UltraPlus (`tinynpu.bus.ram.SinglePortRam`).

    Members
    -------
    read, write : In(AxiReadSignature), In(AxiWriteSignature)
        Core: incrementing bursts of whole beats, one under way in each direction; one beat a cycle.
        Read data come two cycles after the request.
    host : In(AxiLiteSignature)
        Host: words of 4 bytes, byte strobes.
    """

    def __init__(
        self, *, size: int, bus_bytes: int, single_port: bool = False, spram: bool = False
    ):
        if bus_bytes not in (4, 8, 16):
            raise ConfigurationError(f"A memory port must have 4, 8 or 16 bytes, not {bus_bytes}.")
        if size < bus_bytes or size % bus_bytes:
            raise ConfigurationError(
                f"The memory's size must be a multiple of {bus_bytes} bytes above 0, not {size}."
            )
        self.size = size
        self.bus_bytes = bus_bytes
        self.single_port = single_port or spram
        self.spram = spram
        super().__init__(
            {
                "read": In(AxiReadSignature(bus_bytes)),
                "write": In(AxiWriteSignature(bus_bytes)),
                "host": In(AxiLiteSignature(32)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        depth = self.size // self.bus_bytes
        shift = ceil_log2(self.bus_bytes)
        core_read, core_write, host = self.read, self.write, self.host
        words = 32 // 8
        write_address, read_address = Signal(32 - shift), Signal(32 - shift)
        write_enable, read_enable = Signal(self.bus_bytes), Signal()
        write_data, read_data = Signal(8 * self.bus_bytes), Signal(8 * self.bus_bytes)

        def inside(beat):
            if depth & (depth - 1) == 0:
                return ~beat[ceil_log2(depth) :].any()
            return beat < depth

        def following(beat):
            low = 12 - shift  # a burst does not cross 4 KiB
            return Cat((beat[:low] + 1)[:low], beat[low:])

        # Writes: the host's word is there when address and data are.
        host_writes = Signal()
        m.d.comb += host_writes.eq(host.awvalid & host.wvalid & (~host.bvalid | host.bready))
        with m.If(host.bready):
            m.d.sync += host.bvalid.eq(0)
        with m.If(host_writes):
            m.d.comb += [host.awready.eq(1), host.wready.eq(1)]
            m.d.sync += [
                host.bvalid.eq(1),
                host.bresp.eq(Mux(inside(host.awaddr[shift:]), 0, _DECERR)),
            ]

        writing = Signal()
        write_beat = Signal(32 - shift)
        m.d.comb += [
            core_write.awready.eq(~writing & ~core_write.bvalid),
            core_write.wready.eq(writing & ~host_writes),
        ]
        with m.If(core_write.bready):
            m.d.sync += core_write.bvalid.eq(0)
        with m.If(core_write.awvalid & core_write.awready):
            m.d.sync += [
                writing.eq(1),
                write_beat.eq(core_write.awaddr[shift:]),
                core_write.bresp.eq(0),
            ]
        core_writes = core_write.wvalid & core_write.wready
        with m.If(core_writes):
            m.d.sync += write_beat.eq(following(write_beat))
            with m.If(~inside(write_beat)):
                m.d.sync += core_write.bresp.eq(_DECERR)
            with m.If(core_write.wlast):
                m.d.sync += [writing.eq(0), core_write.bvalid.eq(1)]

        place = host.awaddr[2:shift] if shift > 2 else C(0, 0)
        chosen = Signal(self.bus_bytes // words)
        m.d.comb += chosen.eq(1 << place)
        strobes = Cat(Mux(bit, host.wstrb, 0)[:words] for bit in chosen)
        beat = Mux(host_writes, host.awaddr[shift:], write_beat)
        wanted = Mux(host_writes, strobes, core_write.wstrb)
        busy = Signal()
        m.d.comb += [
            busy.eq(host_writes | core_writes),
            write_address.eq(beat),
            write_data.eq(
                Mux(host_writes, host.wdata.replicate(self.bus_bytes // words), core_write.wdata)
            ),
            write_enable.eq(Mux(busy & inside(beat), wanted, 0)),
        ]

        # Reads: a beat that the core does not take at once moves to a register.
        may_read = ~busy if self.single_port else C(1, 1)
        reading, host_reading = Signal(), Signal()
        read_beat = Signal(32 - shift)
        beats_left = Signal(8)
        flows = ~core_read.rvalid | core_read.rready
        fresh, held = Signal(), Signal.like(read_data)
        host_reads = Signal()
        core_reads = Signal()
        m.d.comb += [
            host_reads.eq(host.arvalid & ~host.rvalid & ~host_reading & may_read),
            core_reads.eq(reading & ~host_reads & flows & may_read),
            host.arready.eq(host_reads),
            read_enable.eq(host_reads | core_reads),
            read_address.eq(Mux(host_reads, host.araddr[shift:], read_beat)),
        ]
        with m.If(core_read.rready):
            m.d.sync += core_read.rvalid.eq(0)
        with m.If(core_reads):
            m.d.sync += [
                core_read.rvalid.eq(1),
                core_read.rlast.eq(beats_left == 0),
                core_read.rresp.eq(Mux(inside(read_beat), 0, _DECERR)),
                read_beat.eq(following(read_beat)),
                beats_left.eq(beats_left - 1),
            ]
            with m.If(beats_left == 0):
                m.d.sync += reading.eq(0)
        m.d.comb += [
            core_read.arready.eq(~reading | (core_reads & (beats_left == 0))),
            core_read.rdata.eq(Mux(fresh, read_data, held)),
        ]
        m.d.sync += fresh.eq(core_reads)
        with m.If(fresh):
            m.d.sync += held.eq(read_data)
        with m.If(core_read.arvalid & core_read.arready):
            m.d.sync += [
                reading.eq(1),
                read_beat.eq(core_read.araddr[shift:]),
                beats_left.eq(core_read.arlen),
            ]

        # The host may take its time: its word moves to a register.
        host_place = Signal(max(shift - 2, 0))
        m.d.sync += host_reading.eq(host_reads)
        with m.If(host.rready):
            m.d.sync += host.rvalid.eq(0)
        with m.If(host_reads):
            m.d.sync += [
                host_place.eq(host.araddr[2:shift] if shift > 2 else 0),
                host.rresp.eq(Mux(inside(host.araddr[shift:]), 0, _DECERR)),
            ]
        with m.If(host_reading):
            m.d.sync += [
                host.rvalid.eq(1),
                host.rdata.eq(read_data.word_select(host_place, 32)),
            ]
        self._ram(
            m, depth, write_address, write_enable, write_data, read_address, read_enable, read_data
        )
        return m

    def _ram(self, m, depth, write_address, mask, write_data, read_address, read, read_data):
        """The words themselves."""
        if self.single_port:
            m.submodules.ram = ram = SinglePortRam(
                depth=depth, width_bytes=self.bus_bytes, spram=self.spram
            )
            m.d.comb += [
                ram.address.eq(Mux(read, read_address, write_address)),
                ram.read.eq(read),
                ram.write.eq(mask.any()),
                ram.mask.eq(mask),
                ram.write_data.eq(write_data),
                read_data.eq(ram.read_data),
            ]
            return
        m.submodules.memory = memory = Memory(
            shape=data.ArrayLayout(8, self.bus_bytes), depth=depth, init=[]
        )
        write_port = memory.write_port(granularity=1)
        read_port = memory.read_port()
        m.d.comb += [
            write_port.addr.eq(write_address),
            write_port.en.eq(mask),
            write_port.data.as_value().eq(write_data),
            read_port.addr.eq(read_address),
            read_port.en.eq(read),
            read_data.eq(read_port.data.as_value()),
        ]
