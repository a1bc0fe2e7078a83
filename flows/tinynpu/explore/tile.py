"""Organizations of the TinyTapeout tile: area, clock, and how many multiplications the pins sustain."""

import dataclasses
import importlib.metadata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.arch.tile import TileConfig
from tinynpu.arch.tile_presets import TILES
from tinynpu.boards.tt_top import TinyTapeoutTop
from tinynpu.compiler.tile.lower import compile_tile
from tinynpu.core.technology import Technology
from tinynpu.eda import find_tool
from tinynpu.explore.pe.synthesis import Style, synthesize
from tinynpu.explore.pe_cells import typical_cells
from tinynpu.flows.asic.design import constraints_of
from tinynpu.flows.asic.pdk import KITS, Pdk, find_data
from tinynpu.flows.asic.timing import estimate_timing
from tinynpu.flows.fpga.build import git_revision
from tinynpu.flows.generated import tools_line
from tinynpu.flows.tinytapeout.shuttle import SHUTTLES

__all__ = ["CANDIDATES", "TileRow", "measure_all", "measure_tile", "tile_table"]

Progress = Callable[[str, float], None]

CANDIDATES: dict[str, tuple[TileConfig, ...]] = {
    "1x1": (
        TileConfig(columns=1, depth=4),
        TileConfig(columns=2, depth=3),
        TileConfig(columns=2, depth=4),
        TileConfig(columns=2, depth=4, spi=False),
    ),
    "1x2": (
        TileConfig(columns=2, depth=12),
        TileConfig(columns=3, depth=6),
        TileConfig(columns=3, depth=8),
        TileConfig(columns=3, depth=8, accumulator_width=24),
        TileConfig(columns=4, depth=7),
        TileConfig(columns=4, depth=8),
        TileConfig(columns=2, depth=4, requantizer_bits=4),
    ),
    "2x2": (
        TileConfig(columns=4, depth=18),
        TileConfig(columns=5, depth=14),
        TileConfig(columns=6, depth=12),
        TileConfig(columns=6, groups=3, depth=2),
        TileConfig(columns=5, depth=10, requantizer_bits=8),
    ),
}
"""Alternatives by the number of tiles that they are for."""
_SHUTTLE = "sky130A"


@dataclasses.dataclass(frozen=True, kw_only=True)
class TileRow:
    """A line of the table.

    Members
    -------
    name, tiles
        Of `TILES`, or empty; TinyTapeout tiles.
    columns, groups, depth, accumulator_width, requantizer_bits, spi
        See `TileConfig`.
    macs, sums
        Multipliers and accumulators.
    area_um2, flip_flops, clock_gates
        Of the cells after synthesis.
    tile_um2
        Of the tiles.
    fmax_mhz, fmax_slow_mhz
        Estimates with typical and with slow cells (1.40 V, −40 °C).
    model, model_macs, cycles, sent, received
        What crosses the pins during an inference, byte by byte, and in how many cycles.
    """

    name: str
    tiles: str
    columns: int
    groups: int
    depth: int
    accumulator_width: int
    requantizer_bits: int
    spi: bool
    macs: int
    sums: int
    area_um2: float
    flip_flops: int
    clock_gates: int
    tile_um2: float
    fmax_mhz: float
    fmax_slow_mhz: float
    model: str
    model_macs: int
    cycles: int
    sent: int
    received: int
    versions: dict[str, str] = dataclasses.field(default_factory=dict)
    git: str = ""

    @property
    def macs_per_cycle(self) -> float:
        """Multiplications of the model by cycle, everything included that crosses the pins."""
        return self.model_macs / self.cycles

    @property
    def utilization(self) -> float:
        """Share of the tiles that the cells fill."""
        return self.area_um2 / self.tile_um2

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self) | {
            "macs_per_cycle": round(self.macs_per_cycle, 3),
            "utilization": round(self.utilization, 4),
            "tile_um2_per_mac": round(self.tile_um2 / self.macs, 1),
        }


def measure_tile(
    name: str,
    tiles: str,
    config: TileConfig,
    models: Mapping[str, bytes],
    folder: Path,
    *,
    data: Path | None = None,
    clock_mhz: float = 50.0,
) -> TileRow:
    """Synthesize a tile for sky130, and count what a model needs on it.

    Registers have the clock gates that the tile names, and no others: so does LibreLane synthesize.

    Parameters
    ----------
    name, tiles, config
        The alternative.
    models
        The model's int8 TensorFlow Lite file by its name: one.
    folder
        For netlists and logs; it is created.
    data
        See `tinynpu.flows.asic.pdk.find_data`.
    clock_mhz
        Clock.

    Raises
    ------
    FlowError
        A tool is missing or fails, or the PDK's data is not there.
    CompileError
        The model does not fit the tile.
    """
    folder.mkdir(parents=True, exist_ok=True)
    liberty = typical_cells(data, folder)
    top = TinyTapeoutTop(config, technology=Technology.SILICON)
    netlist = synthesize(
        {"tile": top}, liberty, folder, style=Style(clock_gates=False), clock_mhz=clock_mhz
    )["tile"]
    found = find_data(Pdk.SKY130, data, folder).folder
    if found is None:
        raise FlowError("This needs the cells of sky130 in a folder.")
    limits = constraints_of(clock_mhz)
    corners = {
        corner: estimate_timing(folder / "tile.json", "tile", found / path, limits).fmax_mhz
        for corner, path in KITS[Pdk.SKY130].timing().items()
        if corner != "fast"
    }
    ((model, text),) = models.items()
    program = compile_tile(text, config)
    count = program.count()
    width, height = SHUTTLES[_SHUTTLE].sizes[tiles]
    return TileRow(
        name=name,
        tiles=tiles,
        **dataclasses.asdict(config),
        macs=config.macs,
        sums=config.sums,
        area_um2=round(netlist.area_um2, 1),
        flip_flops=_count(netlist.cells, "df", "edf"),
        clock_gates=_count(netlist.cells, "dlclk"),
        tile_um2=round(width * height, 1),
        fmax_mhz=corners["typical"],
        fmax_slow_mhz=corners["slow"],
        model=model,
        model_macs=program.macs,
        cycles=count.cycles,
        sent=count.sent,
        received=count.received,
        versions={
            "Yosys": find_tool("yosys").version,
            "lambdapdk": importlib.metadata.version("lambdapdk"),
        },
        git=git_revision(Path(__file__).parent),
    )


def measure_all(
    choices: Iterable[tuple[str, str, TileConfig]],
    models: Mapping[str, bytes],
    folder: Path,
    *,
    data: Path | None = None,
    progress: Progress = lambda text, fraction: None,
) -> list[TileRow]:
    """Measure alternatives, given as name, tiles and parameters; see `measure_tile`."""
    rows = []
    choices = list(choices)
    for index, (name, tiles, config) in enumerate(choices):
        progress(f"{tiles} {config.name}", index / len(choices))
        place = folder / f"{tiles}-{config.hash:08x}"
        rows.append(measure_tile(name, tiles, config, models, place, data=data))
    return rows


def presets() -> list[tuple[str, str, TileConfig]]:
    """Name, tiles and parameters of all of `TILES`."""
    return [(name, name.partition("-")[0], config) for name, config in TILES.items()]


def tile_table(rows: Sequence[TileRow], command: str) -> str:
    """Rows as Markdown.

    Parameters
    ----------
    rows
        Of `measure_all`.
    command
        That made them.
    """
    lines = [
        f"Printed by `{command}`.",
        "",
        "| name | tiles | columns × groups × depth | requantizer, bits a cycle | MACs | sums | cell area, µm² | of the tiles "
        "| tiles' µm² per MAC | clock possible, MHz (slow, typical) | cycles | MAC/cycle |",
        "|" + "---|" * 4 + "---:|" * 8,
    ]
    for row in rows:
        values = (
            f"`{row.name}`" if row.name else "",
            row.tiles,
            f"{row.columns} × {row.groups} × {row.depth}"
            + ("" if row.accumulator_width == 20 else f", {row.accumulator_width} bits")
            + ("" if row.spi else ", no SPI"),
            str(row.requantizer_bits or "–"),
            str(row.macs),
            str(row.sums),
            f"{row.area_um2:,.0f}",
            f"{row.utilization:.1%}",
            f"{row.tile_um2 / row.macs:,.0f}",
            f"{row.fmax_slow_mhz:.1f}, {row.fmax_mhz:.1f}",
            f"{row.cycles:,}",
            f"{row.macs_per_cycle:.2f}",
        )
        lines.append("| " + " | ".join(values) + " |")
    lines += ["", tools_line([row.to_json() for row in rows])]
    return "\n".join(lines)


def _count(cells: Mapping[str, int], *kinds: str) -> int:
    return sum(count for name, count in cells.items() if name.startswith(kinds))
