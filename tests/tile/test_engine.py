"""The engine against sums that NumPy makes, at full speed and with pauses."""

import dataclasses

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier, wrap
from tinynpu.arch.tile import (
    LFSR_SEED,
    LFSR_TAPS,
    SELF_TEST_SHIFT,
    SELF_TEST_STEPS,
    SIGNATURE_TAPS,
    Block,
    Command,
    ErrorFlag,
    RunFlag,
    Scaling,
    TileConfig,
)
from tinynpu.core.technology import Technology
from tinynpu.tile.engine import Engine

_SETTLE = 1
"""Cycles from the last sample to the first sum."""

CONFIGS = {
    "plain": TileConfig(),
    "groups": TileConfig(columns=3, groups=2, depth=4),
    "odd": TileConfig(columns=1, groups=1, depth=3, accumulator_width=24),
    "few rows": TileConfig(columns=5, groups=1, depth=2),
    "scaled": TileConfig(columns=2, groups=2, depth=4, requantizer_bits=8),
    "scaled slowly": TileConfig(columns=3, depth=5, requantizer_bits=3),
    "scaled at once": TileConfig(columns=2, groups=3, depth=1, requantizer_bits=31),
}


class Host:
    """Moves transfers, and counts cycles."""

    def __init__(self, ctx, engine, pause=None):
        self.ctx, self.engine, self.pause = ctx, engine, pause
        self.cycles = 0

    async def _tick(self):
        await self.ctx.tick()
        self.cycles += 1

    async def _wait(self):
        while self.pause is not None and self.pause():
            self.ctx.set(self.engine.strobe, 0)
            await self._tick()
        self.ctx.set(self.engine.strobe, 1)

    async def put(self, transfers):
        for byte, nibble in transfers:
            while True:
                await self._wait()
                self.ctx.set(self.engine.byte, int(byte))
                self.ctx.set(self.engine.nibble, int(nibble))
                assert not self.ctx.get(self.engine.valid)
                taken = self.ctx.get(self.engine.ready)
                await self._tick()
                if taken:
                    break
        self.ctx.set(self.engine.strobe, 0)

    async def get(self, count):
        found = []
        while len(found) < count:
            await self._wait()
            if self.ctx.get(self.engine.valid):
                assert not self.ctx.get(self.engine.ready)
                found.append(self.ctx.get(self.engine.output))
            await self._tick()
        self.ctx.set(self.engine.strobe, 0)
        return bytes(found)

    async def run(self, config, block):
        await self.put([*block.header(), *block.operands(config)])
        if not block.flags & RunFlag.SCALE:
            return await self.get(3 * config.sums)
        found = b""
        for column in range(config.columns):
            scaling = None
            if column == 0 or not block.flags & RunFlag.ONE_CHANNEL:
                scaling = block.scalings[column]
                await self.put((byte, 0) for byte in scaling.encode())
            found += await self.get(config.rows)
        return found


def expected(config, block, layer=(0, -128, 127)):
    """Bytes of a block, from NumPy alone."""
    weights = block.weights
    if block.flags & RunFlag.SHIFT:
        weights = np.stack(
            [
                np.concatenate([np.zeros(c, np.int8), weights])[: block.steps]
                for c in range(config.columns)
            ],
            axis=1,
        )
    sums = block.samples.astype(np.int64).T @ weights.astype(np.int64)
    sums = wrap(sums, config.accumulator_width)
    found = []
    for column in range(config.columns):
        for row, byte in config.output_order(block.flags):
            value = int(sums[row, column])
            if not block.flags & RunFlag.SCALE:
                found.append(value >> 8 * byte & 255)
                continue
            one = bool(block.flags & RunFlag.ONE_CHANNEL)
            scaling = block.scalings[0 if one else column]
            scaled = multiply_by_quantized_multiplier(
                np.array([value + scaling.bias]), scaling.multiplier, -scaling.right
            )
            result = min(max(int(scaled[0]) + layer[0], layer[1]), layer[2])
            found.append(result & 255)
    return bytes(found)


def random_block(config, rng, flags=RunFlag.SUMS, steps=None):
    steps = steps or int(rng.integers(1, 12))
    shape = (steps,) if flags & RunFlag.SHIFT else (steps, config.columns)
    edges = np.array([-128, -1, 0, 127], np.int8)
    samples = rng.integers(-128, 128, (steps, config.rows)).astype(np.int8)
    weights = rng.integers(-128, 128, shape).astype(np.int8)
    samples[0] = rng.choice(edges, config.rows)
    weights[0] = rng.choice(edges, shape[1:])
    scalings = ()
    if flags & RunFlag.SCALE:
        scalings = tuple(
            Scaling(
                int(rng.integers(1 << 30, 1 << 31)),
                int(rng.integers(0, 16)),
                int(rng.integers(-(1 << 17), 1 << 17)),
            )
            for _ in range(config.columns)
        )
    return Block(samples, weights, flags, scalings)


def simulate(config, bench, *, technology=Technology.GENERIC):
    engine = Engine(config, technology=technology)
    simulator = Simulator(engine)
    simulator.add_clock(2e-8)

    async def testbench(ctx):
        await bench(Host(ctx, engine))

    simulator.add_testbench(testbench)
    simulator.run()


def flags_of(config):
    found = [RunFlag.SUMS, RunFlag.SHIFT]
    if config.requantizer_bits:
        found += [RunFlag.SCALE, RunFlag.SCALE | RunFlag.SHIFT | RunFlag.ONE_CHANNEL]
    return found


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize("pauses", [False, True])
def test_blocks(name, pauses):
    config = CONFIGS[name]
    rng = np.random.default_rng(list(CONFIGS).index(name))

    async def bench(host):
        host.pause = (lambda: rng.random() < 0.3) if pauses else None
        for flags in flags_of(config) * 2:
            block = random_block(config, rng, flags)
            if flags & RunFlag.SCALE:
                layer = (-5, -100, 90)
                await host.put([(Command.LAYER, 0), *((v & 255, 0) for v in layer)])
            else:
                layer = (0, -128, 127)
            found = await host.run(config, block)
            assert found == expected(config, block, layer), (flags, block)

    simulate(config, bench)


@pytest.mark.parametrize("name", CONFIGS)
def test_a_host_without_pauses_never_waits(name):
    config = CONFIGS[name]
    rng = np.random.default_rng(1)

    async def bench(host):
        block = random_block(config, rng, steps=7)
        await host.put([*block.header(), *block.operands(config)])
        assert host.cycles == 3 + 8 * config.step_cycles()
        await host.get(3 * config.sums)
        assert host.cycles == 3 + 8 * config.step_cycles() + _SETTLE + 3 * config.sums

    simulate(config, bench)


def self_test_signature(config):
    """What the self-test must say: its block made of the register's bits."""
    state = LFSR_SEED

    def take():
        nonlocal state
        byte, nibble = state & 255, state >> 8 & 15
        state = state >> 1 ^ (LFSR_TAPS if state & 1 else 0)
        return byte, nibble

    cycles = config.step_cycles()
    samples, weights = [], []
    for _ in range(SELF_TEST_STEPS + 1):
        taken = [take() for _ in range(cycles)]
        samples.append([byte for byte, _ in taken[: config.rows]])
        nibbles = [nibble for _, nibble in taken[: 2 * config.columns]]
        weights.append([16 * a + b for a, b in zip(nibbles[::2], nibbles[1::2], strict=True)][::-1])
    block = Block(
        np.array(samples[1:], np.uint8).view(np.int8),
        np.array(weights[:-1], np.uint8).view(np.int8),
        RunFlag.SUMS,
    )
    output = expected(config, block)
    if config.requantizer_bits:
        scalings = []
        for _ in range(config.columns):
            raw = bytes(take()[0] for _ in range(8))
            multiplier = int.from_bytes(raw[:4], "little") & 0x7FFFFFFF
            bias = int.from_bytes(raw[4:7], "little", signed=True)
            scalings.append(Scaling(multiplier, raw[7] & 15 | SELF_TEST_SHIFT, bias))
        output += expected(
            config, dataclasses.replace(block, flags=RunFlag.SCALE, scalings=tuple(scalings))
        )
    signature = 0
    for byte in output:
        signature = (signature << 1 & 0xFFFF) ^ (SIGNATURE_TAPS if signature >> 15 else 0) ^ byte
    return signature.to_bytes(2, "little")


@pytest.mark.parametrize("name", CONFIGS)
def test_commands(name):
    config = CONFIGS[name]

    async def bench(host):
        await host.put([(Command.IDENTIFY, 0)])
        assert await host.get(8) == config.identity
        await host.put([(Command.NOP, 0), (0x99, 0), (Command.STATUS, 0)])
        assert await host.get(1) == bytes([ErrorFlag.COMMAND])
        await host.put([(Command.RUN, 0), (0, 0), (0, 0), (Command.STATUS, 0)])
        assert await host.get(1) == bytes([ErrorFlag.STEPS])
        await host.put([(Command.STATUS, 0)])
        assert await host.get(1) == b"\0"
        for _ in range(2):
            await host.put([(Command.SELF_TEST, 0)])
            assert await host.get(2) == self_test_signature(config)

    simulate(config, bench)


def test_self_test_does_not_depend_on_what_was_before():
    config = CONFIGS["scaled"]

    async def bench(host):
        await host.put([(Command.LAYER, 0), (5, 0), (250, 0), (3, 0), (Command.SELF_TEST, 0)])
        assert await host.get(2) == self_test_signature(config)

    simulate(config, bench)


def test_what_needs_a_requantizer():
    async def bench(host):
        for command in (Command.LAYER, Command.RUN | RunFlag.SCALE):
            await host.put([(command, 0), (Command.STATUS, 0)])
            assert await host.get(1) == bytes([ErrorFlag.COMMAND])

    simulate(CONFIGS["plain"], bench)
