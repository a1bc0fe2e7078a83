"""Cells of small components, by the script that SiliconCompiler has for whole designs."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

from amaranth.back import verilog
from amaranth.lib import wiring

import tinynpu.flows.asic.design
from tinynpu.eda import tool_environment, write_shims
from tinynpu.explore.pe.storage import CELLS
from tinynpu.flows.asic.design import cell_verilog
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.flows.fpga.steps import Step, run_step

__all__ = ["Netlist", "Style", "synthesize"]

_CELLS = Path(tinynpu.flows.asic.design.__file__).parent / "sky130"
_UNUSED = ("*__probe*", "*__lpflow_*")
_UNUSED_IN_LOGIC = (*_UNUSED, "*__dly*", "*__clkdly*", "*__clkbuf_*")
_GATE_BITS = 6
"""As `tinynpu.flows.asic.worker`: registers of fewer bits get no clock gate."""

_BEGIN = """\
read_liberty -lib cells.lib
read_verilog cells.v
design -save cells
"""

_SCRIPT = """\
design -load cells
read_verilog {name}.v
hierarchy -top {name}
synth -flatten {options} -top {name} -run begin:fine
opt -fast -mux_undef -mux_bool -fine
memory_map
opt -mux_undef -mux_bool -fine
techmap
opt -fast
abc
opt -fast
opt -purge
{adders}
{gates}
dfflibmap {unused} -liberty cells.lib
techmap
opt -purge
abc -D {period} -constr abc.sdc -liberty cells.lib {unused_in_logic}
clean -purge
setundef -zero
splitnets
clean -purge
hilomap -singleton -locell sky130_fd_sc_hd__conb_1 LO -hicell sky130_fd_sc_hd__conb_1 HI
clean -purge
check -assert
tee -q -o {name}.stat.json stat -json -top {name} -liberty cells.lib
write_json {name}.json
"""

_ADDERS = """\
extract_fa
techmap -map adders.v
techmap
opt -fast -purge
"""


@dataclasses.dataclass(frozen=True)
class Style:
    """What synthesis is told beside the clock.

    Members
    -------
    clock_gates
        Clock gates in front of registers with an enable; else multiplexers.
    options
        Of Yosys' ``synth``.
    adders
        Find full and half adders among the gates, as SiliconCompiler's option ``map_adders`` does.
    """

    clock_gates: bool = True
    options: tuple[str, ...] = ()
    adders: bool = False


@dataclasses.dataclass(frozen=True)
class Netlist:
    """Cells by name without the library's prefix, and their area."""

    cells: Mapping[str, int]
    area_um2: float


def synthesize(
    components: Mapping[str, wiring.Component],
    liberty: str,
    folder: Path,
    *,
    style: Style,
    clock_mhz: float,
) -> dict[str, Netlist]:
    """Netlists as ``<name>.json`` in the folder, and what they are made of.

    As SiliconCompiler's script, but for one step: no buffers between the outputs and what else their nets
    drive, for these outputs are nets inside an array.

    Parameters
    ----------
    components
        By name.
    liberty
        Text of the library, sky130_fd_sc_hd.
    folder
        Where; it exists.
    style
        Of the synthesis.
    clock_mhz
        Clock.

    Raises
    ------
    FlowError
        Yosys is missing or fails.
    """
    (folder / "cells.lib").write_text(liberty)
    (folder / "cells.v").write_text(cell_verilog(Pdk.SKY130) + CELLS)
    (folder / "adders.v").write_text((_CELLS / "addermap.v").read_text())
    (folder / "abc.sdc").write_text("set_driving_cell sky130_fd_sc_hd__buf_4\n")
    unused = _words(_UNUSED)
    gating = f"clockgate {unused} -liberty cells.lib -min_net_size {_GATE_BITS}"
    scripts = [_BEGIN]
    for name, component in components.items():
        text = verilog.convert(component, name=name, strip_internal_attrs=True, emit_src=False)
        (folder / f"{name}.v").write_text(text)
        scripts.append(
            _SCRIPT.format(
                name=name,
                options=" ".join(style.options),
                adders=_ADDERS if style.adders else "",
                gates=gating if style.clock_gates else "",
                period=round(1e6 / clock_mhz),
                unused=unused,
                unused_in_logic=_words(_UNUSED_IN_LOGIC),
            )
        )
    (folder / "pe.ys").write_text("".join(scripts))
    write_shims(folder / "bin", ["yosys"])
    targets = tuple(f"{name}.json" for name in components)
    step = Step(("yosys", "-q", "-s", "pe.ys"), targets, ("cells.lib",))
    run_step(step, folder, tool_environment(folder / "bin"))
    return {name: _figures(folder / f"{name}.stat.json") for name in components}


def _words(patterns: tuple[str, ...]) -> str:
    return " ".join(f"-dont_use {pattern}" for pattern in patterns)


def _figures(path: Path) -> Netlist:
    text = path.read_text()
    design = json.loads(text[text.index("{") :])["design"]
    cells = {
        name.removeprefix("sky130_fd_sc_hd__"): count
        for name, count in design.get("num_cells_by_type", {}).items()
    }
    return Netlist(cells, float(design.get("area", 0.0)))
