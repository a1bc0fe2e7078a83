"""What a project is: a tile, an author, a size; and the files that make a repository of it."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.tile import TileConfig
from tinynpu.flows.tinytapeout.document import info_md, readme_md
from tinynpu.flows.tinytapeout.hardening import config_json
from tinynpu.flows.tinytapeout.info import TEMPLATE_TOP, TOP_NAME, info_yaml
from tinynpu.flows.tinytapeout.known_answers import known_answers
from tinynpu.flows.tinytapeout.shuttle import SHUTTLES, Shuttle
from tinynpu.flows.tinytapeout.sources import CELLS_FILE, cells_verilog, tile_source
from tinynpu.flows.tinytapeout.testbench import makefile, testbench_verilog
from tinynpu.flows.tinytapeout.workflows import workflows

__all__ = ["CLOCK_HZ", "DENSITY", "TOP", "Project", "project_files", "require_top"]

CLOCK_HZ = 50_000_000
"""Of the tile on the demo board, and in place and route."""
DENSITY = 80
"""Percent of the core area for cells: the tile's configurations fill three quarters. TinyTapeout's template has 60."""
TOP = "tt_um_tinynpu"

_HERE = Path(__file__).parent
_FIXED = _HERE / "templates"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Project:
    """A submission.

    Parameters
    ----------
    config
        The tile.
    author
        Name for the datasheet.
    tiles
        Size of the project, as ``2x2``: one that the shuttle has.
    shuttle
        The process.
    top
        Name of the top module; it is unique on a shuttle, and begins with ``tt_um_``.
    density
        Percent of the core area that place and route may fill (``PL_TARGET_DENSITY_PCT``, 20 to 95); None: `DENSITY`.

    Raises
    ------
    ConfigurationError
        One of them cannot be.
    """

    config: TileConfig
    author: str
    tiles: str
    shuttle: Shuttle = SHUTTLES["sky130A"]
    top: str = TOP
    density: int | None = None

    def __post_init__(self):
        if not self.author.strip() or not self.author.isprintable():
            raise ConfigurationError(f"The author must be a name in one line, not {self.author!r}.")
        if self.tiles not in self.shuttle.sizes:
            raise ConfigurationError(
                f"The tiles on {self.shuttle.name} must be one of {', '.join(self.shuttle.sizes)}, "
                f"not {self.tiles}."
            )
        require_top(self.top)
        if self.density is not None and not 20 <= self.density <= 95:
            raise ConfigurationError(
                f"The density must be between 20 and 95 percent, not {self.density}."
            )

    @property
    def sources(self) -> tuple[str, ...]:
        """Verilog files in ``src/``, the top's first."""
        return (f"{self.top}.v", CELLS_FILE)


def require_top(name: str):
    """Refuse what is no name of a top module.

    Raises
    ------
    ConfigurationError
        It is none, or that of TinyTapeout's template.
    """
    if not TOP_NAME.fullmatch(name):
        raise ConfigurationError(
            "The top module must be tt_um_ and a name of letters, digits and underscores, "
            f"not {name}."
        )
    if name == TEMPLATE_TOP:
        raise ConfigurationError(
            f"The top module must have a name of its own, not {name}, which is that of the template."
        )


def project_files(project: Project) -> dict[str, bytes]:
    """Content of every file by its path; the same for the same project."""
    return {name: text.encode() for name, text in sorted(_files(project))}


def _files(project: Project) -> Iterator[tuple[str, str]]:
    config, shuttle, top = project.config, project.shuttle, project.top
    yield (
        "info.yaml",
        info_yaml(
            config,
            author=project.author,
            tiles=project.tiles,
            top=top,
            sources=project.sources,
            clock_hz=CLOCK_HZ,
        ),
    )
    yield "README.md", readme_md(shuttle, project.tiles, top)
    yield "docs/info.md", info_md(config, CLOCK_HZ)
    yield f"src/{top}.v", tile_source(config, top)
    yield f"src/{CELLS_FILE}", cells_verilog()
    yield "src/config.json", config_json(project.density or DENSITY, CLOCK_HZ)
    yield "test/Makefile", makefile(shuttle, project.sources)
    yield "test/tb.v", testbench_verilog(shuttle, top)
    yield "test/known_answers.json", known_answers(config)
    for name, text in workflows(shuttle):
        yield f".github/workflows/{name}", text
    for path in sorted(_FIXED.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            name = path.relative_to(_FIXED).as_posix().replace("dot-", ".")
            yield name, path.read_text(encoding="utf-8")
