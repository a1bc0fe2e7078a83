"""Element-by-element commands in front of the requantizer lanes: VECTOR and its tables."""

import itertools

from amaranth.hdl import C, Cat, Module, Mux, Signal, Value, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import Combine, ErrorCode, Opcode
from tinynpu.core.chain import chained
from tinynpu.core.multiplier import Multiplier
from tinynpu.core.shapes import ReadPort, command_layout, result_layout, walker_latency
from tinynpu.core.shared_table import SharedTable
from tinynpu.core.table import Table
from tinynpu.core.technology import Technology

__all__ = ["TableLoader", "VectorWalker"]


class TableLoader(wiring.Component):
    """Copies the 256 entries of a TABLE command from the scratchpad, one word a cycle.

    Members
    -------
    raw, run, done
        As in `VectorWalker`.
    read : Out(ReadPort)
        Scratchpad; the caller checks the range.
    write_enable : Out(2)
        Write to this table.
    write_address, write_data : Out
        Entries, as `tinynpu.core.table.Table` takes them.
    """

    def __init__(self, config: Config, words: int):
        self.config = config
        self.words = words
        self.entries = max(config.table_entries_per_word, 1)
        super().__init__(
            {
                "raw": In(32 * words),
                "run": In(1),
                "done": Out(1),
                "read": Out(ReadPort(config.rows)),
                "write_enable": Out(2),
                "write_address": Out(range(256 // self.entries)),
                "write_data": Out(32 * self.entries),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        command = data.View(command_layout(Opcode.TABLE, self.words), self.raw)
        address = Signal(16)
        left = Signal(range(config.table_words + 1))
        granted = self.read.valid & self.read.ready
        arrived = granted
        on_its_way = []
        for cycle in range(walker_latency(config.single_port)):
            later = Signal(name=f"arrived_{cycle}")
            m.d.sync += later.eq(arrived)
            arrived = later
            on_its_way.append(later)
        m.d.comb += self.read.address.eq(address)
        with m.FSM():
            with m.State("IDLE"):
                m.d.sync += [address.eq(command.base), left.eq(config.table_words)]
                with m.If(self.run):
                    m.next = "READ"
            with m.State("READ"):
                m.d.comb += self.read.valid.eq(self.run)
                with m.If(granted):
                    m.d.sync += [address.eq(address + 1), left.eq(left - 1)]
                    with m.If(left == 1):
                        m.next = "LAST"
            with m.State("LAST"):  # the command stays two cycles longer
                # The last entries are written in the third cycle from now; a VECTOR looks later.
                with m.If(~Cat(on_its_way[:-2]).any()):
                    m.d.comb += self.done.eq(1)
                    m.next = "IDLE"

        # With short words an entry arrives in pieces, the lowest byte first.
        pieces = -(-4 // config.rows)
        piece = Signal(range(max(pieces, 2)))
        earlier = Signal(8 * config.rows * (pieces - 1))
        # To a register: the tables may be far from the scratchpad.
        m.d.sync += [self.write_data.eq(Cat(earlier, self.read.data)), self.write_enable.eq(0)]
        with m.If(self.write_enable.any()):
            m.d.sync += self.write_address.eq(self.write_address + 1)
        with m.If(arrived):
            if pieces > 1:
                m.d.sync += [earlier.eq(Cat(earlier, self.read.data)[8 * config.rows :])]
            m.d.sync += piece.eq(Mux(piece == pieces - 1, 0, piece + 1))
            with m.If(piece == pieces - 1):
                m.d.sync += self.write_enable.eq(1 << command.table)
        return m


class VectorWalker(wiring.Component):
    """All loops of a VECTOR: reads the operands, looks them up, combines them.

    Members
    -------
    raw : In(32 * words)
        The command, while ``run`` and in the cycle before.
    run, done : In(1), Out(1)
        Work on it; the last value has been sent before.
    read : Out(ReadPort)
        Scratchpad; the caller checks the range.
    issue : Out(result_layout)
        A group of values is taken in this cycle; where its result goes.
    values : Out(ArrayLayout(signed(32), lanes))
        The combined values, two cycles after ``issue``.
    write_enable, write_address, write_data : In
        Writes to the tables.
    fault : Out(8)
        Error code in this cycle.
    """

    def __init__(self, config: Config, words: int, *, technology: Technology = Technology.GENERIC):
        self.config = config
        self.words = words
        self.technology = technology
        self.entries = max(config.table_entries_per_word, 1)
        super().__init__(
            {
                "raw": In(32 * words),
                "run": In(1),
                "done": Out(1),
                "read": Out(ReadPort(config.rows)),
                "issue": Out(result_layout(config.rows // config.lanes)),
                "values": Out(data.ArrayLayout(signed(32), config.lanes)),
                "write_enable": In(2),
                "write_address": In(range(256 // self.entries)),
                "write_data": In(32 * self.entries),
                "fault": Out(8),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        positions = config.rows // config.lanes
        command = data.View(command_layout(Opcode.VECTOR, self.words), self.raw)
        # The command stands from the cycle before it runs on.
        single, multiply = Signal(), Signal()
        m.d.sync += [
            single.eq(command.combine == Combine.FIRST),
            multiply.eq(command.combine == Combine.MULTIPLY),
        ]
        granted = self.read.valid & self.read.ready

        # Reader: the operands of one word after the other.
        streams = ("a", "b", "out")
        levels = ("row", "column", "block")
        at = {(s, name): Signal(16, name=f"{s}_{name}") for s in streams for name in levels}
        # What follows in each loop, less one: negative in the last round.
        left = {name: Signal(signed(13), name=f"{name}s_left") for name in levels}
        counts = {"block": command.blocks, "column": command.width, "row": command.height}
        limits = {name: Signal.like(left[name], name=f"{name}s") for name in levels}
        m.d.sync += [limits[name].eq(counts[name] - 2) for name in levels]
        hold_a = Signal(8 * config.rows, reset_less=True)
        latency = walker_latency(config.single_port)
        a_arrives = [Signal(name=f"a_arrives_{cycle}") for cycle in range(latency)]
        # The groups of a word take a cycle each, so the next word need not be there before.
        pause = Signal(range(positions))
        room = Signal()
        m.d.comb += room.eq(pause == 0)

        final = Signal()  # the last read for a word is granted
        last = Signal()
        m.d.comb += last.eq(left["block"][-1] & left["column"][-1] & left["row"][-1])
        m.d.sync += a_arrives[0].eq(0)
        m.d.sync += [later.eq(here) for here, later in itertools.pairwise(a_arrives)]
        with m.If(a_arrives[-1]):
            m.d.sync += hold_a.eq(self.read.data)
        with m.If(final):
            m.d.sync += pause.eq(positions - 1)
        with m.Elif(~room):
            m.d.sync += pause.eq(pause - 1)
        idle = Signal()  # nothing is on its way to the lanes
        begins = Signal()  # while idle, and in the first cycle of ``run``
        m.d.sync += begins.eq(0)
        with m.FSM():
            with m.State("IDLE"):
                m.d.sync += begins.eq(~self.run)
                with m.If(self.run):
                    m.next = "FIRST"
            with m.State("FIRST"):
                m.d.comb += [
                    self.read.address.eq(at["a", "block"]),
                    self.read.valid.eq(self.run & (room | ~single)),
                ]
                with m.If(granted & single):
                    m.d.comb += final.eq(1)
                    with m.If(last):
                        m.next = "LAST"
                with m.Elif(granted):
                    m.d.sync += a_arrives[0].eq(1)
                    m.next = "SECOND"
            with m.State("SECOND"):
                m.d.comb += [
                    self.read.address.eq(at["b", "block"]),
                    self.read.valid.eq(self.run & room),
                ]
                with m.If(granted):
                    m.d.comb += final.eq(1)
                    m.next = "FIRST"
                    with m.If(last):
                        m.next = "LAST"
            with m.State("LAST"):
                with m.If(self.run & idle):
                    m.d.comb += self.done.eq(1)
                    m.next = "IDLE"

        following = {
            (s, level): chained(m, f"{s}_{level}_next", at[s, level], command[f"{s}_{level}_step"])
            for s in streams
            for level in levels
        }
        carry = final
        for level in ("block", "column", "row"):
            wraps = left[level][-1]
            less = chained(m, f"less_{level}", left[level], C(-1))
            with m.If(carry | begins):
                m.d.sync += left[level].eq(Mux(wraps | begins, limits[level], less))
            # The innermost loop that goes on says where; behind the last word nobody looks.
            with m.If(carry | begins):
                for s in streams:
                    where = following[s, "row"]
                    for inner in levels[1 : levels.index(level) + 1]:
                        where = Mux(left[inner][-1], where, following[s, inner])
                    m.d.sync += at[s, level].eq(Mux(begins, command[f"{s}_base"], where))
            carry = carry & wraps

        # Stepper: the groups of a word, from the cycle in which its last operand arrives.
        position = Signal(range(max(positions, 2)))
        stepping, step_first = Signal(), Signal()
        step_address = Signal(16)
        coming, coming_address, on_its_way = final, at["out", "block"], []
        for cycle in range(latency - 1):
            later, later_address = Signal(name=f"coming_{cycle}"), Signal(16, name=f"to_{cycle}")
            m.d.sync += [later.eq(coming), later_address.eq(coming_address)]
            coming, coming_address = later, later_address
            on_its_way.append(later)
        with m.If(stepping):
            m.d.sync += [position.eq(position + 1), step_first.eq(0)]
        with m.If(~stepping | (position == positions - 1)):
            m.d.sync += [
                stepping.eq(coming),
                step_first.eq(coming),
                position.eq(0),
                step_address.eq(coming_address),
            ]
        step = Signal.like(self.issue)
        m.d.comb += [step.address.eq(step_address), step.position.eq(position)]
        with m.If(step_address >= config.scratchpad_words):
            m.d.comb += self.fault.eq(Mux(stepping & self.run, ErrorCode.SCRATCHPAD_RANGE, 0))
        with m.Else():
            m.d.comb += step.valid.eq(stepping & self.run)

        # The bytes go to registers first: their tables may be far from the scratchpad. The values
        # come later: by a table and an adder, or by a table and a multiplier.
        issues = [step]
        for stage in range(1 + Multiplier.LATENCY):
            issues.append(Signal.like(step, name=f"issue_{stage}"))
            m.d.sync += issues[-1].eq(issues[-2])
        m.d.comb += [
            self.issue.eq(Mux(multiply, issues[-1], issues[2])),
            idle.eq(~Cat(on_its_way, stepping, *(issue.valid for issue in issues[1:])).any()),
        ]

        words = []
        for name, arriving in (("a", Mux(single, self.read.data, hold_a)), ("b", self.read.data)):
            rest = Signal(8 * config.rows, name=f"rest_{name}", reset_less=True)
            word = Signal(8 * config.rows, name=f"word_{name}")
            m.d.comb += word.eq(Mux(step_first, arriving, rest))
            m.d.sync += rest.eq(word >> (8 * config.lanes))
            words.append(word)

        shared = self._shared_tables(m)
        for lane in range(config.lanes):
            operands = []
            for index, (word, use) in enumerate(
                zip(words, (command.table_a, command.table_b), strict=True)
            ):
                table, lookup, looked_up = self._table(m, shared, lane, index)
                byte, plain, late_plain = (
                    Signal(signed(8), name=f"{name}_{lane}_{index}", reset_less=True)
                    for name in ("byte", "plain", "late_plain")
                )
                m.d.sync += [
                    byte.eq(word.word_select(lane, 8)),
                    plain.eq(byte),
                    late_plain.eq(plain),
                ]
                operand = Signal(signed(32), name=f"operand_{lane}_{index}")
                m.d.comb += [
                    lookup.eq(byte),
                    *([] if shared else self._writes(table, index)),
                    operand.eq(Mux(use, looked_up, late_plain)),
                ]
                operands.append(operand)
            a, b = operands
            total = Signal(signed(32), name=f"total_{lane}", reset_less=True)
            m.d.sync += total.eq(a + Mux(single, 0, b))
            multiplier = Multiplier(16, 16, technology=self.technology)
            m.submodules[f"multiplier_{lane}"] = multiplier
            m.d.comb += [
                multiplier.a.eq(a[:16].as_signed()),
                multiplier.b.eq(b[:16].as_signed()),
                multiplier.b_enable.eq(1),
                self.values[lane].eq(Mux(multiply, multiplier.product, total)),
            ]
        return m

    def _shared_tables(self, m: Module) -> list[SharedTable]:
        """Both tables, if the lanes share them."""
        if self.technology != Technology.SILICON or self.config.lanes == 1:
            return []
        tables = [
            SharedTable(self.entries, self.config.lanes, technology=self.technology)
            for _ in range(2)
        ]
        for index, table in enumerate(tables):
            m.submodules[f"table_{index}"] = table
            m.d.comb += self._writes(table, index)
        return tables

    def _table(
        self, m: Module, shared: list[SharedTable], lane: int, index: int
    ) -> tuple[Table | SharedTable, Value, Value]:
        """A table of a lane, where the lane looks up, and what it finds."""
        if shared:
            return shared[index], shared[index].index[lane], shared[index].value[lane]
        table = Table(self.entries)
        m.submodules[f"table_{lane}_{index}"] = table
        return table, table.index, table.value

    def _writes(self, table: Table | SharedTable, index: int) -> list:
        return [
            table.write_enable.eq(self.write_enable[index]),
            table.write_address.eq(self.write_address),
            table.write_data.eq(self.write_data),
        ]
