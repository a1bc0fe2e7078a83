"""Look-up table in front of a requantizer lane."""

from amaranth.hdl import Module, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.bus.ram import NO_COLLISIONS

__all__ = ["Table"]


class Table(wiring.Component):
    """256 int32, indexed by a byte; the entry two cycles later.

    Parameters
    ----------
    entries_per_word
        Entries written at once, a power of two.

    Members
    -------
    index, value : In(8), Out(signed(32))
        Look-up.
    write_enable, write_address, write_data : In
        Writes the entries from ``write_address * entries_per_word`` on.
    """

    def __init__(self, entries_per_word: int):
        self.entries_per_word = entries_per_word
        self.depth = 256 // entries_per_word
        super().__init__(
            {
                "index": In(8),
                "value": Out(signed(32)),
                "write_enable": In(1),
                "write_address": In(range(self.depth)),
                "write_data": In(32 * entries_per_word),
            }
        )

    def elaborate(self, platform):
        m = Module()
        low_bits = self.entries_per_word.bit_length() - 1
        m.submodules.memory = memory = Memory(
            shape=data.ArrayLayout(signed(32), self.entries_per_word),
            depth=self.depth,
            init=[],
            attrs=NO_COLLISIONS,  # nothing is looked up while a table is written
        )
        read = memory.read_port()
        write = memory.write_port()
        # The word goes to a register first: block memories are slow.
        word = Signal.like(read.data, reset_less=True)
        low, selected = Signal(low_bits), Signal(low_bits)
        m.d.sync += [word.eq(read.data), low.eq(self.index[:low_bits]), selected.eq(low)]
        m.d.comb += [
            read.addr.eq(self.index[low_bits:]),
            self.value.eq(word[selected] if low_bits else word[0]),
            write.en.eq(self.write_enable),
            write.addr.eq(self.write_address),
            write.data.as_value().eq(self.write_data),
        ]
        return m
