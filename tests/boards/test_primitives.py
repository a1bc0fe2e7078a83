"""Multipliers by device: no more blocks than there are."""

from amaranth.back import rtlil

from tinynpu.arch.registers import COUNTERS
from tinynpu.boards.board import Family
from tinynpu.boards.primitives import core_options
from tinynpu.boards.registry import BOARDS, find_board
from tinynpu.core.make import make_core
from tinynpu.core.technology import Technology
from tinynpu.testing.configs import DEFAULT_CONFIGS


def test_devices():
    assert core_options(Family.ECP5, "LFE5U-45F") == {
        "technology": Technology.ECP5,
        "multipliers": 72,
        "counters": tuple(COUNTERS),
    }
    assert core_options(Family.XILINX, "xc7z020") == {
        "technology": Technology.GENERIC,
        "multipliers": None,
        "counters": tuple(COUNTERS),
    }
    assert core_options(Family.ICE40, "iCE40UP5K")["counters"] == ("cycles",)


def test_device_of_every_board_with_an_ecp5():
    boards = [find_board(name) for name in BOARDS]
    for board in boards:
        if board.family is Family.ECP5:
            count = core_options(board.family, board.device)["multipliers"]
            assert count >= 5 * board.config.lanes, "the requantizer's multipliers do not fit"


def test_core_has_no_more_multipliers():
    config = DEFAULT_CONFIGS[0]
    text = rtlil.convert(make_core(config, **core_options(Family.ECP5, "LFE5U-25F")), name="top")
    assert text.count("cell \\MULT18X18D ") == 28
    assert "MULT18X18D" not in rtlil.convert(make_core(config), name="top")
