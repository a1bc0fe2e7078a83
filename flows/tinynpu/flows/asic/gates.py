"""A netlist of standard cells as a simulator that runs programs."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from amaranth.back import verilog
from amaranth.hdl import ClockSignal, Instance, Module, ResetSignal
from amaranth.lib import wiring
from amaranth.lib.wiring import In

from tinynpu.arch.config import Config
from tinynpu.core.chip import chip_members
from tinynpu.core.ports import core_members
from tinynpu.eda import tool_environment, write_shims
from tinynpu.flows.asic.design import TOP
from tinynpu.flows.asic.liberty import Group, read_cells, read_text
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.fpga.steps import Step, run_step
from tinynpu.rtl import Simulator
from tinynpu.rtl.build import HARNESS, Progress, build_top
from tinynpu.tools.cache import cache_directory

__all__ = [
    "GATES",
    "clock_gate_models",
    "clock_gate_pins",
    "gate_simulator",
    "gate_verilog",
    "gate_wrapper",
]

GATES = f"{TOP}_gates"
"""Module of the netlist below `gate_wrapper`."""

# No optimization: what is simulated are the cells of the netlist, each as its own function.
_SCRIPT = """\
read_liberty -ignore_miss_func cells.lib
read_verilog models.v
read_verilog -overwrite netlist.v
hierarchy -check -top {top}
rename {top} {gates}
setattr -mod -unset keep_hierarchy
proc
flatten
opt_clean -purge
rename -hide w:* x:* %d
write_verilog -noattr gates.v
"""

_CLOCK_GATING = "clock_gating_integrated_cell"
_CLOCK_GATE = """\
module {name} (input {clock}, input {enable}, output {gated});
  reg open;
  always @* if (!{clock}) open = {enable};
  assign {gated} = {clock} & open;
endmodule
"""


def gate_simulator(
    config: Config,
    netlist: Path,
    liberty: Path,
    *,
    progress: Progress | None = None,
    **options: Any,
) -> Simulator:
    """Simulator of a netlist; it takes the programs that the RTL takes.

    Parameters
    ----------
    config
        Configuration that the netlist was made of.
    netlist
        Verilog with cells of the library, as `tinynpu.flows.asic.run.build_asic` leaves it.
    liberty
        The library, whose functions are the models of the cells.
    progress
        Called with a text and the fraction that is done.
    **options
        Of `Simulator`.

    Raises
    ------
    FlowError
        A tool is missing, or there is a cell without a model.
    """
    files = [netlist.read_bytes(), liberty.read_bytes(), Path(__file__).read_bytes()]
    library = build_top(
        config,
        lambda: gate_verilog(netlist, liberty) + gate_wrapper(config),
        harness=HARNESS,
        key=hashlib.sha256(b"".join(hashlib.sha256(file).digest() for file in files)).digest(),
        progress=progress,
    )
    return Simulator(config, library=library, **options)


def gate_verilog(netlist: Path, liberty: Path) -> str:
    """A netlist with its cells replaced by their functions; the module is ``tinynpu_gates``."""
    text = read_text(liberty)
    cache = cache_directory() / "asic"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="gates-") as name:
        folder = Path(name)
        (folder / "cells.lib").write_text(text)
        models = [*clock_gate_models(text), *(macro.model for macro in MACROS.values())]
        (folder / "models.v").write_text("\n".join(models))
        (folder / "netlist.v").write_text(netlist.read_text())
        (folder / "gates.ys").write_text(_SCRIPT.format(top=TOP, gates=GATES))
        write_shims(folder / "bin", ["yosys"])
        step = Step(("yosys", "-q", "-s", "gates.ys"), ("gates.v",), ("netlist.v",))
        run_step(step, folder, tool_environment(folder / "bin"))
        return (folder / "gates.v").read_text()


def clock_gate_models(liberty: str) -> Iterator[str]:
    """Verilog of the plain clock gates of a Liberty library, which has states for them, but no function."""
    _, cells = read_cells(liberty, lambda name, text: _CLOCK_GATING in text)
    for name, pins in clock_gate_pins(cells).items():
        yield _CLOCK_GATE.format(name=name, **pins)


def clock_gate_pins(cells: Mapping[str, Group]) -> dict[str, dict[str, str]]:
    """Pins ``clock``, ``enable`` and ``gated`` of those cells that are plain clock gates."""
    roles = {"clock": "clock", "enable": "enable", "gated": "out"}
    return {
        name: {
            role: pin.arguments[0]
            for role, word in roles.items()
            for pin in cell.all("pin")
            if pin.values.get(f"clock_gate_{word}_pin") == "true"
        }
        for name, cell in cells.items()
        if cell.values.get(_CLOCK_GATING) == "latch_posedge"
    }


class _Wrapper(wiring.Component):
    """The ports of a core around the netlist of a chip; those for simulators stay 0."""

    def __init__(self, config: Config):
        self.config = config
        super().__init__(core_members(config))

    def elaborate(self, platform):
        m = Module()
        ports = {
            f"{'i' if member.flow == In else 'o'}_{name}": getattr(self, name)
            for name, member in chip_members(core_members(self.config)).items()
        }
        m.submodules.gates = Instance(GATES, i_clk=ClockSignal(), i_rst=ResetSignal(), **ports)
        return m


def gate_wrapper(config: Config) -> str:
    """Verilog of a module with the ports of a core around `GATES`."""
    return verilog.convert(_Wrapper(config), name=TOP, strip_internal_attrs=True, emit_src=False)
