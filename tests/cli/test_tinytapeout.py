"""tinynpu tinytapeout: what it prints and writes, and one sentence for each mistake."""

import json

import pytest
from typer.testing import CliRunner

from tinynpu.cli.main import app

pytest.importorskip("yaml")


def call(*arguments):
    return CliRunner().invoke(app, ["tinytapeout", *(str(argument) for argument in arguments)])


def refused(code, sentence, *arguments):
    result = call(*arguments)
    assert result.exit_code == code, result.output
    assert sentence in " ".join(result.output.split()), result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["export", "check"])
def test_help_teaches(command):
    result = call(command, "--help")
    assert result.exit_code == 0
    assert "Examples" in result.output


def test_export(tmp_path):
    folder = tmp_path / "project"
    words = (folder, "--author", "Ada", "--tiles", "1x1", "--tile-set", "spi=false", "--json")
    result = call("export", *words)
    assert result.exit_code == 0, result.output
    values = json.loads(result.stdout)
    assert values["config"]["spi"] is False
    assert all((folder / name).is_file() for name in values["files"])
    refused(1, "must be empty or new; --force replaces", "export", *words)
    assert call("export", *words, "--force").exit_code == 0


def test_a_configuration_for_each_size(tmp_path):
    found = {}
    for tiles in ("1x1", "3x2"):
        result = call("export", tmp_path / tiles, "--author", "Ada", "--tiles", tiles, "--json")
        assert result.exit_code == 0, result.output
        found[tiles] = json.loads(result.stdout)["config"]["columns"]
    assert found["1x1"] < found["3x2"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--author", ""), "The author must be a name in one line"),
        (("--author", "Ada", "--tiles", "big"), "width and height, as 2x2, not big"),
        (("--author", "Ada", "--tiles", "2x7"), "The tiles on sky130A must be one of"),
        (("--author", "Ada", "--top", "npu"), "must be tt_um_"),
        (("--author", "Ada", "--shuttle", "moon"), "The shuttle must be one of"),
        (("--author", "Ada", "--tile", "9x9"), "A tile must be one of"),
        (("--author", "Ada", "--tile-set", "columns=x"), "columns must be an integer"),
    ],
)
def test_what_export_refuses(tmp_path, words, sentence):
    refused(2, sentence, "export", tmp_path / "project", *words)
    assert not list(tmp_path.iterdir())


def test_check(tmp_path):
    refused(1, "must be a folder", "check", tmp_path / "none")
    folder = tmp_path / "project"
    assert call("export", folder, "--author", "Ada", "--tiles", "1x1").exit_code == 0
    (folder / "info.yaml").write_text("nothing")
    result = call("check", folder, "--json")
    assert result.exit_code == 1
    values = json.loads(result.stdout)
    failed = [rule for rule in values["rules"] if rule["status"] == "failed"]
    assert [rule["rule"] for rule in failed] == ["info.readable"]
    assert values["failed"] == 1
    assert "must keep all rules" in result.stderr
    refused(1, "→ Write it anew with", "check", folder)
