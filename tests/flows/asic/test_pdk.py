import gzip

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic import pdk as module
from tinynpu.flows.asic.pdk import DATA_VARIABLE, KITS, Pdk, find_data

pytest.importorskip("siliconcompiler")
TIMING = KITS[Pdk.SKY130].timing()


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """No data but what the test makes."""
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    monkeypatch.delenv("PDK_ROOT", raising=False)
    monkeypatch.setattr(module, "_CHECKOUT", tmp_path / "somewhere" / "checkout")


def fill(folder):
    for path in TIMING.values():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"")
    return folder


@pytest.mark.parametrize("pdk", Pdk)
def test_libraries_of_each_pdk(pdk):
    assert list(KITS[pdk].timing()) == ["slow", "typical", "fast"]


def test_where_data_is_found(alone, monkeypatch, tmp_path):
    assert find_data(Pdk.SKY130, None, tmp_path).folder is None
    beside = fill(tmp_path / "somewhere" / "shared" / "pdk")
    assert find_data(Pdk.SKY130, None, tmp_path).folder == beside
    named = fill(tmp_path / "named")
    monkeypatch.setenv(DATA_VARIABLE, str(named))
    assert find_data(Pdk.SKY130, None, tmp_path).folder == named
    option = fill(tmp_path / "option")
    assert find_data(Pdk.SKY130, option, tmp_path).folder == option
    assert find_data(Pdk.SKY130, option / "lambdapdk", tmp_path).folder == option


def test_what_ciel_installed(alone, monkeypatch, tmp_path):
    cells = tmp_path / "root" / "sky130A" / "libs.ref" / "sky130_fd_sc_hd"
    for folder in ("lib", "lef"):
        (cells / folder).mkdir(parents=True)
    for path in TIMING.values():
        name = path.rpartition("/")[2].removesuffix(".gz")
        (cells / "lib" / name).write_text(name)
    (cells / "lef" / "sky130_fd_sc_hd.lef").write_text("LEF")
    monkeypatch.setenv("PDK_ROOT", str(tmp_path / "root"))
    found = find_data(Pdk.SKY130, None, tmp_path / "work")
    assert found.folder is not None
    for path in TIMING.values():
        with gzip.open(found.folder / path, "rt") as file:
            assert file.read() == path.rpartition("/")[2].removesuffix(".gz")
    lef = found.folder / "lambdapdk/sky130/libs/sky130hd/lef/sky130_fd_sc_hd_merged.lef"
    assert lef.read_text() == "LEF"
    (cells / "lib" / TIMING["slow"].rpartition("/")[2].removesuffix(".gz")).unlink()
    with pytest.raises(FlowError, match=r"must hold .*ss_n40C_1v40\.lib, and does not"):
        find_data(Pdk.SKY130, None, tmp_path / "work")


def test_wrong_folder(alone, tmp_path):
    with pytest.raises(
        FlowError, match=r"must be in lambdapdk's layout, and lambdapdk/sky130/.* is not there"
    ):
        find_data(Pdk.SKY130, tmp_path / "none", tmp_path)
