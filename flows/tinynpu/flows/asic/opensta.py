"""The same power from OpenSTA: the activity as its commands, and what it reports."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.activity import Activity
from tinynpu.flows.asic.power import Power
from tinynpu.flows.asic.timing import Constraints, Graph
from tinynpu.flows.fpga.steps import Step, run_step

__all__ = ["activity_commands", "report_power"]

_LEAST = (2, 6)
_TOTAL = re.compile(r"^Total" + r"\s+([\d.e+-]+)" * 4, re.MULTILINE)
_SCRIPT = """\
read_liberty {liberty}
read_verilog {netlist}
link_design {top}
create_clock -name clk -period {period:.4f} [get_ports {clock}]
{wires}
source activity.tcl
report_power -digits 6
"""
_WIRES = "set_wire_load_mode top\nset_wire_load_model -name {}"


def activity_commands(graph: Graph, activity: Activity) -> Iterator[str]:
    """Commands ``set_power_activity`` for every pin that drives a net, and for those that clocks arrive at.

    Changes are by cycle of the clock, so that it must have been made before.
    """
    for name, pins in graph.pins.items():
        inputs = graph.cells[graph.types[name]].capacitance
        for pin, net in pins.items():
            if net in activity.toggles and (pin not in inputs or net in activity.clocks):
                changes = activity.toggles[net] / activity.cycles
                yield (
                    f"set_power_activity -pins [get_pins {{{name}/{pin}}}] "
                    f"-activity {changes:.6g} -duty {activity.high[net]:.6g}"
                )


def report_power(
    netlist: Path,
    top: str,
    liberty: Path,
    graph: Graph,
    activity: Activity,
    limits: Constraints,
    folder: Path,
) -> Power:
    """Power of all cells as OpenSTA sees it, with the same activity and the library's wire load.

    It differs from `tinynpu.flows.asic.power.estimate_power` in two things: a pin has the larger of its
    capacitances for rising and falling, and nets that ports and memories drive do not count.

    Parameters
    ----------
    netlist, top
        Verilog and its module, flat or not; names of instances are those of ``graph``.
    liberty
        Library of the cells.
    graph, activity
        Flat netlist, and what its nets did.
    limits
        Clock.
    folder
        For the scripts and the report ``opensta.log``.

    Raises
    ------
    FlowError
        OpenSTA is not on PATH, is too old, or fails.
    """
    _check_version()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "activity.tcl").write_text("\n".join(activity_commands(graph, activity)) + "\n")
    wires = graph.library.values.get("default_wire_load")
    (folder / "power.tcl").write_text(
        _SCRIPT.format(
            liberty=liberty.resolve(),
            netlist=netlist.resolve(),
            top=top,
            period=limits.period,
            clock=limits.clock,
            wires="" if wires is None else _WIRES.format(wires),
        )
    )
    step = Step(("sta", "-no_splash", "-exit", "power.tcl"), (), ())
    text, _ = run_step(step, folder, os.environ, log="opensta")
    found = _TOTAL.search(text)
    if found is None:
        raise FlowError(f"OpenSTA must report power, and does not (log: {folder / 'opensta.log'}).")
    internal, switching, leakage, _ = (1e3 * float(value) for value in found.groups())
    return Power(leakage, internal, switching)


def _check_version():
    path = shutil.which("sta")
    if path is None:
        raise FlowError("This needs OpenSTA, whose program sta must be on PATH.")
    text = subprocess.run(
        [path, "-version"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    ).stdout
    found = re.search(r"(\d+)\.(\d+)", text)
    if found is None or (int(found[1]), int(found[2])) < _LEAST:
        raise FlowError(
            f"This needs OpenSTA {_LEAST[0]}.{_LEAST[1]} or later, and {path} is {text.strip()}."
        )
