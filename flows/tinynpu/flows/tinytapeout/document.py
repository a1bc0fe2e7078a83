"""``docs/info.md``, the page of the datasheet, and ``README.md`` of a project."""

from tinynpu.arch.tile import RunFlag, TileConfig
from tinynpu.flows.tinytapeout.shuttle import Shuttle

__all__ = ["info_md", "readme_md"]

_INFO = """\
## How it works

The tile multiplies matrices of int8 numbers for a host, which sends the numbers and gets sums{results}. It has {multipliers} and {sums}
of {width} bits: a *block* is {rows} rows × {columns} columns of sums, made step by step. In each step the host sends one sample for every row, a
byte with each clock on `ui_in`, and at the same time, four bits with each clock on `uio_in[7:4]`, the weights of the next step. A sample is
multiplied with the weights of all columns as it arrives.

A host that never pauses never waits: a byte goes in or comes out with every clock, and a pause costs nothing but itself.

**Pins.** In a cycle with `strobe` (`uio[0]`) and `ready` (`uio[1]`) the byte on `ui` goes in; with `strobe` and `valid` (`uio[2]`) the byte on `uo` has gone
out. Without `valid`, `uo[0]` says that there was an error and `uo[1]` that the tile is at work. A change of `uio[3]` is
a soft reset, and done three clocks later.{spi}

**Commands** are bytes:

| byte | command | what follows |
|---|---|---|
| 0x00 | NOP | – |
| 0x01 | IDENTIFY | out: {identity} |
| 0x02 | STATUS | out: error flags (1 unknown command, 2 no steps, or more than 4095), which are cleared |
| 0x03 | SELF_TEST | out: two bytes, {signature} |
{layer}| 0x40 + flags | RUN | in: steps, low byte first (1 to 4095), then the operands; out: the results |

Flags of RUN: 1 shift mode (a step brings one weight, to column 0, and the other columns take that of the column before, as in a
depthwise convolution){scale_flags}.

**Operands** are (steps + 1) times {transfers} transfers ({shift_transfers} in shift mode). The first {transfers} bring only weights; in each of the others the first {rows}
bytes are samples. The first nibbles are the weights, column {last} first, the high nibble first.

**Sums** come out column by column, in it row by row, three bytes each, the low one first.
{scaling}
## How to test

Give a clock of up to {clock:g} MHz, hold `rst_n` low for a cycle, and leave `uio[3]` at 0.

1. Send 0x01 (`ui` = 1, `uio[0]` = 1 for a clock, while `uio[1]` is 1). Eight bytes come out: {identity}.
2. Send 0x03. After the self-test two bytes come out: {signature}. Now all multipliers and sums have worked.
3. Run a block of `test/known_answers.json`, which has bytes to send and bytes to expect; `test/host.py` shows how.

## External hardware

None but a host that drives the pins, such as the microcontroller of the demo board.
"""

_SPI = """ With `uio[3]` = 1 the tile is an SPI subordinate
instead (mode 0; SCK `ui[0]`, CS `ui[1]`, MOSI `ui[2]`, MISO `uo[0]`; SCK at most 1/8 of the clock). Words have 16 bits: out to the tile bit 15
move, bits 11–8 nibble, bits 7–0 byte; back bit 15 valid, bit 14 error, bits 7–0 the byte, which a word with move takes. A word with bit 14 is a soft reset."""

_LAYER = "| 0x04 | LAYER | in: zero point, least, greatest result of the blocks that follow, until SELF_TEST |\n"

_SCALE_FLAGS = ", 2 int8 results, 4 one multiplier and bias for all columns"

_SCALING = """
**int8 results** (flag 2): for each column, with flag 4 for the first only, the host sends 8 bytes, multiplier (4, low byte first), bias (3), right shift (1, at most 15); then
{rows} results come out, row by row. A result is (sum + bias) · multiplier / 2^(31 + shift), rounded twice as TensorFlow Lite does, plus
the zero point, between least and greatest.
"""

_README = """\
# {top}

A [TinyTapeout](https://tinytapeout.com) project for {shuttle}, {tiles} tiles: an int8 matrix engine, a tile of tinynpu. Read
[docs/info.md](docs/info.md) for how it works.

| path | what it is |
|---|---|
| `info.yaml` | title, author, size, pinout |
| `src/` | the Verilog, and what place and route is told |
| `test/` | tests for the Verilog and for the netlist of the layout |
| `.github/workflows/` | layout, datasheet, tests, FPGA |

This repository is written by `tinynpu tinytapeout export`; change the configuration there rather than files here. Once it is on GitHub, switch on
GitHub Pages (Settings, Pages, source: GitHub Actions), wait for the workflows `gds`, `docs` and `test`, and submit it at
[app.tinytapeout.com](https://app.tinytapeout.com).
"""


def info_md(config: TileConfig, clock_hz: int) -> str:
    """The page of the datasheet.

    Parameters
    ----------
    config
        The tile.
    clock_hz
        Clock.
    """
    from tinynpu.flows.tinytapeout.known_answers import self_test_signature

    scales = config.requantizer_bits > 0
    return _INFO.format(
        results=" or int8 results" if scales else "",
        multipliers=_count(config.macs, "multiplier"),
        sums=_count(config.sums, "accumulator"),
        width=config.accumulator_width,
        rows=config.rows,
        columns=config.columns,
        last=config.columns - 1,
        spi=_SPI if config.spi else "",
        identity=_hex(config.identity),
        signature=_hex(self_test_signature(config)),
        layer=_LAYER if scales else "",
        scale_flags=_SCALE_FLAGS if scales else "",
        transfers=config.step_cycles(),
        shift_transfers=config.step_cycles(RunFlag.SHIFT),
        scaling=_SCALING.format(rows=config.rows) if scales else "",
        clock=clock_hz / 1e6,
    )


def readme_md(shuttle: Shuttle, tiles: str, top: str) -> str:
    """What a visitor of the repository sees first."""
    return _README.format(top=top, shuttle=shuttle.name, tiles=tiles)


def _hex(data: bytes) -> str:
    return " ".join(f"0x{byte:02x}" for byte in data)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
