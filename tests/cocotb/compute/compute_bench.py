"""Compute engine: whole command programs against the literal loops of the reference."""

import cocotb
import numpy as np

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.core.multiplier import Multiplier
from tinynpu.core.requantizer import RequantizerLane
from tinynpu.core.shapes import Activity, queue_words
from tinynpu.cosim.agents import Bench, Scoreboard, StreamSource, quantity
from tinynpu.cosim.scratchpad import ScratchpadModel
from tinynpu.testing.dependent import (
    Program,
    dependent_commands,
    sample_words,
    samples_of,
    values_of,
)
from tinynpu.testing.reference import Reference
from tinynpu.verify.blocks import find_block

_WORDS = queue_words(Queue.COMPUTE)
_READERS = ("sample_read", "weight_read", "vector_read")
_IN_FLIGHT = 3 + Multiplier.LATENCY + RequantizerLane.LATENCY
"""Cycles from the operands of a value to its result in the scratchpad, at most."""
_TURN = 3
"""Cycles between the last sample of a TILE and the first one of the next."""
_ACTIVITIES = {activity.value: activity for activity in Activity}

PIXELS = {
    "weight_cols": 2, "in_column_step": 1, "in_row_step": 4, "in_kx_step": 1, "in_ky_step": 4,
    "weight_base": 64, "in_height": 4, "in_width": 4, "kernel_height": 1, "kernel_width": 1,
    "stride_y": 1, "stride_x": 1, "dilation_y": 1, "dilation_x": 1, "in_blocks": 1,
    "out_height": 2, "out_width": 4, "block_groups": 1, "outer_blocks": 1, "groups": 1,
    "param_base": 128, "out_base": 192, "out_column_step": 1, "out_row_step": 4,
    "out_block_step": 8, "multiplier": 1 << 30, "shift": -6, "clamp_min": -128, "clamp_max": 127,
}  # fmt: skip
"""A TILE of eight pixels."""


def some(usual: int, slow: int) -> int:
    """`quantity`, but less of the usual on the slower simulator."""
    return quantity(usual if cocotb.SIM_NAME == "Verilator" else usual // 3, slow)  # pyright: ignore[reportAttributeAccessIssue]


def tile(**fields: int) -> Instruction:
    return Instruction.make(Opcode.TILE, **{**PIXELS, **fields})


def vector(**fields: int) -> Instruction:
    """Eight words."""
    values = {
        "height": 2, "width": 4, "blocks": 1, "a_column_step": 1, "a_row_step": 4, "b_base": 64,
        "b_column_step": 1, "b_row_step": 4, "out_base": 192, "out_column_step": 1,
        "out_row_step": 4, "multiplier": 1 << 30, "shift": 1, "clamp_min": -128, "clamp_max": 127,
    }  # fmt: skip
    return Instruction.make(Opcode.VECTOR, **{**values, **fields})


class Harness:
    """Commands in, a scratchpad around, and everything that the engine says checked in each cycle.

    A command is done in order, with its index and its signals; at that moment the scratchpad holds
    what it holds after that command alone.

    Parameters
    ----------
    bench
        Of an engine that has been reset or has nothing to do.
    words
        Content of the scratchpad.
    idle, busy
        Chances that no command is offered, and no read is granted, in a cycle.

    Members
    -------
    activity
        Cycles of each activity.
    values
        Cycles in which the requantizer took values, as numbers of cycles.
    """

    def __init__(self, bench: Bench, config, words: np.ndarray, idle: float = 0, busy: float = 0):
        self.bench, self.config = bench, config
        self.words = words.copy()
        self.source = StreamSource(bench, "command", bench.chances(idle))
        self.memory = ScratchpadModel(
            bench,
            self.words,
            # Where banks have two ports nobody comes before the requantizer.
            {name: bench.chances(0 if name == "vector_read" else busy) for name in _READERS},
            {"result_write": bench.chances(0)},
            may_withdraw=self._stopped,
        )
        self.memory.observe = self._observe
        self.done = Scoreboard("command that is done")
        self.after: list[np.ndarray] = []
        self.tiles: list[bool] = []
        self.sent = self.accepted = self.cycle = self.late_samples = 0
        self.activity = dict.fromkeys(Activity, 0)
        self.values: list[int] = []
        self.stopped_for = 0  # cycles since halt or an error
        self.tile_index = 0  # of the last TILE that was accepted
        self.tasks = [self.source.task, self.memory.task, cocotb.start_soon(self._watch())]

    def stop(self):
        """End all that drives and watches."""
        for task in self.tasks:
            task.cancel()
        for name in ("command__valid", "engine__halt", "restart"):
            self.bench.set(name, 0)

    def send(self, commands: list[Instruction], after: list[np.ndarray] | None = None):
        """Queue commands; ``after``: the scratchpad after each, else nobody looks at it."""
        for number, command in enumerate(commands):
            raw = int.from_bytes(command.to_bytes()[: 4 * _WORDS], "little")
            self.source.queue.append({"index": self.sent, "raw": raw})
            values = dict(command.values)
            self.done.expect(
                (
                    self.sent,
                    values.get("signal_load", 0) << Queue.LOAD
                    | values.get("signal_store", 0) << Queue.STORE,
                )
            )
            if after is not None:
                self.after.append(after[number])
            self.tiles.append(command.opcode == Opcode.TILE)
            self.sent += 1

    async def run(self, program: Program):
        """Run a program to its end, and compare how much was computed."""
        samples, values = self.activity[Activity.ACTIVE], len(self.values)
        self.send(program.commands, program.after)
        await self.done.drained(self.bench, 20_000)
        await self.bench.cycles(2)
        assert not self.bench.bits("engine__error")
        assert not self.bench.bits("engine__busy")
        tiles = [command for command in program.commands if command.opcode == Opcode.TILE]
        assert self.activity[Activity.ACTIVE] - samples == sum(
            samples_of(self.config, command) for command in tiles
        )
        assert len(self.values) - values == sum(
            values_of(self.config, command) for command in program.commands
        )

    def _stopped(self) -> bool:
        return bool(self.bench.bits("engine__halt") or self.bench.bits("engine__error"))

    def _observe(self, port: str, address: int):
        """Nothing starts once the engine is stopped; results under way may still be written."""
        # It is known a cycle later, and in the walkers more; a request may be on its way, or samples
        # may wait.
        if not self._stopped():
            self.late_samples = 0
        elif port == "sample_read":
            self.late_samples += 1
            assert self.late_samples <= 4, "samples are read in spite of a stop"
        elif self.stopped_for > {"vector_read": 3, "weight_read": 1}.get(port, 0):
            assert port == "result_write", f"{port} reads {address} in spite of a stop"
            assert self.stopped_for <= _IN_FLIGHT, "a result comes too late after a stop"

    async def _watch(self):
        bench = self.bench
        while True:
            await bench.edge()
            self.cycle += 1
            self.stopped_for = self.stopped_for + 1 if self._stopped() else 0
            assert bench.bits("engine__busy") == (self.accepted > self.done.seen)
            activity = _ACTIVITIES[bench.bits("activity")]
            self.activity[activity] += 1
            if activity == Activity.BANK:
                assert not bench.bits("sample_read__ready")
            if bench.bits("requantizer_active"):
                self.values.append(self.cycle)
            if bench.bits("feed_busy"):
                assert bench.bits("feed_index") == self.tile_index
            if bench.bits("engine__done"):
                self._finished()
            if bench.bits("command__valid") and bench.bits("command__ready"):
                self.tile_index = self.accepted if self.tiles[self.accepted] else self.tile_index
                self.accepted += 1

    def _finished(self):
        bench = self.bench
        assert not self._stopped(), "a command is done in spite of a stop"
        index = bench.get("engine__index")
        assert bench.get("requantizer_index") == index
        self.done.take((index, bench.bits("engine__signal")))
        if self.after:
            wanted = self.after.pop(0)
            differing = np.nonzero((self.words != wanted).any(axis=1))[0]
            assert differing.size == 0, f"command {index}: words {differing[:8]} differ"


def make(dut):
    """Bench, configuration, and random numbers for NumPy."""
    component = find_block("compute").make()
    bench = Bench(dut, component)
    return bench, component.config, np.random.default_rng(bench.random.getrandbits(32))


@cocotb.test()
async def random_programs(dut):
    """TILE, VECTOR, TABLE and SYNC commands that read each other's results, with the fewest fences
    that the architecture asks for, while commands and grants pause."""
    bench, config, rng = make(dut)
    await bench.start()
    rhythms = ((0, 0), (0, 0.3), (0.9, 0), (0.5, 0.7), (0, 0.05))
    for number in range(some(6, 250)):
        words = sample_words(rng, config)
        tables = number % 5 == 4
        program = dependent_commands(rng, config, words, 9, tables=tables)
        idle, busy = (0, 0) if tables else rhythms[number % len(rhythms)]
        harness = Harness(bench, config, words, idle, busy)
        await harness.run(program)
        harness.stop()


@cocotb.test()
async def no_cycle_lost_between_passes(dut):
    """TILE after TILE, with several passes of as many samples as hide the loads of the weights."""
    bench, config, rng = make(dut)
    await bench.start()
    words = sample_words(rng, config)
    harness = Harness(bench, config, words)
    one = tile(
        weight_cols=config.cols, kernel_height=2, kernel_width=2, in_blocks=2, outer_blocks=2,
        groups=4, block_groups=2, in_block_step=16, out_block_step=8,
    )  # fmt: skip
    harness.send([one, one, one])
    await harness.done.drained(bench)
    assert harness.activity[Activity.ACTIVE] == 3 * samples_of(config, one) == 3 * 16 * 8
    waits = {
        activity: count
        for activity, count in harness.activity.items()
        if activity not in (Activity.ACTIVE, Activity.IDLE)
    }
    # The first weights, the way of the first command to the walkers, the other commands, and a
    # cycle for each block.
    assert sum(waits.values()) <= config.cols + 9 + 2 * _TURN + 3 * 2, waits


@cocotb.test()
async def a_value_each_cycle(dut):
    """The requantizer's lanes take a value in every cycle of a group of a TILE and of a VECTOR."""
    bench, config, rng = make(dut)
    await bench.start()
    positions = config.rows // config.lanes
    for command, runs in (
        (vector(), 1),
        (vector(combine=1), 1),
        (vector(combine=2, table_a=1), 1),
        (tile(block_groups=2, groups=2), 2),
    ):
        harness = Harness(bench, config, sample_words(rng, config))
        harness.send([command])
        await harness.done.drained(bench)
        assert len(harness.values) == values_of(config, command) == 8 * positions
        gaps = np.diff(harness.values)
        assert np.count_nonzero(gaps != 1) == runs - 1, gaps
        harness.stop()


FAULTS = {
    "too many outputs": (tile(out_height=3), ErrorCode.ACCUMULATOR_RANGE),
    "samples": (tile(in_base=-4 & 0xFFFF, out_height=1), ErrorCode.SCRATCHPAD_RANGE),
    "samples of the last pass": (
        tile(kernel_height=2, in_ky_step=508, in_base=1),
        ErrorCode.SCRATCHPAD_RANGE,
    ),
    "weights": (tile(weight_base=511), ErrorCode.SCRATCHPAD_RANGE),
    "parameters": (tile(param_base=511), ErrorCode.SCRATCHPAD_RANGE),
    "results": (tile(out_base=505), ErrorCode.SCRATCHPAD_RANGE),
    "no pitch": (tile(fir=1), ErrorCode.ILLEGAL_FIELD),
    "pitch too short": (tile(fir=1, pitch=3), ErrorCode.ILLEGAL_FIELD),
    "kept blocks": (tile(keep=1, outer_blocks=2), ErrorCode.ILLEGAL_FIELD),
    "first operand": (vector(a_base=505), ErrorCode.SCRATCHPAD_RANGE),
    "second operand": (vector(combine=2, b_base=505), ErrorCode.SCRATCHPAD_RANGE),
    "result of VECTOR": (vector(out_base=505), ErrorCode.SCRATCHPAD_RANGE),
    "table": (Instruction.make(Opcode.TABLE, base=257), ErrorCode.SCRATCHPAD_RANGE),
}
"""A fault that only the run finds, and its code; the scratchpad has 512 words."""

GOOD = {
    "last sample": tile(in_base=504),
    "last weight": tile(weight_base=510),
    "last parameters": tile(param_base=510),
    "last result": tile(out_base=504),
    "last operands": vector(a_base=504, b_base=504, combine=1),
    "last result of VECTOR": vector(out_base=504),
    "last word of a table": Instruction.make(Opcode.TABLE, base=256),
}
"""Just not beyond the scratchpad."""


@cocotb.test()
async def faults(dut):
    """Every fault stops the engine with its code and command; a reset leads back to work."""
    bench, config, rng = make(dut)
    await bench.start()
    words = sample_words(rng, config)
    cases = [(name, [tile(), command], code) for name, (command, code) in FAULTS.items()]
    # Sums go on with another number of outputs.
    for height, width in ((1, 4), (2, 3), (2, 2), (1, 1)):
        commands = [tile(), tile(keep=1), tile(out_height=height, out_width=width)]
        cases.append(("fewer outputs", commands, ErrorCode.ILLEGAL_FIELD))
        commands = [tile(), tile(keep=1, out_height=height, out_width=width), tile()]
        cases.append(("more outputs", commands, ErrorCode.ILLEGAL_FIELD))
    for name, commands, code in bench.random.sample(cases, some(len(cases), len(cases))):
        harness = Harness(bench, config, words, 0, bench.random.choice((0, 0.2, 0.8)))
        harness.send([*commands, tile()])
        for _ in range(3000):
            await bench.edge()
            if bench.bits("engine__error"):
                break
        for _ in range(_IN_FLIGHT + 9):
            assert bench.bits("engine__error") == code, name
            assert bench.get("engine__index") == len(commands) - 1, name
            await bench.edge()
        harness.stop()
        await bench.reset()
        assert not bench.bits("engine__error")
    program = dependent_commands(rng, config, words, 3)
    await Harness(bench, config, words).run(program)


@cocotb.test()
async def up_to_the_last_word(dut):
    """What ends with the last word of the scratchpad is no fault."""
    bench, config, rng = make(dut)
    await bench.start()
    words = sample_words(rng, config)
    for name, command in GOOD.items():
        harness = Harness(bench, config, words)
        harness.send([command])
        await harness.done.drained(bench, 3000)
        assert not bench.bits("engine__error"), name
        harness.stop()


@cocotb.test()
async def tables_and_operands(dut):
    """Both tables, and VECTOR with every combination of operands and look-ups."""
    bench, config, rng = make(dut)
    await bench.start()
    words = sample_words(rng, config)
    commands = [Instruction.make(Opcode.TABLE, table=table, base=256 * table) for table in range(2)]
    for combine in range(3):
        for table_a in range(2):
            for table_b in range(2):
                wide = 24 if combine < 2 and (table_a or (table_b and combine)) else 0
                products = 4 + 8 * (table_a + table_b) if combine == 2 else 0
                commands.append(
                    vector(
                        combine=combine, table_a=table_a, table_b=table_b, shift=-wide - products,
                        a_base=int(rng.integers(100)), b_base=int(rng.integers(100)),
                        bias=int(rng.integers(-9, 9)), round_once=int(rng.integers(2)),
                    )
                )  # fmt: skip
    program = Program(commands, words, [])
    reference = Reference(config, words)
    for command in commands:
        reference.run(command)
        program.after.append(reference.words.copy())
    await Harness(bench, config, words).run(program)


@cocotb.test()
async def fences(dut):
    """Samples that are the last results of a TILE just before or some commands ago, and weights that
    are, are read when they are there and not a moment earlier."""
    bench, config, rng = make(dut)
    await bench.start()
    for between in range(4):
        for field in ("in_base", "weight_base"):
            words = sample_words(rng, config)
            first = tile(block_groups=2, groups=2, weight_cols=config.cols, shift=-8)
            others = [tile(out_base=300, out_height=1, out_width=1)] * between
            last = tile(
                fence=1, fence_distance=between, fence_weights=int(field == "weight_base"),
                in_column_step=0xFFFF, in_row_step=0xFFFC, out_base=400, shift=-8,
                **{"in_base": 60, field: 199 if field == "in_base" else 198},
            )  # fmt: skip
            program = Program([first, *others, last], words, [])
            reference = Reference(config, words)
            for command in program.commands:
                reference.run(command)
                program.after.append(reference.words.copy())
            harness = Harness(bench, config, words)
            await harness.run(program)
            harness.stop()


FAR = (
    {"kernel_height": 255, "origin_y": 2047, "dilation_y": 63, "in_height": 4095},
    {"kernel_width": 255, "origin_x": 2047, "dilation_x": 63, "in_width": 4095},
    {"kernel_height": 90, "origin_y": -2048, "dilation_y": 63, "in_height": 4095},
    {"kernel_width": 90, "origin_x": -2048, "dilation_x": 63, "in_width": 4095},
    {"out_height": 8, "out_width": 1, "stride_y": 15, "origin_y": 2047, "in_height": 2100},
    {"out_height": 1, "out_width": 8, "stride_x": 15, "origin_x": -50, "in_width": 4095},
)
"""Coordinates far outside of the input, and so far that they wrap into it again."""


@cocotb.test()
async def far_coordinates(dut):
    """Samples are padding exactly where the coordinates, which wrap at 14 bits, are outside."""
    bench, config, rng = make(dut)
    await bench.start()
    words = sample_words(rng, config)
    words[128:192] = 0  # no bias
    still = dict.fromkeys(("in_column_step", "in_row_step", "in_kx_step", "in_ky_step"), 0)
    for fields in bench.random.sample(FAR, some(4, len(FAR))):
        far = {"weight_cols": 1, "weight_base": 0, "pad": 99, "shift": -13}
        command = tile(**{"out_height": 1, "out_width": 2, **still, **far, **fields})
        reference = Reference(config, words)
        reference.run(command)
        harness = Harness(bench, config, words)
        await harness.run(Program([command], words, [reference.words]))
        harness.stop()


@cocotb.test()
async def a_program_starts_without_kept_sums(dut):
    """Sums that the last TILE of a program kept do not reach the next program."""
    bench, config, rng = make(dut)
    await bench.start()
    words = sample_words(rng, config)
    harness = Harness(bench, config, words)
    for _ in range(some(3, 60)):
        for keeps in range(int(rng.integers(3))):
            harness.send([tile(keep=1, in_base=keeps)])
        await harness.done.drained(bench, 3000)
        bench.set("restart", 1)
        await bench.edge()
        bench.set("restart", 0)
        await bench.edge()
        await harness.run(dependent_commands(rng, config, harness.words, 3))


@cocotb.test()
async def halt_stops_it(dut):
    """From a random moment on nothing more is read, and no command is done."""
    bench, config, rng = make(dut)
    await bench.start()
    words = sample_words(rng, config)
    for _ in range(some(12, 400)):
        program = dependent_commands(rng, config, words, 4)
        harness = Harness(bench, config, words, 0, 0.2)
        harness.send(program.commands, program.after)
        await bench.cycles(int(rng.integers(3, 200)))
        while rng.integers(2) and not bench.bits("requantizer_active"):
            await bench.edge()  # halt it more often while results are under way
        await bench.cycles(int(rng.integers(1, 14)))
        bench.set("engine__halt", 1)
        await bench.cycles(_IN_FLIGHT + 20)
        harness.stop()
        await bench.reset()


@cocotb.test()
async def reset_at_any_time(dut):
    """Behind a reset in the middle of commands the engine works as a new one."""
    bench, config, rng = make(dut)
    await bench.start()
    for _ in range(some(9, 300)):
        words = sample_words(rng, config)
        program = dependent_commands(rng, config, words, 4)
        harness = Harness(bench, config, words, 0, 0.1)
        harness.send(program.commands, program.after)
        await bench.cycles(int(rng.integers(2, 400)))
        harness.stop()
        bench.dut.rst.value = 1
        await bench.edge()
        bench.dut.rst.value = 0
        await bench.edge()
        assert not bench.bits("engine__busy")
        harness = Harness(bench, config, words)
        await harness.run(dependent_commands(rng, config, words, 2))
        harness.stop()
