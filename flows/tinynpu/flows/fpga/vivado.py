"""Boards with a Xilinx FPGA: a project for Vivado, and the core as an IP."""

import dataclasses
import os
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinynpu.arch.config import Config
from tinynpu.arch.program import write_file
from tinynpu.boards.board import Board
from tinynpu.flows.fpga.board import program_command
from tinynpu.flows.fpga.build import git_revision
from tinynpu.flows.fpga.design import board_design
from tinynpu.flows.fpga.ipxact import write_ip
from tinynpu.flows.fpga.steps import plan, run_step
from tinynpu.flows.fpga.toolchain import flow_class

__all__ = ["VivadoResult", "build_vivado"]

_SOURCE = "design.v"
"""Not ``<name>.v``, which edalize's flow gives to a netlist."""


@dataclasses.dataclass(frozen=True)
class VivadoResult:
    """What was written, and built if Vivado is there.

    Members
    -------
    board, device, config, config_hash, memory_bytes, baud, clock_mhz, git
        As in `tinynpu.flows.fpga.results.FpgaResult`.
    project
        Folder with Verilog, constraints, scripts and a Makefile (``make`` there builds it).
    ip
        Folder of the core as an IP: AXI4-Lite registers and an AXI4 memory port.
    bitstream, program_command
        The file, and the command that loads it; None: Vivado did not run, and ``missing`` says why.
    """

    board: str
    device: str
    config: dict[str, Any]
    config_hash: str
    memory_bytes: int
    baud: int
    clock_mhz: float
    project: str
    ip: str
    bitstream: str | None
    program_command: str | None
    missing: str | None
    git: str

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self)


def build_vivado(
    board: Board,
    folder: Path,
    *,
    config: Config | None = None,
    memory_bytes: int | None = None,
    hz: int | None = None,
    baud: int | None = None,
    progress: Callable[[str, float], None] = lambda text, fraction: None,
) -> VivadoResult:
    """Write the project of a board and the core as an IP; run Vivado if it is on PATH.

    Parameters
    ----------
    board
        Board of the Xilinx family.
    folder
        For ``project/`` and ``ip/``.
    config, memory_bytes, hz, baud
        Instead of those of the board.
    progress
        Called with a text and the fraction that is done.

    Raises
    ------
    ConfigurationError
        Something is out of range.
    FlowError
        Vivado fails.
    """
    config = config or board.config
    memory_bytes, baud = memory_bytes or board.memory_bytes, baud or board.baud
    progress("Verilog", 0.0)
    design = board_design(board, config, memory_bytes, hz or board.system_hz, baud)
    project, ip = folder / "project", folder / "ip"
    project.mkdir(parents=True, exist_ok=True)
    write_file(project / _SOURCE, design.verilog.encode())
    write_file(project / design.constraint_file, design.constraints.encode())
    steps = _configure(design.name, design.constraint_file, design.part, project)
    write_ip(config, ip)
    write_file(folder / f"{board.name}.config.json", config.to_json().encode())
    bitstream, missing = None, None
    if shutil.which("vivado") is None:
        missing = f"Vivado is not installed; with it, run make in {project}."
    else:
        for number, step in enumerate(steps):
            progress(f"Vivado, step {number + 1} of {len(steps)}", number / len(steps))
            run_step(step, project, os.environ, log=f"step{number + 1}")
        bitstream = project / f"{design.name}.bit"
    return VivadoResult(
        board=board.name,
        device=design.part,
        config=config.to_dict(),
        config_hash=f"{config.hash:08x}",
        memory_bytes=memory_bytes,
        baud=baud,
        clock_mhz=round(design.mhz, 3),
        project=str(project),
        ip=str(ip),
        bitstream=str(bitstream) if bitstream else None,
        program_command=shlex.join(program_command(board.program, bitstream)) if bitstream else None,
        missing=missing,
        git=git_revision(Path(__file__).parent),
    )  # fmt: skip


def _configure(name: str, constraint_file: str, part: str, project: Path):
    """Scripts of edalize in the folder; the steps to the bitstream."""
    edam = {
        "name": name,
        "toplevel": name,
        "files": [
            {"name": _SOURCE, "file_type": "verilogSource"},
            {"name": constraint_file, "file_type": "xdc"},
        ],
        "flow_options": {"part": part},
    }
    for script in project.glob("*.tcl"):
        script.unlink()  # edalize compares with those that it finds, and leaves them open
    flow = flow_class("vivado")(edam, project)
    flow.configure()
    return plan(flow.commands, f"{name}.bit")
