"""Initial values of memories: zeros go, everything else stays."""

import re

import pytest
from amaranth.back import verilog
from amaranth.hdl import Module
from amaranth.lib import wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.flows.fpga.initial import drop_zero_memories


class Memories(wiring.Component):
    """Two memories, with these first words, and a register that begins with 5."""

    address: In(4)
    data: Out(8)
    other: Out(8)
    count: Out(8, init=5)

    def __init__(self, first, second):
        self.first, self.second = first, second
        super().__init__()

    def elaborate(self, platform):
        m = Module()
        for number, words in enumerate((self.first, self.second)):
            memory = Memory(shape=8, depth=16, init=words)
            m.submodules[f"memory{number}"] = memory
            write, read = memory.write_port(), memory.read_port()
            m.d.comb += [write.addr.eq(self.address), write.en.eq(1), read.addr.eq(self.address)]
            m.d.comb += (self.other if number else self.data).eq(read.data)
        m.d.sync += self.count.eq(self.count + 1)
        return m


def words(text):
    return [int(word, 16) for word in re.findall(r"\[\d+\] = 8'h([0-9a-f]+);", text)]


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ([], [], 0),
        ([], [0, 0, 7], 16),
        ([1], [], 16),
        ([0, 0, 1], [2], 32),
    ],
)
def test_memories(first, second, left):
    text = verilog.convert(Memories(first, second), name="top")
    assert len(words(text)) == 32
    found = drop_zero_memories(text)
    assert len(words(found)) == left
    assert sorted(set(words(found)) - {0}) == sorted({*first, *second} - {0})
    # Nothing else goes.
    lines = set(text.splitlines()) - set(found.splitlines())
    assert all(re.search(r"\[\d+\] = 8'h00;|^ *initial begin$|^ *end$", line) for line in lines)
    assert found.count("8'h05") == text.count("8'h05") > 0
