"""The golden tile against sums in Python's integers, product by product."""

import numpy as np
import pytest

from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier
from tinynpu.arch.tile import Block, RunFlag, TileConfig
from tinynpu.arch.tile_exchange import TileLayer, exchanges
from tinynpu.golden.tile import tile_bytes, tile_cycles, tile_sums
from tinynpu.testing.tiles import TILE_CONFIGS, block_flags, random_block, random_layer

SEED = 2026


def one_sum(block, config, row, column):
    """A sum as `docs/tile.md` says it."""
    total = 0
    for step in range(block.steps):
        if block.flags & RunFlag.SHIFT:
            weight = int(block.weights[step - column]) if step >= column else 0
        else:
            weight = int(block.weights[step, column])
        total += int(block.samples[step, row]) * weight
    half = 1 << (config.accumulator_width - 1)
    return (total + half) % (2 * half) - half


def expected(block, config, layer):
    found = bytearray()
    for column in range(config.columns):
        for row in range(config.rows):
            total = one_sum(block, config, row, column)
            if not block.flags & RunFlag.SCALE:
                found += (total & 0xFFFFFF).to_bytes(3, "little")
                continue
            scaling = block.scalings[0 if block.flags & RunFlag.ONE_CHANNEL else column]
            scaled = multiply_by_quantized_multiplier(
                np.array([total + scaling.bias]), scaling.multiplier, -scaling.right
            )
            value = min(max(int(scaled[0]) + layer.zero_point, layer.least), layer.greatest)
            found.append(value & 255)
    return bytes(found)


@pytest.mark.parametrize("name", TILE_CONFIGS)
def test_bytes(name):
    config = TILE_CONFIGS[name]
    rng = np.random.default_rng(SEED)
    for flags in block_flags(config) * 3:
        block, layer = random_block(rng, config, flags), random_layer(rng)
        assert tile_bytes(block, config, layer) == expected(block, config, layer), (SEED, flags)


def test_sums_wrap():
    config = TileConfig(columns=1, depth=2)
    steps = 33  # 33 · 128 · 128 is more than 2**19
    block = Block(np.full((steps, 2), -128, np.int8), np.full((steps, 1), -128, np.int8))
    assert (tile_sums(block, config) == 33 * 16384 - (1 << 20)).all()
    assert tile_bytes(block, config) == 2 * (33 * 16384 - (1 << 20) & 0xFFFFFF).to_bytes(
        3, "little"
    )


@pytest.mark.parametrize(
    ("name", "flags", "cycles"),
    [
        # Header, steps and one more, to the last sum, bytes out.
        ("small", RunFlag.SUMS, 3 + 8 * 4 + 1 + 3 * 8),
        ("few rows", RunFlag.SUMS, 3 + 8 * 14 + 1 + 3 * 21),
        ("few rows", RunFlag.SHIFT, 3 + 8 * 3 + 1 + 3 * 21),
        # Columns with eight bytes of scaling each, ten results in four cycles each.
        ("scaled", RunFlag.SCALE, 3 + 8 * 10 + 3 * (8 + 3 + 40)),
        ("scaled", RunFlag.SCALE | RunFlag.ONE_CHANNEL, 3 + 8 * 10 + 8 + 3 + 120),
    ],
)
def test_cycles(name, flags, cycles):
    assert tile_cycles(TILE_CONFIGS[name], 7, flags) == cycles


@pytest.mark.parametrize("name", TILE_CONFIGS)
def test_exchanges_have_all_transfers(name):
    config = TILE_CONFIGS[name]
    rng = np.random.default_rng(SEED)
    for flags in block_flags(config):
        block = random_block(rng, config, flags)
        found = exchanges(block, config)
        assert sum(part.wanted for part in found) == len(tile_bytes(block, config))
        sent = np.concatenate([part.transfers for part in found])
        moved = [*block.header(), *block.operands(config)]
        assert sent[: len(moved)].tolist() == [list(transfer) for transfer in moved]
        rest = b"".join(scaling.encode() for scaling in block.scalings)
        assert sent[len(moved) :, 0].tobytes() == rest
        assert not sent[len(moved) :, 1].any()


def test_layer_command():
    exchange = TileLayer(-3, -100, 90).exchange()
    assert exchange.transfers.tolist() == [[4, 0], [253, 0], [156, 0], [90, 0]]
    assert exchange.wanted == 0
