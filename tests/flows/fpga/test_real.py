"""The whole flow with the real tools, for a design of some hundred cells: UART echo and LEDs."""

import pytest
from amaranth.hdl import Module, Signal
from amaranth.lib import wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out

from tinynpu.arch.errors import FlowError
from tinynpu.boards.registry import find_board
from tinynpu.bus.uart import UartReceiver, UartTransmitter
from tinynpu.eda import find_tool
from tinynpu.flows.fpga import implement
from tinynpu.flows.fpga.design import top_design
from tinynpu.flows.fpga.toolchain import toolchain


class Echo(wiring.Component):
    """A UART that answers with what it receives, through a block RAM."""

    rx: In(1, init=1)
    tx: Out(1, init=1)
    leds: Out(4)
    button: In(1)

    def elaborate(self, platform):
        m = Module()
        m.submodules.receiver = receiver = UartReceiver(104)
        m.submodules.transmitter = transmitter = UartTransmitter(104)
        m.submodules.memory = memory = Memory(shape=8, depth=512, init=[])
        write, read = memory.write_port(), memory.read_port()
        head, tail, count = Signal(9), Signal(9), Signal(24)
        m.d.comb += [
            receiver.rx.eq(self.rx),
            self.tx.eq(transmitter.tx),
            receiver.byte.ready.eq(1),
            write.addr.eq(head),
            write.data.eq(receiver.byte.payload),
            write.en.eq(receiver.byte.valid),
            read.addr.eq(tail),
            transmitter.byte.payload.eq(read.data),
            transmitter.byte.valid.eq(head != tail),
            self.leds.eq(count[-4:]),
        ]
        m.d.sync += [head.eq(head + write.en), count.eq(count + self.button + 1)]
        with m.If(transmitter.byte.valid & transmitter.byte.ready):
            m.d.sync += tail.eq(tail + 1)
        return m


def echo(name, mhz):
    board = find_board(name)
    pytest.importorskip("edalize")
    for program in toolchain(board.family).programs:
        try:
            find_tool(program)
        except FlowError as error:
            pytest.skip(str(error))
    return top_design(board, Echo(), round(mhz * 1e6))


def check(design, built, suffix):
    assert built.bitstream is not None
    assert built.bitstream.suffix == suffix
    assert built.bitstream.stat().st_size > 10_000
    assert built.best.fmax_mhz > design.mhz
    assert any("PLL" in kind for kind in built.best.cells)


def test_icebreaker(tmp_path):
    design = echo("icebreaker", 24)
    built = implement(design, [1, 2], work=tmp_path / "work")
    check(design, built, ".bin")
    assert set(built.placements) == {1, 2}
    assert built.best.slowest.required_mhz == pytest.approx(24, abs=0.1), "the PLL's clock"
    assert built.netlist["SB_PLL40_PAD"] == 1
    # iCE40 bitstreams begin so.
    assert b"\x7e\xaa\x99\x7e" in built.bitstream.read_bytes()[:200]


@pytest.mark.slow
def test_ulx3s(tmp_path):
    design = echo("ulx3s-25f", 100)
    built = implement(design, [1], work=tmp_path / "work")
    check(design, built, ".bit")
    assert built.best.slowest.required_mhz == pytest.approx(100, abs=0.1), "the PLL's clock"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tang-nano-9k", "tang-nano-20k"])
def test_tang_nano(tmp_path, name):
    design = echo(name, 40.5)
    check(design, implement(design, [1], work=tmp_path / "work"), ".fs")


@pytest.mark.slow
def test_too_large_is_one_sentence(tmp_path):
    board = find_board("icebreaker")
    echo("icebreaker", 24)

    class Large(Echo):
        def elaborate(self, platform):
            m = super().elaborate(platform)
            wide, flag = Signal(6000), Signal()
            m.d.sync += [wide.eq((wide << 1) ^ self.rx), flag.eq(wide[-1])]
            m.d.comb += self.leds[0].eq(flag)
            return m

    design = top_design(board, Large(), board.clock_hz)
    with pytest.raises(FlowError, match=r"must fit iCE40UP5K-SG48, and it needs \d+ of 5280 ICESTORM_LC"):  # fmt: skip
        implement(design, [1], work=tmp_path / "work")
