"""``info.yaml`` of a project."""

import json
import re
from collections.abc import Sequence

from tinynpu.arch.tile import TileConfig
from tinynpu.flows.tinytapeout.pinout import pin_texts

__all__ = ["TEMPLATE_TOP", "TOP_NAME", "YAML_VERSION", "info_yaml"]

YAML_VERSION = 6
TOP_NAME = re.compile(r"tt_um_[A-Za-z0-9_]+")
"""Of a top module."""
TEMPLATE_TOP = "tt_um_example"
"""Top module of TinyTapeout's template, which a project must not keep."""

_TITLE = "tinynpu: int8 matrix engine"
_BANKS = {"ui": "Inputs", "uo": "Outputs", "uio": "Both ways"}


def info_yaml(
    config: TileConfig,
    *,
    author: str,
    tiles: str,
    top: str,
    sources: Sequence[str],
    clock_hz: int,
) -> str:
    """The file, in the format of version 6.

    Parameters
    ----------
    config
        The tile.
    author, tiles, top
        See `tinynpu.flows.tinytapeout.project.Project`.
    sources
        Files in ``src/``.
    clock_hz
        Clock.
    """
    description = (
        f"Matrix products and convolutions for a host: {_count(config.macs, 'int8 multiplier')}, "
        f"{_count(config.sums, 'accumulator')}, "
        + (
            "int8 results"
            if config.requantizer_bits
            else f"sums of {config.accumulator_width} bits"
        )
    )
    lines = [
        "# Written by tinynpu tinytapeout export.",
        "project:",
        f"  title: {_quoted(_TITLE)}",
        f"  author: {_quoted(author)}",
        '  discord: ""  # optional',
        f"  description: {_quoted(description)}",
        '  language: "Verilog"  # written by Amaranth',
        f"  clock_hz: {clock_hz}",
        f"  tiles: {_quoted(tiles)}",
        f"  top_module: {_quoted(top)}",
        "  source_files:  # in src/",
        *(f"    - {_quoted(name)}" for name in sources),
        "",
        "pinout:",
    ]
    for pin, text in pin_texts(config).items():
        if pin.endswith("[0]"):
            lines.append(f"  # {_BANKS[pin.partition('[')[0]]}")
        lines.append(f"  {pin}: {_quoted(text)}")
    return "\n".join([*lines, "", f"yaml_version: {YAML_VERSION}", ""])


def _quoted(text: str) -> str:
    """A string of YAML: those of JSON are."""
    return json.dumps(text, ensure_ascii=False)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
