"""Radiona ULX3S: Lattice ECP5 with 24k, 44k or 84k LUTs."""

from amaranth_boards.ulx3s import ULX3S_85F_Platform as Platform

from tinynpu.arch.config import Config
from tinynpu.boards.board import Board, Family, Pin
from tinynpu.boards.ecp5 import (
    ECP5_25F_CONFIG,
    ECP5_25F_MEMORY_BYTES,
    ECP5_45F_CONFIG,
    ECP5_45F_MEMORY_BYTES,
    ECP5_85F_CONFIG,
    ECP5_85F_MEMORY_BYTES,
)
from tinynpu.boards.pins import connector_pins, platform_pin

__all__ = ["ULX3S_25F", "ULX3S_45F", "ULX3S_85F"]


def _board(size: str, config: Config, memory_bytes: int, system_hz: int) -> Board:
    return Board(
        name=f"ulx3s-{size.lower()}",
        title=f"Radiona ULX3S-{size}",
        url="https://radiona.org/ulx3s/",
        family=Family.ECP5,
        device=f"LFE5U-{size}",
        package="CABGA381",
        speed="6",
        clock=platform_pin(Platform, "clk25"),
        clock_hz=25_000_000,
        system_hz=system_hz,
        rx=platform_pin(Platform, "uart", 0, "rx"),
        tx=platform_pin(Platform, "uart", 0, "tx"),
        spi=connector_pins(
            Platform,
            "gpio",
            0,
            {"sck": "0+", "cs_n": "1+", "mosi": "2+", "miso": "3+"},
            IO_TYPE="LVCMOS33",
            PULLMODE="UP",  # without a host it is not selected
        ),
        leds={number: platform_pin(Platform, "led", number) for number in range(4)},
        button=platform_pin(Platform, "button_fire", 0),
        constant={
            # Without it the ESP32 may take the board's serial port and reload the FPGA.
            "wifi_gpio0": (Pin("L2", options={"IO_TYPE": "LVCMOS33", "PULLMODE": "UP"}), 1),
        },
        config=config,
        memory_bytes=memory_bytes,
        program=("openFPGALoader", "-b", "ulx3s", "{file}"),
        source="amaranth_boards.ulx3s",
        remarks=(
            "The serial port is that of the socket US1, which also programs the board.",
            "With --link spi: sck, cs_n, mosi, miso are gp0 to gp3 of the header J1.",
        ),
    )


ULX3S_85F = _board("85F", ECP5_85F_CONFIG, ECP5_85F_MEMORY_BYTES, 40_000_000)
ULX3S_45F = _board("45F", ECP5_45F_CONFIG, ECP5_45F_MEMORY_BYTES, 40_000_000)
ULX3S_25F = _board("25F", ECP5_25F_CONFIG, ECP5_25F_MEMORY_BYTES, 40_000_000)
