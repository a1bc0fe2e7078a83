"""Scratchpad of the compact core: banks with one port."""

from amaranth.hdl import C, Cat, Module, Mux, Signal
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In

from tinynpu.bus.ram import SinglePortRam
from tinynpu.core.shapes import ReadPort, WritePort
from tinynpu.core.technology import Technology

__all__ = ["SinglePortScratchpad"]


class SinglePortScratchpad(wiring.Component):
    """Banks shared by eight clients, which go through four ports: results, transfers, samples, weights.

    Results never wait. Transfers come before the samples, as in `tinynpu.core.scratchpad.Scratchpad`;
    weights come last. Only one of the transfers has the port in a cycle, and none writes while a
    result is written, so that all banks have the same data to write.

    Members
    -------
    result_write, load_write, vector_read, store_read, sample_read, weight_read
        Of the core.
    ram_write, ram_read
        Of a host, or for what lies behind the scratchpad in the same banks; after other transfers.
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
        result = self.result_write

        # Whether a client has its turn is found from the banks of those before it, which is a shorter
        # way than through the banks.
        def same_bank(client, other):
            return other.valid & (client.address[bits:] == other.address[bits:])

        # Transfers.
        transfer = Signal(
            data.StructLayout({"valid": 1, "write": 1, "address": 16, "data": 32, "mask": 4})
        )
        busy = C(0, 1)
        for port in (
            self.vector_read, self.load_write, self.store_read, self.ram_write, self.ram_read,
        ):  # fmt: skip
            writes = port in (self.load_write, self.ram_write)
            allowed = port.valid & (~result.valid if writes else 1)
            with m.If(allowed & ~busy):
                m.d.comb += [
                    transfer.valid.eq(1),
                    transfer.write.eq(writes),
                    transfer.address.eq(port.address),
                    port.ready.eq(~same_bank(port, result)),
                ]
                if writes:
                    m.d.comb += [transfer.data.eq(port.data), transfer.mask.eq(port.mask)]
            busy = busy | allowed
        write = Signal(32)
        m.d.comb += [write.eq(Mux(result.valid, result.data, transfer.data)), result.ready.eq(1)]

        readers = (self.sample_read, self.weight_read)
        before = [result, transfer]
        for reader in readers:
            blocked = [same_bank(reader, other) for other in before]
            m.d.comb += reader.ready.eq(reader.valid & ~Cat(blocked).any())
            before.append(reader)
        origins = [Signal(range(self.banks), name=f"origin_{i}") for i in range(3)]
        outputs = []
        for b in range(self.banks):
            bank = SinglePortRam(
                depth=self.bank_words, width_bytes=4, spram=self.technology == Technology.ICE40
            )
            m.submodules[f"bank_{b}"] = bank
            outputs.append(bank.read_data)
            here = Signal(4, name=f"here_{b}")
            m.d.comb += [
                here[0].eq(result.valid & (result.address[bits:] == b)),
                here[1].eq(transfer.valid & (transfer.address[bits:] == b)),
                bank.write_data.eq(write),
                bank.write.eq(here[0] | (here[1] & transfer.write)),
                bank.read.eq(here.any() & ~bank.write),
                bank.mask.eq(Mux(here[0], result.mask, transfer.mask)),
            ]
            with m.If(here[0]):
                m.d.comb += bank.address.eq(result.address)
            with m.Elif(here[1]):
                m.d.comb += bank.address.eq(transfer.address)
                m.d.sync += origins[2].eq(b)
            busy = here[0] | here[1]
            for i, reader in enumerate(readers):
                m.d.comb += here[2 + i].eq(reader.valid & (reader.address[bits:] == b))
                with m.If(here[2 + i] & ~busy):
                    m.d.comb += bank.address.eq(reader.address)
                    m.d.sync += origins[i].eq(b)
                busy = busy | here[2 + i]

        def read(origin):
            word = outputs[-1]
            for b in reversed(range(self.banks - 1)):
                word = Mux(origin == b, outputs[b], word)
            return word

        m.d.comb += [self.sample_read.data.eq(read(origins[0]))]
        m.d.comb += [self.weight_read.data.eq(read(origins[1]))]
        transferred = Signal(32)
        m.d.comb += transferred.eq(read(origins[2]))
        for port in (self.vector_read, self.store_read, self.ram_read):
            m.d.comb += port.data.eq(transferred)
        return m
