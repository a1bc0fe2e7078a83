"""Memories of an ASIC: SRAM macros where the PDK has some that fit, else registers."""

import dataclasses
from pathlib import Path

__all__ = ["MACROS", "Macro", "memory_map_files", "write_memory_maps"]


@dataclasses.dataclass(frozen=True)
class Macro:
    """An SRAM with a port that writes bytes and a port that reads, both with the same clock.

    Members
    -------
    name
        Cell.
    library
        Class of lambdapdk that describes it, as ``module:class``.
    address_bits, width
        Words are 2 ** ``address_bits``; ``width`` is a multiple of 8.
    ports
        Verilog of the cell's connections. There are ``clk``, ``read``, ``read_address``, ``read_data``,
        ``write`` (1 if any byte is), ``bytes`` (one bit each), ``write_address`` and ``write_data``.
    declaration
        Verilog of the cell's ports.
    model
        Verilog of the cell for simulation.
    worth
        Registers that the macro is worth: a memory of fewer bits is made of these.
    """

    name: str
    library: str
    address_bits: int
    width: int
    ports: str
    declaration: str
    model: str
    worth: int


# OpenRAM, 32 × 512: 683 µm × 417 µm, as much as some 9,000 registers with their multiplexers would
# take; the break-even is lower, because a macro needs a halo, too.
_SKY130 = Macro(
    name="sky130_sram_2kbyte_1rw1r_32x512_8",
    library="lambdapdk.sky130.libs.sky130sram:Sky130_SRAM_32x512",
    address_bits=9,
    width=32,
    ports=(
        ".clk0(clk), .csb0(~write), .web0(1'b0), .wmask0(bytes), .addr0(write_address), "
        ".din0(write_data), .dout0(), .clk1(clk), .csb1(~read), .addr1(read_address), "
        ".dout1(read_data)"
    ),
    declaration=(
        "input clk0, input csb0, input web0, input [3:0] wmask0, input [8:0] addr0, "
        "input [31:0] din0, output [31:0] dout0, input clk1, input csb1, input [8:0] addr1, "
        "output [31:0] dout1"
    ),
    model="""\
module sky130_sram_2kbyte_1rw1r_32x512_8 (
  input clk0, csb0, web0, clk1, csb1,
  input [3:0] wmask0,
  input [8:0] addr0, addr1,
  input [31:0] din0,
  output reg [31:0] dout0, dout1
);
  reg [31:0] words [0:511];
  integer i;
  always @(posedge clk0) if (!csb0) begin
    if (web0) dout0 <= words[addr0];
    else for (i = 0; i < 4; i = i + 1) if (wmask0[i]) words[addr0][8*i +: 8] <= din0[8*i +: 8];
  end
  // A word that is read while it is written can be anything.
  always @(posedge clk1) if (!csb1)
    dout1 <= !csb0 && !web0 && addr0 == addr1 ? ~din0 : words[addr1];
endmodule
""",
    worth=6000,
)
MACROS: dict[str, Macro] = {"sky130": _SKY130}
"""By PDK. The macros of IHP130 and GF180 have one port, and cannot read while they write."""


def write_memory_maps(macro: Macro, folder: Path) -> tuple[Path, Path, Path]:
    """Files for Yosys: which memories become macros, how, and the macro as a black box.

    A macro also serves with words of half its width, of which there are twice as many.

    Returns
    -------
    library : Path
        For ``memory_libmap -lib``.
    techmap : Path
        For ``techmap -map``.
    blackbox : Path
        Verilog.
    """
    files = library, techmap, blackbox = memory_map_files(folder)
    library.write_text(
        _library("$__MACRO_", macro, macro.address_bits, macro.width)
        + _library("$__MACRO_HALF_", macro, macro.address_bits + 1, macro.width // 2)
    )
    techmap.write_text(_whole(macro) + _half(macro))
    blackbox.write_text(f"(* blackbox *)\nmodule {macro.name} ({macro.declaration});\nendmodule\n")
    return files


def memory_map_files(folder: Path) -> tuple[Path, Path, Path]:
    """Where `write_memory_maps` writes, in its order."""
    return folder / "memory.lib", folder / "memory_map.v", folder / "memory_cells.v"


def _library(name: str, macro: Macro, address_bits: int, width: int) -> str:
    return f"""\
ram block {name} {{
  abits {address_bits};
  width {width};
  byte 8;
  cost {macro.worth};
  port sw "W" {{ clock posedge "C"; }}
  port sr "R" {{ clock posedge "C"; rden; }}
}}
"""


def _module(name: str, address_bits: int, width: int) -> str:
    """Head of a module for `techmap`, with the ports that `memory_libmap` makes."""
    return f"""\
module \\{name} (
  input CLK_C, PORT_W_CLK, PORT_R_CLK, PORT_R_RD_EN,
  input [{address_bits - 1}:0] PORT_W_ADDR, PORT_R_ADDR,
  input [{width - 1}:0] PORT_W_WR_DATA,
  input [{width // 8 - 1}:0] PORT_W_WR_EN,
  output [{width - 1}:0] PORT_R_RD_DATA
);
  wire clk = CLK_C;
  wire read = PORT_R_RD_EN;
  wire write = |PORT_W_WR_EN;
"""


def _whole(macro: Macro) -> str:
    return f"""\
{_module("$__MACRO_", macro.address_bits, macro.width)}\
  wire [{macro.address_bits - 1}:0] write_address = PORT_W_ADDR;
  wire [{macro.address_bits - 1}:0] read_address = PORT_R_ADDR;
  wire [{macro.width - 1}:0] write_data = PORT_W_WR_DATA;
  wire [{macro.width // 8 - 1}:0] bytes = PORT_W_WR_EN;
  wire [{macro.width - 1}:0] read_data;
  assign PORT_R_RD_DATA = read_data;
  {macro.name} _TECHMAP_REPLACE_ ({macro.ports});
endmodule
"""


def _half(macro: Macro) -> str:
    """Two words side by side; the lowest bit of the address says which."""
    bits, width = macro.address_bits, macro.width // 2
    return f"""\
{_module("$__MACRO_HALF_", bits + 1, width)}\
  wire [{bits - 1}:0] write_address = PORT_W_ADDR[{bits}:1];
  wire [{bits - 1}:0] read_address = PORT_R_ADDR[{bits}:1];
  wire [{2 * width - 1}:0] write_data = {{2{{PORT_W_WR_DATA}}}};
  wire [{width // 8 - 1}:0] none = 0;
  wire [{2 * width // 8 - 1}:0] bytes =
    PORT_W_ADDR[0] ? {{PORT_W_WR_EN, none}} : {{none, PORT_W_WR_EN}};
  wire [{2 * width - 1}:0] read_data;
  wire high;
  \\$_DFFE_PP_ half (.C(clk), .E(read), .D(PORT_R_ADDR[0]), .Q(high));
  assign PORT_R_RD_DATA = high ? read_data[{2 * width - 1}:{width}] : read_data[{width - 1}:0];
  {macro.name} macro ({macro.ports});
endmodule
"""
