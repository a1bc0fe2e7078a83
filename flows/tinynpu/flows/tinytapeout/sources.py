"""Verilog of a project: the tile, and the cells that it names."""

from tinynpu.arch.tile import TileConfig
from tinynpu.core.multiply_add import GENERIC_CELLS
from tinynpu.core.technology import Technology
from tinynpu.flows.asic.design import cell_verilog
from tinynpu.flows.asic.modules import merge_modules
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.flows.fpga.initial import drop_initial_registers
from tinynpu.tile.word import WORD_CELL

__all__ = ["CELLS_FILE", "cells_verilog", "tile_source"]

CELLS_FILE = "cells.v"

# Yosys writes operands of different widths, and nets that nothing uses.
_HABITS = ("WIDTH", "UNUSEDSIGNAL", "CASEINCOMPLETE", "UNSIGNED")
_LINT = "".join(f"// verilator lint_off {name}\n" for name in _HABITS)
_LINT_ON = "".join(f"// verilator lint_on {name}\n" for name in _HABITS)

_CELLS = """\
// Adders, and registers with an enable, of which the tile has most. Synthesis for sky130_fd_sc_hd takes cells of
// the library, with a clock gate for each register; everything else takes what they do. USE_POWER_PINS is set
// where a tool looks at ports or lint alone, beside cells that have pins for power.
`ifdef SCL_sky130_fd_sc_hd
`ifndef USE_POWER_PINS
`define TINYNPU_SKY130_CELLS
`endif
`endif

`ifdef TINYNPU_SKY130_CELLS
{sky130}
`else
{generic}
`endif
"""


def tile_source(config: TileConfig, top: str) -> str:
    """Verilog of the tile: equal modules once, and no first values of registers, as there are none in silicon."""
    from tinynpu.tile.verilog import tile_verilog

    text = tile_verilog(config, top, technology=Technology.SILICON)
    title, _, _ = text.partition("\n")
    return f"{title}\n{_LINT}\n{merge_modules(drop_initial_registers(text))}{_LINT_ON}"


def cells_verilog() -> str:
    """Verilog of what the tile names."""
    sky130 = cell_verilog(Pdk.SKY130)
    return _CELLS.format(
        sky130=sky130[sky130.index("module") :].strip(),
        generic=f"{GENERIC_CELLS}\n{WORD_CELL}".strip(),
    )
