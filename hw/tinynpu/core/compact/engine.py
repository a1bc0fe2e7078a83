"""Micro-threaded engine: what the compact core has instead of state machines."""

from amaranth.hdl import C, Cat, Module, Mux, Signal
from amaranth.lib import wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.bus.ram import NO_COLLISIONS
from tinynpu.core.compact.assembler import CODE, GLOBALS, SLOTS, Op
from tinynpu.core.compact.ports import GATES, Condition, Gate, Input, Output, Thread

__all__ = ["MicroEngine"]

_TURNS = (Thread.CONTROL, Thread.MOVE, Thread.FEED, None, Thread.DRAIN)
"""Who follows whom; None is the service port. It updates the counters, which only CONTROL reads, so
that these two are not neighbours."""


class MicroEngine(wiring.Component):
    """Four threads and a service port share one 16-bit data path; each has every fifth cycle.

    An instruction is read in one cycle, its operands in the next, and done in the third; the thread
    goes on two cycles later. If the thread before it writes one of its operands while that is read,
    an instruction is not done, but has its turn again. So an instruction is atomic.

    Parameters
    ----------
    code
        Microcode (`tinynpu.core.compact.assembler.Assembler.assemble`).
    entries
        First instruction of each `Thread`.
    values
        First values of the global registers.

    Members
    -------
    held : In(1)
        All threads but CONTROL stay at their first instruction.
    conditions : In
        A bit for each `Condition`.
    input : In(16)
        Value of the input.
    gates : In(len(Gate))
        Those that are open in this cycle; before the others a thread waits.
    reads_entry, take : Out(1)
        ``input`` is `Input.ENTRY`, not `Input.FETCH`; in one cycle: a halfword is taken.
    out, port, data : Out
        In one cycle, the one after the instruction: ``data`` is written to the `Output` ``port``.
    service_turn : Out(1)
        The registers ``service_low`` and ``service_high`` are read in this cycle; in the next one
        ``service_data`` has them, and one register may be written.
    service_low, service_high : In(8)
        Registers.
    service_data : Out(32)
        Both; anything if a thread writes one of them in that cycle.
    service_write, service_address, service_value, service_mask : In
        Write in the cycle after ``service_turn``, with a mask bit for each byte.
    """

    def __init__(self, code: list[int], entries: dict[Thread, int], values: list[int]):
        self.code = code
        self.entries = entries
        self.values = values
        super().__init__(
            {
                "held": In(1),
                "conditions": In(len(Condition)),
                "input": In(16),
                "gates": In(len(Gate)),
                "reads_entry": Out(1),
                "take": Out(1),
                "out": Out(1),
                "port": Out(6),
                "data": Out(16),
                "service_turn": Out(1),
                "service_low": In(8),
                "service_high": In(8),
                "service_data": Out(32),
                "service_write": In(1),
                "service_address": In(8),
                "service_value": In(16),
                "service_mask": In(2),
            }
        )

    def elaborate(self, platform):
        m = Module()
        period = len(_TURNS)
        turns = {thread: place for place, thread in enumerate(_TURNS)}

        # Which thread reads an instruction in this cycle, one-hot.
        turn = Signal(period, init=1)
        m.d.sync += turn.eq(turn.rotate_left(1))
        # Program counters and carries go round with the turns.
        first = [0 if thread is None else self.entries[thread] for thread in _TURNS]
        ring = [
            Signal(10, name=f"pc_{i}", init=first[(period - i) % period]) for i in range(period)
        ]

        m.submodules.rom = rom = Memory(shape=31, depth=CODE, init=self.code)
        fetch = rom.read_port()
        m.d.comb += fetch.addr.eq(ring[0])

        # Second cycle: operands.
        reading = Signal(period)
        m.d.sync += reading.eq(turn)
        word = fetch.data
        windows = {
            thread: Signal(range(SLOTS), name=f"slot_{thread.name.lower()}") for thread in Thread
        }
        window = Signal(range(SLOTS))
        for thread, value in windows.items():
            with m.If(reading[turns[thread]]):
                m.d.comb += window.eq(value)

        def place(operand):
            own = operand[5:].all()
            return Cat(operand[:5], Mux(own, window, operand[5:]), own)

        values = self.values + [0] * (512 - GLOBALS)
        served = reading[turns[None]]
        copies, sources, addresses = [], [], []
        for name, operand, service in (
            ("a", word[8:16], self.service_low),
            ("b", word[:8], self.service_high),
        ):
            memory = Memory(shape=16, depth=512, init=values, attrs=NO_COLLISIONS)
            m.submodules[f"registers_{name}"] = memory
            read = memory.read_port()
            m.d.comb += read.addr.eq(Mux(served, service, place(operand)))
            copies.append(memory.write_port(granularity=8))
            sources.append(read.data)
            addresses.append(read.addr)
        m.d.comb += self.service_turn.eq(served)

        # Third cycle: work.
        a, b = sources
        op = Signal(5)
        collides = Signal()  # an operand that is being read is written in this cycle
        target = Signal(10)
        write_d = Signal(9)
        write_a = Signal(9)
        condition = Signal(5)
        active = Signal()
        service = Signal()
        working = Signal(period)
        # Decoded here, because what a gate opens is far away.
        is_out, is_in = word[26:] == Op.OUT, word[26:] == Op.IN
        behind = Signal(len(Gate))
        waits_for = {gate: C(0, 1) for gate in Gate}
        for output, gate in GATES.items():
            waits_for[gate] |= is_out & (word[16:22] == output)
        waits_for[Gate.HALFWORD] = is_in & (word[:5] == Input.FETCH)
        m.d.sync += [
            behind.eq(Cat(waits_for[gate] for gate in Gate)),
            op.eq(word[26:]),
            target.eq(word[16:26]),
            condition.eq(word[:5]),
            write_d.eq(place(word[16:24])),
            write_a.eq(place(word[8:16])),
            active.eq(reading.any() & ~served & ~collides),
            service.eq(served),
            working.eq(reading),
        ]
        here = ring[2]
        following = Signal(10)
        m.d.comb += following.eq(here + 1)

        carries = [Signal(name=f"carry_{i}") for i in range(period)]
        total = Signal(17)
        subtract = Signal()
        m.d.comb += [
            # SUB, DEC and the comparisons subtract; ADC takes the carry of the thread.
            subtract.eq((op == Op.SUB) | op[4]),
            total.eq(a + Mux(subtract, ~b, b) + Mux(subtract, 1, (op == Op.ADC) & carries[2])),
        ]
        both = Signal(16)
        m.d.comb += both.eq(a & b)
        zero = Signal()
        m.d.comb += zero.eq(total[:16] == 0)
        holds = Signal()
        m.d.comb += holds.eq(self.conditions.bit_select(condition, 1))
        result = Signal(16)
        with m.Switch(op):
            with m.Case(Op.AND):
                m.d.comb += result.eq(both)
            with m.Case(Op.OR):
                m.d.comb += result.eq(a | b)
            with m.Case(Op.SHR4):
                m.d.comb += result.eq(a >> 4)
            with m.Case(Op.SHR8):
                m.d.comb += result.eq(a >> 8)
            with m.Case(Op.IN):
                m.d.comb += result.eq(self.input)
            with m.Case(Op.CALL):
                m.d.comb += result.eq(following)
            with m.Default():
                m.d.comb += result.eq(total)

        writes = Signal()
        write_to = Signal(9)
        m.d.comb += write_to.eq(write_d)
        jumps = Signal()
        stays = Signal()
        waits_port, writes_out = Signal(), Signal()
        m.d.comb += [
            self.reads_entry.eq(condition[0]),
            waits_port.eq((behind & ~self.gates).any()),
        ]
        m.d.sync += [self.out.eq(writes_out), self.port.eq(target), self.data.eq(a)]
        with m.If(active):
            with m.Switch(op):
                with m.Case(Op.ADD, Op.SUB, Op.ADC, Op.AND, Op.OR, Op.SHR4, Op.SHR8):
                    m.d.comb += writes.eq(1)
                with m.Case(Op.IN):
                    m.d.comb += [writes.eq(1), stays.eq(waits_port)]
                    m.d.comb += self.take.eq(~waits_port & behind[Gate.HALFWORD])
                with m.Case(Op.OUT):
                    m.d.comb += [stays.eq(waits_port), writes_out.eq(~waits_port)]
                with m.Case(Op.CALL):
                    m.d.comb += [writes.eq(1), write_to.eq(write_a), jumps.eq(1)]
                with m.Case(Op.BEQ):
                    m.d.comb += jumps.eq(zero)
                with m.Case(Op.BNE):
                    m.d.comb += jumps.eq(~zero)
                with m.Case(Op.BLT):
                    m.d.comb += jumps.eq(~total[16])
                with m.Case(Op.BGE):
                    m.d.comb += jumps.eq(total[16])
                with m.Case(Op.DEC):
                    m.d.comb += [writes.eq(1), write_to.eq(write_a), jumps.eq(~zero)]
                with m.Case(Op.BANY):
                    m.d.comb += jumps.eq(both != 0)
                with m.Case(Op.BNONE):
                    m.d.comb += jumps.eq(both == 0)
                with m.Case(Op.BC):
                    m.d.comb += jumps.eq(holds)
                with m.Case(Op.BNC):
                    m.d.comb += jumps.eq(~holds)
                with m.Case(Op.WAIT):
                    m.d.comb += stays.eq(~holds)
        with m.Else():
            m.d.comb += stays.eq(1)

        goes_to = Signal(10)
        m.d.comb += goes_to.eq(following)
        with m.If(stays):
            m.d.comb += goes_to.eq(here)
        with m.Elif(jumps):
            m.d.comb += goes_to.eq(target)
        with m.If(active & (op == Op.RETURN)):
            m.d.comb += goes_to.eq(a)
        for thread in (Thread.MOVE, Thread.FEED, Thread.DRAIN):
            with m.If(self.held & working[turns[thread]]):
                m.d.comb += [
                    goes_to.eq(first[turns[thread]]),
                    writes_out.eq(0),
                    self.take.eq(0),
                    writes.eq(0),
                ]
        for i in range(period):
            m.d.sync += ring[(i + 1) % period].eq(goes_to if i == 2 else ring[i])
        arithmetic = active & (op < Op.AND)
        for i in range(period):
            value = Mux(arithmetic, total[16], carries[2]) if i == 2 else carries[i]
            m.d.sync += carries[(i + 1) % period].eq(value)
        for thread, value in windows.items():
            with m.If(working[turns[thread]] & writes_out & (target[:6] == Output.SLOT)):
                m.d.sync += value.eq(a)

        m.d.comb += self.service_data.eq(Cat(a, b))
        enable = Signal(2)
        address = Signal(9)
        value = Signal(16)
        m.d.comb += [
            enable.eq(writes.replicate(2)),
            address.eq(write_to),
            value.eq(result),
        ]
        with m.If(service):
            m.d.comb += [
                enable.eq(Mux(self.service_write, self.service_mask, C(0, 2))),
                address.eq(self.service_address),
                value.eq(self.service_value),
            ]
        m.d.comb += collides.eq(enable.any() & Cat(address == read for read in addresses).any())
        for port in copies:
            m.d.comb += [
                port.addr.eq(address),
                port.en.eq(enable),
                port.data.eq(value),
            ]
        return m
