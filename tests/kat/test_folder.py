"""Folders of vector sets: whole or not at all, nothing of others is lost; the command line."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from tinynpu.arch.errors import FlowError
from tinynpu.cli.main import app
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL
from tinynpu.kat import require_folder, write_vectors
from tinynpu.testing.configs import DEFAULT_CONFIGS

CONFIG = DEFAULT_CONFIGS[0]


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_vectors_give_the_same_files(vector_sets, folders, tmp_path):
    names = write_vectors(vector_sets["digits"], tmp_path / "again")
    assert content(tmp_path / "again") == content(folders["digits"])
    assert set(names) == set(content(tmp_path / "again"))


def test_an_earlier_set_is_replaced_whole(vector_sets, folders, tmp_path):
    target = tmp_path / "set"
    target.mkdir()
    write_vectors(vector_sets["small"], target)
    assert "vector1_load.hex" in content(target)
    (target / "build").mkdir()
    (target / "build" / "kat.vvp").write_text("old")
    write_vectors(vector_sets["digits"], target)
    assert content(target) == content(folders["digits"])
    assert [path.name for path in tmp_path.iterdir()] == ["set"]
    assert target.stat().st_mode & 0o777 == folders["digits"].stat().st_mode & 0o777


def test_the_templates_hold_no_placeholder(folders):
    for folder in folders.values():
        for name in ("Makefile", "README.txt"):
            text = (folder / name).read_text()
            assert not [
                word for word in text.split() if word.startswith("@") and word.endswith("@")
            ]
        assert f"hash {CONFIG.hash:08x}" in (folder / "README.txt").read_text()


def test_folders_that_must_not_be_replaced(vector_sets, folders, tmp_path, monkeypatch):
    vectors = vector_sets["digits"]
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for folder, sentence in (
        (mine, "must be empty or hold an earlier vector set; .*mine holds notes.txt"),
        (tmp_path / "file", "must go to a folder, and .*file is a file"),
        (
            tmp_path / "absent" / "set",
            "folder around the vectors must exist, and .*absent does not",
        ),
    ):
        with pytest.raises(FlowError, match=sentence):
            write_vectors(vectors, folder)
    (mine / "manifest.json").write_text('{"files": {"notes.txt": 0}}')  # of something else
    with pytest.raises(FlowError, match=r"holds manifest\.json"):
        require_folder(mine)
    (mine / "manifest.json").unlink()
    assert content(mine) == {"notes.txt": b"mine"}
    # What is not of the set stays.
    write_vectors(vectors, tmp_path / "set")
    (tmp_path / "set" / "log.txt").write_text("mine")
    with pytest.raises(FlowError, match=r"holds log\.txt"):
        write_vectors(vectors, tmp_path / "set")
    monkeypatch.chdir(tmp_path / "set")
    with pytest.raises(FlowError, match="another folder than the current one"):
        require_folder(Path())


def test_a_failure_leaves_the_earlier_set(vector_sets, tmp_path, monkeypatch):
    target = tmp_path / "set"
    write_vectors(vector_sets["small"], target)
    before = content(target)
    written = []

    def refuse(path, data):
        written.append(path)
        if path.name == "tinynpu.v":
            raise OSError(28, "No space left on device")
        with path.open("wb") as file:
            return file.write(data)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(FlowError, match=r"set must be writable \(No space left on device\)"):
        write_vectors(vector_sets["digits"], target)
    monkeypatch.undo()
    assert len(written) > 3
    assert content(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


def test_a_swap_that_fails_brings_the_earlier_set_back(vector_sets, tmp_path, monkeypatch):
    target = tmp_path / "set"
    write_vectors(vector_sets["small"], target)
    before = content(target)
    rename = Path.rename

    def refuse(path, other):
        if path.name == "new":
            raise OSError(16, "Device or resource busy")
        return rename(path, other)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(FlowError, match="Device or resource busy"):
        write_vectors(vector_sets["digits"], target)
    assert content(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


@pytest.fixture
def work(tmp_path):
    (tmp_path / "config.json").write_text(CONFIG.to_json())
    np.save(tmp_path / "x.npy", np.full((1, 8, 8, 1), 7, np.int8))
    return tmp_path


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(code, sentence, *arguments):
    result = call(*arguments)
    text = " ".join(result.output.split())
    assert result.exit_code == code, text
    assert sentence in text, text
    assert "Traceback" not in text
    assert text.count("error:") == 1


def test_command_with_random_inputs(work, folders):
    kat = work / "kat"
    config = ("--config", work / "config.json")
    result = call("run", MODEL, *config, "--kat", kat, "--seed", 2026, "--json")
    assert result.exit_code == 0, result.output
    shown = json.loads(result.stdout)["kat"]
    assert (shown["vectors"], shown["compared_bytes"], shown["seed"]) == (1, 10, 2026)
    assert content(kat) == content(folders["digits"])
    assert "1 vectors, 10 bytes compared" in " ".join(result.stderr.split())


def test_command_with_a_program_an_input_and_a_run(work):
    program, kat, y = work / "p.npu", work / "kat", work / "y.npy"
    compile_model(MODEL.read_bytes(), CONFIG).save(program)
    result = call(
        "run", program, "--input", work / "x.npy", "--output", y, "--device", "iss", "--kat", kat,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    manifest = json.loads((kat / "manifest.json").read_text())
    assert manifest["seed"] is None
    expected = (kat / manifest["vectors"][0]["expect"][0]["file"]).read_bytes()
    assert np.load(y).tobytes() == expected
    (tensor,) = manifest["inputs"]
    memory = (kat / "memory.bin").read_bytes()
    assert memory[tensor["address"] :][: tensor["bytes"]] == b"\7" * 64


def test_command_with_wrong_options(work):
    kat, x, y = work / "kat", work / "x.npy", work / "y.npy"
    program = work / "p.npu"
    compile_model(MODEL.read_bytes(), CONFIG).save(program)
    refused(2, "must have an --output, or a folder for --kat", "run", MODEL, "--input", x)
    refused(2, "only --kat draws them", "run", MODEL, "--output", y)
    refused(2, "only --kat draws them", "run", MODEL, "--output", y, "--input", x, "--seed", 1)
    refused(2, "Only one of --input and --seed", "run", MODEL, "--kat", kat, "--input", x, "--seed", 1)  # fmt: skip
    refused(2, "need a run with --output", "run", MODEL, "--kat", kat, "--wave", work / "w.vcd")
    refused(1, "must be compiled for the configuration of the vectors", "run", program, "--kat", kat, "--preset", "tt")  # fmt: skip
    refused(1, "must have shape [1, 8, 8, 1]", "run", MODEL, "--kat", kat, "--input", _saved(work))
    refused(1, "p.npu is a file", "run", MODEL, "--kat", program)
    assert not kat.exists()
    assert not y.exists()


def _saved(work):
    np.save(work / "bad.npy", np.zeros((8, 8), np.int8))
    return work / "bad.npy"
