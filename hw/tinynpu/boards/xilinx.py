"""Digilent Arty A7 and TUL PYNQ-Z2: Xilinx 7 series, for Vivado."""

from amaranth_boards.arty_a7 import ArtyA7_35Platform as Platform

from tinynpu.arch.presets import preset
from tinynpu.boards.board import Board, Family, Pin
from tinynpu.boards.pins import platform_pin

__all__ = ["ARTY_A7_35", "ARTY_A7_100", "PYNQ_Z2"]


def _arty(size: str, grade: str, speed: str, memory_bytes: int) -> Board:
    return Board(
        name=f"arty-a7-{size}",
        title=f"Digilent Arty A7-{size}T",
        url="https://digilent.com/reference/programmable-logic/arty-a7/start",
        family=Family.XILINX,
        device=f"xc7a{size}{grade}",
        package="csg324",
        speed=speed,
        clock=platform_pin(Platform, "clk100"),
        clock_hz=100_000_000,
        system_hz=50_000_000,
        rx=platform_pin(Platform, "uart", 0, "rx"),
        tx=platform_pin(Platform, "uart", 0, "tx"),
        leds={number: platform_pin(Platform, "led", number) for number in range(4)},
        button=platform_pin(Platform, "button", 0),
        config=preset("base"),
        memory_bytes=memory_bytes,
        program=("openFPGALoader", "-b", f"arty_a7_{size}t", "{file}"),
        source="amaranth_boards.arty_a7",
        remarks=("The serial port is that of the USB socket, which also programs the board.",),
    )


ARTY_A7_35 = _arty("35", "ti", "1L", 65536)
ARTY_A7_100 = _arty("100", "t", "1", 262144)


def _pin(name: str) -> Pin:
    return Pin(name, options={"IOSTANDARD": "LVCMOS33"})


PYNQ_Z2 = Board(
    name="pynq-z2",
    title="TUL PYNQ-Z2",
    url="https://www.tulembedded.com/FPGA/ProductsPYNQ-Z2.html",
    family=Family.XILINX,
    device="xc7z020",
    package="clg400",
    speed="1",
    clock=_pin("H16"),
    clock_hz=125_000_000,
    system_hz=50_000_000,
    rx=_pin("U12"),
    tx=_pin("T14"),
    leds={number: _pin(name) for number, name in enumerate(("R14", "P14", "N16", "M14"))},
    button=_pin("D19"),
    config=preset("base"),
    memory_bytes=131072,
    program=("openFPGALoader", "-b", "pynq_z2", "{file}"),
    source="litex_boards.platforms.tul_pynq_z2",
    remarks=(
        "This is the NPU with its own memory and a UART on the Arduino connector (AR0 is tx, AR1 is "
        "rx, 3.3 V).",
        "With Linux and the board's memory, use the packaged AXI core instead: ip/ in the output.",
    ),
)
