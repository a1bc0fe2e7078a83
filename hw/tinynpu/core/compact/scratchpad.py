"""Scratchpad of the compact core: banks with one port."""

from amaranth.hdl import C, Cat, ClockSignal, Instance, Module, Signal
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.core.shapes import ReadPort, WritePort
from tinynpu.core.technology import Technology

__all__ = ["SinglePortBank", "SinglePortScratchpad"]

_SPRAM_WORDS = 16384


class SinglePortBank(wiring.Component):
    """Memory of 32-bit words; one access a cycle.

    Parameters
    ----------
    words
        Words.
    technology
        ``ICE40``: two ``SB_SPRAM256KA`` for every 16,384 words; else block memory.

    Members
    -------
    address, enable : In
        Word; there is an access.
    write, mask : In(32), In(4)
        Data and bytes to write; none is a read.
    read : Out(32)
        One cycle after a read, until the next access.
    """

    def __init__(self, words: int, *, technology: Technology):
        self.words = words
        self.technology = technology
        super().__init__(
            {
                "address": In((words - 1).bit_length()),
                "enable": In(1),
                "write": In(32),
                "mask": In(4),
                "read": Out(32),
            }
        )

    def elaborate(self, platform):
        m = Module()
        if self.technology == Technology.ICE40 and self.words == _SPRAM_WORDS:
            for half in range(2):
                mask = self.mask.word_select(half, 2)
                m.submodules[f"spram_{half}"] = Instance(
                    "SB_SPRAM256KA",
                    i_CLOCK=ClockSignal(),
                    i_ADDRESS=self.address,
                    i_DATAIN=self.write.word_select(half, 16),
                    i_MASKWREN=Cat(mask[0].replicate(2), mask[1].replicate(2)),
                    i_WREN=self.mask.any(),
                    i_CHIPSELECT=self.enable,
                    i_STANDBY=C(0, 1),
                    i_SLEEP=C(0, 1),
                    i_POWEROFF=C(1, 1),
                    o_DATAOUT=self.read.word_select(half, 16),
                )
            return m
        memory = Memory(shape=data.ArrayLayout(8, 4), depth=self.words, init=[])
        m.submodules.memory = memory
        write, read = memory.write_port(granularity=1), memory.read_port()
        m.d.comb += [
            write.addr.eq(self.address),
            write.data.as_value().eq(self.write),
            write.en.eq(self.mask & self.enable.replicate(4)),
            read.addr.eq(self.address),
            read.en.eq(self.enable & ~self.mask.any()),
            self.read.eq(read.data),
        ]
        return m


class SinglePortScratchpad(wiring.Component):
    """Banks shared by eight clients; the order of precedence is that of the members.

    Results never wait. The memory port comes before the samples, as in
    `tinynpu.core.scratchpad.Scratchpad`; ``ram`` is what is behind the scratchpad in the same banks,
    for a host or as memory of the core, and takes what is left.

    Members
    -------
    result_write, load_write, vector_read, store_read, sample_read, weight_read, ram_write, ram_read
        Clients; word addresses of all banks.
    """

    def __init__(self, banks: int, bank_words: int, *, technology: Technology):
        self.banks = banks
        self.bank_words = bank_words
        self.technology = technology
        read, write = In(ReadPort(4)), In(WritePort(4))
        super().__init__(
            {
                "result_write": write,
                "load_write": write,
                "vector_read": read,
                "store_read": read,
                "sample_read": read,
                "weight_read": read,
                "ram_write": write,
                "ram_read": read,
            }
        )

    def elaborate(self, platform):
        m = Module()
        bits = (self.bank_words - 1).bit_length()
        clients = [getattr(self, name) for name in self.signature.members]
        readers = [name for name in self.signature.members if name.endswith("read")]
        origins = {name: Signal(self.banks, name=f"origin_{name}") for name in readers}
        outputs = []
        for b in range(self.banks):
            bank = SinglePortBank(self.bank_words, technology=self.technology)
            m.submodules[f"bank_{b}"] = bank
            outputs.append(bank.read)
            busy = C(0, 1)
            for name, port in zip(self.signature.members, clients, strict=True):
                here = port.valid & (port.address[bits:] == b)
                with m.If(here & ~busy):
                    m.d.comb += [port.ready.eq(1), bank.enable.eq(1), bank.address.eq(port.address)]
                    if name not in origins:
                        m.d.comb += [bank.write.eq(port.data), bank.mask.eq(port.mask)]
                if name in origins:
                    m.d.sync += origins[name][b].eq(here & ~busy)
                busy = busy | here
        for name, origin in origins.items():
            selected = 0
            for b, word in enumerate(outputs):
                selected = selected | (word & origin[b].replicate(32))
            m.d.comb += getattr(self, name).data.eq(selected)
        return m
