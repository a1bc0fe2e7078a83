"""The fuzzer itself: edits, fields, outcomes, and the benchmark with its kept files."""

import contextlib
import json
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from tinynpu.arch.errors import CompileError
from tinynpu.demo.digits import MODEL
from tinynpu.testing.fuzz import (
    KINDS,
    Edit,
    apply_edits,
    fields,
    judge,
    random_edits,
    small_models,
)

FUZZ = Path(__file__).parents[2] / "benchmarks" / "fuzz.py"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit("flip", 1, value=9), b"\0\3\2\3\4\5"),
        (Edit("set", 2, 2, -1), b"\0\1\xff\xff\4\5"),
        (Edit("set", 5, 4, 0x0A0B), b"\0\1\2\3\4\x0b"),
        (Edit("copy", 1, 2, 4), b"\0\1\2\3\1\2"),
        (Edit("copy", 1, 3, 4), b"\0\1\2\3\1\2"),
        (Edit("delete", 1, 2), b"\0\3\4\5"),
        (Edit("insert", 1, 2, 0x107), b"\0\7\7\1\2\3\4\5"),
        (Edit("cut", 8), b"\0\1"),
        (Edit("splice", 2, 1, 3), b"\0\1yz"),
    ],
)
def test_edits(edit, expected):
    assert apply_edits(bytes(range(6)), [edit], [b"", b"xyz"]) == expected
    assert apply_edits(b"", [edit], [b"", b"xyz"]) == b""


def test_edits_are_of_every_kind_and_reproducible():
    known = fields(MODEL.read_bytes())
    size = MODEL.stat().st_size
    edits = [random_edits(np.random.default_rng(seed), size, known) for seed in range(300)]
    again = [random_edits(np.random.default_rng(seed), size, known) for seed in range(300)]
    assert edits == again
    flat = [edit for some in edits for edit in some]
    assert {edit.kind for edit in flat} == set(KINDS)
    assert len({edit.note for edit in flat}) > 20


def test_fields_are_where_they_are():
    data = small_models()["chain"]
    known = fields(data)

    def values(path):
        return {int.from_bytes(data[f.at : f.at + f.size], "little") for f in known[path]}

    tensors = "Model.Subgraphs.Tensors"
    assert {6, 5, 3} <= values(f"{tensors}.Shape")
    assert 3 in values("Model.OperatorCodes.DeprecatedBuiltinCode")
    assert 2 in values("Model.Subgraphs.Operators.BuiltinOptions.StrideW")
    sizes = {field.size for field in known[f"{tensors}.Quantization.ZeroPoint"]}
    assert 8 in sizes
    # The reader is as it was before.
    assert fields(data) == known


def raising(error):
    def compile_file(data):
        raise error

    return compile_file


def test_outcomes():
    def warn(data):
        warnings.warn("overflow", RuntimeWarning, stacklevel=1)

    def hang(data):
        while True:
            with contextlib.suppress(Exception):
                time.sleep(10)

    assert judge(lambda data: None, b"").kind == "compiled"
    assert judge(raising(CompileError("A model must be sound.")), b"").kind == "refused"
    for text in ("no full stop", "Two\nlines.", "An escape \x1b[31m.", ""):
        assert judge(raising(CompileError(text)), b"").kind == "message", text
    assert judge(raising(MemoryError()), b"").kind == "memory"
    outcome = judge(raising(ZeroDivisionError("by zero")), b"")
    assert outcome.kind == "traceback"
    assert "ZeroDivisionError" in outcome.cause
    assert "by zero" in outcome.detail
    assert judge(warn, b"").kind == "traceback"
    assert judge(hang, b"", seconds=0.05).kind == "hang"


def test_memory_is_limited():
    code = (
        "from tinynpu.testing.fuzz import judge, limit_memory; limit_memory(64 << 20)\n"
        "for bits in (20, 28): print(judge(lambda data: bytes(1 << bits), b'').kind)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["compiled", "memory"]


def test_benchmark(tmp_path):
    run = [
        sys.executable,
        FUZZ,
        "--files",
        "20",
        "--jobs",
        "1",
        "--json",
        "--out",
        tmp_path / "out",
    ]
    result = subprocess.run(run, capture_output=True, text=True, check=False)
    figures = json.loads(result.stdout)
    assert figures["files"] == 20 == sum(figures[kind] for kind in figures["kinds"])
    assert result.returncode == bool(figures["causes"])
    assert (tmp_path / "out").exists() == bool(figures["causes"])


FAULTY = """
import os, signal, sys, time, typer
sys.path.insert(0, {folder!r})
import fuzz

calls = 0

def compile_file(data):
    global calls
    calls += 1
    if calls <= 4:  # the sound files, at the start
        return
    match sum(data) % 4:
        case 0:
            os.kill(os.getpid(), signal.SIGKILL)
        case 1:
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            time.sleep(60)
        case 2:
            raise ValueError("a fault")

fuzz.compile_file, fuzz.SECONDS, fuzz.GRACE_SECONDS = compile_file, 0.2, 0.2
if __name__ == "__main__":
    typer.run(fuzz.main)
"""


def test_benchmark_keeps_what_fails(tmp_path):
    script, none, out = tmp_path / "faulty.py", tmp_path / "none", tmp_path / "out"
    script.write_text(FAULTY.format(folder=str(FUZZ.parent)))
    none.mkdir()
    run = [sys.executable, script, "--files", "12", "--json", "--from", none, "--out", out]
    result = subprocess.run(run, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    figures = json.loads(result.stdout)
    counts = {kind: figures[kind] for kind in figures["kinds"]}
    assert sum(counts.values()) == 12
    assert all(counts[kind] for kind in ("compiled", "crash", "hang", "traceback")), counts
    failing = {index for cause in figures["causes"] for index in cause["files"]}
    assert len(failing) == 12 - counts["compiled"]
    assert {path.stem for path in out.iterdir()} == {f"1-{index}" for index in failing}
    texts = "".join(path.read_text() for path in out.glob("*.txt"))
    assert "ValueError: a fault" in texts
    assert "edit: Edit(" in texts
    assert "crash: exit code -9" in texts
