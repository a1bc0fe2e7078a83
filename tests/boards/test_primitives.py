"""Multipliers by device: no more blocks than there are."""

import pytest
from amaranth.back import rtlil

from tinynpu.arch.presets import preset
from tinynpu.boards.board import Family
from tinynpu.boards.primitives import core_options
from tinynpu.core.technology import Technology
from tinynpu.core.top import Core
from tinynpu.testing.configs import DEFAULT_CONFIGS


@pytest.mark.parametrize(
    ("device", "blocks"), [("LFE5U-25F", 0), ("LFE5U-45F", 32), ("LFE5U-85F", 64)]
)
def test_base(device, blocks):
    options = core_options(preset("base"), Family.ECP5, device)
    assert options == {"technology": Technology.ECP5, "blocks": blocks}


def test_other_devices():
    assert core_options(preset("base"), Family.XILINX, "xc7z020") == {
        "technology": Technology.GENERIC
    }


def test_core_has_as_many_blocks():
    config = DEFAULT_CONFIGS[0]
    options = core_options(config, Family.ECP5, "LFE5U-45F")
    text = rtlil.convert(Core(config, **options), name="top")
    per_lane = 5
    expected = options["blocks"] + per_lane * config.lanes
    assert text.count("cell \\MULT18X18D ") == expected
    assert "MULT18X18D" not in rtlil.convert(Core(config), name="top")
