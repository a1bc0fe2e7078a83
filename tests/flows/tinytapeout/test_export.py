"""What export writes, what it refuses, and that the project in this repository is what it writes."""

import dataclasses
import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.arch.tile import Block, RunFlag, Scaling, TileConfig
from tinynpu.arch.tile_presets import TILES
from tinynpu.flows.tinytapeout import export
from tinynpu.flows.tinytapeout.document import info_md
from tinynpu.flows.tinytapeout.export import export_project
from tinynpu.flows.tinytapeout.known_answers import known_answers
from tinynpu.flows.tinytapeout.pinout import PINS, pin_texts
from tinynpu.flows.tinytapeout.project import Project, project_files
from tinynpu.flows.tinytapeout.shuttle import SHUTTLES, find_shuttle
from tinynpu.golden.tile import TileLayer, tile_bytes

REPOSITORY = Path(__file__).parents[3]
TINY = TileConfig(columns=1, depth=1, spi=False)
CONFIGS = [
    TINY,
    TileConfig(columns=3, groups=2, depth=4),
    TileConfig(columns=2, depth=3, requantizer_bits=8, accumulator_width=24),
]


def project(**changes):
    return Project(**{"config": TINY, "author": "Ada", "tiles": "1x1", **changes})


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_project_of_this_repository():
    """After a change: tinynpu tinytapeout export tinytapeout --author tinynpu --tiles 2x2 --force"""
    made = project_files(Project(config=TILES["2x2"], author="tinynpu", tiles="2x2"))
    left = ("results.xml", "sim_build", "__pycache__", "tb.fst")  # by a run of its tests
    found = {
        name: data
        for name, data in content(REPOSITORY / "tinytapeout").items()
        if not any(part in name for part in left)
    }
    assert sorted(found) == sorted(made)
    assert [name for name in made if found[name] != made[name]] == []


def test_the_same_files_each_time(tmp_path):
    assert project_files(project()) == project_files(project())
    names = export_project(project(), tmp_path / "a")
    assert content(tmp_path / "a") == project_files(project())
    assert names == sorted(names)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("shuttle", SHUTTLES)
def test_what_depends_on_the_shuttle(shuttle):
    files = project_files(project(shuttle=find_shuttle(shuttle)))
    gds = files[".github/workflows/gds.yaml"].decode()
    assert f"pdk: {shuttle}" in gds
    assert gds.count(f"@{SHUTTLES[shuttle].tag}") == 4
    assert f"$(PDK_ROOT)/{shuttle}/libs.ref" in files["test/Makefile"].decode()
    power = SHUTTLES[shuttle].power_pins
    assert ("VPWR" in files["test/tb.v"].decode()) == power
    assert ("-DUSE_POWER_PINS" in files["test/Makefile"].decode()) == power


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"author": " "}, "The author must be a name in one line, not ' '."),
        ({"author": "a\nb"}, "must be a name in one line"),
        ({"tiles": "2x3"}, "The tiles on sky130A must be one of 1x1, 1x2, 2x2"),
        ({"top": "tinynpu"}, "must be tt_um_ and a name of letters, digits and underscores, not tinynpu"),
        ({"top": "tt_um_a-b"}, "not tt_um_a-b"),
        ({"top": "tt_um_example"}, "a name of its own, not tt_um_example"),
        ({"density": 96}, "between 20 and 95 percent, not 96"),
    ],
)  # fmt: skip
def test_what_is_refused(changes, sentence):
    with pytest.raises(ConfigurationError) as error:
        project(**changes)
    assert sentence in str(error.value)


def test_folders(tmp_path):
    target = tmp_path / "project"
    (target / ".git").mkdir(parents=True)
    (target / ".git" / "config").write_text("history")
    export_project(project(), target)
    (target / "mine.txt").write_text("mine")
    with pytest.raises(FlowError, match="must be empty or new; --force"):
        export_project(project(), target)
    export_project(project(author="Bob"), target, force=True)
    assert not (target / "mine.txt").exists()
    assert (target / ".git" / "config").read_text() == "history"
    assert '"Bob"' in (target / "info.yaml").read_text()
    (tmp_path / "file").write_text("")
    with pytest.raises(FlowError, match="is something else"):
        export_project(project(), tmp_path / "file")


def test_all_or_nothing(tmp_path, monkeypatch):
    target = tmp_path / "project"
    export_project(project(), target)
    before = content(target)

    def fail(wanted):
        raise FlowError("stop")

    monkeypatch.setattr(export, "project_files", fail)
    with pytest.raises(FlowError, match="stop"):
        export_project(project(author="Bob"), target, force=True)
    # A name that is a folder and a file: writing stops in the middle.
    monkeypatch.setattr(export, "project_files", lambda wanted: {"a": b"", "a/b": b""})
    with pytest.raises(FlowError, match="must be writable"):
        export_project(project(author="Bob"), target, force=True)
    assert content(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_the_folder_stays_the_same_one(tmp_path, monkeypatch):
    target = tmp_path / "project"
    (target / ".git").mkdir(parents=True)
    (target / "old").mkdir()
    inodes = [path.stat().st_ino for path in (target, target / ".git")]
    monkeypatch.chdir(target)
    export_project(project(), Path(), force=True)
    assert Path("info.yaml").is_file()
    assert [path.stat().st_ino for path in (target, target / ".git")] == inodes
    files = {name for name in content(target) if not name.startswith(".git/")}
    assert files == set(project_files(project()))
    assert not (target / "old").exists()


@pytest.mark.parametrize("last", [0, 1, 2, 5])
def test_a_move_that_fails_is_taken_back(tmp_path, monkeypatch, last):
    target = tmp_path / "project"
    export_project(project(), target)
    (target / "mine").mkdir()
    before = content(target)
    moves = []
    rename = Path.rename

    def limited(self, other):
        if len(moves) == last:
            moves.append(None)
            raise OSError(16, "Device or resource busy")
        moves.append(self)
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", limited)
    with pytest.raises(FlowError, match=r"must be writable \(Device or resource busy\)"):
        export_project(project(author="Bob"), target, force=True)
    assert content(target) == before
    assert (target / "mine").is_dir()
    assert not [path for path in target.iterdir() if path.name.startswith(".tinynpu")]


def test_nothing_is_left_of_folders_above(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "project_files", lambda wanted: {"a": b"", "a/b": b""})
    with pytest.raises(FlowError, match="must be writable"):
        export_project(project(), tmp_path / "a" / "b" / "c")
    assert not list(tmp_path.iterdir())


def test_pins_and_page():
    for config in CONFIGS:
        texts = pin_texts(config)
        assert tuple(texts) == PINS
        assert ("SPI SCK" in texts["ui[0]"]) == config.spi
        page = info_md(config, 50_000_000)
        assert "{" not in page
        assert ("LAYER" in page) == bool(config.requantizer_bits)
        assert ("SPI" in page) == config.spi


def load_model():
    path = Path(export.__file__).parent / "templates" / "test" / "model.py"
    spec = importlib.util.spec_from_file_location("tile_model", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.name)
def test_the_model_of_a_project_is_the_golden_one(config, monkeypatch):
    import sys

    model = load_model()
    monkeypatch.setitem(sys.modules, "tile_model", model)
    known = json.loads(known_answers(config))
    tile = model.Tile(**{field.name: known[field.name] for field in dataclasses.fields(TileConfig)})
    for entry in known["blocks"]:
        assert model.known_block(entry, tile).output(tile).hex() == entry["output"], entry["name"]
    kinds = [0, model.SHIFT] + [2, 3, 6, 7] * bool(config.requantizer_bits)
    for flags in kinds * 5:
        block = model.random_block(tile, flags, 4)
        same = Block(
            np.array(block.samples, np.int8),
            np.array(block.weights, np.int8).reshape((4,) if flags & 1 else (4, -1)),
            RunFlag(flags),
            tuple(
                Scaling(
                    int.from_bytes(data[:4], "little"),
                    data[7],
                    int.from_bytes(data[4:7], "little", signed=True),
                )
                for data in block.scalings
            ),
        )
        layer = TileLayer(*np.frombuffer(block.layer, np.int8).tolist()) if block.layer else None
        assert block.output(tile) == tile_bytes(same, config, layer)
        assert block.transfers(tile) == [
            (int(byte), nibble) for byte, nibble in [*same.header(), *same.operands(config)]
        ]
