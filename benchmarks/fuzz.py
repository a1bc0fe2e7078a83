"""Damaged model files against the compiler: ``python benchmarks/fuzz.py --files 10000 --jobs 2``.

Each file is a sound model with a few edits: bits, bytes, words and blocks, and fields of the
FlatBuffers schema. It must compile for preset base, or be refused by an error of the project in one
printable line, within 10 s and 2 GiB of address space beyond what the process had mapped (VmSize)
when everything was imported and a model had been compiled. Everything else is kept in a folder: the
file, and a text with the edits and the exception. File ``n`` of a seed is always the same for the
same models.
"""

import collections
import dataclasses
import hashlib
import json
import multiprocessing
import multiprocessing.connection
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tinynpu.arch.presets import preset
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL
from tinynpu.models import MODELS
from tinynpu.testing.fuzz import (
    GOOD,
    Edit,
    Outcome,
    apply_edits,
    fields,
    judge,
    limit_memory,
    random_edits,
    small_models,
)
from tinynpu.testing.models_dir import NO_MODELS, models_dir

SECONDS = 10
GRACE_SECONDS = 10
MEMORY = 2 << 30
KINDS = (*GOOD, "message", "traceback", "hang", "memory", "crash")


@dataclasses.dataclass(frozen=True)
class Corpus:
    """Sound files, and the fields of those that are FlatBuffers."""

    names: tuple[str, ...]
    files: tuple[bytes, ...]
    known: tuple[dict[str, Any], ...]

    def damaged(self, seed: int, index: int) -> tuple[str, list[Edit], bytes]:
        """Base, edits and bytes of file ``index``."""
        rng = np.random.default_rng((seed, index))
        base = int(rng.integers(len(self.files)))
        data = self.files[base]
        edits = random_edits(rng, len(data), self.known[base])
        return self.names[base], edits, apply_edits(data, edits, self.files)


def corpus(directory: Path | None, extra: list[Path]) -> Corpus:
    files = {f"small-{name}": data for name, data in small_models().items()}
    files["digits"] = MODEL.read_bytes()
    for model in MODELS.values():
        path = directory / model.file if directory else None
        if path is not None and path.is_file():
            files[model.name] = path.read_bytes()
    files.update({path.name: path.read_bytes() for path in extra})
    known = tuple(fields(data) if data[4:8] == b"TFL3" else {} for data in files.values())
    return Corpus(tuple(files), tuple(files.values()), known)


def compile_file(data: bytes):
    compile_model(data, preset("base"))


def worker(pipe: Connection, sound: Corpus, seed: int):
    """Judge the files whose numbers come through the pipe, until None."""
    for data in sound.files:
        judge(compile_file, data, seconds=60)
    limit_memory(MEMORY)
    pipe.send(None)
    while (index := pipe.recv()) is not None:
        data = sound.damaged(seed, index)[2]
        pipe.send(judge(compile_file, data, seconds=SECONDS))


class Worker:
    """A process that can die."""

    def __init__(self, sound: Corpus, seed: int):
        self.arguments = (sound, seed)
        self.index: int | None = None
        self.start()

    def start(self):
        """Begin, and wait until it is warm."""
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        arguments = (theirs, *self.arguments)
        self.process = context.Process(target=worker, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.pipe.recv()

    def give(self, index: int | None):
        """Send the number of a file, or None to end it."""
        self.index = index
        self.deadline = time.monotonic() + SECONDS + GRACE_SECONDS
        self.pipe.send(index)

    def outcome(self) -> Outcome | None:
        """Outcome of the file, None if there is none yet; a dead process is replaced."""
        try:
            if self.pipe.poll():
                return self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            code = self.process.exitcode
            self.start()
            return Outcome("crash", f"exit code {code}")
        if time.monotonic() > self.deadline:
            self.process.kill()
            self.process.join()
            self.start()
            return Outcome("hang", "deaf to the alarm: in a library")
        return None


def keep(folder: Path, sound: Corpus, seed: int, index: int, outcome: Outcome):
    base, edits, data = sound.damaged(seed, index)
    suffix = "tflite" if data[4:8] == b"TFL3" else "bin"
    digest = hashlib.sha256(data).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{seed}-{index}.{suffix}").write_bytes(data)
    lines = [f"{outcome.kind}: {outcome.cause}", f"base: {base}", f"sha256: {digest}"]
    lines += [f"edit: {edit}" for edit in edits]
    (folder / f"{seed}-{index}.txt").write_text("\n".join([*lines, "", outcome.detail, ""]))


def main(
    files: Annotated[int, typer.Option(min=1, help="Damaged files.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the edits.")] = 1,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    first: Annotated[int, typer.Option(min=0, help="Number of the first file.")] = 0,
    directory: Annotated[
        Path | None, typer.Option("--from", help="Folder of the MLPerf Tiny models.")
    ] = None,
    onnx: Annotated[list[Path] | None, typer.Option(help="More models; may be repeated.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of the failing files.")] = Path("build/fuzz"),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
):
    """Compile damaged files, count what happens, and keep every file that is not taken well."""
    console = Console(stderr=True)
    sound = corpus(directory or models_dir(), onnx or [])
    if not set(MODELS) <= set(sound.names):
        console.print(f"without the reference models: this {NO_MODELS}", highlight=False)
    counts: collections.Counter[str] = collections.Counter()
    causes: dict[tuple[str, str], list[int]] = {}
    waiting = iter(range(first, first + files))
    workers = [Worker(sound, seed) for _ in range(jobs)]
    bar = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*bar, console=console, transient=True) as progress:
        task = progress.add_task("fuzzing", total=files)
        busy = [w for w in workers if _next(w, waiting)]
        while busy:
            multiprocessing.connection.wait([w.pipe for w in busy], timeout=0.5)
            for one in list(busy):
                outcome = one.outcome()
                if outcome is None:
                    continue
                assert one.index is not None
                counts[outcome.kind] += 1
                if outcome.kind not in GOOD:
                    causes.setdefault((outcome.kind, outcome.cause), []).append(one.index)
                    keep(out, sound, seed, one.index, outcome)
                shown = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
                progress.update(task, advance=1, description=shown)
                if not _next(one, waiting):
                    busy.remove(one)
    for one in workers:
        one.give(None)
        one.process.join()
    ordered = sorted(causes.items(), key=lambda item: -len(item[1]))
    if as_json:
        found = [{"kind": k, "cause": c, "files": indices} for (k, c), indices in ordered]
        figures = {kind: counts[kind] for kind in KINDS}
        print(json.dumps({"files": files, "seed": seed, "models": sound.names, "kinds": KINDS, **figures, "causes": found}))  # fmt: skip
    else:
        _print(counts, ordered, out, seed)
    raise typer.Exit(1 if causes else 0)


def _next(one: Worker, waiting) -> bool:
    index = next(waiting, None)
    if index is not None:
        one.give(index)
    return index is not None


def _print(counts, ordered, out: Path, seed: int):
    console = Console()
    console.print(", ".join(f"{counts[kind]} {kind}" for kind in KINDS), highlight=False)
    if not ordered:
        return
    table = Table(title=escape(f"kept in {out}"))
    for column in ("kind", "cause", "files", "first"):
        table.add_column(column, overflow="fold")
    for (kind, cause), indices in ordered:
        table.add_row(kind, escape(cause), str(len(indices)), f"{seed}-{min(indices)}")
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
