"""The alternatives as gates of sky130: what they take, and that a wrong one is found."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.explore import pe_cells
from tinynpu.explore.pe.check import check_gates
from tinynpu.explore.pe.variants import VARIANTS
from tinynpu.explore.pe_cells import PeRow, measure_all, pe_table, typical_cells

pytest.importorskip("siliconcompiler")
DATA = Path(__file__).resolve().parents[3] / "shared" / "pdk"
needs_cells = pytest.mark.skipif(not DATA.is_dir(), reason="needs the sky130 cells in shared/pdk")
OURS, SMALLEST = "nor-tree", "booth-sample-latches"


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    folder, seen = tmp_path_factory.mktemp("pe"), []
    rows = measure_all(
        folder, names=[OURS, SMALLEST], data=DATA, progress=lambda text, _: seen.append(text)
    )
    assert seen == [OURS, SMALLEST, "measured"]
    return folder, {row.name: row for row in rows}


@needs_cells
def test_ours(measured):
    row = measured[1][OURS]
    assert (row.flip_flops, row.clock_gates, row.full_adders, row.half_adders) == (44, 2, 63, 13)
    assert 2550 < row.area_um2 < 2650
    assert row.area_um2 < row.array_um2 < row.area_um2 + 10
    assert row.fmax_mhz > 100
    assert row.slack_ns > 10
    assert row.wrong == 0
    assert row.compared > 1 << 21


@needs_cells
def test_smallest(measured):
    row = measured[1][SMALLEST]
    assert (row.flip_flops, row.latches, row.full_adders) == (29, 16, 39)
    assert 2100 < row.area_um2 < 2250
    assert row.area_um2 + 20 < row.array_um2 < row.area_um2 + 50
    assert row.wrong == 0


@needs_cells
def test_wrong_gates_are_found(measured, tmp_path):
    """An adder with its outputs exchanged; latches that open for a load a cycle too early."""
    liberty = typical_cells(DATA, tmp_path)
    source = measured[0] / SMALLEST
    contract = VARIANTS[SMALLEST].contract
    early = dataclasses.replace(contract, late=0)
    assert check_gates(source, liberty, early, lanes=64).wrong > 0

    for name in ("element", "edge"):
        shutil.copy(source / f"{name}.json", tmp_path)
    assert check_gates(tmp_path, liberty, contract, lanes=64).wrong == 0
    netlist = json.loads((tmp_path / "element.json").read_text())
    cells = netlist["modules"]["element"]["cells"].values()
    pins = next(cell["connections"] for cell in cells if cell["type"].endswith("__fa_1"))
    pins["SUM"], pins["COUT"] = pins["COUT"], pins["SUM"]
    (tmp_path / "element.json").write_text(json.dumps(netlist))
    assert check_gates(tmp_path, liberty, contract, lanes=64).wrong > 0


def test_table():
    row = PeRow(
        name="some",
        idea="an idea",
        elements=4,
        area_um2=2345.6,
        array_um2=2400.0,
        cells=160.25,
        flip_flops=44,
        latches=0,
        clock_gates=0.25,
        full_adders=39,
        half_adders=7,
        slack_ns=12.0,
        fmax_mhz=143.4,
        latency=1,
        compared=1000,
        wrong=0,
        versions={"Yosys": "0.70"},
        git="abc",
    )
    text = pe_table([row], "a command")
    assert "Printed by `a command`. The goal is 3,000 µm²." in text
    assert "| `some` | an idea | 2,346 | 2,400 | 160.25 | 44 | 0 | 0.25 | 39 | 7 | 143 | 0 of 1,000 |" in text  # fmt: skip
    assert "Tools: Yosys 0.70. Revision of the project: abc." in text
    assert json.dumps(row.to_json())


def test_mistakes(tmp_path, monkeypatch):
    with pytest.raises(FlowError, match=r"must be one of plain-enables, .*, not none\."):
        measure_all(tmp_path, names=["none"])
    nothing = pe_cells.find_data(pe_cells.Pdk.SKY130, None, tmp_path)
    nothing = dataclasses.replace(nothing, folder=None)
    monkeypatch.setattr(pe_cells, "find_data", lambda *_: nothing)
    with pytest.raises(FlowError, match="needs the cells of sky130"):
        measure_all(tmp_path)
