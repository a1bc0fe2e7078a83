"""Rules of the Verilog: TinyTapeout/tt-support-tools, project.py; lint as LibreLane does it."""

import re
from collections.abc import Iterator

from tinynpu.arch.errors import FlowError
from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.pinout import PORTS
from tinynpu.flows.tinytapeout.rules import Rule, Status, UncheckedError
from tinynpu.flows.tinytapeout.text import read_utf8

__all__ = ["RULES"]

_MOST = 5
"""Warnings that are shown."""


def _text(folder: Folder) -> Iterator[str]:
    for path in folder.sources:
        try:
            read_utf8(path)
        except FlowError:
            yield f"src/{path.name} is not."


def _syntax(folder: Folder) -> Iterator[str]:
    if folder.ports.error:
        yield folder.ports.error


def _one_top(folder: Folder) -> Iterator[str]:
    found = [
        path.name
        for path in folder.sources
        if re.search(rf"(?:^|\s)module\s+{folder.top}\b", path.read_text(errors="replace"))
    ]
    if len(found) != 1:
        yield f"{folder.top} is in {', '.join(found) or 'none of them'}."


def _ports(folder: Folder) -> Iterator[str]:
    if folder.ports.error:
        raise UncheckedError("The sources cannot be read.")
    found = folder.ports.ports
    for name, (way, width) in PORTS.items():
        if name not in found:
            yield f"There is no port {name}."
        elif found[name] != (way, width):
            yield f"{name} is {found[name][0]} of {found[name][1]} bits, and must be {way} of {width}."
    for name in found:
        if name not in PORTS:
            yield f"There is a port {name}."


def _lint_errors(folder: Folder) -> Iterator[str]:
    yield from (message.text for message in folder.messages if message.is_error)


def _lint_warnings(folder: Folder) -> Iterator[str]:
    found = [message.text for message in folder.messages if not message.is_error]
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield f"And {len(found) - _MOST} more."


RULES = (
    Rule(
        "verilog.text",
        "The sources are UTF-8 text.",
        "Save them as UTF-8; the flows read nothing else.",
        _text,
    ),
    Rule(
        "verilog.syntax",
        "Yosys reads all sources, and knows every module that they name.",
        "Correct the line; if a module is missing, name its file in source_files.",
        _syntax,
    ),
    Rule(
        "verilog.top",
        "The top module is in exactly one of the sources.",
        "Name it in top_module as it is in the Verilog.",
        _one_top,
    ),
    Rule(
        "verilog.ports",
        "The top module has exactly TinyTapeout's ports: " + ", ".join(PORTS) + ".",
        "Give it these ports, with 0 on outputs that are not used.",
        _ports,
    ),
    Rule(
        "verilog.lint",
        "Verilator finds no error, no latch, and no net with two drivers.",
        "Correct the line.",
        _lint_errors,
    ),
    Rule(
        "verilog.warnings",
        "Verilator has nothing to warn of.",
        "Look at each; place and route goes on with them.",
        _lint_warnings,
        Status.WARNING,
    ),
)
