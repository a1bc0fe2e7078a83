"""OrangeCrab r0.2: Lattice ECP5 with 24k LUTs."""

from amaranth_boards.orangecrab_r0_2 import OrangeCrabR0_2_25FPlatform as Platform

from tinynpu.boards.board import Board, Family, Pin
from tinynpu.boards.ecp5 import ECP5_25F_CONFIG, ECP5_25F_MEMORY_BYTES
from tinynpu.boards.pins import connector_pins, platform_pin

__all__ = ["ORANGECRAB"]

# The connector's pins 0 and 1 are where a Feather board has its UART.
_RX, _TX = (Pin(name, options={"IO_TYPE": "LVCMOS33"}) for name in ("N17", "M18"))

ORANGECRAB = Board(
    name="orangecrab-25f",
    title="OrangeCrab r0.2, 25F",
    url="https://orangecrab-fpga.github.io/orangecrab-hardware/r0.2/",
    family=Family.ECP5,
    device="LFE5U-25F",
    package="CSFBGA285",
    speed="8",
    clock=platform_pin(Platform, "clk"),
    clock_hz=48_000_000,
    system_hz=48_000_000,
    rx=_RX,
    tx=_TX,
    spi=connector_pins(
        Platform,
        "io",
        0,
        {"sck": "sck", "cs_n": "10", "mosi": "copi", "miso": "cipo"},
        IO_TYPE="LVCMOS33",
        PULLMODE="UP",  # without a host it is not selected
    ),
    leds={
        0: platform_pin(Platform, "rgb_led", 0, "b"),
        2: platform_pin(Platform, "rgb_led", 0, "g"),
        3: platform_pin(Platform, "rgb_led", 0, "r"),
    },
    button=platform_pin(Platform, "button", 0),
    config=ECP5_25F_CONFIG,
    memory_bytes=ECP5_25F_MEMORY_BYTES,
    program=("dfu-util", "-d", "1209:5af0", "-a", "0", "-D", "{file}"),
    source="amaranth_boards.orangecrab_r0_2",
    remarks=(
        "The USB socket belongs to the bootloader: connect a serial adapter, 3.3 V, to pins 0 (rx, "
        "its TXD) and 1 (tx, its RXD).",
        "With --link spi: sck, mosi (copi), miso (cipo) are the pins of these names, cs_n is pin 10.",
        "Hold the button while plugging in, so that dfu-util finds the bootloader.",
    ),
)
