"""Tiles as devices: on the golden model, on the RTL, and behind a serial port that a test plays."""

import numpy as np
import pytest

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.presets import preset
from tinynpu.arch.tile import Command, RunFlag, TileConfig
from tinynpu.arch.tile_exchange import Exchange, TileLayer
from tinynpu.arch.tile_presets import TILES
from tinynpu.compiler.tile import compile_tile, lower_graph
from tinynpu.demo.digits import MODEL
from tinynpu.golden.tile import tile_bytes, tile_results, tile_sums
from tinynpu.rtl.tile import TileSimulator
from tinynpu.runtime import open_device
from tinynpu.runtime.golden import evaluate
from tinynpu.runtime.tile import TileDevice, is_tile, open_tile
from tinynpu.runtime.tile.board import BoardLink, crc8
from tinynpu.runtime.tile.device import decode
from tinynpu.testing.models import random_graph
from tinynpu.testing.tiles import TILE_CONFIGS, block_flags, random_block

SEED = 2026
CONFIG = TILE_CONFIGS["scaled"]


@pytest.fixture(scope="module")
def program():
    return compile_tile(MODEL.read_bytes(), CONFIG)


def digits(seed):
    return [np.random.default_rng(seed).integers(-128, 128, (1, 8, 8, 1)).astype(np.int8)]


def test_a_model_on_the_rtl(program):
    device = open_device("tt-sim", CONFIG)
    found = device.run(program, digits(1))
    assert np.array_equal(
        found.outputs[0], evaluate(program.graph, digits(1))[program.graph.outputs[0]]
    )
    assert [run.cycles for run in found.layers] == [
        layer.count(CONFIG).cycles for layer in program.layers
    ]
    count = program.count()
    assert found.result.counters == {
        "blocks": count.blocks, "sent": count.sent, "received": count.received,
        "cycles": count.cycles,
    }  # fmt: skip
    device.close()


def test_random_models_on_the_rtl():
    device = open_tile("tt-sim", CONFIG)
    for seed in range(8):
        rng = np.random.default_rng((SEED, seed))
        graph = random_graph(rng)
        x = [rng.integers(-128, 128, graph.tensors[graph.inputs[0]].shape).astype(np.int8)]
        program = lower_graph(graph, CONFIG)
        found = device.run(program, x)
        assert np.array_equal(found.outputs[0], evaluate(graph, x)[graph.outputs[0]]), seed
    device.close()


@pytest.mark.parametrize("name", TILE_CONFIGS)
def test_decode(name):
    config = TILE_CONFIGS[name]
    rng = np.random.default_rng(SEED)
    for flags in block_flags(config):
        block = random_block(rng, config, flags)
        found = decode(tile_bytes(block, config), config, flags)
        if flags & RunFlag.SCALE:
            expected = tile_results(block, config, TileLayer())
        else:
            expected = tile_sums(block, config)
        assert np.array_equal(found, expected)
    with pytest.raises(DeviceError, match=r"must give \d+ bytes, not 3"):
        decode(b"abc", config, RunFlag.SUMS)


def test_wrong_inputs_and_devices(program):
    device = open_device("tt-golden", CONFIG)
    with pytest.raises(DeviceError, match=r"must have shape \[1, 8, 8, 1\], not \[8, 8\]"):
        device.run(program, [np.zeros((8, 8), np.int8)])
    with pytest.raises(DeviceError, match="must have 1 inputs, not 0"):
        device.run(program, [])
    with pytest.raises(DeviceError, match="compiled for the device's tile"):
        open_device("tt-golden", TILES["1x1"]).run(program, digits(0))
    with pytest.raises(DeviceError, match="A tile must be one of tt-sim, tt-golden, tt-board:PORT"):
        open_device("tt-magic", CONFIG)
    with pytest.raises(DeviceError, match="A device must be one of rtl"):
        open_device("tt-sim", preset("base"))
    assert is_tile("tt-board:/dev/ttyACM0")
    assert not is_tile("rtl")


class Board:
    """The other end of `docs/tile_host.md`, around a simulated tile.

    Members
    -------
    answers
        Instead of the right ones, the next answers.
    noise
        What comes before anything was asked for.
    skips
        Bytes that the board still takes for a frame which began before.
    """

    name = "test"

    def __init__(self, config=CONFIG):
        self.tile = TileSimulator(config)
        self.frames = []
        self.answers, self.noise, self.skips = [], b"", 0
        self._out = bytearray()
        self._in = bytearray()
        self.closed = False

    def write(self, data):
        skipped = min(self.skips, len(data))
        self.skips -= skipped
        self._in += data[skipped:]
        while self._in and self._serve():
            pass

    def _serve(self):
        """One request; False if it is not all there."""
        data = self._in
        if data[:1] != b"N":
            request = bytes(self._in[:1])
            del self._in[:1]
            if request == b"R":
                self.tile.reset()
                self._answer(0)
            elif request == b"V":
                self._answer(0, b"\1")
            return True
        count = int.from_bytes(data[1:3], "little")
        if len(data) < 6 + 2 * count:
            return False
        body, crc = bytes(data[1 : 5 + 2 * count]), data[5 + 2 * count]
        del self._in[: 6 + 2 * count]
        if crc8(body) != crc:
            self._answer(1)
            return True
        wanted = int.from_bytes(body[-2:], "little")
        self.frames.append((count, wanted))
        transfers = np.frombuffer(body[2:-2], np.uint8).reshape(-1, 2)
        try:
            self._answer(0, self.tile.exchange(Exchange(transfers, wanted)))
        except DeviceError:
            self._answer(2)
        return True

    def _answer(self, status, data=b""):
        answer = bytes([status]) + data
        self._out += self.answers.pop(0) if self.answers else answer + bytes([crc8(answer)])

    def read(self, timeout):
        found, self._out = self.noise + bytes(self._out), bytearray()
        self.noise = b""
        return found

    def close(self):
        self.tile.close()
        self.closed = True


def test_blocks_behind_a_serial_port(program):
    board = Board()
    device = TileDevice(BoardLink(board, CONFIG))
    found = device.run(program, digits(2))
    assert np.array_equal(
        found.outputs[0], evaluate(program.graph, digits(2))[program.graph.outputs[0]]
    )
    assert "cycles" not in found.result.counters
    assert all(run.cycles is None for run in found.layers)
    device.close()
    assert board.closed


def test_long_exchanges_are_cut():
    board = Board()
    link = BoardLink(board, CONFIG)
    board.frames.clear()
    nops = np.zeros((7_000, 2), np.uint8)
    nops[-1, 0] = Command.IDENTIFY
    assert link.exchange(Exchange(nops, 8)) == CONFIG.identity
    assert board.frames == [(4096, 0), (7_000 - 4096, 8)]
    link.close()


def test_a_board_in_the_middle_of_a_frame():
    board = Board()
    board.noise, board.skips = b"noise", 5000
    BoardLink(board, CONFIG, timeout=0.01).close()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([b"\1" + bytes([crc8(b"\1")])], "must understand every frame"),
        ([b"\2" + bytes([crc8(b"\2")])], "must have a tile that is ready"),
        ([b"\3" + bytes([crc8(b"\3")])], "must have memory for a frame"),
        ([b"\7" + bytes([crc8(b"\7")])], "must give a known status, not 7"),
        ([b"\0" + CONFIG.identity + b"\0"], "must give whole answers"),
        ([b""], "must answer within 0.01 s; does serve.py run on it"),
    ],
)
def test_what_a_board_may_do_wrong(answers, sentence):
    board = Board()
    link = BoardLink(board, CONFIG, timeout=0.01)
    board.answers = list(answers)
    with pytest.raises(DeviceError, match=sentence):
        link.exchange(Exchange(np.array([[Command.IDENTIFY, 0]], np.uint8), 8))
    link.close()


def test_what_a_tile_was_at_is_lost_after_an_error():
    board = Board()
    link = BoardLink(board, CONFIG, timeout=0.01)
    block = random_block(np.random.default_rng(SEED), CONFIG, RunFlag.SCALE)
    for answers in ([b"\1" + bytes([crc8(b"\1")])], [b""]):
        board.answers = list(answers)
        with pytest.raises(DeviceError, match="must"):
            link.run(block)
        # The tile would take the command for a scaling.
        assert link.run(block) == tile_bytes(block, CONFIG)
    link.close()


def test_another_tile_or_version():
    with pytest.raises(DeviceError, match="must say that it is"):
        BoardLink(Board(), TileConfig())
    board = Board()
    board.answers = [b"\0\2" + bytes([crc8(b"\0\2")])]
    with pytest.raises(DeviceError, match="must speak version 1 of the frames, not 2"):
        BoardLink(board, CONFIG)
    silent = Board()
    silent.skips = 1 << 30
    with pytest.raises(DeviceError, match=r"does serve\.py run"):
        BoardLink(silent, CONFIG, timeout=0.01)


def test_checksum():
    assert crc8(b"123456789") == 0xF4  # CRC-8/SMBUS, check value of the catalogue
