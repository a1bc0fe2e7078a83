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
    """Each property, each coverage point, and each mutant that survived."""
    grids = []
    if "formal" in report:
        grids += _properties(report["formal"])
    if coverage := report.get("random", {}).get("results", {}).get("coverage"):
        grids += _points(coverage)
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
        "assumptions leave possible happens; equal: netlists before and after synthesis. Engines: pdr "
        "and bmc3 of ABC, k-induction and bmc of yosys-smtbmc with z3.",
    )


def _properties(part: dict[str, Any]) -> list[Grid]:
    grids = []
    for block in _names(part["results"]):
        rows = [
            [
                r["name"],
                r["statement"] + (f" ({r['detail']})" if r["detail"] else ""),
                r["status"],
                r["depth"],
                r["engine"],
                f"{r['seconds']:.1f}",
            ]
            for r in part["results"]
            if r["block"] == block
        ]
        grids.append(Grid(block, ("", "property", "", "depth", "engine", "seconds"), rows))
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
    if "coverage" in results:
        grids += [_coverage(results["coverage"]), *_lines(results["coverage"])]
    if "faults" in results:
        grids.append(_faults(results["faults"]))
    return grids


def _coverage(coverage: dict[str, Any]) -> Grid:
    """Bins by the command that their point is about."""
    left_out = {(point, label) for point, label, _ in coverage["unreachable"]}
    rows: list[list[Cell]] = []
    kinds = list(dict.fromkeys(name.partition(":")[0] for name in coverage["counts"]))
    for kind in [*kinds, "all"]:
        counts = {
            (name, label): count
            for name, bins in coverage["counts"].items()
            for label, count in bins.items()
            if kind in (name.partition(":")[0], "all") and (name, label) not in left_out
        }
        points = len({name for name, _ in counts})
        hit = sum(count > 0 for count in counts.values())
        rows.append([kind, points, len(counts), hit, f"{hit / len(counts):.1%}"])
    return Grid(
        "Functional coverage",
        ("of", "points", "bins", "hit", ""),
        rows,
        f"{coverage['programs']:,} programs, {coverage['cycles']:,} cycles, each with the memory and the "
        f"error of the instruction-set simulator; {len(left_out)} more bins cannot be hit.",
    )


def _lines(coverage: dict[str, Any]) -> list[Grid]:
    modules = coverage["modules"]
    if not modules:
        return []
    units: dict[str, list[dict[str, Any]]] = {}
    for module in modules:
        # The unit of the core that it belongs to, as tinynpu.load of tinynpu.load.splitter.
        units.setdefault(".".join(module["module"].split(".")[:2]), []).append(module)
    rows: list[list[Cell]] = []
    for name, mine in [*units.items(), ("all", modules)]:
        lines, hit = sum(m["lines"] for m in mine), sum(m["lines_hit"] for m in mine)
        toggles, toggled = sum(m["toggles"] for m in mine), sum(m["toggles_hit"] for m in mine)
        rows.append(
            [
                name,
                lines,
                hit,
                f"{hit / lines:.1%}" if lines else "",
                toggles,
                f"{toggled / toggles:.1%}",
            ]
        )
    waived = " ".join(
        f"Left out: {count} lines. {reason}" for reason, count in coverage["waived"].items()
    )
    return [
        Grid(
            "Lines and toggles of the Verilog",
            ("unit", "lines", "run", "", "bits × directions", "toggled"),
            rows,
            f"A line with a branch counts as run if both ways were taken. {waived}",
        )
    ]


def _faults(faults: dict[str, Any]) -> Grid:
    rows: list[list[Cell]] = []
    for scenario in faults["scenarios"]:
        errors = ", ".join(f"{name} {count}" for name, count in scenario["errors"].items())
        rows.append(
            [
                scenario["name"],
                scenario["runs"],
                scenario["right"],
                errors,
                len(scenario["failures"]),
                f"{scenario['accesses']:,}" if scenario["accesses"] else "",
            ]
        )
    return Grid(
        "Faults at the edges",
        ("scenario", "runs", "right", "named error", "wrong or hung", "register accesses"),
        rows,
        "After each run the core is reset and must do a run without faults right."
        + "".join(f" Not run: {text}." for text in faults["skipped"]),
    )


def _points(coverage: dict[str, Any]) -> list[Grid]:
    rows = [
        [name, len(bins), min(bins.values()), sum(bins.values())]
        for name, bins in coverage["counts"].items()
    ]
    grids = [Grid("Coverage points", ("point", "bins", "least hits", "hits"), rows)]
    if coverage["missed"]:
        grids.append(Grid("Bins that were missed", ("point", "bin"), coverage["missed"]))
    grids.append(
        Grid("Bins that cannot be hit", ("point", "bin", "reason"), coverage["unreachable"])
    )
    missed = [
        [module["module"], ", ".join(map(str, module["missed"]))]
        for module in coverage["modules"]
        if module["missed"]
    ]
    if missed:
        grids.append(Grid("Lines that were not run", ("module", "lines of the Verilog"), missed))
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
            r["note"] or "Not explained yet.",
        ]
        for r in part["results"]["results"]
        if r["status"] == "survived"
    ]
    return Grid("Mutants that survived", ("block", "change", "source", "what it means"), rows)
