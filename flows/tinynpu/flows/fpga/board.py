"""From a board's name to its bitstream."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.arch.link import Link
from tinynpu.arch.program import write_file
from tinynpu.boards.board import Board
from tinynpu.flows.fpga.build import Built, git_revision, implement
from tinynpu.flows.fpga.design import Design, board_design
from tinynpu.flows.fpga.reports import summarize
from tinynpu.flows.fpga.results import FpgaResult

__all__ = ["build_board", "describe", "program_command"]


def build_board(
    board: Board,
    folder: Path,
    *,
    config: Config | None = None,
    memory_bytes: int | None = None,
    hz: int | None = None,
    baud: int | None = None,
    seeds: int = 1,
    too_slow: bool = False,
    progress: Callable[[str, float], None] = lambda text, fraction: None,
) -> FpgaResult:
    """Build a board; its bitstream, ``<board>.json`` with all figures, and its configuration.

    The files appear when everything has succeeded.

    Parameters
    ----------
    board
        Board of a family that open tools serve.
    folder
        For the results.
    config, memory_bytes, hz, baud
        Instead of those of the board.
    seeds
        How many placements to try, with seeds 1, 2, ….
    too_slow
        Accept a design that does not reach its clock.
    progress
        Called with a text and the fraction that is done.

    Raises
    ------
    TinyNPUError
        See `tinynpu.flows.fpga.build.implement`.
    """
    config = config or board.config
    memory_bytes = memory_bytes or board.memory_bytes
    baud = (baud or board.baud) if board.link is Link.UART else 0
    # What is built is the project as it is now.
    git = git_revision(Path(__file__).parent)
    progress("Verilog", 0.0)
    design = board_design(board, config, memory_bytes, hz or board.system_hz, baud)
    built = implement(design, range(1, seeds + 1), too_slow=too_slow, progress=progress)
    assert built.bitstream is not None, "a board has pins"
    target = folder / f"{board.name}{built.bitstream.suffix}"
    result = describe(
        board.name, design, config, built, git, memory_bytes, baud, target, board.program
    )
    write_file(target, built.bitstream.read_bytes())
    write_file(folder / f"{board.name}.config.json", config.to_json().encode())
    text = json.dumps(result.to_json(), indent=1) + "\n"
    write_file(folder / f"{board.name}.json", text.encode())
    return result


def describe(
    name: str,
    design: Design,
    config: Config,
    built: Built,
    git: str,
    memory_bytes: int = 0,
    baud: int = 0,
    bitstream: Path | None = None,
    program: tuple[str, ...] = (),
) -> FpgaResult:
    """All figures of what was built."""
    best = built.best
    counts = summarize(design.family, best.cells, built.netlist)
    command = program_command(program, bitstream) if bitstream else None
    return FpgaResult(
        board=name,
        device=design.part,
        config=config.to_dict(),
        config_hash=f"{config.hash:08x}",
        memory_bytes=memory_bytes,
        baud=baud,
        clock_mhz=round(design.mhz, 3),
        fmax_mhz=round(best.fmax_mhz, 2),
        clocks=best.clocks,
        cells=best.cells,
        netlist=built.netlist,
        seed=best.seed,
        seeds={
            seed: round(found.fmax_mhz, 2) if found else None
            for seed, found in built.placements.items()
        },
        bitstream=str(bitstream) if bitstream else None,
        program_command=shlex.join(command) if command else None,
        versions=built.versions,
        git=git,
        seconds={step: round(value, 1) for step, value in built.seconds.items()},
        work=built.work,
        **counts,
    )


def program_command(program: tuple[str, ...], bitstream: Path) -> list[str]:
    """Command that loads a bitstream into a board."""
    return [word.replace("{file}", str(bitstream)) for word in program]
