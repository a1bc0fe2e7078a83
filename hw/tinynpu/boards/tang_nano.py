"""Sipeed Tang Nano 9K and 20K: Gowin GW1NR-9 and GW2AR-18."""

from amaranth_boards.tang_nano_9k import TangNano9kPlatform as Platform

from tinynpu.arch.presets import preset
from tinynpu.boards.board import Board, Family, Pin
from tinynpu.boards.pins import platform_pin

__all__ = ["TANG_NANO_9K", "TANG_NANO_20K"]

TANG_NANO_9K = Board(
    name="tang-nano-9k",
    title="Sipeed Tang Nano 9K",
    url="https://wiki.sipeed.com/hardware/en/tang/Tang-Nano-9K/Nano-9K.html",
    family=Family.GOWIN,
    device="GW1NR-9C",
    package="GW1NR-LV9QN88PC6/I5",
    speed="",
    clock=platform_pin(Platform, "clk27"),
    clock_hz=27_000_000,
    system_hz=27_000_000,
    rx=platform_pin(Platform, "uart", 0, "rx"),
    tx=platform_pin(Platform, "uart", 0, "tx"),
    leds={number: platform_pin(Platform, "led", number) for number in range(4)},
    button=platform_pin(Platform, "button", 0),
    config=preset("compact").replace(name="tang-nano-9k", bank_words=1024),
    memory_bytes=16384,
    program=("openFPGALoader", "-b", "tangnano9k", "{file}"),
    source="amaranth_boards.tang_nano_9k",
    remarks=("The serial port is the second one of the USB socket.",),
)


def _pin(name: str, *, inverted: bool = False, pull: str = "NONE") -> Pin:
    return Pin(name, inverted, {"IO_TYPE": "LVCMOS33", "PULL_MODE": pull})


TANG_NANO_20K = Board(
    name="tang-nano-20k",
    title="Sipeed Tang Nano 20K",
    url="https://wiki.sipeed.com/hardware/en/tang/tang-nano-20k/nano-20k.html",
    family=Family.GOWIN,
    device="GW2AR-18C",
    package="GW2AR-LV18QN88C8/I7",
    speed="",
    clock=_pin("4"),
    clock_hz=27_000_000,
    system_hz=27_000_000,
    rx=_pin("70", pull="UP"),
    tx=_pin("69"),
    leds={number: _pin(str(15 + number), inverted=True) for number in range(4)},
    button=_pin("88", pull="DOWN"),
    config=preset("compact").replace(name="tang-nano-20k"),
    memory_bytes=24576,
    program=("openFPGALoader", "-b", "tangnano20k", "{file}"),
    source="litex_boards.platforms.sipeed_tang_nano_20k",
    remarks=("The serial port is the second one of the USB socket.",),
)
