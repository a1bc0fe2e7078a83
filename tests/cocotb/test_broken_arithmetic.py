"""The testbenches find arithmetic that was broken on purpose, in the block and in the whole core."""

import re
from pathlib import Path

import pytest

from tinynpu.cosim.build import missing_tool
from tinynpu.cosim.run import run
from tinynpu.verify.blocks import find_block

pytestmark = pytest.mark.skipif(
    bool(missing_tool("verilator")), reason=missing_tool("verilator") or "never"
)


def failures(block: str, pattern: str, replacement: str, only: str) -> dict[str, str]:
    """What fails, by test, after each match of ``pattern`` in the Verilog was replaced."""
    source, count = re.subn(pattern, replacement, find_block(block).verilog())
    assert count, f"{pattern} must be in the Verilog of {block}"
    bench = Path(__file__).parent / block / f"{block}_bench.py"
    outcomes = run(bench, source, block, only=only)
    return {outcome.name: outcome.failure for outcome in outcomes if outcome.failure}


ADDER = (r"(\$signed\(psum_in\)) \+ ", r"\1 | ")
ROUNDING = (r"32'd1073741824", "32'd1073741823")
"""Half of the divisor, less one: values halfway between two results are rounded down."""


def test_broken_adder_is_caught_in_the_processing_element():
    found = failures("pe", *ADDER, only="")
    assert "random_cycles" in found


def test_broken_adder_is_caught_in_the_core():
    found = failures("core", *ADDER, only="programs/pauses=0")
    assert "bytes differ" in found["programs/pauses=0"]


def test_wrong_rounding_is_caught_in_the_requantizer():
    assert failures("requantizer", *ROUNDING, only="")
