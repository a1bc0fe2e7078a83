"""Store engine on an AXI4 memory, against a copy in NumPy."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.arch.assembler import Instruction, check
from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.core.shapes import READ_LATENCY, queue_words
from tinynpu.core.store import StoreEngine
from tinynpu.testing.axi import AxiMemory
from tinynpu.testing.transfers import store_lines

SEED = 32
MEMORY_BYTES = 1 << 15
ORIGIN = (1 << 32) - (1 << 14)  # the memory goes on at address 0


class Run:
    """Commands given as soon as the engine takes them; memory checked at each ``done``.

    Attributes: ``done`` and ``accepted`` (cycles), ``error`` (code and index, or ``None``),
    ``content``, ``before`` (the memory, now and at first), ``memory``.
    """

    def __init__(
        self, config, commands, rng, *, pace=1.0, latency=3, halt_at=None, write_fault=None,
        order="any", bases=None,
    ):  # fmt: skip
        self.config = config
        self.commands = commands
        self.rng = rng
        self.pace = pace
        self.halt_at = halt_at
        self.bases = bases or [int(b) for b in rng.integers(0, 1 << 32, 4)]
        self.words = rng.integers(0, 256, (config.scratchpad_words, config.rows), dtype=np.uint8)
        self.content = rng.integers(0, 256, MEMORY_BYTES, dtype=np.uint8)
        self.before = self.content.copy()
        self.expected = self.content.copy()
        self.done = []
        self.accepted = []
        self.error = None
        self.store = StoreEngine(config)
        self.memory = AxiMemory(
            self.content, write=self.store.axi, bus_bytes=config.bus_bytes,
            burst_beats=config.burst_beats, rng=rng, pace=pace, latency=latency, origin=ORIGIN,
            write_fault=write_fault, order=order,
        )  # fmt: skip
        simulator = Simulator(self.store)
        simulator.add_clock(1e-6)
        simulator.add_testbench(self.testbench)
        simulator.add_testbench(self.memory.writes, background=True)
        simulator.run()

    def model(self, command):
        """STORE as docs/architecture.md says, on ``expected``."""
        lines = store_lines(
            dict(command.values), self.bases, lambda word: self.words[word].tobytes()
        )
        for address, line in lines:
            at = (address - ORIGIN) & 0xFFFFFFFF
            self.expected[at : at + len(line)] = list(line)

    async def testbench(self, ctx):
        store, engine, port = self.store, self.store.engine, self.store.read
        pace = 1.0 if self.pace == 1 else 0.7
        for i, base in enumerate(self.bases):
            ctx.set(store.bases[i], base)
        given = cycle = quiet_since = beats = 0
        offered = stopped = False
        words = [0] * (READ_LATENCY - 1)
        while not quiet_since or cycle < quiet_since + 20:
            assert cycle < 200000, "not done"
            if given < len(self.commands) and not offered and self.rng.random() < pace:
                raw = self.commands[given].to_bytes()[: 4 * queue_words(Queue.STORE)]
                ctx.set(store.command.payload.index, given + 7)
                ctx.set(store.command.payload.raw, int.from_bytes(raw, "little"))
                offered = True
            ctx.set(store.command.valid, int(offered))
            ctx.set(port.ready, int(self.rng.random() < pace))
            if cycle == self.halt_at:
                ctx.set(engine.halt, 1)
            (
                *_, ready, busy, index, done, signal, error, valid, granted, address, quiet, beat,
                halt, awvalid, wvalid,
            ) = await ctx.tick().sample(
                store.command.ready, engine.busy, engine.index, engine.done, engine.signal,
                engine.error, port.valid, port.ready, port.address, store.quiet, store.beat,
                engine.halt, store.axi.awvalid, store.axi.wvalid,
            )  # fmt: skip

            assert busy == (len(self.done) < given)
            if busy:
                assert index == len(self.done) + 7
            assert not (valid and stopped), "read after the stop"
            stopped = halt or error
            assert not ((awvalid or wvalid) and quiet), "quiet too early"
            assert not ((awvalid or wvalid) and quiet_since), "burst after quiet"
            # The word is there READ_LATENCY cycles after the handshake only.
            word = int.from_bytes(self.rng.bytes(self.config.rows), "little")
            if valid and granted:
                word = int.from_bytes(self.words[address].tobytes(), "little")
            words.append(word)
            ctx.set(port.data, words.pop(0))
            beats += beat
            if done:
                f = dict(self.commands[len(self.done)].values)
                assert signal == f["signal_load"] | f["signal_compute"] << 1
                assert self.memory.writes_under_way == 0
                assert beats == self.memory.write_beats
                self.model(self.commands[len(self.done)])
                assert np.array_equal(self.content, self.expected), self.commands[len(self.done)]
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
                assert self.memory.writes_under_way == 0
                quiet_since = cycle
            cycle += 1


def random_command(rng, config, bases):
    """STORE with every field anywhere in its range, as far as memory and time allow."""
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
    return Instruction.make(
        Opcode.STORE,
        signal_load=int(rng.integers(2)),
        signal_compute=int(rng.integers(2)),
        region=region,
        memory_offset=(ORIGIN + first - bases[region]) & 0xFFFFFFFF,
        memory_line_step=line_step & 0xFFFFFFFF,
        base=int(rng.integers(1 << 16)),
        line_step=int(rng.integers(1 << 16)),
        word_step=int(rng.integers(3) if rng.integers(2) else rng.integers(1 << 16)),
        lines=lines,
        line_bytes=line_bytes,
        step=int(rng.choice([config.rows, rng.integers(1, config.rows + 1)])),
    )


@pytest.mark.parametrize("seed", range(15))
def test_random_commands(seed):
    rng = np.random.default_rng((SEED, seed))
    rows = (1, 2, 3, 4, 5, 8, 16, 7, 32, 8, 4, 3, 16, 2, 5)[seed]
    order = ("any", "address", "data")[seed % 3]
    config = Config(
        rows=rows, cols=rows, lanes=1, banks=1, bank_words=65536,
        bus_bytes=int(rng.choice([4, 8, 16])), burst_beats=int(rng.choice([1, 4, 16, 64])),
        outstanding=int(rng.integers(1, 6)),
    )  # fmt: skip
    print("seed", SEED, seed, order, config)
    bases = [int(base) for base in rng.integers(0, 1 << 32, 4)]
    commands = [random_command(rng, config, bases) for _ in range(8)]
    for command in commands:
        assert check(command.to_bytes(), config, first=False) == ErrorCode.NONE
    pace, latency = float(rng.choice([1.0, 0.5])), int(rng.choice([1, 12]))
    run = Run(config, commands, rng, pace=pace, latency=latency, order=order, bases=bases)
    assert run.error is None
    assert len(run.done) == len(commands)
    assert run.memory.most_writes <= config.outstanding


def copy(address=0, **fields):
    """STORE of words to a place in the memory."""
    fields = {"word_step": 1, "lines": 1, "step": 8, **fields}
    return Instruction.make(Opcode.STORE, memory_offset=(ORIGIN + address) & 0xFFFFFFFF, **fields)


def cycles(config, command, latency=10):
    run = Run(config, [command], np.random.default_rng(SEED), latency=latency, bases=[0] * 4)
    assert run.error is None
    return run.done[0] - run.accepted[0] + 1 - latency


FULL_RATE = Config(banks=1, bank_words=4096, outstanding=4, burst_beats=16)


@pytest.mark.parametrize("address", [0, 3])
@pytest.mark.parametrize(
    ("rows", "bus", "step"),
    [(8, 8, 8), (8, 8, 5), (8, 4, 8), (4, 16, 4), (5, 8, 5), (1, 4, 1), (32, 8, 32), (16, 16, 16)],
)
def test_long_lines_use_every_cycle(rows, bus, step, address):
    config = FULL_RATE.replace(rows=rows, cols=rows, lanes=1, bus_bytes=bus)
    words = min(500, 4000 // step)
    command = copy(address, line_bytes=words * step, step=step)
    ideal = max(words, words * step // bus)
    assert ideal / cycles(config, command) >= 0.95


def test_short_lines_cost_little_more_than_their_beats():
    config = FULL_RATE.replace(outstanding=16)
    command = copy(lines=64, line_bytes=32, memory_line_step=40, line_step=4)
    assert cycles(config, command) <= 64 * (4 + 2) + 16


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_range_error_names_the_command(bad):
    config = Config(banks=2, bank_words=256)
    commands = [copy(512 * i, line_bytes=200) for i in range(3)]
    commands[bad] = copy(1024, line_bytes=200, base=500)
    run = Run(config, commands, np.random.default_rng(SEED), pace=0.7, bases=[0] * 4)
    assert run.error == (ErrorCode.SCRATCHPAD_RANGE, bad)
    assert len(run.done) == bad


def test_bus_error_names_the_command():
    config = Config(banks=2, bank_words=256, burst_beats=4)
    commands = [copy(512 * i, line_bytes=60, lines=2, memory_line_step=64) for i in range(3)]
    for burst in range(12):  # 4 each
        run = Run(
            config, commands, np.random.default_rng((SEED, burst)), pace=0.7, write_fault=burst,
            bases=[0] * 4,
        )  # fmt: skip
        assert run.error == (ErrorCode.STORE_BUS, burst // 4), burst


@pytest.mark.parametrize("order", ["any", "address", "data"])
@pytest.mark.parametrize("pace", [1.0, 0.5])
def test_halt_completes_bursts_without_writing(pace, order):
    """Bytes that are not yet right are those that were there before."""
    config = Config(banks=2, bank_words=256, burst_beats=8)
    command = copy(5, line_bytes=140, lines=3, memory_line_step=333)
    for halt_at in range(0, 110, 11):
        run = Run(
            config, [command], np.random.default_rng((SEED, halt_at)), pace=pace, order=order,
            halt_at=halt_at, bases=[0] * 4,
        )  # fmt: skip
        assert run.error is None
        if not run.done:
            run.model(command)
        assert np.all((run.content == run.expected) | (run.content == run.before))
