"""A project as it lies in a folder; each part is read once, and only if a rule needs it."""

import functools
import json
import re
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.design import constraints_of
from tinynpu.flows.asic.timing import Estimate, estimate_timing
from tinynpu.flows.tinytapeout.layout import Layout
from tinynpu.flows.tinytapeout.lint import Message, lint
from tinynpu.flows.tinytapeout.rules import UncheckedError
from tinynpu.flows.tinytapeout.shuttle import SHUTTLES, Shuttle, find_shuttle
from tinynpu.flows.tinytapeout.synthesis import Netlist, Ports, read_ports, synthesize
from tinynpu.flows.tinytapeout.template import Template, find_template

__all__ = ["Folder"]

_SHUTTLE = re.compile(r"^\s*pdk: *[\"']?([\w-]+)", re.MULTILINE)
_DEFAULT_CLOCK_NS = 20.0


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
        There is no such folder or layout.
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
            else SHUTTLES.get(self._workflow(), SHUTTLES["sky130A"])
        )
        self.gds = gds
        self._template = template
        self.pdk_data = pdk_data

    def _workflow(self) -> str:
        """Process in the workflow; empty if there is none."""
        path = self.path / ".github" / "workflows" / "gds.yaml"
        match = _SHUTTLE.search(path.read_text(errors="replace")) if path.is_file() else None
        return match[1] if match else ""

    def text(self, name: str) -> str:
        """A file of the project; `UncheckedError` if there is none."""
        try:
            return (self.path / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise UncheckedError(f"{name} cannot be read.") from None

    def load_info(self) -> Any:
        """What ``info.yaml`` says.

        Raises
        ------
        ValueError
            It is not YAML.
        """
        try:
            import yaml
        except ImportError:
            raise FlowError("This needs PyYAML: pip install 'tinynpu[tinytapeout]'.") from None
        try:
            return yaml.safe_load(self.text("info.yaml"))
        except yaml.YAMLError as error:
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
        if tiles not in self.shuttle.sizes:
            raise UncheckedError("info.yaml names no size that there is.")
        return tiles

    @property
    def sources(self) -> list[Path]:
        """Verilog files, all of which are there."""
        names = self.project.get("source_files")
        if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
            raise UncheckedError("info.yaml names no sources.")
        paths = [(self.path / "src" / name).resolve() for name in names]
        if missing := [path.name for path in paths if not path.is_file()]:
            raise UncheckedError(f"{missing[0]} is not in src.")
        return paths

    @functools.cached_property
    def settings(self) -> dict[str, Any]:
        """What ``src/config.json`` says."""
        try:
            found = json.loads(self.text("src/config.json"))
        except json.JSONDecodeError:
            found = None
        if not isinstance(found, dict):
            raise UncheckedError("src/config.json cannot be read.")
        return found

    @property
    def period_ns(self) -> float:
        """Of the clock in place and route."""
        value = self.settings.get("CLOCK_PERIOD", _DEFAULT_CLOCK_NS)
        if not isinstance(value, int | float) or value <= 0:
            raise UncheckedError("src/config.json has no period of the clock.")
        return float(value)

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

    @functools.cached_property
    def template(self) -> Template:
        """Outline and pins that the layout must have."""
        return find_template(self.shuttle, self.tiles, self._template)

    def _place(self, name: str) -> Path:
        place = self.work / name
        place.mkdir(parents=True, exist_ok=True)
        return place
