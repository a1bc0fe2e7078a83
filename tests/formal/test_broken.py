"""RTL that is broken on purpose must fail the property that it breaks."""

import re
from collections.abc import Callable
from pathlib import Path

from tinynpu.verify.formal import (
    BENCHES,
    EQUIVALENCES,
    FormalResult,
    run_bench,
    run_equivalence,
)


def replace(module: str, pattern: str, replacement: str, count: int = 1) -> Callable[[str], str]:
    """A change of the RTLIL of one module that must apply exactly ``count`` times."""

    def transform(rtlil: str) -> str:
        begin = rtlil.index(f"module \\harness.{module}\n")
        end = rtlil.index("\nend\n", begin)
        body, found = re.subn(pattern, replacement, rtlil[begin:end])
        assert found == count, f"{pattern} is {found} times in {module}"
        return rtlil[:begin] + body + rtlil[end:]

    return transform


def verdicts(
    block: str, name: str, transform: Callable[[str], str], *claims: str
) -> dict[str, FormalResult]:
    bench = next(bench for bench in BENCHES if (bench.block, bench.name) == (block, name))
    found = run_bench(bench, only=claims, transform=transform)
    assert [result.name for result in found] == list(claims)
    return {result.name: result for result in found}


def test_off_by_one_in_the_4_kib_split_is_caught():
    # 16 - beat[...]: the beats to the end of the page become one more, in both places.
    off_by_one = replace("dut", r"connect \\A 5'10000\b", r"connect \\A 5'10001", 2)
    results = verdicts("burst_splitter", "bursts", off_by_one, "within_4_kib", "aligned")
    broken = results["within_4_kib"]
    assert broken.status == "failed"
    assert broken.depth == 6
    trace = Path(broken.detail.removeprefix("trace: "))
    assert "$enddefinitions" in trace.read_text()
    assert results["aligned"].status == "proved"


def test_dropped_ready_is_caught():
    # BVALID falls in the cycle after it rose, whether BREADY was there or not.
    dropped = replace(
        "dut", r"switch \\axi__bready \[0\]\n      case 1'1", "switch 1'1\n      case 1'1"
    )
    results = verdicts("axi_lite", "axi_lite", dropped, "b_stable", "r_stable")
    assert results["b_stable"].status == "failed"
    assert results["r_stable"].status == "proved"


def test_a_wrong_gate_is_caught():
    def transform(gates: str) -> str:
        changed, found = re.subn(r"cell \$_AND_ ", "cell $_OR_ ", gates, count=1)
        assert found == 1
        return changed

    task = next(task for task in EQUIVALENCES if task.block == "pe")
    assert run_equivalence(task, transform=transform).status == "failed"


def test_a_late_wlast_is_caught():
    # beats_done == r_data: an odd number of beats is taken for one more.
    late = replace("dut", r"connect \\B \\r_data \[7:0\]", r"connect \\B { \\r_data [7:1] 1'1 }")
    results = verdicts("store", "bus", late, "last")
    assert results["last"].status == "failed"
