"""Load engine behind the read arbiter, against a copy in NumPy."""

import numpy as np
import pytest
from amaranth.hdl import Module
from amaranth.lib import wiring
from amaranth.lib.wiring import connect
from amaranth.sim import Simulator

from tinynpu.arch.assembler import Instruction, check
from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.bus.axi import ReadArbiter
from tinynpu.core.load import LoadEngine
from tinynpu.core.shapes import queue_words
from tinynpu.testing.axi import AxiMemory
from tinynpu.testing.transfers import load_words

SEED = 31
MEMORY_BYTES = 1 << 15
ORIGIN = (1 << 32) - (1 << 14)  # the memory goes on at address 0


class Bench(wiring.Component):
    def __init__(self, config):
        self.load = LoadEngine(config)
        self.arbiter = ReadArbiter(config)
        super().__init__({})

    def elaborate(self, platform):
        m = Module()
        m.submodules.load = self.load
        m.submodules.arbiter = self.arbiter
        connect(m, self.load.request, self.arbiter.load_request)
        connect(m, self.arbiter.load_response, self.load.response)
        m.d.comb += self.arbiter.halt.eq(self.load.engine.halt)
        return m


class Run:
    """Commands given as soon as the engine takes them; checks each one when it is done.

    Attributes: ``done`` (cycle of each), ``error`` (code and index, or ``None``), ``words``,
    ``written`` (cycles of the last write), ``memory``.
    """

    def __init__(
        self,
        config,
        commands,
        rng,
        *,
        pace=1.0,
        latency=3,
        halt_at=None,
        read_fault=None,
        bases=None,
    ):
        self.config = config
        self.commands = commands
        self.rng = rng
        self.pace = pace
        self.halt_at = halt_at
        self.bases = bases or [int(b) for b in rng.integers(0, 1 << 32, 4)]
        self.content = rng.integers(0, 256, MEMORY_BYTES, dtype=np.uint8)
        self.words = np.zeros((config.scratchpad_words, config.rows), np.uint8)
        self.expected = self.words.copy()
        self.done = []
        self.accepted = []
        self.error = None
        self.bench = Bench(config)
        self.memory = AxiMemory(
            self.content, self.bench.arbiter.axi, bus_bytes=config.bus_bytes,
            burst_beats=config.burst_beats, rng=rng, pace=pace, latency=latency, origin=ORIGIN,
            read_fault=read_fault,
        )  # fmt: skip
        simulator = Simulator(self.bench)
        simulator.add_clock(1e-6)
        simulator.add_testbench(self.testbench)
        simulator.add_testbench(self.memory.reads, background=True)
        simulator.run()

    def model(self, command):
        """LOAD as docs/architecture.md says, on ``expected``."""
        words = load_words(
            self.config,
            dict(command.values),
            self.bases,
            lambda at: int(self.content[(at - ORIGIN) & 0xFFFFFFFF]),
        )
        for word, raw in words:
            self.expected[word] = list(raw)

    async def testbench(self, ctx):
        load, engine = self.bench.load, self.bench.load.engine
        port = load.write
        pace = 1.0 if self.pace == 1 else 0.7
        for i, base in enumerate(self.bases):
            ctx.set(load.bases[i], base)
        given = cycle = quiet_since = 0
        offered = stopped = False
        held = None
        while not quiet_since or cycle < quiet_since + 20:
            assert cycle < 200000, "not done"
            if given < len(self.commands) and not offered and self.rng.random() < pace:
                command = self.commands[given]
                raw = command.to_bytes()[: 4 * queue_words(Queue.LOAD)]
                ctx.set(load.command.payload.index, given + 7)
                ctx.set(load.command.payload.raw, int.from_bytes(raw, "little"))
                offered = True
            ctx.set(load.command.valid, int(offered))
            ctx.set(port.ready, int(self.rng.random() < pace))
            if cycle == self.halt_at:
                ctx.set(engine.halt, 1)
            values = await ctx.tick().sample(
                load.command.ready, engine.busy, engine.index, engine.done, engine.signal,
                engine.error, port.valid, port.ready, port.address, port.data, port.mask,
                self.bench.arbiter.quiet, engine.halt, self.bench.arbiter.axi.arvalid,
            )  # fmt: skip
            (
                *_, ready, busy, index, done, signal, error, valid, granted, address, data, mask,
                quiet, halt, arvalid,
            ) = values  # fmt: skip

            assert busy == (len(self.done) < given)
            if busy:
                assert index == len(self.done) + 7
            if held is not None and not stopped:
                assert (valid, address, data) == (1, *held), "write changed before its handshake"
            held = (address, data) if valid and not granted else None
            assert not (valid and stopped), "write after the stop"
            stopped = halt or error
            assert not (arvalid and quiet_since), "burst after quiet"
            if valid and granted:
                assert mask == (1 << self.config.rows) - 1
                self.words[address] = np.frombuffer(
                    data.to_bytes(self.config.rows, "little"), np.uint8
                )
            if done:
                f = dict(self.commands[len(self.done)].values)
                assert signal == f["signal_compute"] << 1 | f["signal_store"] << 2
                self.model(self.commands[len(self.done)])
                assert np.array_equal(self.words, self.expected), self.commands[len(self.done)]
                self.done.append(cycle)
            if offered and ready:
                self.accepted.append(cycle)
                given += 1
                offered = False
            if error and self.error is None:
                self.error = error, index - 7
                ctx.set(engine.halt, 1)
            finished = len(self.done) == len(self.commands) or halt
            if finished and not quiet_since and quiet:
                assert self.memory.reads_under_way == 0
                quiet_since = cycle
            cycle += 1


def random_command(rng, config, bases):
    """LOAD with every field anywhere in its range, as far as memory and time allow."""
    lines = int(rng.integers(1, 6))
    line_bytes = int(rng.integers(1, rng.choice([4, 40, 400])))
    while True:
        first = int(rng.integers(MEMORY_BYTES))
        line_step = int(rng.integers(-1500, 1500))
        ends = (first, first + (lines - 1) * line_step)
        # A beat may reach beyond its line.
        if min(ends) >= 16 and max(ends) + line_bytes + 16 <= MEMORY_BYTES:
            break
    region = int(rng.integers(4))
    small = rng.integers(2)
    return Instruction.make(
        Opcode.LOAD,
        signal_compute=int(rng.integers(2)),
        signal_store=int(rng.integers(2)),
        region=region,
        memory_offset=(ORIGIN + first - bases[region]) & 0xFFFFFFFF,
        memory_line_step=line_step & 0xFFFFFFFF,
        base=int(rng.integers(1 << 16)),
        line_step=int(rng.integers(1 << 16)),
        word_step=int(rng.integers(3) if small else rng.integers(1 << 16)),
        lines=lines,
        line_bytes=line_bytes,
        step=int(rng.choice([config.rows, rng.integers(1, config.rows + 1)])),
        pad_left=int(rng.choice([0, rng.integers(20), rng.integers(256)])),
        words=int(rng.integers(1, rng.choice([3, 60]))),
        fill=int(rng.integers(-128, 128)),
    )


@pytest.mark.parametrize("seed", range(11))
def test_random_commands(seed):
    rng = np.random.default_rng((SEED, seed))
    rows = (1, 2, 3, 4, 5, 8, 16, 7, 32, 8, 4)[seed]
    config = Config(
        rows=rows, cols=rows, lanes=1, banks=1, bank_words=65536,
        bus_bytes=int(rng.choice([4, 8, 16])), burst_beats=int(rng.choice([1, 4, 16, 64])),
        outstanding=int(rng.integers(1, 6)),
    )  # fmt: skip
    print("seed", SEED, seed, config)
    bases = [int(base) for base in rng.integers(0, 1 << 32, 4)]
    commands = [random_command(rng, config, bases) for _ in range(10)]
    for command in commands:
        assert check(command.to_bytes(), config, first=False) == ErrorCode.NONE
    pace, latency = float(rng.choice([1.0, 0.5])), int(rng.choice([1, 12]))
    run = Run(config, commands, rng, pace=pace, latency=latency, bases=bases)
    assert run.error is None
    assert len(run.done) == len(commands)
    assert run.memory.most_reads <= config.outstanding


def copy(address=0, **fields):
    """LOAD of 8-byte words, from a place in the memory."""
    fields = {"word_step": 1, "lines": 1, "step": 8, **fields}
    return Instruction.make(Opcode.LOAD, memory_offset=(ORIGIN + address) & 0xFFFFFFFF, **fields)


def cycles(config, commands, latency=10):
    run = Run(config, commands, np.random.default_rng(SEED), latency=latency, bases=[0] * 4)
    assert run.error is None
    return run.done[-1] - run.accepted[0] + 1 - latency


FULL_RATE = Config(banks=1, bank_words=4096, outstanding=4, burst_beats=16)


@pytest.mark.parametrize("address", [0, 3])
@pytest.mark.parametrize(
    ("rows", "bus", "step"),
    [(8, 8, 8), (8, 8, 5), (8, 4, 8), (4, 16, 4), (5, 8, 5), (1, 4, 1), (32, 8, 32), (16, 16, 16)],
)
def test_long_lines_use_every_cycle(rows, bus, step, address):
    config = FULL_RATE.replace(rows=rows, cols=rows, lanes=1, bus_bytes=bus)
    words = min(500, 4000 // step)
    command = copy(address, words=words, line_bytes=words * step, step=step)
    ideal = max(words, words * step // bus)
    assert ideal / cycles(config, [command]) >= 0.95


def test_short_lines_cost_little_more_than_their_beats():
    config = FULL_RATE.replace(outstanding=16)
    command = copy(lines=64, words=4, line_bytes=32, memory_line_step=40, line_step=4)
    assert cycles(config, [command]) <= 64 * (4 + 2) + 16


def test_commands_follow_each_other_without_idle_bus():
    commands = [copy(512 * i, words=64, line_bytes=512, base=64 * i) for i in range(8)]
    assert 8 * 64 / cycles(FULL_RATE, commands) >= 0.88


def test_range_error_names_the_command():
    config = Config(banks=2, bank_words=256)
    good = copy(words=8, line_bytes=64)
    bad = copy(words=8, line_bytes=64, base=508)
    for position in range(3):
        commands = [good] * 3
        commands[position] = bad
        run = Run(config, commands, np.random.default_rng(SEED), pace=0.7, bases=[0] * 4)
        assert run.error == (ErrorCode.SCRATCHPAD_RANGE, position)
        assert len(run.done) == position


def test_bus_error_names_the_command():
    config = Config(banks=2, bank_words=256, burst_beats=4)
    commands = [copy(words=8, line_bytes=60, lines=2, memory_line_step=64)] * 3  # 16 beats each
    for beat in (0, 7, 15, 16, 31, 32, 47):
        run = Run(
            config, commands, np.random.default_rng((SEED, beat)), pace=0.7, read_fault=beat,
            bases=[0] * 4,
        )  # fmt: skip
        assert run.error == (ErrorCode.LOAD_BUS, beat // 16), beat


@pytest.mark.parametrize("pace", [1.0, 0.5])
def test_halt_completes_what_is_under_way(pace):
    config = Config(banks=2, bank_words=256, burst_beats=8)
    commands = [copy(5, words=20, line_bytes=140, lines=2, memory_line_step=333)] * 2
    for halt_at in range(0, 110, 9):
        run = Run(
            config, commands, np.random.default_rng((SEED, halt_at)), pace=pace, halt_at=halt_at,
            bases=[0] * 4,
        )  # fmt: skip
        assert run.error is None
