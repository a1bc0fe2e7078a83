"""A processing element of its own, synthesized as the cores are."""

import sys
from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.eda import tool_environment, write_shims
from tinynpu.flows.asic.design import element_verilog
from tinynpu.flows.asic.pdk import Pdk, find_data
from tinynpu.flows.asic.stages import Corner
from tinynpu.flows.asic.worker import Job, outputs_of
from tinynpu.flows.fpga.steps import Step, run_step

__all__ = ["ELEMENT", "element_netlist"]

ELEMENT = "tinynpu_pe"
"""Name of the module."""

_PERIOD_NS = 20.0


def element_netlist(
    config: Config, folder: Path, *, pdk: Pdk = Pdk.SKY130, data: Path | None = None
) -> Path:
    """Synthesize the element of an array with SiliconCompiler; the Verilog of its netlist.

    Parameters
    ----------
    config
        Configuration of the core.
    folder
        For everything that is made.
    pdk, data
        See `tinynpu.flows.asic.run.build_asic`.

    Raises
    ------
    FlowError
        The data of the PDK is not there, or SiliconCompiler fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    found = find_data(pdk, data, folder).folder
    source, constraints = folder / f"{ELEMENT}.v", folder / f"{ELEMENT}.sdc"
    source.write_text(element_verilog(config, pdk, ELEMENT))
    constraints.write_text(f"create_clock -name clk -period {_PERIOD_NS} [get_ports clk]\n")
    job = Job(
        pdk=pdk.value,
        flow="synflow",
        top=ELEMENT,
        verilog=str(source),
        constraints=str(constraints),
        memory_library=None,
        memory_map=None,
        memory_cells=None,
        macro=None,
        data=None if found is None else str(found),
        build=str(folder / "build"),
        last_steps=("synthesis",),
        sign_off=False,
        corner=Corner.TYPICAL.value,
        density=50.0,
        aspect=1.0,
        pins={},
        outline=None,
        jobs=1,
        remote=False,
        scheduler=None,
        results=str(folder / "metrics.json"),
    )
    path = folder / "job.json"
    job.write(path)
    write_shims(folder / "bin", ["yosys"])
    netlist = outputs_of(folder / "build", ELEMENT, "synthesis") / f"{ELEMENT}.vg"
    netlist.unlink(missing_ok=True)
    command = (sys.executable, "-m", "tinynpu.flows.asic.worker", str(path))
    step = Step(command, (), (str(source), str(constraints)))
    run_step(step, folder, tool_environment(folder / "bin"), log="siliconcompiler")
    if not netlist.exists():
        raise FlowError(f"SiliconCompiler must write {netlist}, and does not.")
    return netlist
