"""The page of a run: figures, what was not run, nothing from elsewhere."""

from html.parser import HTMLParser

import pytest

from tinynpu.flows.asic.activity import Activity
from tinynpu.flows.asic.area import areas_of, cell_group
from tinynpu.flows.asic.blocks import OTHER
from tinynpu.flows.asic.charts import bars, table
from tinynpu.flows.asic.inference import InferencePower
from tinynpu.flows.asic.layout import Layout
from tinynpu.flows.asic.liberty import read_cells
from tinynpu.flows.asic.page import block_colors, page
from tinynpu.flows.asic.power import Power, PowerEstimate
from tinynpu.flows.asic.report import write_report
from tinynpu.flows.asic.results import AsicResult
from tinynpu.testing.liberty import LIBRARY

RESULT = AsicResult(
    preset="tt<",
    pdk="sky130",
    config={"rows": 2, "cols": 2},
    config_hash="01234567",
    clock_mhz=50.0,
    corner="typical",
    macs=4,
    versions={"yosys": "0.70"},
    git="abc",
    last_step="synthesis",
    cell_area_um2=590596.4,
    cells={"inv": 3, "dff": 2},
    registers=2,
    macros={"ram": 1},
    netlist="x.vg",
    seconds={"elaborate": 3.0, "synthesis": 240.0},
    wns_ns=6.1,
    tns_ns=0.0,
    fmax_mhz=71.9,
    fmax_corners={"slow": 25.0, "typical": 71.9},
    slowest_path=[["a", "dff", 0.5], ["b<c", "inv", 0.75]],
    timing="an estimate",
    missing="The steps behind synthesis need OpenROAD.",
)
MODULE = {
    "cells": {
        "core/array/x": {"type": "dff"},
        "core/array/y": {"type": "inv"},
        "core/load/z": {"type": "dff"},
        "core/load/ram": {"type": "ram"},
        "w": {"type": "gate"},
    }
}
BLOCKS = dict(zip(MODULE["cells"], ["array", "array", "load", "load", OTHER], strict=True))
_, GROUPS = read_cells(LIBRARY, lambda name, text: True)
AREAS = areas_of(MODULE, GROUPS, BLOCKS)
POWER = InferencePower(
    "digits",
    PowerEstimate(50.0, 1.8, {"array": Power(1e-6, 1.0, 0.5), "load": Power(0, 0.5, 0)}, 1.2, 0.3, {"ram": 1}),
    cycles=1000,
    macs=5000,
    activity=Activity(1000, {1: 2000.0, 2: 100.0}, {}, frozenset({1})),
)  # fmt: skip


class Checker(HTMLParser):
    """Elements that are open, all texts, and links to elsewhere."""

    def __init__(self, text):
        super().__init__()
        self.open, self.texts, self.links = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("href", "src", "srcset")]
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("href", "src", "srcset")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def test_areas():
    assert AREAS.blocks["array"] == {"registers": 4.0, "clock gates": 0, "adders": 0, "logic": 0, "buffers and inverters": 1.0}  # fmt: skip
    assert list(AREAS.blocks) == ["array", "load", OTHER]
    assert AREAS.macros == {"load": {"ram": 1}}
    assert AREAS.total == 13
    assert AREAS.groups == {"registers": (2, 8.0), "clock gates": (1, 4.0), "buffers and inverters": (1, 1.0)}  # fmt: skip
    assert list(AREAS.kinds) == ["dff", "gate", "inv"]


@pytest.mark.parametrize(
    ("pins", "group"),
    [
        ("ABX", "logic"),
        ("AX", "buffers and inverters"),
        ("ABXY", "adders"),
        ("X", "logic"),
        ("XY", "logic"),
    ],
)
def test_groups_of_cells(pins, group):
    text = "".join(
        f"pin ({pin}) {{ direction : {'output' if pin in 'XY' else 'input'}; }} " for pin in pins
    )
    _, cells = read_cells(f"library (l) {{\n cell (c) {{ {text} }}\n}}\n", lambda name, text: True)
    assert cell_group(cells["c"]) == group


def test_page_of_synthesis():
    checker = Checker(page(RESULT.to_json()))
    text = " ".join(checker.texts)
    assert not checker.open
    assert "tt< on sky130" in text
    assert "The steps behind synthesis need OpenROAD." in text
    assert text.count("not run") >= 12
    assert "Not run: nothing is placed after synthesis." in text
    assert "25.0 MHz −20.00 ns not run" in text
    assert "from  a  to  b<c" in text
    assert "4.0 min" in text
    assert "Area by block" not in text


def test_page_of_everything():
    layout = Layout(80, 40, b"\x89PNG", (("load", "ram", (0, 0, 10, 10)),), {"array": 2})
    values = RESULT.to_json() | {
        "die_area_um2": 2e6, "utilization": 0.5, "drc": 0, "lvs": 0, "antenna": 3, "missing": None,
        "wire_length_um": 1234567.0, "gds": "x.gds", "hold_corners": {"slow": -0.05},
    }  # fmt: skip
    text = page(values, AREAS, POWER, layout)
    checker = Checker(text)
    assert not checker.open
    assert all(link.startswith("data:image/png;base64,") for link in checker.links)
    assert "@import" not in text
    assert "url(" not in text
    words = " ".join(checker.texts)
    for expected in (
        "2.00 mW", "0.04 µJ", "250.0 GOPS/W", "no glitches", "estimate", "1.20 mW, 60%", "1 × ram",
        "1.500 mW", "75.0%", "1,234.6 mm", "−0.05 ns", "80 × 40 µm", "array (2)", "0.100 a cycle", "leakage, 0.00 µW",
        "1 × ram in load", "38.5%",
    ):  # fmt: skip
        assert expected in words, expected
    assert 'class="bad">−0.05 ns' in text


def test_power_without_blocks():
    assert "3.25 mW in all" in page(RESULT.to_json() | {"power_mw": 3.25})


def test_colors_differ():
    colors = block_colors(AREAS)
    assert len(set(colors.values())) == len(colors)


def test_bars_have_one_scale():
    text = bars([("a", [("a", 1.0, "#1")], "1", ""), ("b<", [("b", 4.0, "#2")], "4", "")])
    assert "width:25.000%" in text
    assert "width:100.000%" in text
    assert "b&lt;" in text
    assert bars([]) == ""
    assert "<td>&lt;</td>" in table(["x"], [["<"]])


def test_report_without_netlist(tmp_path):
    path = write_report(RESULT, tmp_path)
    assert path == tmp_path / "report.html"
    assert "tt&lt; on sky130" in path.read_text()
