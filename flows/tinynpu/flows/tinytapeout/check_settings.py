"""Rules of what TinyTapeout's workflows are told: ``src/config.json``, ``test/``, the workflows themselves."""

import re
from collections.abc import Iterator

from tinynpu.flows.tinytapeout.folder import MOST_HERTZ, Folder
from tinynpu.flows.tinytapeout.hardening import FIXED
from tinynpu.flows.tinytapeout.rules import Rule, Status, UncheckedError, UnreadableError
from tinynpu.flows.tinytapeout.shuttle import SHUTTLES
from tinynpu.flows.tinytapeout.text import is_number, shown
from tinynpu.flows.tinytapeout.workflows import NAMES

__all__ = ["RULES"]

_TESTS = ("Makefile", "tb.v", "requirements.txt")
_HIGHEST_DENSITY = 80
_ACTION = re.compile(r"TinyTapeout/tt-gds-action[\w/]*@([\w.-]+)")


def _readable(folder: Folder) -> Iterator[str]:
    try:
        _ = folder.settings
    except UncheckedError as error:
        yield str(error)


def _fixed(folder: Folder) -> Iterator[str]:
    for key, value in FIXED.items():
        if (found := folder.settings.get(key)) != value:
            yield f"{key} is {shown(found)}, and {value} in the template."


def _density(folder: Folder) -> Iterator[str]:
    value = folder.settings.get("PL_TARGET_DENSITY_PCT")
    if not is_number(value):
        yield f"PL_TARGET_DENSITY_PCT is {shown(value)}."
    elif value > _HIGHEST_DENSITY:
        yield f"PL_TARGET_DENSITY_PCT is {value:g}."


def _clock(folder: Folder) -> Iterator[str]:
    if not folder.has_period:
        yield f"CLOCK_PERIOD is {shown(folder.settings['CLOCK_PERIOD'])}."
        return
    hertz = folder.project.get("clock_hz")
    if not isinstance(hertz, int) or not 0 < hertz <= MOST_HERTZ:
        raise UncheckedError("info.yaml names no clock.")
    if folder.period_ns > 1e9 / hertz * 1.001:
        yield f"CLOCK_PERIOD is {folder.period_ns:g} ns, and clock_hz needs {1e9 / hertz:g} ns."


def _tests(folder: Folder) -> Iterator[str]:
    for name in _TESTS:
        if not (folder.path / "test" / name).is_file():
            yield f"test/{name} is not there."
            continue
        try:
            folder.text(f"test/{name}")
        except UnreadableError as error:
            yield str(error)
    if not list((folder.path / "test").glob("test*.py")):
        yield "There is no test in test."


def _bench(folder: Folder) -> Iterator[str]:
    if not re.search(rf"^\s*{folder.top}\s+\w+\s*\(", folder.text("test/tb.v"), re.MULTILINE):
        yield f"test/tb.v has no {folder.top}."
    words = folder.text("test/Makefile").split()
    for path in folder.sources:
        if path.name not in words:
            yield f"test/Makefile does not name {path.name}."


def _process(folder: Folder) -> Iterator[str]:
    found = folder.workflow_processes()
    if found is None:
        return
    if len(found) != 1:
        yield f"gds.yaml names {', '.join(map(shown, found)) or 'no process'}."
    elif found[0] not in SHUTTLES:
        yield f"gds.yaml names {shown(found[0])}."
    elif found[0] != folder.shuttle.name:
        yield f"gds.yaml names {shown(found[0])}, and --shuttle {folder.shuttle.name}."


def _workflows(folder: Folder) -> Iterator[str]:
    root = folder.path / ".github" / "workflows"
    for name in NAMES[:3]:
        if not (root / name).is_file():
            yield f".github/workflows/{name} is not there."
    for path in sorted(root.glob("*.yaml")):
        for tag in dict.fromkeys(_ACTION.findall(path.read_text(errors="replace"))):
            if tag != folder.shuttle.tag:
                yield f"{path.name} takes {tag}, and {folder.shuttle.name} has {folder.shuttle.tag}."


RULES = (
    Rule(
        "config.readable",
        "src/config.json is a JSON object.",
        "Write it anew with tinynpu tinytapeout export.",
        _readable,
    ),
    Rule(
        "config.fixed",
        "src/config.json has the template's values but for density, clock, hold margins and lint.",
        "Write the template's values.",
        _fixed,
    ),
    Rule(
        "config.density",
        f"PL_TARGET_DENSITY_PCT is at most {_HIGHEST_DENSITY}: what users say worked.",
        "Take more tiles, or try it and look whether the wires find their way.",
        _density,
        Status.WARNING,
    ),
    Rule(
        "config.clock",
        "CLOCK_PERIOD is a number of ns from 0.01 to 1000000, as short as clock_hz asks for.",
        "Write 1e9 / clock_hz.",
        _clock,
    ),
    Rule(
        "test.files",
        "test has Makefile, tb.v, requirements.txt and a test, as UTF-8 text.",
        "Write them anew with tinynpu tinytapeout export.",
        _tests,
    ),
    Rule(
        "test.top",
        "test/tb.v has the top module, and test/Makefile names all sources.",
        "Write the name of the module and of the sources there.",
        _bench,
    ),
    Rule(
        "workflows.pdk",
        f"The workflow gds names one process, of {', '.join(SHUTTLES)}, and the one of --shuttle.",
        "Write the name of the shuttle's process behind pdk: in .github/workflows/gds.yaml.",
        _process,
    ),
    Rule(
        "workflows.tags",
        "Workflows gds, docs and test are there, with the tag of the shuttle.",
        "Write them anew with tinynpu tinytapeout export --shuttle; tags move, see the shuttle's template.",
        _workflows,
        Status.WARNING,
    ),
)
