"""Queue of commands in front of an engine."""

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

__all__ = ["CommandQueue"]


class CommandQueue(wiring.Component):
    """First in, first out; the oldest command is in a register.

    That register is loaded in the cycle after it was emptied: so its many bits wait for nothing but
    the queue's own state. A command can be read two cycles after it was written.

    Parameters
    ----------
    shape
        Shape of a command.
    depth
        Commands that fit, that in the register included; at least 2.

    Members
    -------
    w_data, w_en, w_rdy
        Command to append; it is taken in a cycle in which both are 1.
    r_data, r_rdy, r_en
        Oldest command; it is removed in a cycle in which both are 1.
    level : Out(range(depth + 1))
        Commands inside.
    """

    def __init__(self, shape: data.StructLayout, depth: int):
        self.shape = shape
        self.depth = depth
        super().__init__(
            {
                "w_data": In(shape),
                "w_en": In(1),
                "w_rdy": Out(1),
                "r_data": Out(shape),
                "r_rdy": Out(1),
                "r_en": In(1),
                "level": Out(range(depth + 1)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        behind = self.depth - 1  # commands behind the oldest one
        m.submodules.storage = storage = Memory(shape=self.shape.size, depth=behind, init=[])
        writer, reader = storage.write_port(), storage.read_port(domain="comb")
        produce = Signal(range(behind))
        consume = Signal(range(behind))
        inner_level = Signal(range(behind + 1))
        write, load = Signal(), Signal()
        oldest = Signal(self.shape.size, reset_less=True)
        m.d.comb += [
            self.w_rdy.eq(inner_level != behind),
            write.eq(self.w_en & self.w_rdy),
            load.eq((inner_level != 0) & ~self.r_rdy),
            writer.addr.eq(produce),
            writer.data.eq(self.w_data),
            writer.en.eq(write),
            reader.addr.eq(consume),
            self.r_data.eq(oldest),
            self.level.eq(inner_level + self.r_rdy),
        ]
        m.d.sync += inner_level.eq(inner_level + write - load)
        with m.If(write):
            m.d.sync += produce.eq(Mux(produce == behind - 1, 0, produce + 1))
        with m.If(self.r_en):
            m.d.sync += self.r_rdy.eq(0)
        with m.If(load):
            m.d.sync += [
                self.r_rdy.eq(1),
                oldest.eq(reader.data),
                consume.eq(Mux(consume == behind - 1, 0, consume + 1)),
            ]
        return m
