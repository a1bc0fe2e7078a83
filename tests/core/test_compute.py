"""The compute engine with its scratchpad against loops written from docs/architecture.md."""

import numpy as np
import pytest
from amaranth.hdl import Module
from amaranth.lib import wiring
from amaranth.lib.wiring import connect
from amaranth.sim import Simulator

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode, Queue
from tinynpu.core.compute import ComputeEngine
from tinynpu.core.scratchpad import Scratchpad
from tinynpu.core.shapes import READ_LATENCY, Activity, queue_words
from tinynpu.testing.reference import (
    Reference,
    random_commands,
    random_tile,
    random_words,
    regions_of,
)

CONFIGS = {
    "square": Config(
        rows=4, cols=4, lanes=2, accumulator_depth=32, banks=4, bank_words=256, accumulator_width=24
    ),
    "wide": Config(
        rows=3, cols=7, lanes=1, accumulator_depth=20, banks=1, bank_words=1024, single_port=True
    ),
    "tall": Config(rows=8, cols=5, lanes=4, accumulator_depth=32, banks=2, bank_words=1024),
}
SEED = 2026


class Bench(wiring.Component):
    """Compute engine and scratchpad."""

    def __init__(self, config):
        self.engine = ComputeEngine(config)
        self.scratchpad = Scratchpad(config)
        super().__init__({})

    def elaborate(self, platform):
        m = Module()
        m.submodules.engine = self.engine
        m.submodules.scratchpad = self.scratchpad
        for name in ("sample_read", "weight_read", "vector_read", "result_write"):
            connect(m, getattr(self.engine, name), getattr(self.scratchpad, name))
        return m


def simulate(config, words, commands, cycles=200_000, others=None):
    """Run commands on the RTL; returns the scratchpad, (error, index) and activity counts.

    ``others``: a generator of whether STORE reads the first word in a cycle.
    """
    bench = Bench(config)
    found = {"error": (0, 0), "activity": {}, "done": 0}
    result = words.copy()
    entry_words = queue_words(Queue.COMPUTE)

    async def testbench(ctx):
        port = bench.scratchpad.load_write
        ctx.set(port.mask, (1 << config.rows) - 1)
        ctx.set(port.valid, 1)
        for address, word in enumerate(words):
            ctx.set(port.address, address)
            ctx.set(port.data, int.from_bytes(word.astype(np.uint8).tobytes(), "little"))
            await ctx.tick()
        ctx.set(port.valid, 0)
        stream = bench.engine.command
        pending = list(enumerate(commands))
        total = len(pending)
        for _ in range(cycles):
            if others is not None:
                ctx.set(bench.scratchpad.store_read.valid, int(next(others)))
            if pending:
                index, command = pending[0]
                raw = int.from_bytes(command.to_bytes()[: 4 * entry_words], "little")
                ctx.set(stream.payload.index, index)
                ctx.set(stream.payload.raw, raw)
            ctx.set(stream.valid, int(bool(pending)))
            accepted = ctx.get(stream.ready) and pending
            found["done"] += ctx.get(bench.engine.engine.done)
            activity = Activity(ctx.get(bench.engine.activity))
            found["activity"][activity] = found["activity"].get(activity, 0) + 1
            if ctx.get(bench.engine.engine.error):
                found["error"] = (
                    ctx.get(bench.engine.engine.error),
                    ctx.get(bench.engine.engine.index),
                )
                return
            await ctx.tick()
            if accepted:
                pending.pop(0)
            if found["done"] == total:
                break
        else:
            pytest.fail(f"not done after {cycles} cycles")
        ctx.set(stream.valid, 0)
        port = bench.scratchpad.store_read
        ctx.set(port.valid, 1)
        for address in range(len(words)):
            ctx.set(port.address, address)
            await ctx.tick().repeat(READ_LATENCY)
            data = ctx.get(port.data)
            result[address] = np.frombuffer(data.to_bytes(config.rows, "little"), np.int8)

    simulator = Simulator(bench)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()
    return result, found


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))]
)
def test_random_commands(name, seed):
    config = CONFIGS[name]
    rng = np.random.default_rng((SEED, seed, config.rows))
    print("seed", SEED, seed)
    words = random_words(rng, config)
    reference = Reference(config, words)
    commands = random_commands(rng, config)
    for command in commands:
        reference.run(command)
    result, found = simulate(config, words, commands)
    assert found["error"] == (0, 0)
    differing = np.nonzero((result != reference.words).any(axis=1))[0]
    assert differing.size == 0, f"{len(differing)} words differ, first {differing[:5]}"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"out_height": 6, "out_width": 6}, ErrorCode.ACCUMULATOR_RANGE),
        ({"in_base": 1020, "in_height": 3, "in_width": 3}, ErrorCode.SCRATCHPAD_RANGE),
        ({"weight_base": 1023}, ErrorCode.SCRATCHPAD_RANGE),
        ({"param_base": 1024}, ErrorCode.SCRATCHPAD_RANGE),
        ({"out_base": 1022}, ErrorCode.SCRATCHPAD_RANGE),
        ({"fir": 1, "pitch": 0}, ErrorCode.ILLEGAL_FIELD),
        ({"fir": 1, "pitch": 2}, ErrorCode.ILLEGAL_FIELD),
        ({"keep": 1, "outer_blocks": 2}, ErrorCode.ILLEGAL_FIELD),
    ],
)
def test_errors(changes, error):
    config = CONFIGS["square"]
    rng = np.random.default_rng(SEED)
    good = dict(random_tile(rng, config, regions_of(config)).values)
    del good["opcode"]
    good.update(
        fir=0, weight_cols=2, in_height=9, in_width=9, in_column_step=1, in_row_step=9, in_kx_step=1,
        in_ky_step=9, out_height=3, out_width=3, kernel_height=1, kernel_width=1, outer_blocks=1,
        in_blocks=1, stride_x=1, stride_y=1, out_column_step=1, out_row_step=3, groups=1,
        block_groups=1, first_group=0,
    )  # fmt: skip
    commands = [
        Instruction.make(Opcode.TILE, **good),
        Instruction.make(Opcode.TILE, **{**good, **changes}),
    ]
    _, found = simulate(config, random_words(rng, config), commands)
    assert found["error"] == (error, 1)


@pytest.mark.parametrize("outputs", [(2, 3), (3, 4), (4, 3), (1, 1)])
def test_kept_sums_have_as_many_outputs(outputs):
    config = CONFIGS["square"]
    rng = np.random.default_rng(SEED)
    tile = random_tile(rng, config, regions_of(config), (3, 3))
    other = random_tile(rng, config, regions_of(config), outputs)
    commands = [
        Instruction.make(Opcode.TILE, **{**_values(tile), "keep": 1, "outer_blocks": 1}),
        other,
    ]
    _, found = simulate(config, random_words(rng, config), commands)
    assert found["error"] == (ErrorCode.ILLEGAL_FIELD, 1)


def _values(command):
    return {name: value for name, value in command.values if name != "opcode"}


def test_passes_of_two_samples_that_wait():
    """The second sample waits for STORE, while the weights of the next pass are loaded: the sums of
    two passes come closer to each other than the weights let them otherwise."""
    config = CONFIGS["square"]
    tile = Instruction.make(
        Opcode.TILE, weight_cols=4, in_column_step=1, in_row_step=2, in_kx_step=1, in_ky_step=2,
        weight_base=256, in_height=8, in_width=2, kernel_height=8, kernel_width=1, stride_y=1,
        stride_x=1, dilation_y=1, dilation_x=1, in_blocks=4, in_block_step=16, out_height=1,
        out_width=2, block_groups=2, outer_blocks=1, groups=2, param_base=640, out_base=700,
        out_column_step=1, out_row_step=2, out_block_step=16, clamp_min=-128, clamp_max=127,
        multiplier=1 << 30, shift=-9,
    )  # fmt: skip
    rng = np.random.default_rng(SEED)
    words = random_words(rng, config)
    words[640:660] = 0  # no bias
    reference = Reference(config, words)
    reference.run(tile)
    assert np.unique(reference.words[700:732]).size > 8

    def others():
        while True:
            yield from [0] * int(rng.integers(1, 6))
            yield from [1] * int(rng.integers(1, 12))

    for _ in range(4):
        result, _ = simulate(config, words, [tile], others=others())
        assert np.array_equal(result, reference.words)


def test_no_bubbles_between_passes():
    config = CONFIGS["square"]
    tile = Instruction.make(
        Opcode.TILE, weight_cols=4, in_base=0, in_column_step=1, in_row_step=4, in_kx_step=1,
        in_ky_step=4, weight_base=256, in_height=8, in_width=4, kernel_height=3, kernel_width=3,
        stride_y=1, stride_x=1, dilation_y=1, dilation_x=1, in_blocks=2, in_block_step=32,
        out_height=4, out_width=4, block_groups=2, outer_blocks=3, groups=6, param_base=640,
        out_base=700, out_column_step=1, out_row_step=4, out_block_step=16, clamp_max=127,
    )  # fmt: skip
    rng = np.random.default_rng(SEED)
    _, found = simulate(config, random_words(rng, config), [tile, tile])
    activity = found["activity"]
    assert activity[Activity.ACTIVE] == 2 * 3 * 3 * 3 * 2 * 16
    stalls = {key: n for key, n in activity.items() if key not in (Activity.ACTIVE, Activity.IDLE)}
    # The first weights, the way of each command, and a cycle for each block; nothing between passes.
    assert sum(stalls.values()) <= READ_LATENCY + config.cols + 2 * 3 + 2 * 3, stalls
