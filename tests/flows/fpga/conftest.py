"""Programs that stand in for the real ones."""

import pytest

from tinynpu.eda import shims
from tinynpu.flows.fpga import build
from tinynpu.testing.fpga_tools import SMALL, FakeTools


@pytest.fixture
def tools(tmp_path, monkeypatch):
    pytest.importorskip("edalize")
    folder = tmp_path / "tools"
    folder.mkdir()
    fake = FakeTools(folder)
    monkeypatch.setattr(shims, "find_tool", fake.find)
    monkeypatch.setattr(build, "find_tool", fake.find)
    monkeypatch.setenv("TINYNPU_CACHE", str(tmp_path / "cache"))
    return fake


@pytest.fixture
def small():
    return SMALL
