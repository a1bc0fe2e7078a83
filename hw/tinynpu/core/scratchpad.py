"""On-chip memory for activations, weights and parameters."""

from amaranth.hdl import C, Module, Signal
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In

from tinynpu.arch.config import Config
from tinynpu.bus.ram import NO_COLLISIONS
from tinynpu.core.shapes import ReadPort, WritePort

__all__ = ["Scratchpad"]


class Scratchpad(wiring.Component):
    """Banks of words, shared by four readers and two writers.

    Each bank answers one read and one write in a cycle (with ``single_port`` one of the two). The
    order of precedence within a bank is the order of the members below. Results never wait, so the
    requantizer needs no back pressure. The samples are behind the short accesses of parameters and
    of the memory port, whose bandwidth is the scarcer one; weights come last: they are loaded while
    samples stream, and the array needs their grant not to depend on anything after it.

    Parameters
    ----------
    config
        ``rows`` bytes a word, ``banks`` of ``bank_words``, ``single_port``.

    Members
    -------
    result_write, load_write : In(WritePort)
        Writers; ``result_write.ready`` is always 1.
    vector_read, store_read, sample_read, weight_read : In(ReadPort)
        Readers; data `READ_LATENCY` cycles after the handshake, ``store_read`` one.
    """

    def __init__(self, config: Config):
        self.config = config
        read = In(ReadPort(config.rows))
        write = In(WritePort(config.rows))
        super().__init__(
            {
                "result_write": write,
                "load_write": write,
                "vector_read": read,
                "store_read": read,
                "sample_read": read,
                "weight_read": read,
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        bank_bits = config.bank_words.bit_length() - 1
        readers = [self.vector_read, self.store_read, self.sample_read, self.weight_read]
        writers = [self.result_write, self.load_write]
        # For each reader, the bank that it was granted in the cycle before, and in the one before.
        granted = [Signal(config.banks, name=f"granted_{i}") for i in range(len(readers))]
        origins = [Signal(config.banks, name=f"origin_{i}") for i in range(len(readers))]
        m.d.sync += [origin.eq(bank) for origin, bank in zip(origins, granted, strict=True)]
        direct, registered = [], []

        for b in range(config.banks):
            memory = Memory(
                shape=data.ArrayLayout(8, config.rows),
                depth=config.bank_words,
                init=[],
                # No program reads a word in the cycle in which it is written: tokens are between.
                attrs=NO_COLLISIONS,
            )
            m.submodules[f"bank_{b}"] = memory
            write = memory.write_port(granularity=1)
            read = memory.read_port()
            direct.append(read.data.as_value())
            word = Signal(8 * config.rows, name=f"word_{b}")
            m.d.sync += word.eq(direct[-1])
            registered.append(word)

            busy = C(0, 1)
            for port in writers:
                here = port.valid & (port.address[bank_bits:] == b)
                with m.If(here & ~busy):
                    m.d.comb += [
                        port.ready.eq(1),
                        write.addr.eq(port.address),
                        write.data.as_value().eq(port.data),
                        write.en.eq(port.mask),
                    ]
                busy = busy | here
            if not config.single_port:
                busy = C(0, 1)
            m.d.comb += read.addr.eq(readers[-1].address)
            for port, bank in zip(readers, granted, strict=True):
                here = port.valid & (port.address[bank_bits:] == b)
                m.d.sync += bank[b].eq(here & ~busy)
                with m.If(here & ~busy):
                    m.d.comb += [port.ready.eq(1), read.addr.eq(port.address)]
                busy = busy | here

        for port, early, late in zip(readers, granted, origins, strict=True):
            banks, words = (early, direct) if port is self.store_read else (late, registered)
            selected = 0
            for b, word in enumerate(words):
                selected = selected | (word & banks[b].replicate(len(word)))
            m.d.comb += port.data.eq(selected)
        return m
