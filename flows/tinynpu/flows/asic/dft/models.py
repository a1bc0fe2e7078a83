"""A netlist with its cells replaced by what they do, for simulators and proofs."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.eda import tool_environment, write_shims
from tinynpu.flows.asic.dft.library import Cell, is_for_test, read_models
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.fpga.steps import Step, run_step
from tinynpu.tools.cache import cache_directory

__all__ = ["clock_gate_model", "functional_verilog", "run_script", "write_models"]

# No optimization: what is simulated are the cells of the netlist, each as its own function.
_SCRIPT = """\
read_liberty -ignore_miss_func cells.lib
read_verilog models.v
{read} {netlist}
hierarchy -check -top {top}
rename {top} {name}
proc
flatten
opt_clean -purge
rename -hide w:* x:* %d
write_verilog -noattr gates.v
"""

_CLOCK_GATE = """\
module {name} (input {inputs}, output {output});
  reg open;
  always @* if (!{clock}) open = {enable};
  assign {output} = {clock} & open;
endmodule
"""


def clock_gate_model(cell: Cell) -> str:
    """Verilog of a clock gate, of which Liberty tells states and no function.

    Raises
    ------
    FlowError
        It is not of the kind that a latch opens while the clock is low.
    """
    gate = cell.clock_gate
    if gate is None or gate.kind != "latch_posedge":
        raise FlowError(f"A clock gate must have a latch before rising edges; {cell.name} has not.")
    enable = f"{gate.enable} | {gate.test}" if gate.test else gate.enable
    return _CLOCK_GATE.format(
        name=cell.name,
        inputs=", input ".join(cell.inputs),
        output=gate.output,
        clock=gate.clock,
        enable=enable,
    )


def write_models(liberty: Path, folder: Path, extra: Iterable[str] = ()):
    """Write ``cells.lib`` and, of cells whose functions are not in it, ``models.v``.

    Parameters
    ----------
    liberty
        Library.
    folder
        Where; it exists.
    extra
        Verilog of more modules.
    """
    text = read_text(liberty)
    (folder / "cells.lib").write_text(text)
    gates = read_models(text, is_for_test).values()
    models = [
        clock_gate_model(cell)
        for cell in gates
        if cell.clock_gate is not None and cell.clock_gate.kind == "latch_posedge"
    ]
    macros = [macro.model for macro in MACROS.values()]
    (folder / "models.v").write_text("\n".join([*models, *macros, *extra]))


def functional_verilog(
    netlist: Path, top: str, liberty: Path, *, name: str, extra: Iterable[str] = ()
) -> str:
    """A netlist with its cells replaced by their functions.

    Parameters
    ----------
    netlist, top
        Verilog or Yosys' JSON, and its module.
    liberty
        The library, whose functions are the models of the cells.
    name
        For the module.
    extra
        Verilog of cells that the library does not have.

    Raises
    ------
    FlowError
        There is a cell without a model, or Yosys fails.
    """
    with tempfile.TemporaryDirectory(dir=_cache(), prefix="models-") as work:
        folder = Path(work)
        write_models(liberty, folder, extra)
        read = "read_json" if netlist.suffix == ".json" else "read_verilog -overwrite"
        script = _SCRIPT.format(read=read, netlist=netlist.resolve(), top=top, name=name)
        run_script(script, folder, "gates", "gates.v")
        return (folder / "gates.v").read_text()


def run_script(script: str, folder: Path, name: str, *targets: str):
    """Run a script of Yosys in a folder.

    Raises
    ------
    FlowError
        It fails; with the last error.
    """
    (folder / f"{name}.ys").write_text(script)
    write_shims(folder / "bin", ["yosys"])
    step = Step(("yosys", "-q", "-s", f"{name}.ys"), targets, ())
    run_step(step, folder, tool_environment(folder / "bin"), log=name)


def _cache() -> Path:
    folder = cache_directory() / "asic"
    folder.mkdir(exist_ok=True)
    return folder
