"""ABC on the parts of a design side by side: what is left, what is printed, errors."""

import os
import signal
import subprocess
import sys
from functools import partial

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.eda.parts import is_local, parts_of
from tinynpu.eda.side_by_side import processors, side_by_side

CHAIN = """
module chain_{n}(input c, input [{top}:0] a, b, output reg [{top}:0] q);
  wire [{top}:0] s = a + b;
  always @(posedge c) if (a[0]) q <= s ^ {{b, s[{n}]}};
endmodule
"""
WIDTH, MODULES = 48, 5
DESIGN = (
    "(* blackbox *) module box(input i, output o); endmodule\n"
    + "".join(CHAIN.format(n=n, top=WIDTH - 1) for n in range(MODULES))
    + f"module top(input c, input [{WIDTH - 1}:0] a, b, output [{MODULES * WIDTH - 1}:0] q, output o);\n"
    + "".join(
        f"chain_{n} u{n}(c, a, b, q[{(n + 1) * WIDTH - 1}:{n * WIDTH}]);\n" for n in range(MODULES)
    )
    + "box k(a[1] & b[1], o);\nendmodule\n"
)
BEGIN = ("read_verilog t.v", "synth -top top -run begin:fine", "techmap")
END = ("write_verilog -noattr out.v", "write_rtlil out.il")
CHAINS = ("opt -fast", "abc", "opt -fast", "hierarchy -check", "abc -g AND,XOR", "clean -purge")
CODE = """\
import os, sys
from pathlib import Path
from tinynpu.eda.session import Session
count, log, quiet, *passes = sys.argv[1:]
session = Session(Path(log) if log else None, quiet=bool(quiet), processors=int(count) or None)
for words in passes:
    if " " in words:
        session.call(words.split())
    else:
        session.run(words)  # as Tcl runs a command without arguments
session.flush()
sys.stdout.flush()
os._exit(0)  # as the command yosys ends
"""


@pytest.fixture
def run(tmp_path):
    """Passes in a session of its own; what becomes of the process, and Verilog and RTLIL that it wrote."""
    pytest.importorskip("pyosys")
    (tmp_path / "t.v").write_text(DESIGN)

    def run(passes, count, log="", quiet=""):
        result = subprocess.run(
            [sys.executable, "-c", CODE, str(count), log, quiet, *passes],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        written = [tmp_path / name for name in ("out.v", "out.il")]
        return result, *(path.read_text() if path.exists() else "" for path in written)

    return run


def test_the_netlist_is_the_same_with_any_number_of_processors(run):
    passes = (*BEGIN, *CHAINS, *END)
    whole, verilog, _ = run(passes, 0)
    found = [run(passes, count) for count in (1, 2, 3)]
    assert [each.returncode for each in (whole, *(each for each, *_ in found))] == [0, 0, 0, 0]
    assert len({rtlil for *_, rtlil in found}) == 1
    # Here, where no module needs more rounds of optimization than the others, it is that of the whole design, too.
    assert {split for _, split, _ in found} == {verilog}
    rtlil = found[0][2]
    assert "attribute \\blackbox" in rtlil
    assert rtlil.count("\nmodule ") == MODULES + 2


def test_parts_print_one_after_the_other(run, tmp_path):
    printed, *_ = run((*BEGIN, "abc", "stat"), 2)
    extracted = [
        line.split("`\\")[1].split("'")[0]
        for line in printed.stdout.splitlines()
        if "Extracting gate netlist of module" in line
    ]
    assert sorted(set(extracted)) == [*(f"chain_{n}" for n in range(MODULES)), "top"]
    assert printed.stdout.index("Extracting gate") < printed.stdout.index("Printing statistics")
    quiet, *_ = run((*BEGIN, "abc", "stat"), 2, "log", "quiet")
    assert quiet.stdout == ""
    log = (tmp_path / "log").read_text()
    assert log.count("Extracting gate netlist") == len(extracted)
    assert log.index("Extracting gate") < log.index("Printing statistics")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_errors_of_a_pass(run, tmp_path, count):
    failed, *_ = run((*BEGIN, "abc -liberty none.lib", "stat"), count, "log")
    assert failed.returncode == 1
    assert "ERROR: " in failed.stdout + failed.stderr
    assert "none.lib" in (tmp_path / "log").read_text()
    assert "Printing statistics" not in failed.stdout
    assert "Traceback" not in failed.stderr


def test_what_a_selection_is_told_is_not_split(run):
    whole, verilog, _ = run((*BEGIN, "select chain_1", "abc", "select -clear", *END), 0)
    split, same, _ = run((*BEGIN, "select chain_1", "abc", "select -clear", *END), 2)
    assert (whole.returncode, split.returncode) == (0, 0)
    assert same == verilog


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("abc", True),
        ("abc -showtmp -D 20000 -liberty a.lib -dont_use x_* -dont_use y", True),
        ("abc -fast top", False),
        ("abc -g AND,XOR t:$and", False),
        ("opt -purge", True),
        ("opt -hier -purge", False),
        ("opt -D 5", False),
        ("clean", True),
        ("techmap", False),
        ("abc; opt", False),
    ],
)
def test_which_passes_are_local(words, expected):
    assert is_local(words.split()) == expected


def test_parts_are_of_like_size():
    cells = {f"m{n}": size for n, size in enumerate([900, 10, 500, 500, 20, 30, 40, 50, 60, 70])}
    parts = parts_of([["opt", "-fast"], ["abc"]], cells)
    assert sorted(name for part in parts for name in part) == sorted(cells)
    sizes = [sum(cells[name] for name in part) for part in parts]
    assert sizes == sorted(sizes, reverse=True)
    assert (len(parts), sizes[0]) == (8, 900)


def test_what_is_not_worth_it_stays_together():
    assert parts_of([["abc"]], {"a": 5000}) == []
    assert parts_of([["abc"]], {"a": 50, "b": 50}) == []
    assert parts_of([["opt"]], {"a": 5000, "b": 5000}) == []


def _write(path, text):
    print(f"written: {text}")
    path.write_text(text)


def _fail():
    raise FlowError("It must work, and does not.")


def test_tasks_and_their_codes(tmp_path):
    files = [tmp_path / name for name in "abcd"]
    logs = [tmp_path / f"{name}.log" for name in "abcd"]
    killed = partial(signal.raise_signal, signal.SIGKILL)
    tasks = [partial(_write, files[0], "one"), _fail, partial(os._exit, 3), killed]
    assert side_by_side(tasks, logs, 2) == [0, 1, 3, -signal.SIGKILL]
    assert files[0].read_text() == "one"
    assert logs[0].read_text() == "written: one\n"
    assert logs[1].read_text() == "ERROR: It must work, and does not.\n"


def test_number_of_processors(monkeypatch):
    monkeypatch.delenv("YOSYS_MAX_THREADS", raising=False)
    here = processors()
    assert here >= 1
    for limit, expected in (("1", 1), ("0", 1), ("1000", here), ("many", here)):
        monkeypatch.setenv("YOSYS_MAX_THREADS", limit)
        assert processors() == expected
