"""The bring-up kit, and the programs of the board that use it."""

import dataclasses
import json

import numpy as np
import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.arch.tile import TileConfig
from tinynpu.arch.tile_exchange import Exchange
from tinynpu.arch.tile_presets import TILES
from tinynpu.compiler.tile import compile_tile
from tinynpu.demo.digits import MODEL
from tinynpu.flows.tinytapeout.kit import write_kit
from tinynpu.flows.tinytapeout.kit_network import pack_network
from tinynpu.rtl.tile import TileSimulator

from .conftest import SCALED, SUMS

SMALL = TileConfig(columns=2, depth=3, requantizer_bits=8)


class SimulatedPort:
    """The tile on Verilator, without pins in between."""

    def __init__(self, config):
        self.simulator = TileSimulator(config)

    def exchange(self, stream, wanted):
        cycles = np.frombuffer(bytes(stream), np.uint8).reshape(-1, 2)
        cycles = cycles[cycles[:, 1] & 1 != 0]
        transfers = np.stack([cycles[:, 0], cycles[:, 1] >> 4], axis=1)
        return self.simulator.exchange(Exchange(transfers, wanted))

    def close(self):
        self.simulator.close()


def test_files(tmp_path):
    kit = write_kit(SUMS, tmp_path / "kit", images=2, project="tt_um_somebody_npu")
    names = sorted(path.name for path in kit.folder.iterdir())
    assert tuple(names) == kit.files
    assert {"kat.py", "serve.py", "shmoo.py", "digits.py", "vectors.tnk", "digits.tnp"} < set(names)
    assert 'PROJECT = "tt_um_somebody_npu"' in (kit.folder / "tinynpu_tt.py").read_text()
    manifest = json.loads((kit.folder / "kit.json").read_text())
    assert manifest["config"] == dataclasses.asdict(SUMS)
    assert bytes.fromhex(manifest["identity"]) == SUMS.identity == kit.identity
    assert manifest["vectors"][0]["exchanges"] == [
        {"ui_in": "01", "uio_in": "01", "uo_out": SUMS.identity.hex()}
    ]
    assert len(manifest["vectors"]) == kit.vectors
    scaled = write_kit(SMALL, tmp_path / "scaled", images=0)
    manifest = json.loads((scaled.folder / "kit.json").read_text())
    (vector,) = (v for v in manifest["vectors"] if v["name"] == "scaled, 9 steps")
    # A scaling follows the operands at once.
    assert all(uio & 1 for part in vector["exchanges"] for uio in bytes.fromhex(part["uio_in"]))
    assert f"tile.self_test() == 0x{kit.signature[::-1].hex()}" in str(kit)
    before = {path.name: path.read_bytes() for path in kit.folder.iterdir()}
    assert write_kit(SUMS, kit.folder, images=2, project="tt_um_somebody_npu") == kit
    assert before == {path.name: path.read_bytes() for path in kit.folder.iterdir()}


def test_folders_of_others_stay(tmp_path):
    (tmp_path / "mine").write_text("")
    with pytest.raises(FlowError, match=r"must be empty or hold an earlier kit; .* holds mine"):
        write_kit(SUMS, tmp_path)
    with pytest.raises(FlowError, match=r"must go to a folder, and .* is a file"):
        write_kit(SUMS, tmp_path / "mine")


@pytest.mark.parametrize("port", ["pio", "bitbang", "spi"])
def test_known_answers_on_the_board(boot, tmp_path, monkeypatch, capsys, port):
    config = SMALL if port != "spi" else TileConfig(columns=1, depth=2)
    kit = write_kit(config, tmp_path / "kit", images=0)
    monkeypatch.chdir(kit.folder)
    machine = boot(config)
    options = {"clock_hz": 12_000_000, "baudrate": 1_500_000} if port == "spi" else {}
    assert machine.kat.main(port=port, **options)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == kit.vectors + 1
    assert all(line.endswith(" ok") for line in lines[:-1])
    assert lines[-1] == f"{kit.vectors} of {kit.vectors} vectors are right"


def test_a_wrong_answer_is_named(boot, tmp_path, capsys):
    kit = write_kit(SUMS, tmp_path / "kit", images=0)
    machine = boot(SUMS)
    _, vectors = machine.kat.load(str(kit.folder / "vectors.tnk"))
    name, ((stream, expected),) = vectors[0]
    wrong = expected[:2] + bytes([expected[2] ^ 1]) + expected[3:]
    tile = machine.tinynpu_tt.connect(polls=3)
    silent = ("nothing", [(b"", b"?")])
    assert not machine.kat.check(tile, [(name, [(stream, wrong)]), silent, vectors[1]])
    # What is left of a wrong vector is not played, and the next one finds a tile that waits.
    name, parts = vectors[4]
    assert name == "soft reset"
    damaged = (name, [(parts[0][0], b"tN"), *parts[1:]])
    assert not machine.kat.check(tile, [damaged, vectors[0]])
    lines = capsys.readouterr().out.splitlines()
    assert lines[4].endswith("FAIL: 1 of 2 bytes, the first is byte 1: 6e instead of 4e")
    assert lines[5].endswith(" ok")
    assert lines[0].endswith("FAIL: 1 of 8 bytes, the first is byte 2: 01 instead of 00")
    assert lines[1].endswith("FAIL: The tile was not valid for 1 bytes.")
    assert lines[2].endswith(" ok")


def test_a_damaged_file_is_refused(boot, tmp_path):
    kit = write_kit(SUMS, tmp_path / "kit", images=1)
    machine = boot(SUMS)
    for name, load in (
        ("vectors.tnk", machine.kat.load),
        ("digits.tnp", machine.digits.Network),
        ("digits.img", machine.digits.load_images),
    ):
        path = kit.folder / name
        data = bytearray(path.read_bytes())
        data[20] ^= 1
        path.write_bytes(data)
        with pytest.raises(machine.tinynpu_tt.TileError, match=f"{name} must be a whole file"):
            load(str(path))


def test_shmoo(boot, tmp_path, capsys):
    kit = write_kit(SUMS, tmp_path / "kit", images=0)
    path = str(kit.folder / "vectors.tnk")
    machine = boot(SUMS, round_trip_ns=24)
    # Too little time for the way back: right as long as a cycle of PIO is long enough.
    lines = machine.shmoo.main(path, clocks=(5, 10, 60), settle_ns=1, polls=20)
    marks = [line.split()[-1] for line in lines]
    assert marks[0] == marks[1] == "+" * kit.vectors
    # The first byte comes twice; what has but one is right.
    assert marks[2][0] == "."
    assert marks[2][4:] == "." * (kit.vectors - 4)
    assert [line.split()[0] for line in lines] == ["5.0", "10.0", "60.0"]
    assert machine.machine.freq() == 150_000_000
    # No system clock that the board can have is an even multiple: the line says what it was.
    (line,) = machine.shmoo.main(path, clocks=(31.4,), polls=20)
    assert line.split() == ["25.0", "MHz", "+" * kit.vectors]
    assert "column 2: self-test" in capsys.readouterr().out


@pytest.mark.parametrize("preset", ["1x2", "2x2"])
def test_digits_have_the_bytes_of_the_golden_model(boot, tmp_path, preset, capsys):
    config = TILES[preset]
    kit = write_kit(config, tmp_path / "kit", images=3)
    machine = boot(config)
    tile = machine.tinynpu_tt.Tile(SimulatedPort(config))
    network = machine.digits.Network(str(kit.folder / "digits.tnp"))
    images = machine.digits.load_images(str(kit.folder / "digits.img"))
    tile.identify()
    assert machine.digits.classify(tile, network, images) == (3, 0)
    assert "this is a" in capsys.readouterr().out
    tile.port.close()


def test_digits_are_for_one_tile(boot, tmp_path):
    kit = write_kit(SUMS, tmp_path / "kit", images=1)
    machine = boot(SCALED)
    names = (str(kit.folder / name) for name in ("digits.tnp", "digits.img"))
    with pytest.raises(machine.tinynpu_tt.TileError, match="is for another tile"):
        machine.digits.main(*names)


def test_what_the_board_cannot_run():
    program = compile_tile(MODEL.read_bytes(), SUMS)
    (pool,) = [node for node in program.graph.nodes if node.op == "average_pool2d"]
    other = dataclasses.replace(pool, op="max_pool2d")
    steps = tuple(
        dataclasses.replace(step, node=other) if getattr(step, "node", None) is pool else step
        for step in program.steps
    )
    with pytest.raises(FlowError, match="average_pool2d and reshape, not max_pool2d"):
        pack_network(dataclasses.replace(program, steps=steps))
    with pytest.raises(FlowError, match="a chain of layers"):
        pack_network(dataclasses.replace(program, steps=program.steps[::-1]))
