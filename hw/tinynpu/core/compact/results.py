"""Results of the compact core: sums and elements through the requantizer into the scratchpad."""

from amaranth.hdl import Cat, Module, Mux, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.core.compact.ports import Output
from tinynpu.core.compact.requantizer import SerialRequantizer
from tinynpu.core.compact.writes import WRITE_MEMBERS, Writes
from tinynpu.core.requantizer import parameters_layout
from tinynpu.core.shapes import ReadPort, WritePort
from tinynpu.core.technology import Technology

__all__ = ["ResultUnit"]


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
        row_step = register(Output.RESULT_ROW_STEP, Signal(16, name="row_step"))
        size_low = register(Output.RESULT_SIZE_LOW, Signal(16, name="size_low"))
        size_high = register(Output.RESULT_SIZE_HIGH, Signal(8, name="size_high"))
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
        # As many ones as the shift goes to the right, one more in each cycle.
        ones = Signal(32)
        ones_left = Signal(5)
        new_shift = Signal()
        m.d.sync += new_shift.eq(written(Output.SHIFT))
        with m.If(new_shift):
            m.d.sync += [ones.eq(0), ones_left.eq(Mux(scaling.shift < 0, -scaling.shift, 0))]
        with m.Elif(ones_left != 0):
            m.d.sync += [ones.eq(Cat(1, ones)), ones_left.eq(ones_left - 1)]
        a_step = register(Output.A_STEP, Signal(16, name="a_step"))
        b_step = register(Output.B_STEP, Signal(16, name="b_step"))
        height, width = size_low[:12], Signal(12)
        m.d.comb += width.eq(size_low[12:] | size_high << 4)

        draining, vectoring, arriving = Signal(), Signal(), Signal()
        reading = Signal()
        settled = Signal()
        column = Signal(2)
        position = Signal(2)
        m.d.comb += self.idle.eq(
            ~draining & ~vectoring & ~reading & ~arriving & ~new_shift & (ones_left == 0)
        )

        m.submodules.requantizer = requantizer = SerialRequantizer(technology=self.technology)
        m.d.comb += [
            requantizer.parameters.eq(scaling),
            requantizer.ones.eq(ones),
            requantizer.round_once.eq(flags.round_once),
            requantizer.zero_point.eq(zero_point),
            requantizer.clamp_min.eq(clamp[:8].as_signed()),
            requantizer.clamp_max.eq(clamp[8:].as_signed()),
            self.written.eq(self.idle & ~requantizer.busy),
        ]

        # Parameters and tables: words one after the other.
        read_address = Signal(16)
        table_index = Signal(8)
        last_index = Signal(8)
        to_table = Signal()
        table = Signal()
        with m.If(written(Output.READ_ADDRESS)):
            m.d.sync += read_address.eq(self.data)
        with m.If(written(Output.READ_PARAMETERS)):
            m.d.sync += [
                reading.eq(1),
                to_table.eq(0),
                table_index.eq(0),
                last_index.eq(
                    Mux(self.data[13], config.param_words(True), config.param_words(False)) - 1
                ),
            ]
        with m.If(written(Output.READ_TABLE)):
            m.d.sync += [
                reading.eq(1),
                to_table.eq(1),
                table.eq(self.data[10]),
                table_index.eq(0),
                last_index.eq(255),
            ]

        # Operands of VECTOR.
        a_address, b_address = Signal(16), Signal(16)
        a_word, b_word = Signal(32), Signal(32)
        wants = Signal(2)  # words still to be read for this element
        with m.If(written(Output.A_ADDRESS)):
            m.d.sync += a_address.eq(self.data)
        with m.If(written(Output.B_ADDRESS)):
            m.d.sync += b_address.eq(self.data)

        granted = Signal()
        beyond = Signal()
        asks = Signal()
        m.d.comb += [
            asks.eq((reading | (vectoring & (wants != 0))) & ~self.range_fault),
            self.read.address.eq(Mux(reading, read_address, Mux(wants[0], a_address, b_address))),
            beyond.eq(asks & (self.read.address >= config.scratchpad_words)),
            self.read.valid.eq(asks & ~beyond),
            granted.eq(self.read.valid & self.read.ready),
        ]
        arrives = Signal(4)  # parameters, table, a, b
        arrives_index = Signal.like(table_index)
        m.d.sync += [
            arrives.eq(
                Mux(
                    granted,
                    Cat(
                        reading & ~to_table,
                        reading & to_table,
                        ~reading & wants[0],
                        ~reading & ~wants[0],
                    ),
                    0,
                )
            ),
            arrives_index.eq(table_index),
        ]
        with m.If(granted):
            with m.If(reading):
                m.d.sync += [
                    read_address.eq(read_address + 1),
                    table_index.eq(table_index + 1),
                ]
                with m.If(table_index == last_index):
                    m.d.sync += reading.eq(0)
            with m.Elif(wants[0]):
                m.d.sync += [wants[0].eq(0), a_address.eq(a_address + a_step)]
            with m.Else():
                m.d.sync += [wants[1].eq(0), b_address.eq(b_address + b_step)]
        m.d.comb += arriving.eq(arrives[0])
        with m.If(arrives[0]):
            with m.Switch(arrives_index):
                with m.Case(0):
                    m.d.sync += bias.eq(self.read.data)
                with m.Case(1):
                    m.d.sync += multiplier.eq(self.read.data)
                with m.Case(2):
                    m.d.sync += [
                        scaling.shift.as_unsigned().eq(self.read.data),
                        new_shift.eq(1),
                    ]

        # Elements of VECTOR, a byte after the other.
        operands = []
        for index, (word, use) in enumerate(((a_word, flags.table_a), (b_word, flags.table_b))):
            memory = Memory(shape=32, depth=256, init=[])
            m.submodules[f"table_{index}"] = memory
            lookup, fill = memory.read_port(), memory.write_port()
            m.d.comb += [
                lookup.addr.eq(word[:8]),
                fill.addr.eq(arrives_index),
                fill.data.eq(self.read.data),
                fill.en.eq(arrives[1] & (table == index)),
            ]
            operand = Signal(signed(32), name=f"operand_{index}")
            m.d.comb += operand.eq(Mux(use, lookup.data.as_signed(), word[:8].as_signed()))
            operands.append(operand)
        with m.If(arrives[2]):
            m.d.sync += a_word.eq(self.read.data)
        with m.If(arrives[3]):
            m.d.sync += b_word.eq(self.read.data)

        drained = Signal(signed(32))
        m.d.comb += drained.eq(self.sums[column])
        takes = Signal()
        m.d.comb += [
            requantizer.value.eq(
                Mux(draining, drained, operands[0] + Mux(flags.add, operands[1], 0))
            ),
            takes.eq(requantizer.valid & requantizer.ready),
            self.active.eq(takes),
        ]

        # Where results go.
        address, row_address = Signal(16), Signal(16)
        columns_left, rows_left = Signal(12), Signal(12)
        with m.If(written(Output.RESULT_ADDRESS)):
            m.d.sync += [address.eq(self.data), row_address.eq(self.data)]
        write_beyond = Signal()
        ready = Signal()
        m.d.comb += [
            ready.eq((draining | (vectoring & (wants == 0) & ~arrives.any())) & settled),
            write_beyond.eq(ready & (address >= config.scratchpad_words)),
            requantizer.valid.eq(ready & ~write_beyond & ~self.range_fault),
        ]
        with m.If(beyond | write_beyond):
            m.d.sync += self.range_fault.eq(1)
        # Sums and tables are there a cycle after their address.
        m.d.sync += settled.eq((draining | (vectoring & (wants == 0) & ~arrives.any())) & ~takes)
        goes_on = Signal()
        m.d.comb += goes_on.eq(takes & (draining | (position == 3)))
        with m.If(takes & vectoring):
            m.d.sync += [
                position.eq(position + 1),
                a_word.eq(a_word >> 8),
                b_word.eq(b_word >> 8),
            ]
            with m.If(position == 3):
                m.d.sync += wants.eq(Cat(1, flags.add))
        with m.If(goes_on):
            m.d.sync += [
                self.entry.eq(self.entry + 1),
                address.eq(address + column_step),
                columns_left.eq(columns_left - 1),
            ]
            with m.If(columns_left == 1):
                m.d.sync += [
                    columns_left.eq(width),
                    rows_left.eq(rows_left - 1),
                    row_address.eq(row_address + row_step),
                    address.eq(row_address + row_step),
                ]
                with m.If(rows_left == 1):
                    m.d.sync += [draining.eq(0), vectoring.eq(0), wants.eq(0)]
        begins = written(Output.DRAIN_GO) | written(Output.VECTOR_GO)
        with m.If(begins):
            m.d.sync += [
                columns_left.eq(width),
                rows_left.eq(height),
                self.entry.eq(0),
                settled.eq(0),
            ]
        with m.If(written(Output.DRAIN_GO)):
            m.d.sync += [
                draining.eq(1),
                column.eq(self.data[:2]),
                position.eq(self.data[4:6]),
            ]
        with m.If(written(Output.VECTOR_GO)):
            m.d.sync += [vectoring.eq(1), position.eq(0), wants.eq(Cat(1, flags.add))]

        # The targets of the values under way: of the digits, of two stages behind, of the result.
        place = data.StructLayout({"address": 16, "position": 2})
        targets = [Signal(place, name=f"target_{i}") for i in range(4)]
        with m.If(takes):
            m.d.sync += [targets[0].address.eq(address), targets[0].position.eq(position)]
        with m.If(requantizer.last_digit):
            m.d.sync += targets[1].eq(targets[0])
        with m.If(requantizer.summed):
            m.d.sync += targets[2].eq(targets[1])
        with m.If(requantizer.late):
            m.d.sync += targets[3].eq(targets[2])
        m.d.comb += [
            self.write.valid.eq(requantizer.done),
            self.write.address.eq(targets[3].address),
            self.write.data.eq(requantizer.result.as_unsigned().replicate(config.rows)),
            self.write.mask.eq(1 << targets[3].position),
        ]

        with m.If(self.clear):
            m.d.sync += [
                draining.eq(0),
                vectoring.eq(0),
                reading.eq(0),
                wants.eq(0),
                self.range_fault.eq(0),
            ]
        return m
