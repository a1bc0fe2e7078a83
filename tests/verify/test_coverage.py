"""Functional coverage: what a run hits, what must not be hit, and how Verilator's data is read."""

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.verify.coverage import collect, run_coverage
from tinynpu.verify.coverage.verilator import read_coverage
from tinynpu.verify.coverage.waivers import WAIVERS, unwaived
from tinynpu.verify.judge import LEAST_LINES

SEED = 1


def test_few_programs_hit_most_bins():
    """Every program equals the instruction-set simulator, or this raises."""
    report = run_coverage(quick=True, seed=SEED)
    bins = sum(len(point) for point in report.counts.values())
    assert len(report.missed) < 0.1 * bins, f"seed {SEED}: {report.missed}"
    assert all(report.counts["program: error"].values()), "every error must be seen"
    assert all(report.counts["program: commands"].values())
    assert report.programs > 100


@pytest.mark.slow
def test_every_bin_is_hit_and_almost_every_line():
    report = run_coverage(seed=SEED)
    assert report.missed == []
    lines = sum(module.lines for module in report.modules)
    assert sum(module.lines_hit for module in report.modules) >= LEAST_LINES * lines


def test_bin_that_is_said_to_be_unreachable_and_hit_is_an_error(monkeypatch):
    wrong = {("program: commands", "TILE"): "Nobody uses it."}
    monkeypatch.setattr(collect, "unreachable", lambda config: wrong)
    with pytest.raises(FlowError, match="unreachable, and were hit"):
        run_coverage(quick=True, seed=SEED, most=1)


def entry(page: str, line: int, what: str, count: int) -> str:
    fields = {"f": "core.v", "l": str(line), "page": page, "o": what, "h": "TOP"}
    key = "".join(f"\x01{name}\x02{value}" for name, value in fields.items())
    return f"C '{key}' {count}\n"


def test_coverage_data(tmp_path):
    data = "# SystemC::Coverage-3\n" + "".join(
        (
            entry("v_line/pe", 3, "block", 7),
            entry("v_branch/pe", 5, "if", 2),
            entry("v_branch/pe", 5, "else", 0),
            entry("v_toggle/pe", 1, "a:0->1", 1),
            entry("v_toggle/pe", 1, "a:1->0", 0),
        )
    )
    paths = [tmp_path / "first.dat", tmp_path / "second.dat"]
    for path in paths:
        path.write_text(data)
    module = read_coverage(paths)["pe"]
    assert (module.lines, module.lines_hit, module.missed) == (2, 1, (5,))
    assert (module.toggles, module.toggles_hit) == (2, 1)
    source = "\n" * 4 + r"    if (\$auto$verilog_backend.cc:2355:dump_module$7 ) begin end"
    (left,), counts = unwaived([module], source)
    assert (left.lines, left.lines_hit, left.missed) == (1, 1, ())
    assert counts == {WAIVERS[0].reason: 1}
    (left,), counts = unwaived([module], "\n" * 4 + "if (load) begin")
    assert left == module
    assert counts == {WAIVERS[0].reason: 0}


def test_other_file_is_refused(tmp_path):
    path = tmp_path / "coverage.dat"
    path.write_text("nothing")
    with pytest.raises(FlowError, match="must be coverage data"):
        read_coverage([path])
