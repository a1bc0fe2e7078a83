"""The testbenches find what is broken on purpose in the Verilog."""

from pathlib import Path

import pytest

from tinynpu.cosim.build import missing_tool
from tinynpu.cosim.run import run
from tinynpu.verify.blocks import find_block

HERE = Path(__file__).parent


def failures(block: str, old: str, new: str, only: str) -> dict[str, str]:
    """What the tests of a block say with this text replaced, by their names."""
    if reason := missing_tool("verilator"):
        pytest.skip(reason)
    source = find_block(block).verilog()
    broken = source.replace(old, new)
    assert broken != source, f"{old} is not in the Verilog of {block}"
    outcomes = run(HERE / block / f"{block}_bench.py", broken, block, only=only)
    return {outcome.name: outcome.failure for outcome in outcomes if outcome.failure}


def test_off_by_one_in_the_4_kib_split_is_caught_by_cocotb():
    """The splitter takes a page for a beat longer than it is."""
    found = failures("burst_splitter", "5'h10 - ", "5'h11 - ", "pages_end_bursts")
    assert "a burst must not cross 4 KiB" in found["pages_end_bursts"]


@pytest.mark.parametrize(
    ("block", "ready", "test", "message"),
    [
        ("read_arbiter", "axi__arready", "random_bursts/pauses=1", "AR changed before"),
        ("store", "axi__awready", "random_commands/pauses=2", "AW changed before"),
        ("store", "axi__wready", "random_commands/pauses=3", "W changed before"),
    ],
)
def test_dropped_ready_is_caught_by_cocotb(block, ready, test, message):
    """The manager does not wait for READY before it takes an offer back."""
    found = failures(block, f"if ({ready}) begin", "if (1'h1) begin", test)
    assert message in found[test]


ADDER = ("$signed(psum_in) + ", "$signed(psum_in) | ")
"""The processing element adds without carries."""


def test_broken_adder_is_caught_in_the_processing_element():
    found = failures("pe", *ADDER, "")
    assert "random_cycles" in found


def test_broken_adder_is_caught_in_the_core():
    found = failures("core", *ADDER, "programs/pauses=0")
    assert "bytes differ" in found["programs/pauses=0"]


def test_wrong_rounding_is_caught_in_the_requantizer():
    """The half of the first rounding is not added: what lies halfway between two results falls."""
    assert failures("requantizer", "product[30] & \\$", "1'h0 & \\$", "")
