"""The command ``klayout`` on KLayout's Python module."""

import subprocess

import pytest

from tinynpu.eda import find_tool, locate, tool_environment, write_shims
from tinynpu.eda.klayout import main

pytest.importorskip("klayout")

MERGE = """\
import pya
layout = pya.Layout()
layout.dbu = 0.005
layout.create_cell("square").shapes(layout.layer(68, 20)).insert(pya.Box(0, 0, 200, 200))
layout.write(target)
assert pya.MainWindow.instance().current_view() is None
pya.Application.instance().set_config("background-color", "#ff0000")
cell = pya.MainWindow.instance().load_layout(target, "")
pya.Application.instance().set_config("grid-visible", "false")
view = cell.view()
view.zoom_box(pya.DBox(5, 5, 6, 6))
view.save_image(target + ".png", 20, 10)
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "merge.py"
    path.write_text(MERGE)
    return path


def test_shim_runs_a_script(script, tmp_path):
    write_shims(tmp_path / "bin", ["klayout"])
    environment = tool_environment(tmp_path / "bin")
    target = tmp_path / "square.gds"
    words = ["-z", "-nc", "-rx", "-r", script, "-rd", f"target={target}"]
    subprocess.run(["klayout", *words], env=environment, cwd=tmp_path, check=True)
    import klayout.db
    import klayout.lay

    layout = klayout.db.Layout()
    layout.read(str(target))
    (cell,) = layout.top_cells()
    assert (cell.name, cell.dbbox().area()) == ("square", 1.0)
    picture = klayout.lay.PixelBuffer.read_png(f"{target}.png")
    assert (picture.width(), picture.height(), picture.pixel(10, 2)) == (20, 10, 0xFFFF0000)


def test_version_is_the_module_s(capsys):
    assert main(["-v"]) == 0
    assert capsys.readouterr().out.startswith("KLayout 0.")


def test_native_klayout_is_not_asked(tmp_path, monkeypatch):
    """It may need a display, which a run in the background does not have."""
    native = tmp_path / "klayout"
    native.write_text("#!/bin/sh\necho KLayout 0.29.0\n")
    native.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    locate._output.cache_clear()
    assert find_tool("klayout").origin == "klayout"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["-x"], "klayout takes the options of klayout -h, not -x."),
        (["-rd", "name"], "-rd must be followed by NAME=VALUE, not name."),
        (["-r"], "-r must be followed by a value."),
        ([], "-r must name a Python script that is there, not nothing."),
        (["-r", "rules.drc"], "-r must name a Python script that is there, not rules.drc."),
    ],
)
def test_wrong_use(words, sentence, capsys):
    assert main(words) == 2
    assert sentence in capsys.readouterr().err


def test_a_script_that_fails(script, capsys):
    assert main(["-r", str(script)]) == 1
    told = capsys.readouterr().err
    assert "ERROR: NameError: name 'target' is not defined" in told
    assert 'merge.py", line' in told
