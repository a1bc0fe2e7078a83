"""Boards: pins as their sources have them, constraint files, tops."""

import re

import pytest
from amaranth.back import verilog
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out
from amaranth.sim import Simulator

from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.arch.link import Link
from tinynpu.arch.presets import preset
from tinynpu.boards import registry
from tinynpu.boards.board import SPI_PORTS, Board, Family, Pin
from tinynpu.boards.constraints import constraint_file, constraints
from tinynpu.boards.registry import BOARDS, find_board
from tinynpu.boards.top import RESET_CYCLES, BoardTop
from tinynpu.flows.fpga.design import board_design


class Wires(wiring.Component):
    """A system that shows its inputs."""

    rx: In(1, init=1)
    tx: Out(1, init=1)
    leds: Out(4)
    button: In(1)

    def elaborate(self, platform):
        from amaranth.hdl import Cat, Module, ResetSignal

        m = Module()
        m.d.comb += [self.tx.eq(self.rx), self.leds.eq(Cat(1, 0, self.button, ResetSignal()))]
        return m


@pytest.mark.parametrize("name", BOARDS)
def test_every_board(name):
    board = find_board(name)
    assert board.name == name
    assert "clk" in board.ports
    pins = [pin.name for pin in board.ports.values()]
    assert len(set(pins)) == len(pins), "two ports on one pin"
    text = constraints(board)
    for port, pin in board.ports.items():
        line = next(line for line in text.splitlines() if re.search(rf"\b{port}\b", line))
        assert re.search(rf"\b{pin.name}\b", line)
    top = BoardTop(board, Wires(), board.system_hz)
    ports = re.search(r"module top\((.*?)\);", verilog.convert(top, name="top"))
    assert ports is not None
    assert set(ports[1].split(", ")) == set(board.ports)
    assert any("{file}" in word for word in board.program)


def test_constraint_files():
    assert constraint_file(find_board("ulx3s-85f")) == "ulx3s-85f.lpf"
    lpf = constraints(find_board("ulx3s-85f")).splitlines()
    assert 'LOCATE COMP "rx" SITE "M1";' in lpf
    assert 'IOBUF PORT "button" IO_TYPE=LVCMOS33 PULLMODE=DOWN;' in lpf
    assert 'FREQUENCY PORT "clk" 25 MHZ;' in lpf
    pcf = constraints(find_board("icebreaker")).splitlines()
    assert "set_io -pullup yes rx 6" in pcf
    assert "set_io led0 37" in pcf
    assert "set_frequency clk 12" in pcf
    cst = constraints(find_board("tang-nano-9k")).splitlines()
    assert 'IO_LOC "tx" 17;' in cst
    assert 'IO_PORT "tx" PULL_MODE=UP IO_TYPE=LVCMOS33;' in cst
    assert cst[0].startswith("//")
    xdc = constraints(find_board("arty-a7-35")).splitlines()
    assert "set_property -dict { PACKAGE_PIN A9 IOSTANDARD LVCMOS33 } [get_ports { rx }]" in xdc
    assert "create_clock -name clk -period 10.000 [get_ports { clk }]" in xdc


def simulate(board, hz, bench):
    top = BoardTop(board, Wires(), hz)
    simulator = Simulator(top)

    async def testbench(context):
        await bench(context, top)

    simulator.add_testbench(testbench)
    simulator.run()


def test_polarity():
    board = find_board("icebreaker")
    assert board.button is not None
    assert board.button.inverted
    assert board.leds[0].inverted

    async def bench(context, top):
        context.set(top.button, 1)  # not pressed
        context.set(top.rx, 0)
        await context.delay(1e-9)
        assert context.get(top.tx) == 0
        assert context.get(top.led0) == 0  # on
        assert context.get(top.led1) == 0  # off
        assert context.get(top.led2) == 0
        context.set(top.button, 0)
        context.set(top.rx, 1)
        await context.delay(1e-9)
        assert context.get(top.led2) == 1
        assert context.get(top.tx) == 1

    simulate(board, board.clock_hz, bench)


def test_reset_after_power_on():
    board = find_board("tt-classic")

    async def bench(context, top):
        for cycle in range(RESET_CYCLES + 3):
            assert context.get(top.led3) == (cycle < RESET_CYCLES)
            for level in (1, 0):
                context.set(top.clk, level)
                await context.delay(1e-9)

    simulate(board, board.clock_hz, bench)


def test_constant_outputs():
    board = find_board("ulx3s-85f")

    async def bench(context, top):
        await context.delay(1e-9)
        assert context.get(top.wifi_gpio0) == 1

    simulate(board, board.clock_hz, bench)


def test_unknown_board():
    with pytest.raises(ConfigurationError, match=r"one of icebreaker, .*, not breadboard\."):
        find_board("breadboard")


def test_missing_package(monkeypatch):
    def refuse(name):
        raise ModuleNotFoundError("No module named 'amaranth_boards'", name="amaranth_boards")

    monkeypatch.setattr(registry.importlib, "import_module", refuse)
    with pytest.raises(FlowError, match=r"pip install 'tinynpu\[fpga\]'"):
        find_board("icebreaker")


def test_what_a_board_refuses():
    board = find_board("ulx3s-85f")
    with pytest.raises(ConfigurationError, match=r"a multiple of 1024 bytes, not 3000"):
        board.replace(memory_bytes=3000)
    with pytest.raises(ConfigurationError, match=r"one of 0\.\.3, not 4"):
        board.replace(leds={4: Pin("A1")})
    with pytest.raises(ConfigurationError, match="pins sck, cs_n, mosi, miso, not sck"):
        board.replace(spi={"sck": Pin("A1")})
    with pytest.raises(ConfigurationError, match="pins for it, and tang-nano-9k has none"):
        find_board("tang-nano-9k").replace(link=Link.SPI)
    assert isinstance(board.replace(memory_bytes=4096), Board)


@pytest.mark.parametrize("name", [name for name in BOARDS if find_board(name).spi])
def test_boards_with_an_spi(name):
    board = find_board(name).replace(link=Link.SPI)
    pins = [pin.name for pin in board.ports.values()]
    assert len(set(pins)) == len(pins), "two ports on one pin"
    assert {"rx", "tx"}.isdisjoint(board.ports)
    design = board_design(board, preset("tt"), 4096, board.system_hz, 0)
    ports = re.search(rf"module {design.name}\((.*?)\);", design.verilog)
    assert ports is not None
    assert set(ports[1].split(", ")) == set(board.ports)
    text = constraints(board)
    for port in SPI_PORTS:
        assert re.search(rf"\b{port}\b.*\b{board.spi[port].name}\b", text)


def test_family_of_every_toolchain():
    families = {find_board(name).family for name in BOARDS}
    assert families == set(Family)
