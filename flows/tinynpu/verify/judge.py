"""What of a report does not hold."""

from typing import Any

__all__ = ["LEAST_KILLED", "LEAST_LINES", "shortcomings"]

LEAST_KILLED = 0.95
"""Share of the mutants that are not equivalent which the suite has to kill."""
LEAST_LINES = 0.95
"""Share of the Verilog's lines that the random programs have to run."""


def shortcomings(report: dict[str, Any]) -> list[str]:
    """A sentence for each check that failed; nothing if all hold."""
    found = []
    for result in report.get("formal", {}).get("results", ()):
        if not result["good"]:
            found.append(f"{result['block']}: {result['name']}: {result['status']}")
    random = report.get("random", {}).get("results", {})
    for suite in random.get("cocotb", ()):
        for name in suite["failed"]:
            found.append(f"{suite['block']}: {name} fails on {suite['simulator']}")
    coverage = random.get("coverage")
    if coverage:
        if not report["random"]["quick"]:
            found += [
                f"coverage: {point}: {label} is missed" for point, label in coverage["missed"]
            ]
        lines = sum(module["lines"] for module in coverage["modules"])
        run = sum(module["lines_hit"] for module in coverage["modules"])
        if run < LEAST_LINES * lines:
            found.append(f"coverage: {run / lines:.1%} of the lines are run")
    for scenario in random.get("faults", {}).get("scenarios", ()):
        found += [f"faults: {scenario['name']}: {text}" for text in scenario["failures"]]
    mutation = report.get("mutation", {}).get("results")
    if mutation and mutation["score"] < LEAST_KILLED:
        found.append(f"mutation: {mutation['score']:.1%} of the mutants are killed")
    return found
