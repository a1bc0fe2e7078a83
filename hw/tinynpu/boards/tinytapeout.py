"""TinyTapeout's FPGA breakouts: a Lattice iCE40UP5K in the place of the chip on the demo board."""

from tinynpu.boards.board import Board, Family, Pin
from tinynpu.boards.up5k import UP5K_CONFIG, UP5K_MEMORY_BYTES

__all__ = ["TT_CLASSIC", "TT_FABRICFOX"]


def _board(name: str, title: str, file: str, clock: str, reset: str, ui_in3: str, uo_out: str):
    """Breakout: pins of ``ui_in[3]`` and of ``uo_out[0]`` to ``uo_out[4]``."""
    *leds, tx = uo_out.split()
    return Board(
        name=name,
        title=title,
        url="https://github.com/TinyTapeout/breakout-pcb",
        family=Family.ICE40,
        device="iCE40UP5K",
        package="SG48",
        speed="",
        clock=Pin(clock),
        clock_hz=12_000_000,
        system_hz=12_000_000,
        # As TinyTapeout's pinout advises for a UART.
        rx=Pin(ui_in3),
        tx=Pin(tx),
        leds={number: Pin(pin) for number, pin in enumerate(leds)},
        button=Pin(reset, inverted=True),
        config=UP5K_CONFIG,
        memory_bytes=UP5K_MEMORY_BYTES,
        program=("mpremote", "cp", "{file}", ":/bitstreams/tinynpu.bin"),
        source=f"fpga/{file} of TinyTapeout's tt-support-tools",
        remarks=(
            "The demo board's microcontroller makes the clock: set it to 12 MHz "
            "(tt.clock_project_PWM(12_000_000)).",
            "rx is ui_in[3], tx is uo_out[4], the LEDs are uo_out[0] to uo_out[3], and a low rst_n "
            "is the button.",
        ),
    )


TT_FABRICFOX = _board(
    "tt-fabricfox",
    "TinyTapeout FPGA breakout FabricFox",
    "tt_fpga_fabricfoxv2.pcf",
    clock="20",
    reset="37",
    ui_in3="21",
    uo_out="38 42 43 44 45",
)
TT_CLASSIC = _board(
    "tt-classic",
    "TinyTapeout FPGA breakout of TT04",
    "tt_fpga_top.pcf",
    clock="35",
    reset="38",
    ui_in3="6",
    uo_out="18 20 19 21 23",
)
