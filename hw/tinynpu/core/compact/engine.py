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

        # Which thread reads an instruction in this cycle, one-hot; it is one place further in each
        # cycle behind.
        turn = Signal(period, init=1)
        m.d.sync += turn.eq(turn.rotate_left(1))
        reading, working, leaving = (turn.rotate_right(cycles) for cycles in (1, 2, 3))
        # Program counters and carries go round with the turns.
        first = [0 if thread is None else self.entries[thread] for thread in _TURNS]
        ring = [
            Signal(10, name=f"pc_{i}", init=first[(period - i) % period]) for i in range(period)
        ]
        here = ring[2]

        m.submodules.rom = rom = Memory(shape=31, depth=CODE, init=self.code)
        fetch = rom.read_port()
        m.d.comb += fetch.addr.eq(ring[0])

        # Second cycle: operands, and all that can be known of the instruction.
        word = fetch.data
        windows = {
            thread: Signal(range(SLOTS), name=f"slot_{thread.name.lower()}") for thread in Thread
        }
        window = Signal(range(SLOTS))
        for thread, value in windows.items():
            with m.If(reading[turns[thread]]):
                m.d.comb += window.eq(value)

        def place(operand, window):
            own = operand[5:].all()
            return Cat(operand[:5], Mux(own, window, operand[5:]), own)

        values = self.values + [0] * (512 - GLOBALS)
        served = reading[turns[None]]
        copies, sources = [], []
        for name, operand, service in (
            ("a", word[8:16], self.service_low),
            ("b", word[:8], self.service_high),
        ):
            memory = Memory(shape=16, depth=512, init=values, attrs=NO_COLLISIONS)
            m.submodules[f"registers_{name}"] = memory
            read = memory.read_port()
            m.d.comb += read.addr.eq(Mux(served, service, place(operand, window)))
            copies.append(memory.write_port(granularity=8))
            sources.append(read.data)
        m.d.comb += self.service_turn.eq(served)

        def is_one_of(*operations):
            return word[26:].matches(*(operation.value for operation in operations))

        def decoded(name, value):
            register = Signal.like(value, name=name)
            m.d.sync += register.eq(value)
            return register

        op = decoded("op", word[26:])
        target = decoded("target", word[16:26])
        reads_entry = decoded("reads_entry", word[0])
        holds = decoded("holds", self.conditions.bit_select(word[:5], 1))
        to_a = is_one_of(Op.CALL, Op.DEC)
        writes_to = decoded("writes_to", Mux(to_a, word[8:16], word[16:24]))
        own_window = decoded("own_window", window)
        has_result = decoded(
            "has_result",
            is_one_of(Op.ADD, Op.SUB, Op.ADC, Op.AND, Op.OR, Op.SHR4, Op.SHR8, Op.IN) | to_a,
        )
        # SUB, DEC and the comparisons subtract; ADC takes the carry of the thread.
        subtract = decoded("subtract", is_one_of(Op.SUB) | word[30])
        adds_carry = decoded("adds_carry", is_one_of(Op.ADC))
        keeps_carry = decoded("keeps_carry", is_one_of(Op.ADD, Op.SUB, Op.ADC))
        is_out = decoded("is_out", is_one_of(Op.OUT))
        waits = decoded("waits", is_one_of(Op.WAIT))
        returns = decoded("returns", is_one_of(Op.RETURN))
        tests = [
            decoded(f"tests_{name}", is_one_of(*operations))
            for name, operations in (
                ("zero", (Op.BEQ, Op.BNE, Op.DEC)),
                ("carry", (Op.BLT, Op.BGE)),
                ("both", (Op.BANY, Op.BNONE)),
                ("condition", (Op.BC, Op.BNC)),
                ("nothing", (Op.CALL, Op.RETURN)),
            )
        ]
        unless = decoded("unless", is_one_of(Op.BNE, Op.DEC, Op.BLT, Op.BNONE, Op.BNC))
        waits_for = {gate: C(0, 1) for gate in Gate}
        for output, gate in GATES.items():
            waits_for[gate] |= is_one_of(Op.OUT) & (word[16:22] == output)
        waits_for[Gate.HALFWORD] = is_one_of(Op.IN) & (word[:5] == Input.FETCH)
        behind = decoded("behind", Cat(waits_for[gate] for gate in Gate))

        # Third cycle: work.
        a, b = sources
        active = Signal()
        collides = Signal()  # an operand that is being read is written in this cycle
        m.d.sync += active.eq(~served & ~collides)
        following = Signal(10)
        m.d.comb += following.eq(here + 1)

        carries = [Signal(name=f"carry_{i}") for i in range(period)]
        total = Signal(17)
        m.d.comb += total.eq(
            # A carry comes in below the lowest bit.
            (
                Cat(C(1, 1), a)
                + Cat(subtract | (adds_carry & carries[2]), b ^ subtract.replicate(16))
            )[1:]
        )
        both = Signal(16)
        m.d.comb += both.eq(a & b)
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

        stopped = Signal()
        is_held = Cat(working[turns[t]] for t in (Thread.MOVE, Thread.FEED, Thread.DRAIN)).any()
        works = Signal()
        m.d.comb += [
            works.eq(active & ~(self.held & is_held)),
            stopped.eq((behind & ~self.gates).any() | (waits & ~holds) | ~active),
            self.reads_entry.eq(reads_entry),
            self.take.eq(works & ~stopped & behind[Gate.HALFWORD]),
        ]
        writes_out = works & is_out & ~stopped
        m.d.sync += [self.out.eq(writes_out), self.port.eq(target), self.data.eq(a)]
        for thread, value in windows.items():
            with m.If(working[turns[thread]] & writes_out & (target[:6] == Output.SLOT)):
                m.d.sync += value.eq(a)
        for i in range(period):
            value = carries[i]
            if i == 2:
                value = Mux(active & keeps_carry, total[16], value)
            m.d.sync += carries[(i + 1) % period].eq(value)

        # Fourth cycle: where it goes on.
        jumps, elsewhere, was_held = Signal(), Signal(10), Signal()
        facts = Cat(~total[:16].any(), total[16], both.any(), holds, C(1, 1))
        m.d.sync += [
            jumps.eq(active & ((Cat(tests) & facts).any() ^ unless)),
            elsewhere.eq(Mux(returns, a, target)),
            was_held.eq(self.held),
        ]
        for i in range(period):
            value = ring[i]
            if i == 2:
                value = Mux(stopped, here, following)
            elif i == 3:
                value = Mux(jumps, elsewhere, value)
                for thread in (Thread.MOVE, Thread.FEED, Thread.DRAIN):
                    begins = was_held & leaving[turns[thread]]
                    value = Mux(begins, first[turns[thread]], value)
            m.d.sync += ring[(i + 1) % period].eq(value)

        m.d.comb += self.service_data.eq(Cat(a, b))
        enable = Signal(2)
        address = Signal(9)
        value = Signal(16)
        operand = Signal(8)
        m.d.comb += [
            operand.eq(writes_to),
            enable.eq((works & has_result).replicate(2)),
            address.eq(place(writes_to, own_window)),
            value.eq(result),
        ]
        with m.If(working[turns[None]]):
            m.d.comb += [
                enable.eq(Mux(self.service_write, self.service_mask, C(0, 2))),
                address.eq(self.service_address),
                operand.eq(self.service_address),
                value.eq(self.service_value),
            ]
        # Operands as they are in the instruction: halfwords of different commands seem to be the same.
        same = (operand == word[8:16]) | (operand == word[:8])
        m.d.comb += collides.eq(enable.any() & same)
        for port in copies:
            m.d.comb += [
                port.addr.eq(address),
                port.en.eq(enable),
                port.data.eq(value),
            ]
        return m
