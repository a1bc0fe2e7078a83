"""On-chip memory for activations, weights and parameters."""

from amaranth.hdl import Cat, Module, Signal
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In

from tinynpu.arch.config import Config, ceil_log2
from tinynpu.bus.ram import NO_COLLISIONS
from tinynpu.core.shapes import READ_LATENCY, ReadPort, WritePort

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
        Readers; data `READ_LATENCY` cycles after the handshake.
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

        def bank(port):
            return port.address[bank_bits:][: ceil_log2(config.banks)]

        # Whether a port has its turn: from two banks to the next, so that a late request of one
        # port is soon known by those behind it.
        for ports, ahead in ((writers, []), (readers, writers if config.single_port else [])):
            for number, port in enumerate(ports):
                before = ahead + ports[:number]
                m.d.comb += port.ready.eq(
                    ~Cat(other.valid & (bank(other) == bank(port)) for other in before).any()
                )

        # A granted access goes to its bank in the next cycle.
        words = []
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
            m.d.sync += write.en.eq(0)
            for port in reversed(writers):
                with m.If(port.valid & (bank(port) == b)):
                    m.d.sync += [
                        write.addr.eq(port.address),
                        write.data.as_value().eq(port.data),
                        write.en.eq(port.mask),
                    ]
            m.d.sync += read.addr.eq(readers[-1].address)
            for port in reversed(readers[:-1]):
                with m.If(port.valid & (bank(port) == b)):
                    m.d.sync += read.addr.eq(port.address)
            word = Signal(8 * config.rows, name=f"word_{b}", reset_less=True)
            m.d.sync += word.eq(read.data)
            words.append(word)

        for number, port in enumerate(readers):
            origin = bank(port)
            for stage in range(READ_LATENCY):
                later = Signal(ceil_log2(config.banks), name=f"origin_{number}_{stage}")
                m.d.sync += later.eq(origin)
                origin = later
            m.d.comb += port.data.eq(Cat(words).word_select(origin, 8 * config.rows))
        return m
