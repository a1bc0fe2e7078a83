"""The verify command: what it refuses, and one block from request to results, page and tables."""

import json

import pytest
from typer.testing import CliRunner

from tinynpu.cli.main import app
from tinynpu.verify.blocks import BLOCKS
from tinynpu.verify.judge import shortcomings
from tinynpu.verify.page import verification_page


def call(*arguments: str):
    return CliRunner().invoke(app, ["verify", *arguments])


def test_unknown_block_is_refused():
    result = call("--block", "cpu")
    assert result.exit_code == 2
    assert f"A block must be one of {', '.join(BLOCKS)}, not cpu." in " ".join(
        result.output.split()
    )


def test_results_that_are_something_else_are_refused(tmp_path):
    results = tmp_path / "results.json"
    results.write_text('{"cycles": 3}')
    result = call("--block", "pe", "--random", "--quick", "--results", str(results))
    assert result.exit_code == 1
    assert "must be an object with formal, random, mutation" in " ".join(result.output.split())
    assert results.read_text() == '{"cycles": 3}'


def test_page_that_cannot_be_written_is_refused_before_any_work(tmp_path):
    result = call("--page", str(tmp_path / "none" / "page.md"))
    assert result.exit_code == 1
    assert "must exist" in result.output


def test_one_block(tmp_path):
    results, page = tmp_path / "results.json", tmp_path / "page.md"
    result = call(
        *("--block", "pe", "--random", "--quick"),
        *("--results", str(results), "--page", str(page), "--json"),
    )
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert printed == json.loads(results.read_text())
    suites = printed["random"]["results"]["cocotb"]
    assert {suite["block"] for suite in suites} == {"pe"}
    ran = [suite for suite in suites if not suite["skipped"]]
    assert all(suite["tests"] == 2 and not suite["failed"] for suite in ran)
    assert any(suite["simulator"] == "verilator" for suite in ran)
    assert "| pe | verilator | 2 | 0 |" in page.read_text()
    assert "pe" in call("--block", "pe", "--random", "--quick").stdout


def part(results):
    return {
        "results": results,
        "quick": False,
        "blocks": [],
        "seed": 1,
        "date": "",
        "seconds": 0,
    } | {
        "jobs": 1,
        "rtl": "",
        "versions": {},
    }


def proof(status: str, good: bool):
    return {
        "block": "pe",
        "name": "sum",
        "statement": "It adds.",
        "kind": "assert",
        "engine": "pdr",
        "depth": 3,
        "unbounded": good,
        "seconds": 0.5,
        "status": status,
        "detail": "",
        "good": good,
    }


@pytest.mark.parametrize(("status", "good"), [("proved", True), ("failed", False)])
def test_a_proof_that_fails_is_told(status, good):
    report = {"formal": part([proof(status, good)])}
    assert shortcomings(report) == ([] if good else ["pe: sum: failed"])
    assert f"| sum | It adds. | {status} | 3 | pdr | 0.5 |" in verification_page(report, "command")


def test_too_few_mutants_killed_is_told():
    mutant = {"block": "pe", "mode": "inv", "wire": "psum", "cell": "add", "sources": ["pe.py:61"]}
    results = [
        {"mutant": mutant, "status": status, "check": "", "seconds": 0.1, "note": "nobody looks"}
        for status in ("killed", "killed", "survived", "equivalent")
    ]
    report = {"mutation": part({"results": results, "score": 2 / 3})}
    assert shortcomings(report) == ["mutation: 66.7% of the mutants are killed"]
    text = verification_page(report, "command")
    assert "| all | 4 | 2 | 1 | 1 | 66.7% |" in text
    assert "| pe | inv of psum | pe.py:61 | nobody looks |" in text
