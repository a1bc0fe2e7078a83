"""Microcode of the compact core: fetch, checks, queues, tokens, and the outer loops of all commands."""

import dataclasses

from tinynpu.arch.config import Config
from tinynpu.arch.isa import (
    COMMAND_BYTES,
    COMMANDS,
    ISA_VERSION,
    MAGIC,
    TOKEN_MAX,
    Command,
    ErrorCode,
    Field,
    Opcode,
    Queue,
)
from tinynpu.arch.registers import COUNTERS, REGISTERS, register
from tinynpu.core.compact.assembler import SLOTS, Assembler, Register, field
from tinynpu.core.compact.ports import Condition, Input, Output, Thread
from tinynpu.core.shapes import Activity

__all__ = ["CSR_REGISTERS", "Microcode", "State", "burst_words", "csr", "microcode"]

CSR_REGISTERS = 96
"""Registers that mirror the control and status registers, two for each."""

_HALFWORDS = COMMAND_BYTES // 2
_FREE, _INDEX = 30, 31
"""Halfwords of a command whose bits are all reserved: after the checks they hold whether the slot is
in use, and the index in the program."""
_PATIENCE = 32
"""Looks without any way on before it is a deadlock."""


class State:
    """Bits of `Output.STATE`."""

    BUSY, DONE, ERROR, RUNNING, HALTED, CLEAR = 1, 2, 4, 8, 16, 32


@dataclasses.dataclass(frozen=True)
class Microcode:
    """Code, first instruction of each thread, first values of the global registers."""

    code: list[int]
    entries: dict[Thread, int]
    values: list[int]


def csr(name: str, high: bool = False) -> Register:
    """Half of a control and status register."""
    return Register(register(name).offset // 2 + high)


def _parts(item: Field) -> list[tuple[int, int]]:
    """Halfwords of a field, each with its mask, the lowest first."""
    bits = ((1 << item.width) - 1) << item.lsb
    pairs = ((2 * item.word, bits & 0xFFFF), (2 * item.word + 1, bits >> 16))
    return [(halfword, mask) for halfword, mask in pairs if mask]


def _value_parts(item: Field, value: int) -> list[tuple[int, int, int]]:
    """Halfwords of a field, each with its mask and its part of a value."""
    bits = (value & ((1 << item.width) - 1)) << item.lsb
    halves = {2 * item.word: bits & 0xFFFF, 2 * item.word + 1: bits >> 16}
    return [(halfword, mask, halves[halfword]) for halfword, mask in _parts(item)]


class _Writer:
    """Writes the microcode for a configuration."""

    def __init__(self, config: Config):
        self.config = config
        # The mirror has a hole between the base registers and the counters.
        used = register("base3").offset // 2 + 2
        counters = register(next(iter(COUNTERS))).offset // 2
        self.asm = Assembler(used, {counters: counters + 2 * len(COUNTERS)})
        self.one = self.asm.constant(1)
        self.zero = self.asm.constant(0)
        self.labels = 0
        make = self.asm.register
        self.queue = {queue: make() for queue in Queue}
        # Taken in turn: two commands wait for the thread DRAIN.
        self.drain_queue = make(), make()
        self.drain_put, self.drain_get = make(), make()
        self.tokens = {(a, b): make() for a in Queue for b in Queue if a != b}
        self.started, self.finished = make(), make()
        self.move_busy, self.feed_busy = make(), make()
        self.index = {thread: make() for thread in Thread if thread != Thread.CONTROL}
        self.fault, self.fault_command = make(), make()
        self.kept = make()
        for entry in REGISTERS:
            for item in entry.fields:
                if item.value is not None:
                    bits = item.value(config) << item.lsb
                    self.asm.values[entry.offset // 2] |= bits & 0xFFFF
                    self.asm.values[entry.offset // 2 + 1] |= bits >> 16

    def new_label(self) -> str:
        self.labels += 1
        return f"_{self.labels}"

    def copy(self, to: Register, source: Register):
        self.asm.add(to, source, self.zero)

    def jump(self, label: str):
        self.asm.beq(label, self.zero, self.zero)

    def write(self) -> Microcode:
        asm = self.asm
        entries = {}
        for thread, part in (
            (Thread.CONTROL, self.control),
            (Thread.MOVE, self.move),
            (Thread.FEED, self.feed),
            (Thread.DRAIN, self.drain),
        ):
            name = thread.name.lower()
            asm.label(name)
            part()
            entries[thread] = asm.address(name)
        code = asm.assemble()
        return Microcode(code, entries, asm.values)

    # Control

    def control(self):
        asm = self.asm
        make = asm.register
        low, high, count, slot, op, code, link, patience = (make() for _ in range(8))
        first, idle_state, scratch = make(), make(), make()
        self.op, self.scratch = op, scratch

        for entry in REGISTERS:
            if any(item.access == "rw" for item in entry.fields):
                for half in (False, True):
                    self.copy(csr(entry.name, half), self.zero)
        asm.label("clear")
        for half in (False, True):
            self.copy(csr("error", half), self.zero)
        self.copy(idle_state, self.zero)
        asm.out(Output.EVENT, asm.constant(8))
        asm.label("idle")
        asm.out(Output.STATE, idle_state)
        asm.label("idle_loop")
        asm.bc("reset", 0, Condition.RESET)
        asm.bnc("idle_loop", 0, Condition.START)

        asm.out(Output.STATE, asm.constant(State.BUSY | State.CLEAR))
        for item in (
            *self.queue.values(), *self.drain_queue, self.drain_put, self.drain_get, *self.tokens.values(), self.started,
            self.finished, self.move_busy, self.feed_busy, self.fault, self.kept, count,
        ):  # fmt: skip
            self.copy(item, self.zero)
        for number in range(SLOTS):
            asm.out(Output.SLOT, asm.constant(number))
            self.copy(field(_FREE), self.zero)
        self.copy(first, self.one)
        self.copy(low, csr("program"))
        self.copy(high, csr("program", high=True))
        asm.wait(0, 0, Condition.COUNTED)
        asm.out(Output.STATE, asm.constant(State.BUSY | State.RUNNING))

        asm.label("next")
        self.copy(patience, asm.constant(_PATIENCE))
        asm.label("find")
        asm.call("poll", link)
        asm.add(slot, slot, self.one)
        asm.out(Output.SLOT, slot)
        asm.bne("find", field(_FREE), self.zero)
        asm.out(Output.FETCH_LOW, low)
        asm.out(Output.FETCH_GO, high)
        for halfword in range(_HALFWORDS):
            asm.in_(field(halfword), 0, Input.FETCH)
        asm.bc("fetch_bus", 0, Condition.FETCH_ERROR)
        asm.add(low, low, asm.constant(COMMAND_BYTES))
        asm.adc(high, high, self.zero)
        asm.out(Output.EVENT, asm.constant(4))

        asm.and_(op, field(0), asm.constant(15))
        asm.beq("check_other", first, self.zero)
        mismatch = "mismatch"
        asm.bne(mismatch, op, asm.constant(Opcode.START))
        for name, value in (
            ("magic", MAGIC), ("version", ISA_VERSION), ("config_hash", self.config.hash)
        ):  # fmt: skip
            for halfword, _, part in _value_parts(COMMANDS[Opcode.START].field(name), value):
                asm.bne(mismatch, field(halfword), asm.constant(part))
        self.copy(first, self.zero)
        self.check(COMMANDS[Opcode.START])
        asm.label("check_other")
        for opcode in COMMANDS:
            if opcode != Opcode.START:
                asm.beq(f"check_{opcode.name}", op, asm.constant(opcode))
        self.copy(code, asm.constant(ErrorCode.ILLEGAL_OPCODE))
        self.jump("fail")
        for opcode, command in COMMANDS.items():
            if opcode != Opcode.START:
                asm.label(f"check_{opcode.name}")
                self.check(command)
        for halfword in range(2, _HALFWORDS):
            asm.label(f"zero_{halfword}")
            asm.bne("illegal", field(halfword), self.zero)

        # Dispatch.
        self.copy(field(_INDEX), count)
        asm.beq("ending", op, asm.constant(Opcode.END))
        asm.add(count, count, self.one)
        asm.beq("next", op, asm.constant(Opcode.START))
        self.copy(field(_FREE), self.one)
        asm.and_(scratch, slot, asm.constant(SLOTS - 1))
        asm.add(scratch, scratch, asm.constant(SLOTS))  # never 0; the lowest bits are the slot
        asm.beq("put_load", op, asm.constant(Opcode.LOAD))
        asm.beq("put_store", op, asm.constant(Opcode.STORE))
        for queue in (Queue.COMPUTE, Queue.LOAD, Queue.STORE):
            name = f"put_{queue.name.lower()}"
            asm.label(name)
            free = self.new_label()
            asm.beq(free, self.queue[queue], self.zero)
            asm.call("look", link)
            self.jump(name)
            asm.label(free)
            self.copy(self.queue[queue], scratch)
            self.jump("next")

        asm.label("ending")
        asm.call("look", link)
        self.unfinished("ending")
        asm.or_(op, self.queue[Queue.LOAD], self.queue[Queue.COMPUTE])
        asm.or_(op, op, self.queue[Queue.STORE])
        asm.bne("ending", op, self.zero)
        self.unfinished("ending")  # a command may have moved from a queue meanwhile
        asm.out(Output.STATE, asm.constant(State.BUSY))
        asm.wait(0, 0, Condition.COUNTED)
        self.copy(idle_state, asm.constant(State.DONE))
        asm.out(Output.STATE, idle_state)
        asm.out(Output.EVENT, self.one)
        self.jump("idle_loop")

        # Look for what stops a program; `look` also for a deadlock.
        asm.label("look")
        self.unfinished("progress")
        asm.or_(code, self.queue[Queue.LOAD], self.queue[Queue.COMPUTE])
        asm.or_(code, code, self.queue[Queue.STORE])
        asm.beq("progress", code, self.zero)
        asm.dec("poll", patience, self.one)
        self.copy(code, asm.constant(ErrorCode.DEADLOCK))
        for queue in (Queue.COMPUTE, Queue.LOAD, Queue.STORE):
            asm.out(Output.SLOT, self.queue[queue])
            asm.bne("fail_slot", self.queue[queue], self.zero)
        asm.label("progress")
        self.copy(patience, asm.constant(_PATIENCE))
        asm.label("poll")
        asm.bc("reset", 0, Condition.RESET)
        asm.bc("hard_fault", 0, Condition.FAULT)
        asm.bne("soft_fault", self.fault, self.zero)
        low_limit, high_limit = csr("watchdog"), csr("watchdog", high=True)
        low_count, high_count = csr("cycles"), csr("cycles", high=True)
        asm.or_(code, low_limit, high_limit)
        asm.beq("poll_end", code, self.zero)
        asm.blt("poll_end", high_count, high_limit)
        asm.bne("timeout", high_count, high_limit)
        asm.bge("timeout", low_count, low_limit)
        asm.label("poll_end")
        asm.return_(0, link)

        # Ways to fail.
        asm.label("timeout")
        self.copy(code, asm.constant(ErrorCode.TIMEOUT))
        self.copy(field(_INDEX), self.zero)
        self.jump("fail_slot")
        for label, error in (
            ("mismatch", ErrorCode.CONFIG_MISMATCH),
            ("fetch_bus", ErrorCode.FETCH_BUS),
            ("illegal", ErrorCode.ILLEGAL_FIELD),
        ):
            asm.label(label)
            self.copy(code, asm.constant(error))
            if label != "illegal":
                self.jump("fail")
        asm.label("fail")
        self.copy(field(_INDEX), count)
        asm.label("fail_slot")
        self.copy(op, field(_INDEX))
        asm.label("stop")
        asm.out(Output.STATE, asm.constant(State.BUSY | State.HALTED))
        asm.wait(0, 0, Condition.COUNTED)
        self.copy(csr("error"), code)
        self.copy(csr("error", high=True), op)
        asm.out(Output.STATE, asm.constant(State.ERROR | State.HALTED))
        asm.out(Output.EVENT, asm.constant(2))
        asm.wait(0, 0, Condition.RESET)
        asm.label("reset")
        asm.out(Output.STATE, asm.constant(State.BUSY | State.HALTED))
        asm.wait(0, 0, Condition.BUS_QUIET)
        self.jump("clear")
        asm.label("soft_fault")
        self.copy(code, self.fault)
        self.copy(op, self.fault_command)
        self.jump("stop")
        asm.label("hard_fault")
        for condition, thread, error in (
            (Condition.RANGE_MOVE, Thread.MOVE, ErrorCode.SCRATCHPAD_RANGE),
            (Condition.LOAD_ERROR, Thread.MOVE, ErrorCode.LOAD_BUS),
            (Condition.STORE_ERROR, Thread.MOVE, ErrorCode.STORE_BUS),
            (Condition.RANGE_FEED, Thread.FEED, ErrorCode.SCRATCHPAD_RANGE),
            (Condition.RANGE_ACCUMULATOR, Thread.FEED, ErrorCode.ACCUMULATOR_RANGE),
            (Condition.RANGE_DRAIN, Thread.DRAIN, ErrorCode.SCRATCHPAD_RANGE),
        ):
            self.copy(op, self.index[thread])
            self.copy(code, asm.constant(error))
            asm.bc("stop", 0, condition)
        self.jump("stop")

    def unfinished(self, label: str):
        """Go to the label if a command is under way."""
        self.asm.bne(label, self.move_busy, self.zero)
        self.asm.bne(label, self.feed_busy, self.zero)
        self.asm.bne(label, self.started, self.finished)

    def check(self, command: Command):
        """Reserved bits and limits of a command, then the halfwords that it does not use."""
        asm, config = self.asm, self.config
        reserved = [0] * _HALFWORDS
        for word, mask in enumerate(command.reserved):
            reserved[2 * word], reserved[2 * word + 1] = mask & 0xFFFF, mask >> 16
        others = []
        for item in command.fields:
            low, high = item.bounds(config)
            least, most = item.representable
            if low == least and high == most:
                continue
            if command.opcode == Opcode.START:
                continue  # compared as a whole
            if item.signed:
                others.append((item, "least"))
                assert (low, high) == (least + 1, most), item
                continue
            assert low in (0, 1), item
            bits = high.bit_length()
            for halfword, mask in _parts(item):
                top = ((1 << item.width) - (1 << bits)) << item.lsb
                reserved[halfword] |= mask & (top if halfword % 2 == 0 else top >> 16)
            if high + 1 != 1 << bits:
                assert high == 1 << (bits - 1), item
                assert len(_parts(item)) == 1, item
                others.append((item, "power"))
            if low == 1:
                others.append((item, "some"))
        tail = _HALFWORDS
        while tail > 2 and reserved[tail - 1] == 0xFFFF:
            tail -= 1
        for halfword in range(tail):
            if reserved[halfword]:
                asm.bany("illegal", field(halfword), asm.constant(reserved[halfword]))
        for item, kind in others:
            self.limit(item, kind)
        self.jump(f"zero_{tail}")

    def limit(self, item: Field, kind: str):
        """``some``: not 0; ``power``: at most the highest power of two; ``least``: not the smallest."""
        asm = self.asm
        parts = _parts(item)
        good = self.new_label()
        if kind == "some":
            for halfword, mask in parts[1:]:
                asm.bany(good, field(halfword), asm.constant(mask))
            asm.bnone("illegal", field(parts[0][0]), asm.constant(parts[0][1]))
        elif kind == "power":
            _, high = item.bounds(self.config)
            ((halfword, top, _),) = [p for p in _value_parts(item, -1)]
            shift = item.lsb % 16
            asm.bnone(good, field(halfword), asm.constant(high << shift))
            asm.bany("illegal", field(halfword), asm.constant((high - 1) << shift & top))
        else:
            least, _ = item.representable
            *most, last = _value_parts(item, least)
            for halfword, mask, value in most:
                asm.and_(self.scratch, field(halfword), asm.constant(mask))
                asm.bne(good, self.scratch, asm.constant(value))
            halfword, mask, value = last
            asm.and_(self.scratch, field(halfword), asm.constant(mask))
            asm.beq("illegal", self.scratch, asm.constant(value))
        asm.label(good)

    # What all queues share

    def wait_bit(self, queue: Queue) -> Register:
        return self.asm.constant(1 << (4 + queue))

    def take_tokens(self, own: Queue, lacking: str):
        """Go to the label if a token that the command waits for is not there; else take them all."""
        asm = self.asm
        others = [queue for queue in Queue if queue != own]
        for other in others:
            skip = self.new_label()
            asm.bnone(skip, field(0), self.wait_bit(other))
            asm.beq(lacking, self.tokens[other, own], self.zero)
            asm.label(skip)
        for other in others:
            skip = self.new_label()
            asm.bnone(skip, field(0), self.wait_bit(other))
            asm.sub(self.tokens[other, own], self.tokens[other, own], self.one)
            asm.label(skip)

    def give_tokens(self, own: Queue, thread: Thread):
        """Give the tokens of the finished command, and free its slot."""
        asm = self.asm
        for other in Queue:
            if other == own:
                continue
            skip = self.new_label()
            asm.bnone(skip, field(0), asm.constant(1 << (7 + other)))
            count = self.tokens[own, other]
            asm.add(count, count, self.one)
            asm.bge(skip, asm.constant(TOKEN_MAX), count)
            self.copy(self.fault_command, self.index[thread])
            self.copy(self.fault, asm.constant(ErrorCode.TOKEN_OVERFLOW))
            asm.label(skip)
        self.copy(field(_FREE), self.zero)

    # Load and store

    def move(self):
        asm = self.asm
        make = asm.register
        line_low, line_high, low, high, left_low, left_high, count, lines, word, link, part = (
            make() for _ in range(11)
        )
        size = asm.constant(4 * min(self.config.burst_beats, 32))
        size_mask = asm.constant(4 * min(self.config.burst_beats, 32) - 1)
        asm.out(Output.MOVE_STATE, self.zero)
        self.copy(self.move_busy, self.zero)
        asm.label("move_loop")
        for queue, name in ((Queue.LOAD, "load"), (Queue.STORE, "store")):
            other = "try_store" if name == "load" else "move_loop"
            asm.label(f"try_{name}")
            asm.beq(other, self.queue[queue], self.zero)
            asm.out(Output.SLOT, self.queue[queue])
            self.take_tokens(queue, other)
            self.copy(self.move_busy, self.one)
            self.copy(self.queue[queue], self.zero)
            self.copy(self.index[Thread.MOVE], field(_INDEX))
            asm.out(Output.MOVE_INDEX, field(_INDEX))
            asm.out(Output.MOVE_STATE, asm.constant(1 if name == "load" else 2))
            asm.call("move_begin", link)
            asm.label(f"{name}_line")
            if name == "load":
                asm.out(Output.FILL, field(13))
                asm.out(Output.WORD_ADDRESS, word)
                asm.out(Output.WORDS, field(11))
            else:
                asm.out(Output.STORE_ADDRESS, word)
            asm.out(Output.WINDOW, field(9))
            asm.label(f"{name}_burst")
            asm.call("move_burst", link)
            asm.out(Output.MOVE_READ if name == "load" else Output.MOVE_WRITE, count)
            asm.call("move_next", link)
            asm.bne(f"{name}_burst", part, self.zero)
            if name == "load":
                asm.out(Output.LINE_END, self.zero)
            asm.wait(0, 0, Condition.LINE_DONE if name == "load" else Condition.MOVE_READY)
            asm.call("move_line", link)
            asm.dec(f"{name}_line", lines, self.one)
            self.give_tokens(queue, Thread.MOVE)
            self.jump("move")

        asm.label("move_begin")
        asm.out(Output.WORD_STEP, field(8))
        self.copy(lines, field(10))
        self.copy(word, field(6))
        asm.and_(part, field(1), asm.constant(3))
        for region in range(4):
            if region < 3:
                asm.bne(f"region_{region + 1}", part, asm.constant(region))
            asm.add(line_low, csr(f"base{region}"), field(2))
            asm.adc(line_high, csr(f"base{region}", high=True), field(3))
            if region < 3:
                self.jump("region_end")
                asm.label(f"region_{region + 1}")
        asm.label("region_end")
        asm.label("move_restart")
        self.copy(low, line_low)
        self.copy(high, line_high)
        self.copy(left_low, field(12))
        asm.and_(left_high, field(13), asm.constant(255))
        asm.return_(0, link)

        asm.label("move_line")
        asm.add(word, word, field(7))
        asm.add(line_low, line_low, field(4))
        asm.adc(line_high, line_high, field(5))
        self.jump("move_restart")

        # At most up to the next multiple of the burst's size.
        asm.label("move_burst")
        asm.and_(count, low, size_mask)
        asm.sub(count, size, count)
        asm.bne("move_whole", left_high, self.zero)
        asm.bge("move_whole", left_low, count)
        self.copy(count, left_low)
        asm.label("move_whole")
        asm.out(Output.MOVE_LOW, low)
        asm.out(Output.MOVE_HIGH, high)
        asm.return_(0, link)
        asm.label("move_next")
        asm.add(low, low, count)
        asm.adc(high, high, self.zero)
        asm.sub(left_low, left_low, count)
        asm.adc(left_high, left_high, asm.constant(-1))  # SUB leaves 1 if there is no borrow
        asm.or_(part, left_low, left_high)
        asm.return_(0, link)

    # Feed

    def extract(self, to: Register, source: Register, shift: int):
        """Shift right by a multiple of 4."""
        asm = self.asm
        while shift >= 8:
            asm.shr8(to, source)
            source, shift = to, shift - 8
        if shift:
            asm.shr4(to, source)

    def twelve(self, to: Register, low: Register, high: Register, scratch: Register):
        """12 bits from the top nibble of a halfword and the low byte of the next; ``scratch`` is the
        thread's own.
        """
        asm = self.asm
        asm.and_(to, high, asm.constant(255))
        for _ in range(4):
            asm.add(to, to, to)
        self.extract(scratch, low, 12)
        asm.or_(to, to, scratch)

    def signed12(self, to: Register):
        """Extend the sign of 12 bits."""
        asm = self.asm
        skip = self.new_label()
        asm.bnone(skip, to, asm.constant(0x800))
        asm.or_(to, to, asm.constant(0xF000))
        asm.label(skip)

    def feed(self):
        asm = self.asm
        make = asm.register
        (outer, kh, kw, blocks, dy, dx, oy, ox, at_outer, at_ky, at_kx, y, x) = (
            make() for _ in range(13)
        )
        n_ky, n_kx, scratch, distance, entries, goes_on = (make() for _ in range(6))
        nibble = make()
        own = Queue.COMPUTE

        def state(activity):
            asm.out(Output.FEED_STATE, asm.constant(activity))

        self.copy(self.feed_busy, self.zero)
        asm.out(Output.FEED_END, self.zero)
        asm.label("feed_command")
        state(Activity.IDLE.value)
        asm.label("feed_loop")
        asm.beq("feed_command", self.queue[own], self.zero)
        asm.out(Output.SLOT, self.queue[own])
        self.take_tokens(own, "feed_token")
        state(Activity.HANDOVER.value)
        first, second = self.drain_queue
        asm.bne("feed_handover_1", self.drain_put, self.zero)
        asm.label("feed_handover_0")
        asm.bne("feed_handover_0", first, self.zero)
        self.copy(self.feed_busy, self.one)
        asm.add(self.started, self.started, self.one)
        self.copy(first, self.queue[own])
        self.jump("feed_begin")
        asm.label("feed_handover_1")
        asm.bne("feed_handover_1", second, self.zero)
        self.copy(self.feed_busy, self.one)
        asm.add(self.started, self.started, self.one)
        self.copy(second, self.queue[own])
        asm.label("feed_begin")
        asm.sub(self.drain_put, self.one, self.drain_put)
        self.copy(self.queue[own], self.zero)
        asm.and_(scratch, field(0), asm.constant(15))
        asm.bne("feed", scratch, asm.constant(Opcode.TILE))

        self.twelve(outer, field(18), field(19), nibble)
        skip = self.new_label()
        asm.bnone(skip, field(1), asm.constant(1 << 6))  # keep
        asm.bne("feed_illegal", outer, self.one)
        asm.label(skip)
        self.extract(kh, field(11), 8)
        self.extract(kw, field(13), 8)
        self.extract(blocks, field(15), 4)
        asm.shr8(dy, field(14))
        asm.and_(dy, dy, asm.constant(63))
        asm.and_(dx, field(15), asm.constant(15))
        for bit in (0x8000, 0x4000):
            skip = self.new_label()
            asm.add(dx, dx, dx)
            asm.bnone(skip, field(14), asm.constant(bit))
            asm.add(dx, dx, self.one)
            asm.label(skip)
        asm.and_(oy, field(12), asm.constant(0xFFF))
        self.signed12(oy)
        self.twelve(ox, field(12), field(13), nibble)
        self.signed12(ox)
        self.copy(at_outer, field(2))

        # Fences. Both wait for earlier commands; weights are read no sooner than samples here.
        skip, loop = self.new_label(), self.new_label()
        asm.bnone(skip, field(0), asm.constant(1 << 10 | 1 << 14))
        state(Activity.FENCE.value)
        self.extract(distance, field(19), 12)
        asm.and_(distance, distance, asm.constant(12))
        unless = self.new_label()
        asm.bnone(unless, field(0), asm.constant(1 << 14))
        self.copy(distance, self.zero)
        asm.label(unless)
        asm.add(distance, distance, asm.constant(8))
        asm.label(loop)
        asm.sub(scratch, self.started, self.finished)
        asm.add(scratch, scratch, scratch)
        asm.add(scratch, scratch, scratch)
        asm.bge(loop, scratch, distance)
        state(Activity.HANDOVER.value)
        asm.label(skip)

        asm.wait(0, 0, Condition.WALK_DONE)
        self.copy(self.index[Thread.FEED], field(_INDEX))
        asm.out(Output.FEED_INDEX, field(_INDEX))
        for output, halfword in (
            (Output.COLUMN_STEP, 3), (Output.ROW_STEP, 4), (Output.IN_SIZE_LOW, 10),
            (Output.IN_SIZE_HIGH, 11), (Output.STRIDE, 14), (Output.OUT_SIZE_LOW, 16),
            (Output.OUT_SIZE_HIGH, 17), (Output.PAD, 28), (Output.WEIGHT_BASE, 9),
            (Output.WEIGHT_COLS, 1), (Output.BLOCK_STEP, 7),
        ):  # fmt: skip
            asm.out(output, field(halfword))
        asm.out(Output.BLOCKS, blocks)
        self.copy(goes_on, self.kept)

        asm.label("feed_outer")
        asm.wait(0, 0, Condition.NEXT_FREE)
        asm.out(Output.NEXT_BLOCK, goes_on)
        self.copy(at_ky, at_outer)
        self.copy(y, oy)
        self.copy(n_ky, kh)
        asm.label("feed_ky")
        self.copy(at_kx, at_ky)
        self.copy(x, ox)
        self.copy(n_kx, kw)
        asm.label("feed_kx")
        asm.wait(0, 0, Condition.NEXT_FREE)
        asm.out(Output.NEXT_Y, y)
        asm.out(Output.NEXT_X, x)
        # The last ones of a block that is not kept are marked.
        skip = self.new_label()
        asm.bne(skip, n_kx, self.one)
        asm.bne(skip, n_ky, self.one)
        asm.bany(skip, field(1), asm.constant(1 << 6))
        asm.out(Output.NEXT_FINAL, self.zero)
        asm.label(skip)
        asm.out(Output.NEXT_PASS, at_kx)
        asm.add(at_kx, at_kx, field(5))
        asm.add(x, x, dx)
        asm.dec("feed_kx", n_kx, self.one)
        asm.add(at_ky, at_ky, field(6))
        asm.add(y, y, dy)
        asm.dec("feed_ky", n_ky, self.one)

        asm.wait(0, 0, Condition.NEXT_FREE)
        asm.out(Output.BLOCK_END, self.zero)
        either = self.new_label()
        asm.bne(either, goes_on, self.zero)
        asm.bnone("feed_whole", field(1), asm.constant(1 << 6))
        asm.label(either)
        # As many outputs as the part before had; remember those of this one.
        asm.wait(0, 0, Condition.WALK_DONE)
        asm.in_(scratch, 0, Input.ENTRY)
        same = self.new_label()
        asm.beq(same, goes_on, self.zero)
        asm.bne("feed_illegal", scratch, entries)
        asm.label(same)
        self.copy(entries, scratch)
        self.copy(goes_on, self.zero)
        self.copy(self.kept, self.zero)
        asm.bnone("feed_whole", field(1), asm.constant(1 << 6))
        self.copy(self.kept, self.one)
        self.jump("feed")
        asm.label("feed_whole")
        asm.add(at_outer, at_outer, field(8))
        asm.dec("feed_outer", outer, self.one)
        self.jump("feed")

        asm.label("feed_token")
        asm.out(Output.FEED_STATE, asm.constant(15))
        self.jump("feed_loop")
        asm.label("feed_illegal")
        self.copy(self.fault_command, field(_INDEX))
        self.copy(self.fault, asm.constant(ErrorCode.ILLEGAL_FIELD))
        asm.label("feed_stop")
        self.jump("feed_stop")

    # Drain

    def drain(self):
        asm = self.asm
        make = asm.register
        op, blocks, groups, left, parameters, address, position, group, flags, scratch = (
            make() for _ in range(10)
        )
        row, a, b, columns = (make() for _ in range(4))
        asm.label("drain_loop")
        first, second = self.drain_queue
        asm.bne("drain_second", self.drain_get, self.zero)
        asm.label("drain_first")
        asm.beq("drain_first", first, self.zero)
        asm.out(Output.SLOT, first)
        self.copy(first, self.zero)
        self.jump("drain_begin")
        asm.label("drain_second")
        asm.beq("drain_second", second, self.zero)
        asm.out(Output.SLOT, second)
        self.copy(second, self.zero)
        asm.label("drain_begin")
        asm.sub(self.drain_get, self.one, self.drain_get)
        self.copy(self.index[Thread.DRAIN], field(_INDEX))
        asm.out(Output.DRAIN_INDEX, field(_INDEX))
        asm.and_(op, field(0), asm.constant(15))
        asm.out(Output.RESULT_FLAGS, field(0))
        asm.beq("drain_vector", op, asm.constant(Opcode.VECTOR))
        asm.beq("drain_table", op, asm.constant(Opcode.TABLE))
        asm.bne("drain_end", op, asm.constant(Opcode.TILE))

        asm.bany("drain_keep", field(1), asm.constant(1 << 6))
        for output, halfword in (
            (Output.RESULT_COLUMN_STEP, 22), (Output.B_STEP, 21),
            (Output.ZERO_POINT, 28),
            (Output.CLAMP, 29), (Output.MULTIPLIER_LOW, 26), (Output.MULTIPLIER_HIGH, 27),
            (Output.SHIFT, 19),
        ):  # fmt: skip
            asm.out(output, field(halfword))
        self.twelve(columns, field(16), field(17), scratch)
        asm.out(Output.RESULT_WIDTH, columns)
        asm.out(Output.A_STEP, self.one)
        self.copy(parameters, field(24))
        self.copy(left, field(25))
        asm.and_(position, field(1), asm.constant(3))
        for _ in range(4):
            asm.add(position, position, position)
        self.copy(row, field(16))
        for _ in range(7):
            asm.add(row, row, row)
        self.copy(address, field(20))
        self.twelve(blocks, field(18), field(19), scratch)
        self.next_parameters(parameters)

        # While a group is drained, all that the next one needs is made ready.
        asm.label("drain_block")
        self.extract(groups, field(17), 8)
        self.copy(group, self.zero)
        asm.or_(flags, position, row)
        asm.wait(0, 0, Condition.FULL)
        asm.beq("drain_release", left, self.zero)
        asm.label("drain_group")
        asm.wait(0, 0, Condition.RESULTS_WRITTEN)
        asm.out(Output.READ_PARAMETERS, field(0))
        asm.out(Output.RESULT_ADDRESS, address)
        asm.wait(0, 0, Condition.DRAIN_IDLE)
        asm.out(Output.DRAIN_GO, flags)
        asm.add(group, group, self.one)
        asm.add(position, position, asm.constant(16))
        skip = self.new_label()
        asm.bne(skip, position, asm.constant(64))
        self.copy(position, self.zero)
        asm.add(address, address, field(23))
        asm.label(skip)
        asm.or_(flags, position, row)
        asm.or_(flags, flags, group)
        self.next_parameters(parameters)
        asm.sub(left, left, self.one)
        asm.beq("drain_release", left, self.zero)
        asm.dec("drain_group", groups, self.one)
        asm.label("drain_release")
        asm.wait(0, 0, Condition.DRAIN_IDLE)
        asm.out(Output.RELEASE, self.one)
        asm.dec("drain_block", blocks, self.one)
        self.jump("drain_end")

        asm.label("drain_keep")
        asm.wait(0, 0, Condition.FULL)
        asm.out(Output.RELEASE, self.zero)
        self.jump("drain_end")

        asm.label("drain_table")
        asm.out(Output.A_ADDRESS, field(2))
        asm.out(Output.A_STEP, self.one)
        asm.out(Output.READ_TABLE, field(0))
        asm.wait(0, 0, Condition.DRAIN_IDLE)
        self.jump("drain_end")

        asm.label("drain_vector")
        self.extract(scratch, field(16), 12)
        asm.and_(op, field(17), asm.constant(3))
        for _ in range(4):
            asm.add(op, op, op)
        asm.or_(op, op, scratch)
        for _ in range(8):
            asm.add(op, op, op)
        for output, source in (
            (Output.SHIFT, op), (Output.BIAS_LOW, field(18)), (Output.BIAS_HIGH, field(19)),
            (Output.MULTIPLIER_LOW, field(20)), (Output.MULTIPLIER_HIGH, field(21)),
            (Output.ZERO_POINT, field(22)), (Output.CLAMP, field(23)), (Output.A_STEP, field(3)),
            (Output.B_STEP, field(7)), (Output.RESULT_COLUMN_STEP, field(11)),
        ):  # fmt: skip
            asm.out(output, source)
        self.twelve(columns, field(14), field(15), scratch)
        asm.out(Output.RESULT_WIDTH, columns)
        asm.and_(blocks, field(16), asm.constant(0xFFF))
        # Bases of a block are kept in three registers that TILE uses otherwise.
        self.copy(parameters, field(2))
        self.copy(position, field(6))
        self.copy(address, field(10))
        asm.label("vector_block")
        asm.and_(row, field(14), asm.constant(0xFFF))
        self.copy(a, parameters)
        self.copy(b, position)
        self.copy(left, address)
        asm.label("vector_row")
        asm.wait(0, 0, Condition.DRAIN_IDLE)
        asm.out(Output.A_ADDRESS, a)
        asm.out(Output.RESULT_ADDRESS, left)
        asm.out(Output.B_ADDRESS, b)
        asm.out(Output.VECTOR_GO, self.zero)
        asm.add(a, a, field(4))
        asm.add(b, b, field(8))
        asm.add(left, left, field(12))
        asm.dec("vector_row", row, self.one)
        asm.add(parameters, parameters, field(5))
        asm.add(position, position, field(9))
        asm.add(address, address, field(13))
        asm.dec("vector_block", blocks, self.one)
        asm.wait(0, 0, Condition.DRAIN_IDLE)

        asm.label("drain_end")
        asm.wait(0, 0, Condition.RESULTS_WRITTEN)
        asm.out(Output.DRAIN_END, self.zero)
        self.give_tokens(Queue.COMPUTE, Thread.DRAIN)
        asm.add(self.finished, self.finished, self.one)
        self.jump("drain_loop")

    def next_parameters(self, at: Register):
        """Where the parameters of the next group are."""
        asm, config = self.asm, self.config
        asm.out(Output.A_ADDRESS, at)
        asm.add(at, at, asm.constant(config.param_words(False)))
        skip = self.new_label()
        asm.bnone(skip, field(0), asm.constant(1 << 13))
        more = config.param_words(True) - config.param_words(False)
        asm.add(at, at, asm.constant(more))
        asm.label(skip)


def burst_words(config: Config) -> int:
    """Words of an aligned block that no burst leaves; commands lie in one, too."""
    return max(min(config.burst_beats, 32), COMMAND_BYTES // 4)


def microcode(config: Config) -> Microcode:
    """Microcode of the compact core."""
    assert len(COUNTERS) == 16
    return _Writer(config).write()
