"""Weight loader: every column of every pass in order, ahead of the samples but not too far."""

import cocotb
import numpy as np
from cocotb.triggers import FallingEdge

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.core.shapes import READ_LATENCY, queue_words
from tinynpu.cosim.agents import Bench, Scoreboard, StreamMonitor, StreamSource, quantity
from tinynpu.cosim.scratchpad import ScratchpadModel
from tinynpu.verify.blocks import find_block

_LOOPS = ("in_blocks", "kernel_width", "kernel_height", "outer_blocks")
_WORDS = queue_words(Queue.COMPUTE)


class Harness:
    """Commands on one side, an array that takes the weights on the other.

    The array swaps whenever it likes, provided that all columns are loaded. Every load is compared
    with the scratchpad, and ``loaded`` with what has been loaded and swapped.

    Parameters
    ----------
    dut
        cocotb's handle; it has been reset.
    idle, busy, slow
        Chances that no command is offered, no read is granted, and no swap is made in a cycle.

    Members
    -------
    hold_chance
        Chance that ``hold`` is 1 in a cycle.
    swaps
        Cycles of the swaps.
    """

    def __init__(self, bench: Bench, config, idle=0.0, busy=0.0, slow=0.0):
        self.bench, self.config = bench, config
        self.slow = slow
        self.hold_chance = 0.0
        self.columns = Scoreboard("column")
        self.cycle = self.complete = 0
        self.swaps: list[int] = []
        self.running: int | None = None
        numbers = np.random.default_rng(bench.random.getrandbits(32))
        self.words = numbers.integers(-128, 128, (config.scratchpad_words, config.rows))
        self.source = StreamSource(bench, "command", bench.chances(idle))
        self.memory = ScratchpadModel(
            bench,
            self.words,
            {"read": bench.chances(busy)},
            may_withdraw=lambda: bench.bits("halt"),
        )
        self.commands: list[Instruction] = []
        self.tasks = [
            self.source.task,
            self.memory.task,
            StreamMonitor(bench, "command", self._accept).task,
            cocotb.start_soon(self._watch()),
            cocotb.start_soon(self._swap()),
        ]

    def stop(self):
        """End all that drives and watches."""
        for task in self.tasks:
            task.cancel()
        for name in ("command__valid", "swap", "hold", "halt"):
            self.bench.set(name, 0)

    def send(self, **fields: int):
        """Queue a TILE; all loops are 1 unless they are given."""
        values = {**dict.fromkeys(_LOOPS, 1), "weight_cols": 1, **fields}
        command = Instruction.make(Opcode.TILE, **values)
        raw = int.from_bytes(command.to_bytes()[: 4 * _WORDS], "little")
        self.source.queue.append({"index": len(self.commands) & 0xFFFF, "raw": raw})
        self.commands.append(command)

    def send_random(self, most: int = 4):
        """A TILE whose weights end at or before the last word."""
        draw, cols = self.bench.random, self.config.cols
        while True:
            loops = {name: draw.randint(1, most) for name in _LOOPS}
            weight_cols = draw.choice((1, cols, draw.randint(1, cols)))
            room = self.config.scratchpad_words - weight_cols * int(np.prod(list(loops.values())))
            if room >= 0:
                base = draw.choice((room, draw.randint(0, room)))
                self.send(weight_cols=weight_cols, weight_base=base, **loops)
                return

    async def finish(self, limit: int = 20_000):
        """Wait until all is loaded and taken."""
        for _ in range(limit):
            if not (self.source.queue or self.columns.expected) and (
                len(self.swaps) == self.complete
            ):
                break
            await self.bench.edge()
        else:
            raise AssertionError(f"{len(self.columns.expected)} columns are still to come")
        await self.bench.cycles(3)

    def _accept(self, payload):
        """All columns of the command are due, behind those of the ones before."""
        self.running = payload["index"]
        command = self.commands[payload["index"]]
        address = command["weight_base"]
        for _ in range(int(np.prod([command[name] for name in _LOOPS]))):
            for column in range(self.config.cols):
                word = bytes(self.config.rows)
                if column < command["weight_cols"]:
                    if address >= len(self.words):
                        return
                    word = self.words[address].astype(np.int8).tobytes()
                    address += 1
                self.columns.expect((column, word))

    async def _swap(self):
        """Take the weights, in the middle of the cycle, when ``loaded`` is known."""
        bench = self.bench
        while True:
            await FallingEdge(bench.dut.clk)
            bench.set("swap", int(bench.bits("loaded") and bench.random.random() >= self.slow))

    async def _watch(self):
        bench, cols = self.bench, self.config.cols
        # A sample that is read now swaps the weights in the array so much later.
        coming = [False] * READ_LATENCY
        swapped = 0
        halted = False  # in the cycle before
        held = 0  # words that were read with ``hold``
        while True:
            bench.set("hold", int(bench.random.random() < self.hold_chance))
            running = self.running
            await bench.edge()
            self.cycle += 1
            if running is not None:
                assert bench.get("index") == running
            # The swap is in the array in this cycle: all columns were there in the one before.
            swap = coming.pop(0)
            if swap:
                assert self.complete == swapped + 1, "swapped before all columns were loaded"
                swapped += 1
            load = bench.bits("load")
            if load:
                assert load.bit_count() == 1, f"one-hot, not {load:#b}"
                column = load.bit_length() - 1
                # Not before the weights of the pass before have been taken.
                assert swapped == self.complete, "loaded before the swap"
                self.columns.take(
                    (column, bench.bits("weight").to_bytes(self.config.rows, "little"))
                )
                self.complete += column == cols - 1
            coming.append(bool(bench.bits("swap")))
            if coming[-1]:
                assert bench.bits("loaded")
                self.swaps.append(self.cycle)
            reads = bench.bits("read__valid")
            assert not (halted and reads), "a read after the halt"
            halted = bench.bits("halt")
            held = held + (reads & bench.bits("read__ready")) if bench.bits("hold") else 0
            assert held <= 2, "more is read than had been found out before ``hold``"


async def start(dut, **chances: float) -> Harness:
    """Reset, and a harness."""
    component = find_block("weights").make()
    bench = Bench(dut, component)
    await bench.start()
    return Harness(bench, component.config, **chances)


@cocotb.test()
async def every_count_of_columns(dut):
    """1 to all columns from the scratchpad, 0 for the others; the very first and the last word."""
    harness = await start(dut)
    for count in range(1, harness.config.cols + 1):
        harness.send(weight_cols=count, weight_base=0)
        harness.send(weight_cols=count, weight_base=harness.config.scratchpad_words - count)
        passes = {"kernel_width": 2, "in_blocks": 3}
        harness.send(
            weight_cols=count,
            weight_base=harness.config.scratchpad_words - 6 * count,
            **passes,
        )
    await harness.finish()
    assert harness.complete == 8 * harness.config.cols
    assert not harness.bench.bits("error")


@cocotb.test()
async def every_loop(dut):
    """Each loop alone makes its passes, up to as many as there are words."""
    harness = await start(dut)
    words = harness.config.scratchpad_words
    for name in _LOOPS:
        for count in (2, 3, words):
            harness.send(**{name: count})
    await harness.finish()
    assert harness.complete == len(_LOOPS) * (5 + words)


@cocotb.test()
async def random_rhythm(dut):
    """Random commands while commands, grants and swaps pause and ``hold`` comes and goes."""
    harness = await start(dut)
    bench = harness.bench
    for idle, busy, slow, hold in (
        (0, 0, 0, 0),
        (0.5, 0.5, 0.5, 0.2),
        (0, 0.8, 0, 0),
        (0, 0, 0.9, 0.5),
    ):
        harness.stop()
        harness = Harness(bench, harness.config, idle, busy, slow)
        harness.hold_chance = hold
        for _ in range(quantity(4, 300)):
            harness.send_random()
        await harness.finish(limit=quantity(20_000, 1_000_000))
        assert not bench.bits("error")


@cocotb.test()
async def one_pass_in_as_many_cycles_as_columns(dut):
    """Without waits the weights of the next pass are there when the array has had one for ``cols``
    cycles; the first pass of another command costs two cycles more."""
    harness = await start(dut)
    cols = harness.config.cols
    for _ in range(3):
        harness.send(weight_cols=cols, in_blocks=3, outer_blocks=2)
    await harness.finish()
    gaps = list(np.diff(harness.swaps))
    assert len(gaps) == 17
    assert gaps == ([cols] * 5 + [cols + 2]) * 2 + [cols] * 5, gaps


@cocotb.test()
async def beyond_the_scratchpad(dut):
    """The first word beyond stops the loader with the command's index, until a reset."""
    harness = await start(dut, busy=0.3)
    bench, config = harness.bench, harness.config
    for beyond in range(1, 2 * config.cols + 1):
        base = config.scratchpad_words - 2 * config.cols + beyond
        if beyond == 2 * config.cols:
            base = 0xFFFF
        for _ in range(beyond % 3):
            harness.send_random(2)
        harness.send(weight_cols=config.cols, weight_base=base, in_blocks=2)
        harness.send_random()
        for _ in range(500):
            if bench.bits("error"):
                break
            await bench.edge()
        for _ in range(20):
            await bench.edge()
            assert bench.bits("error") == ErrorCode.SCRATCHPAD_RANGE
            assert bench.get("index") == beyond % 3
            assert not bench.bits("read__valid")
        assert not harness.columns.expected
        assert harness.columns.seen % config.cols == max(2 * config.cols - beyond, 0) % config.cols
        harness.stop()
        await bench.reset()
        assert not bench.bits("error")
        harness = Harness(bench, config, busy=0.3)
    harness.send_random()
    await harness.finish()


@cocotb.test()
async def halt_stops_it(dut):
    """From a random moment on nothing is read; a reset leads back."""
    harness = await start(dut)
    bench, config = harness.bench, harness.config
    for _ in range(quantity(8, 300)):
        harness.stop()
        await bench.reset()
        harness = Harness(bench, config, 0.2, bench.random.random() / 2, 0.2)
        for _ in range(4):
            harness.send_random(3)
        await bench.cycles(bench.random.randrange(3, 60))
        bench.set("halt", 1)
        await bench.cycles(3)
        read = harness.memory.granted["read"]
        await bench.cycles(12)
        assert harness.memory.granted["read"] == read


@cocotb.test()
async def reset_at_any_time(dut):
    """Behind a reset in the middle of a pass the loader begins anew, with column 0."""
    harness = await start(dut)
    bench, config = harness.bench, harness.config
    for _ in range(quantity(10, 400)):
        for _ in range(4):
            harness.send_random(3)
        await bench.cycles(bench.random.randrange(1, 50))
        harness.stop()
        bench.dut.rst.value = 1
        await bench.edge()
        bench.dut.rst.value = 0
        harness = Harness(bench, config, 0, 0.2, 0.2)
        await bench.edge()
        assert not bench.bits("loaded")
        assert not bench.bits("load")
        harness.send_random(2)
        await harness.finish()
