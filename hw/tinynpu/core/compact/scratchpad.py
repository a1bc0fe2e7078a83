"""Scratchpad of the compact core: banks with one port."""

from amaranth.hdl import Cat, Module, Mux, Signal, Value
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In

from tinynpu.arch.config import ceil_log2
from tinynpu.arch.errors import ConfigurationError
from tinynpu.bus.ram import SinglePortRam
from tinynpu.core.compact.choose import choose_of_three
from tinynpu.core.shapes import ReadPort, WritePort
from tinynpu.core.technology import Technology

__all__ = ["SinglePortScratchpad"]


class SinglePortScratchpad(wiring.Component):
    """Banks shared by eight clients, which go through four ports: results, transfers, samples, weights.

    Results never wait. Transfers come before the samples, as in `tinynpu.core.scratchpad.Scratchpad`;
    weights come last. There is one result or one transfer in a cycle, in whatever banks, so that all
    banks have the same data to write.

    Parameters
    ----------
    banks, bank_words
        The scratchpad.
    ram_words
        Words in each bank behind those of the scratchpad: a memory of ``banks * ram_words`` words.
    technology
        Of the banks.

    Members
    -------
    result_write, load_write, vector_read, store_read, sample_read, weight_read
        Of the core. No address is beyond the scratchpad.
    ram_write, ram_read
        Of the memory, if there is one; after other transfers.

    Raises
    ------
    ConfigurationError
        There is memory, but not as much as scratchpad, or not a power of two.
    """

    def __init__(self, banks: int, bank_words: int, *, ram_words: int = 0, technology: Technology):
        if ram_words and not (ram_words == bank_words == 1 << ceil_log2(bank_words)):
            raise ConfigurationError(
                "Memory in the banks of a scratchpad must have as many words in each as the "
                f"scratchpad, and a power of two, not {ram_words} behind {bank_words}."
            )
        self.banks = banks
        self.bank_words = bank_words
        self.ram_words = ram_words
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
        bits = ceil_log2(self.bank_words)
        bank_bits = ceil_log2(self.banks)
        result = self.result_write

        def bank_of(address: Value) -> Value:
            return address[bits : bits + bank_bits]

        # Transfers: results, and then the first one of the others.
        load, ram = self.load_write, self.ram_write
        clients = (self.vector_read, load, self.store_read, ram, self.ram_read)
        transfer = Signal(
            data.StructLayout(
                {"valid": 1, "write": 1, "ram": 1, "address": 16, "data": 32, "mask": 4}
            )
        )
        address = clients[-1].address
        for port in reversed(clients[:-1]):
            address = Mux(port.valid, port.address, address)
        earlier = result.valid
        for port in clients:
            m.d.comb += port.ready.eq(port.valid & ~earlier)
            if port is ram:
                m.d.comb += transfer.ram.eq(~earlier)
            earlier = earlier | port.valid
        m.d.comb += [
            result.ready.eq(1),
            transfer.valid.eq(earlier),
            transfer.write.eq(result.valid | load.ready | ram.ready),
            transfer.address.eq(Mux(result.valid, result.address, address)),
            transfer.mask.eq(Mux(result.valid, result.mask, Mux(load.valid, load.mask, ram.mask))),
            transfer.data.eq(
                choose_of_three(result.valid, result.data, load.valid, load.data, ram.data)
            ),
        ]

        # Others wait for those before them in their bank, which need not be known by its number.
        def blocks(other, reader):
            return other.valid & (bank_of(other.address) == bank_of(reader.address))

        sample, weight = self.sample_read, self.weight_read
        m.d.comb += [
            sample.ready.eq(sample.valid & ~blocks(transfer, sample)),
            weight.ready.eq(weight.valid & ~blocks(transfer, weight) & ~blocks(sample, weight)),
        ]

        origins = [Signal(range(self.banks), name=f"origin_{i}") for i in range(3)]
        m.d.sync += [
            origin.eq(bank_of(port.address))
            for origin, port in zip(origins, (transfer, sample, weight), strict=True)
        ]
        outputs = []
        for b in range(self.banks):
            bank = SinglePortRam(
                depth=self.bank_words + self.ram_words,
                width_bytes=4,
                spram=self.technology == Technology.ICE40,
            )
            m.submodules[f"bank_{b}"] = bank
            outputs.append(bank.read_data)
            here = Signal(3, name=f"here_{b}")
            m.d.comb += [
                here[0].eq(transfer.valid & (bank_of(transfer.address) == b)),
                bank.write_data.eq(transfer.data),
                bank.write.eq(here[0] & transfer.write),
                bank.read.eq(here.any() & ~bank.write),
                bank.mask.eq(transfer.mask),
            ]
            for i, port in ((1, sample), (2, weight)):
                m.d.comb += here[i].eq(port.valid & (bank_of(port.address) == b))
            place = choose_of_three(
                here[0],
                transfer.address[:bits],
                here[1],
                sample.address[:bits],
                weight.address[:bits],
            )
            m.d.comb += bank.address.eq(Cat(place, here[0] & transfer.ram))

        def read(origin: Signal) -> Value:
            word = outputs[-1]
            for b in reversed(range(self.banks - 1)):
                word = Mux(origin == b, outputs[b], word)
            return word

        transferred = read(origins[0])
        m.d.comb += [sample.data.eq(read(origins[1])), weight.data.eq(read(origins[2]))]
        for port in (self.vector_read, self.store_read, self.ram_read):
            m.d.comb += port.data.eq(transferred)
        return m
