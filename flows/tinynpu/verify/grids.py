"""Tables of a report, for the terminal and for the page."""

import dataclasses
from collections.abc import Sequence
from typing import Any

__all__ = ["Grid", "details", "summaries"]

Cell = str | int | float


@dataclasses.dataclass(frozen=True)
class Grid:
    """A table: ``title``, head, rows, and what there is to say about it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


def summaries(report: dict[str, Any]) -> list[Grid]:
    """What each part came to."""
    grids = []
    if "formal" in report:
        grids.append(_formal(report["formal"]))
    if "random" in report:
        grids += _random(report["random"])
    if "mutation" in report:
        grids.append(_mutation(report["mutation"]))
    return grids


def details(report: dict[str, Any]) -> list[Grid]:
    """Each property, and each mutant that survived."""
    grids = []
    if "formal" in report:
        grids += _properties(report["formal"])
    if "mutation" in report:
        grids.append(_survivors(report["mutation"]))
    return grids


def _names(results: Sequence[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(result["block"] for result in results))


def _formal(part: dict[str, Any]) -> Grid:
    rows: list[list[Cell]] = []
    results = part["results"]
    for block in [*_names(results), "all"]:
        mine = [r for r in results if block in (r["block"], "all")]

        def count(status: str, kind: str = "assert", mine=mine) -> int:
            return sum(r["status"] == status and r["kind"] == kind for r in mine)

        rows.append(
            [
                block,
                count("proved"),
                count("bounded"),
                count("covered", "cover"),
                count("proved", "equivalence"),
                sum(not r["good"] for r in mine),
            ]
        )
    return Grid(
        "Proofs",
        ("block", "proved", "bounded", "covered", "equal", "not shown"),
        rows,
        "proved: for runs of any length; bounded: for all runs of so many cycles; covered: what the "
        "assumptions leave possible happens; equal: netlists before and after synthesis.",
    )


def _properties(part: dict[str, Any]) -> list[Grid]:
    grids = []
    for block in _names(part["results"]):
        rows = [
            [
                r["statement"] + (f" ({r['detail']})" if r["detail"] else ""),
                r["status"],
                r["depth"],
                r["engine"],
                f"{r['seconds']:.1f}",
            ]
            for r in part["results"]
            if r["block"] == block
        ]
        grids.append(Grid(block, ("property", "", "depth", "engine", "seconds"), rows))
    return grids


def _random(part: dict[str, Any]) -> list[Grid]:
    results = part["results"]
    rows: list[list[Cell]] = [
        [
            suite["block"],
            suite["simulator"],
            suite["tests"],
            suite["skipped"] or len(suite["failed"]),
            f"{suite['cycles']:,}",
            f"{suite['seconds']:.1f}",
        ]
        for suite in results["cocotb"]
    ]
    grids = [Grid("cocotb", ("block", "simulator", "tests", "failed", "cycles", "seconds"), rows)]
    return grids


def _mutation(part: dict[str, Any]) -> Grid:
    results = part["results"]["results"]
    blocks = list(dict.fromkeys(r["mutant"]["block"] for r in results))
    rows: list[list[Cell]] = []
    for block in [*blocks, "all"]:
        mine = [r["status"] for r in results if block in (r["mutant"]["block"], "all")]
        killed, survived = mine.count("killed"), mine.count("survived")
        share = killed / (killed + survived) if killed + survived else 1.0
        rows.append([block, len(mine), killed, mine.count("equivalent"), survived, f"{share:.1%}"])
    return Grid(
        "Mutants",
        ("block", "mutants", "killed", "equivalent", "survived", "killed of the others"),
        rows,
        "equivalent: proved to behave like the original, by SAT.",
    )


def _survivors(part: dict[str, Any]) -> Grid:
    rows = [
        [
            r["mutant"]["block"],
            f"{r['mutant']['mode']} of {r['mutant']['wire'] or r['mutant']['cell']}",
            ", ".join(r["mutant"]["sources"]),
            r["note"],
        ]
        for r in part["results"]["results"]
        if r["status"] == "survived"
    ]
    return Grid("Mutants that survived", ("block", "change", "source", "what it means"), rows)
