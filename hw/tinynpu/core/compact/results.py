"""Results of the compact core: sums and elements through the requantizer into the scratchpad."""

from amaranth.hdl import Cat, Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config, ceil_log2
from tinynpu.bus.ram import NO_COLLISIONS
from tinynpu.core.chain import chained
from tinynpu.core.compact.ports import Output
from tinynpu.core.compact.requantizer import SerialRequantizer
from tinynpu.core.compact.writes import WRITE_MEMBERS, Writes
from tinynpu.core.requantizer import parameters_layout
from tinynpu.core.shapes import ReadPort, WritePort
from tinynpu.core.technology import Technology

__all__ = ["ResultUnit"]

_UNDER_WAY = 4
"""Values from the requantizer's first cycle to their place in the scratchpad: at most four."""


class ResultUnit(wiring.Component):
    """Inner loops of draining a group of sums and of a row of VECTOR; reads parameters and tables.

    Members
    -------
    clear : In(1)
        Forget everything.
    out, port, data : In
        Writes of the microcode (`Output`).
    idle, written : Out(1)
        No loop runs; and all results are in the scratchpad.
    range_fault : Out(1)
        An access beyond the scratchpad; until ``clear``.
    active : Out(1)
        A value is taken in this cycle.
    entry : Out
        Sums to read.
    sums : In
        One cycle after ``entry``.
    read, write : Out
        Scratchpad; writes must be accepted at once.
    """

    def __init__(self, config: Config, *, technology: Technology = Technology.GENERIC):
        self.config = config
        self.technology = technology
        super().__init__(
            {
                "clear": In(1),
                **WRITE_MEMBERS,
                "idle": Out(1),
                "written": Out(1),
                "range_fault": Out(1),
                "active": Out(1),
                "entry": Out((config.accumulator_depth - 1).bit_length()),
                "sums": In(data.ArrayLayout(signed(config.accumulator_width), config.cols)),
                "read": Out(ReadPort(config.rows)),
                "write": Out(WritePort(config.rows)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config

        written = Writes(m, self)
        register = written.register

        # Of the command.
        column_step = register(Output.RESULT_COLUMN_STEP, Signal(16, name="column_step"))
        width = register(Output.RESULT_WIDTH, Signal(12, name="width"))
        flags = Signal(data.StructLayout({"add": 1, "table_a": 1, "table_b": 1, "round_once": 1}))
        with m.If(written(Output.RESULT_FLAGS)):
            m.d.sync += [
                flags.add.eq(self.data[10]),
                flags.table_a.eq(self.data[12]),
                flags.table_b.eq(self.data[13]),
                flags.round_once.eq(self.data[15]),
            ]
        zero_point = register(Output.ZERO_POINT, Signal(signed(8), name="zero_point"), 8)
        clamp = register(Output.CLAMP, Signal(16, name="clamp"))
        scaling = Signal(parameters_layout())
        bias, multiplier = scaling.bias.as_unsigned(), scaling.multiplier
        register(Output.BIAS_LOW, bias[:16])
        register(Output.BIAS_HIGH, bias[16:])
        register(Output.MULTIPLIER_LOW, multiplier[:16])
        register(Output.MULTIPLIER_HIGH, multiplier[16:])
        register(Output.SHIFT, scaling.shift.as_unsigned(), 8)
        a_step = register(Output.A_STEP, Signal(16, name="a_step"))
        # Of the second operand, or of the rows of a result: no command has both.
        b_step = register(Output.B_STEP, Signal(16, name="b_step"))

        draining, vectoring, reading, arriving = Signal(), Signal(), Signal(), Signal()
        settled = Signal()
        column = Signal(2)
        position = Signal(2)
        m.d.comb += self.idle.eq(~draining & ~vectoring & ~reading & ~arriving)

        m.submodules.requantizer = requantizer = SerialRequantizer(technology=self.technology)
        m.d.comb += [
            requantizer.parameters.eq(scaling),
            requantizer.round_once.eq(flags.round_once),
            requantizer.zero_point.eq(zero_point),
            requantizer.clamp_min.eq(clamp[:8].as_signed()),
            requantizer.clamp_max.eq(clamp[8:].as_signed()),
            self.written.eq(self.idle & ~requantizer.busy),
        ]

        # What is read: parameters, a table, or words of the operands of VECTOR.
        a_address, b_address = Signal(16), Signal(16)
        index = Signal(8)  # of the word that arrives
        to_table, table, per_channel = Signal(), Signal(), Signal()
        wants = Signal(2)  # words still to be read for this element
        with m.If(written(Output.A_ADDRESS)):
            m.d.sync += a_address.eq(self.data)
        with m.If(written(Output.B_ADDRESS) | written(Output.RESULT_ADDRESS)):
            m.d.sync += b_address.eq(self.data)
        b_next = Signal(16)
        m.d.comb += b_next.eq(b_address + b_step)
        with m.If(written(Output.READ_PARAMETERS) | written(Output.READ_TABLE)):
            m.d.sync += [
                reading.eq(1),
                index.eq(~0),
                to_table.eq(written(Output.READ_TABLE)),
                table.eq(self.data[10]),
                per_channel.eq(self.data[13]),
            ]
        # A request is in a register, which keeps the way through the scratchpad short.
        granted, beyond, lacks, asks, reads_a = (Signal() for _ in range(5))
        m.d.comb += [
            lacks.eq((reading | (vectoring & wants.any())) & ~asks & ~self.range_fault),
            reads_a.eq(reading | wants[0]),
            self.read.address.eq(Mux(reads_a, a_address, b_address)),
            beyond.eq(lacks & (self.read.address >= config.scratchpad_words)),
            self.read.valid.eq(asks),
            granted.eq(asks & self.read.ready),
        ]
        m.d.sync += asks.eq(Mux(asks, ~self.read.ready, lacks & ~beyond))
        arrives = Signal(data.StructLayout({"parameter": 1, "entry": 1, "a": 1, "b": 1}))
        m.d.sync += [
            arrives.parameter.eq(granted & reading & ~to_table),
            arrives.entry.eq(granted & reading & to_table),
            arrives.a.eq(granted & ~reading & wants[0]),
            arrives.b.eq(granted & ~reads_a),
        ]
        with m.If(granted):
            m.d.sync += index.eq(index + 1)
            with m.If(reads_a):
                m.d.sync += [a_address.eq(a_address + a_step), wants[0].eq(0)]
            with m.Else():
                m.d.sync += [b_address.eq(b_next), wants[1].eq(0)]
            last = Mux(per_channel, config.param_words(True), config.param_words(False))
            with m.If((index + 2)[:8] == Mux(to_table, 0, last)[:8]):
                m.d.sync += reading.eq(0)
        m.d.comb += arriving.eq(arrives.parameter | arrives.entry)
        with m.If(arrives.parameter):
            with m.Switch(index[:2]):
                with m.Case(0):
                    m.d.sync += bias.eq(self.read.data)
                with m.Case(1):
                    m.d.sync += multiplier.eq(self.read.data)
                with m.Case(2):
                    m.d.sync += scaling.shift.as_unsigned().eq(self.read.data)

        # Elements of VECTOR, a byte after the other.
        words = [Signal(32, name="a_word"), Signal(32, name="b_word")]
        operands = []
        for number, (word, use) in enumerate(
            zip(words, (flags.table_a, flags.table_b), strict=True)
        ):
            # Nothing is looked up while a table is written.
            memory = Memory(shape=32, depth=256, init=[], attrs=NO_COLLISIONS)
            m.submodules[f"table_{number}"] = memory
            lookup, fill = memory.read_port(), memory.write_port()
            m.d.comb += [
                lookup.addr.eq(word[:8]),
                fill.addr.eq(index),
                fill.data.eq(self.read.data),
                fill.en.eq(arrives.entry & (table == number)),
            ]
            operand = Signal(signed(32), name=f"operand_{number}")
            m.d.comb += operand.eq(Mux(use, lookup.data.as_signed(), word[:8].as_signed()))
            operands.append(operand)
        takes = Signal()
        for word, arrives_here in zip(words, (arrives.a, arrives.b), strict=True):
            with m.If(arrives_here):
                m.d.sync += word.eq(self.read.data)
            with m.Elif(takes):
                m.d.sync += word.eq(word >> 8)
        drained = Signal(signed(32))
        m.d.comb += [
            drained.eq(self.sums[column]),
            requantizer.value.eq(
                chained(
                    m,
                    "operands",
                    Mux(draining, drained, operands[0]),
                    Mux(flags.add & vectoring, operands[1], 0),
                )
            ),
            takes.eq(requantizer.valid & requantizer.ready),
            self.active.eq(takes),
        ]

        # Where results go.
        address = Signal(16)
        columns_left, rows_left = Signal(12), Signal(config.accumulator_depth.bit_length())
        with m.If(written(Output.RESULT_ADDRESS)):
            m.d.sync += address.eq(self.data)
        # Sums and tables are there a cycle after their address; values are further apart.
        present, ready, write_beyond = Signal(), Signal(), Signal()
        m.d.sync += settled.eq(present)
        m.d.comb += [
            present.eq(draining | (vectoring & ~wants.any() & ~arrives.as_value().any())),
            ready.eq(present & settled),
            write_beyond.eq(ready & (address >= config.scratchpad_words)),
            requantizer.valid.eq(ready & ~write_beyond & ~self.range_fault),
        ]
        with m.If(beyond | write_beyond):
            m.d.sync += self.range_fault.eq(1)
        with m.If(takes & vectoring):
            m.d.sync += position.eq(position + 1)
            with m.If(position == 3):
                m.d.sync += wants.eq(Cat(1, flags.add))
        with m.If(takes & (draining | (position == 3))):
            m.d.sync += [
                self.entry.eq(self.entry + 1),
                address.eq(address + column_step),
                columns_left.eq(columns_left - 1),
            ]
            with m.If(columns_left == 1):
                m.d.sync += [
                    columns_left.eq(width),
                    rows_left.eq(rows_left - 1),
                    address.eq(b_next),
                ]
                with m.If(draining):
                    m.d.sync += b_address.eq(b_next)
                with m.If(vectoring | (rows_left == 1)):
                    m.d.sync += [draining.eq(0), vectoring.eq(0), wants.eq(0)]
        with m.If(written(Output.DRAIN_GO) | written(Output.VECTOR_GO)):
            m.d.sync += [
                columns_left.eq(width),
                column.eq(self.data[:2]),
                position.eq(self.data[4:6]),
                rows_left.eq(self.data[7:]),
                self.entry.eq(0),
                settled.eq(0),
            ]
        with m.If(written(Output.DRAIN_GO)):
            m.d.sync += draining.eq(1)
        with m.If(written(Output.VECTOR_GO)):
            m.d.sync += [vectoring.eq(1), wants.eq(Cat(1, flags.add))]

        # The targets of the values under way, in block memory, where there is some to spare.
        place = data.StructLayout({"address": ceil_log2(config.scratchpad_words), "position": 2})
        blocks = {"ram_style": "block"} if self.technology == Technology.ICE40 else {}
        targets = Memory(shape=place, depth=_UNDER_WAY, init=[], attrs=NO_COLLISIONS | blocks)
        m.submodules.targets = targets
        put, get = targets.write_port(), targets.read_port()
        m.d.comb += [
            put.en.eq(takes),
            put.data.address.eq(address),
            put.data.position.eq(position),
            self.write.valid.eq(requantizer.done),
            self.write.address.eq(get.data.address),
            self.write.data.eq(requantizer.result.as_unsigned().replicate(config.rows)),
            self.write.mask.eq(1 << get.data.position),
        ]
        with m.If(takes):
            m.d.sync += put.addr.eq(put.addr + 1)
        with m.If(requantizer.done):
            m.d.sync += get.addr.eq(get.addr + 1)

        with m.If(self.clear):
            m.d.sync += [
                draining.eq(0),
                vectoring.eq(0),
                reading.eq(0),
                wants.eq(0),
                asks.eq(0),
                self.range_fault.eq(0),
            ]
        return m
