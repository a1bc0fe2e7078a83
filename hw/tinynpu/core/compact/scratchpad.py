"""Scratchpad of the compact core: banks with one port."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, Value
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In

from tinynpu.arch.config import ceil_log2
from tinynpu.arch.errors import ConfigurationError
from tinynpu.bus.ram import SinglePortRam
from tinynpu.core.compact.choose import choose_of_four, choose_of_three
from tinynpu.core.shapes import ReadPort, WritePort
from tinynpu.core.technology import Technology

__all__ = ["SinglePortScratchpad"]


class SinglePortScratchpad(wiring.Component):
    """Banks shared by eight clients, which go through four ports: results, transfers, samples, weights.

    Results never wait. Transfers come before the samples, as in `tinynpu.core.scratchpad.Scratchpad`;
    weights come last. Only one of the transfers has the port in a cycle, and none writes while a
    result is written, so that all banks have the same data to write.

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

        # Whether a client has its turn is found from the banks of those before it, which is a shorter
        # way than through the banks.
        def same_bank(client, other):
            return bank_of(client.address) == bank_of(other.address)

        # Transfers, the first ones before the others. While one waits for a result, so do those
        # behind it.
        load, ram = self.load_write, self.ram_write
        clients = (self.vector_read, load, self.store_read, ram, self.ram_read)
        transfers, writes, is_ram = Signal(), Signal(), Signal()
        transfer = Signal(data.StructLayout({"address": 16, "mask": 4}))
        address = clients[-1].address
        for port in reversed(clients[:-1]):
            address = Mux(port.valid, port.address, address)
        earlier = C(0, 1)
        for port in clients:
            waits = result.valid if port in (load, ram) else result.valid & same_bank(port, result)
            m.d.comb += port.ready.eq(port.valid & ~earlier & ~waits)
            if port is ram:
                m.d.comb += is_ram.eq(~earlier)
            earlier = earlier | port.valid
        m.d.comb += [
            writes.eq(~self.vector_read.valid & (load.valid | (is_ram & ram.valid))),
            transfers.eq(earlier & ~(writes & result.valid)),
            transfer.address.eq(address),
            transfer.mask.eq(Mux(load.valid, load.mask, ram.mask)),
        ]
        write = Signal(32)
        m.d.comb += [
            write.eq(choose_of_three(result.valid, result.data, load.valid, load.data, ram.data)),
            result.ready.eq(1),
        ]

        readers = (self.sample_read, self.weight_read)
        before = [(result, result.valid), (transfer, transfers)]
        for reader in readers:
            blocked = [valid & same_bank(reader, other) for other, valid in before]
            m.d.comb += reader.ready.eq(reader.valid & ~Cat(blocked).any())
            before.append((reader, reader.valid))
        origins = [Signal(range(self.banks), name=f"origin_{i}") for i in range(3)]
        outputs = []
        for b in range(self.banks):
            bank = SinglePortRam(
                depth=self.bank_words + self.ram_words,
                width_bytes=4,
                spram=self.technology == Technology.ICE40,
            )
            m.submodules[f"bank_{b}"] = bank
            outputs.append(bank.read_data)
            here = Signal(4, name=f"here_{b}")
            m.d.comb += [
                here[0].eq(result.valid & (bank_of(result.address) == b)),
                here[1].eq(transfers & (bank_of(transfer.address) == b)),
                bank.write_data.eq(write),
                bank.write.eq(here[0] | (here[1] & writes)),
                bank.read.eq(here.any() & ~bank.write),
                bank.mask.eq(Mux(here[0], result.mask, transfer.mask)),
            ]
            place = choose_of_four(
                Mux(here[:2].any(), ~here[0], ~here[2]),
                ~here[:2].any(),
                *(port.address[:bits] for port in (result, transfer, *readers)),
            )
            m.d.comb += bank.address.eq(Cat(place, is_ram & ~here[0] & here[1]))
            with m.If(here[1] & ~here[0]):
                m.d.sync += origins[2].eq(b)
            busy = here[0] | here[1]
            for i, port in enumerate(readers):
                m.d.comb += here[2 + i].eq(port.valid & (bank_of(port.address) == b))
                with m.If(here[2 + i] & ~busy):
                    m.d.sync += origins[i].eq(b)
                busy = busy | here[2 + i]

        def read(origin: Signal) -> Value:
            word = outputs[-1]
            for b in reversed(range(self.banks - 1)):
                word = Mux(origin == b, outputs[b], word)
            return word

        sample, weight, transferred = (read(origin) for origin in origins)
        m.d.comb += [self.sample_read.data.eq(sample), self.weight_read.data.eq(weight)]
        for port in (self.vector_read, self.store_read, self.ram_read):
            m.d.comb += port.data.eq(transferred)
        return m
