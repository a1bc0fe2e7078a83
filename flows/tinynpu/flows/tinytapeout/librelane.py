"""A project's layout through LibreLane, with what the shuttle's own action tells it."""

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.shuttle import Shuttle

__all__ = ["harden_with_librelane", "librelane_command", "merged_settings"]

RUN = "wokwi"
"""Name of the run, as the action has it."""
_TOP_LAYERS = {"sky130A": "met4", "ihp-sg13g2": "Metal5", "gf180mcuD": "Metal4"}
_PDK_OPTIONS = {
    "sky130A": (),
    "ihp-sg13g2": ("--manual-pdk", "--pdk", "ihp-sg13g2"),
    "gf180mcuD": ("--pdk", "gf180mcuD"),
}


def merged_settings(project: Folder, template: Path) -> dict[str, Any]:
    """What LibreLane is told: the project's ``src/config.json``, and what TinyTapeout's tool adds to it.

    Parameters
    ----------
    project
        The project.
    template
        DEF of its size.

    Raises
    ------
    UncheckedError
        ``info.yaml`` or ``src/config.json`` cannot be read.

    Source
    ------
    TinyTapeout/tt-support-tools, ``project.py`` and ``tech.py``.
    """
    width, height = project.shuttle.sizes[project.tiles]
    return project.settings | {
        "DESIGN_NAME": project.top,
        "VERILOG_FILES": [f"dir::{path.name}" for path in project.sources],
        "DIE_AREA": [0, 0, width, height],
        "FP_DEF_TEMPLATE": str(template),
        "VDD_PIN": "VPWR",
        "GND_PIN": "VGND",
        "RT_MAX_LAYER": _TOP_LAYERS[project.shuttle.name],
    }


def librelane_command(shuttle: Shuttle, settings: Path, *, container: bool) -> Sequence[str]:
    """The program and its options."""
    return (
        sys.executable,
        "-m",
        "librelane",
        *_PDK_OPTIONS[shuttle.name],
        *(("--docker-no-tty", "--dockerized") if container else ()),
        "--hide-progress-bar",
        "--run-tag",
        RUN,
        "--force-run-dir",
        f"runs/{RUN}",
        str(settings),
    )


def harden_with_librelane(project: Folder, template: Path, *, container: bool = True) -> Path:
    """Write ``src/config_merged.json`` and run LibreLane in the project; the GDS.

    Parameters
    ----------
    project, template
        See `merged_settings`.
    container
        Let LibreLane take its tools from its container; else they must be on ``PATH``.

    Raises
    ------
    FlowError
        LibreLane or Docker is missing, or fails.
    UncheckedError
        A file of the project cannot be read.
    """
    settings = merged_settings(project, template.resolve())
    if importlib.util.find_spec("librelane") is None:
        raise FlowError("This needs LibreLane 3: pip install librelane.")
    if container and shutil.which("docker") is None:
        raise FlowError(
            "LibreLane needs Docker for its tools; with --no-container they are taken from PATH."
        )
    path = project.path / "src" / "config_merged.json"
    path.write_text(json.dumps(settings, indent=2) + "\n")
    command = librelane_command(
        project.shuttle, path.relative_to(project.path), container=container
    )
    result = subprocess.run(command, cwd=project.path, stdin=subprocess.DEVNULL, check=False)
    gds = project.path / "runs" / RUN / "final" / "gds" / f"{project.top}.gds"
    if result.returncode or not gds.is_file():
        raise FlowError(
            f"LibreLane must write {gds}, and ends with {result.returncode}; its logs are in "
            f"{gds.parents[2]}."
        )
    return gds
