import numpy as np
import pytest

from tinynpu.arch.tile import Block, Command, RunFlag, Scaling, TileConfig
from tinynpu.arch.tile_exchange import TileLayer, exchanges
from tinynpu.flows.tinytapeout.known_answers import self_test_signature
from tinynpu.golden.tile import tile_results, tile_sums
from tinynpu.testing.demo_board import RP2040, RP2350, RP2350_ALPHA

from .conftest import SCALED, SUMS

PORTS = {
    "bitbang": ({"port": "bitbang"}, RP2350),
    "bitbang, alpha": ({"port": "bitbang"}, RP2350_ALPHA),
    "pio": ({"port": "pio"}, RP2350),
    "pio, fast": ({"port": "pio", "clock_hz": 50_000_000}, RP2350),
    "pio, slow": ({"port": "pio", "clock_hz": 1_000_000}, RP2350),
    "pio, RP2040": ({"port": "pio"}, RP2040),
}

SPI_SCALED = TileConfig(columns=1, depth=2, requantizer_bits=31)


def make_block(config, flags, steps, rng):
    count = 1 if flags & RunFlag.SHIFT else config.columns
    channels = 0
    if flags & RunFlag.SCALE:
        channels = 1 if flags & RunFlag.ONE_CHANNEL else config.columns
    scalings = [
        Scaling(int(rng.integers(1 << 30, 1 << 31)), int(rng.integers(8)), int(bias))
        for bias in rng.integers(-1000, 1000, channels)
    ]
    samples = rng.integers(-128, 128, (steps, config.rows), np.int8)
    weights = rng.integers(-128, 128, (steps, count), np.int8)
    samples[0, :2] = weights[0, 0], -128
    if flags & RunFlag.SHIFT:
        weights = weights[:, 0]
    return Block(samples, weights, flags, tuple(scalings))


def run(tile, block):
    """A block, with operands as a program on the board has them."""
    scalings = [(s.multiplier, s.right, s.bias) for s in block.scalings]
    columns = tile.run(block.samples.tobytes(), block.weights.tobytes(), int(block.flags), scalings)
    return np.array(columns).T


@pytest.mark.parametrize("name", PORTS)
def test_all_ports_give_the_sums_of_the_golden_model(boot, name):
    options, pinout = PORTS[name]
    machine = boot(SUMS, pinout)
    tile = machine.tinynpu_tt.connect(**options)
    identity = tile.identify()
    assert identity == {
        "version": 1,
        "columns": 2,
        "groups": 2,
        "depth": 3,
        "accumulator_width": 20,
        "requantizer_bits": 0,
        "spi": 1,
    }
    assert tile.self_test().to_bytes(2, "little") == self_test_signature(SUMS)
    rng = np.random.default_rng(0)
    machine.board.cycles.clear()
    sent = 0
    for flags in (RunFlag.SUMS, RunFlag.SHIFT):
        block = make_block(SUMS, flags, 3, rng)
        assert np.array_equal(run(tile, block), tile_sums(block, SUMS))
        sent += len(exchanges(block, SUMS)[0].transfers)
    # No transfer met a tile that was not ready.
    assert sum(cycle.strobe and cycle.ready for cycle in machine.board.cycles) == sent
    assert tile.status() == 0
    tile.port.close()


RESULTS = {
    "bitbang": ("bitbang", SCALED, RP2350),
    "pio": ("pio", SCALED, RP2350),
    "pio, RP2040": ("pio", SCALED, RP2040),
    "pio, two sums": ("pio", TileConfig(columns=1, depth=2, requantizer_bits=31), RP2350),
    "pio, groups": ("pio", TileConfig(columns=4, groups=2, depth=2, requantizer_bits=2), RP2350),
}


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_those_of_the_golden_model(boot, name):
    port, config, pinout = RESULTS[name]
    machine = boot(config, pinout)
    tile = machine.tinynpu_tt.connect(port=port)
    assert tile.self_test().to_bytes(2, "little") == self_test_signature(config)
    rng = np.random.default_rng(1)
    layer = TileLayer(-3, -100, 90)
    tile.layer(layer.zero_point, layer.least, layer.greatest)
    for flags in (RunFlag.SCALE, RunFlag.SCALE | RunFlag.SHIFT | RunFlag.ONE_CHANNEL):
        block = make_block(config, flags, 2, rng)
        machine.board.cycles.clear()
        assert np.array_equal(run(tile, block), tile_results(block, config, layer))
        # The scaling follows the last operand at once, and no transfer met a tile that was not ready.
        sent = [len(part.transfers) for part in exchanges(block, config)]
        cycles = machine.board.cycles
        first = next(i for i, cycle in enumerate(cycles) if cycle.strobe)
        assert all(cycle.strobe and cycle.ready for cycle in cycles[first : first + sent[0]])
        assert sum(cycle.strobe and cycle.ready for cycle in cycles) == sum(sent)


@pytest.mark.parametrize("config", [TileConfig(columns=1, depth=2), SPI_SCALED])
def test_spi(boot, config):
    machine = boot(config)
    clock_hz = 12_000_000
    tile = machine.tinynpu_tt.connect(port="spi", clock_hz=clock_hz, baudrate=clock_hz // 8)
    assert tile.identify()["spi"] == 1
    block = make_block(config, RunFlag.SUMS, 1, np.random.default_rng(2))
    assert np.array_equal(run(tile, block), tile_sums(block, config))
    if config.requantizer_bits:
        block = make_block(config, RunFlag.SCALE, 1, np.random.default_rng(2))
        assert np.array_equal(run(tile, block), tile_results(block, config, TileLayer()))
    # An unknown command, which every word then reports.
    tile.port.exchange(b"\x99\x01", 0)
    assert tile.status() == 1
    tile.port.close()
    assert not machine.board.clock_hz


SPI_PORT = {"port": "spi", "clock_hz": 12_000_000, "baudrate": 1_500_000}


@pytest.mark.parametrize("name", [*PORTS, "spi", "pio, no spi"])
def test_soft_reset_ends_whatever_the_tile_is_at(boot, name):
    options, pinout = PORTS.get(name, (SPI_PORT if name == "spi" else {"port": "pio"}, RP2350))
    config = TileConfig(columns=1, depth=2, requantizer_bits=8, spi=name != "pio, no spi")
    machine = boot(config, pinout)
    tile = machine.tinynpu_tt.connect(**options)
    block = make_block(config, RunFlag.SCALE, 1, np.random.default_rng(2))
    plain = machine.tinynpu_tt.plain_stream
    left = [
        plain([0x99]),
        plain([Command.LAYER, 5]),
        plain([Command.RUN, 3]),
        bytes(tile.encode(block.samples.tobytes(), block.weights.tobytes(), RunFlag.SCALE)[:-4]),
        plain([Command.IDENTIFY]),
        plain([Command.LAYER, 5, 251, 5]),
        plain([Command.SELF_TEST]),
    ]
    # Only the pin of the mode and the clock: the board does not touch `rst_n`.
    tile.port.tt.reset_project = None
    for stream in left:
        tile.port.exchange(stream, 0)
        tile.soft_reset()
        assert tile.status() == 0
    # What LAYER had set is gone.
    assert np.array_equal(run(tile, block), tile_results(block, config, TileLayer()))
    tile.port.exchange(plain([Command.IDENTIFY]), 3)
    tile.soft_reset()
    assert tile.identify()["columns"] == 1


@pytest.mark.parametrize("config", [SUMS, SCALED, TileConfig(columns=5, depth=2)])
def test_streams_are_those_of_the_architecture(boot, config):
    tt = boot(config).tinynpu_tt
    tile = tt.Tile(None)
    tile.identity = {"requantizer_bits": config.requantizer_bits}
    tile.columns, tile.groups, tile.depth = config.columns, config.groups, config.depth
    tile.rows = config.rows
    rng = np.random.default_rng(3)
    for flags in (RunFlag.SUMS, RunFlag.SHIFT):
        block = make_block(config, flags, 300, rng)
        stream = tile.encode(block.samples.tobytes(), block.weights.tobytes(), int(flags))
        transfers = exchanges(block, config)[0].transfers
        expected = np.stack([transfers[:, 0], transfers[:, 1] << 4 | 1], axis=1)
        assert bytes(stream) == expected.tobytes()


def test_errors(boot):
    machine = boot()
    tt = machine.tinynpu_tt
    with pytest.raises(tt.TileError, match="must be pio, bitbang or spi, not 'usb'"):
        tt.connect(port="usb")
    with pytest.raises(tt.TileError, match="no project tt_um_other"):
        tt.connect(project="tt_um_other")
    tile = tt.connect(port="bitbang", patience=50)
    with pytest.raises(tt.TileError, match="not valid in 50 cycles"):
        tile.port.exchange(b"", 1)
    with pytest.raises(tt.TileError, match="must have 1 to 4095 times 6 samples, not 5"):
        tile.run(bytes(5), bytes(2))
    with pytest.raises(tt.TileError, match="must have 2 weights, not 3"):
        tile.run(bytes(6), bytes(3))
    with pytest.raises(tt.TileError, match="no requantizer"):
        tile.layer(0)
    tile.port.exchange(bytes([Command.RUN, 1, 0, 1, 0, 1]), 0)
    assert tile.status() == 2
    machine.board.selected = False
    machine.board.settle()
    with pytest.raises(tt.TileError, match="not ready in 50 cycles"):
        tile.identify()


def test_wrong_identification(boot):
    tt = boot().tinynpu_tt
    port = type("Port", (), {"exchange": lambda *_: b"tN\x01\x00\x00\x00\x00\x00"})()
    with pytest.raises(tt.TileError, match="must answer 74 6e 01 and its parameters, not 74 4e"):
        tt.Tile(port).identify()


def test_requantize_is_the_golden_one(boot):
    from tinynpu.golden.requantize import requantize

    tt = boot().tinynpu_tt
    # Left of 32 bits nothing is kept.
    assert tt.requantize(1 << 20, (1 << 30, -12, 0), (0, -128, 127)) == 0
    rng = np.random.default_rng(4)
    for once in (False, True):
        for shift in range(-31, 32):
            bits = int(rng.integers(1, 32))
            values = rng.integers(-(1 << bits - 1), 1 << bits - 1, 100)
            multiplier, bias = int(rng.integers(1 << 31)), int(rng.integers(-(1 << 23), 1 << 23))
            zero_point = int(rng.integers(-128, 128))
            least, greatest = sorted(int(value) for value in rng.integers(-128, 128, 2))
            expected = requantize(
                values + bias, multiplier, shift, zero_point, least, greatest, round_once=once
            )
            scaling, layer = (multiplier, -shift, bias), (zero_point, least, greatest)
            found = [tt.requantize(int(v), scaling, layer, once) for v in values]
            assert found == expected.tolist(), (once, shift, bits)
