"""docs/fpga.md: its generated part about the boards is current, and the table of results."""

from pathlib import Path

from tinynpu.boards.registry import BOARDS
from tinynpu.flows.fpga.bench import CORES, bench_rows
from tinynpu.flows.fpga.page import boards_table, results_table
from tinynpu.flows.generated import replace_generated

PAGE = Path(__file__).parents[3] / "docs" / "fpga.md"

ROW = {
    "board": "Board",
    "device": "LFE5U-25F",
    "rows": 4,
    "cols": 4,
    "fmax_mhz": 61.26,
    "clock_mhz": 50.0,
    "luts": 12345,
    "ffs": 678,
    "dsps": 9,
    "block_rams": 10,
    "mac_per_cycle": 11.5,
    "model": "ds-cnn",
    "luts_per_mac": 771.6,
    "dsps_per_mac": 0.56,
    "bitstream": "board.bit",
    "seeds": {"1": 61.26, "2": None},
    "versions": {"yosys": "0.70"},
    "git": "abc",
    "error": None,
}


def test_boards_are_current():
    page = PAGE.read_text()
    assert replace_generated(page, {"boards": boards_table()}) == page, (
        "docs/fpga.md: run python -m tinynpu.flows.fpga.page docs/fpga.md"
    )


def test_results():
    bad = ROW | {"board": "Other", "error": "It is too large."}
    core = ROW | {"board": "core", "bitstream": None}
    text = results_table([ROW, bad, core], "a command")
    assert "Printed by `a command`." in text
    line = "| Board | LFE5U-25F | 4×4 | 61.3 | 50 | 12,345 | 678 | 9 | 10 | 11.5 | ds-cnn | 771.6 | 0.56 | 2 |"
    assert line in text
    assert "| Other | LFE5U-25F | 4×4 | not built: It is too large. |" in text
    assert "| core | LFE5U-25F | 4×4 | 61.3 |  | 12,345 |" in text
    assert "yosys 0.70" in text
    columns = {row.count("|") for row in text.splitlines() if row.startswith("|")}
    assert len(columns) == 1


def test_rows():
    rows = bench_rows()
    assert rows[-len(CORES) :] == list(CORES)
    assert "arty-a7-35" not in rows
    assert set(rows) - set(CORES) < set(BOARDS)
