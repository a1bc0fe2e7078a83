"""Look-up table in registers that several lanes read, for standard cells."""

import functools
import operator

from amaranth.back import verilog
from amaranth.hdl import Cat, Instance, Module, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.technology import Technology

__all__ = ["READER", "SharedTable", "reader_verilog"]

READER = "tinynpu_table_reader"
"""Cell that reads one entry."""

_ENTRIES = 256


class SharedTable(wiring.Component):
    """256 int32, indexed by a byte for each reader; the entries two cycles later.

    The tables of all lanes hold the same, and a register costs as much as three of the AND gates that look it
    up. So there is one set of registers, and every reader has gates of its own.

    Parameters
    ----------
    entries_per_word
        See `tinynpu.core.table.Table`.
    readers
        Look-ups in a cycle.
    technology
        SILICON: the gates of a reader are the cell `READER`, which is there once (`reader_verilog`).

    Members
    -------
    index, value : In(ArrayLayout(8, readers)), Out(ArrayLayout(signed(32), readers))
        Look-ups.
    write_enable, write_address, write_data : In
        See `tinynpu.core.table.Table`; nothing is looked up while a table is written.
    """

    def __init__(
        self,
        entries_per_word: int,
        readers: int,
        *,
        technology: Technology = Technology.GENERIC,
    ):
        self.depth = _ENTRIES // entries_per_word
        self.readers = readers
        self.technology = technology
        super().__init__(
            {
                "index": In(data.ArrayLayout(8, readers)),
                "value": Out(data.ArrayLayout(signed(32), readers)),
                "write_enable": In(1),
                "write_address": In(range(self.depth)),
                "write_data": In(32 * entries_per_word),
            }
        )

    def elaborate(self, platform):
        m = Module()
        words = [
            Signal.like(self.write_data, name=f"word_{address}", reset_less=True)
            for address in range(self.depth)
        ]
        for address, word in enumerate(words):
            with m.If(self.write_enable & (self.write_address == address)):
                m.d.sync += word.eq(self.write_data)
        for number in range(self.readers):
            index = Signal(8, name=f"index_{number}", reset_less=True)
            found = Signal(32, name=f"found_{number}")
            value = Signal(signed(32), name=f"value_{number}", reset_less=True)
            m.d.sync += [index.eq(self.index[number]), value.eq(found)]
            m.d.comb += self.value[number].eq(value)
            if self.technology == Technology.SILICON:
                m.submodules[f"reader_{number}"] = Instance(
                    READER, i_entries=Cat(words), i_index=index, o_value=found
                )
            else:
                m.submodules[f"reader_{number}"] = reader = _Reader()
                m.d.comb += [
                    reader.entries.eq(Cat(words)),
                    reader.index.eq(index),
                    found.eq(reader.value),
                ]
        return m


def reader_verilog() -> str:
    """Verilog of the cell `READER`; synthesis works on it once for all readers."""
    text = verilog.convert(_Reader(), name=READER, strip_internal_attrs=True, emit_src=False)
    return text.replace(f"module {READER}", f"(* keep_hierarchy *)\nmodule {READER}")


class _Reader(wiring.Component):
    """One entry of all: each is masked twice, by the low and the high half of the index, and all are ORed.

    With sky130_fd_sc_hd this takes two thirds of what multiplexers take.
    """

    entries: In(32 * _ENTRIES)
    index: In(8)
    value: Out(32)

    def elaborate(self, platform):
        m = Module()
        low, high = Signal(16), Signal(16)
        m.d.comb += [low.eq(1 << self.index[:4]), high.eq(1 << self.index[4:])]
        rows = []
        for row in range(16):
            columns = (
                self.entries.word_select(16 * row + column, 32) & low[column].replicate(32)
                for column in range(16)
            )
            found = Signal(32, name=f"row_{row}")
            m.d.comb += found.eq(functools.reduce(operator.or_, columns))
            rows.append(found & high[row].replicate(32))
        m.d.comb += self.value.eq(functools.reduce(operator.or_, rows))
        return m
