"""RAM with one port."""

from amaranth.hdl import Cat, ClockSignal, Const, Instance, Module, Mux, Signal
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import ceil_log2

__all__ = ["NO_COLLISIONS", "SinglePortRam"]

NO_COLLISIONS = {"no_rw_check": 1}
"""Attributes of a `Memory` whose words are not read in the cycle in which they are written, or what
is read then is not used. Otherwise Yosys adds logic for that case: a `Memory` reads what was there
before, the block RAM of an iCE40 anything."""

_SPRAM_WORDS = 16384
_SPRAM_BYTES = 2


class SinglePortRam(wiring.Component):
    """Words that are read or written, one in a cycle.

    Parameters
    ----------
    depth
        Words.
    width_bytes
        Bytes of a word, even with ``spram``.
    spram
        Made of the SPRAM blocks of an iCE40 UltraPlus, of 16384 words of 2 bytes. Synthesis does
        not find them by itself: what they hold at the begin is not known, and a `Memory` begins
        with zeros.

    Members
    -------
    address : In
        Word, below ``depth``.
    read, write : In(1)
        At most one of them.
    mask, write_data : In
        What to write; a bit of the mask for each byte.
    read_data : Out
        What was read last, from the next cycle on; anything after a write.
    """

    def __init__(self, *, depth: int, width_bytes: int, spram: bool = False):
        self.depth = depth
        self.width_bytes = width_bytes
        self.spram = spram
        super().__init__(
            {
                "address": In(ceil_log2(depth)),
                "read": In(1),
                "write": In(1),
                "mask": In(width_bytes),
                "write_data": In(8 * width_bytes),
                "read_data": Out(8 * width_bytes),
            }
        )

    def elaborate(self, platform):
        m = Module()
        if self.spram:
            self._blocks(m)
            return m
        memory = Memory(
            shape=data.ArrayLayout(8, self.width_bytes),
            depth=self.depth,
            init=[],
            attrs=NO_COLLISIONS,
        )
        m.submodules.memory = memory
        write_port = memory.write_port(granularity=1)
        read_port = memory.read_port()
        m.d.comb += [
            write_port.addr.eq(self.address),
            write_port.en.eq(Mux(self.write, self.mask, 0)),
            write_port.data.as_value().eq(self.write_data),
            read_port.addr.eq(self.address),
            read_port.en.eq(self.read),
            self.read_data.eq(read_port.data.as_value()),
        ]
        return m

    def _blocks(self, m: Module):
        rows = -(-self.depth // _SPRAM_WORDS)
        bits = ceil_log2(_SPRAM_WORDS)
        row = Signal(ceil_log2(rows))
        read_row = Signal.like(row)
        m.d.comb += row.eq(self.address[bits:])
        with m.If(self.read):
            m.d.sync += read_row.eq(row)
        words = []
        for i in range(rows):
            here = row == i if rows > 1 else Const(1, 1)
            columns = []
            for j in range(self.width_bytes // _SPRAM_BYTES):
                output = Signal(16, name=f"output_{i}_{j}")
                mask = self.mask[_SPRAM_BYTES * j : _SPRAM_BYTES * (j + 1)]
                m.submodules[f"spram_{i}_{j}"] = Instance(
                    "SB_SPRAM256KA",
                    i_ADDRESS=Cat(self.address[:bits], Const(0, max(bits - len(self.address), 0))),
                    i_DATAIN=self.write_data[16 * j : 16 * (j + 1)],
                    i_MASKWREN=Cat(bit.replicate(2) for bit in mask),  # a bit for 4 bits
                    i_WREN=self.write,
                    i_CHIPSELECT=here & (self.read | self.write),
                    i_CLOCK=ClockSignal("sync"),
                    i_STANDBY=Const(0),
                    i_SLEEP=Const(0),
                    i_POWEROFF=Const(1),  # active low
                    o_DATAOUT=output,
                )
                columns.append(output)
            words.append(Cat(columns))
        with m.Switch(read_row):
            for i, word in enumerate(words):
                with m.Case(i):
                    m.d.comb += self.read_data.eq(word)
