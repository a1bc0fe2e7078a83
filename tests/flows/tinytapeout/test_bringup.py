"""The folder of the kit for the demo board, and the project that it is for."""

import json
from pathlib import Path

import pytest

from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.arch.tile import TileConfig
from tinynpu.flows.tinytapeout.exported import tile_of, top_of
from tinynpu.flows.tinytapeout.kit import write_kit
from tinynpu.flows.tinytapeout.known_answers import known_answers

TINY = TileConfig(columns=1, depth=1, spi=False)


@pytest.mark.parametrize("name", ['x"', "npu", "tt_um_a-b", "tt_um_example"])
def test_names_of_projects(tmp_path, name):
    with pytest.raises(ConfigurationError, match="The top module must"):
        write_kit(TINY, tmp_path / "kit", images=0, project=name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", ["garbage", "[1]", "{}", '{"files": 3}', '{"files": [[]]}', "[" * 100_000, "größer"]
)
def test_a_manifest_that_is_none(tmp_path, text):
    (tmp_path / "kit.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(FlowError, match=r"kit\.json must be"):
        write_kit(TINY, tmp_path, images=0)
    assert [path.name for path in tmp_path.iterdir()] == ["kit.json"]


def test_a_kit_that_cannot_be_written_stays_as_it_was(tmp_path, monkeypatch):
    kit = write_kit(TINY, tmp_path / "kit", images=0)
    before = {path.name: path.read_bytes() for path in kit.folder.iterdir()}
    inode = kit.folder.stat().st_ino
    moves = []
    rename = Path.rename

    def limited(self, other):
        moves.append(self)
        if len(moves) == len(before) + 3:
            raise OSError(28, "No space left on device")
        return rename(self, other)

    with monkeypatch.context() as full:
        full.setattr(Path, "rename", limited)
        with pytest.raises(FlowError, match=r"must be writable \(No space left on device\)"):
            write_kit(TileConfig(columns=2, depth=1), kit.folder, images=0)
    assert before == {path.name: path.read_bytes() for path in kit.folder.iterdir()}
    write_kit(TileConfig(columns=2, depth=1), kit.folder, images=0)
    assert before != {path.name: path.read_bytes() for path in kit.folder.iterdir()}
    assert kit.folder.stat().st_ino == inode


def test_the_tile_of_a_project(tmp_path):
    pytest.importorskip("yaml")
    path = tmp_path / "test" / "known_answers.json"
    path.parent.mkdir()
    (tmp_path / "info.yaml").write_text("project:\n  top_module: tt_um_ada\n")
    path.write_text(known_answers(TINY))
    assert tile_of(tmp_path) == TINY
    assert top_of(tmp_path) == "tt_um_ada"
    known = json.loads(path.read_text())
    for text in ("[]", "{", json.dumps(known | {"columns": 0}), json.dumps(known | {"depth": "x"})):
        path.write_text(text)
        with pytest.raises(
            FlowError, match="must have the parameters of a tile, as export writes it"
        ):
            tile_of(tmp_path)
    path.write_text(json.dumps(known | {"signature": "0000"}))
    with pytest.raises(FlowError, match="must be of this version of tinynpu"):
        tile_of(tmp_path)
    path.unlink()
    with pytest.raises(FlowError, match=r"known_answers\.json must be readable"):
        tile_of(tmp_path)
