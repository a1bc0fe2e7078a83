"""All rules, and what came of them."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from tinynpu.flows.tinytapeout import (
    check_docs,
    check_info,
    check_layout,
    check_netlist,
    check_settings,
    check_sources,
)
from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.rules import Outcome, Rule, Status, UncheckedError, apply_rule

__all__ = ["RULES", "Report", "check_project", "rules_table"]

Progress = Callable[[str, float], None]

RULES: tuple[Rule, ...] = (
    *check_info.RULES,
    *check_docs.RULES,
    *check_settings.RULES,
    *check_sources.RULES,
    *check_netlist.RULES,
    *check_layout.RULES,
)
"""In the order in which they are checked."""


@dataclasses.dataclass(frozen=True)
class Report:
    """What came of all rules.

    Members
    -------
    project, shuttle
        Folder, process.
    outcomes
        Of each rule.
    figures
        Cells, their area, what they use of the tiles, and the estimate of the clock; as far as there are any.
    """

    project: str
    shuttle: str
    outcomes: tuple[Outcome, ...]
    figures: dict[str, Any]

    @property
    def failed(self) -> int:
        """Number of rules that do not hold."""
        return sum(outcome.status is Status.FAILED for outcome in self.outcomes)

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "project": self.project,
            "shuttle": self.shuttle,
            "failed": self.failed,
            "figures": self.figures,
            "rules": [outcome.to_json() for outcome in self.outcomes],
        }


def check_project(folder: Folder, progress: Progress = lambda text, fraction: None) -> Report:
    """Check every rule.

    Parameters
    ----------
    folder
        The project.
    progress
        Told what is being done, and the fraction that is done.

    Raises
    ------
    FlowError
        What the options name is not there, or a package is missing.
    """
    folder.require_template()
    outcomes = []
    for number, rule in enumerate(RULES):
        progress(rule.name, number / len(RULES))
        outcomes.append(apply_rule(rule, folder))
    progress("checked", 1.0)
    return Report(str(folder.path), folder.shuttle.name, tuple(outcomes), _figures(folder))


def rules_table(rules: Sequence[Rule] = RULES) -> str:
    """Rules as Markdown."""
    lines = ["| rule | what must hold | if not |", "|---|---|---|"]
    for rule in rules:
        kind = " (warning)" if rule.broken is Status.WARNING else ""
        lines.append(f"| `{rule.name}`{kind} | {rule.holds} | {rule.remedy} |")
    return "\n".join(lines)


def _figures(folder: Folder) -> dict[str, Any]:
    found: dict[str, Any] = {}
    try:
        netlist = folder.netlist
        found["cells"] = sum(netlist.cells.values())
        found["cell_area_um2"] = round(netlist.area_um2, 1)
        found["core_area_um2"] = round(folder.shuttle.core_area(folder.tiles), 1)
        found["area_used"] = round(check_netlist.area_used(folder), 4)
        estimate = folder.timing
        found["slack_ns"] = estimate.wns
        found["fmax_mhz"] = estimate.fmax_mhz
    except UncheckedError:
        pass
    return found
