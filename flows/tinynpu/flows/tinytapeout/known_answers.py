"""``test/known_answers.json`` of a project: bytes that go into the tile, and those that must come out."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from tinynpu.arch.tile import (
    LFSR_SEED,
    LFSR_TAPS,
    SELF_TEST_SHIFT,
    SELF_TEST_STEPS,
    SIGNATURE_TAPS,
    Block,
    RunFlag,
    Scaling,
    TileConfig,
)
from tinynpu.golden.tile import TileLayer, tile_bytes

__all__ = ["known_answers", "self_test_signature"]

_SEED = 1
_STEPS = (1, 9)
_EDGES = np.array([-128, -1, 0, 1, 127], np.int8)
_LAYER = TileLayer(-5, -100, 90)


def known_answers(config: TileConfig) -> str:
    """The file: parameters, identification, signature of the self-test, and blocks, bytes as hexadecimal digits."""
    blocks = [_entry(name, block, config) for name, block in _blocks(config)]
    return (
        json.dumps(
            {
                "columns": config.columns,
                "groups": config.groups,
                "depth": config.depth,
                "accumulator_width": config.accumulator_width,
                "requantizer_bits": config.requantizer_bits,
                "spi": config.spi,
                "identity": config.identity.hex(),
                "signature": self_test_signature(config).hex(),
                "blocks": blocks,
            },
            indent=1,
        )
        + "\n"
    )


def self_test_signature(config: TileConfig) -> bytes:
    """The two bytes that the tile says to SELF_TEST."""
    transfers = _pseudo_random()
    cycles = config.step_cycles()
    steps = [[next(transfers) for _ in range(cycles)] for _ in range(SELF_TEST_STEPS + 1)]
    samples = [[byte for byte, _ in step[: config.rows]] for step in steps[1:]]
    weights = []
    for step in steps[:-1]:
        nibbles = [nibble for _, nibble in step[: 2 * config.columns]]
        pairs = zip(nibbles[::2], nibbles[1::2], strict=True)
        weights.append([high << 4 | low for high, low in pairs][::-1])
    block = Block(
        np.array(samples, np.uint8).view(np.int8),
        np.array(weights, np.uint8).view(np.int8),
        RunFlag.SUMS,
    )
    output = tile_bytes(block, config)
    if config.requantizer_bits:
        scalings = tuple(_scaling(transfers) for _ in range(config.columns))
        scaled = dataclasses.replace(block, flags=RunFlag.SCALE, scalings=scalings)
        output += tile_bytes(scaled, config, TileLayer(0, -128, 127))
    signature = 0
    for byte in output:
        carry = SIGNATURE_TAPS if signature >> 15 else 0
        signature = (signature << 1 & 0xFFFF) ^ carry ^ byte
    return signature.to_bytes(2, "little")


def _scaling(transfers: Iterator[tuple[int, int]]) -> Scaling:
    """The next one of the self-test."""
    found = Scaling.decode(bytes(next(transfers)[0] for _ in range(Scaling.BYTES)))
    return dataclasses.replace(
        found,
        multiplier=found.multiplier & 0x7FFFFFFF,  # the tile has no use for the sign
        right=found.right & 15 | SELF_TEST_SHIFT,
    )


def _pseudo_random() -> Iterator[tuple[int, int]]:
    state = LFSR_SEED
    while True:
        yield state & 255, state >> 8 & 15
        state = state >> 1 ^ (LFSR_TAPS if state & 1 else 0)


def _blocks(config: TileConfig) -> Iterator[tuple[str, Block]]:
    rng = np.random.default_rng(_SEED)
    kinds = {"sums": RunFlag.SUMS, "shifted": RunFlag.SHIFT}
    if config.requantizer_bits:
        kinds["scaled"] = RunFlag.SCALE
        kinds["shifted, one channel"] = RunFlag.SCALE | RunFlag.SHIFT | RunFlag.ONE_CHANNEL
    for name, flags in kinds.items():
        for steps in _STEPS:
            yield f"{name}, {steps} steps", _block(config, flags, steps, rng)


def _block(config: TileConfig, flags: RunFlag, steps: int, rng: np.random.Generator) -> Block:
    """Random operands, and in the first step those at the ends of their range."""
    width = 1 if flags & RunFlag.SHIFT else config.columns
    samples = rng.integers(-128, 128, (steps, config.rows)).astype(np.int8)
    weights = rng.integers(-128, 128, (steps, width)).astype(np.int8)
    samples[0] = rng.choice(_EDGES, config.rows)
    weights[0] = rng.choice(_EDGES, width)
    count = 0
    if flags & RunFlag.SCALE:
        count = 1 if flags & RunFlag.ONE_CHANNEL else config.columns
    scalings = tuple(
        Scaling(
            int(rng.integers(1 << 30, 1 << 31)),
            int(rng.integers(0, 12)),
            int(rng.integers(-(1 << 16), 1 << 16)),
        )
        for _ in range(count)
    )
    if flags & RunFlag.SHIFT:
        weights = weights[:, 0]
    return Block(samples, weights, flags, scalings)


def _entry(name: str, block: Block, config: TileConfig) -> dict[str, Any]:
    scaled = bool(block.flags & RunFlag.SCALE)
    return {
        "name": name,
        "flags": int(block.flags),
        "steps": block.steps,
        "samples": block.samples.tobytes().hex(),
        "weights": block.weights.tobytes().hex(),
        "layer": _LAYER.encode().hex() if scaled else "",
        "scalings": [scaling.encode().hex() for scaling in block.scalings],
        "output": tile_bytes(block, config, _LAYER).hex(),
    }
