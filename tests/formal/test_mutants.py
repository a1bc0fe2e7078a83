"""RTL that is broken on purpose must fail the property that it breaks."""

import re
from collections.abc import Callable
from pathlib import Path

from tinynpu.verify.formal import BENCHES, FormalResult, run_bench


def replace(module: str, pattern: str, replacement: str, count: int = 1) -> Callable[[str], str]:
    """A change of the RTLIL of one module that must apply exactly ``count`` times."""

    def transform(rtlil: str) -> str:
        begin = rtlil.index(f"module \\harness.{module}\n")
        end = rtlil.index("\nend\n", begin)
        body, found = re.subn(pattern, replacement, rtlil[begin:end])
        assert found == count, f"{pattern} is {found} times in {module}"
        return rtlil[:begin] + body + rtlil[end:]

    return transform


def verdicts(block: str, name: str, transform: Callable[[str], str]) -> dict[str, FormalResult]:
    bench = next(bench for bench in BENCHES if (bench.block, bench.name) == (block, name))
    return {result.name: result for result in run_bench(bench, transform=transform)}


def test_off_by_one_in_the_4_kib_split_is_caught():
    # page - beat[...]: 1024 beats of 4 bytes become 1025.
    off_by_one = replace("dut", r"connect \\A 11'10000000000\b", r"connect \\A 11'10000000001")
    results = verdicts("burst_splitter", "bursts", off_by_one)
    broken = results["within_4_kib"]
    assert broken.status == "failed"
    assert broken.depth == 2
    trace = Path(broken.detail.removeprefix("trace: "))
    assert "$enddefinitions" in trace.read_text()
    assert results["aligned"].status == "proved"


def test_dropped_ready_is_caught():
    # BVALID falls in the cycle after it rose, whether BREADY was there or not.
    dropped = replace(
        "dut", r"switch \\axi__bready \[0\]\n      case 1'1", "switch 1'1\n      case 1'1"
    )
    results = verdicts("axi_lite", "axi_lite", dropped)
    assert results["b_stable"].status == "failed"
    assert results["r_stable"].status == "proved"
