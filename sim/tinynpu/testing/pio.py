"""MicroPython's ``rp2`` on the PC: programs are assembled by adafruit_pioasm and emulated by pioemu.

The emulator runs one state machine at a time, on the pins of a `tinynpu.testing.demo_board.Board`.
"""

import array
import dataclasses
import math
from collections import deque
from typing import Any

import adafruit_pioasm
import pioemu

__all__ = ["make_rp2"]

_FIFO_WORDS = 4
_INSTRUCTIONS = ("jmp", "in_", "out", "push", "pull", "mov", "set")
_NAMES = ("pins", "x", "y", "null", "pindirs", "isr", "osr", "pin", "block", "noblock")
_STEPS = 500
"""Instructions between two looks of the processor."""


class _Instruction:
    """A line of assembler."""

    def __init__(self, name: str, operands: tuple):
        self.text = f"{name.rstrip('_')} {', '.join(str(o) for o in operands)}".rstrip()
        self.after = ""

    def side(self, value: int):
        self.text += f" side {value}"
        return self

    def __getitem__(self, delay: int):
        self.after = f" [{delay}]"
        return self

    def __str__(self) -> str:
        return self.text + self.after


def _scope(lines: list) -> dict[str, Any]:
    """What a program may name; it adds lines."""

    def add(name):
        def instruction(*operands):
            # One operand after "jmp" is a label, two are a condition and a label.
            text = " ".join(operands) if name == "jmp" else None
            lines.append(_Instruction("jmp", (text,)) if text else _Instruction(name, operands))
            return lines[-1]

        return instruction

    scope = {name: add(name) for name in _INSTRUCTIONS} | {name: name for name in _NAMES}
    scope |= {"x_dec": "x--", "y_dec": "y--"}
    scope |= {
        "label": lambda name: lines.append(f"{name}:"),
        "wrap_target": lambda: lines.append(".wrap_target"),
        "wrap": lambda: lines.append(".wrap"),
    }
    return scope


@dataclasses.dataclass(frozen=True)
class _Program:
    opcodes: tuple[int, ...]
    wrap: dict[str, int]
    options: dict[str, Any]


def _asm_pio(**options):
    def decorate(function):
        lines: list = [".side_set 1"]
        globals_ = function.__globals__
        before = dict(globals_)
        globals_.update(_scope(lines))
        try:
            function()
        finally:
            globals_.clear()
            globals_.update(before)
        found = adafruit_pioasm.Program("\n".join(str(line) for line in lines))
        wrap = {
            "wrap_target": found.pio_kwargs["wrap_target"],
            "wrap_top": found.pio_kwargs["wrap"],
        }
        assert len(found.assembled) <= 32
        return _Program(tuple(found.assembled), wrap, options)

    return decorate


def make_rp2(board) -> dict[str, Any]:
    """Content of the module, for a board."""
    blocks = [_Block(number) for number in range(3)]

    class PIO:
        IN_LOW, IN_HIGH, OUT_LOW, OUT_HIGH = range(4)
        SHIFT_LEFT, SHIFT_RIGHT = 0, 1

        def __init__(self, number):
            self._block = blocks[number]

        def gpio_base(self, pin):
            assert pin.number in (0, 16)
            assert not self._block.words, "the window must be set before there are programs"
            self._block.window = pin.number

        def remove_program(self, program):
            self._block.words -= len(program.opcodes)

    class StateMachine(_StateMachine):
        def __init__(self, number, program, **options):
            super().__init__(board, blocks[number // 4], number, program, **options)

    return {"PIO": PIO, "StateMachine": StateMachine, "DMA": _Dma, "asm_pio": _asm_pio}


class _Block:
    """A PIO block: its window of GPIO, its instruction memory, its outputs as levels in the window."""

    def __init__(self, number: int):
        self.number = number
        self.window = 0
        self.words = 0
        self.levels = self.directions = 0

    def place(self, pin) -> int:
        """Number of a pin in the window; MicroPython refuses others."""
        place = pin.number - self.window
        if not 0 <= place < 32:
            raise ValueError("base not within gpio_base range")
        return place


class _StateMachine:
    def __init__(
        self,
        board,
        block: _Block,
        number: int,
        program: _Program,
        *,
        freq,
        sideset_base,
        out_base=None,
        in_base=None,
        set_base=None,
        jmp_pin=None,
    ):
        self.board, self.block, self.number, self.program = board, block, number, program
        block.words += len(program.opcodes)
        assert block.words <= 32
        options = program.options
        # The emulator reads inputs from bit 0 on: this machine's levels are turned to have them there.
        self._turn = 0 if in_base is None else block.place(in_base)
        arguments: dict[str, Any] = {"side_set_count": 1}
        for name, base, initial in (
            ("out", out_base, options.get("out_init")),
            ("set", set_base, options.get("set_init")),
            ("side_set", sideset_base, options.get("sideset_init")),
        ):
            if initial is None:
                continue
            values = initial if isinstance(initial, tuple) else (initial,)
            first = block.place(base)
            assert first + len(values) <= 32
            arguments[f"{name}_base"] = (first - self._turn) % 32
            arguments[f"{name}_count"] = len(values)
            for i, value in enumerate(values):
                bit = 1 << first + i
                block.directions = block.directions & ~bit | (value >> 1) * bit
                block.levels = block.levels & ~bit | (value & 1) * bit
                board.give_to_pio(bit << block.window)
        if jmp_pin is not None:
            arguments["jmp_pin"] = (block.place(jmp_pin) - self._turn) % 32
        self._arguments = arguments | {
            "auto_pull": options.get("autopull", False),
            "pull_threshold": options.get("pull_thresh", 32),
            "auto_push": options.get("autopush", False),
            "push_threshold": options.get("push_thresh", 32),
            "shift_isr_right": bool(options.get("in_shiftdir", 0)),
            "shift_osr_right": bool(options.get("out_shiftdir", 0)),
            "stop_when": lambda opcode, state: False,
        }
        period_ns = 1e9 / freq
        late_ns = board.round_trip_ns + 2e9 / board.system_hz
        self._late = math.ceil(late_ns / period_ns - 1e-9)
        self._history: deque[tuple[int, int]] = deque(maxlen=64)
        self.freq = freq
        self._state = pioemu.State()
        self._is_active = False
        self._emulation = None
        self.dmas: list[_Dma] = []
        self._show(0)

    # What MicroPython has.
    def put(self, value):
        words = [value] if isinstance(value, int) else value
        for word in words:
            while len(self._state.transmit_fifo) >= _FIFO_WORDS:
                assert self._is_active, "the FIFO is full and nobody takes from it"
                self.pump()
            self._state.transmit_fifo.append(word)

    def get(self):
        while not self.rx_fifo():
            self.pump()
        return self._state.receive_fifo.popleft()

    def rx_fifo(self):
        self.pump()
        return len(self._state.receive_fifo)

    def active(self, active):
        self._is_active = bool(active)
        self._emulation = None
        if active:
            # The processor is slow: the inputs of this moment are long there.
            self._history.clear()
            self._history.append((-self._late, self.board.levels))
            self.pump()

    def restart(self):
        self._state = dataclasses.replace(
            self._state,
            program_counter=0,
            input_shift_register=pioemu.ShiftRegister(0, 0),
            output_shift_register=pioemu.ShiftRegister(0, 32),
        )
        self._emulation = None

    def exec(self, text):
        lines: list = [".side_set 1"]
        exec(text, _scope(lines))
        opcodes = adafruit_pioasm.Program("\n".join(f"{x}" for x in lines)).assembled
        counter = self._state.program_counter
        state = dataclasses.replace(self._state, program_counter=0)
        self._run(state, tuple(opcodes), 1, {})
        self._state = dataclasses.replace(self._state, program_counter=counter)

    # What it does.
    def _start(self, state: pioemu.State, opcodes: tuple[int, ...], wrap: dict[str, Any]):
        state = dataclasses.replace(
            state,
            pin_values=_turned(self.block.levels, self._turn),
            pin_directions=_turned(self.block.directions, self._turn),
        )

        def source(now: pioemu.State) -> int:
            levels = self.board.levels
            for time, before in reversed(self._history):
                levels = before
                if time <= now.clock - self._late:
                    break
            return _turned(levels >> self.block.window & 0xFFFFFFFF, self._turn)

        return pioemu.emulate(
            list(opcodes), initial_state=state, input_source=source, **self._arguments, **wrap
        )

    def _run(self, state, opcodes, steps, wrap):
        emulation = self._start(state, opcodes, wrap)
        for _ in range(steps):
            before, self._state = next(emulation)
            self._show(before.clock)

    def _show(self, time: int):
        """The outputs reach the pins, and the tile answers."""
        block = self.block
        if self._state.clock:
            block.levels = _turned(self._state.pin_values, -self._turn)
            block.directions = _turned(self._state.pin_directions, -self._turn)
            # What is no output shows the input in the emulator.
            block.levels &= block.directions
        self.board.drive_pio(time, block.levels << block.window, block.directions << block.window)
        self._history.append((time, self.board.levels))

    def pump(self):
        """Run until nothing moves any more, or a while."""
        if not self._is_active:
            return
        if self._emulation is None:
            self._emulation = self._start(self._state, self.program.opcodes, self.program.wrap)
        for _ in range(_STEPS):
            for dma in self.dmas:
                dma.move(self._state)
            before, self._state = next(self._emulation)
            # Pins change with the first cycle of an instruction, not after its delay.
            self._show(before.clock)
            if (
                self._state.program_counter == before.program_counter
                and self._state.clock == before.clock + 1
                and len(self._state.transmit_fifo) == len(before.transmit_fifo)
                and not any(dma.can_move(self._state) for dma in self.dmas)
            ):
                break


def _turned(levels: int, places: int) -> int:
    """32 levels, bit ``places`` first."""
    places %= 32
    return (levels >> places | levels << 32 - places) & 0xFFFFFFFF


class _Dma:
    """A channel between memory and a state machine."""

    def __init__(self):
        self._count = 0
        self._machine: Any = None
        self._others: list = []

    def pack_ctrl(self, *, size, treq_sel, inc_read=True, inc_write=True):
        return {"size": size, "treq": treq_sel, "inc": (inc_read, inc_write)}

    def config(self, *, read, write, count, ctrl, trigger):
        assert trigger
        sends = isinstance(write, _StateMachine)
        machine = write if sends else read
        assert ctrl["inc"] == ((True, False) if sends else (False, True))
        assert ctrl["treq"] == 8 * (machine.number // 4) + machine.number % 4 + 4 * (not sends)
        memory = memoryview(read if sends else write)
        assert memory.itemsize == 1 << ctrl["size"], "the DMA moves elements of another size"
        assert count <= len(memory)
        assert not sends or isinstance(read, array.array)
        self._sends, self._memory, self._count, self._next = sends, memory, count, 0
        self._machine = machine
        machine.dmas = [dma for dma in machine.dmas if dma is not self] + [self]

    def can_move(self, state) -> bool:
        if self._next == self._count:
            return False
        if self._sends:
            return len(state.transmit_fifo) < _FIFO_WORDS
        return bool(state.receive_fifo)

    def move(self, state):
        while self.can_move(state):
            if self._sends:
                state.transmit_fifo.append(self._memory[self._next])
            else:
                mask = (1 << 8 * self._memory.itemsize) - 1
                self._memory[self._next] = state.receive_fifo.popleft() & mask
            self._next += 1

    def active(self, active=None):
        if active is not None:
            self._count = self._next = 0
        else:
            self._machine.pump()
        return self._next < self._count

    def close(self):
        self._count = self._next = 0
