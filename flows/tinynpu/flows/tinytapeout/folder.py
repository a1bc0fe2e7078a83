"""A project as it lies in a folder; each part is read once, and only if a rule needs it."""

import contextlib
import functools
import re
from pathlib import Path
from typing import Any, TypeGuard

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.design import constraints_of
from tinynpu.flows.asic.timing import Estimate, estimate_timing
from tinynpu.flows.tinytapeout.layout import Layout
from tinynpu.flows.tinytapeout.lint import Message, lint
from tinynpu.flows.tinytapeout.rules import UncheckedError, UnreadableError
from tinynpu.flows.tinytapeout.shuttle import SHUTTLES, Shuttle, find_shuttle
from tinynpu.flows.tinytapeout.synthesis import (
    Netlist,
    Ports,
    read_ports,
    require_data,
    synthesize,
)
from tinynpu.flows.tinytapeout.template import Template, find_template
from tinynpu.flows.tinytapeout.text import is_number, parse_json

__all__ = ["MOST_HERTZ", "Folder", "is_file_name"]

MOST_HERTZ = 10**10
"""Of a clock."""

_PROCESS = re.compile(r"^[ \t]*pdk:[ \t]*([^#\n]*)", re.MULTILINE)
_DEFAULT_CLOCK_NS = 20.0
_CLOCK_NS = (0.01, 1e6)


def is_file_name(value: Any) -> TypeGuard[str]:
    """Whether a value of ``source_files`` can be a file: no pattern, and nothing that tools stumble over."""
    return isinstance(value, str) and value.isprintable() and not set(value) & set('*?"')


class Folder:
    """A project that is checked.

    Parameters
    ----------
    path
        Of its repository.
    work
        Where tools may write.
    shuttle
        None: the one of its workflow, else sky130A.
    gds
        Layout; None: there is none yet.
    template
        Folder of the shuttle's templates; None: see `tinynpu.flows.tinytapeout.template.find_template`.
    pdk_data
        See `tinynpu.flows.asic.pdk.find_data`.

    Raises
    ------
    FlowError
        There is no such folder or layout, or no template or data where they are named.
    ConfigurationError
        There is no such shuttle.
    """

    def __init__(
        self,
        path: Path,
        work: Path,
        *,
        shuttle: str | None = None,
        gds: Path | None = None,
        template: Path | None = None,
        pdk_data: Path | None = None,
    ):
        if not path.is_dir():
            raise FlowError(f"The project must be a folder, and {path} is none.")
        if gds is not None and not gds.is_file():
            raise FlowError(f"The layout must be a file, and {gds} is none.")
        self.path = path
        self.work = work
        self.shuttle: Shuttle = (
            find_shuttle(shuttle)
            if shuttle
            else SHUTTLES.get((self.workflow_processes() or [""])[0], SHUTTLES["sky130A"])
        )
        if template is not None and not template.is_dir():
            raise FlowError(f"The templates must be in a folder, and {template} is none.")
        if pdk_data is not None:
            require_data(self.shuttle, pdk_data, work)
        self.gds = gds
        self._template = template
        self.pdk_data = pdk_data

    def workflow_processes(self) -> list[str] | None:
        """What the workflow gds names as its process, each once; None: there is no workflow."""
        path = self.path / ".github" / "workflows" / "gds.yaml"
        if not path.is_file():
            return None
        found = _PROCESS.findall(path.read_text(encoding="utf-8", errors="replace"))
        return list(dict.fromkeys(name.strip().strip("\"'") for name in found))

    def text(self, name: str) -> str:
        """A file of the project.

        Raises
        ------
        UncheckedError
            There is none; `UnreadableError` if there is, and it is no text.
        """
        path = self.path / name
        if not path.is_file():
            raise UncheckedError(f"{name} is not there.")
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise UnreadableError(f"{name} must be UTF-8 text.") from None
        except OSError as error:
            raise UnreadableError(f"{name} must be readable ({error.strerror}).") from None

    def load_info(self) -> Any:
        """What ``info.yaml`` says.

        Raises
        ------
        ValueError
            It is not YAML.
        UncheckedError
            See `text`.
        """
        try:
            import yaml
        except ImportError:
            raise FlowError("This needs PyYAML: pip install 'tinynpu[tinytapeout]'.") from None
        text = self.text("info.yaml")
        try:
            return yaml.safe_load(text)
        except RecursionError:
            raise ValueError("it is nested too deeply") from None
        except (yaml.YAMLError, LookupError, AttributeError, TypeError, ArithmeticError) as error:
            # PyYAML lets errors of Python through for values that are not of the type of their tag.
            raise ValueError(" ".join(str(error).split())) from None

    @functools.cached_property
    def info(self) -> dict[str, Any]:
        """What ``info.yaml`` says, if it says anything."""
        try:
            found = self.load_info()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise UncheckedError("info.yaml cannot be read.")
        return found

    @property
    def project(self) -> dict[str, Any]:
        """Section ``project``."""
        found = self.info.get("project")
        return found if isinstance(found, dict) else {}

    @property
    def top(self) -> str:
        """Name of the top module."""
        name = self.project.get("top_module")
        if not isinstance(name, str) or not re.fullmatch(r"\w+", name):
            raise UncheckedError("info.yaml names no top module.")
        return name

    @property
    def tiles(self) -> str:
        """Size in tiles, one that there is."""
        tiles = self.project.get("tiles")
        if not isinstance(tiles, str) or tiles not in self.shuttle.sizes:
            raise UncheckedError("info.yaml names no size that there is.")
        return tiles

    @property
    def sources(self) -> list[Path]:
        """Verilog files, all of which are there."""
        names = self.project.get("source_files")
        if not isinstance(names, list) or not names or not all(map(is_file_name, names)):
            raise UncheckedError("info.yaml names no sources.")
        paths = [(self.path / "src" / name).resolve() for name in names]
        if missing := [path.name for path in paths if not path.is_file()]:
            raise UncheckedError(f"{missing[0]} is not in src.")
        return paths

    @functools.cached_property
    def settings(self) -> dict[str, Any]:
        """What ``src/config.json`` says."""
        found = parse_json(self.text("src/config.json"))
        if not isinstance(found, dict):
            raise UncheckedError("src/config.json cannot be read.")
        return found

    @property
    def period_ns(self) -> float:
        """Of the clock in place and route."""
        if not self.has_period:
            raise UncheckedError("src/config.json has no period of the clock.")
        return float(self.settings.get("CLOCK_PERIOD", _DEFAULT_CLOCK_NS))

    @property
    def has_period(self) -> bool:
        """Whether CLOCK_PERIOD is one that there can be, or absent."""
        value = self.settings.get("CLOCK_PERIOD", _DEFAULT_CLOCK_NS)
        return is_number(value) and _CLOCK_NS[0] <= value <= _CLOCK_NS[1]

    @functools.cached_property
    def ports(self) -> Ports:
        """Of the top module, as Yosys reads it."""
        return read_ports(self.sources, self.top, self._place("ports"))

    @functools.cached_property
    def netlist(self) -> Netlist:
        """Of synthesis for the cells of the shuttle."""
        if self.ports.error:
            raise UncheckedError("The sources cannot be read.")
        return synthesize(
            self.sources,
            self.top,
            self.shuttle,
            self._place("netlist"),
            period_ns=self.period_ns,
            pdk_data=self.pdk_data,
        )

    @functools.cached_property
    def timing(self) -> Estimate:
        """Estimate of the netlist's timing with typical cells and no layout."""
        netlist = self.netlist
        if netlist.problems:
            raise UncheckedError("The netlist is not whole.")
        limits = constraints_of(1000 / self.period_ns)
        try:
            return estimate_timing(netlist.json, self.top, netlist.liberty, limits)
        except FlowError as error:
            raise UncheckedError(str(error)) from None

    @functools.cached_property
    def messages(self) -> list[Message]:
        """What lint says."""
        if self.ports.error:
            raise UncheckedError("The sources cannot be read.")
        return lint(self.sources, self.top, self.shuttle, self._place("lint"))

    @functools.cached_property
    def layout(self) -> Layout:
        """The GDS."""
        if self.gds is None:
            raise UncheckedError("There is no layout to check; --gds names one.")
        return Layout(self.gds)

    def require_template(self):
        """Refuse a folder of templates that was named and has none for this project."""
        if self._template is not None:
            with contextlib.suppress(UncheckedError):
                _ = self.template

    @functools.cached_property
    def template(self) -> Template:
        """Outline and pins that the layout must have."""
        return find_template(self.shuttle, self.tiles, self._template)

    def _place(self, name: str) -> Path:
        place = self.work / name
        place.mkdir(parents=True, exist_ok=True)
        return place
