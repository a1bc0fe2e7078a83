"""The RTL of tiles through their pins: golden bytes, counted cycles, pauses, SPI, misuse."""

import numpy as np
import pytest

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.tile import Command, ErrorFlag
from tinynpu.arch.tile_exchange import Exchange
from tinynpu.flows.tinytapeout.known_answers import self_test_signature
from tinynpu.golden.tile import tile_bytes, tile_cycles
from tinynpu.rtl.tile import TileSimulator
from tinynpu.testing.tiles import TILE_CONFIGS, block_flags, random_block, random_layer

SEED = 2026
NAMES = ["few rows", "scaled"]


def blocks(config, seed):
    rng = np.random.default_rng((SEED, seed))
    for flags in block_flags(config) * 3:
        yield random_block(rng, config, flags), random_layer(rng)


def play(simulator, block, layer):
    if block.scalings:
        simulator.settings(layer)
    begin = simulator.cycles
    assert simulator.run(block) == tile_bytes(block, simulator.config, layer), block.flags
    return simulator.cycles - begin


@pytest.mark.parametrize("name", NAMES)
def test_full_speed(name):
    config = TILE_CONFIGS[name]
    simulator = TileSimulator(config)
    assert simulator.command(Command.IDENTIFY, 8) == config.identity
    for block, layer in blocks(config, 0):
        cycles = play(simulator, block, layer)
        assert cycles == tile_cycles(config, block.steps, block.flags), block.flags
    assert simulator.errors() == ErrorFlag(0)
    simulator.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "options", [{"pauses": 0.4}, {"spi": True}, {"spi": True, "pauses": 0.3}], ids=str
)
def test_slower(name, options):
    config = TILE_CONFIGS[name]
    simulator = TileSimulator(config, seed=SEED, **options)
    for block, layer in blocks(config, 1):
        cycles = play(simulator, block, layer)
        assert cycles > tile_cycles(config, block.steps, block.flags)
    assert simulator.errors() == ErrorFlag(0)
    simulator.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("options", [{}, {"spi": True}], ids=str)
def test_self_test(name, options):
    simulator = TileSimulator(TILE_CONFIGS[name], **options)
    signature = self_test_signature(simulator.config)
    assert [simulator.command(Command.SELF_TEST, 2) for _ in range(2)] == [signature] * 2
    simulator.close()


def test_misuse():
    config = TILE_CONFIGS["few rows"]
    simulator = TileSimulator(config)
    with pytest.raises(DeviceError, match="wait for as many bytes as a block has"):
        simulator.command(Command.STATUS, 2)  # gives one byte, and is ready then
    simulator.reset()
    with pytest.raises(DeviceError, match="wait for as many bytes as a block has"):
        simulator.exchange(Exchange(np.array([[Command.STATUS, 0]] * 2, np.uint8), 1))
    simulator.reset()
    simulator.exchange(Exchange(np.array([[0x99, 0]], np.uint8), 0))
    assert simulator.errors() == ErrorFlag.COMMAND
    assert simulator.errors() == ErrorFlag(0)
    with pytest.raises(DeviceError, match="must have SPI pins"):
        TileSimulator(TILE_CONFIGS["one column"], spi=True)
