"""The compact core: the same commands and registers as `tinynpu.core.top.Core` in a quarter of the logic."""

from collections.abc import Sequence

from amaranth.hdl import Cat, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out, connect, flipped

from tinynpu.arch.config import Config
from tinynpu.arch.registers import COUNTERS
from tinynpu.core.compact.array import DotArray
from tinynpu.core.compact.engine import MicroEngine
from tinynpu.core.compact.microcode import State, burst_words, microcode
from tinynpu.core.compact.mover import Mover
from tinynpu.core.compact.ports import Condition, Output
from tinynpu.core.compact.registers import MirroredRegisters
from tinynpu.core.compact.results import ResultUnit
from tinynpu.core.compact.scratchpad import SinglePortScratchpad
from tinynpu.core.compact.sums import SumBuffers, sum_tag
from tinynpu.core.compact.walker import PassWalker
from tinynpu.core.compact.writes import WRITE_MEMBERS, Writes
from tinynpu.core.ports import TRACED_TOKEN, core_members, join_ports
from tinynpu.core.shapes import Activity, ReadPort, WritePort
from tinynpu.core.technology import Technology

__all__ = ["CompactCore"]


class CompactCore(wiring.Component):
    """Units with the inner loops; everything else is microcode (`tinynpu.core.compact.microcode`).

    Parameters
    ----------
    config
        ``rows`` and ``cols`` 4, one lane, ``compact``.
    technology
        Of multipliers and scratchpad.
    counters
        Performance counters that are built (`MirroredRegisters`); the others read 0.
    ram_words
        Words of memory in each bank behind the scratchpad (`SinglePortScratchpad`).

    No burst leaves an aligned block of ``block_words`` words.

    Members
    -------
    as of `tinynpu.core.top.Core`, and with ``ram_words``:

    ram_read, ram_write : In(ReadPort), In(WritePort)
        That memory.
    status, stop : Out(3), In(1)
        Of `MirroredRegisters`.
    """

    def __init__(
        self,
        config: Config,
        *,
        technology: Technology = Technology.GENERIC,
        counters: Sequence[str] = tuple(COUNTERS),
        ram_words: int = 0,
    ):
        self.config = config
        self.technology = technology
        self.counters = counters
        self.ram_words = ram_words
        self.block_words = burst_words(config)
        members = core_members(config)
        if self.ram_words:
            members |= {
                "ram_read": In(ReadPort(4)),
                "ram_write": In(WritePort(4)),
                "status": Out(3),
                "stop": In(1),
            }
        super().__init__(members)

    def elaborate(self, platform):
        m = Module()
        config = self.config
        program = microcode(config)
        m.submodules.engine = engine = MicroEngine(program.code, program.entries, program.values)
        m.submodules.registers = registers = MirroredRegisters(self.counters)
        m.submodules.mover = mover = Mover(config)
        m.submodules.walker = walker = PassWalker(config)
        m.submodules.results = results = ResultUnit(config, technology=self.technology)
        m.submodules.array = array = DotArray(
            config.rows, config.cols, config.psum_width, technology=self.technology
        )
        m.submodules.sums = sums = SumBuffers(
            config.cols, config.accumulator_width, config.accumulator_depth, config.psum_width
        )
        m.submodules.scratchpad = scratchpad = SinglePortScratchpad(
            config.banks,
            config.bank_words,
            ram_words=self.ram_words,
            technology=self.technology,
        )
        join_ports(m, self, registers.axi, mover.read_axi, mover.write_axi)

        connect(m, results.write, scratchpad.result_write)
        connect(m, mover.write, scratchpad.load_write)
        connect(m, results.read, scratchpad.vector_read)
        connect(m, mover.read, scratchpad.store_read)
        connect(m, walker.read, scratchpad.sample_read)
        connect(m, walker.weight_read, scratchpad.weight_read)
        if self.ram_words:
            connect(m, flipped(self.ram_read), scratchpad.ram_read)
            connect(m, flipped(self.ram_write), scratchpad.ram_write)
            m.d.comb += [self.status.eq(registers.status), registers.stop.eq(self.stop)]

        # Samples, sums, results.
        tag = walker.tag
        for stage in range(array.LATENCY - 1):
            following = Signal(sum_tag(config.accumulator_depth), name=f"tag_{stage}")
            m.d.sync += following.eq(tag)
            tag = following
        m.d.comb += [
            array.sample.eq(
                Mux(walker.padding, walker.pad.replicate(config.rows), walker.read.data)
            ),
            array.swap.eq(walker.swap),
            array.weight.eq(Mux(walker.zero, 0, walker.weight_read.data)),
            array.load.eq(walker.load),
            sums.tag.eq(tag),
            sums.columns.eq(array.columns),
            results.sums.eq(sums.drain_sums),
        ]

        # The microcode's outputs.
        written = Writes(m, engine)
        state = Signal(8)
        feed_state = Signal(4)
        move_state = Signal(2)
        for output, target in (
            (Output.STATE, state),
            (Output.FEED_STATE, feed_state),
            (Output.MOVE_STATE, move_state),
        ):
            written.register(output, target)
        running, halted = (state[bit.bit_length() - 1] for bit in (State.RUNNING, State.HALTED))
        full = Signal(2)
        m.d.sync += full.eq(full + sums.full - written(Output.RELEASE))
        with m.If(~running):
            m.d.sync += [full.eq(0), feed_state.eq(0), move_state.eq(0)]
        m.d.comb += [
            sums.drain_entry.eq(results.entry),
            engine.held.eq(~running),
            walker.clear.eq(~running),
            results.clear.eq(~running),
            mover.clear.eq(~running),
            mover.halt.eq(halted),
        ]
        for unit in (walker, results, mover):
            for name in WRITE_MEMBERS:
                m.d.comb += getattr(unit, name).eq(getattr(engine, name))

        # Its inputs and conditions.
        m.d.comb += [
            engine.input.eq(Mux(engine.reads_entry, walker.entry, mover.fetched)),
            engine.gates.eq(mover.gates),
            mover.take.eq(engine.take),
        ]
        faults = {
            Condition.RANGE_MOVE: mover.range_fault,
            Condition.LOAD_ERROR: mover.load_error,
            Condition.STORE_ERROR: mover.store_error,
            Condition.RANGE_FEED: walker.range_fault,
            Condition.RANGE_ACCUMULATOR: walker.entry_fault,
            Condition.RANGE_DRAIN: results.range_fault,
        }
        conditions = faults | {
            Condition.ALWAYS: 1,
            Condition.START: registers.start,
            Condition.RESET: registers.reset,
            Condition.FETCH_ERROR: mover.fetch_error,
            Condition.BUS_QUIET: mover.quiet,
            Condition.MOVE_READY: mover.ready,
            Condition.LINE_DONE: mover.line_done,
            Condition.NEXT_FREE: walker.next_free,
            Condition.WALK_DONE: walker.done,
            Condition.FULL: full != 0,
            Condition.DRAIN_IDLE: results.idle,
            Condition.RESULTS_WRITTEN: results.written,
            Condition.FAULT: Cat(faults.values()).any(),
            Condition.COUNTED: registers.counted,
        }
        m.d.comb += engine.conditions.eq(Cat(conditions[item] for item in Condition))

        # Registers, counters, interrupt.
        for name in ("turn", "data"):
            m.d.comb += getattr(registers, f"service_{name}").eq(getattr(engine, f"service_{name}"))
        for name in ("low", "high", "write", "address", "value", "mask"):
            m.d.comb += getattr(engine, f"service_{name}").eq(getattr(registers, f"service_{name}"))
        activity = Signal(4)
        m.d.sync += activity.eq(Mux(walker.activity == Activity.IDLE, feed_state, walker.activity))
        counts = {
            "cycles": 1,
            "array_active": activity == Activity.ACTIVE.value,
            "stall_command": activity == Activity.IDLE.value,
            "stall_token": activity == TRACED_TOKEN,
            "stall_fence": activity == Activity.FENCE.value,
            "stall_handover": activity == Activity.HANDOVER.value,
            "stall_weight": activity == Activity.WEIGHT.value,
            "stall_accumulator": activity == Activity.ACCUMULATOR.value,
            "stall_bank": activity == Activity.BANK.value,
            "stall_gap": 0,
            "requantizer_active": results.active,
            "load_active": move_state[0],
            "store_active": move_state[1],
            "read_beats": mover.read_beat,
            "write_beats": mover.write_beat,
            "commands": written(Output.EVENT) & engine.data[2],
        }
        assert list(counts) == list(COUNTERS)
        m.d.comb += [
            registers.state_written.eq(written(Output.STATE)),
            registers.state.eq(state),
            registers.event_written.eq(written(Output.EVENT)),
            registers.event.eq(engine.data),
            registers.events.eq(Mux(running, Cat(counts.values()), 0)),
            self.irq.eq(registers.irq),
            self.trace_activity.eq(activity),
            self.trace_load_busy.eq(move_state[0]),
            self.trace_store_busy.eq(move_state[1]),
            self.trace_store_index.eq(self.trace_load_index),
        ]
        for output, index in (
            (Output.FEED_INDEX, self.trace_feed_index),
            (Output.DRAIN_INDEX, self.trace_requantizer_index),
            (Output.MOVE_INDEX, self.trace_load_index),
        ):
            written.register(output, index)
        for begin, end, busy in (
            (Output.FEED_INDEX, Output.FEED_END, self.trace_feed_busy),
            (Output.DRAIN_INDEX, Output.DRAIN_END, self.trace_requantizer_busy),
        ):
            with m.If(written(begin)):
                m.d.sync += busy.eq(1)
            with m.If(written(end) | ~running):
                m.d.sync += busy.eq(0)
        return m
