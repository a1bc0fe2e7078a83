"""What is built once is found again, but not by another environment, whose cocotb is elsewhere."""

import shutil
import subprocess
import sys

import pytest

from tinynpu.cosim.build import build
from tinynpu.tools.cache import cache_directory

config = pytest.importorskip("cocotb_tools.config")
SOURCE = "module wire_only (input a, output b);\n  assign b = a;\nendmodule\n"
LOAD = "import ctypes, sys; ctypes.PyDLL(sys.argv[1], mode=ctypes.RTLD_GLOBAL)"


def loads(library):
    return subprocess.run([sys.executable, "-c", LOAD, library], check=False).returncode == 0


def test_environments_do_not_share_libraries(tmp_path, monkeypatch):
    runtime = cache_directory() / "verilated"
    runtime.mkdir(exist_ok=True)
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "verilated").symlink_to(runtime)
    monkeypatch.setenv("TINYNPU_CACHE", str(cache))
    library = build(SOURCE, "wire_only")
    assert build(SOURCE, "wire_only") == library
    copy = tmp_path / "libs"
    shutil.copytree(config.libs_dir, copy)
    monkeypatch.setattr(config, "libs_dir", copy)
    other = build(SOURCE, "wire_only")
    assert other != library
    assert loads(other)
    shutil.rmtree(copy)
    assert not loads(other)
    assert loads(library)
