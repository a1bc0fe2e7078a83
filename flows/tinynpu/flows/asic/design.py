"""What SiliconCompiler gets: Verilog, constraints, where the pins are."""

import dataclasses
import enum
from collections.abc import Mapping
from pathlib import Path

from amaranth.back import verilog
from amaranth.hdl import Shape

from tinynpu.arch.config import Config
from tinynpu.arch.errors import ConfigurationError
from tinynpu.core.chip import Chip, chip_members
from tinynpu.core.make import make_core
from tinynpu.core.multiply_add import GENERIC_CELLS
from tinynpu.core.ports import core_members
from tinynpu.core.shared_table import READER, reader_verilog
from tinynpu.core.silicon_pe import SiliconPE
from tinynpu.core.technology import Technology
from tinynpu.flows.asic.memory import MACROS, write_memory_maps
from tinynpu.flows.asic.modules import keep_blocks, merge_modules
from tinynpu.flows.asic.outline import Outline
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.flows.asic.timing import Constraints
from tinynpu.flows.fpga.initial import drop_initial_registers, drop_zero_memories

__all__ = [
    "TOP",
    "Floorplan",
    "Side",
    "Sources",
    "cell_verilog",
    "constraints_of",
    "element_verilog",
    "pin_sides",
    "sdc_of",
    "write_element",
    "write_sources",
]

TOP = "tinynpu"
"""Name of the top module."""

_IO_SHARE = 0.2
"""Of the period, for what is before inputs and behind outputs."""
_UNCERTAINTY_NS = 0.25


@dataclasses.dataclass(frozen=True)
class Floorplan:
    """Shape of the core area.

    Members
    -------
    density
        Percent of the area that cells take before the clock tree.
    aspect
        Height by width.

    Raises
    ------
    ConfigurationError
        One of them is out of range.
    """

    density: float = 50.0
    aspect: float = 1.0

    def __post_init__(self):
        if not 10 <= self.density <= 90:
            raise ConfigurationError(
                f"The density must be between 10 and 90 percent, not {self.density:g}."
            )
        if not 0.2 <= self.aspect <= 5:
            raise ConfigurationError(
                f"The aspect ratio must be between 0.2 and 5, not {self.aspect:g}."
            )


@dataclasses.dataclass(frozen=True)
class Sources:
    """Files of a design.

    Members
    -------
    verilog, constraints
        RTL, SDC.
    memory_library, memory_map, memory_cells
        How memories become macros; None if the PDK has none that fit.
    pins
        `Side` by name, in the order in which they lie there; the others are anywhere.
    top
        Name of the top module.
    outline
        Size of the die and places of the pins; None: they are chosen.
    """

    verilog: Path
    constraints: Path
    memory_library: Path | None = None
    memory_map: Path | None = None
    memory_cells: Path | None = None
    pins: Mapping[str, "Side"] = dataclasses.field(default_factory=dict)
    top: str = TOP
    outline: Outline | None = None


def write_sources(config: Config, pdk: Pdk, clock_mhz: float, folder: Path) -> Sources:
    """Write Verilog, SDC and the maps of the memories.

    Parameters
    ----------
    config
        Configuration.
    pdk
        Process.
    clock_mhz
        Clock.
    folder
        Where; it exists.
    """
    chip = Chip(make_core(config, technology=Technology.SILICON))
    text = verilog.convert(chip, name=TOP, strip_internal_attrs=True, emit_src=False)
    source = folder / f"{TOP}.v"
    text = merge_modules(drop_initial_registers(drop_zero_memories(text, signed=True)))
    cells = cell_verilog(pdk) + (reader_verilog() if READER in text else "")
    source.write_text(keep_blocks(text, TOP) + cells)
    constraints = folder / f"{TOP}.sdc"
    constraints.write_text(sdc_of(constraints_of(clock_mhz)))
    macro = MACROS.get(pdk.value)
    maps = (None, None, None) if macro is None else write_memory_maps(macro, folder)
    return Sources(source, constraints, *maps, pins=pin_sides(config))


def write_element(config: Config, pdk: Pdk, clock_mhz: float, folder: Path) -> Sources:
    """Write the same of one processing element of the array; parameters are those of `write_sources`."""
    source, constraints = folder / f"{TOP}.v", folder / f"{TOP}.sdc"
    source.write_text(element_verilog(config, pdk, TOP))
    constraints.write_text(sdc_of(constraints_of(clock_mhz)))
    return Sources(source, constraints)


def element_verilog(config: Config, pdk: Pdk, name: str) -> str:
    """The element of an array as a module, and the cells of the PDK that it names."""
    element = SiliconPE(config.psum_width, fir=config.has_fir)
    text = verilog.convert(element, name=name, strip_internal_attrs=True, emit_src=False)
    return drop_initial_registers(text) + cell_verilog(pdk)


class Side(enum.IntEnum):
    """Of the die, as SiliconCompiler numbers them."""

    WEST = 1
    NORTH = 2
    EAST = 3
    SOUTH = 4


def pin_sides(config: Config) -> dict[str, Side]:
    """Side of every pin, in the order in which they lie there.

    Registers are in the west, reads of memory in the north, writes in the east, the rest in the south.
    """
    pins = {"clk": Side.SOUTH, "rst": Side.SOUTH}
    for name, member in sorted(chip_members(core_members(config)).items()):
        width = Shape.cast(member.shape).width
        for bit in range(width):
            pins[name if width == 1 else f"{name}[{bit}]"] = _side(name)
    return pins


def _side(name: str) -> Side:
    if name.startswith("s_axil_"):
        return Side.WEST
    if name.startswith(("m_axi_ar", "m_axi_r")):
        return Side.NORTH
    return Side.EAST if name.startswith("m_axi_") else Side.SOUTH


def cell_verilog(pdk: Pdk) -> str:
    """The cells that the core names: those of the PDK, or what synthesis makes of their formulas."""
    own = Path(__file__).parent / pdk.value / "cells.v"
    return own.read_text() if own.exists() else GENERIC_CELLS


def constraints_of(clock_mhz: float) -> Constraints:
    """What inputs, outputs and the clock's edges leave of a period."""
    period = 1000 / clock_mhz
    return Constraints(period, min(_UNCERTAINTY_NS, period / 10), _IO_SHARE * period)


def sdc_of(limits: Constraints) -> str:
    """SDC of a clock and of what is around the design."""
    return f"""\
create_clock -name {limits.clock} -period {limits.period:.4f} [get_ports {limits.clock}]
set_clock_uncertainty {limits.uncertainty:.4f} [get_clocks {limits.clock}]
set_input_delay {limits.margin:.4f} -clock {limits.clock} [all_inputs -no_clocks]
set_output_delay {limits.margin:.4f} -clock {limits.clock} [all_outputs]
"""
