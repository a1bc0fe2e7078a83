"""Who tries to kill mutants: anything that says of a mutant of a batch whether it noticed it."""

import contextlib
import dataclasses
import json
import os
import select
import subprocess
import sys
import threading
from pathlib import Path
from typing import Protocol

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.rtl.build import build_mutants
from tinynpu.verify.mutation.report import Mutant, Verdict

__all__ = ["Batch", "CoreKiller", "Killer"]


@dataclasses.dataclass(frozen=True)
class Batch:
    """Mutants in one netlist.

    Members
    -------
    config
        Configuration of the core.
    mutants
        Number n of the input ``mutsel`` is ``mutants[n - 1]``; 0 is the core itself.
    verilog
        The netlist; its top module is ``tinynpu``.
    """

    config: Config
    mutants: tuple[Mutant, ...]
    verilog: str


class Killer(Protocol):
    """Runs a test on mutants; called from several threads."""

    def prepare(self, batch: Batch):
        """Build what the batch needs."""
        ...

    def __call__(self, batch: Batch, number: int, *, thorough: bool) -> Verdict:
        """Test mutant ``number`` (0: the core itself) of the batch that was prepared last.

        Called twice: at first for what takes little time, then, if the mutant survived and is not
        proved equivalent, ``thorough`` for the rest.
        """
        ...

    def close(self):
        """End all processes."""
        ...


class _HangError(Exception):
    """A worker did not answer."""


class _Worker:
    """One process of `tinynpu.verify.mutation.worker`."""

    def __init__(self, config: Config, seed: int):
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "tinynpu.verify.mutation.worker",
                config.to_json(), str(seed),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )  # fmt: skip
        self.errors: list[str] = []
        self.knows: set[int] = set()
        self.reader = threading.Thread(target=self._read_errors, daemon=True)
        self.reader.start()

    def _read_errors(self):
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.errors = [*self.errors[-20:], line.rstrip()]

    def ask(self, library: Path, mutant: int, part: int, seconds: float) -> Verdict:
        """Verdict; `_HangError` after so many seconds, EOFError if the process ends."""
        process = self.process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            request = {"library": str(library), "mutant": mutant, "part": part}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            raise EOFError from None
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        if not ready:
            raise _HangError
        line = process.stdout.readline()
        if not line:
            raise EOFError
        return Verdict(**json.loads(line))

    def close(self):
        """End the process."""
        self.process.kill()
        self.process.wait()
        self.reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


class CoreKiller:
    """Runs `tinynpu.verify.mutation.suite.Suite` on the Verilated batch, in processes.

    Parameters
    ----------
    config
        Configuration of the core.
    seed
        Of the suite.
    seconds
        A mutant that takes longer has hung.
    work
        Directory for libraries, instead of the cache.
    """

    def __init__(
        self, config: Config, *, seed: int = 1, seconds: float = 120, work: Path | None = None
    ):
        self.config = config
        self.seed = seed
        self.seconds = seconds
        self.work = work
        self._library: Path | None = None
        self._free: list[_Worker] = []
        self._lock = threading.Lock()

    def prepare(self, batch: Batch):
        """Build the simulator, or find it in the cache."""
        self._library = build_mutants(batch.config, batch.verilog, work=self.work)

    def _introduce(self, worker: _Worker, part: int):
        """Let a worker see what the unchanged core does in a part of the suite."""
        if part in worker.knows:
            return
        assert self._library is not None
        try:
            verdict = worker.ask(self._library, 0, part, 600)
        except (EOFError, _HangError):
            worker.close()
            raise FlowError(
                "The suite must run on the unchanged core, but ended:\n" + "\n".join(worker.errors)
            ) from None
        if verdict.killed:
            worker.close()
            raise FlowError(
                f"The suite must pass on the unchanged core, which fails in {verdict.check}: "
                f"{verdict.detail}."
            )
        worker.knows.add(part)

    def __call__(self, batch: Batch, number: int, *, thorough: bool) -> Verdict:
        """See `Killer`; a mutant that ends or hangs the process is killed by that."""
        assert self._library is not None
        with self._lock:
            worker = self._free.pop() if self._free else None
        worker = worker or _Worker(self.config, self.seed)
        self._introduce(worker, int(thorough))
        try:
            verdict = worker.ask(self._library, number, int(thorough), self.seconds)
        except EOFError:
            worker.close()
            last = [line for line in worker.errors if line][-1:]
            if any("Traceback" in line for line in worker.errors):
                raise FlowError(
                    "The suite must not fail by itself:\n" + "\n".join(worker.errors)
                ) from None
            return Verdict(True, "crash", "".join(last))
        except _HangError:
            worker.close()
            return Verdict(True, "hang", f"no end within {self.seconds:g} seconds")
        with self._lock:
            self._free.append(worker)
        return verdict

    def close(self):
        """End all workers."""
        with self._lock:
            for worker in self._free:
                worker.close()
            self._free.clear()
