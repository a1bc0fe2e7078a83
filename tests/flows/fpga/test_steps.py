"""Commands that edalize makes, run without make."""

import os
import sys

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.fpga.steps import Step, plan, run_step


def commands():
    utils = pytest.importorskip("edalize.utils")
    made = utils.EdaCommands()
    made.add(["pack", "-v", "b", "'c d'"], ["c"], ["b"])
    made.add(["unused"], ["x"], ["a"])
    made.add([["one", "a"], ["two", "a"]], ["b"], ["a"], order_only_deps=["pre"])
    made.add([], ["pre"], [""])
    made.add([], ["post"], ["c"])
    return made


def test_plan_in_order_and_no_more():
    steps = plan(commands(), "post")
    assert [step.command for step in steps] == [
        ("one", "a"),
        ("two", "a"),
        ("pack", "-v", "b", "c d"),
    ]
    assert steps[-1].targets == ("c",)
    assert steps[-1].needs == ("b",)
    assert steps[-1].program == "pack"


def test_plan_of_something_else():
    with pytest.raises(FlowError, match=r"The flow must make z, and makes b, c, post, pre, x\."):
        plan(commands(), "z")


def python(code, targets=()):
    return Step((sys.executable, "-c", code), targets, ())


def test_step_logs_what_it_prints(tmp_path):
    step = python("import sys; print('out', sys.argv[1]); print('err', file=sys.stderr)")
    text, seconds = run_step(step, tmp_path, os.environ, extra=["more"], log="step")
    assert "out more" in text
    assert "err" in (tmp_path / "step.log").read_text()
    assert seconds > 0


def test_step_that_fails_leaves_no_target(tmp_path):
    step = python("open('t', 'w').close(); print('ERROR: first\\nERROR: last'); exit(3)", ("t",))
    with pytest.raises(FlowError, match=r"must succeed, and fails: ERROR: last \(log: .*s\.log\)"):
        run_step(step, tmp_path, os.environ, log="s")
    assert not (tmp_path / "t").exists()


def test_step_that_says_nothing(tmp_path):
    with pytest.raises(FlowError, match=r"it says nothing \(exit code 1\)"):
        run_step(python("exit(1)"), tmp_path, os.environ, log="s")


def test_step_that_does_not_start(tmp_path):
    with pytest.raises(FlowError, match=r"must start \(No such file"):
        run_step(Step((str(tmp_path / "none"),), (), ()), tmp_path, os.environ, log="s")
