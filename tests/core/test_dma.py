"""Load and store engines with arbiter and scratchpad, against copies in NumPy."""

import numpy as np
import pytest
from amaranth.hdl import Module
from amaranth.lib import wiring
from amaranth.lib.wiring import connect
from amaranth.sim import Simulator

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.bus.axi import ReadArbiter
from tinynpu.core.load import LoadEngine
from tinynpu.core.scratchpad import Scratchpad
from tinynpu.core.shapes import queue_words
from tinynpu.core.store import StoreEngine
from tinynpu.testing.axi import AxiMemory

SEED = 11
MEMORY_BYTES = 20480
BASES = (64, 4090, 8192, 3)


class Bench(wiring.Component):
    """Both engines on one scratchpad."""

    def __init__(self, config):
        self.load = LoadEngine(config)
        self.store = StoreEngine(config)
        self.arbiter = ReadArbiter(config)
        self.scratchpad = Scratchpad(config)
        super().__init__({})

    def elaborate(self, platform):
        m = Module()
        for name in ("load", "store", "arbiter", "scratchpad"):
            m.submodules[name] = getattr(self, name)
        connect(m, self.load.request, self.arbiter.load_request)
        connect(m, self.arbiter.load_response, self.load.response)
        connect(m, self.load.write, self.scratchpad.load_write)
        connect(m, self.store.read, self.scratchpad.store_read)
        for engine in (self.load, self.store):
            m.d.comb += [engine.bases[i].eq(base) for i, base in enumerate(BASES)]
        m.d.comb += self.arbiter.halt.eq(self.load.engine.halt)
        return m


def model(config, command, words, memory):
    """LOAD and STORE as docs/architecture.md says."""
    f = dict(command.values)
    for i in range(f["lines"]):
        at = (BASES[f["region"]] + f["memory_offset"] + i * f["memory_line_step"]) & 0xFFFFFFFF
        line = f["base"] + i * f["line_step"]
        if command.opcode == Opcode.LOAD:
            end = f["words"] * f["step"] + config.rows
            source = np.full(f["pad_left"] + f["line_bytes"] + end, f["fill"], np.int8)
            source[f["pad_left"] :][: f["line_bytes"]] = memory[at : at + f["line_bytes"]].view(
                np.int8
            )
            for k in range(f["words"]):
                words[(line + k * f["word_step"]) & 0xFFFF] = source[k * f["step"] :][: config.rows]
        else:
            count = -(-f["line_bytes"] // f["step"])
            dense = [words[(line + k * f["word_step"]) & 0xFFFF][: f["step"]] for k in range(count)]
            memory[at : at + f["line_bytes"]] = np.concatenate(dense)[: f["line_bytes"]].view(
                np.uint8
            )


def random_command(rng, config, opcode):
    step = int(rng.choice([config.rows, int(rng.integers(1, config.rows + 1))]))
    lines = int(rng.integers(1, 6))
    line_bytes = int(rng.integers(1, 110 if rng.integers(2) else 20))
    fields = {
        "region": int(rng.integers(4)),
        "memory_offset": int(rng.integers(0, 64)),
        "memory_line_step": int(rng.integers(200, 400)),
        "base": int(rng.integers(0, 64)),
        "line_step": int(rng.integers(0, 32)),
        "word_step": int(rng.integers(1, 4)),
        "lines": lines,
        "line_bytes": line_bytes,
        "step": step,
    }
    if opcode == Opcode.LOAD:
        fields["pad_left"] = int(rng.choice([0, int(rng.integers(0, 40))]))
        fields["words"] = int(rng.integers(1, 40))
        fields["fill"] = int(rng.integers(-128, 128))
    return Instruction.make(opcode, **fields)


def run(config, commands, *, seed=0, pace=1.0, halt_at=None, memory=None, latency=2):
    """Runs commands one after the other; returns bench results."""
    rng = np.random.default_rng((SEED, seed))
    bench = Bench(config)
    if memory is None:
        memory = rng.integers(0, 256, MEMORY_BYTES, dtype=np.uint8)
    words = np.zeros((config.scratchpad_words, config.rows), np.int8)
    expected_memory = memory.copy()
    axi = AxiMemory(
        memory,
        bench.arbiter.axi,
        bench.store.axi,
        bus_bytes=config.bus_bytes,
        burst_beats=config.burst_beats,
        rng=rng,
        pace=pace,
        latency=latency,
    )
    result = {"error": 0, "cycles": []}
    size = queue_words(Queue.LOAD)

    async def testbench(ctx):
        cycle = 0
        for index, command in enumerate(commands):
            engine = bench.load if command.opcode == Opcode.LOAD else bench.store
            ctx.set(engine.command.payload.index, index)
            ctx.set(
                engine.command.payload.raw,
                int.from_bytes(command.to_bytes()[: 4 * size], "little"),
            )
            ctx.set(engine.command.valid, 1)
            begin = cycle
            accepted = False
            for _ in range(60000):
                ready = ctx.get(engine.command.ready)
                done = ctx.get(engine.engine.done)
                error = ctx.get(engine.engine.error)
                if done or error or (halt_at is not None and cycle >= halt_at):
                    break
                await ctx.tick()
                cycle += 1
                if ready and not accepted:
                    accepted = True
                    ctx.set(engine.command.valid, 0)
            else:
                pytest.fail(f"{command} not done")
            result["cycles"].append(cycle - begin)
            if error:
                result["error"] = error, ctx.get(engine.engine.index)
            if not done:
                ctx.set(bench.load.engine.halt, 1)
                ctx.set(bench.store.engine.halt, 1)
                ctx.set(engine.command.valid, 0)
                for _ in range(5000):
                    await ctx.tick()
                    if ctx.get(bench.arbiter.quiet) and ctx.get(bench.store.quiet):
                        result["quiet"] = True
                        return
                return
            await ctx.tick()
            cycle += 1
            model(config, command, words, expected_memory)

    simulator = Simulator(bench)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.add_testbench(axi.reads, background=True)
    simulator.add_testbench(axi.writes, background=True)
    simulator.run()
    result.update(memory=memory, expected=expected_memory, axi=axi)
    return result


def fill_scratchpad(config):
    """LOAD that gives every word a value."""
    return Instruction.make(
        Opcode.LOAD, memory_line_step=0, base=0, word_step=1, lines=1, words=config.scratchpad_words,
        line_bytes=config.scratchpad_words * config.rows, step=config.rows,
    )  # fmt: skip


@pytest.mark.slow  # the cocotb suites of load and store run in every test
@pytest.mark.parametrize("pace", [1.0, 0.4])
@pytest.mark.parametrize(
    ("rows", "bus", "burst", "outstanding"),
    [(1, 4, 4, 1), (3, 8, 16, 2), (4, 4, 8, 2), (5, 16, 1, 4), (8, 8, 32, 4), (16, 8, 64, 3)],
)
def test_random_commands(rows, bus, burst, outstanding, pace):
    config = Config(
        rows=rows, cols=rows, lanes=1, banks=2, bank_words=512, bus_bytes=bus, burst_beats=burst,
        outstanding=outstanding,
    )  # fmt: skip
    rng = np.random.default_rng((SEED, rows, bus))
    commands = [fill_scratchpad(config)]
    for _ in range(10):
        commands.append(random_command(rng, config, Opcode.LOAD))
        commands.append(random_command(rng, config, Opcode.STORE))
    result = run(config, commands, seed=rows, pace=pace)
    assert result["error"] == 0
    differing = np.nonzero(result["memory"] != result["expected"])[0]
    assert differing.size == 0, f"{differing.size} bytes differ, first {differing[:8]}"


@pytest.mark.parametrize("opcode", [Opcode.LOAD, Opcode.STORE])
def test_long_lines_use_every_cycle(opcode):
    config = Config(banks=2, bank_words=1024, outstanding=4, burst_beats=32)
    command = Instruction.make(
        opcode, memory_offset=8, word_step=1, lines=1, line_bytes=8192, step=8,
        **({"words": 1024} if opcode == Opcode.LOAD else {}),
    )  # fmt: skip
    result = run(config, [command], latency=20)
    assert result["error"] == 0
    assert 1024 / result["cycles"][0] >= 0.93


@pytest.mark.parametrize(
    ("opcode", "changes", "error"),
    [
        (Opcode.LOAD, {"base": 508, "words": 8}, ErrorCode.SCRATCHPAD_RANGE),
        (Opcode.LOAD, {"memory_offset": MEMORY_BYTES}, ErrorCode.LOAD_BUS),
        (Opcode.STORE, {"base": 508}, ErrorCode.SCRATCHPAD_RANGE),
        (Opcode.STORE, {"memory_offset": MEMORY_BYTES}, ErrorCode.STORE_BUS),
    ],
)
def test_errors(opcode, changes, error):
    config = Config(banks=2, bank_words=256)
    fields = {"word_step": 1, "lines": 2, "line_bytes": 64, "step": 8, "memory_line_step": 64}
    if opcode == Opcode.LOAD:
        fields["words"] = 8
    good = Instruction.make(opcode, **fields)
    bad = Instruction.make(opcode, **{**fields, **changes})
    result = run(config, [good, bad], pace=0.7)
    assert result["error"] == (error, 1)
    assert result["quiet"]


@pytest.mark.slow
@pytest.mark.parametrize("opcode", [Opcode.LOAD, Opcode.STORE])
def test_halt_leaves_the_bus_quiet(opcode):
    config = Config(banks=2, bank_words=256, burst_beats=8)
    fields = {"word_step": 1, "lines": 4, "line_bytes": 333, "step": 8, "memory_line_step": 333}
    if opcode == Opcode.LOAD:
        fields["words"] = 40
    for halt_at in range(1, 120, 7):
        result = run(
            config, [Instruction.make(opcode, **fields)], pace=0.5, halt_at=halt_at, seed=halt_at
        )
        assert result["quiet"], halt_at
