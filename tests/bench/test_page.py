"""The page: every cause explained, tables that add up, names that Markdown would take for its own."""

import dataclasses

import pytest

from tinynpu.arch.presets import preset
from tinynpu.arch.registers import COUNTERS
from tinynpu.bench.figures import Layer, Measurement
from tinynpu.bench.page import CAUSES, performance_page, stall_text

LAYER = Layer(
    name="0:CONV|2D",
    op="conv2d",
    macs=64_000,
    cycles_rtl=2000,
    cycles_model=1980,
    utilization=0.5,
    stalls={"stall_token": 300, "stall_weight": 400},
    bytes=800,
    bound_cycles=1000,
    bound="compute",
)
ROW = Measurement(
    model="small",
    preset="base",
    macs=64_000,
    cycles_rtl=2000,
    cycles_model=1980,
    utilization=0.5,
    port_utilization=0.05,
    mismatched_bytes=3,
    output_bytes=20,
    reference="golden model",
    inputs=2,
    vela_cycles=4000,
    vela_npu_cycles=3000,
    vela_version="9.9",
    vela_missing=None,
    target=2500,
    memory_latency=20,
    stalls={"stall_token": 300, "stall_weight": 400},
    bytes_read=800,
    bytes_written=16,
    compile_seconds=0.25,
    rtl_seconds=0.5,
    layers=(LAYER,),
    host=({"name": "1:SOFTMAX", "op": "softmax", "reason": ""},),
)


def table(page: str, head: str) -> list[list[str]]:
    """Rows of the table whose header line begins so."""
    lines = page.split("\n" + head, 1)[1].split("\n")[2:]
    rows = lines[: lines.index("")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_every_stall_has_an_explanation():
    assert {f"stall_{cause}" for cause in CAUSES} == {c for c in COUNTERS if "stall" in c}


def test_figures_are_on_the_page():
    page = performance_page([ROW], preset("base"), "tinynpu bench small --page p.md")
    assert "Printed by `tinynpu bench small --page p.md`" in page
    assert "of 2 random inputs" in page
    assert "Versions: Python " in page
    (models,) = table(page, "| model | MACs | cycles (RTL) | target |")
    assert models[:8] == ["small", "64,000", "2,000", "2,500", "50.0%", "1,980", "-1.00%", "-1.00%"]
    assert models[10:] == ["3 of 20 (golden model)", "0.25", "0.50"]
    (vela,) = table(page, "| model | cycles (RTL) | Vela, total |")
    assert vela == ["small", "2,000", "4,000", "3,000", "2.00", "1.50"]
    assert "autoencoder" not in page
    # cycles = ideal + idle + stalls
    (stalls,) = table(page, "| model | cycles | ideal |")
    assert stalls == ["small", "2,000", "1,000", "300", "300", "400", "5.0%"]
    (waiting,) = table(page, "| model | layer | cycles | stalled |")
    assert waiting == ["small", "0:CONV\\|2D", "2,000", "700", "100%", "compute", "weight 400, token 300"]  # fmt: skip
    (layer,) = table(page, "| layer | op | MACs |")
    assert layer == ["0:CONV\\|2D", "conv2d", "64,000", "2,000", "-1.0%", "50%", "1,000 compute", "800", "weight 400, token 300"]  # fmt: skip
    assert "On the host, in no cycles of the NPU: 1:SOFTMAX (softmax)." in page


def test_what_is_not_there_is_left_out():
    row = dataclasses.replace(
        ROW, vela_cycles=None, vela_npu_cycles=None, vela_version=None, vela_missing="Not here.",
        cycles_rtl=0, cycles_model=0, stalls={}, layers=(), target=None,
    )  # fmt: skip
    page = performance_page([row], preset("base"), "x")
    assert "Ethos" not in page
    assert "stall longest" not in page
    assert "No layer runs on the NPU." in page
    assert row.model_error == 0.0
    assert row.worst_layer_error is None


def test_errors_of_the_model():
    assert ROW.worst_layer_error == pytest.approx(-0.01)
    short = dataclasses.replace(LAYER, cycles_rtl=900, cycles_model=990)
    assert short.model_error == pytest.approx(0.1)
    assert dataclasses.replace(ROW, layers=(LAYER, short)).worst_layer_error == pytest.approx(-0.01)
    assert stall_text(LAYER) == "weight 400, token 300"
    assert stall_text(LAYER, 1) == "weight 400"
