"""C++ that Verilator wrote, to a shared library.

Verilator's own sources are compiled once for all simulators: they take longer than a small design.
"""

import concurrent.futures
import dataclasses
import functools
import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tinynpu.tools.cache import cache_directory, locked
from tinynpu.tools.cxx import Compiler
from tinynpu.tools.process import run_tool
from tinynpu.tools.verilator import Verilator

__all__ = ["RUNTIME", "VerilatedCxx"]

RUNTIME = ("verilated.cpp", "verilated_threads.cpp")
"""Verilator's own sources that each simulator needs."""

_CXX_FLAGS = ("-std=gnu++20", "-fPIC", "-w", "-pthread", "-DVERILATOR=1")
_UNIT_BYTES = 1_000_000
_FEATURES = ("COVERAGE", "SC", "TIMING", "TRACE", "TRACE_SAIF", "TRACE_VCD", "TRACE_FST")


@dataclasses.dataclass(frozen=True)
class VerilatedCxx:
    """How the C++ in the folder of one design is compiled and linked.

    Attributes
    ----------
    verilator, compiler
        Tools.
    folder
        What Verilator wrote (its ``--Mdir``).
    features
        What it was asked for beside simulating: of ``COVERAGE``, ``TRACE``, ``TRACE_VCD`` and the like.
    definitions
        Preprocessor definitions for the sources of this design.
    """

    verilator: Verilator
    compiler: Compiler
    folder: Path
    features: frozenset[str] = frozenset()
    definitions: tuple[str, ...] = ()

    @property
    def _runtime_command(self) -> list[object]:
        include = self.verilator.root / "include"
        return [
            *(*self.compiler.command, *self.compiler.flags, *_CXX_FLAGS),
            *(f"-DVM_{name}={int(name in self.features)}" for name in _FEATURES),
            *(f"-I{include}", f"-I{include / 'vltstd'}"),
        ]

    def compile(self, source: Path, target: Path, level: str) -> Path:
        """The object file of a source of this design.

        Raises
        ------
        FlowError
            The compiler failed.
        """
        definitions = (f"-D{definition}" for definition in self.definitions)
        self._run(
            [*self._runtime_command, f"-I{self.folder}", *definitions, level],
            *("-c", source, "-o", target),
        )
        return target

    def runtime(self, name: str) -> Path:
        """The object file of one of Verilator's own sources, from the cache or newly compiled.

        Raises
        ------
        FlowError
            The compiler failed.
        """
        versions = (self.verilator.version, self.compiler.version, os.uname().machine)
        words = [str(word) for word in (*self._runtime_command, *versions)]
        digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
        cache = cache_directory() / "verilated"
        cache.mkdir(exist_ok=True)
        target = cache / f"{Path(name).stem}-{digest}.o"
        with locked(target.with_suffix(".lock")):
            if not target.exists():
                partial = target.with_suffix(".partial.o")
                source = self.verilator.root / "include" / name
                self._run([*self._runtime_command, "-O2"], "-c", source, "-o", partial)
                partial.replace(target)
        return target

    def objects(
        self,
        sources: Sequence[Path],
        level: Callable[[Path], str],
        *,
        runtime: Iterable[str] = RUNTIME,
        done: Callable[[float], None] = lambda fraction: None,
    ) -> list[Path]:
        """Object files of sources of this design and of Verilator, compiled side by side.

        Parameters
        ----------
        sources
            Of this design.
        level
            Gives the compiler's flag of optimization for a source.
        runtime
            Names of Verilator's own sources.
        done
            Told which share of the files is compiled.

        Raises
        ------
        FlowError
            The compiler failed.
        """
        tasks = [functools.partial(self.runtime, name) for name in runtime]
        tasks += [
            functools.partial(self.compile, unit, unit.with_suffix(".o"), unit_level)
            for unit, unit_level in self._units(sources, level)
        ]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            futures = [pool.submit(task) for task in tasks]
            for count, _ in enumerate(concurrent.futures.as_completed(futures), 1):
                done(count / len(futures))
            return [future.result() for future in futures]

    def link(self, objects: Sequence[Path], library: Path, libraries: Sequence[str] = ()) -> Path:
        """The shared library of object files; ``libraries`` are flags after them.

        Raises
        ------
        FlowError
            The linker failed.
        """
        command = [*self.compiler.command, *self.compiler.flags, "-shared", "-pthread", *objects]
        run_tool([*command, "-o", library, *libraries], self.compiler.environment, "The linker")
        return library

    def _units(
        self, sources: Sequence[Path], level: Callable[[Path], str]
    ) -> Iterable[tuple[Path, str]]:
        """Files that include sources of one level, because headers take most of a small one's time.

        The largest come first, so that the processors end together.
        """
        ordered = sorted(sources, key=lambda path: (level(path), path.stat().st_size), reverse=True)
        units: list[tuple[str, list[Path]]] = []
        room = 0
        for path in ordered:
            room -= path.stat().st_size
            if not units or units[-1][0] != level(path) or room < 0:
                units.append((level(path), []))
                room = _UNIT_BYTES - path.stat().st_size
            units[-1][1].append(path)
        for number, (unit_level, paths) in enumerate(units):
            unit = self.folder / f"unit_{number}.cpp"
            unit.write_text("".join(f'#include "{path}"\n' for path in paths))
            yield unit, unit_level

    def _run(self, command: Sequence[object], *more: object):
        run_tool([*command, *more], self.compiler.environment, "The C++ compiler")
