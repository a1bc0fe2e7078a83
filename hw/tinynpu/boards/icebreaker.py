"""1BitSquared iCEBreaker: Lattice iCE40UP5K."""

from amaranth_boards.icebreaker import ICEBreakerPlatform as Platform

from tinynpu.boards.board import Board, Family, Pin
from tinynpu.boards.pins import connector_pins, platform_pin
from tinynpu.boards.up5k import UP5K_CONFIG, UP5K_MEMORY_BYTES

__all__ = ["ICEBREAKER"]

ICEBREAKER = Board(
    name="icebreaker",
    title="1BitSquared iCEBreaker",
    url="https://github.com/icebreaker-fpga/icebreaker",
    family=Family.ICE40,
    device="iCE40UP5K",
    package="SG48",
    speed="",
    clock=platform_pin(Platform, "clk12"),
    clock_hz=12_000_000,
    system_hz=27_000_000,
    rx=platform_pin(Platform, "uart", 0, "rx"),
    tx=platform_pin(Platform, "uart", 0, "tx"),
    # As Digilent's Pmod Interface Specification has it (type 2).
    spi=connector_pins(
        Platform,
        "pmod",
        0,
        {"cs_n": "1", "mosi": "2", "miso": "3", "sck": "4"},
        PULLUP="1",  # without a host it is not selected
    ),
    leds={
        0: platform_pin(Platform, "led_g", 0),
        3: platform_pin(Platform, "led_r", 0),
        # Of the part of the board that can be broken off; its connector is PMOD2.
        1: Pin("27"),
        2: Pin("25"),
    },
    button=platform_pin(Platform, "button", 0),
    flash={
        "clk": platform_pin(Platform, "spi_flash_4x", 0, "clk"),
        "cs": platform_pin(Platform, "spi_flash_4x", 0, "cs"),
        **{f"dq{i}": platform_pin(Platform, "spi_flash_4x", 0, "dq", i) for i in range(4)},
    },
    config=UP5K_CONFIG,
    memory_bytes=UP5K_MEMORY_BYTES,
    program=("openFPGALoader", "-b", "ice40_generic", "{file}"),
    flash_program=("openFPGALoader", "-b", "ice40_generic", "-f", "-o", "{offset}", "{file}"),
    source="amaranth_boards.icebreaker; LEDs of PMOD2 from the board's icebreaker.pcf",
    remarks=(
        "The button is the user button; the serial port is the second one of the USB chip.",
        "With --link spi: cs_n, mosi, miso, sck are pins 1 to 4 of PMOD1A.",
    ),
)
