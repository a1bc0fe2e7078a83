"""Figures of every board, and of cores alone: how fast, how large, how many MACs in a cycle."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError, TinyNPUError
from tinynpu.arch.presets import preset
from tinynpu.boards.board import Family
from tinynpu.boards.registry import BOARDS, find_board
from tinynpu.demo.digits import MODEL
from tinynpu.flows.fpga.board import build_board, describe
from tinynpu.flows.fpga.build import git_revision, implement
from tinynpu.flows.fpga.design import core_design
from tinynpu.flows.fpga.results import FpgaResult
from tinynpu.models import MODELS, locate

__all__ = ["CORES", "BenchRow", "CoreRow", "bench_row", "bench_rows", "measure_macs"]

Progress = Callable[[str, float], None]

MODEL_ORDER = ("resnet8", "mobilenet", "ds-cnn", "autoencoder")
"""Models to measure with: the first one whose program fits the memory; else the digits."""

BOARD_LATENCY, PORT_LATENCY = 2, 20
"""Cycles from a read to its first beat: on-chip memory of a board; memory of a core alone."""

FLASH_LATENCY, FLASH_BEAT = 50, 8
"""Cycles to the first beat and of a beat of `tinynpu.bus.flash`."""


@dataclasses.dataclass(frozen=True)
class CoreRow:
    """A core alone on an ECP5, placed out of context."""

    title: str
    config: Config
    device: str
    package: str
    speed: str


_8X8 = preset("base").replace(name="ecp5-45f-core", lanes=4)
CORES: dict[str, CoreRow] = {
    "ecp5-45f-core": CoreRow("ECP5-45F 8x8 core", _8X8, "LFE5U-45F", "CABGA381", "8"),
    "ecp5-45f-core-6": CoreRow(
        "ECP5-45F 8x8 core, slowest grade", _8X8, "LFE5U-45F", "CABGA381", "6"
    ),
    "ecp5-85f-largest": CoreRow(
        "ECP5-85F largest array",
        preset("base").replace(name="ecp5-85f-largest", cols=16, lanes=4),
        "LFE5U-85F",
        "CABGA381",
        "8",
    ),
}
"""Cores alone, by the name for ``--board``."""


@dataclasses.dataclass(frozen=True)
class BenchRow:
    """A line of the table.

    Members
    -------
    name, board, device, rows, cols
        Name for ``--board``, title, FPGA, size of the array.
    fmax_mhz, luts, ffs, dsps, block_rams, clock_mhz, seeds, seed
        As in `tinynpu.flows.fpga.results.FpgaResult`; None if it could not be built.
    mac_per_cycle, model, mismatched_bytes
        Measured on the RTL simulator with this model; bytes of its outputs that differ from the
        reference.
    luts_per_mac, dsps_per_mac
        Of the cells, for each multiplier of the array.
    bitstream
        The file; None for a core alone.
    error
        Why it could not be built; None if it was.
    """

    name: str
    board: str
    device: str
    rows: int
    cols: int
    fmax_mhz: float | None = None
    clock_mhz: float | None = None
    luts: int | None = None
    ffs: int | None = None
    dsps: int | None = None
    block_rams: int | None = None
    mac_per_cycle: float | None = None
    model: str | None = None
    mismatched_bytes: int | None = None
    luts_per_mac: float | None = None
    dsps_per_mac: float | None = None
    memory_bytes: int = 0
    bitstream: str | None = None
    seed: int | None = None
    seeds: dict[int, float | None] = dataclasses.field(default_factory=dict)
    versions: dict[str, str] = dataclasses.field(default_factory=dict)
    git: str = ""
    error: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self)


def bench_rows() -> list[str]:
    """Names of all rows: boards that open tools serve, then cores alone."""
    boards = [name for name in BOARDS if find_board(name).family is not Family.XILINX]
    return [*boards, *CORES]


def bench_row(
    name: str,
    folder: Path,
    *,
    seeds: int = 1,
    models: Path | None = None,
    progress: Progress = lambda text, fraction: None,
) -> BenchRow:
    """Build one row and measure it; what cannot be built says so in its row.

    Parameters
    ----------
    name
        Of `bench_rows`.
    folder
        For bitstreams.
    seeds
        Placements to try.
    models
        Folder of the reference models; see `tinynpu.models.find_model`.
    """
    if name in CORES:
        core = CORES[name]
        config, memory, flash = core.config, None, False
        row = BenchRow(name, core.title, f"{core.device}-{core.package}-{core.speed}", config.rows, config.cols)  # fmt: skip
    else:
        board = find_board(name)
        config, memory, flash = board.config, board.memory_bytes, bool(board.flash)
        row = BenchRow(name, board.title, board.device, config.rows, config.cols)
    try:
        result = _build(name, folder, seeds, progress)
        latency = PORT_LATENCY if memory is None else BOARD_LATENCY
        measured = measure_macs(config, memory, latency, models, progress, flash=flash)
    except TinyNPUError as error:
        return dataclasses.replace(row, error=str(error))
    return dataclasses.replace(
        row,
        **{key: getattr(result, key) for key in _SHARED},
        **measured,
        luts_per_mac=round(result.luts / config.macs, 1),
        dsps_per_mac=round(result.dsps / config.macs, 2),
    )


_SHARED = (
    "device",
    "fmax_mhz",
    "clock_mhz",
    "luts",
    "ffs",
    "dsps",
    "block_rams",
    "memory_bytes",
    "bitstream",
    "seed",
    "seeds",
    "versions",
    "git",
)


def _build(name: str, folder: Path, seeds: int, progress: Progress) -> FpgaResult:
    def named(text: str, fraction: float):
        progress(f"{name}: {text}", fraction)

    if name not in CORES:
        return build_board(find_board(name), folder, seeds=seeds, too_slow=True, progress=named)
    core = CORES[name]
    git = git_revision(Path(__file__).parent)
    named("Verilog", 0.0)
    design = core_design(core.config, core.device, core.package, core.speed)
    built = implement(design, range(1, seeds + 1), too_slow=True, progress=named)
    return describe(core.title, design, core.config, built, git)


def measure_macs(
    config: Config,
    memory_bytes: int | None,
    latency: int,
    models: Path | None = None,
    progress: Progress = lambda text, fraction: None,
    *,
    flash: bool = False,
) -> dict[str, Any]:
    """MACs in a cycle on the RTL simulator, with the first model whose program fits.

    Parameters
    ----------
    config
        Configuration.
    memory_bytes
        Of the board; None: as much as is needed.
    latency
        Cycles from a read of memory to its first beat.
    models
        Folder of the reference models.
    flash
        Constants that do not fit the memory are read from a flash; the other transfers are counted as
        slow as these.

    Returns
    -------
    dict
        ``mac_per_cycle``, ``model`` and ``mismatched_bytes``.

    Raises
    ------
    TinyNPUError
        No model fits, a tool is missing, or a run fails.
    """
    from tinynpu.bench.measure import measure, prepare
    from tinynpu.runtime.image import BOARD_ALIGNMENT, Image

    def needed(program, **constants) -> int:
        return len(Image(program, alignment=BOARD_ALIGNMENT, **constants).memory)

    here = [name for name in MODEL_ORDER if locate(MODELS[name], models).right]
    for name in [*here, str(MODEL)]:
        try:
            candidate = prepare(name, config, models, progress)
        except CompileError:
            continue
        options = {"latency": latency}
        if memory_bytes is not None and needed(candidate.program) > memory_bytes:
            if not flash or needed(candidate.program, constants_at=0) > memory_bytes:
                continue
            options = {"latency": FLASH_LATENCY, "beat_cycles": FLASH_BEAT}
        found = measure(candidate, **options, progress=progress)
        return {
            "mac_per_cycle": round(found.macs / found.cycles_rtl, 2),
            "model": name if name in MODELS else "digits",
            "mismatched_bytes": found.mismatched_bytes,
        }
    raise CompileError(f"One of the models must fit {memory_bytes} bytes on {config.name}, and none does.")  # fmt: skip
