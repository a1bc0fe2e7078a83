"""The page of the verification, as Markdown."""

from typing import Any

from tinynpu.verify.grids import Grid, details, summaries

__all__ = ["verification_page"]

_OPTIONS = {"formal": "--formal", "random": "--random", "mutation": "--mutation"}


def verification_page(report: dict[str, Any], command: str) -> str:
    """Page of a report.

    Parameters
    ----------
    report
        Of `tinynpu.verify.report.run_parts`.
    command
        That made the page.
    """
    lines = [
        "# Verification",
        "",
        "What was proved, covered and mutated on the RTL. The tests that say what the core computes are in "
        f"[Tests](tests.md). Printed by `{command}`; seconds are those of the machine that ran it.",
        "",
        *_runs(report),
    ]
    for grid in summaries(report):
        lines += ["", f"## {grid.title}", "", *_markdown(grid)]
    lines += ["", "## In detail"]
    for grid in details(report):
        lines += ["", f"### {grid.title}", "", *_markdown(grid)]
    return "\n".join(lines) + "\n"


def _runs(report: dict[str, Any]) -> list[str]:
    rows = []
    for part, values in report.items():
        versions = ", ".join(f"{name} {version}" for name, version in values["versions"].items())
        amount = " (quick)" if values["quick"] else ""
        blocks = "".join(f" --block {name}" for name in values["blocks"])
        command = f"`tinynpu verify {_OPTIONS[part]}{blocks} --seed {values['seed']}`{amount}"
        rows.append(
            [command, values["date"], values["seconds"], values["jobs"], values["rtl"], versions]
        )
    columns = ("command", "date", "seconds", "jobs", "digest of the RTL", "versions")
    return _markdown(Grid("", columns, rows))


def _markdown(grid: Grid) -> list[str]:
    if not grid.rows:
        return ["None."]

    def row(cells) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

    lines = [row(grid.columns), "|" + "---|" * len(grid.columns), *map(row, grid.rows)]
    return [*lines, "", grid.note] if grid.note else lines
