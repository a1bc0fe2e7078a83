"""Rules of the netlist: all of it cells, that fit the tiles and keep up with the clock.

Global placement stops if the cells fill more of the core area than ``PL_TARGET_DENSITY_PCT`` (OpenROAD,
GPL-0302). The core area is the tiles without LibreLane's margins; what clock tree and repairs add comes
later and may go beyond that density, so it is not counted here.
"""

from collections.abc import Iterator

from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.rules import Rule, UncheckedError
from tinynpu.flows.tinytapeout.synthesis import SynthesisError
from tinynpu.flows.tinytapeout.text import is_number

__all__ = ["RULES", "area_used"]


def area_used(folder: Folder) -> float:
    """Cells by core area, before the clock tree."""
    return folder.netlist.area_um2 / folder.shuttle.core_area(folder.tiles)


def _cells(folder: Folder) -> Iterator[str]:
    try:
        yield from folder.netlist.problems
    except SynthesisError as error:
        yield str(error)


def _area(folder: Folder) -> Iterator[str]:
    density = folder.settings.get("PL_TARGET_DENSITY_PCT")
    if not is_number(density):
        raise UncheckedError("src/config.json has no density.")
    if (used := 100 * area_used(folder)) > density:
        yield (
            f"Cells of {folder.netlist.area_um2:,.0f} µm² fill {used:.1f}% of the "
            f"{folder.shuttle.core_area(folder.tiles):,.0f} µm² for cells in {folder.tiles} tiles, and the "
            f"density is {density:g}%."
        )


def _timing(folder: Folder) -> Iterator[str]:
    found = folder.timing
    if found.wns < 0:
        yield (
            f"The slowest path takes {-found.wns:.2f} ns more than the {folder.period_ns:g} ns of "
            f"CLOCK_PERIOD: {found.fmax_mhz:.1f} MHz (estimate of typical cells without layout), "
            f"from {found.path[0][0]} to {found.path[-1][0]}."
        )


RULES = (
    Rule(
        "netlist.cells",
        "Synthesis leaves nothing but cells of the library, without loops and with one driver for each net.",
        "Look what the names mean in the sources.",
        _cells,
    ),
    Rule(
        "netlist.area",
        "The cells fill no more of the tiles than PL_TARGET_DENSITY_PCT, or global placement stops.",
        "Take more tiles or a smaller configuration, or raise PL_TARGET_DENSITY_PCT up to 80 (export --density).",
        _area,
    ),
    Rule(
        "netlist.timing",
        "The slowest path keeps CLOCK_PERIOD with typical cells (estimate).",
        "Lower clock_hz and raise CLOCK_PERIOD.",
        _timing,
    ),
)
