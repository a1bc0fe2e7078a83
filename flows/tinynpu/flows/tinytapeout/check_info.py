"""Rules of ``info.yaml``: TinyTapeout/tt-support-tools, project_info.py, and project.py for the sources."""

from collections.abc import Iterator

from tinynpu.flows.tinytapeout.folder import MOST_HERTZ, Folder, is_file_name
from tinynpu.flows.tinytapeout.info import TEMPLATE_TOP, TOP_NAME, YAML_VERSION
from tinynpu.flows.tinytapeout.pinout import PINS
from tinynpu.flows.tinytapeout.rules import Rule, UnreadableError
from tinynpu.flows.tinytapeout.text import shown

__all__ = ["RULES"]

_TEXTS = ("title", "author", "description", "language")


def _readable(folder: Folder) -> Iterator[str]:
    if not (folder.path / "info.yaml").is_file():
        yield "There is no info.yaml."
        return
    try:
        found = folder.load_info()
    except UnreadableError as error:
        yield str(error)
        return
    except ValueError as error:
        yield f"It is no YAML: {error}"
        return
    if not isinstance(found, dict) or not isinstance(found.get("project"), dict):
        yield "It has no section project."


def _version(folder: Folder) -> Iterator[str]:
    if (found := folder.info.get("yaml_version")) != YAML_VERSION:
        yield f"yaml_version is {shown(found)}."


def _texts(folder: Folder) -> Iterator[str]:
    for key in _TEXTS:
        value = folder.project.get(key)
        if not isinstance(value, str) or not value.strip():
            yield f"{key} is {shown(value)}."


def _clock(folder: Folder) -> Iterator[str]:
    value = folder.project.get("clock_hz")
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_HERTZ:
        yield f"clock_hz is {shown(value)}."


def _tiles(folder: Folder) -> Iterator[str]:
    value = folder.project.get("tiles")
    if not isinstance(value, str) or value not in folder.shuttle.sizes:
        yield f"tiles is {shown(value)}, and {folder.shuttle.name} has {', '.join(folder.shuttle.sizes)}."


def _top(folder: Folder) -> Iterator[str]:
    value = folder.project.get("top_module")
    if not isinstance(value, str) or not TOP_NAME.fullmatch(value):
        yield f"top_module is {shown(value)}."
    elif value == TEMPLATE_TOP:
        yield "top_module is that of the template."


def _sources(folder: Folder) -> Iterator[str]:
    names = folder.project.get("source_files")
    if not isinstance(names, list) or not names:
        yield "source_files names nothing."
        return
    root = (folder.path / "src").resolve()
    for name in names:
        if not is_file_name(name):
            yield f"{shown(name)} is no name of a file."
        elif not (root / name).is_file():
            yield f"src/{name} is not there."
        elif root not in (root / name).resolve().parents:
            yield f"{name} is not in src."


def _pins(folder: Folder) -> Iterator[str]:
    pinout = folder.info.get("pinout")
    if not isinstance(pinout, dict):
        yield "There is no pinout."
        return
    for pin in PINS:
        if not isinstance(pinout.get(pin), str):
            yield f"{pin} has no text."
    for key in pinout:
        if key not in PINS:
            yield f"There is no pin {shown(key)}."
    if not any(pinout.values()):
        yield "No pin has a text."


RULES = (
    Rule(
        "info.readable",
        "info.yaml is YAML with a section project.",
        "Write it anew with tinynpu tinytapeout export.",
        _readable,
    ),
    Rule(
        "info.version",
        f"yaml_version is {YAML_VERSION}.",
        f"Write yaml_version: {YAML_VERSION}.",
        _version,
    ),
    Rule(
        "info.texts",
        f"{', '.join(_TEXTS)} are texts that are not empty.",
        "Fill them in; they are printed in the datasheet.",
        _texts,
    ),
    Rule(
        "info.clock",
        "clock_hz is an integer: the clock in Hz, at most 10 GHz, or 0.",
        "Write clock_hz: 50000000, without quotes or a point.",
        _clock,
    ),
    Rule(
        "info.tiles",
        "tiles is a size that the shuttle has.",
        "Choose one of them, in quotes, or another shuttle with --shuttle.",
        _tiles,
    ),
    Rule(
        "info.top",
        "top_module begins with tt_um_ and is your own.",
        "Give it a name with your user name at GitHub, in the Verilog and in test/tb.v too (export --top).",
        _top,
    ),
    Rule(
        "info.sources",
        "source_files names each file in src, without wildcards.",
        "Name all Verilog files, or put those that are missing into src.",
        _sources,
    ),
    Rule(
        "info.pinout",
        "pinout has a text for each of ui[0..7], uo[0..7], uio[0..7], which may be empty, but not all; and nothing else.",
        "Write the pins that are missing, and take others away.",
        _pins,
    ),
)
