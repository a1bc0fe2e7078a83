"""Colorlight i5 and i9 on the extension board of Muse Lab: Lattice ECP5 with 24k or 44k LUTs."""

from tinynpu.arch.config import Config
from tinynpu.boards.board import Board, Family, Pin
from tinynpu.boards.ecp5 import (
    ECP5_25F_CONFIG,
    ECP5_25F_MEMORY_BYTES,
    ECP5_45F_CONFIG,
    ECP5_45F_MEMORY_BYTES,
)

__all__ = ["COLORLIGHT_I5", "COLORLIGHT_I9"]


def _pin(name: str, *, inverted: bool = False, **options: str) -> Pin:
    return Pin(name, inverted, {"IO_TYPE": "LVCMOS33", **options})


def _board(name: str, title: str, device: str, led: Pin, source: str, config: Config, memory: int):
    return Board(
        name=name,
        title=title,
        url="https://github.com/wuxx/Colorlight-FPGA-Projects",
        family=Family.ECP5,
        device=device,
        package="CABGA381",
        speed="6",
        clock=_pin("P3"),
        clock_hz=25_000_000,
        system_hz=40_000_000,
        rx=_pin("H18", PULLMODE="UP"),
        tx=_pin("J17"),
        leds={0: led},
        button=_pin("K18", inverted=True, PULLMODE="UP"),
        config=config,
        memory_bytes=memory,
        program=("openFPGALoader", "-b", name, "{file}"),
        source=source,
        remarks=(
            "The serial port is that of the debugger on Muse Lab's extension board.",
            "There is no button: join pin K18 of the connector to ground instead.",
        ),
    )


COLORLIGHT_I5 = _board(
    "colorlight-i5",
    "Colorlight i5 v7.0",
    "LFE5U-25F",
    _pin("U16", inverted=True),
    "README.md of wuxx/Colorlight-FPGA-Projects and litex_boards.platforms.colorlight_i5",
    ECP5_25F_CONFIG,
    ECP5_25F_MEMORY_BYTES,
)
COLORLIGHT_I9 = _board(
    "colorlight-i9",
    "Colorlight i9 v7.2",
    "LFE5U-45F",
    # The bank of this LED has 2.5 V in the published example.
    Pin("L2", inverted=True, options={"IO_TYPE": "LVCMOS25"}),
    "colorlight_i9_v7.2.md and src/i9/blink of wuxx/Colorlight-FPGA-Projects; UART as on the i5",
    ECP5_45F_CONFIG,
    ECP5_45F_MEMORY_BYTES,
)
