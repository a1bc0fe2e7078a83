"""Dividers of the PLLs: exact where they can be, within the limits of the data sheets always."""

import pytest
from amaranth.back import rtlil

from tinynpu.arch.errors import ConfigurationError
from tinynpu.boards.clock import clock_dividers, made_hz, make_pll
from tinynpu.boards.ecp5_pll import ecp5_dividers
from tinynpu.boards.gowin_pll import gowin_dividers
from tinynpu.boards.ice40_pll import ice40_dividers
from tinynpu.boards.registry import find_board
from tinynpu.boards.xilinx_pll import xilinx_dividers


@pytest.mark.parametrize("input_mhz", [12, 25, 48, 100])
@pytest.mark.parametrize("output_mhz", [12.5, 33.3, 50, 66.7, 100, 133, 150, 400])
def test_ecp5(input_mhz, output_mhz):
    found = ecp5_dividers(input_mhz * 1e6, output_mhz * 1e6)
    assert 1 <= found.input_divider <= 128
    assert 1 <= found.feedback_divider <= 80
    assert 1 <= found.output_divider <= 128
    assert input_mhz / found.input_divider >= 3.125
    output = input_mhz * 1e6 / found.input_divider * found.feedback_divider
    assert found.output_hz == pytest.approx(output)
    assert found.oscillator_hz == pytest.approx(output * found.output_divider)
    assert 400e6 <= found.oscillator_hz <= 800e6
    # Not above, and near.
    assert 0.9 * output_mhz * 1e6 <= found.output_hz <= output_mhz * 1e6 * (1 + 1e-6)


def test_ecp5_exact():
    assert ecp5_dividers(25e6, 62.5e6).output_hz == 62.5e6
    assert ecp5_dividers(48e6, 64e6).output_hz == 64e6


@pytest.mark.parametrize("output_mhz", [16, 18, 20, 24, 30, 48, 100, 275])
def test_ice40(output_mhz):
    found = ice40_dividers(12e6, output_mhz * 1e6)
    output = 12e6 / (found.divr + 1) * (found.divf + 1) / 2**found.divq
    assert found.output_hz == pytest.approx(output)
    assert 533e6 <= found.oscillator_hz <= 1066e6
    assert found.oscillator_hz == pytest.approx(output * 2**found.divq)
    assert 0 <= found.divf <= 127
    assert 0.95 * output_mhz * 1e6 <= found.output_hz <= output_mhz * 1e6 * (1 + 1e-6)


def test_ice40_as_icepll_has_it():
    # icepll -i 12 -o 24 of the IceStorm tools.
    found = ice40_dividers(12e6, 24e6)
    assert (found.divr, found.divf, found.divq, found.filter_range) == (0, 63, 5, 1)


@pytest.mark.parametrize(("device", "slowest"), [("GW1NR-9C", 400e6), ("GW2AR-18C", 500e6)])
@pytest.mark.parametrize("output_mhz", [20, 27, 33, 40, 54, 60, 81])
def test_gowin(device, slowest, output_mhz):
    found = gowin_dividers(device, 27e6, output_mhz * 1e6)
    output = 27e6 * (found.fbdiv + 1) / (found.idiv + 1)
    assert found.output_hz == pytest.approx(output)
    assert slowest <= found.oscillator_hz <= 1250e6
    assert found.oscillator_hz == pytest.approx(output * found.odiv)
    assert 27e6 / (found.idiv + 1) >= 3e6
    assert 0.95 * output_mhz * 1e6 <= found.output_hz <= output_mhz * 1e6 * (1 + 1e-6)


@pytest.mark.parametrize("input_mhz", [100, 125])
@pytest.mark.parametrize("output_mhz", [10, 50, 66.6, 75, 100, 150])
def test_xilinx(input_mhz, output_mhz):
    found = xilinx_dividers(input_mhz * 1e6, output_mhz * 1e6)
    oscillator = input_mhz * 1e6 / found.divide * found.multiply
    assert 800e6 <= oscillator <= 1600e6
    assert found.output_hz == pytest.approx(oscillator / found.output_divide)
    assert 0.95 * output_mhz * 1e6 <= found.output_hz <= output_mhz * 1e6 * (1 + 1e-6)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ecp5_dividers(1e6, 50e6), "ECP5 PLL must be 8..400 MHz, not 1"),
        (lambda: ecp5_dividers(25e6, 500e6), "ECP5 board must be 10..400 MHz, not 500"),
        (lambda: ice40_dividers(5e6, 50e6), "iCE40 PLL must be 10..133 MHz, not 5"),
        (lambda: ice40_dividers(12e6, 14e6), "must be 16..275 MHz, not 14"),
        (lambda: gowin_dividers("GW1NR-9C", 27e6, 700e6), "3.125..600 MHz, not 700"),
        (lambda: gowin_dividers("GW5A", 27e6, 50e6), "one of GW1NR-9C, GW2AR-18C, not GW5A"),
        (lambda: xilinx_dividers(1e6, 50e6), "7-series PLL must be 19..450 MHz, not 1"),
        (lambda: xilinx_dividers(100e6, 1e6), "7-series board must be 6.25..464 MHz, not 1"),
    ],
)
def test_out_of_range(make, message):
    with pytest.raises(ConfigurationError, match=message):
        make()


@pytest.mark.parametrize(
    ("name", "hz", "cell"),
    [
        ("ulx3s-85f", 50_000_000, "EHXPLLL"),
        ("icebreaker", 24_000_000, "SB_PLL40_PAD"),
        ("tt-fabricfox", 24_000_000, "SB_PLL40_CORE"),
        ("tang-nano-9k", 54_000_000, "rPLL"),
        ("arty-a7-35", 50_000_000, "PLLE2_BASE"),
    ],
)
def test_cells(name, hz, cell):
    board = find_board(name)
    dividers = clock_dividers(board, hz)
    assert dividers is not None
    pll = make_pll(board, dividers)
    assert f"cell \\{cell} " in rtlil.convert(pll, ports=[pll.clock, pll.out, pll.locked])


def test_clock_of_a_board():
    board = find_board("ulx3s-85f")
    assert clock_dividers(board, board.clock_hz) is None
    assert made_hz(board, board.clock_hz) == 25_000_000
    assert made_hz(board, 133_000_000) == 132_142_857


def test_clock_that_only_a_far_one_comes_near():
    board = find_board("ulx3s-85f").replace(clock_hz=12_000_000)
    with pytest.raises(ConfigurationError, match=r"PLL can make of 12 MHz, not 10 MHz\."):
        clock_dividers(board, 10_000_000)
    with pytest.raises(ConfigurationError, match=r"PLL can make of 27 MHz.*not 3\.3\."):
        clock_dividers(find_board("tang-nano-9k"), 3_300_000)
